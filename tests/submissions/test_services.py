"""The verbs of submissions: each success with its refusals."""

from datetime import timedelta

import pytest

from commitments.access.actor import anonymous, program
from commitments.access.audience import Audience, UseInReport
from commitments.access.refusals import NotAllowed, Refused
from commitments.history.bases import EditedMeanwhile
from commitments.history.models import Event
from commitments.implementation.models import ImplementationAction
from commitments.submissions import services
from commitments.submissions.models import AskedRespondent, CitedRecord, ObligationReport, Submission
from commitments.submissions.refusals import (
    AnswerEditedMeanwhile,
    AnswersAreFrozen,
    ChangedMeanwhile,
    MoveNotAllowed,
    NotAsked,
    NotReady,
)
from commitments.submissions.services.freezing import digest
from commitments.submissions.stages import Stage
from tests.factories import access
from tests.factories import submissions as make
from tests.factories.submissions import NOON

pytestmark = pytest.mark.django_db

DAY = NOON.date()


def test_a_submission_begins_once_for_everybody_of_the_state() -> None:
    cycle = make.cycle()

    one = make.submission(of=cycle)
    other = make.submission(of=cycle, by=make.contributor(make.obligations(cycle)[0], of=cycle))

    assert one == other


@pytest.mark.parametrize(("role", "code"), [("focal_point", "KEN"), ("clearance", "THA"), ("officer", None)])
def test_a_submission_is_not_begun_by_others(role: str, code: str | None) -> None:
    with pytest.raises(NotAllowed):
        make.submission(by=access.actor(role, code))


def test_a_state_that_was_not_asked_begins_nothing() -> None:
    cycle = make.cycle("KEN")

    with pytest.raises(NotAsked):
        make.submission("THA", of=cycle)
    assert AskedRespondent.objects.filter(cycle=cycle).count() == 1


def test_no_second_reply_is_begun_beside_the_one_that_was_sent() -> None:
    whole = make.sent()

    with pytest.raises(AnswersAreFrozen):
        make.submission(of=whole.cycle)


def test_unchanged_text_writes_nothing_and_leaves_no_trace_in_the_history() -> None:
    report = make.answer(make.submission(), narrative="Said")
    events = ObligationReport.pgh_event_model.objects.filter(pgh_obj=report)
    before = events.count()

    again = make.answer(report.submission, narrative="Said", at=NOON + timedelta(hours=1))

    assert (again.version, again.saved_at) == (report.version, NOON)
    assert events.count() == before


def test_changed_text_raises_the_version_and_leaves_its_trace() -> None:
    report = make.answer(make.submission(), narrative="Said")
    events = ObligationReport.pgh_event_model.objects.filter(pgh_obj=report)
    before = events.count()

    again = make.answer(report.submission, narrative="Said better")

    assert again.version == report.version + 1
    assert events.count() == before + 1


def test_the_later_of_two_overwrites_nothing_and_gets_both_texts() -> None:
    report = make.answer(make.submission(), narrative="Theirs")

    with pytest.raises(AnswerEditedMeanwhile) as meanwhile:
        services.save_answer(
            report.submission, report.obligation, values={"narrative": "Mine"}, expected=0,
            by=make.focal_point(), now=NOON,
        )  # fmt: skip

    assert meanwhile.value.stored.narrative == "Theirs"
    assert meanwhile.value.offered == {"narrative": "Mine"}
    assert isinstance(meanwhile.value, EditedMeanwhile)


def test_the_same_text_typed_by_two_is_no_conflict() -> None:
    report = make.answer(make.submission(), narrative="Same", status="planned")

    saved = services.save_answer(
        report.submission, report.obligation, values={"narrative": "Same", "status": "planned"}, expected=0,
        by=make.focal_point(), now=NOON,
    )  # fmt: skip

    assert not saved.is_changed


def test_an_untouched_paragraph_gets_no_row() -> None:
    whole = make.submission()

    saved = services.save_answer(
        whole, make.obligations(whole.cycle)[0], values={"narrative": "", "status": "not_reported"}, expected=0,
        by=make.focal_point(), now=NOON,
    )  # fmt: skip

    assert saved.report is None


