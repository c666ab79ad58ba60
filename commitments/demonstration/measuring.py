"""A database for measuring: the demonstration's accounts, and records made inside PostgreSQL in bulk."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connections, transaction
from django.db.backends.utils import CursorWrapper

from commitments.access.acting import acting
from commitments.access.actor import Actor
from commitments.demonstration import filling
from commitments.demonstration.accounts import make_accounts
from commitments.demonstration.growth import Growth
from commitments.demonstration.refusals import DemonstrationRefused, refuse_in_production
from commitments.history.event_names import EventName
from commitments.history.outbox import announce
from commitments.instruments.models import Instrument
from commitments.respondents.models import Respondent
from commitments.rollups.recount import count_from_records
from commitments.submissions.models import ReportingCycle
from commitments.web.models import InstallationMark

Told = Callable[[str], None]
Values = Mapping[str, str | int | datetime]
Step = Callable[[], AbstractContextManager[CursorWrapper]]
CYCLE_EVERY = timedelta(days=365)
FOLDED_AT_ONCE = 100_000
FILLED = (
    "instrument", "instrumentwording", "paragraph", "paragraphwording", "obligation", "obligationwording",
    "obligationtheme", "reportingcycle", "cycleinstrument", "askedrespondent", "submission", "stagemove", "event",
    "obligationreport", "evidenceofreport", "implementationaction", "actionobligation", "evidence", "evidenceofaction",
    "citedrecord",
)  # fmt: skip
WITH_HISTORY = ("submission", "obligationreport", "implementationaction", "evidence")

# Foreign keys come back by one join each, which checks the rows as well as a look-up per row would.
LAID_ASIDE = """
    SELECT format('ALTER TABLE %%s DROP CONSTRAINT %%I', conrelid::regclass, conname),
           format('ALTER TABLE %%s ADD CONSTRAINT %%I %%s', conrelid::regclass, conname, pg_get_constraintdef(oid))
    FROM pg_constraint WHERE contype = 'f' AND conrelid = ANY(%(tables)s::regclass[])
    UNION ALL
    SELECT format('DROP INDEX %%s', i.indexrelid::regclass), pg_get_indexdef(i.indexrelid)
    FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_am m ON m.oid = c.relam
    WHERE i.indrelid = ANY(%(tables)s::regclass[]) AND NOT i.indisunique
      AND (m.amname = 'gin' OR i.indrelid = 'commitments_citedrecord'::regclass)
"""

KEPT_COLUMNS = """
    SELECT string_agg(quote_ident(column_name), ', ') FROM (
        SELECT column_name FROM information_schema.columns WHERE table_name = %s INTERSECT
        SELECT column_name FROM information_schema.columns WHERE table_name = %s
    ) kept
