"""A first visit to any public page stays light on a slow line: all that crosses the wire, as production sends it."""

from typing import TYPE_CHECKING

import pytest

from tests.browser.walking import Walk

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

HEAVIEST = 100_000
FILES = frozenset({"healthz", "readyz"})


class Scales:
    """The bytes of every answer with its headers, encoded as they crossed the wire."""

    def __init__(self, page: "Page") -> None:
        self.bytes = 0.0
        devtools = page.context.new_cdp_session(page)
        devtools.on("Network.loadingFinished", self._arrived)
        devtools.send("Network.enable")

    def _arrived(self, event: dict[str, float]) -> None:
        self.bytes += event["encodedDataLength"]


@pytest.mark.usefixtures("demonstration")
def test_the_first_visit_to_every_public_page_stays_under_100_kb(browser: "Browser", production_url: str) -> None:
    walk = Walk(browser.new_page(), production_url, files=FILES)
    walk.from_("/", "/search/?q=corruption", "/obligations/D17/", "/records/", "/accounts/login/")
    walk.page.close()

    weights = {
        address: weight(browser, production_url + address) for address in [*walk.opened.values(), "/accounts/login/"]
    }

    assert len(weights) > 15
    assert {address: size for address, size in weights.items() if size >= HEAVIEST} == {}


def weight(browser: "Browser", address: str) -> int:
    """In a browser that has seen nothing yet."""
    context = browser.new_context()
    page = context.new_page()
    scales = Scales(page)
    page.goto(address, wait_until="networkidle")
    context.close()
    print(f"{scales.bytes / 1000:6.1f} kB  {address}")
    return int(scales.bytes)
