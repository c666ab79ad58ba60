"""What a signed-in person saw stays between him and the program."""

from typing import Any

import pytest
from django.test import Client

from tests.permissions.scene import scene
from tests.permissions.table import ROUTES

pytestmark = pytest.mark.django_db

HIS_OWN = ("private", "no-store")


@pytest.fixture
def parts(settings: Any, tmp_path: Any) -> Any:
    """Addresses' parts and people."""
    settings.MEDIA_ROOT = str(tmp_path)
    return scene()


@pytest.mark.parametrize("who", ["focal_point.own", "officer", "administrator"])
def test_no_shared_cache_keeps_a_page_of_a_signed_in_person(parts, who):
    client = Client()
    client.force_login(parts.people[who])
    kept = {}

    for route in ROUTES.values():
        answer = client.get(route.address.format(**parts.parts))
        for close in answer._resource_closers if answer.streaming else ():
            close()
        if not any(word in answer.get("Cache-Control", "") for word in HIS_OWN):
            kept[route.address] = answer.get("Cache-Control", "")

    assert kept == {}


def test_page_for_nobody_in_particular_is_kept_apart_by_cookie_and_language():
    answer = Client().get("/texts/")

    assert {"Cookie", "Accept-Language"} <= {word.strip() for word in answer["Vary"].split(",")}
    assert answer["Cache-Control"] == "no-cache", "whoever keeps it asks again, by its tag"


def test_page_that_sets_a_cookie_is_nobody_elses():
    assert "private" in Client().get("/texts/?lang=fr")["Cache-Control"]
    assert "private" in Client().get("/accounts/login/")["Cache-Control"]


def test_signing_out_empties_what_the_browser_kept(parts):
    client = Client()
    client.force_login(parts.people["focal_point.own"])

    answer = client.post("/accounts/logout/")

    assert answer["Clear-Site-Data"] == '"cache"'
    assert "Clear-Site-Data" not in client.get("/accounts/login/")
