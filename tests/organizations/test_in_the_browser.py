"""The whole way in a real browser, without script: the button, the organization's page, and back."""

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

from tests.factories.access import person
from tests.organizations.process import Provider, configured, free_port

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ADDRESS = "somebody@justice.example"


@pytest.fixture
def port(monkeypatch: Any) -> int:
    """Where the organization will listen: the site must know before it starts, and the organization where the site is."""
    found = free_port()
    monkeypatch.setenv("SIGN_IN_PROVIDERS", json.dumps([configured(f"http://127.0.0.1:{found}")]))
    return found


@pytest.fixture
def organization(port: int, live_server_url: str) -> Iterator[Provider]:
    started = Provider(live_server_url, port=port)
    yield started
    started.stop()


def test_a_button_leads_to_the_organization_and_back_to_what_was_wanted(
    organization: Provider, live_server_url: str, browser: "Browser"
) -> None:
    person("focal_point", "THA", email=ADDRESS)
    organization.says("s-1", ADDRESS)
    page = browser.new_context(base_url=live_server_url, java_script_enabled=False).new_page()

    page.goto("/accounts/login/?next=/records/")
    page.get_by_role("link", name="Ministry of Justice").click()
    page.get_by_role("link", name="It is me").click()
    page.wait_for_url("**/records/")

    page.goto("/accounts/organization/justice/again/")
    assert page.get_by_text("confirmed that it is you").is_visible()
    page.context.close()


def test_who_is_unknown_reads_why_and_what_to_do(
    organization: Provider, live_server_url: str, browser: "Browser"
) -> None:
    organization.says("s-1", "stranger@justice.example")
    page = browser.new_context(base_url=live_server_url, java_script_enabled=False).new_page()

    page.goto("/accounts/login/")
    page.get_by_role("link", name="Ministry of Justice").click()
    page.get_by_role("link", name="It is me").click()

    assert page.get_by_text("There is no account for you here").is_visible()
    assert page.get_by_label("Password", exact=True).is_visible()
    page.context.close()
