"""Typing in a real browser against a real server: kept, said truthfully, never overwritten; and without script."""

from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client

from commitments.access.models import User
from commitments.submissions.models import ObligationReport, ReportingCycle
from tests.factories import access
from tests.factories import submissions as make

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

SOON = 12_000


@pytest.fixture
def opened(committed_db: str) -> ReportingCycle:
    return make.cycle()


def address(cycle: ReportingCycle, place: int = 0) -> str:
    asked = make.obligations(cycle)[place]
    return f"/desk/THA/{cycle.slug}/{asked.instrument.slug}/{asked.reference}/"


def sign_in(context: "BrowserContext", base: str, user: Any) -> None:
    client = Client()
    client.force_login(user)
    context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": base}])


@pytest.fixture
def desk(page: "Page", live_server_url: str, opened: ReportingCycle) -> "Page":
    """A page of a focal point, open at the first answer."""
    sign_in(page.context, live_server_url, access.person("focal_point", "THA"))
    page.goto(address(opened))
    return page


def state(page: "Page") -> Any:
    return page.locator("#save-state")


def drafts(page: "Page") -> int:
    """How many drafts the tab keeps."""
    return int(page.evaluate("Object.keys(sessionStorage).filter(key => key.startsWith('draft:')).length"))


def said(page: "Page", words: str) -> None:
    from playwright.sync_api import expect

    expect(state(page)).to_contain_text(words, timeout=SOON)


def test_what_is_typed_is_saved_soon_and_says_when(desk: "Page") -> None:
    desk.get_by_label("Under way").check()
    desk.get_by_label("What was done").fill("Typed and left alone")

    said(desk, "Not saved yet")
    said(desk, "Saved")

    assert ObligationReport.objects.get().narrative == "Typed and left alone"
    desk.get_by_label("What was done").fill("Typed again")
    said(desk, "Not saved yet")
    said(desk, "Saved")
    assert ObligationReport.objects.get().version == 2
    assert drafts(desk) == 0


def test_leaving_at_once_saves_what_was_typed(desk: "Page", opened: ReportingCycle) -> None:
    desk.get_by_label("What was done").fill("Typed and gone")

    desk.goto(address(opened, 1))
    desk.wait_for_timeout(1500)

    assert ObligationReport.objects.get().narrative == "Typed and gone"


def test_a_lost_line_is_said_and_what_was_typed_is_saved_when_it_is_back(desk: "Page") -> None:
    desk.context.set_offline(True)
    desk.get_by_label("What was done").fill("Typed in the tunnel")
    said(desk, "not saved")
    assert not ObligationReport.objects.exists()

    desk.context.set_offline(False)

    said(desk, "Saved")
    assert ObligationReport.objects.get().narrative == "Typed in the tunnel"


def test_a_failing_server_is_never_said_to_have_saved(desk: "Page") -> None:
    said_falsely = '{"state": "saved", "version": 1}'
    desk.route("**/desk/THA/**", lambda route: route.fulfill(status=503, body=said_falsely))
    desk.get_by_label("What was done").fill("Typed while it was down")

    said(desk, "Not saved, retrying")
    assert drafts(desk) == 1
    desk.unroute("**/desk/THA/**")
    said(desk, "Saved")

    assert ObligationReport.objects.get().narrative == "Typed while it was down"


def test_words_kept_in_the_tab_come_back_after_a_reload(desk: "Page") -> None:
    desk.route("**/desk/THA/**", lambda route: route.abort() if route.request.method == "POST" else route.continue_())
    desk.get_by_label("What was done").fill("Only in this tab")
    said(desk, "retrying")
    desk.once("dialog", lambda dialog: dialog.accept())
    desk.reload()
    desk.unroute("**/desk/THA/**")

    assert desk.get_by_label("What was done").input_value() == "Only in this tab"
    said(desk, "Saved")


