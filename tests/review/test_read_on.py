"""A new version of a reply that is being read is read on; the queue says what is new in it."""

import pytest
from django.db import DatabaseError, transaction
from django.test import Client

from commitments.access.acting import acting
from commitments.access.audience import Audience
from commitments.review import services
from commitments.review.queries import Tab, queue_of
from commitments.submissions import services as replies
from commitments.submissions.models import ReportingCycle, Submission
from commitments.submissions.stages import Stage
from tests.factories import access
from tests.factories import submissions as make
from tests.review.scene import LATER, answered, asked, being_read, closed, officer, stage_of, state

pytestmark = pytest.mark.django_db


def corrected(sent: Submission, place: int = 0, narrative: str = "Since May") -> Submission:
    """The next version, sent, that says something else on this paragraph."""
    draft = replies.revise(sent, by=state(), now=LATER)
    make.answer(draft, place, narrative=narrative, at=LATER)
    return replies.submit(draft, by=state(), now=LATER)


def in_queue(cycle: ReportingCycle) -> tuple[str, list[str]]:
    """Under which tab the one reply stands, and the paragraphs that are named as new."""
    with acting(by := officer()):
        (row,) = queue_of(cycle, by, now=LATER).rows
    names = {one.pk: one.reference for one in make.obligations(cycle)}
    return row.tab, [names[pk] for pk in row.changed]


def test_what_is_being_read_is_read_on_and_the_queue_names_what_is_new() -> None:
    sent = being_read()
    first, second = (one.reference for one in make.obligations(sent.cycle)[:2])

    new = corrected(sent, 1)
    two = in_queue(sent.cycle)
    newer = corrected(new)

    assert (stage_of(new), stage_of(newer)) == (Stage.BEING_READ, Stage.BEING_READ)
    assert two == (Tab.CHANGED, [second])
    assert in_queue(sent.cycle) == (Tab.CHANGED, [first])
    assert new.moves.get().moved_as == "focal_point"


def test_a_question_answered_by_a_new_version_leaves_it_being_read_and_stays_open() -> None:
    sent = being_read()
    question = asked(sent)

    new = corrected(sent)

    assert stage_of(new) == Stage.BEING_READ
    assert question.is_open
    answered(question)
    assert stage_of(closed(new)) == Stage.CLOSED


def test_once_an_officer_asks_about_it_it_waits_for_the_state() -> None:
    new = corrected(being_read())

    asked(new)

    assert in_queue(new.cycle)[0] == Tab.STATE


def test_one_that_only_came_was_closed_or_taken_back_is_received_anew() -> None:
    came, done = make.sent(), closed(being_read())
    back = being_read()
    draft = replies.recall(back, reason="Wrong file", by=state(), now=LATER)

    found = [corrected(came), corrected(done), replies.submit(draft, by=state(), now=LATER)]

    assert [one.stage for one in found] == [Stage.RECEIVED] * 3


def test_the_database_lets_no_draft_be_read_that_takes_the_place_of_nothing_that_is() -> None:
    sent, first = make.sent(), make.ready()
    draft = replies.revise(sent, by=state(), now=LATER)

    for one in (first, draft):
        with pytest.raises(DatabaseError, match="version before is not being read"), transaction.atomic():
            Submission.objects.filter(pk=one.pk).update(
                stage=Stage.BEING_READ, submitted_at=LATER, submitted_by_id=state().user_id, submitted_as="focal_point"
            )


def test_what_the_reader_may_not_read_is_not_named_as_new() -> None:
    sent = make.ready()
    make.answer(sent, 1, narrative="Of our own")
    replies.set_audience([sent.reports.get(narrative="Of our own")], Audience.OWN_STATE, by=state(), now=LATER)
    sent, by = replies.submit(sent, by=state(), now=LATER), officer()
    with acting(by):
        services.begin_reading(sent, by=by, now=LATER)

    corrected(sent, 1, "Of our own still")

    assert in_queue(sent.cycle) == (Tab.CHANGED, [])


def test_what_it_cites_counts_as_new() -> None:
    sent = being_read()
    draft = replies.revise(sent, by=state(), now=LATER)
    report = draft.reports.get()
    replies.attach_evidence(draft, report.obligation, make.evidence(), by=state(), now=LATER)
    replies.submit(draft, by=state(), now=LATER)

    assert in_queue(sent.cycle) == (Tab.CHANGED, [report.obligation.reference])


def test_the_page_of_the_queue_leads_to_what_changed() -> None:
    new = corrected(being_read())
    client = Client()
    client.force_login(access.person("officer"))

    page = client.get("/review/", {"cycle": new.cycle.slug}).content.decode()

    assert f"New in it: {new.reports.get().obligation.reference}" in page
    assert f"/submissions/{new.public_id}/changes/" in page
