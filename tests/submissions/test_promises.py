"""What was submitted never changes: tried by SQL as the runtime role, past every service."""

from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from commitments.submissions import services
from commitments.submissions.models import CitedRecord, ObligationReport, Submission
from tests.factories import submissions as make

pytestmark = pytest.mark.django_db


def sql(statement: str, *values: Any) -> int:
    """Run it in a savepoint, as the role the program has."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.rowcount


def refused(promise: str, statement: str, *values: Any) -> None:
    with pytest.raises(IntegrityError) as refusal:
        sql(statement, *values)
    assert refusal.value.__cause__.diag.constraint_name == promise


@pytest.fixture
def sent() -> Submission:
    whole = make.ready()
    obligation = make.obligations(whole.cycle)[0]
    make.action("THA", obligation)
    services.attach_evidence(whole, obligation, make.evidence(), by=make.focal_point(), now=make.NOON)
    return services.submit(whole, by=make.focal_point(), now=make.NOON)


CONTENT_CHANGES = [
    ("status", "planned"), ("narrative", "forged"), ("language", "fr"), ("planned_on", "2027-01-01"),
    ("considered_on", "2020-01-01"), ("considered_outcome", "forged"), ("reason", "forged"), ("in_law", True),
    ("in_practice", True), ("constraints_named", ["legal"]), ("constraints_text", "forged"),
    ("needs_assistance", True), ("answers_as", "both"), ("saved_at", "2020-01-01"), ("saved_by_id", None),
]  # fmt: skip


@pytest.mark.parametrize(("column", "value"), CONTENT_CHANGES)
def test_content_of_a_sent_answer_never_changes(sent: Submission, column: str, value: Any) -> None:
    refused(
        "answers_change_in_a_draft_only",
        f"UPDATE commitments_obligationreport SET {column} = %s WHERE submission_id = %s",
        value,
        sent.pk,
    )


def test_every_column_of_an_answer_is_content_unless_named_as_standing_beside(sent: Submission) -> None:
    from commitments.submissions.sql import BESIDE_THE_ANSWER

    identity = {"id", "public_id", "submission_id", "cycle_id", "respondent_id", "obligation_id"}
    aside = {
        "carried_from_id", "said_in_id", "said_at", "times_carried", "times_confirmed", "confirmed_at", "confirmed_by_id",
    }  # fmt: skip
    columns = {field.column for field in ObligationReport._meta.concrete_fields}

    assert columns == {c for c, _v in CONTENT_CHANGES} | identity | aside | set(BESIDE_THE_ANSWER)


def test_every_column_of_the_table_is_one_the_guard_compares_or_stands_beside() -> None:
    from commitments.submissions.sql import BESIDE_THE_ANSWER, FROZEN

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT attname FROM pg_attribute WHERE attrelid = 'commitments_obligationreport'::regclass "
            "AND attnum > 0 AND NOT attisdropped"
        )
        columns = {name for (name,) in cursor.fetchall()}
        cursor.execute("SELECT pg_get_functiondef('submissions_guard_content'::regproc)")
        guard = cursor.fetchone()[0]

    assert columns == {*FROZEN, *BESIDE_THE_ANSWER}
    assert [name for name in FROZEN if f"o.{name}" not in guard or f"n.{name}" not in guard] == []


def test_a_sent_answer_among_drafts_refuses_the_whole_statement(sent: Submission) -> None:
    draft = make.answer(make.submission("KEN", of=sent.cycle))

    refused(
        "answers_change_in_a_draft_only",
        "UPDATE commitments_obligationreport SET narrative = 'both' WHERE cycle_id = %s",
        sent.cycle_id,
    )
    changed = sql("UPDATE commitments_obligationreport SET narrative = 'mine' WHERE id = %s", draft.pk)

    assert changed == 1


def test_a_sent_answer_is_not_rewritten_by_an_insert_that_meets_it(sent: Submission) -> None:
    columns = [field.column for field in ObligationReport._meta.concrete_fields]
    others = ", ".join("'forged'" if name == "narrative" else name for name in columns if name != "id")

    with pytest.raises(IntegrityError, match="in stage received"):
        sql(
            f"INSERT INTO commitments_obligationreport ({', '.join(n for n in columns if n != 'id')}) "
            f"SELECT {others} FROM commitments_obligationreport WHERE submission_id = %s "
            "ON CONFLICT (submission_id, obligation_id) DO UPDATE SET narrative = excluded.narrative",
            sent.pk,
        )


@pytest.mark.parametrize("shown_to", ["", "public"])
def test_to_whom_an_answer_is_shown_is_what_the_database_computes_whoever_writes_it(
    sent: Submission, shown_to: str
) -> None:
    sql("UPDATE commitments_obligationreport SET shown_to = %s WHERE submission_id = %s", shown_to, sent.pk)

    assert sent.reports.get().shown_to == "secretariat"


@pytest.mark.parametrize("column", ["id", "submission_id", "obligation_id", "cycle_id", "respondent_id"])
def test_an_answer_stays_where_it_is_even_in_a_draft(column: str) -> None:
    report = make.answer(make.submission())

    refused(
        "report_stays_where_it_is",
        f"UPDATE commitments_obligationreport SET {column} = {column} + 1 WHERE id = %s",
        report.pk,
    )


def test_what_stands_beside_a_sent_answer_may_change(sent: Submission) -> None:
    changed = sql(
        "UPDATE commitments_obligationreport SET audience = 'public', use_in_report = 'not_used', "
        "version = version + 1 WHERE submission_id = %s",
        sent.pk,
    )

    assert changed == 1


def test_an_answer_is_not_added_to_what_was_sent(sent: Submission) -> None:
    other = make.obligations(sent.cycle)[1]

    with pytest.raises(IntegrityError, match="in stage received"), transaction.atomic():
        ObligationReport.objects.create(
            submission=sent, obligation=other, cycle=sent.cycle, respondent=sent.respondent, saved_at=make.NOON
        )


@pytest.mark.parametrize(
    "table", ["submission", "obligationreport", "citedrecord", "stagemove", "evidenceofreport", "reportingcycle"]
)
def test_nothing_of_a_submission_is_deleted(sent: Submission, table: str) -> None:
    with pytest.raises(IntegrityError):
        sql(f"DELETE FROM commitments_{table}")


def test_an_answer_of_a_draft_is_not_deleted_either() -> None:
    make.answer(make.submission())

    refused("submissions_are_never_deleted", "DELETE FROM commitments_obligationreport")


def test_every_column_of_a_cited_record_but_to_whom_it_is_open_is_compared_by_its_guard() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE tgname = 'a_keep_as_it_was'")
        ((guard,),) = cursor.fetchall()
        cursor.execute(
            "SELECT attname FROM pg_attribute WHERE attrelid = 'commitments_citedrecord'::regclass "
            "AND attnum > 0 AND NOT attisdropped"
        )
        left_out = {name for (name,) in cursor.fetchall() if f"new.{name}" not in guard and f"old.{name}" not in guard}

    assert left_out == {"open_to"}


@pytest.mark.parametrize("table", ["citedrecord", "stagemove"])
def test_what_was_frozen_and_the_moves_never_change(sent: Submission, table: str) -> None:
    refused("submissions_are_never_deleted", f"UPDATE commitments_{table} SET id = id")


def test_runtime_role_cannot_empty_the_tables(sent: Submission) -> None:
    with pytest.raises(Exception, match="permission denied"):
        sql("TRUNCATE commitments_citedrecord")


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("submitting_authority", "Somebody else"), ("contact_email", "a@example.org"), ("period_from", "2020-01-01"),
        ("original_language", "fr"),
    ],
)  # fmt: skip
def test_cover_of_a_sent_submission_never_changes(sent: Submission, column: str, value: str) -> None:
    refused(
        "submission_cover_is_frozen", f"UPDATE commitments_submission SET {column} = %s WHERE id = %s", value, sent.pk
    )


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("submitted_at", "2020-01-01"), ("is_late", True), ("content_sha256", "0" * 64), ("submitted_as", "mission"),
        ("transmitting_note", "NV/1"), ("is_nil", True), ("cleared_at", "2020-01-01"),
    ],
)  # fmt: skip
def test_how_it_was_sent_never_changes(sent: Submission, column: str, value: Any) -> None:
    refused(
        "submission_sent_never_changes",
        f"UPDATE commitments_submission SET {column} = %s WHERE id = %s",
        value,
        sent.pk,
    )


@pytest.mark.parametrize("column", ["id", "cycle_id", "respondent_id", "number", "public_id"])
def test_a_submission_stays_whose_it_is(column: str) -> None:
    whole = make.submission()
    value = "gen_random_uuid()" if column == "public_id" else f"{column} + 1"

    refused(
        "submission_stays_whose_it_is", f"UPDATE commitments_submission SET {column} = {value} WHERE id = %s", whole.pk
    )


def test_stage_moves_along_the_table_only(sent: Submission) -> None:
    for stage in ("draft", "clearance", "closed"):
        refused(
            "submission_moves_along_the_table",
            "UPDATE commitments_submission SET stage = %s WHERE id = %s",
            stage,
            sent.pk,
        )

    assert sql("UPDATE commitments_submission SET stage = 'being_read' WHERE id = %s", sent.pk) == 1
    assert sql("UPDATE commitments_submission SET stage = 'recalled' WHERE id = %s", sent.pk) == 1
    refused(
        "submission_moves_along_the_table",
        "UPDATE commitments_submission SET stage = 'received' WHERE id = %s",
        sent.pk,
    )


def test_flags_of_a_sent_submission_may_move(sent: Submission) -> None:
    assert sql("UPDATE commitments_submission SET is_current = false WHERE id = %s", sent.pk) == 1


def test_a_submission_is_not_born_sent() -> None:
    whole = make.submission("KEN")

    with pytest.raises(IntegrityError, match="begins as a draft"), transaction.atomic():
        Submission.objects.create(
            cycle=whole.cycle, respondent=make.Respondent.objects.get(code="THA"), stage="received",
            created_at=make.NOON, submitted_at=make.NOON, submitted_by=None, number=9,
        )  # fmt: skip


SEND = (
    "UPDATE commitments_submission SET stage = 'received', submitted_at = now(), submitted_by_id = %s, "
    "submitted_as = 'focal_point', use_in_report = 'named', is_current = true, is_nil = %s WHERE id = %s"
)


def test_sql_by_hand_cannot_send_an_empty_submission_except_as_nil() -> None:
    whole, by = make.submission(), make.focal_point()

    refused("submission_sent_has_an_answer_or_is_nil", SEND, by.user_id, False, whole.pk)

    assert sql(SEND, by.user_id, True, whole.pk) == 1


def test_sql_by_hand_cannot_send_answers_as_a_nil_reply() -> None:
    whole, by = make.ready(), make.focal_point()

    refused("submission_sent_has_an_answer_or_is_nil", SEND, by.user_id, True, whole.pk)


def test_sql_by_hand_cannot_send_a_plan_without_its_date() -> None:
    whole = make.ready(status="planned")

    refused("submission_sent_has_what_each_status_needs", SEND, make.focal_point().user_id, False, whole.pk)


def test_sql_by_hand_cannot_send_what_is_in_clearance_and_not_released() -> None:
    whole = make.ready()
    services.send_to_clearance(whole, by=make.focal_point(), now=make.NOON)

    refused("submission_in_clearance_is_released_first", SEND, make.focal_point().user_id, False, whole.pk)


def test_answers_rest_in_clearance() -> None:
    whole = make.ready()
    services.send_to_clearance(whole, by=make.focal_point(), now=make.NOON)

    refused("answers_change_in_a_draft_only", "UPDATE commitments_obligationreport SET narrative = 'x'")


def test_cycle_and_respondent_of_an_answer_come_from_its_submission() -> None:
    whole, other = make.submission("THA"), make.submission("KEN")
    obligation = make.obligations(whole.cycle)[0]

    made = ObligationReport.objects.create(
        submission=whole, obligation=obligation, cycle=other.cycle, respondent=other.respondent, saved_at=make.NOON
    )

    made.refresh_from_db()
    assert (made.cycle_id, made.respondent_id) == (whole.cycle_id, whole.respondent_id)


def test_records_are_frozen_only_while_sending(sent: Submission) -> None:
    one = sent.cited.first()
    one.pk, one.kind = None, "action"

    with pytest.raises(IntegrityError, match="cites nothing new"), transaction.atomic():
        one.save(force_insert=True)


def test_records_frozen_for_a_draft_that_is_not_sent_are_refused_at_commit() -> None:
    report = make.answer(make.submission())
    action = make.action("THA", report.obligation)

    with pytest.raises(IntegrityError, match="in the transaction that sends"), transaction.atomic():  # noqa: PT012
        CitedRecord.objects.create(
            submission=report.submission, report=report, respondent=report.respondent, kind="action", action=action,
            audience="public", content={}, sha256="0" * 64,
        )  # fmt: skip
        sql("SET CONSTRAINTS ALL IMMEDIATE")


def test_evidence_of_another_state_never_shows_an_answer() -> None:
    report, foreign = make.answer(make.submission()), make.evidence("KEN")

    refused(
        "evidence_of_an_answer_is_its_respondents",
        "INSERT INTO commitments_evidenceofreport (report_id, evidence_id, respondent_id) VALUES (%s, %s, %s)",
        report.pk, foreign.pk, report.respondent_id,
    )  # fmt: skip


def test_evidence_of_a_sent_answer_is_neither_added_nor_taken_away(sent: Submission) -> None:
    report, more = sent.reports.get(), make.evidence()

    refused("evidence_of_an_answer_is_frozen_with_it", "DELETE FROM commitments_evidenceofreport")
    refused(
        "evidence_of_an_answer_is_frozen_with_it",
        "INSERT INTO commitments_evidenceofreport (report_id, evidence_id, respondent_id) VALUES (%s, %s, %s)",
        report.pk, more.pk, report.respondent_id,
    )  # fmt: skip


def test_runtime_role_cannot_take_the_promises_away(sent: Submission) -> None:
    for statement in (
        "ALTER TABLE commitments_obligationreport DISABLE TRIGGER a_guard",
        "DROP TRIGGER a_guard ON commitments_obligationreport",
        "SET session_replication_role = replica",
        "CREATE OR REPLACE FUNCTION is_maintenance() RETURNS boolean LANGUAGE sql AS 'SELECT true'",
    ):
        with pytest.raises(Exception, match=r"must be owner|permission denied"):
            sql(statement)


@pytest.mark.parametrize("move", [("draft", "closed"), ("draft", "clearance"), ("being_read", "closed")])
def test_a_move_that_did_not_happen_is_not_written_down(sent: Submission, move: tuple[str, str]) -> None:
    refused(
        "moves_begin_where_the_submission_is",
        "INSERT INTO commitments_stagemove (submission_id, from_stage, to_stage, moved_as, moved_at, reason) "
        "VALUES (%s, %s, %s, 'officer', now(), '')",
        sent.pk,
        *move,
    )


def test_an_answer_is_carried_over_from_its_own_respondents_and_no_others() -> None:
    thailands, kenyas = (make.answer(make.submission(code)) for code in ("THA", "KEN"))
    earlier = make.answer(make.submission("THA"))
    carry = (
        "UPDATE commitments_obligationreport SET carried_from_id = %s, said_in_id = cycle_id, said_at = saved_at, "
        "times_carried = 1 WHERE id = %s"
    )

    refused("answers_are_carried_from_their_respondents", carry, kenyas.pk, thailands.pk)

    assert sql(carry, earlier.pk, thailands.pk) == 1
