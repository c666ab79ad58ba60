"""After sending: a new version corrects, the old one stays in force meanwhile; a reply can be taken back."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from commitments.access.acting import acting
from commitments.access.actor import Actor
from commitments.access.audience import Audience
from commitments.access.refusals import NotAllowed
from commitments.evidence.models import Evidence
from commitments.history.models import Event
from commitments.submissions import services
from commitments.submissions.models import EvidenceOfReport, ObligationReport, Submission
from commitments.submissions.queries import Comparison, comparison_of, reading_of
from commitments.submissions.refusals import MoveNotAllowed
from commitments.submissions.stages import Stage
from tests.factories import access
from tests.factories import submissions as make
from tests.factories.submissions import NOON

pytestmark = pytest.mark.django_db

LATER = NOON + timedelta(days=3)
STATE = make.focal_point


def revised(sent: Submission, **values: object) -> Submission:
    """A second version, sent, that says something else on the first paragraph."""
    draft = services.revise(sent, by=STATE(), now=LATER)
    make.answer(draft, at=LATER, **values)
    return services.submit(draft, by=STATE(), now=LATER)


def said(whole: Submission, reader: Actor) -> dict[str, str]:
    """What this reader reads in the version, by paragraph."""
    with acting(reader):
        answers = reading_of(whole, reader, language="en").answered
    return {one.obligation.reference: one.report.narrative for one in answers if one.report}


def compared(earlier: Submission, later: Submission, reader: Actor) -> Comparison:
    """What changed, for this reader."""
    with acting(reader):
        return comparison_of(earlier, later, reader, language="en")


def test_a_new_version_begins_with_all_that_was_said_and_shown() -> None:
    sent = make.ready(narrative="First words")
    shown = make.evidence()
    services.attach_evidence(sent, sent.reports.get().obligation, shown, by=STATE(), now=NOON)
    sent = services.submit(sent, by=STATE(), now=NOON)

    draft = services.revise(sent, by=STATE(), now=LATER)

    copy, original = draft.reports.get(), sent.reports.get()
    assert (draft.number, draft.stage, draft.use_in_report) == (2, Stage.DRAFT, sent.use_in_report)
    assert (copy.narrative, copy.audience, copy.saved_by_id, copy.saved_at) == (
        "First words", original.audience, original.saved_by_id, original.saved_at,
    )  # fmt: skip
    assert EvidenceOfReport.objects.get(report=copy).evidence == shown


def test_the_note_of_the_old_version_is_not_taken_over() -> None:
    sent = make.sent()
    Submission.objects.filter(pk=sent.pk).update()
    draft = services.revise(sent, by=STATE(), now=LATER)

    assert (draft.transmitting_note, draft.transmitting_note_on) == ("", None)


def test_the_version_that_was_sent_stays_in_force_until_the_new_one_is_sent() -> None:
    sent = make.sent(narrative="Old")
    draft = services.revise(sent, by=STATE(), now=LATER)
    make.answer(draft, narrative="New", at=LATER)

    assert list(ObligationReport.objects.reported().values_list("narrative", flat=True)) == ["Old"]
    services.submit(draft, by=STATE(), now=LATER)

    sent.refresh_from_db()
    assert list(ObligationReport.objects.reported().values_list("narrative", flat=True)) == ["New"]
    assert (sent.is_current, sent.stage) == (False, Stage.RECEIVED)


def test_two_who_begin_a_new_version_get_the_same_one() -> None:
    sent = make.sent()

    assert services.revise(sent, by=STATE(), now=LATER) == services.revise(sent, by=STATE(), now=LATER)


def test_a_new_version_is_begun_from_the_last_one_only() -> None:
    sent = make.sent()
    revised(sent, narrative="New")

    with pytest.raises(MoveNotAllowed, match="later version"):
        services.revise(sent, by=STATE(), now=LATER)


@pytest.mark.parametrize(
    ("role", "code"), [("contributor", "THA"), ("clearance", "THA"), ("focal_point", "KEN"), ("officer", None)]
)
def test_others_begin_no_new_version_and_take_nothing_back(role: str, code: str | None) -> None:
    sent = make.sent()
    other = access.actor(role, code)

    with pytest.raises(NotAllowed):
        services.revise(sent, by=other, now=LATER)
    with pytest.raises(NotAllowed):
        services.recall(sent, reason="Why", by=other, now=LATER)
    assert Submission.objects.get().stage == Stage.RECEIVED


def test_what_is_taken_back_is_shown_and_counted_nowhere_and_its_answers_are_open() -> None:
    sent = make.sent(narrative="Said too early")

    draft = services.recall(sent, reason="Sent by mistake", by=STATE(), now=LATER)

    sent.refresh_from_db()
    assert (sent.stage, draft.number, draft.reports.get().narrative) == (Stage.RECALLED, 2, "Said too early")
    assert not ObligationReport.objects.reported().exists()
    move = sent.moves.get(to_stage=Stage.RECALLED)
    assert (move.reason, move.moved_at) == ("Sent by mistake", LATER)
    assert Event.objects.filter(name="submission_recalled", subject_id=sent.pk).exists()


def test_nothing_is_taken_back_without_a_reason() -> None:
    sent = make.sent()

    with pytest.raises(MoveNotAllowed, match="reason"):
        services.recall(sent, reason=" ", by=STATE(), now=LATER)
    sent.refresh_from_db()
    assert sent.stage == Stage.RECEIVED


def test_a_version_that_was_replaced_is_not_taken_back() -> None:
    sent = make.sent()
    revised(sent, narrative="New")

    with pytest.raises(MoveNotAllowed, match="not the one in force"):
        services.recall(sent, reason="Why", by=STATE(), now=LATER)


def test_a_draft_is_not_taken_back() -> None:
    with pytest.raises(MoveNotAllowed):
        services.recall(make.submission(), reason="Why", by=STATE(), now=LATER)


def test_both_sides_read_every_version_and_others_the_answers_in_force() -> None:
    sent = make.sent(narrative="Old")
    services.set_audience([sent.reports.get()], Audience.PUBLIC, by=STATE(), now=NOON)
    new = revised(sent, narrative="New")
    sent.refresh_from_db()

    assert (said(sent, STATE()), said(new, STATE())) == ({"D1": "Old"}, {"D1": "New"})
    assert (said(sent, access.actor("officer")), said(new, access.actor("officer"))) == ({"D1": "Old"}, {"D1": "New"})
    other = STATE("KEN")
    assert (said(sent, other), said(new, other)) == ({}, {})
    with acting(other):
        assert list(ObligationReport.objects.visible_to(other).values_list("narrative", flat=True)) == ["New"]


def test_who_narrows_an_answer_in_a_later_version_narrows_the_earlier_one() -> None:
    sent = make.sent(narrative="Old")
    draft = services.revise(sent, by=STATE(), now=LATER)
    services.set_audience([draft.reports.get()], Audience.OWN_STATE, by=STATE(), now=LATER)
    services.submit(draft, by=STATE(), now=LATER)
    sent.refresh_from_db()

    assert said(sent, access.actor("officer")) == {}
    assert said(sent, STATE()) == {"D1": "Old"}


def test_a_reader_of_another_state_reads_no_earlier_version() -> None:
    sent = make.sent(narrative="Old")
    revised(sent, narrative="New")
    sent.refresh_from_db()

    assert said(sent, access.actor("reader", "KEN")) == {}
    assert said(sent, access.actor("reader", "THA")) == {"D1": "Old"}


def test_what_was_taken_back_is_closed_to_the_secretariat() -> None:
    sent = make.sent(narrative="Said too early")
    services.recall(sent, reason="Sent by mistake", by=STATE(), now=LATER)
    sent.refresh_from_db()

    assert said(sent, access.actor("officer")) == {}
    assert said(sent, STATE()) == {"D1": "Said too early"}


def test_the_difference_names_each_word_the_status_and_the_evidence() -> None:
    sent = make.sent(narrative="An act was drafted", status="under_way")
    draft = services.revise(sent, by=STATE(), now=LATER)
    report = make.answer(draft, narrative="An act was adopted", status="implemented_and_maintained", at=LATER)
    services.attach_evidence(draft, report.obligation, make.evidence(title="The act"), by=STATE(), now=LATER)

    found = compared(sent, draft, STATE())

    (one,) = found.answers
    pieces = {change.label: change.pieces for change in one.fields}
    assert pieces["what was done"] == [("equal", "An act was "), ("delete", "drafted"), ("insert", "adopted")]
    assert ("delete", "Under way") in pieces["status"]
    (evidence,) = one.cited
    assert evidence.label == "Evidence"
    assert [mark for mark, words in evidence.pieces if "The act" in words] == ["insert"]


def test_a_figure_is_named_and_another_label_of_evidence_is_seen() -> None:
    whole = make.ready()
    obligation, shown = whole.reports.get().obligation, make.evidence(title="The list")
    services.attach_evidence(whole, obligation, shown, by=STATE(), now=NOON)
    sent = services.submit(whole, by=STATE(), now=NOON)
    draft = services.revise(sent, by=STATE(), now=LATER)
    make.figure("THA", obligation, label="Cases opened")
    Evidence.objects.filter(pk=shown.pk).update(label="confidential")

    (one,) = compared(sent, draft, STATE()).answers

    evidence, figure = one.cited
    assert figure.pieces == [("insert", "Cases opened · 12 · cases · 2025")]
    assert [words for mark, words in evidence.pieces if mark != "equal"] == ["Unclassified", "Confidential"]


def test_paragraphs_that_say_the_same_are_only_counted() -> None:
    sent = make.sent(narrative="Old")
    draft = services.revise(sent, by=STATE(), now=LATER)

    found = compared(sent, draft, STATE())

    assert (found.answers, found.same) == ([], 1)


def test_the_pages_lead_from_what_was_sent_to_the_new_version_and_its_changes(cycle, urls, sign_in) -> None:
    sent = make.sent(of=cycle, narrative="Old words here")
    client = sign_in()
    assert "Correct it in a new version" in client.get(urls("versions")).content.decode()

    answer = client.post(urls("revise"), follow=True)

    assert "A new version is open" in answer.content.decode()
    draft = Submission.objects.get(number=2)
    make.answer(draft, narrative="New words here", at=LATER)
    page = client.get(reverse("submissions:changes", args=[draft.public_id])).content.decode()
    assert "<del>Old</del><ins>New</ins> words here" in page
    assert "nobody outside the State sees it" in page
    assert sign_in("officer", None).get(reverse("submissions:changes", args=[draft.public_id])).status_code == 404
    first = client.get(reverse("submissions:changes", args=[sent.public_id])).content.decode()
    assert "Nothing stands before this version" in first


def test_a_reply_is_taken_back_from_its_page_with_a_reason(cycle, urls, sign_in) -> None:
    sent = make.sent(of=cycle)
    client = sign_in()

    refused = client.post(urls("recall"), {"reason": ""}, follow=True).content.decode()
    assert "Please give a reason" in refused
    told = client.post(urls("recall"), {"reason": "Sent by mistake"}, follow=True).content.decode()

    sent.refresh_from_db()
    assert "The reply was taken back" in told
    assert "Sent by mistake" in told
    assert "Current" in refused
    assert "Current" not in told, "no reply is in force any more"
    assert sent.stage == Stage.RECALLED
    again = client.post(urls("recall"), {"reason": "Again"}, follow=True).content.decode()
    assert "cannot be" in again or "No reply is in force" in again or "already" in again


def test_a_refused_recall_keeps_its_form_open_with_what_was_typed(cycle, urls, sign_in) -> None:
    sent, client, long = make.sent(of=cycle), sign_in(), "Too long. " * 300
    opened = '<details class="more" open><summary>Take the reply back'

    refused = client.post(urls("recall"), {"reason": long})
    closed = client.get(urls("versions")).content.decode()
    services.recall(sent, reason="Somebody was faster", by=STATE(), now=LATER)
    again = client.post(urls("recall"), {"reason": "Typed words"})

    assert (refused.status_code, again.status_code) == (422, 409)
    assert opened in refused.content.decode()
    assert long.strip() in refused.content.decode()
    assert opened not in closed
    assert "Typed words" in again.content.decode()


def test_moves_stand_newest_first_as_on_every_page(cycle, urls, sign_in) -> None:
    sent = make.sent(of=cycle)
    services.recall(sent, reason="Sent by mistake", by=STATE(), now=LATER)

    page = sign_in().get(urls("versions")).content.decode()

    assert page.index("Received → Recalled") < page.index("Draft → Received")


@pytest.mark.parametrize("since", ["0", "2", "x", "", "99999999999999999999", "\x00"])
def test_a_version_nobody_knows_is_the_one_before(cycle, since, sign_in) -> None:
    new = revised(make.sent(of=cycle, narrative="Old"), narrative="New")

    page = sign_in().get(reverse("submissions:changes", args=[new.public_id]), {"since": since})

    assert page.status_code == 200
    assert "Version 2 beside version 1" in page.content.decode()


def test_the_page_of_changes_asks_no_more_than_every_page_may(cycle, sign_in) -> None:
    sent = make.sent(of=cycle, narrative="Old")
    new = revised(sent, narrative="New")
    draft = services.revise(new, by=STATE(), now=LATER + timedelta(days=1))
    client = sign_in()

    for whole in (new, draft):
        address = reverse("submissions:changes", args=[whole.public_id])
        client.get(address)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200
        assert len(asked) <= 8
