"""Recording, editing and withdrawing what was done."""

from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from commitments.access.audience import Audience
from commitments.access.refusals import NotAllowed
from commitments.history.bases import EditedMeanwhile
from commitments.history.models import Event
from commitments.implementation import services
from commitments.implementation.models import ImplementationAction
from commitments.implementation.refusals import IsNotAsked, IsWithdrawn, RulesBroken
from commitments.respondents.models import Respondent
from tests.factories.access import actor
from tests.factories.implementation import NOON, action, content, obligations
from tests.factories.submissions import contributor

pytestmark = pytest.mark.django_db


def record(by, code="THA", **options):
    respondent = Respondent.objects.get(code=code)
    return services.record_action(respondent, by=by, now=NOON, **{"content": content(), **options})


@pytest.mark.parametrize("role", ["focal_point", "contributor"])
def test_a_person_who_records_for_the_state_records_an_action_that_serves_many_paragraphs(role):
    serves = obligations("D17", "D21")
    made = record(contributor(*serves) if role == "contributor" else actor(role, "THA"), obligations=serves)

    assert [link.obligation.reference for link in made.links.order_by("obligation__number")] == ["D17", "D21"]
    assert made.audience == Audience.SECRETARIAT
    assert Event.objects.get(name="action_recorded").subject_id == made.pk


@pytest.mark.parametrize(
    ("role", "code"),
    [
        ("focal_point", "KEN"),
        ("clearance", "THA"),
        ("mission", "THA"),
        ("officer", None),
        ("administrator", None),
        (None, None),
    ],
)
def test_recording_for_a_state_by_anybody_else_is_refused(role, code):
    stranger = actor(role, code)

    with pytest.raises(NotAllowed):
        record(stranger)

    assert not ImplementationAction.objects.exists()


def test_the_same_request_twice_makes_one_action():
    somebody, request_id = actor("focal_point", "THA"), uuid4()

    first = record(somebody, request_id=request_id)
    second = record(somebody, request_id=request_id)

    assert first == second
    assert Event.objects.filter(name="action_recorded").count() == 1


def test_the_same_request_id_of_another_person_is_another_request():
    request_id = uuid4()

    assert record(actor("focal_point", "THA"), request_id=request_id) != record(
        actor("contributor", "THA"), request_id=request_id
    )


@pytest.mark.parametrize(
    ("fields", "at"),
    [
        ({"title": "   "}, "title"),
        ({"amount": Decimal(5)}, "currency"),
        ({"currency": "USD"}, "amount"),
        ({"amount": Decimal(-1), "currency": "USD"}, "amount"),
        ({"amount": Decimal(1), "currency": "dollars"}, "currency"),
        ({"started_on": date(2024, 2, 2), "completed_on": date(2024, 2, 1)}, "completed_on"),
        ({"completed_on": date(2027, 1, 1)}, "completed_on"),
        ({"adopted_on": date(1066, 1, 1)}, "adopted_on"),
    ],
)
def test_content_that_breaks_a_rule_is_refused_at_its_field(fields, at):
    with pytest.raises(RulesBroken) as refusal:
        record(actor("focal_point", "THA"), content=content(**fields))

    assert at in refusal.value.errors


def test_the_database_itself_refuses_an_amount_without_currency_and_an_end_before_the_beginning():
    made = action()

    for wrong in ({"amount": 5}, {"started_on": date(2024, 2, 2), "completed_on": date(2024, 2, 1)}):
        with pytest.raises(IntegrityError), transaction.atomic():
            ImplementationAction.objects.filter(pk=made.pk).update(**wrong)


def test_a_paragraph_that_is_not_asked_of_states_is_refused_and_nothing_is_written():
    with pytest.raises(IsNotAsked, match="OP6"), transaction.atomic():
        record(actor("focal_point", "THA"), obligations=obligations("OP6", "D17"))

    assert not ImplementationAction.objects.exists()


def test_only_who_may_set_the_audience_records_with_a_wider_one():
    assert record(actor("focal_point", "THA"), audience=Audience.PUBLIC).audience == Audience.PUBLIC

    with pytest.raises(NotAllowed):
        record(actor("contributor", "THA"), audience=Audience.PUBLIC)


def test_the_audience_is_changed_by_the_focal_point_and_not_by_a_contributor():
    made = action()

    services.set_audience(made, by=actor("focal_point", "THA"), now=NOON, audience=Audience.OWN_STATE)
    with pytest.raises(NotAllowed):
        services.set_audience(made, by=actor("contributor", "THA"), now=NOON, audience=Audience.PUBLIC)

    made.refresh_from_db()
    assert made.audience == Audience.OWN_STATE


def test_of_two_people_who_edit_at_once_the_later_is_refused_and_nothing_of_the_first_is_lost():
    one, other = actor("focal_point", "THA"), contributor(*obligations("D17"))
    made = action(serves=("D17",))

    services.edit_action(made, by=one, now=NOON, content=content(title="First"), expected=1)
    with pytest.raises(EditedMeanwhile):
        services.edit_action(made, by=other, now=NOON, content=content(title="Second"), expected=1)

    made.refresh_from_db()
    assert (made.title, made.version) == ("First", 2)


