"""Who must give a second factor opens nothing without it; who has one gives it; nobody gives it twice with the same digits."""

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse

from commitments.access.actor import Grant
from commitments.access.middleware import actor_of
from commitments.access.permissions import Permission
from commitments.access.roles import BY_CODE, DESIGNATED, Role
from commitments.access.second_factor import NEEDS, Need, is_required
from tests.factories.access import designated, person
from tests.permissions.scene import scene
from tests.permissions.table import ROUTES
from tests.second_factor import an_app_of, digits_of

pytestmark = pytest.mark.django_db

PASSWORD = "a long sentence to sign in"
CENTRAL = ("officer", "approver", "reader", "administrator")
SET_UP = "/accounts/2fa/"


def with_password(role, code=None, **fields):
    user = person(role, code, **fields)
    user.set_password(PASSWORD)
    user.save()
    return user


def sign_in(user, client=None):
    """By the front door, as far as the password goes."""
    client = client or Client()
    client.answer = client.post("/accounts/login/", {"login": user.email, "password": PASSWORD})
    return client


def second_step(client, digits):
    return client.post("/accounts/2fa/authenticate/", {"code": digits})


def test_the_table_says_it_of_every_role_and_a_role_that_it_forgot_needs_one():
    class Forgotten(Role):
        code = "forgotten"

    assert set(NEEDS) == set(DESIGNATED)
    assert {role.code for role, need in NEEDS.items() if need is Need.REQUIRED} == set(CENTRAL)
    assert is_required(Forgotten)


@pytest.mark.parametrize("role", CENTRAL)
def test_without_a_second_factor_every_page_leads_to_setting_one_up(role, settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)
    parts = scene().parts
    client = sign_in(with_password(role, app=False))

    got = {
        name: client.get(route.address.format(**parts))
        for name, route in ROUTES.items()
        if route.method == "GET" and route.address not in settings.PATHS_WITHOUT_ACTOR
    }

    assert {name for name, answer in got.items() if answer.status_code != 302 or answer["Location"] != SET_UP} == set()
    assert client.get(SET_UP).status_code == 200


@pytest.mark.parametrize("role", CENTRAL)
def test_without_a_second_factor_no_verb_is_carried_out(role, settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)
    parts = scene().parts
    client = sign_in(with_password(role, app=False))

    got = {
        name: client.generic(route.method, route.address.format(**parts)).status_code
        for name, route in ROUTES.items()
        if route.method not in ("GET", "HEAD")
    }

    assert set(got.values()) == {403}


def test_without_a_second_factor_the_accounts_pages_stay_shut():
    client = sign_in(with_password("administrator", app=False))
    somebody = person()

    answers = [
        client.get("/administration/"),
        client.post(reverse("admin:commitments_designation_add"), {"user": somebody.pk}),
    ]

    assert [answer.status_code for answer in answers] == [302, 403]
    assert not somebody.designations.exists()


@pytest.mark.parametrize(
    ("headers", "kind"),
    [
        ({"hx-request": "true", "hx-target": "rows"}, "text/html"),
        ({"accept": "application/json"}, "application/json"),
    ],
)
def test_a_part_of_a_page_and_a_program_are_refused_in_words_and_not_led_about(headers, kind):
    client = sign_in(with_password("officer", app=False))

    answer = client.get("/dashboard/", headers=headers)

    assert answer.status_code == 403
    assert answer["Content-Type"].startswith(kind)
    assert "second step" in answer.content.decode()
    assert answer.get("HX-Redirect") == (SET_UP if "hx-request" in headers else None)


def test_an_actor_of_a_session_without_it_holds_none_of_the_roles_that_need_it(rf):
    user = with_password("officer", app=False)
    designated(user, "focal_point", "THA")
    request = rf.get("/")
    request.user, request.session = user, {}

    actor = actor_of(request)

    assert [grant.role_code for grant in actor.grants] == ["focal_point"]
    assert not actor.is_secretariat
    assert not actor.may(Permission.SUBMISSION_READ)
    assert all(isinstance(grant, Grant) and BY_CODE[grant.role_code] for grant in actor.grants)


def test_a_focal_point_needs_none_and_is_offered_one():
    client = sign_in(with_password("focal_point", "THA"))

    assert client.get("/desk/").status_code == 200
    assert "Set up an app" in client.get(SET_UP).content.decode()


