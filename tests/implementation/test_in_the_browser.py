"""Recording an action in a real browser: what is suggested comes in without pushing the person away."""

from typing import TYPE_CHECKING

from django.test import Client

from tests.factories import access

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route

TOP = "document.activeElement.getBoundingClientRect().top"


def test_suggestions_that_come_late_leave_the_focus_where_it_stood(page: "Page", live_server_url: str) -> None:
    client = Client()
    client.force_login(access.person("focal_point", "THA"))
    page.context.add_cookies(
        [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server_url}]
    )
    waiting: list[Route] = []
    page.route("**/suggestions/", lambda route: waiting.append(route))  # noqa: PLW0108 (Playwright marks the function)
    page.goto("/desk/actions/new/")
    with page.expect_request("**/suggestions/"):
        page.get_by_label("Title", exact=True).fill("Training of prison staff and judges against corruption")
        page.get_by_text("Choose from the whole list").focus()
    stood = page.evaluate(TOP)

    waiting[0].continue_()
    page.locator("#suggestions input").first.wait_for()

    assert abs(page.evaluate(TOP) - stood) < 1
