"""A paper is drafted by the State alone, sent once, and then stands as it was sent."""

import pytest
from django.db import DatabaseError, transaction

from commitments.access.acting import acting
from commitments.access.refusals import NotAllowed
from commitments.assistance import services
from commitments.assistance.models import Proposal, ProposalObligation
from commitments.assistance.refusals import LacksSomething, SentAlready
from commitments.history.bases import EditedMeanwhile
from commitments.history.models import Event
from commitments.implementation.refusals import IsNotAsked, IsWithdrawn
from commitments.instruments.models import Obligation
from tests.factories import papers
from tests.factories import submissions as make
from tests.factories.access import actor

pytestmark = pytest.mark.django_db


def send(paper, *, by=None, expected=None):
    services.send_paper(paper, by=by or make.focal_point(), now=make.NOON, expected=expected or paper.version)


@pytest.mark.parametrize("role", ["focal_point", "mission"])
def test_a_paper_is_sent_and_announced(asked, role):
    paper = papers.draft("THA", asked)

    with acting(by := actor(role, "THA")):
        send(paper, by=by)

    paper.refresh_from_db()
    assert paper.sent_at == make.NOON
    assert Event.objects.filter(name="proposal_sent", subject_id=paper.pk).count() == 1


@pytest.mark.parametrize(
    ("role", "code"), [("contributor", "THA"), ("clearance", "THA"), ("focal_point", "KEN"), ("officer", None)]
)
def test_nobody_else_sends_one(asked, role, code):
    paper = papers.draft("THA", asked)

    with pytest.raises(NotAllowed):
        send(paper, by=actor(role, code))

    paper.refresh_from_db()
    assert not paper.is_sent


@pytest.mark.parametrize(
    ("role", "code"), [("mission", "THA"), ("clearance", "THA"), ("focal_point", "KEN"), ("officer", None)]
)
def test_nobody_but_writers_of_the_state_drafts_one(asked, role, code):
    with pytest.raises(NotAllowed):
        papers.draft("THA", asked, by=actor(role, code))


@pytest.mark.parametrize("empty", ["lacking", "standard", "reason"])
def test_a_tool_proposal_that_lacks_something_stays_a_draft(asked, empty):
    paper = papers.draft("THA", asked, **{empty: ""})

    with pytest.raises(LacksSomething):
        send(paper)

    with pytest.raises(DatabaseError, match="proposal_"), transaction.atomic():
        Proposal.objects.filter(pk=paper.pk).update(sent_at=make.NOON, sent_by=paper.created_by)


def test_a_tool_proposal_without_a_paragraph_stays_a_draft():
    with pytest.raises(LacksSomething, match="Paragraphs"):
        send(papers.draft("THA"))


def test_a_proposal_for_follow_up_that_proposes_nothing_stays_a_draft():
    with pytest.raises(LacksSomething, match="The proposal"):
        send(papers.draft("THA", kind="follow-up", reason=""))


def test_a_proposal_for_follow_up_names_no_tool():
    with pytest.raises(DatabaseError, match="names_no_tool"), transaction.atomic():
        Proposal.objects.filter(pk=papers.draft("THA", kind="follow-up").pk).update(standard="A convention")


def test_the_second_of_two_who_send_is_told(asked):
    paper = papers.draft("THA", asked)
    send(paper)

    with pytest.raises(SentAlready):
        send(paper)

    assert Event.objects.filter(name="proposal_sent").count() == 1


def test_what_was_changed_after_it_was_read_is_not_sent(asked):
    paper = papers.draft("THA", asked)
    services.edit_paper(
        paper, by=make.focal_point(), now=make.NOON, content={"title": "Another"}, obligations=[asked], expected=1
    )

    with pytest.raises(EditedMeanwhile):
        send(paper, expected=1)


def test_two_who_edit_do_not_overwrite_each_other(asked):
    paper, by = papers.draft("THA", asked), make.focal_point()
    services.edit_paper(paper, by=by, now=make.NOON, content={"title": "First"}, obligations=[], expected=1)

    with pytest.raises(EditedMeanwhile):
        services.edit_paper(paper, by=by, now=make.NOON, content={"title": "Second"}, obligations=[asked], expected=1)

    paper.refresh_from_db()
    assert (paper.title, paper.links.count()) == ("First", 0)


def test_what_was_sent_is_not_edited_by_the_service_nor_in_the_database(asked):
    paper, by = papers.sent("THA", asked), make.focal_point()

    with pytest.raises(SentAlready):
        services.edit_paper(paper, by=by, now=make.NOON, content={"title": "B"}, obligations=[asked], expected=1)
    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
        Proposal.objects.filter(pk=paper.pk).update(title="B")
    with pytest.raises(DatabaseError), transaction.atomic():
        Proposal.objects.filter(pk=paper.pk).delete()
    with acting(by):
        assert ProposalObligation.objects.all().delete()[0] == 0
    assert paper.links.count() == 1


def test_a_paragraph_that_is_not_asked_of_the_state_is_refused():
    unasked = Obligation.objects.filter(instrument=make.instrument(), reportable="no").first()

    with pytest.raises(IsNotAsked):
        papers.draft("THA", unasked)


def test_a_withdrawn_paper_leaves_the_list_and_comes_back(asked):
    paper, by = papers.sent("THA", asked), make.focal_point()

    services.withdraw_paper(paper, by=by, now=make.NOON, reason="Found one")
    withdrawn = list(Proposal.objects.sent())
    with pytest.raises(IsWithdrawn):
        send(paper)
    services.restore_paper(paper, by=by, now=make.NOON)

    assert (withdrawn, list(Proposal.objects.sent())) == ([], [paper])


@pytest.mark.parametrize(("role", "code"), [("contributor", "THA"), ("focal_point", "KEN"), ("officer", None)])
def test_nobody_else_withdraws_what_was_sent(asked, role, code):
    paper = papers.sent("THA", asked)

    for verb in (services.withdraw_paper, services.restore_paper):
        with pytest.raises(NotAllowed):
            verb(paper, by=actor(role, code), now=make.NOON)


@pytest.mark.parametrize(
    ("role", "code", "sees"),
    [
        ("focal_point", "THA", {"Draft", "Sent"}), ("contributor", "THA", set()), ("officer", None, {"Sent"}),
        ("reader", "THA", {"Sent"}), ("reader", "KEN", set()), ("focal_point", "KEN", set()), ("administrator", None, set()),
    ],
)  # fmt: skip
def test_who_sees_a_draft_and_what_was_sent_in_both_walls(asked, role, code, sees):
    papers.draft("THA", asked, title="Draft")
    papers.sent("THA", asked, title="Sent")
    reader = actor(role, code)

    with acting(reader):
        assert {one.title for one in Proposal.objects.all()} == sees
        assert ProposalObligation.objects.count() == len(sees)
    assert {one.title for one in Proposal.objects.visible_to(reader)} == sees
    assert ProposalObligation.objects.visible_to(reader).count() == len(sees)
