"""Nobody is in who was not designated; guessing is slow; a sign-in from a new place is told; sessions are ended."""

import re
import time

import pytest
from allauth.core.internal import ratelimit
from allauth.usersessions.models import UserSession
from django.contrib.auth.hashers import identify_hasher
from django.test import Client
from django.urls import NoReverseMatch, reverse

from commitments.access.models import User
from tests.factories.access import person
from tests.second_factor import digits_of

pytestmark = pytest.mark.django_db

PASSWORD = "a long sentence to sign in"
FIREFOX, SAFARI = {"user-agent": "Firefox on the desk"}, {"user-agent": "Safari on the road"}


@pytest.fixture
def somebody():
    return with_password("focal_point", "THA")


def with_password(role=None, code=None):
    user = person(role, code)
    user.set_password(PASSWORD)
    user.save()
    return user


def sign_in(user, client=None, *, password=PASSWORD, address="203.0.113.7", **headers):
    client = client or Client()
    client.answer = client.post(
        "/accounts/login/", {"login": user.email, "password": password}, headers=headers, REMOTE_ADDR=address
    )
    return client


def is_in(client):
    return client.get("/desk/actions/").status_code == 200


def test_nobody_signs_up_by_any_way(client):
    typed = {"email": "x@example.org", "password1": PASSWORD, "password2": PASSWORD}

    answers = [client.get("/accounts/signup/"), client.post("/accounts/signup/", typed)]

    assert all("Accounts are opened on request" in answer.content.decode() for answer in answers)
    assert not User.objects.exists()
    for name in ("account_signup_by_passkey", "mfa_signup_webauthn", "account_request_login_code"):
        with pytest.raises(NoReverseMatch):
            reverse(name)


def test_whoever_was_not_designated_is_told_nothing_and_written_nothing(client, mailoutbox):
    answer = client.post("/accounts/password/reset/", {"email": "stranger@example.org"})

    assert answer["Location"] == "/accounts/password/reset/done/"
    assert mailoutbox == []


def test_designation_is_an_invitation_with_a_link_at_which_the_password_is_chosen(
    mailoutbox, django_capture_on_commit_callbacks
):
    administrator = Client()
    administrator.force_login(person("administrator"))
    administrator.post(
        reverse("admin:commitments_user_add"),
        {
            "email": "ana@example.org", "name": "Ana", "language": "en", "is_active": "on",
            "designations-TOTAL_FORMS": "0", "designations-INITIAL_FORMS": "0",
        },
    )  # fmt: skip
    ana = User.objects.get(email="ana@example.org")
    before = len(mailoutbox)

    with django_capture_on_commit_callbacks(execute=True):
        administrator.post(
            reverse("admin:commitments_designation_add"),
            {"user": ana.pk, "role": "officer", "from_on": "2026-01-01", "note_verbale": "NV 1"},
        )

    (mail,) = mailoutbox
    assert (before, mail.to) == (0, ["ana@example.org"])
    client = Client()
    form = client.get(re.search(r"http://testserver(\S+)", mail.body).group(1))["Location"]
    client.post(form, {"password1": PASSWORD, "password2": PASSWORD})
    assert sign_in(ana).answer["Location"] == "/dashboard/"


def test_who_has_a_password_is_not_invited_again(mailoutbox, django_capture_on_commit_callbacks):
    administrator = Client()
    administrator.force_login(person("administrator"))
    known = with_password()

    with django_capture_on_commit_callbacks(execute=True):
        administrator.post(
            reverse("admin:commitments_designation_add"), {"user": known.pk, "role": "officer", "from_on": "2026-01-01"}
        )

    assert known.designations.exists()
    assert mailoutbox == []


def test_passwords_are_kept_as_argon2(somebody):
    assert identify_hasher(somebody.password).algorithm == "argon2"


def test_after_five_wrong_passwords_the_right_one_does_not_open_the_account_from_anywhere(somebody):
    for number in range(5):
        sign_in(somebody, password="guessed", address=f"203.0.113.{number}")

    client = sign_in(somebody, address="198.51.100.1")

    assert "Too many failed login attempts" in client.answer.content.decode()
    assert not is_in(client)


def test_another_account_is_not_locked_with_it(somebody):
    for number in range(5):
        sign_in(somebody, password="guessed", address=f"203.0.113.{number}")

    assert is_in(sign_in(with_password("focal_point", "KEN")))


def test_some_minutes_later_the_account_opens_again(somebody, monkeypatch):
    for number in range(5):
        sign_in(somebody, password="guessed", address=f"203.0.113.{number}")

    now = time.time()
    monkeypatch.setattr(ratelimit.time, "time", lambda: now + 301)

    assert is_in(sign_in(somebody))


def test_from_one_address_ten_wrong_passwords_a_minute_are_the_end_whatever_the_accounts(somebody):
    for _ in range(10):
        sign_in(person(), password="guessed")

    assert not is_in(sign_in(somebody))
    assert is_in(sign_in(somebody, address="198.51.100.1"))


