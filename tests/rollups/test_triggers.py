"""Counts follow whatever writes: by form, by hand, out of order; nobody but the triggers can write them."""

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, connections, transaction

from commitments.respondents.models import RegionalGroup
from commitments.rollups.models import Rollup, RollupDelta, RollupVersion
from commitments.rollups.recount import recount
from commitments.rollups.services import fold
from commitments.submissions.models import ObligationReport
from tests.factories.access import person
from tests.rollups.replies import NOON, answer, cycle_of, draft, reply, send
from tests.rollups.texts import small_text
from tests.rollups.verbs import Verbs, cycles_of

pytestmark = pytest.mark.usefixtures("committed_db")


@pytest.fixture
def text(committed_db):
    return small_text()


def counted(**key):
    """The count kept for a key, folded rows and deltas together."""
    rows = [*Rollup.objects.filter(**key), *RollupDelta.objects.filter(**key)]
    return sum(row.n for row in rows)


def as_maintenance(statement: str, *parameters) -> None:
    with connections["maintenance"].cursor() as cursor:
        cursor.execute(statement, parameters)


def test_a_draft_is_counted_nowhere_and_a_reply_when_it_is_received(text):
    cycle = cycle_of(instruments=[text])
    submission = draft(cycle, "THA")
    answer(submission, "OP1", "under_way")
    before = counted(cycle=cycle)

    send(submission)

    assert before == 0
    assert counted(cycle=cycle, obligation__isnull=False, status="under_way", audience="public") == 1
    assert counted(cycle=cycle, obligation__isnull=True, status="reply") == 1
    assert recount().is_clean


def test_an_unanswered_paragraph_is_not_counted(text):
    cycle = cycle_of(instruments=[text])
    submission = draft(cycle, "THA")
    answer(submission, "OP1", "under_way")
    answer(submission, "OP2", "not_reported", narrative="Only words so far")
    send(submission)

    assert counted(cycle=cycle, obligation__isnull=False) == 1
    assert recount().is_clean


def test_a_nil_reply_is_a_reply_of_its_own_kind(text):
    cycle = cycle_of(instruments=[text])
    reply(cycle, "THA", {})

    assert counted(cycle=cycle, status="nil_reply") == 1
    assert counted(cycle=cycle, status="reply") == 0


def test_a_new_version_replaces_the_answers_of_the_old_one(text):
    cycle = cycle_of(instruments=[text])
    reply(cycle, "THA", {"OP1": "planned", "OP2": "planned"})
    reply(cycle, "THA", {"OP1": "under_way"}, number=2)

    assert counted(cycle=cycle, status="planned") == 0
    assert counted(cycle=cycle, status="under_way") == 1
    assert counted(cycle=cycle, status="reply") == 1
    assert recount().is_clean


def test_a_change_of_audience_moves_the_answer_and_a_withdrawal_takes_it_out(text):
    cycle = cycle_of(instruments=[text])
    submission = reply(cycle, "THA", {"OP1": "planned"})
    rows = ObligationReport.objects.filter(submission=submission)

    rows.update(audience="secretariat")
    after_audience = (counted(cycle=cycle, audience="public"), counted(cycle=cycle, audience="secretariat"))
    rows.update(withdrawn_at=NOON, withdrawn_by=person())

    assert after_audience == (0, 1)
    assert counted(cycle=cycle, audience="secretariat") == 0
    assert recount().is_clean


def test_a_changed_regional_group_takes_replies_and_answers_along(text):
    cycle = cycle_of(instruments=[text])
    reply(cycle, "THA", {"OP1": "planned", "OP2": "planned"})
    other = RegionalGroup.objects.exclude(respondents__code="THA").first()

    as_maintenance("UPDATE commitments_respondent SET regional_group_id = %s WHERE code = 'THA'", other.pk)

    assert counted(cycle=cycle, regional_group=other, obligation__isnull=False) == 2
    assert counted(cycle=cycle, regional_group=other, obligation__isnull=True) == 1
    assert recount().is_clean


