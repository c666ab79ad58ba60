"""The essential way on a telephone of 360 pixels in Arabic: from right to left, nothing beyond the edge.

Fields are found by their names, so that the journey holds in whatever words the translators choose.
"""

from typing import TYPE_CHECKING, Any

import pytest

from commitments.submissions.models import ObligationReport
from tests.journeys.steps import GAZETTE, PASSWORD

if TYPE_CHECKING:
    from playwright.sync_api import Page

TELEPHONE = {"viewport": {"width": 360, "height": 740}, "locale": "ar", "has_touch": True}
NARRATIVE = "افتتحت أربعة مراكز لحماية الشهود."


class Telephone:
    """Each page that opens is looked at: its direction, and whether it can be pushed sideways."""

    def __init__(self, page: "Page") -> None:
        self.page = page
        self.wrong: list[str] = []

    def open(self, address: str) -> None:
        self.page.goto(address)
        self.look()

    def tap(self, selector: str) -> None:
        with self.page.expect_navigation():
            self.page.locator(selector).first.tap()
        self.look()

    def look(self) -> None:
        direction, wide = self.page.evaluate("[document.documentElement.dir, document.documentElement.scrollWidth]")
        if direction != "rtl" or wide > 360:
            self.wrong.append(f"{self.page.url}: {direction}, {wide} pixels")


def test_a_reply_is_written_shown_with_a_file_and_sent_from_a_telephone_in_arabic(
    open_browser: Any, people: Any, cycle: Any
) -> None:
    page = open_browser(**TELEPHONE)
    phone = Telephone(page)

    phone.open("/accounts/login/")
    page.fill("[name=login]", people("focal_point", "EGY"))
    page.fill("[name=password]", PASSWORD)
    phone.tap("main form button[type=submit]")
    page.locator("a[href='#navigation']").tap()
    phone.tap("#navigation a[href='/desk/']")
    phone.tap("#paragraphs a[href$='/D17/']")
    page.locator("[name=status][value=under_way]").check()
    page.fill("[name=narrative]", NARRATIVE)
    page.select_option("[name=language]", "ar")
    page.wait_for_selector("#save-state.saved")
    phone.open(f"/desk/EGY/{cycle.slug}/cover/")
    page.locator("[name=use_in_report][value=named]").check()
    phone.tap("main form button[type=submit]")
    phone.open("/desk/actions/new/")
    page.select_option("[name=kind]", "law")
    page.fill("[name=title]", "قانون حماية الشهود")
    phone.tap("main form .form-actions button[type=submit]")
    phone.tap("main a[href*='/desk/evidence/new/']")
    page.set_input_files("input[type=file]", [GAZETTE])
    page.wait_for_selector("input[type=hidden][name=upload]", state="attached")
    phone.tap("main form .form-actions button[type=submit]")
    phone.open(f"/desk/EGY/{cycle.slug}/review/")
    phone.tap("main a[href*='/submit/']")
    phone.tap("main form[method=post] button")

    report = ObligationReport.objects.get()
    assert (report.narrative, report.submission.stage) == (NARRATIVE, "received")
    assert phone.wrong == []


PUBLIC_PAGES = (
    "/", "/texts/", "/texts/A-RES-60-177/", "/texts/A-RES-60-177/D17/", "/texts/A-RES-60-177/D21/", "/obligations/",
    "/states/", "/states/EGY/", "/states/EGY/treaties/", "/treaties/", "/treaties/uncac/", "/treaties/matrix/",
    "/records/", "/reports/", "/search/?q=corruption", "/styleguide/", "/accounts/login/", "/accounts/password/reset/",
)  # fmt: skip


@pytest.mark.parametrize("language", ["ar", "en"])
def test_no_public_page_can_be_pushed_sideways_on_a_telephone(language: str, open_browser: Any, cycle: Any) -> None:
    page = open_browser(**{**TELEPHONE, "locale": language})

    wide = []
    for address in PUBLIC_PAGES:
        page.goto(address)
        if page.evaluate("document.documentElement.scrollWidth") > 360:
            wide.append(address)

    assert wide == []
