"""Pages of the past: what was shown on a day is shown again, links keep the day, and a day that is none is refused."""

import re
from collections import Counter
from datetime import UTC, datetime, timedelta
from html import unescape
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import connection, connections
from django.test import Client
from django.utils import timezone

from commitments.access.acting import acting
from commitments.dashboards.queries.changes import changes_page
from commitments.submissions.models import ObligationReport
from commitments.treaties.models import TreatyAct
from tests.factories.access import actor, person
from tests.rollups.replies import cycle_of, reply
from tests.rollups.texts import small_text

pytestmark = pytest.mark.usefixtures("committed_db")
TODAY = timezone.localdate()
TOMORROW = TODAY + timedelta(days=1)
PAGES = [
    "/",
    "/texts/{text}/",
    "/texts/{text}/OP1/",
    "/states/",
    "/states/THA/",
    "/records/",
    "/dashboard/",
    "/dashboard/matrix/",
    "/dashboard/records/",
]


def moment() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        at: datetime = cursor.fetchone()[0]
    return at.astimezone(UTC).isoformat()


@pytest.fixture
def scene() -> dict[str, Any]:
    text = small_text(founding=False)
    cycle = cycle_of(instruments=[text])
    reply(cycle, "THA", {"OP1": ("planned", "public"), "OP3": ("considered", "public")})
    reply(cycle, "KEN", {"OP1": ("planned", "secretariat")})
    between = moment()
    reply(cycle, "THA", {"OP1": ("under_way", "public"), "OP3": ("considered", "public")}, number=2)
    reply(cycle, "JPN", {"OP1": ("under_way", "public")})
    return {"text": text.slug, "cycle": cycle, "between": between}


def signed_in(role: str | None = "officer", code: str | None = None) -> Client:
    client = Client()
    if role:
        client.force_login(person(role, code))
    return client


def shown(client: Client, address: str, *, status: int = 200, **query: str) -> str:
    response = client.get(f"{address}?{urlencode(query)}" if query else address)
    assert response.status_code == status, (address, query, response.status_code)
    return response.content.decode()


def words(page: str) -> str:
    main = page.split("<main", 1)[1].split("</main>", 1)[0]
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", main)))


def test_a_page_of_the_past_says_so_and_leads_back(scene):
    client = signed_in()

    for address in PAGES:
        past = shown(client, address.format(**scene), cycle=scene["cycle"].slug, as_of=scene["between"])

        assert "The record as it stood on" in past, address
        assert "Back to the present" in past, address


def test_the_dashboard_of_the_past_shows_the_figures_of_then(scene):
    client = signed_in()

    then, now = (
        words(shown(client, "/dashboard/", **query))
        for query in ({"cycle": scene["cycle"].slug, "as_of": scene["between"]}, {"cycle": scene["cycle"].slug})
    )

    assert "Of the 193 Member States asked, 2 replied" in then
    assert "Of the 193 Member States asked, 3 replied" in now
    assert "OP1 2" in re.sub(r"OP1 .*? (\d+) ", r"OP1 \1 ", then, count=1)
    assert "191 Member States asked have not replied" in then


def test_a_states_page_and_a_paragraphs_page_show_the_version_of_then(scene):
    anybody = signed_in(None)
    query = {"cycle": scene["cycle"].slug, "as_of": scene["between"]}

    state = words(shown(anybody, "/states/THA/", **query))
    paragraph = words(shown(anybody, f"/texts/{scene['text']}/OP1/", **query))

    assert "2 answers that you may read" in state
    assert "Planned" in state
    assert "Under way" not in state
    assert "Thailand Planned" in paragraph
    assert "Japan" not in paragraph
    assert "Reported, not public: 1 answer." in paragraph


def test_the_matrix_of_the_past_names_who_had_replied_then(scene):
    client = signed_in()

    page = shown(client, "/dashboard/matrix/", cycle=scene["cycle"].slug, group="asia-pacific", as_of=scene["between"])

    assert page.count("No reply received") == 53
    assert f'href="/states/THA/?{urlencode({"as_of": scene["between"]})}#OP1"' in page


