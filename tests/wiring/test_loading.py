"""What a start loads is remembered in the database, embedded or somebody's own, and not loaded again."""

import psycopg
import pytest
from psycopg import sql

from tests.conftest import SERVICES
from tracker.embedded import loading
from tracker.embedded.layout import OWNER, RUNTIME
from tracker.embedded.problems import CannotStart
from tracker.env import PRODUCTION


@pytest.fixture
def loaded(monkeypatch):
    """Every list of commands that would have been run."""
    lists = []
    monkeypatch.setattr(loading, "run_steps", lambda steps, _: lists.append([step[0] for step in steps]))
    return lists


def outside(name, role=OWNER):
    return loading.OutsideServer(SERVICES.layout.database_url(role, name))


def test_the_second_start_on_an_outside_database_loads_nothing(committed_db, loaded):
    for _start in range(2):
        loading.load_if_new(outside(committed_db), committed_db, {"DEPLOYMENT": PRODUCTION})

    assert loaded == [["migrate", "load_respondents", "load_instrument", "load_treaty_acts", "load_outcomes"]]


def test_another_deployment_is_brought_up_again(committed_db, loaded):
    for deployment in (PRODUCTION, "embedded"):
        loading.load_if_new(outside(committed_db), committed_db, {"DEPLOYMENT": deployment})

    assert "load_demonstration" not in loaded[0]
    assert loaded[1][-1] == "load_demonstration"


def test_a_description_of_somebody_else_is_left_alone_and_loaded_each_time(committed_db, loaded):
    with outside(committed_db).connect() as connection:
        connection.execute(sql.SQL("COMMENT ON DATABASE {} IS 'ours'").format(sql.Identifier(committed_db)))

    for _start in range(2):
        loading.load_if_new(outside(committed_db), committed_db, {})

    assert len(loaded) == 2
    assert loading.read_stamp(outside(committed_db), committed_db) == "ours"


def test_a_role_that_may_not_describe_the_database_does_not_stop_the_start(committed_db, loaded):
    for _start in range(2):
        loading.load_if_new(outside(committed_db, RUNTIME), committed_db, {})

    assert len(loaded) == 2


def test_an_outside_database_that_does_not_answer_is_one_clear_line():
    nobody = loading.OutsideServer("postgresql://nobody@127.0.0.1:1/none")

    with pytest.raises(CannotStart, match=r"The database does not answer: .*refused") as refusal:
        nobody.connect()

    assert "\n" not in str(refusal.value)
    assert isinstance(refusal.value.__context__, psycopg.OperationalError)
