"""Pages and saves through the whole program: in this process, by Django's client, with every middleware.

In the process and not over HTTP: a socket and a server would add the same to the page and to the empty page, and
so make every ratio smaller than the program's own work is.
"""

import time
from collections.abc import Callable

from django.db import connection
from django.http import HttpResponseBase
from django.test.utils import CaptureQueriesContext

from tests.bench import world
from tests.bench.acts import ASKED_AGAIN, EVERY_PAGE, PAGES, SAVES, TEXT, WARM, Page
from tests.bench.empty import ADDRESS as EMPTY

BY_KEY = {page.key: page for page in PAGES}
FOUND, NOT_MODIFIED, REDIRECTED = 200, 304, 302
STORED = """
    SELECT a.version FROM commitments_obligationreport a JOIN commitments_submission s ON s.id = a.submission_id
    JOIN commitments_obligation o ON o.id = a.obligation_id JOIN commitments_respondent r ON r.id = a.respondent_id
    WHERE s.cycle_id = %s AND s.stage = 'draft' AND r.code = 'THA' AND o.reference = 'D17'
"""

Pair = tuple[float, float]


def seconds(act: Callable[[], HttpResponseBase], *, status: int = FOUND) -> float:
    """How long the answer takes; any other answer than the expected one is a crash of the bench."""
    begun = time.perf_counter()
    response = act()
    taken = time.perf_counter() - begun
    assert response.status_code == status, f"{response.status_code} instead of {status}"
    return taken


def once(key: str) -> float:
    """One page, or one save, in seconds; what comes before it is not counted."""
    if key in SAVES:
        return SAVED[key]()
    page = BY_KEY[key]
    if page.changed_before:
        world.CHANGES[page.changed_before]()
    browser = world.client(page.who)
    return seconds(lambda: browser.get(page.address))


def empty(who: str) -> float:
    """The empty page, opened by this person; by the officer for somebody who is not signed in."""
    browser = world.client(who if who in world.EMAILS else "officer")
    return seconds(lambda: browser.get(EMPTY))


def pairs(key: str, count: int) -> list[Pair]:
    """So many times the page and, right after it, the empty page of the same person."""
    who = BY_KEY[key].who if key in BY_KEY else "focal_point"
    world.rest()
    for _ in range(WARM):
        once(key), empty(who)
    return [(once(key), empty(who)) for _ in range(count)]


def save() -> float:
    """One changed answer sent by the page's script, and the new panel that comes back."""
    return seconds(_sent({"x-autosave": "1"}))


def save_by_form() -> float:
    """The same sent by the form of the page, and the answer that leads on."""
    return seconds(_sent({}), status=REDIRECTED)


def saved_page() -> float:
    """The page to which that answer leads."""
    response = _sent({})()
    return seconds(lambda: world.client("focal_point").get(response.headers["Location"]))


SAVED = {"save": save, "save by form": save_by_form, "saved page": saved_page}


def _sent(headers: dict[str, str]) -> Callable[[], HttpResponseBase]:
    """The sending of another text for the same answer; what it is made of is looked up before."""
    address = f"/desk/THA/{world.there()['cycle']}/{TEXT}/D17/"
    with world.maintenance() as cursor:
        cursor.execute(STORED, [world.there()["cycle_id"]])
        version = cursor.fetchone()[0]
    words = f"What was done, written for the {version}th time. " * 5
    form = {"expected": version, "status": "under_way", "narrative": words, "language": "en",
            "audience": "secretariat", "use_in_report": ""}  # fmt: skip
    return lambda: world.client("focal_point").post(address, form, headers=headers)


def asked_again(place: int, count: int) -> list[Pair] | None:
    """So many times the page with its own version in the hand, and the empty page; None where it has no version."""
    page: Page = ASKED_AGAIN[place]
    browser = world.client(page.who)
    browser.get(page.address)  # the very first page of a person gives him a token
    etag = browser.get(page.address).headers.get("ETag")
    if etag is None:
        return None

    def again() -> float:
        return seconds(lambda: browser.get(page.address, headers={"if-none-match": etag}), status=NOT_MODIFIED)

    for _ in range(WARM):
        again(), empty(page.who)
    return [(again(), empty(page.who)) for _ in range(count)]


def addresses() -> list[tuple[str, str]]:
    """Who opens what, for every page."""
    return [(who, address.format(**world.there())) for who, address in EVERY_PAGE]


def queries() -> dict[str, int]:
    """How many queries each page takes, session and actor included, opened for the second time and after a change."""
    found: dict[str, int] = {}
    for who, address in addresses():
        browser = world.client(who)
        browser.get(address)
        world.change()
        with CaptureQueriesContext(connection) as asked:
            response = browser.get(address)
        if response.status_code == FOUND:
            found[f"{who} {address}"] = len(asked)
    return found
