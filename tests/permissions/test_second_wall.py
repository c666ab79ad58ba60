"""The second wall alone: with every `visible_to` taken away, the database shows each reader what is his and no more."""

from collections import Counter
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings as configured
from django.db import ProgrammingError, connection, connections, transaction
from django.test import Client
from django.utils.module_loading import import_string

from commitments import database  # noqa: F401 - every capability has said its walls
from commitments.access.acting import acting
from commitments.access.actor import anonymous
from commitments.access.audience import LADDER
from commitments.access.wall import OPEN, WALLED
from commitments.files.models import Upload
from commitments.history import outbox
from commitments.history.event_names import EventName
from commitments.jobs.models import Job
from commitments.rollups import queries
from commitments.web import transactions
from tests.factories import submissions as make
from tests.factories.access import actor, person
from tests.permissions import canaries
from tests.permissions.scene import PEOPLE, Scene, scene
from tests.permissions.table import HIDDEN, NO, ROUTES
from tests.permissions.test_routes import expected, got
from tracker.env import ROOT

OWNERS = {
    "respondent_id", "owner_id", "audience", "shown_to", "user_id", "actor_user_id", "submission_id", "report_id",
    "action_id", "evidence_id", "event_id",
}  # fmt: skip
NOT_IN_THE_SCENE = {
    "commitments_receipt", "commitments_rollup", "commitments_verification", "commitments_evidenceofreport", "commitments_evidenceofreportevent",
    "commitments_organizationidentityevent", "commitments_removedcontent", "commitments_removedcontentevent",
    "commitments_secondfactorremovalevent", "commitments_replysetting", "commitments_replysettingevent",
    "commitments_distribution", "commitments_distributionevent",
}  # fmt: skip
COLUMNS = (
    "SELECT c.relname, a.attname FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid "
    "JOIN pg_namespace n ON n.oid = c.relnamespace "
    "WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') AND a.attnum > 0 AND NOT a.attisdropped"
)
GUARDED = (
    "SELECT c.relname FROM pg_class c JOIN pg_policy p ON p.polrelid = c.oid "
    "WHERE c.relrowsecurity GROUP BY c.relname HAVING array_agg(p.polcmd ORDER BY p.polcmd) = '{a,d,r,w}'"
)

BY_MAINTENANCE = {"history.tasks.seal_history", "auditing.tasks.verify_history"}
"""Scheduled work that another role does, before which there is no wall."""

MOVE = (
    "INSERT INTO commitments_stagemove (submission_id, from_stage, to_stage, moved_by_id, moved_as, moved_at, reason) "
    "VALUES (%s, %s, %s, %s, 'officer', now(), '')"
)


def ask(statement: str) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall()


