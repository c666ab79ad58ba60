"""A new cycle begins with what the State said last, and nothing of that is sent unless somebody confirms it."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection

from commitments.access.acting import acting
from commitments.access.actor import Actor
from commitments.access.refusals import NotAllowed
from commitments.instruments.models import Instrument, Obligation
from commitments.submissions import services
from commitments.submissions.models import EvidenceOfReport, ObligationReport, ReportingCycle, Submission
from commitments.submissions.queries import desk_of, place_for, reading_of
from commitments.submissions.refusals import AnswersAreFrozen, NotConfirmed, NotReady
from commitments.submissions.status import Completeness, Status
from tests.factories import access
from tests.factories import submissions as make
from tests.factories.submissions import NOON

pytestmark = pytest.mark.django_db

YEAR = timedelta(days=365)
STATE = make.focal_point


@pytest.fixture
def text() -> Instrument:
    return make.instrument()


def cycles(text: Instrument, n: int) -> list[ReportingCycle]:
    """So many cycles on one text, a year apart."""
    return [make.cycle(on=text, at=NOON + k * YEAR) for k in range(n)]


def sent_in(cycle: ReportingCycle, **values: Any) -> Submission:
    """A reply of Thailand in the cycle, with one answer written there."""
    return make.sent(of=cycle, at=cycle.opened_at, **values)


def use_chosen(draft: Submission) -> Submission:
    Submission.objects.filter(pk=draft.pk).update(use_in_report="named")
    draft.refresh_from_db()
    return draft


def confirmed(draft: Submission, by: Actor | None = None) -> int:
    """Everything in the draft that waits."""
    waiting = [one.obligation for one in draft.reports.awaiting()]
    return services.confirm(draft, waiting, by=by or STATE(), now=draft.created_at)


def test_a_draft_begins_with_what_was_said_last_and_says_since_when(text: Instrument) -> None:
    first, second = cycles(text, 2)
    said = sent_in(first, narrative="Said before").reports.get()

    copy = make.submission(of=second, at=second.opened_at).reports.get()

    assert (copy.narrative, copy.status, copy.saved_by_id) == ("Said before", said.status, said.saved_by_id)
    assert (copy.carried_from, copy.said_in, copy.said_at) == (said, first, said.saved_at)
    assert (copy.times_carried, copy.times_confirmed, copy.confirmed_at) == (1, 0, None)
    assert services.asked_otherwise(copy) == ()


def test_history_says_that_the_program_carried_it_over(text: Instrument) -> None:
    first, second = cycles(text, 2)
    sent_in(first)
    person = make.contributor(make.obligations(second)[0], of=second)

    with acting(person):
        draft = make.submission(of=second, by=person, at=second.opened_at)

    event = ObligationReport.pgh_event_model.objects.filter(submission_id=draft.pk).latest("pgh_id")  # type: ignore[attr-defined]
    assert draft.reports.count() == 1
    assert (event.pgh_context["kind"], event.pgh_context["name"]) == ("program", "carrying over")


def test_the_last_reply_counts_however_long_ago_and_neither_a_draft_nor_one_taken_back(text: Instrument) -> None:
    first, second, third, fourth = cycles(text, 4)
    sent_in(first, narrative="Three cycles ago")
    make.answer(make.submission(of=second, at=second.opened_at), narrative="Never sent", at=second.opened_at)
    services.recall(sent_in(third, narrative="Taken back"), reason="Why", by=STATE(), now=third.opened_at)

    copy = make.submission(of=fourth, at=fourth.opened_at).reports.get()

    assert copy.narrative == "Three cycles ago"


def test_what_was_withdrawn_or_is_not_asked_any_more_stays_behind(text: Instrument) -> None:
    first, second = cycles(text, 2)
    whole = make.ready(of=first)
    for place in (1, 2):
        make.answer(whole, place)
    kept, withdrawn, unasked = make.obligations(first)[:3]
    services.submit(whole, by=STATE(), now=NOON)
    whole.reports.filter(obligation=withdrawn).update(withdrawn_at=NOON, withdrawn_by=access.person())
    Obligation.objects.filter(pk=unasked.pk).update(reportable="no")

    draft = make.submission(of=second, at=second.opened_at)

    assert [one.obligation for one in draft.reports.all()] == [kept]


def test_another_text_and_another_state_carry_nothing_here(text: Instrument) -> None:
    first, second = cycles(text, 2)
    make.sent("KEN", of=first)
    make.sent(of=make.cycle(on=make.instrument()))

    assert not make.submission(of=second, at=second.opened_at).reports.exists()


def test_of_each_text_the_last_reply_about_it_is_carried(text: Instrument) -> None:
    other = make.instrument()
    on_text, on_other = make.cycle(on=text), make.cycle(on=other, at=NOON + YEAR)
    sent_in(on_text, narrative="On the one")
    sent_in(on_other, narrative="On the other")
    both = make.cycle(on=text, at=NOON + 2 * YEAR)
    both.instruments.add(other)

    draft = make.submission(of=both, at=both.opened_at)

    assert {one.narrative for one in draft.reports.all()} == {"On the one", "On the other"}


def test_the_demonstration_is_not_carried_into_what_is_real(text: Instrument) -> None:
    sent_in(make.cycle(on=text, is_demonstration=True))
    real = make.cycle(on=text, at=NOON + YEAR)

    assert not make.submission(of=real, at=real.opened_at).reports.exists()


def test_evidence_that_stands_goes_along_and_the_contact_does_not(text: Instrument) -> None:
    first, second = cycles(text, 2)
    whole = make.ready(of=first)
    kept, gone = make.evidence(), make.evidence()
    for piece in (kept, gone):
        services.attach_evidence(whole, make.obligations(first)[0], piece, by=STATE(), now=NOON)
    cover = {"submitting_authority": "Ministry", "contact_name": "Somchai", "original_language": "fr"}
    services.save_cover(whole, values=cover, expected=whole.version, by=STATE())
    services.submit(whole, by=STATE(), now=NOON)
    type(gone).objects.filter(pk=gone.pk).update(withdrawn_at=NOON, withdrawn_by=access.person())

    draft = make.submission(of=second, at=second.opened_at)

    assert [link.evidence for link in EvidenceOfReport.objects.filter(report__submission=draft)] == [kept]
    assert (draft.submitting_authority, draft.contact_name, draft.original_language) == ("Ministry", "", "fr")
    assert draft.use_in_report == ""


def test_what_is_confirmed_is_sent_with_its_age_and_the_rest_is_not_sent_and_not_lost(text: Instrument) -> None:
    first, second, third = cycles(text, 3)
    whole = make.ready(of=first, narrative="Confirmed later")
    make.answer(whole, 1, narrative="Nobody confirms it")
    services.submit(whole, by=STATE(), now=NOON)
    draft = use_chosen(make.submission(of=second, at=second.opened_at))
    one, other = make.obligations(second)[:2]
    services.confirm(draft, [one], by=STATE(), now=second.opened_at)

    sent = services.submit(draft, by=STATE(), now=second.opened_at)
    officer = access.actor("officer")
    with acting(officer):
        read = {one.obligation.pk: one.report for one in reading_of(sent, officer, language="en").answered}
    later = make.submission(of=third, at=third.opened_at)

    assert {pk: report.narrative for pk, report in read.items() if report} == {one.pk: "Confirmed later"}
    assert ObligationReport.objects.reported().filter(submission=sent).count() == 1
    ages = {o.narrative: (o.said_in, o.times_carried, o.times_confirmed) for o in later.reports.all()}
    assert ages == {"Confirmed later": (first, 2, 1), "Nobody confirms it": (first, 2, 0)}
    assert later.reports.get(obligation=other).carried_from == whole.reports.get(obligation=other)


def test_in_a_new_version_what_was_left_out_waits_again_with_its_words(text: Instrument) -> None:
    first, second = cycles(text, 2)
    sent_in(first, narrative="Waits")
    draft = use_chosen(make.submission(of=second, at=second.opened_at))
    make.answer(draft, 1, at=second.opened_at)
    sent = services.submit(draft, by=STATE(), now=second.opened_at)

    revised = services.revise(sent, by=STATE(), now=second.opened_at)

    assert sent.reports.get(obligation=make.obligations(first)[0]).narrative == ""
    assert [one.narrative for one in revised.reports.awaiting()] == ["Waits"]


def test_clearance_reads_what_will_be_sent_and_returned_the_rest_has_its_words_again(text: Instrument) -> None:
    first, second = cycles(text, 2)
    sent_in(first, narrative="Waits")
    draft = make.submission(of=second, at=second.opened_at)
    make.answer(draft, 1, at=second.opened_at)

    cleared = services.send_to_clearance(draft, by=STATE(), now=second.opened_at)
    in_clearance = list(cleared.reports.awaiting().values_list("narrative", flat=True))
    back = services.return_to_draft(cleared, reason="Why", by=access.actor("clearance", "THA"), now=second.opened_at)

    assert in_clearance == [""]
    assert [one.narrative for one in back.reports.awaiting()] == ["Waits"]


def test_where_nothing_is_confirmed_nothing_but_a_nil_reply_can_be_sent(text: Instrument) -> None:
    first, second = cycles(text, 2)
    sent_in(first)
    draft = use_chosen(make.submission(of=second, at=second.opened_at))

    with pytest.raises(NotReady, match="No paragraph is answered"):
        services.submit(draft, by=STATE(), now=second.opened_at)
    assert services.submit_nil(draft, by=STATE(), now=second.opened_at).is_nil


def test_the_database_sends_nothing_unconfirmed(text: Instrument) -> None:
    first, second = cycles(text, 2)
    sent_in(first)
    draft = use_chosen(make.submission(of=second, at=second.opened_at))
    make.answer(draft, 1, at=second.opened_at)

    sending = "UPDATE commitments_submission SET stage = 'received', submitted_at = now(), submitted_by_id = %s, submitted_as = 'focal_point' WHERE id = %s"
    with pytest.raises(DatabaseError, match="nobody has confirmed it"), connection.cursor() as cursor:
        cursor.execute(sending, [access.person().pk, draft.pk])


def test_an_answer_that_is_written_anew_is_of_this_cycle(text: Instrument) -> None:
    first, second = cycles(text, 2)
    sent_in(first)
    draft = make.submission(of=second, at=second.opened_at)

    anew = make.answer(draft, narrative="Otherwise now", at=second.opened_at)

    assert (anew.carried_from, anew.said_in, anew.said_at, anew.times_carried) == (None, None, None, 0)
    assert not draft.reports.awaiting().exists()


def test_still_true_has_a_name_and_a_date_and_can_be_taken_back(text: Instrument) -> None:
    first, second = cycles(text, 2)
    sent_in(first)
    draft, person = make.submission(of=second, at=second.opened_at), STATE()

    services.confirm(draft, make.obligations(second), by=person, now=second.opened_at)
    report = draft.reports.get()
    said = (report.confirmed_at, report.confirmed_by_id, report.times_confirmed)
    services.take_confirmation_back(draft, report.obligation, by=person)

    assert said == (second.opened_at, person.user_id, 1)
    report.refresh_from_db()
    assert (report.confirmed_at, report.confirmed_by_id, report.times_confirmed) == (None, None, 0)
    with pytest.raises(NotConfirmed, match="is not confirmed"):
        services.take_confirmation_back(draft, report.obligation, by=person)


@pytest.mark.parametrize(
    ("role", "code"), [("clearance", "THA"), ("mission", "THA"), ("focal_point", "KEN"), ("officer", None)]
)
def test_others_confirm_nothing(text: Instrument, role: str, code: str | None) -> None:
    first, second = cycles(text, 2)
    sent_in(first)
    draft = make.submission(of=second, at=second.opened_at)

    with pytest.raises(NotAllowed):
        confirmed(draft, by=access.actor(role, code))
    with pytest.raises(NotAllowed):
        services.take_confirmation_back(draft, make.obligations(second)[0], by=access.actor(role, code))


def test_of_two_who_confirm_the_second_is_told_and_the_first_name_stays(text: Instrument) -> None:
    first, second = cycles(text, 2)
    sent_in(first)
    draft, person = make.submission(of=second, at=second.opened_at), STATE()
    confirmed(draft, by=person)

    with pytest.raises(NotConfirmed, match="somebody was faster"):
        services.confirm(draft, make.obligations(second), by=STATE(), now=second.opened_at)
    assert draft.reports.get().confirmed_by_id == person.user_id


def test_what_was_sent_is_confirmed_no_more(text: Instrument) -> None:
    first, second = cycles(text, 2)
    sent_in(first)
    draft = use_chosen(make.submission(of=second, at=second.opened_at))
    confirmed(draft)
    sent = services.submit(draft, by=STATE(), now=second.opened_at)

    with pytest.raises(AnswersAreFrozen):
        services.take_confirmation_back(sent, make.obligations(second)[0], by=STATE())


def test_before_anything_is_begun_the_desk_shows_what_the_draft_will_begin_with(text: Instrument) -> None:
    first, second = cycles(text, 2)
    sent_in(first, narrative="Said before")
    person = STATE()

    with acting(person):
        desk = desk_of(place_for(person, "THA", second.slug), language="en")

    (row,) = desk.to_confirm
    assert row.report is not None
    assert (row.report.pk, row.report.narrative, row.completeness) == (None, "Said before", Completeness.CARRIED_OVER)
    assert (desk.asked.done, Submission.objects.filter(cycle=second).count()) == (0, 0)
    assert desk.chosen(stands="carried_over") == [row]
    assert Status(row.report.status) == Status.UNDER_WAY


def test_a_reply_that_was_sent_begins_no_second_draft(text: Instrument) -> None:
    first, second = cycles(text, 2)
    sent_in(first)
    services.submit_nil(make.submission(of=second, at=second.opened_at), by=STATE(), now=second.opened_at)

    with pytest.raises(AnswersAreFrozen):
        make.submission(of=second, at=second.opened_at)
