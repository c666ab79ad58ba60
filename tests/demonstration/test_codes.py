"""Demonstration accounts of the secretariat have an authenticator app whose digits a command says; nobody else's, never in production."""

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from commitments.access.roles import DESIGNATED
from commitments.access.second_factor import is_required
from commitments.demonstration.accounts import PASSWORD, address, make_accounts
from commitments.respondents.models import Respondent
from tests.factories.access import person

pytestmark = pytest.mark.django_db

CENTRAL = [address(role) for role in DESIGNATED if is_required(role)]


@pytest.fixture
def accounts():
    make_accounts(list(Respondent.objects.filter(code="THA")), now=timezone.now())


@pytest.mark.parametrize("email", CENTRAL)
def test_the_command_says_the_digits_with_which_the_account_signs_in(accounts, email, capsys):
    call_command("show_code", email)
    digits = capsys.readouterr().out.strip()
    client = Client()

    client.post("/accounts/login/", {"login": email, "password": PASSWORD})
    answer = client.post("/accounts/2fa/authenticate/", {"code": digits})

    assert answer.status_code == 302
    assert client.get("/exports/").status_code == (403 if email.startswith("administrator") else 200)


def test_people_of_a_state_sign_in_with_the_password(accounts):
    client = Client()

    client.post("/accounts/login/", {"login": "focal-point.tha@example.org", "password": PASSWORD})

    assert client.get("/desk/").status_code == 200


def test_production_tells_nobodys_digits(accounts, settings):
    settings.DEPLOYMENT = "production"

    with pytest.raises(CommandError, match="Production"):
        call_command("show_code")


def test_digits_of_a_real_account_are_told_to_nobody(accounts):
    somebody = person("officer")

    with pytest.raises(CommandError, match="no demonstration account"):
        call_command("show_code", somebody.email)