def test_saving_the_same_text_twice_is_one_edit_and_no_quarrel():
    somebody, made = actor("focal_point", "THA"), action()

    services.edit_action(made, by=somebody, now=NOON, content=content(title="Once"), expected=1)
    services.edit_action(made, by=somebody, now=NOON, content=content(title="Once"), expected=1)

    made.refresh_from_db()
    assert made.version == 2
    assert made.events.count() == 2  # recorded, edited


def test_a_form_read_before_somebody_linked_a_paragraph_does_not_unlink_it():
    somebody, made = actor("focal_point", "THA"), action(serves=("D17",))
    services.link_obligations(
        made, obligations=obligations("D18"), by=contributor(*obligations("D17", "D18")), now=NOON
    )

    with pytest.raises(EditedMeanwhile):
        services.edit_action(
            made, by=somebody, now=NOON, content=content(), expected=1, obligations=obligations("D17", "D21")
        )
    services.edit_action(made, by=somebody, now=NOON, content=content(), expected=2, obligations=obligations("D21"))

    made.refresh_from_db()
    assert [link.obligation.reference for link in made.links.all()] == ["D21"]
    assert made.version == 3


def test_editing_by_another_state_is_refused():
    made = action()

    with pytest.raises(NotAllowed):
        services.edit_action(made, by=actor("focal_point", "KEN"), now=NOON, content=content(title="Mine"), expected=1)


def test_a_withdrawn_action_stays_says_who_and_why_and_can_be_restored():
    somebody, made = actor("focal_point", "THA"), action()

    services.withdraw_action(made, by=somebody, now=NOON, reason="Recorded twice")
    made.refresh_from_db()
    assert (made.withdrawn_at, made.withdrawn_by_id, made.withdrawn_reason) == (
        NOON,
        somebody.user_id,
        "Recorded twice",
    )
    with pytest.raises(IsWithdrawn):
        services.edit_action(made, by=somebody, now=NOON, content=content(title="Other"), expected=1)

    services.restore_action(made, by=somebody, now=NOON)
    made.refresh_from_db()
    assert not made.is_withdrawn
    assert [event.withdrawn_reason for event in made.events.order_by("pgh_id")] == ["", "Recorded twice", ""]


@pytest.mark.parametrize("verb", ["withdraw_action", "restore_action"])
def test_withdrawing_and_restoring_by_another_state_is_refused(verb):
    with pytest.raises(NotAllowed):
        getattr(services, verb)(action(), by=actor("focal_point", "KEN"), now=NOON)


def test_linking_twice_links_once_and_unlinking_leaves_the_action():
    somebody, made = actor("focal_point", "THA"), action()

    services.link_obligations(made, obligations=obligations("D17"), by=somebody, now=NOON)
    services.link_obligations(made, obligations=obligations("D17", "D18"), by=somebody, now=NOON)
    services.unlink_obligation(made, obligation=obligations("D17")[0], by=somebody, now=NOON)

    assert [link.obligation.reference for link in made.links.all()] == ["D18"]


def test_linking_by_another_state_is_refused():
    with pytest.raises(NotAllowed):
        services.link_obligations(action(), obligations=obligations("D17"), by=actor("focal_point", "KEN"), now=NOON)


def test_only_the_own_states_people_see_an_action_whatever_its_audience():
    made = record(actor("focal_point", "THA"), audience=Audience.PUBLIC, obligations=obligations("D17"))
    seen = ImplementationAction.objects.visible_to

    for role in ("focal_point", "clearance", "mission"):
        assert made in seen(actor(role, "THA"))
    assert made in seen(contributor(*obligations("D17")))
    assert made not in seen(contributor(*obligations("D18")))
    for role, code in (
        ("focal_point", "KEN"),
        ("officer", None),
        ("reader", "THA"),
        ("administrator", None),
        (None, None),
    ):
        assert not seen(actor(role, code)).exists()


def test_steps_are_added_edited_removed_and_restored_and_never_deleted():
    somebody, made = actor("focal_point", "THA"), action()

    step = services.add_milestone(made, by=somebody, now=NOON, title="Bill tabled", due_on=date(2026, 5, 1))
    again = services.add_milestone(made, by=somebody, now=NOON, title="Bill tabled", due_on=date(2026, 5, 1))
    services.edit_milestone(step, by=somebody, now=NOON, title="Bill passed", due_on=None, reached_on=date(2026, 2, 1))
    services.remove_milestone(step, by=somebody, now=NOON)
    removed = made.milestones.get()
    services.restore_milestone(step, by=somebody, now=NOON)

    assert step == again
    assert (removed.title, removed.is_withdrawn) == ("Bill passed", True)
    assert not made.milestones.get().is_withdrawn
    with pytest.raises(NotAllowed):
        services.remove_milestone(step, by=actor("focal_point", "KEN"), now=NOON)


def test_a_step_reached_in_the_future_is_refused():
    with pytest.raises(RulesBroken) as refusal:
        services.add_milestone(
            action(), by=actor("focal_point", "THA"), now=NOON, title="Done", reached_on=date(2027, 1, 1)
        )

    assert "reached_on" in refusal.value.errors
