"""Going along the chain from its beginning: the first link that does not hold is named; nothing is written."""

# ruff: noqa: S608 - built of this module's own words and of quoted names
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import connections, transaction
from django.db.backends.utils import CursorWrapper

from commitments.history.models import Seal
from commitments.history.sealing import kept_outside
from commitments.history.sealing.digests import (
    COMMIT,
    IN_ONE_ZONE,
    PART_DIGEST,
    REMAINS_CHANGED,
    PartSealed,
    event_digest,
    quoted,
    removed_of,
    seal_digest,
)
from commitments.history.sealing.keys import is_signed, trusted_keys
from commitments.history.sealing.services import AS_OF_ONE_MOMENT, BEFORE_ALL, HERE
from commitments.history.sealing.tables import histories

PARTS = f"""
    SELECT p.id, p.place, p."table", p.columns, cardinality(p.event_ids), p.digest, {PART_DIGEST} = p.digest,
           length(p.digests) = 32 * cardinality(p.event_ids)
    FROM commitments_sealedpart p WHERE p.seal_id = %s ORDER BY p.place
"""
FIRST_CHANGED = """
    SELECT s.id, e.pgh_id IS NULL, e.pgh_created_at
    FROM commitments_sealedpart p CROSS JOIN unnest(p.event_ids) WITH ORDINALITY s(id, n)
    LEFT JOIN {table} e ON e.pgh_id = s.id {commit} {removed}
    WHERE p.id = %s AND ({digest} <> substring(p.digests FROM (32 * (s.n - 1) + 1)::int FOR 32) OR e.pgh_id IS NULL
                         OR {remains_changed})
    ORDER BY s.n LIMIT 1
"""
UNDER_NO_SEAL = """
    SELECT e.pgh_id, e.pgh_created_at FROM {table} e
    WHERE e.pgh_xid < %s::xid8 AND e.pgh_id NOT IN (
        SELECT unnest(p.event_ids) FROM commitments_sealedpart p WHERE p."table" = %s
    ) ORDER BY e.pgh_id LIMIT 1
"""
REMOVED = 'SELECT count(DISTINCT ("table", event_id)) FROM commitments_removedcontentevent'
# Whoever took content away and calls it a removal has no removal that was confirmed in the same transaction.
NOT_LAWFUL = """
    SELECT r."table", r.event_id, r.pgh_created_at FROM commitments_removedcontentevent r
    WHERE r.pgh_label <> 'insert' OR NOT EXISTS (
        SELECT FROM commitments_removalevent v
        WHERE v.pgh_obj_id = r.removal_id AND v.pgh_xid = r.pgh_xid AND v.pgh_created_at = r.pgh_created_at
          AND v.outcome = 'confirmed' AND v.asked_by_id = r.asked_by_id AND v.decided_by_id = r.confirmed_by_id
          AND v.asked_by_id <> v.decided_by_id
          AND (v.pgh_context ->> 'user' = v.decided_by_id::text OR v.pgh_context ->> 'kind' = 'program')
    ) ORDER BY r.pgh_id LIMIT 1
"""


@dataclass(frozen=True)
class Broken:
    """The first link that does not hold."""

    words: str
    seal: int
    table: str = ""
    event_id: int | None = None


@dataclass(frozen=True)
class Verified:
    """What was gone through, and what was found."""

    seals: int
    events: int
    last: Seal | None
    broken: Broken | None
    removed: int = 0
    """From so many events content was lawfully removed."""

    @property
    def is_whole(self) -> bool:
        """Whether every link holds."""
        return self.broken is None


def verify_history(*, also_known: Mapping[int, str] | None = None) -> Verified:
    """Go along all seals and all sealed events, as they stand at one moment.

    `also_known` are seals that somebody saw before, by number: each must still be in its place.
    """
    alias, whole = settings.MAINTENANCE_DATABASE, Verified(0, 0, None, None)
    with transaction.atomic(using=alias), connections[alias].cursor() as cursor:
        cursor.execute(f"{AS_OF_ONE_MOMENT}; {IN_ONE_ZONE}")
        for whole in _along(cursor):
            if whole.broken:
                return whole
        remembered = kept_outside.known() | dict(also_known or {})
        broken = _broken_end(whole.seals, remembered) or _under_no_seal(cursor, whole.last) or _not_lawful(cursor)
        cursor.execute(REMOVED)
        removed = cursor.fetchall()[0][0]
    return Verified(whole.seals, whole.events, whole.last, broken, removed)


def _along(cursor: CursorWrapper) -> Iterator[Verified]:
    """Each step further along the chain, until the first that does not hold."""
    events, last = 0, None
    for number, seal in enumerate(Seal.objects.using(settings.MAINTENANCE_DATABASE).order_by("number"), 1):
        parts = _parts(cursor, seal)
        broken = _broken_seal(seal, number, last, parts) or _broken_events(cursor, seal, parts)
        events += seal.events
        last = seal
        yield Verified(number, events, last, broken)


