"""Carrying the schedule out, and counting what it would take away."""

import logging
from datetime import datetime

from commitments.retention.kept import Goes
from commitments.retention.schedule import SCHEDULE
from commitments.web.transactions import as_program

logger = logging.getLogger(__name__)


class NotCarriedOut(Exception):
    """Some lines of the schedule failed; all others were carried out."""


def carry_out_retention(*, now: datetime) -> dict[str, int]:
    """Take away all that is due, line by line; returns how many of each. May run twice, and be killed anywhere.

    A line that fails keeps no other from being carried out. Refuses at the end with NotCarriedOut.
    """
    gone: dict[str, int] = {}
    for name, goes in _what_goes().items():
        try:
            gone[name] = goes.carry_out(now=now)
        except Exception:
            logger.exception("retention of %s failed", name)
    if failed := _what_goes().keys() - gone:
        raise NotCarriedOut(", ".join(sorted(failed)))
    return gone


@as_program("retention")
def count_due(*, now: datetime) -> dict[str, int]:
    """How many of each line are due; takes nothing away."""
    return {name: goes.due(now=now) for name, goes in _what_goes().items()}


def _what_goes() -> dict[str, Goes]:
    return {name: kept.goes for name, kept in SCHEDULE.items() if kept.goes}
