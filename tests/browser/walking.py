"""A walk over the site: one page of each address that links lead to, for one reader."""

from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from django.urls import Resolver404, URLPattern, URLResolver, get_resolver, resolve

if TYPE_CHECKING:
    from playwright.sync_api import Page

LINKS = "elements => elements.map(element => element.getAttribute('href'))"
# Not of ours, or no pages: files, what a form posts to, what a script asks.
NOT_WALKED = ("admin", "account", "mfa", "socialaccount", "usersessions")


class Walk:
    """What was opened, by name of its address; and what did not open as a page."""

    def __init__(self, page: "Page", base: str, *, files: frozenset[str]) -> None:
        self.page, self.base, self.files = page, base, files
        self.opened: dict[str, str] = {}
        self.failed: list[str] = []

    def from_(self, *addresses: str) -> None:
        """Open these and whatever they lead to, each kind of page once."""
        waiting = list(addresses)
        while waiting:
            address = waiting.pop(0)
            name = name_of(address)
            if name and name not in self.opened and name not in self.files and not name.startswith(NOT_WALKED):
                self.opened[name] = address
                waiting += self._open(address)

    def _open(self, address: str) -> list[str]:
        answer = self.page.goto(self.base + address)
        if answer is None or not answer.ok:
            self.failed.append(f"{address}: {answer.status if answer else 'nothing'}")
            return []
        found = [urlsplit(urljoin(self.page.url, link)) for link in self.page.eval_on_selector_all("a[href]", LINKS)]
        home = urlsplit(self.base).netloc
        return [f"{part.path}?{part.query}" if part.query else part.path for part in found if part.netloc == home]


def name_of(address: str) -> str:
    try:
        return resolve(urlsplit(address).path).view_name
    except Resolver404:
        return ""


def all_names(patterns: list[URLPattern | URLResolver] | None = None, prefix: str = "") -> Iterator[str]:
    """Every named address of the program's own."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
            yield from all_names(pattern.url_patterns, inner)
        elif pattern.name and not f"{prefix}{pattern.name}".startswith(NOT_WALKED):
            yield f"{prefix}{pattern.name}"
