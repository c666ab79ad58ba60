"""Whoever lost his telephone and his codes: another administrator removes them, with a reason, and the person is told."""

import pytest
from allauth.mfa.models import Authenticator
from django.core.management import CommandError, call_command
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse

from commitments.access.acting import acting
from commitments.access.actor import program
from commitments.access.models import SecondFactorRemoval, actor_for
from commitments.access.services import FactorNotRemoved, remove_second_factor
from commitments.history.models import Event
from tests.factories import submissions as make
from tests.factories.access import actor, person
from tests.second_factor import digits_of

pytestmark = pytest.mark.django_db

PASSWORD = "a long sentence to sign in"
ADD = "admin:commitments_secondfactorremoval_add"
WHY = "Telephone stolen; note verbale 7 of 3 March"


@pytest.fixture
def administrator():
    return person("administrator")


@pytest.fixture
def accounts(administrator):
    return signed_in(administrator)


@pytest.fixture
def officer():
    return person("officer")


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def by_the_front_door(user):
    user.set_password(PASSWORD)
    user.save()
    client = Client()
    client.post("/accounts/login/", {"login": user.email, "password": PASSWORD})
    client.post("/accounts/2fa/authenticate/", {"code": digits_of(user)})
    return client


def has_factor(user):
    return Authenticator.objects.filter(user=user).exists()


def remove(client, user, reason=WHY):
    return client.post(reverse(ADD), {"user": user.pk, "reason": reason})


def test_an_administrator_removes_it_and_it_is_kept_who_did_it_when_and_why(accounts, administrator, officer):
    answer = remove(accounts, officer)

    removal = SecondFactorRemoval.objects.get()
    assert answer.status_code == 302
    assert not has_factor(officer)
    assert (removal.user, removal.removed_by, removal.kinds) == (officer, administrator, ["totp"])
    assert removal.reason == WHY
    assert Event.objects.filter(name="second_factor_removed", actor_user=administrator).exists()


def test_every_session_of_the_person_is_ended_and_nobody_elses(accounts, officer):
    there, other = by_the_front_door(officer), by_the_front_door(person("officer"))
    before = there.get("/dashboard/").status_code

    remove(accounts, officer)

    assert before == 200
    assert there.get("/accounts/sessions/")["Location"].startswith("/accounts/login/")
    assert other.get("/dashboard/").status_code == 200