def test_guessing_at_the_digits_is_as_slow():
    officer = with_password("officer")
    client = sign_in(officer)
    for _ in range(5):
        client.post("/accounts/2fa/authenticate/", {"code": "000000"})

    answer = client.post("/accounts/2fa/authenticate/", {"code": digits_of(officer)})

    assert answer.status_code == 200
    assert "/accounts/login/" in client.get("/dashboard/")["Location"]


def test_too_many_requests_are_answered_with_a_page_that_helps(somebody):
    for _ in range(20):
        Client().post("/accounts/password/reset/", {"email": somebody.email})

    answer = Client().post("/accounts/password/reset/", {"email": somebody.email})

    assert answer.status_code == 429
    assert "<main" in answer.content.decode()


def test_the_accounts_pages_have_no_door_of_their_own(client):
    administrator = with_password("administrator")

    answer = client.post("/administration/login/", {"username": administrator.email, "password": PASSWORD})

    assert answer["Location"].startswith("/accounts/login/")
    assert "sessionid" not in client.cookies


def test_a_sign_in_from_a_browser_not_seen_before_is_told_by_mail_once(
    somebody, mailoutbox, django_capture_on_commit_callbacks
):
    browser = Client()

    with django_capture_on_commit_callbacks(execute=True):
        sign_in(somebody, browser, **FIREFOX)
        browser.post("/accounts/logout/")
        sign_in(somebody, browser, **FIREFOX)
    told_of_the_first = [mail.to for mail in mailoutbox]
    with django_capture_on_commit_callbacks(execute=True):
        sign_in(somebody, Client(), address="198.51.100.1", **SAFARI)

    assert told_of_the_first == [[somebody.email]]
    assert len(mailoutbox) == 2
    assert "198.51.100.1" in mailoutbox[1].body
    assert "Safari on the road" in mailoutbox[1].body


def test_a_browser_known_to_one_person_is_new_to_another(somebody, mailoutbox, django_capture_on_commit_callbacks):
    browser, other = Client(), with_password("focal_point", "KEN")

    with django_capture_on_commit_callbacks(execute=True):
        sign_in(somebody, browser)
        browser.post("/accounts/logout/")
        sign_in(other, browser)

    assert [mail.to for mail in mailoutbox] == [[somebody.email], [other.email]]


def test_a_browser_cannot_say_of_itself_that_it_is_known(somebody, mailoutbox, django_capture_on_commit_callbacks):
    forger = Client()
    forger.cookies["known"] = f"{somebody.pk}:1x:forged"

    with django_capture_on_commit_callbacks(execute=True):
        sign_in(somebody, forger)

    assert len(mailoutbox) == 1


def test_a_mail_that_cannot_be_sent_keeps_nobody_out(
    somebody, settings, django_capture_on_commit_callbacks, monkeypatch
):
    def fails(*_):
        raise OSError("no mail server")

    monkeypatch.setattr("django.core.mail.EmailMessage.send", fails)

    with django_capture_on_commit_callbacks(execute=True):
        client = sign_in(somebody)

    assert is_in(client)


def test_sessions_are_listed_and_one_of_them_is_ended(somebody):
    here, there = sign_in(somebody, **FIREFOX), sign_in(somebody, **SAFARI)
    page = here.get("/accounts/sessions/").content.decode()
    (other,) = UserSession.objects.exclude(session_key=here.session.session_key)

    answer = here.post(f"/accounts/sessions/{other.pk}/end/")

    assert "Firefox on the desk" in page
    assert "Safari on the road" in page
    assert answer["Location"] == "/accounts/sessions/"
    assert (is_in(here), is_in(there)) == (True, False)


def test_all_others_are_ended_at_once(somebody):
    here, there, elsewhere = (sign_in(somebody) for _ in range(3))

    here.post("/accounts/sessions/")

    assert [is_in(client) for client in (here, there, elsewhere)] == [True, False, False]


def test_nobody_ends_or_sees_the_session_of_another(somebody):
    victim, intruder = sign_in(somebody, **SAFARI), sign_in(with_password("focal_point", "KEN"), **FIREFOX)
    theirs = UserSession.objects.get(user=somebody)

    answer = intruder.post(f"/accounts/sessions/{theirs.pk}/end/")

    assert answer.status_code == 404
    assert "Safari" not in intruder.get("/accounts/sessions/").content.decode()
    assert is_in(victim)


def test_another_password_ends_every_other_session(somebody):
    here, there = sign_in(somebody), sign_in(somebody)

    here.post(
        "/accounts/password/change/",
        {"oldpassword": PASSWORD, "password1": "another long sentence", "password2": "another long sentence"},
    )

    assert (is_in(here), is_in(there)) == (True, False)
