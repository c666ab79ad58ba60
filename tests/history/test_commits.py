"""What stood at a moment is what had been committed by then; the stamp is the database's own and nobody else's."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

import psycopg
import pytest
from django.db import DatabaseError, connection, connections, transaction

from commitments.history.as_of import stood_at
from commitments.history.commits import EVERY_HISTORY
from commitments.respondents.models import Respondent
from tests.rollups.replies import answer, cycle_of, draft
from tests.rollups.texts import small_text

pytestmark = pytest.mark.usefixtures("committed_db")
RENAMED = "UPDATE commitments_respondent SET notes = %s WHERE code = 'THA'"


def rows(statement: str, *parameters: object) -> list[Any]:
    """As the maintenance role, in a transaction of its own."""
    with connections["maintenance"].cursor() as cursor:
        cursor.execute(statement, parameters)
        return cursor.fetchall() if cursor.description else []


def clock() -> datetime:
    at: datetime = rows("SELECT clock_timestamp()")[0][0]
    return at


def notes(at: datetime) -> str:
    return next(state.notes for state in stood_at(Respondent, at).values() if state.code == "THA")


@contextmanager
def another_connection() -> Iterator[Any]:
    """A second person at the same database, in a transaction that is not committed yet."""
    settings = connection.get_connection_params()
    settings.pop("cursor_factory", None)
    settings.pop("context", None)
    with psycopg.connect(**settings) as other:
        yield other


def stamps_of(statement: str) -> list[datetime | None]:
    return [row[0] for row in rows(statement)]


def stamps_of_notes(words: str) -> list[datetime | None]:
    return stamps_of(
        "SELECT c.committed_at FROM commitments_respondentevent JOIN commitments_commit c "
        f"USING (pgh_xid, pgh_created_at) WHERE notes = '{words}'"
    )


def test_what_began_before_a_moment_and_was_committed_after_it_did_not_stand_then():
    with another_connection() as slow:
        slow.execute(RENAMED, ["slow"])
        before = clock()
        slow.commit()
    after = clock()

    assert notes(before) != "slow"
    assert notes(after) == "slow"
    assert rows("SELECT pgh_created_at < %s FROM commitments_respondentevent WHERE notes = 'slow'", before) == [(True,)]


def test_a_transaction_is_stamped_once_after_all_it_did():
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(RENAMED, ["first"])
        with transaction.atomic():
            cursor.execute(RENAMED, ["second"])
        last = clock()

    assert stamps_of_notes("first") == stamps_of_notes("second")
    assert stamps_of_notes("second")[0] > last


def test_a_step_that_was_taken_back_leaves_no_stamp_and_what_follows_it_is_stamped():
    def given_up() -> None:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute(RENAMED, ["given up"])
            raise ValueError("given up")

    with transaction.atomic():
        with pytest.raises(ValueError, match="given up"):
            given_up()
        with connection.cursor() as cursor:
            cursor.execute(RENAMED, ["kept"])

    assert notes(clock()) == "kept"
    assert stamps_of("SELECT committed_at FROM commitments_commit WHERE committed_at IS NULL") == []


def test_the_stamp_is_taken_after_the_checks_that_wait_for_the_commit():
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "CREATE FUNCTION slow_check() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN PERFORM pg_sleep(0.2); RETURN NULL; END $$; "
            "CREATE CONSTRAINT TRIGGER slow AFTER UPDATE ON commitments_respondent "
            "DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION slow_check();"
        )

    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(RENAMED, ["first"])
        cursor.execute(RENAMED, ["patient"])
        last = clock()

    assert (stamps_of_notes("patient")[0] - last).total_seconds() >= 2 * 0.2


def test_a_stamp_that_is_called_for_early_is_taken_back_by_the_next_writing():
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(RENAMED, ["early"])
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        between = clock()
        cursor.execute(RENAMED, ["later"])

    assert stamps_of_notes("early")[0] > between


@pytest.mark.parametrize("role", ["default", "maintenance"])
@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO commitments_commit VALUES (pg_current_xact_id(), now(), '2020-01-01')",
        "UPDATE commitments_commit SET committed_at = '2020-01-01'",
        "DELETE FROM commitments_commit",
        "TRUNCATE commitments_commit",
        "UPDATE commitments_respondentevent SET pgh_xid = pg_current_xact_id()",
        "ALTER TABLE commitments_commit DISABLE TRIGGER stamped",
    ],
)
def test_no_role_but_the_owner_writes_or_changes_a_stamp(role, statement):
    with pytest.raises(DatabaseError, match=r"permission denied|must be owner"), connections[role].cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.parametrize("function", ["history_note_transaction", "history_stamp_commit"])
def test_a_stamp_is_not_forged_through_a_table_of_ones_own(function):
    with pytest.raises(DatabaseError, match="permission denied for function"), connection.cursor() as cursor:
        cursor.execute(
            "CREATE TEMPORARY TABLE mine (pgh_xid xid8, pgh_created_at timestamptz, committed_at timestamptz); "
            f"CREATE TRIGGER forge AFTER INSERT ON mine FOR EACH ROW EXECUTE FUNCTION {function}();"
        )


def test_every_history_bears_its_transaction_and_every_transaction_its_stamp():
    cycle = cycle_of(instruments=[small_text()])
    answer(draft(cycle, "THA"), "OP1", "planned")
    histories = [
        name
        for (name,) in rows("SELECT attrelid::regclass::text FROM pg_attribute WHERE attname = 'pgh_id' AND attnum > 0")
        if not name.endswith(("_pkey", "_of_record", "_seq"))
    ]

    assert "commitments_obligationreportevent" in histories
    for name in histories:
        unstamped = rows(
            f"SELECT count(*) FROM {name} LEFT JOIN commitments_commit c USING (pgh_xid, pgh_created_at) "
            "WHERE c.committed_at IS NULL"
        )
        assert unstamped == [(0,)], name


def test_history_of_before_there_were_stamps_is_taken_at_the_start_of_its_transaction():
    with connections["owner"].cursor() as cursor:
        cursor.execute("ALTER TABLE commitments_respondentevent DROP COLUMN pgh_xid")
        cursor.execute(EVERY_HISTORY)

    assert rows(
        "SELECT count(*) = count(c.committed_at) AND bool_and(c.committed_at = pgh_created_at) "
        "FROM commitments_respondentevent LEFT JOIN commitments_commit c USING (pgh_xid, pgh_created_at)"
    ) == [(True,)]
