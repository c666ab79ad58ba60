"""Typing when things go wrong: two people on one answer, a line that is cut, a session that ends."""

from typing import TYPE_CHECKING, Any

import pytest
from django.contrib.sessions.models import Session

from commitments.access.models import User
from commitments.instruments.models import Obligation
from commitments.submissions.models import ObligationReport
from tests.factories import submissions as make
from tests.journeys.steps import PASSWORD, SOON, expect_saved, expect_state, open_paragraph, sign_in

if TYPE_CHECKING:
    from playwright.sync_api import Page

LABEL = "Protect and support victims and witnesses"


@pytest.fixture
def answering(open_browser: Any, people: Any, cycle: Any) -> Any:
    """A function: a new person of the State, signed in, with the paragraph open."""
    open_browser.complaints.expect("ERR_INTERNET_DISCONNECTED", "status of 401", "status of 403", "status of 409")

    def begin(role: str = "focal_point") -> "Page":
        page: Page = open_browser()
        address = people(role, "THA")
        if role == "contributor":
            make.given(User.objects.get(email=address), Obligation.objects.get(wordings__label=LABEL), of=cycle)
        sign_in(page, address)
        open_paragraph(page, LABEL)
        return page

    return begin


def write(page: "Page", words: str) -> None:
    page.get_by_label("What was done").fill(words)


def test_of_two_people_on_one_answer_the_later_one_sees_both_texts_and_chooses(answering: Any) -> None:
    first, second = answering(), answering("contributor")

    write(first, "Written by the first.")
    expect_saved(first)
    write(second, "Written by the second.")
    second.get_by_text("Nothing was overwritten.").wait_for(timeout=SOON)
    second.get_by_role("button", name="See both texts").first.click()
    second.get_by_role("heading", name="Two people wrote at the same time").wait_for()

    assert "Written by the first." in second.inner_text("main")
    assert second.get_by_label("Your text").input_value() == "Written by the second."
    assert ObligationReport.objects.get().narrative == "Written by the first."
    second.get_by_role("button", name="Keep mine").click()
    second.get_by_label("What was done").wait_for()
    assert ObligationReport.objects.get().narrative == "Written by the second."


def test_a_line_cut_while_typing_is_said_and_the_words_are_saved_when_it_is_back(answering: Any) -> None:
    page = answering()

    page.context.set_offline(True)
    write(page, "Written in a tunnel.")
    expect_state(page, "not saved")
    assert not ObligationReport.objects.exists()
    page.context.set_offline(False)
    expect_saved(page)

    assert ObligationReport.objects.get().narrative == "Written in a tunnel."


def test_what_is_typed_before_the_script_has_arrived_over_a_slow_line_is_saved(answering: Any) -> None:
    page = answering()
    held: list[Any] = []

    page.route("**/js/autosave*", lambda route: held.append(route))  # noqa: PLW0108 (a built-in has no signature to read)
    page.reload(wait_until="commit")
    write(page, "Written while the page was still arriving.")
    for route in held:
        route.continue_()
    expect_saved(page)

    assert held
    assert ObligationReport.objects.get().narrative == "Written while the page was still arriving."


def test_what_is_typed_after_the_session_has_ended_is_saved_once_signed_in_again(answering: Any) -> None:
    page = answering()
    email = "focal-point.tha@example.org"

    Session.objects.all().delete()
    write(page, "Written after the session had ended.")
    page.get_by_text("You are signed out").wait_for(timeout=SOON)
    assert not ObligationReport.objects.exists()
    with page.expect_popup() as opened:
        page.get_by_role("link", name="Sign in (new tab)").click()
    again = opened.value
    again.get_by_label("Email").fill(email)
    again.get_by_label("Password", exact=True).fill(PASSWORD)
    again.get_by_role("main").get_by_role("button", name="Sign in", exact=True).click()
    again.get_by_role("link", name="My desk").first.wait_for(state="attached")
    again.close()
    page.bring_to_front()
    page.evaluate("window.dispatchEvent(new Event('online'))")  # what a browser without a window does not notice itself
    expect_saved(page)

    assert ObligationReport.objects.get().narrative == "Written after the session had ended."
