"""Every address, query parameter and form that the program's own pages offer, found by reading the pages."""

from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from typing import Any
from urllib.parse import parse_qsl, urljoin, urlsplit

from django.test import Client

from tests.permissions.scene import Scene
from tests.permissions.table import ROUTES

LOOKED_AT_AS = {
    "focal_point.own": "/", "clearance.own": "/desk/THA/", "mission.own": "/desk/THA/", "officer": "/exports/",
    "administrator": "/a", "nobody": "/accounts/",
}  # fmt: skip
"""Whose pages are read, and which of them: those that begin so."""
MORE_PAGES = (
    "/accounts/login/", "/accounts/password/reset/", "/accounts/password/change/", "/accounts/email/", "/accounts/logout/",
    "/accounts/signup/", "/accounts/2fa/", "/accounts/2fa/totp/activate/", "/accounts/2fa/authenticate/", "/accounts/reauthenticate/",
    "/administration/", "/administration/login/", "/administration/commitments/user/", "/administration/commitments/user/add/",
    "/administration/commitments/designation/", "/administration/commitments/designation/add/",
    "/desk/evidence/new/?as=link", "/desk/evidence/new/?as=supplied",
    "/no/such/page/", "/texts/A-RES-60-177/D99/", "/obligations/X/", "/states/ZZZ/", "/treaties/none/", "/static/none.css",
)  # fmt: skip
PARAMETERS = (
    "q", "page", "cycle", "instrument", "theme", "group", "status", "paragraph", "show", "as_of", "day", "lang", "for", "as",
    "action", "label", "obligation", "next", "dataset", "format", "own", "kind", "audience", "o", "p", "e", "_popup", "_to_field",
)  # fmt: skip


@dataclass
class Form:
    """A form as a page offers it: where it goes, and for each field the values the page itself knows."""

    action: str
    method: str
    fields: dict[str, list[str]] = field(default_factory=dict)
    files: set[str] = field(default_factory=set)
    by: str = "focal_point.own"
    """Whose page offered it."""

    @property
    def key(self) -> tuple[str, str, tuple[str, ...]]:
        """The same form on two pages is one."""
        return self.method, self.action, tuple(sorted(self.fields))


class _Reader(HTMLParser):
    def __init__(self, address: str) -> None:
        super().__init__()
        self.address = address
        self.forms: dict[str, Form] = {}
        self.links: set[str] = set()
        self.current: Form | None = None
        self.select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "a" and "href" in given:
            self.links.add(urljoin(self.address, given["href"]))
        if tag == "form":
            self.current = self._form(given)
        elif tag in ("input", "textarea", "button", "select") and given.get("name"):
            form = self.forms.get(given["form"]) if "form" in given else self.current
            if form is not None:
                values = form.fields.setdefault(given["name"], [])
                if "value" in given:
                    values.append(given["value"])
                if given.get("type") == "file":
                    form.files.add(given["name"])
            self.select = given["name"] if tag == "select" else self.select
        elif tag == "option" and self.current is not None and self.select:
            self.current.fields.setdefault(self.select, []).append(given.get("value", ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.current = None

    def _form(self, given: dict[str, str]) -> Form:
        made = Form(urljoin(self.address, given.get("action", "")), given.get("method", "get").upper())
        self.forms[given.get("id") or str(len(self.forms))] = made
        return made


def ours(address: str) -> bool:
    """Whether a link leads to a page of this program."""
    parts = urlsplit(address)
    return not parts.netloc and parts.scheme == "" and parts.path.startswith("/")


def addresses(made: Scene) -> list[str]:
    """One address for each route, and some that do not exist."""
    return [*(route.address.format(**made.parts) for route in ROUTES.values()), *MORE_PAGES]


def offered(made: Scene) -> tuple[dict[Any, Form], dict[str, set[str]]]:
    """All forms on all pages; and for each path the query parameters that links and forms use there."""
    forms: dict[Any, Form] = {}
    parameters: dict[str, set[str]] = {}
    for who, beginning in LOOKED_AT_AS.items():
        client = Client()
        if user := made.people[who]:
            client.force_login(user)
        for address in filter(lambda each: each.startswith(beginning), addresses(made)):
            for form in _forms_on(client, address, parameters):
                if form.key not in forms:
                    forms[form.key] = replace(form, by=who)
    for route in ROUTES.values():
        if route.method == "POST":
            path = route.address.format(**made.parts)
            form = Form(path, "POST", {name: [value] for name, value in parse_qsl(route.data.format(**made.parts))})
            forms.setdefault(form.key, form)
    return forms, parameters


def _forms_on(client: Client, address: str, parameters: dict[str, set[str]]) -> list[Form]:
    response = client.get(address)
    if response.streaming:
        for close in response._resource_closers:  # close() itself would end the test's connection
            close()
    if response.streaming or not response.get("Content-Type", "").startswith("text/html"):
        return []
    reader = _Reader(address)
    reader.feed(response.content.decode())
    for link in filter(ours, reader.links):
        parts = urlsplit(link)
        parameters.setdefault(parts.path, set()).update(name for name, _ in parse_qsl(parts.query))
    found = [form for form in reader.forms.values() if ours(form.action)]
    for form in found:
        if form.method == "GET":
            parameters.setdefault(urlsplit(form.action).path, set()).update(form.fields)
    return found


def forms_of(page: str, address: str = "/") -> list[Form]:
    """The forms of one page."""
    reader = _Reader(address)
    reader.feed(page)
    return list(reader.forms.values())


def links_of(page: str, address: str = "/") -> set[str]:
    """Where the links of one page lead."""
    reader = _Reader(address)
    reader.feed(page)
    return reader.links