def test_records_removed_by_maintenance_in_either_order_leave_no_count_behind(text):
    cycle = cycle_of(instruments=[text])
    first, second = reply(cycle, "THA", {"OP1": "planned"}), reply(cycle, "KEN", {"OP1": "planned"})
    with transaction.atomic(using="maintenance"):
        as_maintenance("DELETE FROM commitments_obligationreport WHERE submission_id = %s", first.pk)
        as_maintenance("DELETE FROM commitments_submission WHERE id = %s", first.pk)
        as_maintenance("DELETE FROM commitments_submission WHERE id = %s", second.pk)
        as_maintenance("DELETE FROM commitments_obligationreport WHERE submission_id = %s", second.pk)

    assert counted(cycle=cycle) == 0
    assert recount().is_clean


def test_each_change_that_others_may_see_raises_the_version_of_that_reply_only(text):
    cycle = cycle_of(instruments=[text])
    submission = reply(cycle, "THA", {"OP1": "planned", "OP2": "planned"})
    reply(cycle, "KEN", {"OP1": "planned"})
    versions = dict(RollupVersion.objects.values_list("respondent__code", "version"))

    ObligationReport.objects.filter(submission=submission).update(audience="member_states")

    raised = {row.respondent.code: row for row in RollupVersion.objects.select_related("respondent")}
    assert raised["THA"].version == versions["THA"] + 1
    assert raised["KEN"].version == versions["KEN"]
    assert (raised["THA"].public, raised["THA"].member_states) == (0, 2)


def test_folding_changes_no_count_and_twice_is_once(text):
    cycle = cycle_of(instruments=[text])
    submission = reply(cycle, "THA", {"OP1": "planned", "OP2": "planned"})
    ObligationReport.objects.filter(submission=submission).update(audience="secretariat")
    before = counted(cycle=cycle, obligation__isnull=False)

    folded, again = fold(), fold()

    assert (folded > 0, again) == (True, 0)
    assert not RollupDelta.objects.exists()
    assert not Rollup.objects.filter(n=0).exists()
    assert counted(cycle=cycle, obligation__isnull=False) == before == 2
    assert recount().is_clean


@pytest.mark.parametrize("table", ["rollup", "rollupdelta", "rollupversion"])
@pytest.mark.parametrize("statement", ["DELETE FROM {}", "UPDATE {} SET cycle_id = 1", "TRUNCATE {}"])
def test_the_programs_role_cannot_write_counts(table, statement):
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format(f"commitments_{table}"))


def test_verify_rollups_is_silent_on_true_counts_and_fails_on_a_false_one(text, capsys):
    cycle = cycle_of(instruments=[text])
    reply(cycle, "THA", {"OP1": "planned"})
    call_command("verify_rollups")
    assert "agrees with the records" in capsys.readouterr().out

    as_maintenance("UPDATE commitments_rollupdelta SET n = 2 WHERE status = 'planned'")

    with pytest.raises(CommandError) as failed:
        call_command("verify_rollups")
    assert failed.value.returncode == 1
    assert "kept 2, in the records 1" in capsys.readouterr().out


def test_verify_rollups_notices_a_false_number_beside_a_version(text, capsys):
    cycle = cycle_of(instruments=[text])
    reply(cycle, "THA", {"OP1": "planned"})
    as_maintenance("UPDATE commitments_rollupversion SET public = 0, secretariat = 1")

    with pytest.raises(CommandError):
        call_command("verify_rollups")


@pytest.mark.parametrize("seed", range(6))
def test_any_sequence_of_verbs_leaves_the_counts_as_the_records(text, seed):
    verbs = Verbs(seed, text, cycles_of(text))

    for _ in range(45):
        verbs.any()

    result = recount()
    assert [difference.words for difference in result.differences] == []
    assert result.answers == ObligationReport.objects.reported().count()