def ask_as_nobody(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(transactions.CARRY, transactions.NOBODY.settings())
        cursor.execute(statement)


@pytest.mark.django_db
def test_every_table_with_an_owner_is_behind_the_wall_or_says_why_not():
    owned = {table for table, column in ask(COLUMNS) if column in OWNERS}

    assert owned - set(WALLED) - set(OPEN) == set()
    assert {table for table in OPEN if table in WALLED} == set()


@pytest.mark.django_db
def test_every_wall_stands_in_the_database_for_reading_and_each_way_of_writing():
    assert {table for (table,) in ask(GUARDED)} == set(WALLED)


@pytest.mark.django_db
def test_reading_where_nobody_acts_raises_and_never_gives_an_empty_answer(settings: Any, tmp_path: Any):
    settings.MEDIA_ROOT = str(tmp_path)
    scene()
    tables = {table for table in (*WALLED, "commitments_reply") if ask(f"SELECT FROM {table} LIMIT 1")}

    for table in sorted(tables):
        with pytest.raises(ProgrammingError, match="nobody acts"), transaction.atomic():
            ask_as_nobody(f"SELECT count(*) FROM {table}")

    assert {*WALLED} - tables == NOT_IN_THE_SCENE


@pytest.mark.django_db
def test_nobody_acts_past_the_end_of_a_block_inside_another_transaction(monkeypatch: pytest.MonkeyPatch):
    make.ready("KEN")
    monkeypatch.setattr(transactions, "OUTSIDE", transactions.NOBODY)
    with transaction.atomic():
        with acting(actor("officer")):
            ask("SELECT count(*) FROM commitments_submission")
        with pytest.raises(ProgrammingError, match="nobody acts"), transaction.atomic():
            ask("SELECT count(*) FROM commitments_submission")
        transaction.set_rollback(True)


@pytest.mark.django_db(databases=["default", "maintenance"])
@pytest.mark.parametrize("task", sorted({*configured.CELERY_BEAT_SCHEDULE} - BY_MAINTENANCE))
def test_scheduled_work_says_itself_who_acts(task: str, settings: Any, tmp_path: Any, monkeypatch: pytest.MonkeyPatch):
    settings.MEDIA_ROOT = str(tmp_path)
    scene()
    long_ago = make.NOON - timedelta(days=900)
    Upload.objects.update(created_at=long_ago, expires_at=long_ago + timedelta(days=2))
    Job.objects.update(state="queued", heartbeat_at=long_ago)
    monkeypatch.setitem(outbox.RECEIVERS, EventName.SUBMISSION_RECEIVED, [lambda _event: None])
    monkeypatch.setattr(transactions, "OUTSIDE", transactions.NOBODY)
    ask_as_nobody("SELECT 1")

    import_string(f"commitments.{task}")()

    with pytest.raises(ProgrammingError, match="nobody acts"), transaction.atomic():
        ask("SELECT count(*) FROM commitments_event")


@pytest.mark.django_db
def test_work_of_the_program_inside_a_persons_block_gives_the_person_back():
    somebody = actor("focal_point", "THA")
    make.answer(make.submission("KEN"))

    with acting(somebody):
        before = ask("SELECT count(*) FROM commitments_obligationreport")
        with transactions.as_program("test"):
            inside = ask("SELECT count(*) FROM commitments_obligationreport")
        after = ask("SELECT count(*) FROM commitments_obligationreport")

    assert (before, inside, after) == ([(0,)], [(1,)], [(0,)])


@pytest.mark.django_db
def test_a_person_who_acts_inside_work_of_the_program_sees_his_own_and_no_more():
    somebody = actor("focal_point", "THA")
    make.answer(make.submission("KEN"))

    with acting(somebody), transactions.as_program("test"):
        with acting(somebody):
            as_himself = ask("SELECT count(*) FROM commitments_obligationreport")
        as_program = ask("SELECT count(*) FROM commitments_obligationreport")

    assert (as_himself, as_program) == ([(0,)], [(1,)])


@pytest.mark.django_db
@pytest.mark.parametrize(
    "table", ["submission", "obligationreport", "implementationaction", "evidence", "reportedfigure"]
)
def test_nobody_changes_or_removes_a_record_of_another_state(table: str):
    make.ready("KEN")
    make.evidence("KEN")
    make.figure("KEN", make.obligations(make.cycle())[0])
    make.action("KEN")

    for stranger in (actor("focal_point", "THA"), actor("officer"), actor("administrator"), anonymous()):
        with acting(stranger), connection.cursor() as cursor:
            cursor.execute(f"UPDATE commitments_{table} SET version = version + 1")
            assert cursor.rowcount == 0, stranger
    with acting(actor("focal_point", "KEN")), connection.cursor() as cursor:
        cursor.execute(f"UPDATE commitments_{table} SET version = version + 1")
        assert cursor.rowcount > 0


@pytest.mark.django_db
@pytest.mark.parametrize("role", [["reader"], ["reader", "KEN"]])
def test_whoever_reads_a_reply_that_was_sent_does_not_write_it(role: list[str]):
    """An officer moves it, and writes nothing else in it: tests/review/test_clarification.py."""
    sent = make.sent("KEN")

    with acting(actor(*role)), connection.cursor() as cursor:
        assert ask("SELECT count(*) FROM commitments_submission") == [(1,)]
        cursor.execute("UPDATE commitments_submission SET stage = 'being_read', use_in_report = 'not_used'")
        assert cursor.rowcount == 0
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            cursor.execute(MOVE, [sent.pk, "received", "being_read", None])


@pytest.mark.django_db
def test_a_move_is_written_in_nobody_elses_name():
    draft, somebody_else = make.submission("KEN"), person("officer")

    with (
        acting(actor("focal_point", "KEN")),
        connection.cursor() as cursor,
        pytest.raises(ProgrammingError, match="row-level security"),
        transaction.atomic(),
    ):
        cursor.execute(MOVE, [draft.pk, "draft", "clearance", somebody_else.pk])


@pytest.mark.django_db
def test_a_record_is_not_written_in_another_states_name():
    action = make.action("THA")
    copy = "INSERT INTO commitments_implementationaction SELECT (jsonb_populate_record(a, %s)).* FROM commitments_implementationaction a"
    kenya = next(iter(actor("focal_point", "KEN").respondent_ids))
    changed = f'{{"id": 999999, "public_id": "{"0" * 8}-0000-4000-8000-{"0" * 12}", "respondent_id": {kenya}}}'

    with (
        acting(actor("focal_point", "THA")),
        connection.cursor() as cursor,
        pytest.raises(ProgrammingError, match="row-level security"),
        transaction.atomic(),
    ):
        cursor.execute(copy, [changed])

    assert type(action).objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("who", PEOPLE)
def test_without_the_first_wall_each_person_still_gets_what_the_table_says_on_every_route(
    without_the_first_wall: None, settings: Any, tmp_path: Any, who: str
):
    settings.MEDIA_ROOT = str(tmp_path)
    made: Scene = scene()
    client = Client()
    if user := made.people[who]:
        client.force_login(user)

    found = {name: got(client, route, made.parts) for name, route in ROUTES.items()}

    differences = {
        name: f"{found[name]}, not {expected(route, who)}"
        for name, route in ROUTES.items()
        if found[name] != expected(route, who) and not {found[name], expected(route, who)} <= {NO, HIDDEN}
    }
    assert differences == {}
    _print_line(who, found)


def _print_line(who: str, found: dict[str, str]) -> None:
    """What `make walls` shows: routes × people, the first wall taken away."""
    folder = ROOT / "var" / "walls"
    folder.mkdir(parents=True, exist_ok=True)
    counts = Counter(found.values())
    lines = [f"{who:<20} " + ", ".join(f"{number} {result}" for result, number in sorted(counts.items()))]
    lines += [f"    {name:<36} {result}" for name, result in found.items()]
    (folder / f"{who}.txt").write_text("\n".join(lines) + "\n")


@pytest.mark.parametrize("kind", canaries.REACH)
def test_without_the_first_wall_a_reader_finds_what_is_his_to_read_and_nothing_else(
    db: None, without_the_first_wall: None, client: Client, kind: str
):
    cycle = canaries.a_cycle()
    canaries.send(cycle)

    seen = canaries.walk(kind, client, cycle)

    assert {word: where for word, where in seen.items() if word not in canaries.due_to(kind)} == {}
    assert set(seen) == canaries.due_to(kind)


@pytest.mark.parametrize("kind", ["nobody", "focal_point KEN", "officer"])
def test_with_the_policies_dropped_the_same_walk_finds_what_is_others(
    committed_db: str, without_the_first_wall: None, kind: str
):
    cycle = canaries.a_cycle()
    canaries.send(cycle)
    with connections[configured.OWNER_DATABASE].cursor() as owner:
        for table in WALLED:
            owner.execute(f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY")

    seen = canaries.walk(kind, Client(), cycle)

    assert set(seen) - canaries.due_to(kind) != set()


@pytest.mark.django_db
@pytest.mark.parametrize("reader", ["nobody", "focal_point KEN", "administrator", "reader of KEN", "officer"])
def test_counts_asked_for_every_audience_come_for_the_readers_own_only(reader: str):
    cycle = canaries.a_cycle()
    canaries.send(cycle)
    user = canaries.reader_of(reader)
    somebody = canaries.actor_for(user, today=canaries.date(2026, 3, 3)) if user else anonymous()

    with acting(somebody), connection.cursor() as cursor:
        everything = [audience.value for audience in LADDER]
        nobody = {"own": [], "whose": [], "to_secretariat": everything}
        cursor.execute(queries.COUNTS, {"cycle": cycle.pk, "audiences": everything, "known": None, **nobody})
        answers = [row for row in cursor.fetchall() if row[1] == queries.ANSWERS]

    assert sum(row[-1] for row in answers) == len(somebody.audiences)