@dataclass(frozen=True)
class Part:
    """A part of a seal as it stands, and whether it is what its own digest says."""

    pk: int
    place: int
    table: str
    columns: Sequence[str]
    events: int
    digest: str
    is_itself: bool
    has_a_digest_for_each: bool


def _parts(cursor: CursorWrapper, seal: Seal) -> list[Part]:
    cursor.execute(PARTS, [seal.number])
    return [Part(*row) for row in cursor.fetchall()]


def _broken_seal(seal: Seal, number: int, last: Seal | None, parts: Sequence[Part]) -> Broken | None:
    """Whether the seal stands in its place, is what was signed, and lists what it listed."""
    if seal.number != number:
        return Broken(f"seal {number} is missing: after it comes seal {seal.number} of {_day(seal.sealed_at)}", number)
    named = f"seal {number} of {_day(seal.sealed_at)}"
    if seal.previous != (last.digest if last else BEFORE_ALL):
        return Broken(f"{named} does not follow the seal before it", number)
    for part in parts:
        if not (part.is_itself and part.has_a_digest_for_each):
            return Broken(f"{named}: its list of events of {part.table} was changed", number, part.table)
    if seal.digest != seal_digest(seal, [PartSealed(p.place, p.table, p.events, p.digest) for p in parts]):
        return Broken(f"{named} is not what was sealed", number)
    if seal.key not in trusted_keys() or not is_signed(seal.digest, seal.signature, seal.key):
        return Broken(f"{named} is not signed with a key of this installation", number)
    return None


def _broken_events(cursor: CursorWrapper, seal: Seal, parts: Sequence[Part]) -> Broken | None:
    """The first event that is not what was sealed. The lists are trusted here: their seal is signed."""
    held = {history.table: set(history.columns) for history in histories(cursor)}
    for part in parts:
        if gone := sorted(set(part.columns) - held.get(part.table, set())):
            words = f"{part.table} of seal {seal.number}: {', '.join(gone)} is no column of it any more"
            return Broken(words, seal.number, part.table)
        if found := _first_changed(cursor, part):
            return _of_event(seal, part, *found)
    return None


def _first_changed(cursor: CursorWrapper, part: Part) -> tuple[Any, ...] | None:
    cursor.execute(
        FIRST_CHANGED.format(
            table=quoted(part.table), commit=COMMIT, digest=event_digest(part.columns),
            removed=removed_of(part.table), remains_changed=REMAINS_CHANGED,
        ),
        [part.pk],
    )  # fmt: skip
    found: tuple[Any, ...] | None = cursor.fetchone()
    return found


def _of_event(seal: Seal, part: Part, event_id: int, is_missing: bool, at: datetime | None) -> Broken:  # noqa: FBT001
    what = "is missing" if is_missing else f"of {_day(at)} was changed"
    words = f"{part.table} event {event_id} {what}, under seal {seal.number} of {_day(seal.sealed_at)}"
    return Broken(words, seal.number, part.table, event_id)


def _broken_end(seals: int, known: Mapping[int, str]) -> Broken | None:
    """Whether every seal that was seen before is still there."""
    held = dict(Seal.objects.using(settings.MAINTENANCE_DATABASE).values_list("number", "digest"))
    for number in sorted(known):
        if number not in held:
            return Broken(f"seal {number} is missing: it was seen before, and the chain ends at seal {seals}", number)
        if held[number] != known[number]:
            return Broken(f"seal {number} is another one than was seen before", number)
    return None


def _under_no_seal(cursor: CursorWrapper, last: Seal | None) -> Broken | None:
    """Whether something was put into history where all had been sealed."""
    cursor.execute(HERE)
    if last is None or cursor.fetchall()[0][0] != last.cluster:
        return None
    for history in histories(cursor):
        cursor.execute(UNDER_NO_SEAL.format(table=quoted(history.table)), [str(last.settled_below), history.table])
        if found := cursor.fetchone():
            words = f"{history.table} event {found[0]} of {_day(found[1])} stands under no seal, and should"
            return Broken(words, last.number, history.table, found[0])
    return None


def _not_lawful(cursor: CursorWrapper) -> Broken | None:
    """Whether content was taken from an event without two persons who asked for it and confirmed it."""
    cursor.execute(NOT_LAWFUL)
    if not (found := cursor.fetchone()):
        return None
    words = f"{found[0]} event {found[1]} lost its content on {_day(found[2])}, and no two persons removed it"
    return Broken(words, 0, found[0], found[1])


def _day(at: datetime | None) -> str:
    return f"{at:%Y-%m-%d}" if at else "?"
