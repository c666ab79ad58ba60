"""Every route × every role × own State, other State, nobody: what the table says is what happens."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from commitments.access import guards
from commitments.access.permissions import Permission
from tests.permissions.scene import PEOPLE, Scene, scene
from tests.permissions.table import EVERYBODY, HIDDEN, NO, ROUTES, SIGN_IN, YES, Route

THIRD_PARTY = ("accounts/", "administration/")
"""Sign-in (django-allauth) and the accounts pages (Django's admin): guarded by their own rules, tested in tests/access."""

UNAUTHORIZED, SERVER_ERROR = 401, 500
pytestmark = pytest.mark.django_db


def routes(patterns: list[Any], before: str = "", space: str = "") -> Iterator[tuple[str, str, Any]]:
    """Name, address and view of every route."""
    for pattern in patterns:
        address = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns, address, pattern.namespace or space)
        elif isinstance(pattern, URLPattern):
            yield (f"{space}:{pattern.name}" if space else str(pattern.name)), address, pattern.callback


OURS = {
    name: view for name, address, view in routes(get_resolver().url_patterns) if not address.startswith(THIRD_PARTY)
}


@pytest.fixture
def made(db: None, settings: Any, tmp_path: Any) -> Scene:
    """The scene, with files in a folder of its own."""
    settings.MEDIA_ROOT = str(tmp_path)
    return scene()


def expected(route: Route, name: str) -> str:
    """What the table says this person gets."""
    if EVERYBODY in route.own:
        return YES
    role, _, side = name.partition(".")
    if name in route.central:
        return YES
    if name == "nobody":
        return route.nobody
    if side == "own" or (side == "other" and route.listed and role != "reader"):
        return YES if role in route.own else NO
    return NO


def got(client: Client, route: Route, parts: dict[str, Any]) -> str:
    """What happened, in the table's words; nothing of it stays."""
    address, data = route.address.format(**parts), route.data.format(**parts)
    with transaction.atomic():
        response = client.generic(route.method, address, data, content_type="application/x-www-form-urlencoded")
        for close in response._resource_closers:  # close() itself would end the test's connection
            close()
        transaction.set_rollback(True)
    assert response.status_code < SERVER_ERROR or address == "/readyz", f"{route.method} {address}"
    if response.status_code == UNAUTHORIZED or "/accounts/login/" in response.get("Location", ""):
        return SIGN_IN  # a form that was sent comes back with it
    return {403: NO, 404: HIDDEN}.get(response.status_code, YES)


def test_the_table_names_every_route_and_no_other():
    assert sorted(OURS) == sorted(ROUTES)


def test_every_view_says_who_may_open_it():
    rules = {guards.PUBLIC, guards.SIGNED_IN, *Permission}

    silent = [name for name, view in OURS.items() if getattr(view, "access_rule", None) not in rules]

    assert silent == []


@pytest.mark.parametrize("who", PEOPLE)
def test_each_person_gets_what_the_table_says_on_every_route(made, who):
    client = Client()
    if user := made.people[who]:
        client.force_login(user)

    differences = {}
    for name, route in ROUTES.items():
        result, wanted = got(client, route, made.parts), expected(route, who)
        if result != wanted and not {result, wanted} <= {NO, HIDDEN}:
            differences[name] = f"{result}, not {wanted}"

    assert differences == {}


def test_a_record_of_another_state_is_as_if_it_did_not_exist_for_its_focal_point(made):
    client = Client()
    client.force_login(made.people["focal_point.other"])

    found = {name: got(client, route, made.parts) for name, route in ROUTES.items() if route.other == HIDDEN}

    assert {name for name, result in found.items() if result not in {HIDDEN, NO}} == set()