def test_the_person_is_told_who_did_it_and_why(
    accounts, administrator, officer, mailoutbox, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        remove(accounts, officer)

    (mail,) = mailoutbox
    assert mail.to == [officer.email]
    assert WHY in mail.body
    assert administrator.name in mail.body


def test_the_person_signs_in_with_his_password_and_opens_nothing_before_he_set_up_another(accounts, officer):
    by_the_front_door(officer)
    remove(accounts, officer)
    client = Client()

    client.post("/accounts/login/", {"login": officer.email, "password": PASSWORD})

    assert client.get("/dashboard/")["Location"] == "/accounts/2fa/"


def test_whoever_comes_second_is_told_and_nothing_is_done_twice(accounts, officer, monkeypatch):
    def quicker(user, **also):
        Authenticator.objects.filter(user=user).delete()
        return remove_second_factor(user, **also)

    monkeypatch.setattr("commitments.access.admin.remove_second_factor", quicker)

    answer = accounts.post(reverse(ADD), {"user": officer.pk, "reason": WHY}, follow=True)

    assert "has no second factor" in answer.content.decode()
    assert not SecondFactorRemoval.objects.exists()


def test_it_is_asked_again_who_is_there(administrator, officer):
    accounts = signed_in(administrator)
    session = accounts.session
    records = "account_authentication_methods"
    session[records] = [{**record, "at": record["at"] - 3600} for record in session[records]]
    session.save()

    answer = remove(accounts, officer)

    assert "/reauthenticate/" in answer["Location"]
    assert has_factor(officer)


def test_an_administrator_does_not_remove_his_own(accounts, administrator):
    answer = remove(accounts, administrator)

    assert answer.status_code == 200
    assert has_factor(administrator)


def test_his_own_is_refused_by_the_verb_too(administrator):
    by = actor_for(administrator, today=make.NOON.date())

    with pytest.raises(FactorNotRemoved, match="his own"):
        remove_second_factor(administrator, reason=WHY, by=by, now=make.NOON)

    assert has_factor(administrator)


@pytest.mark.parametrize("reason", ["", "  "])
def test_without_a_reason_nothing_is_removed(accounts, officer, reason):
    answer = remove(accounts, officer, reason)

    assert answer.status_code == 200
    assert has_factor(officer)


def test_without_a_reason_the_verb_refuses_too(officer):
    with pytest.raises(FactorNotRemoved, match="Say why"):
        remove_second_factor(officer, reason=" ", by=program("test"), now=make.NOON)


@pytest.mark.parametrize(
    ("role", "code"), [("focal_point", "THA"), ("officer", None), ("approver", None), (None, None)]
)
def test_nobody_else_removes_one(officer, role, code):
    client = signed_in(person(role, code))

    answer = remove(client, officer)

    assert answer.status_code in {302, 403}
    assert has_factor(officer)
    with pytest.raises(FactorNotRemoved, match="Only an administrator"):
        remove_second_factor(officer, reason=WHY, by=actor(role, code), now=make.NOON)


def test_an_administrator_who_has_not_given_his_own_removes_none(officer):
    answer = remove(signed_in(person("administrator", app=False)), officer)

    assert answer.status_code == 403
    assert has_factor(officer)


def test_whoever_has_none_is_not_offered(accounts):
    without = person("officer", app=False)

    assert f'value="{without.pk}"' not in accounts.get(reverse(ADD)).content.decode()
    with pytest.raises(FactorNotRemoved, match="has no second factor"):
        remove_second_factor(without, reason=WHY, by=program("test"), now=make.NOON)


def test_what_was_removed_is_read_and_neither_changed_nor_deleted(accounts, officer):
    remove(accounts, officer)
    key = SecondFactorRemoval.objects.get().pk

    page = accounts.get(reverse("admin:commitments_secondfactorremoval_change", args=[key]))
    refused = [
        accounts.post(reverse(f"admin:commitments_secondfactorremoval_{verb}", args=[key]), {"reason": "another"})
        for verb in ("change", "delete")
    ]

    assert WHY in page.content.decode()
    assert [answer.status_code for answer in refused] == [403, 403]
    for spoil in (lambda rows: rows.update(reason="another"), lambda rows: rows.delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            spoil(SecondFactorRemoval.objects.all())


@pytest.mark.parametrize("role", ["officer", "administrator"])
def test_the_database_refuses_a_removal_by_somebody_else_or_of_oneself(role):
    user = person(role)
    victim = user if role == "administrator" else person("officer")

    with (
        pytest.raises(DatabaseError, match="only an administrator"),
        acting(actor_for(user, today=make.NOON.date())),
        transaction.atomic(),
    ):
        SecondFactorRemoval.objects.create(
            user=victim, kinds=["totp"], reason=WHY, removed_by=user, removed_at=make.NOON
        )


def test_the_command_helps_the_only_administrator(
    administrator, mailoutbox, capsys, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        call_command("remove_second_factor", administrator.email.upper(), "--reason", WHY)

    removal = SecondFactorRemoval.objects.get()
    assert not has_factor(administrator)
    assert (removal.user, removal.removed_by) == (administrator, None)
    assert [mail.to for mail in mailoutbox] == [[administrator.email]]
    assert "totp" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("email", "reason", "said"),
    [("nobody@example.org", WHY, "Nobody has an account"), ("ana@example.org", " ", "Say why")],
)
def test_the_command_refuses_in_one_line(email, reason, said):
    ana = person("administrator", email="ana@example.org")

    with pytest.raises(CommandError, match=said):
        call_command("remove_second_factor", email, "--reason", reason)

    assert has_factor(ana)


def test_passkeys_and_recovery_codes_go_with_it(officer):
    Authenticator.objects.create(
        user=officer, type=Authenticator.Type.RECOVERY_CODES, data={"seed": "", "used_mask": 0}
    )
    Authenticator.objects.create(user=officer, type=Authenticator.Type.WEBAUTHN, data={"name": "key"})
    other = person("officer")

    removal = remove_second_factor(officer, reason=WHY, by=program("test"), now=make.NOON)

    assert removal.kinds == ["recovery_codes", "totp", "webauthn"]
    assert not has_factor(officer)
    assert has_factor(other)