@pytest.mark.parametrize(
    ("role", "code"), [("focal_point", "KEN"), ("clearance", "THA"), ("mission", "THA"), ("officer", None)]
)
def test_answers_are_written_by_those_who_draft_for_the_state_only(role: str, code: str | None) -> None:
    whole = make.submission()

    with pytest.raises(NotAllowed):
        make.answer(whole, by=access.actor(role, code))


def test_programs_write_no_answers() -> None:
    with pytest.raises(NotAllowed):
        make.answer(make.submission(), by=program("tests"))


def test_one_answer_serves_a_paragraph_that_asks_the_same_when_the_state_says_so() -> None:
    report = make.answer(make.submission(), narrative="Once", constraints_named=["legal"])
    other = make.obligations(report.submission.cycle)[1]

    saved = services.copy_answer(report.submission, report, other, expected=0, by=make.focal_point(), now=NOON)

    assert saved.report is not None
    assert (saved.report.narrative, saved.report.constraints_named) == ("Once", ["legal"])


def test_evidence_of_another_state_or_withdrawn_is_not_attached() -> None:
    whole = make.submission()
    obligation, by = make.obligations(whole.cycle)[0], make.focal_point()
    withdrawn = make.evidence(withdrawn_at=NOON, withdrawn_by_id=by.user_id)

    for wrong in (make.evidence("KEN"), withdrawn):
        with pytest.raises(Refused):
            services.attach_evidence(whole, obligation, wrong, by=by, now=NOON)
    one = make.evidence()
    services.attach_evidence(whole, obligation, one, by=by, now=NOON)
    services.attach_evidence(whole, obligation, one, by=by, now=NOON)
    assert whole.reports.get().evidence.count() == 1


def test_audience_and_use_change_before_and_after_sending() -> None:
    whole = make.sent()
    report, by = whole.reports.get(), make.focal_point()

    assert services.set_audience([report], Audience.PUBLIC, by=by, now=NOON) == 1
    assert services.set_audience([report], Audience.PUBLIC, by=by, now=NOON) == 0
    assert services.set_use_in_report([report], UseInReport.NOT_USED, by=by, now=NOON) == 1
    with pytest.raises(NotAllowed):
        services.set_audience([report], Audience.OWN_STATE, by=access.actor("contributor", "THA"), now=NOON)
    with pytest.raises(NotAllowed):
        services.set_audience([report], Audience.OWN_STATE, by=make.focal_point("KEN"), now=NOON)


def test_cover_is_written_by_those_who_prepare_and_a_stale_one_is_refused() -> None:
    whole = make.submission()
    by = access.actor("mission", "THA")

    saved = services.save_cover(whole, values={"transmitting_note": "NV 12"}, expected=whole.version, by=by)

    assert saved.version == whole.version + 1
    with pytest.raises(EditedMeanwhile):
        services.save_cover(whole, values={"transmitting_note": "NV 13"}, expected=whole.version, by=by)
    with pytest.raises(NotAllowed):
        services.save_cover(whole, values={}, expected=2, by=access.actor("contributor", "THA"))


def test_sending_freezes_everything_that_is_cited_with_its_history() -> None:
    whole = make.ready()
    obligation, by = make.obligations(whole.cycle)[0], make.focal_point()
    action = make.action("THA", obligation, title="Act of 2024", audience="public")
    make.figure("THA", obligation)
    shown, shows = make.evidence(title="Gazette", audience="public"), make.evidence(title="Report")
    action.evidence.through.objects.create(evidence=shown, action=action, respondent=action.respondent)
    services.attach_evidence(whole, obligation, shows, by=by, now=NOON)
    make.action("THA", make.obligations(whole.cycle)[1], title="Serves an unanswered paragraph")
    make.action("THA", obligation, title="Withdrawn", withdrawn_at=NOON, withdrawn_by_id=by.user_id)

    services.submit(whole, by=by, now=NOON)

    cited = {(r.kind, r.content.get("title") or r.content.get("label")): r for r in CitedRecord.objects.all()}
    assert set(cited) == {
        ("action", "Act of 2024"), ("figure", "Cases"), ("evidence", "Gazette"), ("evidence", "Report"),
    }  # fmt: skip
    for record in cited.values():
        assert record.sha256 == digest(record.content)
        assert record.history_event_id is not None
    event = type(action).pgh_event_model.objects.get(pgh_id=cited["action", "Act of 2024"].history_event_id)
    assert event.title == "Act of 2024"


