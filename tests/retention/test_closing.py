"""An account is closed a year after its last designation: address and sign-in go, the name and what was done stay."""

from datetime import UTC, date, datetime, timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from commitments.access import closing
from commitments.access.acting import acting
from commitments.access.actor import program
from commitments.access.models import NOWHERE, OrganizationIdentity, User, actor_for
from commitments.access.services import DesignationRefused, designate
from commitments.history.models import Event
from commitments.web.transactions import as_program
from tests.factories import submissions as make
from tests.factories.access import designated, person
from tests.factories.respondents import state
from tests.retention.scenes import NOW

pytestmark = pytest.mark.django_db
BEFORE = timezone.localdate(NOW - closing.KEPT_FOR)
LONG_AGO = BEFORE - timedelta(days=1)
PASSWORD = "a long sentence to sign in"


def close(now=NOW):
    return closing.close_left(now=now)


def somebody_who_left(**fields):
    user = person(email="somchai@example.org", **fields)
    designated(user, "focal_point", "THA", until_on=LONG_AGO)
    return user


def again(user):
    return User.objects.get(pk=user.pk)


def killed(*_args, **_more):
    raise KeyboardInterrupt


def events(user):
    with connection.cursor() as cursor, as_program("a test"):
        cursor.execute(
            "SELECT to_jsonb(e)::text FROM commitments_userevent e WHERE pgh_obj_id = %s ORDER BY pgh_id", [user.pk]
        )
        return [row[0] for row in cursor.fetchall()]


def test_whatever_signs_in_goes_and_the_name_stays():
    user = somebody_who_left(password=PASSWORD)
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={})
    Authenticator.objects.create(user=user, type=Authenticator.Type.RECOVERY_CODES, data={})
    Authenticator.objects.create(user=user, type=Authenticator.Type.WEBAUTHN, data={})
    EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=True)
    OrganizationIdentity.objects.create(user=user, issuer="https://id.example", subject="s-1", tied_at=timezone.now())
    browser = Client()
    browser.force_login(user)
    UserSession.objects.get_or_create(
        session_key=browser.session.session_key, defaults={"user": user, "ip": "192.0.2.7", "user_agent": "A browser"}
    )

    assert close() == 1

    left = again(user)
    assert (left.name, left.email) == (user.name, f"account-{user.pk}{NOWHERE}")
    assert (left.is_active, left.has_usable_password(), left.last_login) == (False, False, None)
    assert not Authenticator.objects.filter(user=user).exists()
    assert not EmailAddress.objects.filter(user=user).exists()
    assert not UserSession.objects.filter(user=user).exists()
    assert browser.session.session_key is None or "_auth_user_id" not in browser.session
    assert left.identities.get().untied_at == NOW
    assert left.designations.count() == 1
    assert Event.objects.filter(name="account_closed", subject_id=user.pk).count() == 1


def test_the_password_that_signed_in_before_does_not_afterwards():
    user = somebody_who_left(password=PASSWORD)
    browser = Client()

    close()
    browser.post("/accounts/login/", {"login": "somchai@example.org", "password": PASSWORD})
    browser.post("/accounts/login/", {"login": again(user).email, "password": PASSWORD})

    assert "_auth_user_id" not in browser.session


def test_the_day_counts_whole_and_the_last_of_several_designations_decides():
    on_the_day, later, ahead = person(), person(), person()
    designated(on_the_day, "focal_point", "THA", until_on=BEFORE)
    for until_on in (LONG_AGO, BEFORE + timedelta(days=3)):
        designated(later, "focal_point", "THA", until_on=until_on)
    designated(ahead, "focal_point", "THA", until_on=LONG_AGO)
    designated(ahead, "focal_point", "KEN", from_on=date(2041, 1, 1))

    assert close() == 0
    assert close(NOW + timedelta(days=1)) == 1
    assert again(on_the_day).is_closed


def test_an_account_that_nobody_was_ever_designated_to_goes_a_year_after_it_was_made():
    made = person()

    assert close(made.joined_at + closing.KEPT_FOR) == 0
    assert close(made.joined_at + closing.KEPT_FOR + timedelta(seconds=1)) == 1


