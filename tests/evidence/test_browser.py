"""The whole task in a real browser: by keyboard, without JavaScript, over a lost session; two posts at once."""

import threading
import urllib.parse
import urllib.request
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from commitments.access.models import User
from commitments.evidence.models import Evidence
from commitments.implementation.models import ImplementationAction
from tests.factories import evidence as factory
from tests.factories.access import person

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

PASSWORD = "a long sentence to sign in"
PDF = {"name": "law.pdf", "mimeType": "application/pdf", "buffer": factory.pdf() + b"x" * 1_500_000}


@pytest.fixture
def cookie(committed_db: str) -> str:
    client = Client()
    user = person("focal_point", "THA")
    user.set_password(PASSWORD)
    user.save()
    client.force_login(user)
    return str(client.cookies["sessionid"].value)


@pytest.fixture
def opened(browser: "Browser", live_server_url: str, cookie: str) -> Iterator[Any]:
    contexts: list[BrowserContext] = []

    def open_page(**options: Any) -> "Page":
        context = browser.new_context(base_url=live_server_url, **options)
        context.set_default_timeout(15_000)
        context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server_url}])
        contexts.append(context)
        return context.new_page()

    yield open_page
    for context in contexts:
        context.close()


def test_an_action_with_evidence_is_recorded_without_javascript(opened):
    page = opened(java_script_enabled=False)

    page.goto("/desk/actions/new/")
    page.select_option("#id_kind", "law")
    page.fill("#id_title", "Law on asset recovery")
    page.get_by_role("button", name="Suggest paragraphs").click()
    page.get_by_label("Measures to facilitate asset recovery").first.check()
    page.get_by_role("button", name="Record the action").click()
    page.get_by_role("link", name="Add files or a link").click()
    page.set_input_files("input[type=file]", [PDF, {**PDF, "name": "second.pdf"}])
    page.get_by_role("button", name="Save", exact=True).click()

    made = ImplementationAction.objects.get()
    assert page.url.endswith(made.get_absolute_url())
    assert [link.obligation.reference for link in made.links.all()] == ["D25"]
    assert {piece.title for piece in made.evidence.all()} == {"law", "second"}


def test_an_action_is_recorded_with_the_keyboard_alone(opened):
    page = opened()
    page.goto("/desk/actions/new/")

    _tab_to(page, "id_kind")
    page.keyboard.type("Tr")
    page.keyboard.press("Tab")
    page.keyboard.type("Training of prison staff in standard minimum rules")
    page.keyboard.press("Tab")
    page.wait_for_selector("#suggestions input")
    _tab_to(page, "suggested-1")
    page.keyboard.press("Space")
    _tab_to_button(page, "Record the action")
    page.keyboard.press("Enter")
    page.wait_for_url("**/desk/actions/*-*/")

    made = ImplementationAction.objects.get()
    assert (made.kind, made.links.count()) == ("training", 1)


def test_a_refusal_takes_the_keyboard_to_the_summary_and_from_there_to_the_field(opened):
    page = opened()
    page.goto("/desk/actions/new/")
    page.get_by_role("button", name="Record the action").click()
    page.wait_for_selector(".error-summary")

    assert page.evaluate("document.activeElement.className") == "error-summary"
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") in {"#id_kind", "#id_title"}


def test_a_file_goes_in_pieces_with_a_bar_and_is_recorded(opened):
    page = opened()
    page.goto("/desk/evidence/new/")

    page.set_input_files("input[type=file]", [PDF])
    page.wait_for_selector("input[type=hidden][name=upload]", state="attached")
    page.get_by_role("button", name="Save", exact=True).click()
    page.wait_for_url("**/desk/evidence/*-*/")

    assert Evidence.objects.get().blob.size == len(PDF["buffer"])


def test_what_was_typed_survives_a_lost_line_and_an_expired_session_and_is_forgotten_once_saved(opened):
    page = opened()
    page.goto("/desk/actions/new/")
    page.select_option("#id_kind", "law")
    page.fill("#id_title", "Typed with much care")
    page.context.set_offline(True)
    page.get_by_role("button", name="Record the action").click()
    page.context.set_offline(False)
    page.goto("/desk/actions/new/")
    assert page.input_value("#id_title") == "Typed with much care"

    Session.objects.all().delete()
    page.get_by_role("button", name="Record the action").click()
    page.get_by_text("Typed with much care").wait_for()
    with page.expect_popup() as opened_beside:
        page.get_by_role("link", name="Sign in (new tab)").click()
    signs_in(opened_beside.value)

    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_text("press Save once more").wait_for()
    page.get_by_role("button", name="Save", exact=True).click()
    page.wait_for_url("**/desk/actions/*-*/")
    assert ImplementationAction.objects.get().title == "Typed with much care"
    page.goto("/desk/actions/new/")
    assert page.input_value("#id_title") == ""


def signs_in(page):
    """As the only person there is; he lands where he came from."""
    page.fill("[name=login]", User.objects.get().email)
    page.fill("[name=password]", PASSWORD)
    page.locator("main button[type=submit]").first.click()
    page.wait_for_url("**/desk/actions/new/")


def test_two_posts_of_one_form_at_the_same_moment_record_one_action(live_server_url, cookie):
    token = "a" * 32
    typed = {"kind": "law", "title": "Once", "language": "en", "request_id": str(uuid4()), "csrfmiddlewaretoken": token}
    answers: list[int] = []

    def post() -> None:
        request = urllib.request.Request(
            f"{live_server_url}/desk/actions/new/",
            data=urllib.parse.urlencode(typed).encode(),
            headers={"Cookie": f"sessionid={cookie}; csrftoken={token}"},
        )
        with urllib.request.urlopen(request, timeout=30) as answer:
            answers.append(answer.status)

    threads = [threading.Thread(target=post) for _post in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert answers == [200] * 6
    assert ImplementationAction.objects.count() == 1


def _tab_to(page: "Page", element: str) -> None:
    for _step in range(80):
        if page.evaluate("document.activeElement.id") == element:
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"the keyboard never reaches {element}")


def _tab_to_button(page: "Page", words: str) -> None:
    for _step in range(80):
        if page.evaluate("document.activeElement.textContent").strip() == words:
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"the keyboard never reaches {words}")