def test_later_edits_of_an_action_do_not_reach_what_was_sent() -> None:
    whole = make.ready()
    action = make.action("THA", make.obligations(whole.cycle)[0], title="Before")
    sent = services.submit(whole, by=make.focal_point(), now=NOON)
    digest_then = sent.content_sha256

    type(action).objects.filter(pk=action.pk).update(title="After")

    assert CitedRecord.objects.get().content["title"] == "Before"
    assert Submission.objects.get(pk=sent.pk).content_sha256 == digest_then


def test_sending_says_who_in_which_role_and_when() -> None:
    whole = make.ready()
    by = access.actor("mission", "THA")

    sent = services.submit(whole, by=by, now=NOON)

    move = sent.moves.get()
    assert (sent.submitted_by_id, sent.submitted_as, sent.submitted_at) == (by.user_id, "mission", NOON)
    assert (move.from_stage, move.to_stage, move.moved_by_id, move.moved_as) == (
        "draft",
        "received",
        by.user_id,
        "mission",
    )
    assert sent.is_current
    assert len(sent.content_sha256) == 64
    assert Event.objects.filter(name="submission_received", subject_id=sent.pk).exists()


@pytest.mark.parametrize(
    ("role", "code"), [("contributor", "THA"), ("clearance", "THA"), ("focal_point", "KEN"), ("officer", None)]
)
def test_sending_is_refused_to_those_who_may_not(role: str, code: str | None) -> None:
    whole = make.ready()

    with pytest.raises(NotAllowed):
        services.submit(whole, by=access.actor(role, code), now=NOON)


def test_sending_names_everything_that_is_missing() -> None:
    whole = make.submission()
    make.answer(whole, 0, status="planned")
    make.answer(whole, 1, status="considered")

    with pytest.raises(NotReady) as refusal:
        services.submit(whole, by=make.focal_point(), now=NOON)

    assert [p.field for p in refusal.value.problems] == [
        "use_in_report", "planned_on", "considered_on", "considered_outcome"
    ]  # fmt: skip


def test_an_empty_submission_is_not_sent_and_one_answer_is_enough() -> None:
    whole = make.submission()
    with pytest.raises(NotReady, match="No paragraph is answered"):
        services.submit(whole, by=make.focal_point(), now=NOON)

    assert make.sent("KEN").reports.count() == 1


def test_a_late_reply_is_accepted_and_marked_and_one_in_time_is_not() -> None:
    cycle = make.cycle()
    late = make.sent("THA", of=cycle, at=cycle.deadline_at + timedelta(seconds=1))
    in_time = make.sent("KEN", of=cycle, at=cycle.deadline_at)

    assert late.is_late
    assert not in_time.is_late


def test_a_nil_reply_needs_no_use_and_is_refused_where_paragraphs_are_answered() -> None:
    cycle = make.cycle()
    nil = services.submit_nil(make.submission("THA", of=cycle), by=make.focal_point(), now=NOON)
    answered = make.ready("KEN", of=cycle)

    assert (nil.is_nil, nil.stage, nil.use_in_report) == (True, "received", "")
    with pytest.raises(MoveNotAllowed):
        services.submit_nil(answered, by=make.focal_point("KEN"), now=NOON)


def test_the_second_to_send_reads_who_was_faster() -> None:
    whole = make.ready()
    services.submit(whole, by=make.focal_point(), now=NOON)

    with pytest.raises(MoveNotAllowed, match="moved it on"):
        services.submit(whole, by=make.focal_point(), now=NOON)


def test_clearance_rests_the_answers_and_only_a_release_lets_them_go() -> None:
    whole, by, clearing = make.ready(), make.focal_point(), access.actor("clearance", "THA")
    services.send_to_clearance(whole, by=by, now=NOON)

    with pytest.raises(AnswersAreFrozen):
        make.answer(Submission.objects.get(), narrative="Later")
    with pytest.raises(MoveNotAllowed, match="not released"):
        services.submit(whole, by=by, now=NOON)
    with pytest.raises(NotAllowed):
        services.release(whole, by=by, now=NOON)
    services.release(whole, by=clearing, now=NOON)
    services.return_to_draft(whole, reason="One more word", by=clearing, now=NOON)

    again = Submission.objects.get()
    assert (again.stage, again.cleared_at) == ("draft", None)
    with pytest.raises(MoveNotAllowed):
        services.release(whole, by=clearing, now=NOON)


