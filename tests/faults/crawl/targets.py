"""What can be asked: every route of the resolver with an address, and every form that a page offers."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib.admindocs.views import simplify_regex
from django.urls import Resolver404, get_resolver, resolve

from tests.faults.harvest import MORE_PAGES, Form, offered
from tests.permissions.scene import PEOPLE, Scene
from tests.permissions.table import HIDDEN, NO, ROUTES, SIGN_IN
from tests.permissions.test_routes import expected, routes

UNKNOWN = "an address that does not exist"
PARTS = {"object_id": "1", "app_label": "commitments", "uidb36": "1", "key": "x-y", "content_type_id": "1", "url": "x"}
"""What stands in the addresses of sign-in and of the pages for accounts, which no scene makes."""
NOT_MEANT = (NO, HIDDEN, SIGN_IN)


@dataclass(frozen=True)
class Target:
    """A route or a form: where it is, how it is meant to be asked and by whom."""

    route: str
    method: str
    address: str
    insiders: tuple[str, ...] = PEOPLE
    form: Form | None = None


@dataclass(frozen=True)
class Ground:
    """All targets, the query parameters known at each path, and the names of all routes."""

    targets: tuple[Target, ...]
    parameters: dict[str, set[str]]
    routes: frozenset[str]


def ground(made: Scene) -> Ground:
    """Every route, every form, and addresses beside them."""
    forms, parameters = offered(made)
    found = [*_of_routes(made), *(_of_form(form) for form in forms.values() if form.method == "POST")]
    beside = [Target(route_of(address), "GET", address) for address in MORE_PAGES]
    names = frozenset(name for name, _address, _view in routes(get_resolver().url_patterns))
    return Ground((*found, *beside), parameters, names)


def route_of(address: str) -> str:
    """The name of the route that answers there."""
    try:
        found = resolve(address.partition("?")[0])
    except Resolver404:
        return UNKNOWN
    return found.view_name if found.url_name else f"{found.namespace}:{found.url_name}"


def _of_routes(made: Scene) -> Iterator[Target]:
    for name, pattern, _view in routes(get_resolver().url_patterns):
        if route := ROUTES.get(name):
            insiders = tuple(who for who in PEOPLE if expected(route, who) not in NOT_MEANT)
            yield Target(name, route.method, route.address.format(**made.parts), insiders or PEOPLE)
        else:
            yield Target(name, "GET", _filled(pattern, made.parts), ("administrator", "officer", "focal_point.own"))


def _filled(pattern: str, parts: dict[str, Any]) -> str:
    """An address for a route that nobody wrote one for."""
    words = simplify_regex(pattern)
    return re.sub(r"<(?:\w+:)?(\w+)>", lambda found: str(parts.get(found[1], PARTS.get(found[1], "1"))), words)


def _of_form(form: Form) -> Target:
    return Target(route_of(form.action), "POST", form.action, (form.by,), form)
