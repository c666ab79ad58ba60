"""The first administrator, and everybody after: an account comes with a designation."""

import pytest
from django.core.management import CommandError, call_command

from commitments.access.models import Designation, User

pytestmark = pytest.mark.django_db


def test_a_person_is_appointed_and_an_account_is_made_without_a_password():
    call_command("designate", "Ana@Example.org", "--role", "administrator", "--name", "Ana")

    user = User.objects.get()
    assert (user.email, user.name, user.has_usable_password(), user.is_staff) == ("ana@example.org", "Ana", False, True)


def test_appointed_twice_the_designation_is_there_once():
    for _ in range(2):
        call_command("designate", "ana@example.org", "--role", "focal_point", "--for", "tha")

    assert Designation.objects.count() == 1


@pytest.mark.parametrize(
    "words",
    [["--role", "focal_point"], ["--role", "focal_point", "--for", "XXX"], ["--role", "officer", "--for", "THA"]],
)
def test_a_role_without_its_state_or_with_one_too_many_is_refused_and_makes_no_account(words):
    with pytest.raises(CommandError):
        call_command("designate", "ana@example.org", *words)

    assert not User.objects.exists()


def test_nobody_signs_up(client):
    response = client.post(
        "/accounts/signup/", {"email": "x@example.org", "password1": "a" * 14, "password2": "a" * 14}
    )

    assert not User.objects.exists()
    assert response.status_code in {200, 403, 404}


def test_an_administrator_opens_accounts_and_finds_no_content_there(client):
    from tests.factories.access import person

    client.force_login(person("administrator"))

    page = client.get("/administration/").content.decode()

    assert "Accounts" in page or "accounts" in page
    assert not any(word in page for word in ("Submission", "Obligation report", "Evidence", "Implementation action"))


@pytest.mark.parametrize("role", ["officer", "focal_point"])
def test_nobody_else_opens_accounts(client, role):
    from tests.factories.access import person

    client.force_login(person(role, "THA" if role == "focal_point" else None))

    assert client.get("/administration/").status_code == 302
