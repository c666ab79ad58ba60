"""A sealed history for tests, and somebody who owns the tables and takes their triggers away."""

from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import connections

from commitments.history.models import Seal
from commitments.history.sealing.services import seal_history
from commitments.history.sealing.verifying import Verified, verify_history
from tests.factories.access import designated, person

DAY = datetime(2026, 3, 1, 0, 10, tzinfo=UTC)


def appoint(*notes: str) -> list[int]:
    """A designation for each note verbale; gives their keys."""
    return [designated(person(), "reader", note_verbale=note).pk for note in notes]


def three_days() -> list[Seal]:
    """Two people appointed on each of three days, and each day sealed in the night that follows."""
    seals = []
    for day in range(3):
        appoint(f"NV {day} a", f"NV {day} b")
        seals.append(seal_history(now=DAY + timedelta(days=day)))
    return seals


def event_of(note: str) -> int:
    """The event that recorded this note verbale."""
    return int(as_owner("SELECT pgh_id FROM commitments_designationevent WHERE note_verbale = %s", note)[0][0])


def as_owner(statement: str, *parameters: object, without_triggers_of: tuple[str, ...] = ()) -> list[Any]:
    """Run a statement as the owner of the tables, who can switch triggers off and on again."""
    with connections["owner"].cursor() as cursor:
        for table in without_triggers_of:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        cursor.execute(statement, parameters)
        found = cursor.fetchall() if cursor.description else []
        for table in without_triggers_of:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
    return found


def broken(verified: Verified | None = None) -> str:
    """The words for the first broken link."""
    found = (verified or verify_history()).broken
    return found.words if found else ""
