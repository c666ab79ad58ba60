"""What is hashed: each event, a part of a thousand events, a seal; the same words for making and for verifying.

The SQL stands here and not in functions of the database: whoever could change a function there could
make it say what he likes. An event's digest is taken over what happened (who, when, to which record) and
over the digest of its content, which is salted: so content can be removed lawfully and leave its digest.
"""

# ruff: noqa: S608 - built of this module's own words and of quoted names
import hashlib
import json
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from commitments.history.models import Seal

COMMIT = "LEFT JOIN commitments_commit c ON c.pgh_xid = e.pgh_xid AND c.pgh_created_at = e.pgh_created_at"
HAPPENED = (
    "e.pgh_id, e.pgh_created_at, e.pgh_label, e.pgh_obj_id, e.pgh_context, e.pgh_xid::text AS transaction, "
    "c.committed_at"
)
PART_DIGEST = (
    "encode(sha256(convert_to(concat_ws('|', p.seal_id, p.place, p.\"table\", array_to_string(p.columns, ','), "
    "array_to_string(p.event_ids, ',')), 'UTF8') || p.digests), 'hex')"
)
"""SQL: the digest of a part `p`, over where it stands and all it lists."""
# A moment is written as text in the zone of the connection.
IN_ONE_ZONE = "SET LOCAL TimeZone = 'UTC'"


REMAINS_CHANGED = (
    "x.event_id IS NOT NULL AND x.remains_digest <> sha256(convert_to(coalesce(e.pgh_salt::text, '') || "
    "(SELECT jsonb_object_agg(key, value) FROM jsonb_each(to_jsonb(e)) WHERE key = ANY (x.columns))::text, 'UTF8'))"
)
"""SQL: content was lawfully removed from the event, and since then what was left of it was changed."""


class PartSealed(NamedTuple):
    """A part as it enters its seal's digest."""

    place: int
    table: str
    events: int
    digest: str


def quoted(name: str) -> str:
    """The name of a table or column, safe in SQL."""
    return '"' + name.replace('"', '""') + '"'


def _json(columns: str) -> str:
    return f"(SELECT to_jsonb(x) FROM (SELECT {columns}) x)::text"


def content_digest(columns: Sequence[str]) -> str:
    """SQL: the salted digest of what an event `e` holds of its record."""
    held = ", ".join(f"e.{quoted(column)}" for column in columns)
    return f"sha256(convert_to(coalesce(e.pgh_salt::text, '') || {_json(held)}, 'UTF8'))"


def event_digest(columns: Sequence[str]) -> str:
    """SQL: the digest of an event `e`, with its commit `c`, and `x` where its content was lawfully removed."""
    content = f"coalesce(x.content_digest, {content_digest(columns)})"
    return f"sha256(convert_to({_json(HAPPENED)}, 'UTF8') || {content})"


def removed_of(table: str) -> str:
    """SQL: joins what was last removed from an event `e` of the table, from the history that is itself sealed."""
    return (
        "LEFT JOIN (SELECT DISTINCT ON (event_id) event_id, columns, content_digest, remains_digest "
        f"FROM commitments_removedcontentevent WHERE \"table\" = '{table}' "
        "ORDER BY event_id, pgh_id DESC) x ON x.event_id = e.pgh_id"
    )


def moment(at: datetime) -> str:
    """A moment as it is hashed and written down, whatever zone it is held in."""
    return at.astimezone(UTC).isoformat()


def seal_digest(seal: Seal, parts: Iterable[PartSealed]) -> str:
    """The digest of a seal: over all it says, the seal before, and each of its parts."""
    said = {
        "number": seal.number, "sealed_at": moment(seal.sealed_at), "cluster": seal.cluster,
        "settled_below": seal.settled_below, "begun_below": seal.begun_below, "positions": seal.positions,
        "events": seal.events, "previous": seal.previous, "key": seal.key, "parts": [list(part) for part in parts],
    }  # fmt: skip
    return hashlib.sha256(json.dumps(said, sort_keys=True, separators=(",", ":")).encode()).hexdigest()
