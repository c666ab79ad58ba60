"""The frame of a page in a real browser: narrow, without a script, by keyboard, under the content policy."""

import gzip
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Response

FIRST_VISIT = 100_000


@pytest.fixture
def narrow_without_script(browser: "Browser") -> "Page":
    return browser.new_page(viewport={"width": 360, "height": 700}, java_script_enabled=False)


def test_menu_of_a_narrow_window_opens_and_closes_without_a_script(
    narrow_without_script: "Page", live_server_url: str
) -> None:
    page = narrow_without_script
    page.goto(f"{live_server_url}/accounts/login/")
    treaties = page.locator("#navigation a[href='/treaties/']")
    assert not treaties.is_visible()

    page.get_by_role("link", name="Menu", exact=True).click()
    assert treaties.is_visible()

    page.get_by_role("link", name="Close the menu").click()
    assert not treaties.is_visible()


@pytest.mark.parametrize("width", [320, 360, 768, 1280])
def test_first_visit_is_light_scrolls_one_way_only_and_breaks_no_policy(
    browser: "Browser", live_server_url: str, width: int
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 700})
    complaints: list[str] = []
    answers: list[Response] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("response", lambda answer: answers.append(answer))  # noqa: PLW0108 (Playwright marks the function)

    page.goto(f"{live_server_url}/accounts/login/", wait_until="networkidle")

    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert complaints == []
    # Compressed here: the static files of a test are served as they are, those of production compressed.
    assert 0 < sum(len(gzip.compress(answer.body())) for answer in answers) < FIRST_VISIT


def test_keyboard_reaches_the_content_first_and_escape_closes_a_menu(page: "Page", live_server_url: str) -> None:
    page.goto(f"{live_server_url}/accounts/login/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"

    language = page.locator("details.menu summary").first
    language.click()
    assert page.locator("button[value='ar']").is_visible()
    page.keyboard.press("Escape")

    assert not page.locator("button[value='ar']").is_visible()
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"


def test_refused_sign_in_moves_the_focus_to_what_is_wrong(page: "Page", live_server_url: str) -> None:
    page.goto(f"{live_server_url}/accounts/login/")
    page.fill("[name=login]", "nobody@example.org")
    page.fill("[name=password]", "not the password")

    page.locator("main button[type=submit]").click()
    page.wait_for_selector(".error-summary")

    assert page.evaluate("document.activeElement.className") == "error-summary"
    assert page.input_value("[name=login]") == "nobody@example.org"


def test_arabic_turns_the_page_round(page: "Page", live_server_url: str) -> None:
    page.goto(f"{live_server_url}/accounts/login/?lang=ar")

    assert page.get_attribute("html", "dir") == "rtl"
    assert page.locator(".site-name").bounding_box()["x"] > 640  # type: ignore[index]
