"""What whoever acts may not put into the record: another's name, an announcement that is not so, a right for himself."""

import pytest
from django.db import DatabaseError, connection, transaction

from commitments.access.acting import acting
from commitments.access.actor import Actor
from commitments.access.services import designate
from commitments.history.announced import BY_PEOPLE
from commitments.history.event_names import EventName
from commitments.history.models import Event
from commitments.history.outbox import announce
from commitments.implementation.models import ImplementationAction
from tests.factories.access import actor, person
from tests.factories.submissions import NOON, action, ready

pytestmark = pytest.mark.django_db
OF_THE_PROGRAM = {
    EventName.ACCOUNT_CLOSED,
    EventName.INSTRUMENT_LOADED, EventName.INSTRUMENT_REVISED, EventName.DEMONSTRATION_LOADED,
    EventName.ORGANIZATION_IDENTITY_TIED, EventName.REPLY_REMINDED,
}  # fmt: skip
ANNOUNCE = (
    "INSERT INTO commitments_event (name, subject_table, subject_id, actor, actor_user_id, payload, at) "
    "VALUES (%s, %s, %s, current_setting('pghistory.context_metadata')::jsonb - 'request', %s, '{}', now())"
)


def as_(who: Actor, statement: str, *parameters: object) -> None:
    """SQL by hand, as the program's role with this actor."""
    with transaction.atomic(), acting(who), connection.cursor() as cursor:
        cursor.execute(statement, parameters)


@pytest.fixture
def focal_point() -> Actor:
    return actor("focal_point", "THA")


def test_an_announcement_of_another_states_submission_is_refused(focal_point):
    theirs = ready("KEN")

    with pytest.raises(DatabaseError, match="where it did not happen"):
        as_(focal_point, ANNOUNCE, "submission_received", "commitments_submission", theirs.pk, focal_point.user_id)


def test_an_announcement_that_something_else_happened_to_it_is_refused(focal_point):
    own = ready("THA")

    def not_sent() -> None:
        with transaction.atomic(), acting(focal_point):
            own.contact_name = "Somebody else"
            own.save(update_fields=["contact_name"])
            announce(EventName.SUBMISSION_RECEIVED, subject=own, by=focal_point, now=NOON)

    with pytest.raises(DatabaseError, match="submission_received is announced of"):
        not_sent()


def test_an_announcement_of_what_has_just_happened_is_taken(focal_point):
    own = ready("THA")

    with acting(focal_point):
        own.stage = "clearance"
        own.save(update_fields=["stage"])
        announce(EventName.SUBMISSION_SENT_TO_CLEARANCE, subject=own, by=focal_point, now=NOON)

    assert Event.objects.filter(name="submission_sent_to_clearance", actor_user=focal_point.user_id).exists()


@pytest.mark.parametrize("claimed", ['{"role": "officer"}', '{"kind": "program"}'])
def test_an_announcement_in_another_role_is_refused(focal_point, claimed):
    own = action("THA")
    statement = ANNOUNCE.replace("- 'request'", f"- 'request' || '{claimed}'")

    with pytest.raises(DatabaseError, match="somebody who does not act"):
        as_(focal_point, statement, "action_recorded", own._meta.db_table, own.pk, focal_point.user_id)


@pytest.mark.parametrize("name", ["account_closed", "instrument_revised", "demonstration_loaded", "nonsense"])
def test_what_only_the_program_announces_nobody_else_does(focal_point, name):
    with pytest.raises(DatabaseError, match="where it did not happen"):
        as_(focal_point, ANNOUNCE, name, "commitments_instrument", 1, focal_point.user_id)


def test_every_announcement_says_what_history_must_show_of_it():
    assert {*EventName} == {*BY_PEOPLE} | OF_THE_PROGRAM


def test_a_record_made_in_another_persons_name_is_refused(focal_point):
    other = person("focal_point", "THA")

    def made_by_another() -> None:
        with transaction.atomic(), acting(focal_point):
            ImplementationAction.objects.create(
                respondent_id=min(focal_point.respondent_ids),
                kind="law",
                title="A law",
                created_at=NOON,
                created_by=other,
            )

    with pytest.raises(DatabaseError, match="names somebody else than who acts"):
        made_by_another()


def test_another_persons_name_put_onto_a_record_is_refused(focal_point):
    own, other = action("THA"), person("focal_point", "THA")

    with pytest.raises(DatabaseError, match="names somebody else than who acts"):
        as_(
            focal_point,
            "UPDATE commitments_implementationaction SET withdrawn_by_id = %s, withdrawn_at = now() WHERE id = %s",
            other.pk, own.pk,
        )  # fmt: skip


def test_a_record_that_another_person_made_is_edited_in_ones_own_name(focal_point):
    own = action("THA")

    as_(focal_point, "UPDATE commitments_implementationaction SET title = 'Better' WHERE id = %s", own.pk)

    own.refresh_from_db()
    assert own.title == "Better"
    assert own.created_by_id != focal_point.user_id


APPOINT = (
    "INSERT INTO commitments_designation (user_id, role, is_principal, from_on, note_verbale) "
    "VALUES (%s, 'administrator', true, '2020-01-01', '')"
)


@pytest.mark.parametrize("role", ["focal_point", "officer"])
def test_nobody_gives_himself_or_others_a_role(role):
    who = actor(role, "THA" if role == "focal_point" else None)

    for user_id in (who.user_id, person().pk):
        with pytest.raises(DatabaseError, match="only an administrator appoints"):
            as_(who, APPOINT, user_id)


def test_an_administrator_appoints_others_and_not_himself():
    who, somebody = actor("administrator"), person()

    with acting(who):
        made = designate(somebody, role="officer", respondent_id=None, from_on=NOON.date(), by=who, now=NOON)

    assert made.pk is not None
    with pytest.raises(DatabaseError, match="and nobody himself"):
        as_(who, APPOINT.replace("administrator", "officer"), who.user_id)


def test_nobody_lengthens_or_removes_a_designation(focal_point):
    for statement in (
        "UPDATE commitments_designation SET until_on = '2099-01-01'",
        "DELETE FROM commitments_designation",
    ):
        with pytest.raises(DatabaseError, match="only an administrator appoints"):
            as_(focal_point, f"{statement} WHERE user_id = %s", focal_point.user_id)
