"""A second factor is set up and used in a real browser: an authenticator app without script, a passkey with one."""

from typing import TYPE_CHECKING, Any

import pytest

from commitments.access.models import User
from commitments.demonstration.codes import code_of
from tests.factories.access import person

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

PASSWORD = "a long sentence to sign in"
KEY = {
    "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
    "isUserVerified": True, "automaticPresenceSimulation": True,
}  # fmt: skip


@pytest.fixture
def officer(committed_db: str) -> User:
    user = person("officer", app=False)
    user.set_password(PASSWORD)
    user.save()
    return user


def press(page: "Page", name: str) -> None:
    page.get_by_role("main").get_by_role("button", name=name, exact=True).click()


def sign_in(page: "Page", user: User) -> None:
    page.goto("/accounts/login/")
    page.get_by_label("Email").fill(user.email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    press(page, "Sign in")


def with_a_key(page: "Page") -> Any:
    """A device of the person that keeps passkeys, as Chromium plays it."""
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    return devices, devices.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})["authenticatorId"]


def test_an_app_is_set_up_and_used_without_any_script(browser: "Browser", live_server_url: str, officer: User) -> None:
    page = browser.new_context(base_url=live_server_url, java_script_enabled=False).new_page()
    sign_in(page, officer)
    assert page.get_by_role("heading", name="Your role needs a second step").is_visible()

    page.get_by_role("link", name="Set up an app").click()
    page.get_by_label("Authenticator code").fill(code_of(page.locator("main code").inner_text()))
    press(page, "Set up the app")

    assert page.locator("main li code").count() == 10
    recovery = page.locator("main li code").first.inner_text()
    assert page.goto("/dashboard/").url.endswith("/dashboard/")

    press_sign_out(page)
    sign_in(page, officer)
    page.get_by_label("Code").fill(recovery)
    press(page, "Sign in")

    assert page.get_by_role("navigation", name="Main").get_by_role("link", name="Dashboard").count() == 1
    page.context.close()


def press_sign_out(page: "Page") -> None:
    page.goto("/accounts/logout/")
    press(page, "Sign out")


def test_a_passkey_is_added_is_the_second_step_and_signs_in_without_a_password(page: "Page", officer: User) -> None:
    devices, key = with_a_key(page)
    sign_in(page, officer)

    page.get_by_role("link", name="Add a passkey").click()
    page.get_by_label("Passwordless").check()
    press(page, "Add the passkey")
    page.get_by_role("heading", name="Recovery codes").wait_for()
    assert page.goto("/dashboard/").url.endswith("/dashboard/")
    assert len(devices.send("WebAuthn.getCredentials", {"authenticatorId": key})["credentials"]) == 1

    press_sign_out(page)
    sign_in(page, officer)
    press(page, "Use a passkey")
    page.wait_for_url("**/dashboard/")

    press_sign_out(page)
    page.goto("/accounts/login/")
    press(page, "Sign in with a passkey")
    page.wait_for_url("**/dashboard/")


def test_a_device_without_a_passkey_of_the_person_signs_nobody_in_and_the_page_says_so(
    page: "Page", officer: User
) -> None:
    with_a_key(page)
    page.goto("/accounts/login/")

    press(page, "Sign in with a passkey")

    page.get_by_text("The passkey was not used").wait_for()
    assert page.goto("/dashboard/").url.endswith("/accounts/login/?next=/dashboard/")
