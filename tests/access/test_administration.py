"""The accounts pages: an administrator appoints others and ends appointments; nothing else, and nothing is deleted."""

from datetime import date

import pytest
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from django.urls import reverse
from pghistory.models import MiddlewareEvents

from commitments.access.models import Designation, User
from commitments.access.services import DesignationRefused, designate
from commitments.history.models import Event
from tests.factories import submissions as make
from tests.factories.access import actor, designated, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator() -> User:
    return person("administrator")


@pytest.fixture
def signed_in(client: Client, administrator: User) -> Client:
    client.force_login(administrator)
    return client


def appointment(user: User, **fields: str) -> dict[str, str]:
    return {"user": str(user.pk), "role": "officer", "respondent": "", "from_on": "2026-01-01",
            "note_verbale": "NV 1", **fields}  # fmt: skip


def test_an_administrator_appoints_somebody_and_it_is_announced(signed_in: Client, administrator: User) -> None:
    somebody = person()

    signed_in.post(reverse("admin:commitments_designation_add"), appointment(somebody))

    assert Designation.objects.get(user=somebody).role == "officer"
    assert Event.objects.filter(name="designation_recorded", actor_user=administrator).exists()


def test_an_administrator_does_not_appoint_himself(signed_in: Client, administrator: User) -> None:
    answer = signed_in.post(reverse("admin:commitments_designation_add"), appointment(administrator))

    assert answer.status_code == 200
    assert list(administrator.designations.values_list("role", flat=True)) == ["administrator"]


def test_appointing_oneself_is_refused_by_the_verb_too() -> None:
    by = actor("administrator")

    with pytest.raises(DesignationRefused, match="himself"):
        designate(
            User.objects.get(pk=by.user_id), role="officer", respondent_id=None, from_on=date(2026, 1, 1), by=by,
            now=make.NOON,
        )  # fmt: skip


@pytest.mark.parametrize("role", ["program", "public", "nonsense"])
def test_a_role_that_nobody_is_appointed_to_is_refused(role: str) -> None:
    with pytest.raises(DesignationRefused, match="Nobody is appointed"):
        designate(
            person(), role=role, respondent_id=None, from_on=date(2026, 1, 1), by=actor("administrator"), now=make.NOON
        )


def test_an_appointment_is_ended_and_otherwise_stays_as_it_was(signed_in: Client) -> None:
    row = designated(person(), "reader")

    signed_in.post(
        reverse("admin:commitments_designation_change", args=[row.pk]),
        appointment(person(), role="officer", until_on="2026-02-01"),
    )

    ended = Designation.objects.get(pk=row.pk)
    assert (ended.user_id, ended.role, ended.until_on) == (row.user_id, "reader", date(2026, 2, 1))


def test_an_appointment_does_not_end_before_it_began(signed_in: Client) -> None:
    row = designated(person(), "reader")

    answer = signed_in.post(reverse("admin:commitments_designation_change", args=[row.pk]), {"until_on": "1999-01-01"})

    assert answer.status_code == 200
    assert Designation.objects.get(pk=row.pk).until_on is None


def test_a_designation_is_deleted_from_no_page(signed_in: Client) -> None:
    row = designated(person(), "reader")
    page = reverse("admin:commitments_user_change", args=[row.user_id])

    signed_in.post(
        page,
        {
            "email": row.user.email, "name": "Renamed", "language": "en", "is_active": "on",
            "designations-TOTAL_FORMS": "1", "designations-INITIAL_FORMS": "1", "designations-0-id": str(row.pk),
            "designations-0-user": str(row.user_id), "designations-0-role": "officer",
            "designations-0-from_on": "2020-01-01", "designations-0-DELETE": "on",
        },
    )  # fmt: skip

    assert User.objects.get(pk=row.user_id).name == "Renamed"
    assert Designation.objects.get(pk=row.pk).role == "reader"
    assert signed_in.post(reverse("admin:commitments_designation_delete", args=[row.pk])).status_code == 403


@pytest.mark.parametrize("page", ["mfa_authenticator_changelist", "auth_group_changelist"])
def test_an_administrator_sees_nobodys_second_factor(signed_in: Client, page: str) -> None:
    assert signed_in.get(reverse(f"admin:{page}")).status_code == 403


def test_no_record_of_the_program_is_reached_by_its_number(signed_in: Client) -> None:
    kind = ContentType.objects.get_for_model(MiddlewareEvents)

    answer = signed_in.get(f"/administration/r/{kind.pk}/1/")

    assert answer.status_code == 404