@pytest.mark.parametrize("reader", [None, "officer"])
def test_the_records_under_a_figure_of_the_past_add_up_to_it(scene, reader):
    client = signed_in(reader)
    page = shown(client, f"/texts/{scene['text']}/OP1/", cycle=scene["cycle"].slug, as_of=scene["between"])
    address = unescape(re.findall(r'<a href="([^"]*records/\?[^"]*)">The answers under these figures', page)[0])

    listed = words(shown(client, address))

    assert "as_of=" in address
    number = 2 if reader else 1
    assert f"{number} answer" in listed
    assert listed.count("Planned") - listed.count("all Planned") >= number
    assert "Japan" not in listed


READS = ("/?", "/states/", "/records", "/dashboard", "/texts/", "/treaties/", "?")
THE_SAME_AT_EVERY_MOMENT = ("/texts/",)


def lost_in(page: str) -> list[str]:
    """The links of the page and its breadcrumbs to what was otherwise in the past, without the moment."""
    begins = page.index('class="breadcrumbs"') if 'class="breadcrumbs"' in page else page.index("<main")
    links = [unescape(link) for link in re.findall(r'href="([^"]+)"', page[begins : page.index("</main>")])]
    asked = (link for link in links if link.startswith(READS) and link not in THE_SAME_AT_EVERY_MOMENT)
    return [link for link in asked if "as_of" not in link]


def test_links_and_chips_keep_the_day_and_the_form_offers_it(scene):
    client = signed_in()

    page = shown(client, "/dashboard/", cycle=scene["cycle"].slug, as_of=TODAY.isoformat(), group="african")

    assert f'value="{TODAY}"' in page
    assert 'type="date"' in page
    present = f"/dashboard/?cycle={scene['cycle'].slug}&group=african"
    assert set(lost_in(page)) == {present, "/dashboard/"}  # back to the present, and without any filter


@pytest.mark.parametrize(
    "address",
    [
        "/", "/texts/{text}/", "/texts/{text}/OP1/", "/texts/{text}/OP2/", "/states/THA/", "/records/",
        "/dashboard/matrix/", "/dashboard/records/",
        "/treaties/", "/treaties/untoc/", "/treaties/matrix/", "/states/KEN/treaties/",
    ],
)  # fmt: skip
def test_every_link_to_what_was_otherwise_keeps_the_moment(scene, address):
    address = address.format(**scene)

    page = shown(signed_in(), address, as_of=scene["between"])

    assert [link for link in lost_in(page) if link != address] == []


@pytest.mark.parametrize(
    ("as_of", "said"),
    [
        ("yesterday", "is no moment"),
        ("2026-02-30", "is no moment"),
        ("2026-02-03T99:00", "is no moment"),
        ("٢٠٢٦-٠٢-٠٣", "is no moment"),
        (TOMORROW.isoformat(), "lies in the future"),
        ("9999-12-31", "lies in the future"),
        ("9999-12-31T23:59:59-14:00", "is no moment"),
    ],
)
def test_a_day_that_is_none_or_lies_ahead_is_refused_in_a_sentence(scene, as_of, said):
    client = signed_in()

    for address in PAGES:
        page = words(shown(client, address.format(**scene), status=404, as_of=as_of))

        assert said in page, address
        assert "replied (" not in page, address


@pytest.mark.parametrize("named", [True, False])
def test_a_day_before_the_record_is_said_to_be_so_and_no_figure_pretends(scene, named):
    client = signed_in()
    query = {"as_of": "0001-01-01", **({"cycle": scene["cycle"].slug} if named else {})}

    for address in PAGES:
        page = words(shown(client, address.format(**scene), **query))

        assert ("does not know this reporting cycle" if named else "holds no reporting cycle") in page, address
        assert not re.search(r"\b0 (answers|Member States)", page), address
        assert "No reporting cycle has been opened yet" not in page, address


def test_without_a_cycle_in_the_address_the_page_shows_the_one_that_was_open_then(scene):
    later = cycle_of("autumn", instruments=[small_text("A/RES/99/10")])

    then = words(shown(signed_in(), "/dashboard/", as_of=scene["between"]))

    assert "Cycle spring" in then.split("Back to the present")[1]
    assert later.name not in then.split("Back to the present")[1]


