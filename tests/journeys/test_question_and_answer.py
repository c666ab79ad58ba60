"""The core of the exchange in real browsers: a telephone of 360 pixels for the State, a desk of 1280 for the officer.

Everybody presses what the page offers; each page that opens is looked at: nothing may be pushed sideways.
"""

import os
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from commitments.access.models import User
from commitments.submissions.models import Submission
from tests.journeys.steps import PASSWORD
from tests.second_factor import digits_of

if TYPE_CHECKING:
    from playwright.sync_api import Page

TELEPHONE = {"viewport": {"width": 360, "height": 740}}
OFFICE = {"viewport": {"width": 1280, "height": 900}}
LOOKS = {"en": {"locale": "en", "color_scheme": "light"}, "ar": {"locale": "ar", "color_scheme": "dark"}}
ANSWER, QUESTION, WORDS = "Shelters opened in four provinces.", "Which provinces?", "Chiang Mai and three others."
LOOK = LOOKS[os.environ.get("JOURNEY_LANGUAGE", "en")]
PICTURES = os.environ.get("JOURNEY_PICTURES", "")
"""A folder for pictures of all pages, for whoever wants to look at them himself; and in which language."""


class Reader:
    """Somebody with a browser of a width; what can be pushed sideways is noted."""

    def __init__(self, page: "Page", email: str) -> None:
        self.page, self.wrong = page, list[str]()
        self.width = page.viewport_size["width"]  # type: ignore[index]
        self._sign_in(email)

    def opens(self, address: str) -> None:
        self.page.goto(address)
        self._looks()

    def presses(self, selector: str) -> None:
        with self.page.expect_navigation():
            self.page.locator(f"main {selector}").first.click()
        self._looks()

    def unfolds(self, within: str) -> None:
        """Open the part of the page that holds this."""
        self.page.locator(f"main details:has({within}) > summary").first.click()

    def reads(self, words: str) -> None:
        assert words in self.page.inner_text("main"), f"{words}: {self.page.url}"

    def _sign_in(self, email: str) -> None:
        self.page.goto("/accounts/login/")
        self.page.fill("[name=login]", email)
        self.page.fill("[name=password]", PASSWORD)
        self.presses("form button[type=submit]")
        user = User.objects.get(email=email)
        if user.second_factors:
            self.page.fill("[name=code]", digits_of(user))
            self.presses("form button[type=submit]")

    def _looks(self) -> None:
        wide = self.page.evaluate("document.documentElement.scrollWidth")
        if wide > self.width:
            self.wrong.append(f"{self.page.url}: {wide} pixels")
        if PICTURES:
            number = len(list(Path(PICTURES).iterdir()))
            self.page.screenshot(path=f"{PICTURES}/{number:03}-{self.width}.png", full_page=True)


class Scene:
    """The people of one State and of the secretariat, each with his browser."""

    def __init__(self, open_browser: Any, people: Any) -> None:
        def reader(device: dict[str, Any], *role: str) -> Reader:
            return Reader(open_browser(**device, **LOOK), people(*role))

        self.focal_point = reader(TELEPHONE, "focal_point", "THA")
        self.contributor = reader(TELEPHONE, "contributor", "THA")
        self.clearance = reader(TELEPHONE, "clearance", "THA")
        self.officer, self.approver = reader(OFFICE, "officer"), reader(OFFICE, "approver")

    @property
    def everybody(self) -> list[Reader]:
        return [self.focal_point, self.contributor, self.clearance, self.officer, self.approver]


def a_paragraph_is_given_and_answered(scene: Scene, place: str) -> None:
    giver, writer = scene.focal_point, scene.contributor
    giver.opens(f"{place}contributors/?paragraph=A-RES-60-177/D17#give")
    giver.page.locator("[name=contributor]").select_option(index=1)
    assert giver.page.locator("[name=obligations]:checked").count() == 1
    giver.presses("form:has([name=contributor]) button[type=submit]")
    writer.opens("/desk/")
    writer.presses("#paragraphs a[href$='/D17/']")
    writer.page.locator("[name=status][value=under_way]").check()
    writer.page.fill("[name=narrative]", ANSWER)
    writer.page.wait_for_selector("#save-state.saved")


def it_is_cleared_and_sent(scene: Scene, place: str) -> None:
    focal_point, second = scene.focal_point, scene.clearance
    focal_point.opens(f"{place}cover/")
    focal_point.page.locator("[name=use_in_report][value=named]").check()
    focal_point.presses("form button[type=submit]")
    focal_point.presses("form[action$='/clearance/'] button")
    second.opens(f"{place}review/")
    second.reads(ANSWER)
    second.presses("form[action$='/release/'] button")
    focal_point.opens(f"{place}review/")
    focal_point.presses("a[href*='/submit/']")
    focal_point.presses("form[method=post] button")


def the_officer_asks_and_the_state_answers(scene: Scene, place: str) -> None:
    officer, focal_point = scene.officer, scene.focal_point
    officer.opens("/review/")
    officer.presses(f"a[href^='/review/{Submission.objects.get().public_id}']")
    officer.presses("form[action$='/begin/'] button")
    officer.unfolds("[name=question]")
    officer.page.get_by_label("D17 ").check()
    officer.page.fill("[name=question]", QUESTION)
    officer.page.fill("[name=due_on]", (timezone.localdate() + timedelta(days=10)).isoformat())
    officer.presses("form[action$='/ask/'] button")
    focal_point.opens(f"{place}questions/")
    focal_point.reads(QUESTION)
    focal_point.page.fill("[name=answer]", WORDS)
    focal_point.presses("form:has([name=answer]) button[type=submit]")


def two_persons_close_it(scene: Scene) -> None:
    officer, approver = scene.officer, scene.approver
    officer.page.reload()
    officer.reads(WORDS)
    officer.presses("form[action$='/propose/'] button")
    approver.opens(officer.page.url)
    approver.presses("form[action$='/close/'] button")


def test_a_paragraph_is_given_answered_cleared_sent_asked_about_and_closed(
    open_browser: Any, people: Any, cycle: Any
) -> None:
    scene, place = Scene(open_browser, people), f"/desk/THA/{cycle.slug}/"

    a_paragraph_is_given_and_answered(scene, place)
    it_is_cleared_and_sent(scene, place)
    the_officer_asks_and_the_state_answers(scene, place)
    two_persons_close_it(scene)
    scene.focal_point.opens(place)
    scene.focal_point.opens("/inbox/")

    assert Submission.objects.get().stage == "closed"
    assert [each for reader in scene.everybody for each in reader.wrong] == []
