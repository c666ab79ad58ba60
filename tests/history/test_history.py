"""History is written by the database: it cannot be forgotten, forged, changed or emptied."""

from datetime import UTC, date, datetime

import pytest
from django.db import DatabaseError, connection, transaction

from commitments.access.acting import acting
from commitments.access.models import Designation, User
from commitments.history.bases import EditedMeanwhile
from commitments.history.event_names import EventName
from commitments.history.models import Event, Receipt
from commitments.history.outbox import RECEIVERS, announce, deliver, deliver_waiting
from tests.factories.access import actor, designated, person

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
EVENTS = Designation.pgh_event_model


def as_runtime(statement: str) -> None:
    """Run SQL by hand as the program's own role."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_tests_connect_as_the_runtime_role_and_not_as_the_owner():
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user = tableowner FROM pg_tables WHERE tablename = 'commitments_designation'")
        assert cursor.fetchone() == (False,)


def test_an_insert_an_update_and_a_delete_are_each_recorded_with_the_actor():
    somebody = actor("administrator")
    user = person()

    with acting(somebody):
        row = designated(user, "reader")
        row.until_on = date(2030, 1, 1)
        row.save(update_fields=["until_on"])
        key = row.pk
        row.delete()

    told = list(EVENTS.objects.filter(pgh_obj_id=key).order_by("pgh_id").values_list("pgh_label", "pgh_context__user"))
    assert told == [("insert", somebody.user_id), ("update", somebody.user_id), ("delete", somebody.user_id)]


def test_sql_by_hand_is_recorded_too():
    row = designated(person(), "reader")

    as_runtime(f"UPDATE commitments_designation SET note_verbale = 'NV 1' WHERE id = {row.pk}")

    assert EVENTS.objects.filter(pgh_obj_id=row.pk, pgh_label="update", note_verbale="NV 1").exists()


def test_an_update_that_changes_nothing_is_not_recorded():
    row = designated(person(), "reader")

    row.save()

    assert EVENTS.objects.filter(pgh_obj_id=row.pk).count() == 1


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO commitments_designationevent (pgh_created_at, pgh_label, pgh_obj_id) VALUES ('2020-01-01', 'insert', 1)",
        "UPDATE commitments_designationevent SET pgh_created_at = '2020-01-01'",
        "DELETE FROM commitments_designationevent",
        "TRUNCATE commitments_designationevent",
    ],
)
def test_history_that_the_runtime_role_tries_to_forge_is_refused(statement):
    designated(person(), "reader")

    with pytest.raises(DatabaseError, match="permission denied"):
        as_runtime(statement)


def test_every_table_of_the_domain_keeps_its_history():
    from django.apps import apps

    plumbing = {"Event", "Receipt", "InstallationMark", "Job", "Upload", "RollupDelta", "Rollup", "RollupVersion"}
    plumbing |= {
        "Seal",
        "SealedPart",
        "Verification",
        "Preview",
        "PreviewLeaf",
        "PageRead",
        "Notice",
        "Mail",
        "MailChoice",
        "ReturnedWorkbook",
    }
    models = [
        m
        for m in apps.get_app_config("commitments").get_models()
        if m._meta.managed and not hasattr(m, "pgh_tracked_model")
    ]

    forgotten = [m.__name__ for m in models if not hasattr(m, "pgh_event_model") and m.__name__ not in plumbing]

    assert forgotten == []


def test_no_history_holds_a_password_or_an_address():
    columns = {field.name for field in User.pgh_event_model._meta.get_fields()}

    assert {"name", "email_changed_at"} <= columns
    assert columns & {"password", "email", "last_login"} == set()


def test_an_event_is_heard_once_however_often_it_is_delivered():
    heard: list[int] = []
    RECEIVERS[EventName.ACTION_RECORDED].append(remember := lambda event: heard.append(event.pk))
    try:
        event = announce(EventName.ACTION_RECORDED, subject=person(), by=actor("officer"), now=NOON)
        deliver(event.pk)
        deliver(event.pk)
    finally:
        RECEIVERS[EventName.ACTION_RECORDED].remove(remember)

    assert heard == [event.pk]
    assert Receipt.objects.filter(event=event).count() == 1


def test_an_event_that_a_crash_left_behind_is_delivered_later():
    heard: list[int] = []
    RECEIVERS[EventName.ACTION_RECORDED].append(remember := lambda event: heard.append(event.pk))
    try:
        event = announce(EventName.ACTION_RECORDED, subject=person(), by=actor("officer"), now=NOON)
        count = deliver_waiting()
    finally:
        RECEIVERS[EventName.ACTION_RECORDED].remove(remember)

    assert (count, heard) == (1, [event.pk])
    assert Event.objects.get(pk=event.pk).delivered_at is not None


def test_a_stale_save_is_refused_and_writes_nothing():
    from commitments.implementation.models import ImplementationAction
    from commitments.respondents.models import Respondent

    action = ImplementationAction.objects.create(
        respondent=Respondent.objects.get(code="THA"), kind="law", title="First", created_at=NOON, created_by=person()
    )
    mine, theirs = (ImplementationAction.objects.get(pk=action.pk) for _ in range(2))
    theirs.title = "Theirs"
    theirs.save_if_unchanged(expected=1, fields=["title"])
    mine.title = "Mine"

    with pytest.raises(EditedMeanwhile):
        mine.save_if_unchanged(expected=1, fields=["title"])

    assert ImplementationAction.objects.get(pk=action.pk).title == "Theirs"