@pytest.mark.parametrize("who", [(None, None), ("officer", None), ("focal_point", "THA")])
def test_the_list_of_changes_adds_up_to_the_change_of_the_figures(scene, who):
    somebody = actor(*who)
    ObligationReport.objects.filter(respondent__code="KEN").update(audience="member_states")
    with acting(somebody):
        page = changes_page(somebody, {"cycle": scene["cycle"].slug, "from": scene["between"]})

    listed: Counter[str] = Counter()
    for one in page.answers:
        listed[one.now or ""] += 1
        listed[one.then or ""] -= 1
    assert {c.status: c.now - c.then for c in page.by_status if c.now != c.then} == {
        status: n for status, n in listed.items() if n and status
    }
    widened = [("KEN", None, "planned")] if who[1] == "THA" else []  # he reads it only since
    assert [(one.code, one.then, one.now) for one in page.answers] == [
        ("JPN", None, "under_way"), *widened, ("THA", "planned", "under_way"),
    ]  # fmt: skip
    assert (page.reply_change.then, page.reply_change.now) == (2, 3)


def test_the_page_of_changes_opens_for_everybody_and_names_what_changed(scene):
    query = {"cycle": scene["cycle"].slug, "from": scene["between"]}

    public = words(shown(signed_in(None), "/changes/", **query))
    officers = words(shown(signed_in(), "/dashboard/changes/", **query, until=moment()))

    for page in (public, officers):
        assert "Answers that changed 2" in page
        assert "Member States that replied 2 3 +1" in page
        assert "Thailand Planned Under way" in page
    assert "Kenya" not in public
    assert "Choose a day to begin from" in words(shown(signed_in(None), "/changes/"))


@pytest.mark.parametrize(
    ("query", "status", "said"),
    [
        ({"from": "soon"}, 404, "is no moment"),
        ({"from": TOMORROW.isoformat()}, 404, "lies in the future"),
        ({"from": TODAY.isoformat(), "until": "2020-01-01"}, 404, "The first moment lies after the second"),
        ({"from": "2020-01-01"}, 200, "does not know this reporting cycle"),
        ({"from": "2026-01-01", "cycle": "none"}, 404, "not known: none"),
    ],
)
def test_changes_between_moments_that_are_none_are_refused_or_said(scene, query, status, said):
    page = words(shown(signed_in(None), "/changes/", status=status, **query))

    assert said in page
    assert "Figure Then Later" not in page


def test_the_treaty_record_of_the_past_is_that_of_the_list_held_then():
    before = moment()
    with connections["maintenance"].cursor() as cursor:
        cursor.execute(
            "DELETE FROM commitments_treatyact WHERE id IN (SELECT a.id FROM commitments_treatyact a "
            "JOIN commitments_treaty t ON t.id = a.treaty_id JOIN commitments_respondent r ON r.id = a.respondent_id "
            "WHERE t.key = 'untoc' AND r.code = 'KEN')"
        )
    anybody = signed_in(None)

    for address in ("/treaties/", "/treaties/untoc/", "/treaties/matrix/", "/states/KEN/treaties/"):
        then, now = words(shown(anybody, address, as_of=before)), words(shown(anybody, address))
        assert "The record as it stood on" in then, address
        assert then != now, address
    assert "179 175" in words(shown(anybody, "/treaties/", as_of=before))
    assert "178 174" in words(shown(anybody, "/treaties/"))
    assert TreatyAct.objects.filter(respondent__code="KEN", treaty__key="untoc").count() == 0


@pytest.mark.parametrize("address", ["/treaties/", "/treaties/untoc/", "/treaties/matrix/", "/states/KEN/treaties/"])
def test_a_moment_of_the_treaty_record_that_is_none_or_lies_ahead_is_refused(address):
    anybody = signed_in(None)

    assert "is no moment" in words(shown(anybody, address, status=400, as_of="never"))
    assert "lies in the future" in words(shown(anybody, address, status=400, as_of=TOMORROW.isoformat()))


def test_before_the_first_treaty_was_recorded_nothing_is_said_of_any():
    anybody = signed_in(None)

    assert "No treaty was held then" in words(shown(anybody, "/treaties/", as_of="2001-01-01"))
    page = words(shown(anybody, "/treaties/untoc/", as_of="2001-01-01"))
    assert "did not hold this treaty" in page
    assert "179" not in page