def test_whoever_was_designated_since_he_was_found_due_stays():
    user = somebody_who_left()
    designated(user, "focal_point", "KEN")

    assert not closing._closed(user.pk, NOW)

    assert again(user).email == "somchai@example.org"


def test_what_is_killed_in_the_middle_leaves_the_account_whole_and_the_next_time_closes_it(monkeypatch):
    user = somebody_who_left(password=PASSWORD)
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={})
    with monkeypatch.context() as late:
        late.setattr(closing, "announce", killed)
        with pytest.raises(KeyboardInterrupt), transaction.atomic():
            close()

    assert Authenticator.objects.filter(user=user).exists()
    assert (again(user).email, again(user).has_usable_password()) == (user.email, True)
    assert close() == 1
    assert again(user).is_closed


def test_no_history_holds_an_address_and_each_tells_that_it_changed_and_when():
    user = somebody_who_left()
    user.email = "prasert@example.org"
    user.save()
    user.title = "Deputy"
    user.save()
    changed_at = again(user).email_changed_at

    close(NOW)

    assert changed_at
    assert len(events(user)) == 4
    assert not [event for event in events(user) if "@" in event]
    assert [f'"email_changed_at": "{changed_at:%Y-%m-%dT%H:%M}' in event for event in events(user)][:3] == [
        False, True, True,
    ]  # fmt: skip


def test_when_an_address_changed_is_said_by_the_database_alone():
    user = person(email_changed_at=NOW)

    assert again(user).email_changed_at is None
    User.objects.filter(pk=user.pk).update(email_changed_at=NOW)
    assert again(user).email_changed_at is None
    User.objects.filter(pk=user.pk).update(email="other@example.org", email_changed_at=NOW)

    changed_at = again(user).email_changed_at
    assert changed_at
    assert changed_at < NOW


def test_a_closed_account_is_not_opened_or_appointed_before_it_has_an_address_and_then_is_not_closed_again_at_once():
    user = somebody_who_left()
    close()
    closed = again(user)
    closed.is_active = True

    with pytest.raises(ValidationError, match="give it one first"):
        closed.full_clean()
    with pytest.raises(IntegrityError, match="user_who_may_sign_in_has_an_address"), transaction.atomic():
        closed.save()
    with pytest.raises(DesignationRefused, match="give it one first"):
        designate(
            closed, role="focal_point", respondent_id=state("KEN").pk, from_on=BEFORE, by=program("a test"), now=NOW
        )  # fmt: skip

    closed.email = "back@example.org"
    closed.full_clean()
    closed.save()
    changed_at, long_ago = again(user).email_changed_at, date(2022, 1, 1)
    user.designations.update(until_on=long_ago)
    User.objects.filter(pk=user.pk).update(joined_at=datetime(2020, 1, 1, tzinfo=UTC))
    assert close(changed_at + closing.KEPT_FOR) == 0
    assert close(changed_at + closing.KEPT_FOR + timedelta(seconds=1)) == 1


def test_the_accounts_pages_say_so_and_offer_it_to_no_appointment(client):
    user = somebody_who_left()
    close()
    client.force_login(person("administrator"))
    said = {"name": user.name, "title": "", "language": "en", "is_active": "on"}
    none = {"designations-TOTAL_FORMS": "0", "designations-INITIAL_FORMS": "0"}
    page = reverse("admin:commitments_user_change", args=[user.pk])

    opened = client.post(page, {**said, **none, "email": again(user).email})
    appointed = client.post(
        reverse("admin:commitments_designation_add"), {"user": str(user.pk), "role": "officer", "from_on": "2026-01-01"}
    )
    assert (opened.status_code, "give it one first" in opened.content.decode()) == (200, True)
    assert (appointed.status_code, user.designations.count()) == (200, 1)

    assert client.post(page, {**said, **none, "email": "back@example.org"}).status_code == 302
    assert again(user).is_active


def test_what_somebody_made_says_his_name_after_his_account_was_closed():
    user = somebody_who_left()
    with acting(actor_for(user, today=LONG_AGO)):
        evidence = make.evidence("THA", created_by=user)

    close()

    assert str(type(evidence).objects.get(pk=evidence.pk).created_by) == user.name
