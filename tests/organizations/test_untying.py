"""An administrator unties an account from its organization; nobody ties one by hand, the database knows it too."""

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse

from commitments.access.acting import acting
from commitments.access.models import OrganizationIdentity
from commitments.access.services import IdentityNotUntied, untie
from commitments.history.models import Event
from tests.factories.access import actor, person
from tests.factories.submissions import NOON

pytestmark = pytest.mark.django_db

START = "/accounts/organization/justice/"
ADDRESS = "somebody@justice.example"


@pytest.fixture
def somebody():
    return person("focal_point", "THA", email=ADDRESS)


@pytest.fixture
def tie(somebody, provider):
    return OrganizationIdentity.objects.create(user=somebody, issuer=provider.issuer, subject="s-1", tied_at=NOON)


@pytest.fixture
def accounts():
    client = Client()
    client.force_login(person("administrator"))
    return client


def page_of(tie):
    return reverse("admin:commitments_organizationidentity_change", args=[tie.pk])


def sign_in(visitor):
    client = Client()
    client.get(visitor.comes_back(client.get(START)["Location"]))
    return client


def test_it_is_kept_who_did_it_and_why_and_the_sessions_end(accounts, visitor, provider, tie):
    provider.says("s-1")
    there = sign_in(visitor)
    before = there.get("/desk/actions/").status_code

    accounts.post(page_of(tie), {"untied_reason": "Left the ministry"})

    tie.refresh_from_db()
    assert (before, there.get("/desk/actions/").status_code) == (200, 302)
    assert (tie.untied_reason, tie.untied_by.name) == ("Left the ministry", accounts.get("/").wsgi_request.user.name)
    assert Event.objects.filter(name="organization_identity_untied", subject_id=tie.pk).exists()


def test_his_organization_may_tie_him_again_by_his_address(accounts, visitor, provider, tie):
    accounts.post(page_of(tie), {"untied_reason": "By mistake"})
    provider.says("s-1", ADDRESS)

    client = sign_in(visitor)

    tie.refresh_from_db()
    assert client.get("/desk/actions/").status_code == 200
    assert tie.untied_at is None


def test_without_a_reason_nothing_is_untied(accounts, tie):
    answer = accounts.post(page_of(tie), {"untied_reason": " "}, follow=True)

    tie.refresh_from_db()
    assert "Say why" in answer.content.decode()
    assert tie.untied_at is None


def test_twice_is_refused(accounts, tie):
    for reason in ("Left", "Left again"):
        answer = accounts.post(page_of(tie), {"untied_reason": reason}, follow=True)

    tie.refresh_from_db()
    assert "untied already" in answer.content.decode()
    assert tie.untied_reason == "Left"


@pytest.mark.parametrize("role", ["officer", "focal_point"])
def test_nobody_but_an_administrator_unties(tie, role):
    by = actor(role, "THA" if role == "focal_point" else None)

    with pytest.raises(IdentityNotUntied, match="Only an administrator"):
        untie(tie, reason="Because", by=by, now=NOON)


def test_no_page_ties_or_deletes(accounts, tie):
    pages = [reverse("admin:commitments_organizationidentity_add"), page_of(tie).replace("change", "delete")]

    assert [accounts.post(page).status_code for page in pages] == [403, 403]


@pytest.mark.parametrize("role", ["administrator", "officer"])
def test_the_database_lets_no_person_tie_an_account(somebody, role):
    by = actor(role)

    with pytest.raises(DatabaseError, match="tied to an organization by signing in"), transaction.atomic(), acting(by):
        OrganizationIdentity.objects.create(user=somebody, issuer="https://evil.example", subject="s", tied_at=NOON)


def test_the_database_lets_no_other_person_untie_one(tie):
    by = actor("officer")

    with pytest.raises(DatabaseError, match="untied by an administrator"), transaction.atomic(), acting(by):
        OrganizationIdentity.objects.filter(pk=tie.pk).update(
            untied_at=NOON, untied_reason="Because", untied_by=by.user_id
        )


@pytest.mark.parametrize("change", [{"subject": "s-9"}, {"issuer": "https://evil.example"}])
def test_a_tie_is_never_given_to_another(tie, change):
    with pytest.raises(DatabaseError), transaction.atomic():
        OrganizationIdentity.objects.filter(pk=tie.pk).update(**change)