def test_a_return_gives_its_reason() -> None:
    whole = make.ready()
    services.send_to_clearance(whole, by=make.focal_point(), now=NOON)

    with pytest.raises(MoveNotAllowed, match="reason"):
        services.return_to_draft(whole, reason="  ", by=access.actor("clearance", "THA"), now=NOON)


def test_before_sending_nobody_outside_the_state_sees_anything_whatever_the_audience() -> None:
    whole = make.ready()
    make.action("THA", make.obligations(whole.cycle)[0], audience="public")
    services.set_audience(whole.reports.all(), Audience.PUBLIC, by=make.focal_point(), now=NOON)
    outsiders = [anonymous(), access.actor("officer"), access.actor("reader", "THA"), make.focal_point("KEN")]

    for outsider in outsiders:
        assert not ObligationReport.objects.visible_to(outsider).exists()
        assert not Submission.objects.visible_to(outsider).exists()
        assert not CitedRecord.objects.visible_to(outsider).exists()
    services.submit(whole, by=make.focal_point(), now=NOON)
    for outsider in outsiders:
        assert ObligationReport.objects.visible_to(outsider).exists()
        assert CitedRecord.objects.visible_to(outsider).exists()
    assert not Submission.objects.visible_to(anonymous()).exists()


def test_audience_decides_who_reads_what_was_sent() -> None:
    whole = make.sent()
    report, by = whole.reports.get(), make.focal_point()
    readers = {
        Audience.OWN_STATE: make.focal_point(), Audience.SECRETARIAT: access.actor("officer"),
        Audience.MEMBER_STATES: make.focal_point("KEN"), Audience.PUBLIC: anonymous(),
    }  # fmt: skip

    for audience in Audience:
        services.set_audience([report], audience, by=by, now=NOON)
        seen = {who for who, actor in readers.items() if ObligationReport.objects.visible_to(actor).exists()}
        assert seen == set(list(Audience)[: list(Audience).index(audience) + 1])


def test_what_was_released_is_what_is_sent() -> None:
    whole, by, clearing = make.ready(), make.focal_point(), access.actor("clearance", "THA")
    services.send_to_clearance(whole, by=by, now=NOON)
    services.release(whole, by=clearing, now=NOON)
    action = make.action("THA", make.obligations(whole.cycle)[0], title="Added after the release")

    with pytest.raises(ChangedMeanwhile, match="after it was released"):
        services.submit(whole, by=by, now=NOON)

    whole.refresh_from_db()
    assert (whole.stage, whole.submitted_at, whole.cited.count()) == (Stage.CLEARANCE, None, 0)
    ImplementationAction.objects.filter(pk=action.pk).update(withdrawn_at=NOON, withdrawn_by=by.user_id)
    assert services.submit(whole, by=by, now=NOON).is_submitted


def test_returned_to_draft_the_release_is_forgotten() -> None:
    whole, by, clearing = make.ready(), make.focal_point(), access.actor("clearance", "THA")
    services.send_to_clearance(whole, by=by, now=NOON)
    services.release(whole, by=clearing, now=NOON)
    services.return_to_draft(whole, reason="One more law", by=clearing, now=NOON)
    make.action("THA", make.obligations(whole.cycle)[0])

    assert services.submit(whole, by=by, now=NOON).is_submitted


def test_nothing_is_sent_that_the_sender_did_not_read() -> None:
    whole, by = make.ready(), make.focal_point()
    read = services.digest_now(whole)
    make.answer(whole, 0, narrative="Changed by somebody else")

    with pytest.raises(ChangedMeanwhile, match="Read it once more"):
        services.submit(whole, by=by, now=NOON, as_read=read)

    whole.refresh_from_db()
    assert whole.is_draft
    sent = services.submit(whole, by=by, now=NOON, as_read=services.digest_now(whole))
    assert sent.content_sha256 == services.digest_now(whole)
