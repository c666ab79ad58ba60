"""What nobody foresaw in an address, a cycle that nobody answered, a State with thousands of actions."""

import re
from html import unescape
from time import perf_counter
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from commitments.implementation.models import ActionObligation, ImplementationAction
from tests.factories import submissions as make
from tests.factories.access import person
from tests.rollups.replies import cycle_of
from tests.rollups.texts import small_text

pytestmark = pytest.mark.django_db
MANY = 5_000
MOST, SECONDS = 8, 2
FILTERED = ("/records/", "/states/", "/changes/", "/dashboard/", "/dashboard/matrix/", "/dashboard/records/")


def officer() -> Client:
    client = Client()
    client.force_login(person("officer"))
    return client


def words(client: Client, address: str, *, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status, (address, response.status_code)
    main = response.content.decode().split("<main", 1)[1].split("</main>", 1)[0]
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", main)))


def past_of_what_was_written() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS stamped IMMEDIATE")
        cursor.execute("SET CONSTRAINTS stamped DEFERRED")
        cursor.execute("SELECT clock_timestamp()")
        return str(cursor.fetchone()[0].isoformat())


@pytest.mark.parametrize("address", FILTERED)
def test_a_filter_that_no_page_has_changes_no_figure(address):
    cycle_of(instruments=[small_text()])
    client = officer()

    plain = words(client, address)

    assert words(client, f"{address}?colour=blue&as_of_then=2026-01-01&page_size=9999") == plain


@pytest.mark.parametrize(
    "address", ["/records/", "/dashboard/records/", "/dashboard/", "/dashboard/matrix/", "/states/"]
)
def test_a_group_that_is_not_known_is_refused_at_a_moment_too(address):
    cycle_of(instruments=[small_text()])
    client, at = officer(), past_of_what_was_written()

    page = words(client, f"{address}?{urlencode({'group': 'atlantis', 'as_of': at})}", status=404)

    assert "names a regional group that is not known: atlantis" in page


@pytest.mark.parametrize("is_past", [False, True], ids=["live", "past"])
def test_a_cycle_without_replies_says_so(is_past):
    cycle_of(instruments=[small_text()])
    client = officer()
    moment = {"as_of": past_of_what_was_written()} if is_past else {}
    pages = {
        address: words(client, f"{address}?{urlencode(moment)}")
        for address in ("/", *FILTERED)
        if "changes" not in address
    }

    for address in ("/", "/states/", "/dashboard/"):
        assert "None of the 193 Member States asked has replied so far." in pages[address], address
    for address in ("/records/", "/dashboard/records/"):
        assert "0 answers in the cycle" in pages[address], address
    assert "No reply received" in pages["/dashboard/matrix/"]


def test_what_changed_in_a_cycle_without_replies_is_nothing():
    cycle_of(instruments=[small_text()])
    client, since = officer(), past_of_what_was_written()

    page = words(client, f"/changes/?{urlencode({'from': since})}")

    assert "Member States that replied 0 0 0" in page
    assert "Answers that changed 0" in page


def test_a_state_with_thousands_of_actions_has_pages_like_any_other():
    cycle = make.cycle("THA")
    asked = make.obligations(cycle)
    make.answer(make.submission("THA", of=cycle))
    one = make.action("THA", asked[0])
    made = ImplementationAction.objects.bulk_create(
        ImplementationAction(respondent=one.respondent, created_at=one.created_at, kind="law", title=f"Act {number}")
        for number in range(MANY - 1)
    )
    ActionObligation.objects.bulk_create(
        ActionObligation(action=action, obligation=asked[0], respondent=one.respondent) for action in made
    )
    client = Client()
    client.force_login(person("focal_point", "THA"))

    for address in ("/states/THA/", f"/desk/THA/{cycle.slug}/", "/desk/", "/desk/actions/", "/desk/actions/?page=100"):
        client.get(address)
        began = perf_counter()
        with CaptureQueriesContext(connection) as queries:
            response = client.get(address)
        assert response.status_code == 200, address
        assert len(queries) <= MOST, (address, len(queries))
        assert perf_counter() - began < SECONDS, address
        assert len(response.content) < 400_000, address