def test_an_expired_session_loses_nothing_and_saves_under_nobody_elses_name(desk: "Page", live_server_url: str) -> None:
    typed_by = desk.locator("#answer").get_attribute("data-person")
    desk.context.clear_cookies()
    desk.get_by_label("What was done").fill("Typed after the session ended")
    notice = desk.get_by_text("You are signed out")
    notice.wait_for(timeout=SOON)
    assert not ObligationReport.objects.exists()

    sign_in(desk.context, live_server_url, access.person("focal_point", "THA"))
    desk.evaluate("window.dispatchEvent(new Event('online'))")
    desk.wait_for_timeout(1000)
    assert not ObligationReport.objects.exists()
    sign_in(desk.context, live_server_url, User.objects.get(pk=typed_by))
    desk.evaluate("window.dispatchEvent(new Event('online'))")

    said(desk, "Saved")
    assert ObligationReport.objects.get().narrative == "Typed after the session ended"


def test_two_people_see_both_texts_and_the_later_one_chooses(desk: "Page", opened: ReportingCycle) -> None:
    make.answer(make.submission(of=opened), 0, narrative="Written by a colleague")
    desk.get_by_label("What was done").fill("Written by me")
    desk.get_by_text("Nothing was overwritten.").wait_for(timeout=SOON)

    desk.locator("[data-notice=conflict] button").click()
    desk.get_by_role("heading", name="Two people wrote at the same time").wait_for()

    assert ObligationReport.objects.get().narrative == "Written by a colleague"
    assert desk.get_by_label("Your text").input_value() == "Written by me"
    desk.get_by_role("button", name="Keep mine").click()
    desk.get_by_label("What was done").wait_for()
    assert ObligationReport.objects.get().narrative == "Written by me"


def test_signing_out_erases_what_the_tab_kept(desk: "Page") -> None:
    desk.route("**/desk/THA/**", lambda route: route.abort() if route.request.method == "POST" else route.continue_())
    desk.get_by_label("What was done").fill("Private words")
    said(desk, "retrying")
    desk.on("dialog", lambda dialog: dialog.accept())

    desk.locator(".menu summary").last.click()
    desk.get_by_role("button", name="Sign out").click()
    desk.wait_for_url("**/")

    assert drafts(desk) == 0


def test_only_what_the_status_needs_is_shown_and_bad_dates_are_named(desk: "Page") -> None:
    assert not desk.get_by_label("Planned for").is_visible()
    desk.get_by_label("Planned", exact=False).first.check()
    assert desk.get_by_label("Planned for").is_visible()


def test_the_whole_way_works_without_script(browser: Any, live_server_url: str, opened: ReportingCycle) -> None:
    context = browser.new_context(base_url=live_server_url, java_script_enabled=False)
    sign_in(context, live_server_url, access.person("focal_point", "THA"))
    page = context.new_page()

    page.goto("/desk/")
    page.get_by_role("link", name="Go on with the next paragraph").click()
    assert page.get_by_label("Planned for").is_visible()
    page.get_by_label("Under way").check()
    page.get_by_label("What was done").fill("Without any script")
    page.get_by_role("button", name="Save", exact=True).click()
    page.goto(f"/desk/THA/{opened.slug}/cover/")
    page.get_by_label("May be used with the name of the State").check()
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_role("link", name="Send to the secretariat").click()
    page.get_by_role("button", name="Send the reply").click()

    page.get_by_text("The reply was received.").wait_for()
    page.get_by_role("link", name="Read what was sent").click()
    page.get_by_text("Without any script").wait_for()
    assert ObligationReport.objects.get().submission.stage == "received"
    context.close()


def test_the_state_of_saving_stays_in_sight_while_typing_on_a_small_screen(desk: "Page") -> None:
    desk.set_viewport_size({"width": 360, "height": 640})
    desk.get_by_label("What was done").fill("Typed on a telephone")
    said(desk, "Saved")

    box = state(desk).bounding_box()

    assert box is not None
    assert 0 <= box["y"] < 640
