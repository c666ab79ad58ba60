"""Archived copies of links: the one a State names, or one that an archive tells of where the installation asks it."""

import json
from collections.abc import Callable
from datetime import date, datetime
from typing import NamedTuple
from urllib.parse import urlencode

from django.conf import settings

from commitments.evidence.rules import fault_of_link
from commitments.web.outgoing import NotPublic, Unreachable, text_of

MOST_SAID = 100_000


class Copy(NamedTuple):
    """An archived copy: where, of which day, and whether it could be opened (unknown where nobody tried)."""

    url: str = ""
    on: date | None = None
    opens: bool | None = None


NONE = Copy()


def told_by_archive(url: str, *, ask: Callable[[str], str] | None = None) -> Copy:
    """The newest copy that the archive named in ARCHIVE_LOOKUP has; nothing where none is named or it has none."""
    if not settings.ARCHIVE_LOOKUP:
        return NONE
    try:
        said = json.loads((ask or _asked)(f"{settings.ARCHIVE_LOOKUP}?{urlencode({'url': url})}"))
        closest = said["archived_snapshots"]["closest"]
        day = datetime.strptime(closest["timestamp"][:8], "%Y%m%d").date()  # noqa: DTZ007 (a day, not a moment)
        found = str(closest["url"])
    except (NotPublic, Unreachable, ValueError, KeyError, TypeError):
        return NONE
    is_there = closest.get("available") is True and not fault_of_link(found)
    return Copy(found, day) if is_there else NONE


def _asked(address: str) -> str:
    return text_of(address, most=MOST_SAID)