"""


@dataclass(frozen=True)
class Text:
    """A text at its place; the founding one stands at 0."""

    pk: int
    place: int


def fill_for_measuring(growth: Growth, *, by: Actor, now: datetime, told: Told = print) -> None:
    """Fill an empty installation with `growth`, newest cycle open; the mark is written first and stays for good.

    Refused in production, where a cycle was opened already, and without a text and respondents. A fill that was
    cut off leaves marked records behind: such a database is cleared or thrown away.
    """
    founding = Instrument.objects.founding().first()
    refuse_in_production("Production holds no demonstration records.")
    if founding is None or not Respondent.objects.member_states().exists():
        raise DemonstrationRefused("Load the text and the respondents first.")
    if ReportingCycle.objects.exists():
        raise DemonstrationRefused("There are cycles already: a database for measuring begins without any.")
    with acting(by):
        mark = InstallationMark.objects.create(kind=InstallationMark.Kind.DEMONSTRATION_LOADED, at=now)
        make_accounts(list(Respondent.objects.member_states()), now=now)
    told(growth.words())
    if growth.with_triggers:
        _fill_as_maintenance(growth, founding, now=now, told=told)
    else:
        _fill_as_owner(growth, founding, now=now, told=told)
    with acting(by):
        announce(EventName.DEMONSTRATION_LOADED, subject=mark, by=by, now=now)
    _vacuum()


def _fill_as_maintenance(growth: Growth, founding: Instrument, *, now: datetime, told: Told) -> None:
    """Each text and each cycle in a transaction of its own: triggers write history and deltas, which are folded."""
    alias = settings.MAINTENANCE_DATABASE

    @contextmanager
    def step() -> Iterator[CursorWrapper]:
        with transaction.atomic(using=alias), connections[alias].cursor() as cursor:
            yield cursor

    _fill(growth, founding, now=now, told=told, step=step)
    with connections[alias].cursor() as cursor:
        while _one(cursor, "SELECT fold_rollups(%(most)s)", {"most": FOLDED_AT_ONCE}):
            pass


def _fill_as_owner(growth: Growth, founding: Instrument, *, now: datetime, told: Told) -> None:
    """One transaction as the owner of the tables, who may switch their triggers off in it: all of it or nothing."""
    alias = settings.OWNER_DATABASE
    with transaction.atomic(using=alias), connections[alias].cursor() as cursor, _bare(cursor):
        _fill(growth, founding, now=now, told=told, step=lambda: nullcontext(cursor))
        for table in WITH_HISTORY if growth.has_history else ():
            told(f"History of {table}")
            cursor.execute(_history_of(cursor, table))
        told("Counting once from the records")
        count_from_records(cursor)


@contextmanager
def _bare(cursor: CursorWrapper) -> Iterator[None]:
    """The tables without triggers, foreign keys and the indexes that nothing reads meanwhile; all back at the end."""
    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    cursor.execute("SET LOCAL maintenance_work_mem = '512MB'")
    cursor.execute(LAID_ASIDE, {"tables": [f"commitments_{table}" for table in FILLED]})
    aside = cursor.fetchall()
    for drop, _restore in aside:
        cursor.execute(drop)
    for table in FILLED:
        cursor.execute(f"ALTER TABLE commitments_{table} DISABLE TRIGGER USER")
    yield
    for table in FILLED:
        cursor.execute(f"ALTER TABLE commitments_{table} ENABLE TRIGGER USER")
    for _drop, restore in aside:
        cursor.execute(restore)


def _fill(growth: Growth, founding: Instrument, *, now: datetime, told: Told, step: Step) -> None:
    """Each text with its actions, then its cycles, oldest first; the founding text last: its cycle is the newest."""
    for done, place in enumerate((*range(1, growth.instruments), 0), start=1):
        with step() as cursor:
            text = _new_text(cursor, place) if place else Text(founding.pk, 0)
            first = now - growth.cycles * CYCLE_EVERY
            _run(
                cursor, filling.ACTIONS, {"instrument": text.pk, "actions": growth.actions_on(place), "at": first}
            )  # fmt: skip
        for turn in range(growth.cycles):
            with step() as cursor:
                began = now - timedelta(days=30) - (growth.cycles - 1 - turn) * CYCLE_EVERY
                _fill_cycle(cursor, growth, text, turn, began)
        told(f"{done} of {growth.instruments} texts")


def _new_text(cursor: CursorWrapper, place: int) -> Text:
    text = Text(_one(cursor, filling.NEW_TEXT, {"place": place}), place)
    _run(cursor, filling.TEXT, {"instrument": text.pk, "place": place})
    return text


def _fill_cycle(cursor: CursorWrapper, growth: Growth, text: Text, turn: int, began: datetime) -> None:
    """One cycle on one text: who is asked, replies, answers, what they cite; the newest is open, with a revision."""
    is_open = text.place == 0 and turn == growth.cycles - 1
    number = f"{text.place}-{turn + 1}"
    values: dict[str, str | int | datetime] = {
        "slug": f"{filling.CYCLE_SLUG}{number}", "name": f"Demonstration cycle {number}", "at": began,
        "is_open": is_open,
    }  # fmt: skip
    values |= {
        "cycle": _one(cursor, filling.NEW_CYCLE, values), "instrument": text.pk, "place": text.place, "turn": turn,
        "cycles": growth.cycles,
    }  # fmt: skip
    _run(cursor, filling.REPLIES, values)
    if growth.cites_on_all_texts or text.place == 0:
        _run(cursor, filling.CITED, values)
    if is_open:
        _run(cursor, filling.REVISION, values)


def _history_of(cursor: CursorWrapper, table: str) -> str:
    """The statement that writes for each row the event its trigger would have written."""
    cursor.execute(KEPT_COLUMNS, [f"commitments_{table}", f"commitments_{table}event"])
    columns = cursor.fetchone()[0]
    return (
        f"INSERT INTO commitments_{table}event (pgh_created_at, pgh_label, pgh_obj_id, {columns}) "  # noqa: S608
        f"SELECT now(), 'insert', id, {columns} FROM commitments_{table}"
    )


def _run(cursor: CursorWrapper, statements: Iterable[str], values: Values) -> None:
    for statement in statements:
        cursor.execute(statement, values)


def _one(cursor: CursorWrapper, statement: str, values: Values) -> int:
    cursor.execute(statement, values)
    return int(cursor.fetchone()[0])


def _vacuum() -> None:
    """What autovacuum would have done by the time somebody measures."""
    with connections[settings.OWNER_DATABASE].cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE)")