def test_wrong_digits_set_nothing_up():
    user = with_password("officer", app=False)
    client = sign_in(user)
    client.get("/accounts/2fa/totp/activate/")

    answer = client.post("/accounts/2fa/totp/activate/", {"code": "000000"})

    assert answer.status_code == 200
    assert not Authenticator.objects.filter(user=user).exists()
    assert client.get("/dashboard/").status_code == 302


def test_the_password_alone_signs_nobody_in_who_has_a_second_factor():
    client = sign_in(with_password("officer"))

    assert client.answer["Location"] == "/accounts/2fa/authenticate/"
    assert "/accounts/login/" in client.get("/dashboard/")["Location"]


def test_password_and_digits_sign_in():
    user = with_password("officer")
    client = sign_in(user)

    assert second_step(client, "000000").status_code == 200
    assert second_step(client, digits_of(user))["Location"] == "/dashboard/"
    assert client.get("/dashboard/").status_code == 200


def test_the_same_digits_do_not_sign_in_twice():
    user = with_password("officer")
    digits = digits_of(user)
    second_step(sign_in(user), digits)
    other = sign_in(user)

    assert second_step(other, digits).status_code == 200
    assert "/accounts/login/" in other.get("/dashboard/")["Location"]


def test_digits_stay_used_as_long_as_they_could_be_accepted(settings):
    from django.core.cache import cache

    user = with_password("officer")
    digits = digits_of(user)
    second_step(sign_in(user), digits)

    key = Authenticator.objects.get(user=user).wrap()._get_used_cache_key(digits)
    left = cache._cache.get_client(None).ttl(cache.make_key(key))

    assert left > 60


def test_a_recovery_code_is_a_second_factor_once():
    user = with_password("officer")
    client = Client()
    client.force_login(user)
    client.post("/accounts/2fa/recovery-codes/generate/")
    code = Authenticator.objects.get(user=user, type="recovery_codes").wrap().get_unused_codes()[0]

    first, again = sign_in(user), sign_in(user)
    answers = [second_step(first, code), second_step(again, code)]

    assert [answer.status_code for answer in answers] == [302, 200]
    assert first.get("/dashboard/").status_code == 200


def test_a_session_from_before_gives_the_factor_and_may_not_add_another_before():
    user = with_password("officer", app=False)
    client = sign_in(user)
    an_app_of(user)

    led = client.get("/dashboard/")["Location"]
    adding = [client.get(f"/accounts/2fa/{page}/") for page in ("webauthn/add", "totp/activate")]
    client.post(led, {"code": digits_of(user), "next": "/dashboard/"})

    assert led == "/accounts/2fa/reauthenticate/?next=%2Fdashboard%2F"
    assert [answer["Location"].partition("?")[0] for answer in adding] == ["/accounts/2fa/reauthenticate/"] * 2
    assert client.get("/dashboard/").status_code == 200


def test_a_factor_that_was_removed_counts_in_no_session():
    user = with_password("officer")
    client = sign_in(user)
    second_step(client, digits_of(user))
    assert client.get("/dashboard/").status_code == 200

    Authenticator.objects.filter(user=user).delete()

    assert client.get("/dashboard/")["Location"] == SET_UP


def test_another_persons_record_in_a_session_counts_for_nothing():
    one, other = with_password("officer"), with_password("officer", app=False)
    client = sign_in(one)
    second_step(client, digits_of(one))
    records = client.session["account_authentication_methods"]

    client = sign_in(other)
    session = client.session
    session["account_authentication_methods"] = records
    session.save()

    assert client.get("/dashboard/")["Location"] == SET_UP


@pytest.mark.parametrize(
    "page", ["", "totp/activate/", "recovery-codes/generate/", "webauthn/", "webauthn/add/", "totp/deactivate/"]
)
def test_every_page_of_it_opens_in_the_look_of_the_program(page):
    client = Client()
    client.force_login(person("officer"))
    if page == "totp/activate/":
        client = sign_in(with_password("officer", app=False))

    body = client.get(f"/accounts/2fa/{page}").content.decode()

    assert 'class="page-header"' in body
    assert "site-head" in body


def test_nobody_removes_anothers_passkey():
    owner = person("officer")
    key = Authenticator.objects.create(user=owner, type="webauthn", data={"name": "Key", "credential": {}})
    client = Client()
    client.force_login(person("administrator"))

    answers = [
        client.post(f"/accounts/2fa/webauthn/keys/{key.pk}/{verb}/", {"name": "Mine"}) for verb in ("remove", "edit")
    ]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert Authenticator.objects.filter(pk=key.pk).exists()
