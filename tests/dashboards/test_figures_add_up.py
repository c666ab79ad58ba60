"""Every figure that opens its records opens a list of as many, with the one line for what the reader may not see."""

import re
from html import unescape
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest
from django.db import connection
from django.test import Client

from commitments.instruments.models import Obligation
from tests.factories.access import person
from tests.rollups.replies import cycle_of, reply
from tests.rollups.texts import small_text

pytestmark = pytest.mark.usefixtures("committed_db")
OPEN_TO_ALL = ["/", "/texts/{text}/", "/texts/{text}/OP1/", "/texts/{text}/OP2/", "/texts/{text}/OP3/", "/states/THA/"]
SECRETARIAT = ["/dashboard/", "/dashboard/?group=asia-pacific", "/dashboard/?theme=NETS", "/dashboard/matrix/"]
READERS = {"public": (None, None), "another State": ("focal_point", "KEN"), "officer": ("officer", None)}
LINK = re.compile(r'<a\b([^>]*?)href="([^"]*/?records/\?[^"]*)"([^>]*)>(.*?)</a>', re.DOTALL)
HIDDEN = re.compile(r"Reported, not (?:public|open to you): \d+ answers?\.")


@pytest.fixture
def scene() -> dict[str, Any]:
    """Two versions of one reply with a moment between them; what each audience may read differs."""
    text = small_text(founding=False)
    Obligation.objects.filter(instrument=text, reference="OP3").update(answers_as=["provider", "recipient"])
    cycle = cycle_of(instruments=[text])
    reply(cycle, "THA", {"OP1": ("planned", "public"), "OP2": "under_way", "OP3": ("considered", "public")})
    reply(cycle, "KEN", {"OP1": ("planned", "secretariat"), "OP2": ("not_applicable", "secretariat")})
    reply(cycle, "FRA", {"OP1": ("not_applicable", "member_states"), "OP3": ("planned", "secretariat", "provider")})
    reply(cycle, "BRA", {"OP3": ("planned", "public", "provider")})
    reply(cycle, "PER", {"OP3": ("under_way", "public", "recipient")})
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        between = cursor.fetchone()[0].isoformat()
    reply(cycle, "THA", {"OP1": ("under_way", "public"), "OP2": ("planned", "member_states")}, number=2)
    reply(cycle, "JPN", {"OP1": ("under_way", "public"), "OP2": ("under_way", "secretariat")})
    return {"text": text.slug, "between": between}


def main_of(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode().split("<main", 1)[1].split("</main>", 1)[0]


def words(markup: str) -> str:
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", markup)))


def figures_of(page: str) -> list[tuple[str, int | None]]:
    """Each link to records, with the figure it bears; None where it stands for the sum of narrower ones."""
    found = []
    for before, address, after, inside in LINK.findall(page):
        label = re.search(r'aria-label="([^"]*)"', before + after)
        number = re.search(r"(?<!\w)(\d+)", words(inside)) or (label and re.search(r"(?<!\w)(\d+)", label[1]))
        found.append((unescape(address), int(number[1]) if number else None))
    return found


def is_narrower(one: str, other: str) -> bool:
    """Whether an address asks for one status of what the other asks for."""
    asked, wider = (dict(parse_qsl(urlsplit(address).query)) for address in (one, other))
    return "status" in asked and {name: value for name, value in asked.items() if name != "status"} == wider


def expected(figures: list[tuple[str, int | None]]) -> dict[str, int]:
    """By address; one without a figure of its own, and with several narrower ones, is their sum."""
    stated: dict[str, int] = {}
    for address, number in figures:
        if number is not None:
            assert stated.setdefault(address, number) == number, f"two figures for {address}"
    for address, number in figures:
        parts = [n for other, n in stated.items() if is_narrower(other, address)]
        if number is None and parts:
            stated.setdefault(address, sum(parts))
    return stated


@pytest.mark.parametrize("is_past", [False, True], ids=["live", "past"])
@pytest.mark.parametrize("reader", READERS)
def test_every_figure_opens_a_list_that_adds_up_to_it(scene, reader, is_past):
    client, (role, code) = Client(), READERS[reader]
    if role:
        client.force_login(person(role, code))
    moment = {"as_of": scene["between"]} if is_past else {}
    pages = [*OPEN_TO_ALL, *(SECRETARIAT if role == "officer" else [])]

    totals: dict[str, tuple[int, str]] = {}
    wrong, walked = [], 0
    for page in (page.format(**scene) for page in pages):
        shown = main_of(client, f"{page}{'&' if '?' in page else '?'}{urlencode(moment)}" if moment else page)
        hidden = HIDDEN.search(words(shown))
        for address, number in expected(figures_of(shown)).items():
            walked += 1
            if address not in totals:
                listed = words(main_of(client, address))
                total, line = re.search(r"(\d+) answers? in the cycle", listed), HIDDEN.search(listed)
                totals[address] = int(total[1]) if total else -1, line[0] if line else ""
            if totals[address] != (number, hidden[0] if hidden else totals[address][1]):
                wrong.append((page, address, number, totals[address]))

    assert wrong == []
    assert walked >= len(OPEN_TO_ALL)
    assert is_past or any("answers_as=provider" in address for address in totals)
    if reader != "officer":
        assert all(line for _total, line in totals.values()), "what is hidden is said on each list"
