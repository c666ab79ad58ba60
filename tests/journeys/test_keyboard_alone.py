"""The essential way with the keyboard alone; wherever the focus stands, it is seen."""

from typing import TYPE_CHECKING, Any

from commitments.submissions.models import Submission
from tests.journeys.steps import GAZETTE, PASSWORD, expect_saved

if TYPE_CHECKING:
    from playwright.sync_api import Page

MOST_STEPS = 140
MOST_FRAMES = 60
NAME = """() => {
    const e = document.activeElement;
    const label = e.labels && e.labels.length ? e.labels[0].innerText : "";
    return (e.getAttribute("aria-label") || label || e.innerText || e.id || "").trim();
}"""
SEEN = """() => {
    const e = document.activeElement, style = getComputedStyle(e), box = e.getBoundingClientRect();
    const ring = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0;
    return box.width > 0 && box.bottom > 0 && box.top < innerHeight && (ring || style.boxShadow !== "none");
}"""


class Keyboard:
    """A person who has no mouse: forward from place to place until the one that is wanted."""

    def __init__(self, page: "Page") -> None:
        self.page = page
        self.unseen: list[str] = []

    def go_to(self, name: str) -> None:
        """Tab until what has this name is in focus."""
        passed: list[str] = []
        for _step in range(MOST_STEPS):
            here = str(self.page.evaluate(NAME))
            if here.startswith(name) and self.page.evaluate("document.activeElement !== document.body"):
                return
            self.page.keyboard.press("Tab")
            passed.append(here)
            if not self.is_seen():
                self.unseen.append(f"{self.page.url}: {self.page.evaluate(NAME)}")
        raise AssertionError(f"the keyboard never reaches {name!r}, only {passed}")

    def is_seen(self) -> bool:
        """Whether the focus shows once the page has drawn itself: on a busy machine it scrolls some frames later."""
        for _frame in range(MOST_FRAMES):
            if self.page.evaluate("document.activeElement === document.body || (" + SEEN + ")()"):
                return True
            self.page.evaluate("() => new Promise(requestAnimationFrame)")
        return False

    def press(self, name: str, key: str = "Enter") -> None:
        self.go_to(name)
        self.page.keyboard.press(key)

    def write(self, name: str, words: str) -> None:
        self.go_to(name)
        self.page.keyboard.type(words)

    def follow(self, name: str) -> None:
        """Enter on a link or button that leads to another page."""
        self.go_to(name)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def choose(self, first: str, wanted: str) -> None:
        """In a group of radio buttons: Tab to the group, arrows inside it."""
        self.go_to(first)
        for _step in range(12):
            if str(self.page.evaluate(NAME)).startswith(wanted):
                self.page.keyboard.press("Space")
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"the arrows never reach {wanted!r}")


def test_a_reply_is_written_shown_with_a_file_and_sent_with_the_keyboard_alone(
    open_browser: Any, people: Any, cycle: Any
) -> None:
    page = open_browser()
    hands = Keyboard(page)

    page.goto("/accounts/login/")
    hands.write("Email", people("focal_point", "THA"))
    hands.write("Password", PASSWORD)
    hands.follow("Sign in")
    hands.follow("My desk")
    hands.follow("Go on with the next paragraph")
    hands.choose("Not answered yet", "Under way")
    hands.write("What was done", "Typed by hand.")
    expect_saved(page)
    hands.follow("Record an action")
    hands.write("What kind of action", "Tr")
    hands.write("Title", "Course for court staff")
    hands.follow("Record the action")
    hands.follow("Add files or a link")
    hands.go_to("Already supplied")
    page.keyboard.press("Tab")
    hands.go_to("Files")
    with page.expect_file_chooser() as waiting:
        page.keyboard.press("Space")
    waiting.value.set_files([GAZETTE])
    page.wait_for_selector("input[type=hidden][name=upload]", state="attached")
    hands.follow("Save")
    hands.follow("My desk")
    hands.follow("See the whole reply")
    hands.follow("Choose how reports may use the reply.")
    hands.choose("May be used with the name", "May be used with the name")
    hands.follow("Save")
    hands.follow("Send to the secretariat")
    hands.follow("Send the reply")
    page.get_by_text("The reply was received.").wait_for()

    assert Submission.objects.get().stage == "received"
    assert not hands.unseen, "\n".join(hands.unseen)


def test_the_first_tab_leads_past_the_masthead_to_the_content(open_browser: Any, cycle: Any) -> None:
    page = open_browser()

    page.goto("/texts/A-RES-60-177/D17/")
    page.keyboard.press("Tab")
    assert page.evaluate(NAME) == "Skip to the content"
    assert page.evaluate(SEEN)
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")

    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")
