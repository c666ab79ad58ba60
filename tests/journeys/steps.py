"""What people do in a journey, in the words of the pages: by the labels they read and the buttons they press."""

from typing import TYPE_CHECKING, Any

from commitments.access.models import User
from tests.factories.evidence import pdf
from tests.second_factor import digits_of

if TYPE_CHECKING:
    from playwright.sync_api import ConsoleMessage, Locator, Page

PASSWORD = "a long sentence to sign in"
SOON = 15_000
GAZETTE = {"name": "gazette.pdf", "mimeType": "application/pdf", "buffer": pdf("the gazette") + b"x" * 300_000}


class Complaints:
    """What browsers log as an error: refused by the policy, broken script, a file that is not there."""

    def __init__(self) -> None:
        self.heard: list[str] = []
        self.expected: tuple[str, ...] = ()

    def expect(self, *words: str) -> None:
        """Complaints with these words belong to the journey: a line that is cut, a door that is shut."""
        self.expected += words

    def listen(self, page: "Page") -> None:
        page.on("console", self._logged)
        page.on("pageerror", lambda error: self._hear(str(error)))

    def _logged(self, message: "ConsoleMessage") -> None:
        if message.type in {"error", "warning"}:
            self._hear(f"{message.location.get('url', '')}: {message.text}")

    def _hear(self, words: str) -> None:
        if not any(known in words for known in self.expected):
            self.heard.append(words)


def sign_in(page: "Page", email: str) -> None:
    page.goto("/accounts/login/")
    page.get_by_label("Email").fill(email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Sign in", exact=True).click()
    user = User.objects.get(email=email)
    if user.second_factors:
        page.get_by_label("Code").fill(digits_of(user))
        page.get_by_role("main").get_by_role("button", name="Sign in", exact=True).click()
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Exports").wait_for(state="attached")


def open_paragraph(page: "Page", label: str) -> None:
    """From the desk to one paragraph."""
    page.goto("/desk/")
    page.get_by_role("main").get_by_role("link", name=label).first.click()
    page.get_by_role("heading", name="The answer").wait_for()


def save_state(page: "Page") -> "Locator":
    return page.locator("#save-state")


def expect_saved(page: "Page") -> None:
    expect_state(page, "Saved")


def expect_state(page: "Page", words: str) -> None:
    from playwright.sync_api import expect  # Playwright only where a browser is used

    expect(save_state(page)).to_contain_text(words, timeout=SOON)


def main_text(page: "Page", address: str) -> str:
    """What stands on that page for this reader; nothing where the page is shut to him."""
    answer = page.goto(address)
    assert answer is not None
    return page.inner_text("main") if answer.ok else ""


def where_it_stands(page: "Page", addresses: tuple[str, ...], words: str) -> list[str]:
    """Those of the addresses whose page shows this reader the words."""
    return [address for address in addresses if words in main_text(page, address)]


def frozen(value: Any) -> Any:
    """A record's columns, to compare before and after."""
    return {field.attname: getattr(value, field.attname) for field in value._meta.concrete_fields}
