"""Every page opens for a small text that the test writes: without a cycle, without a reply, with replies."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from commitments.dashboards.queries.state import MOST_SUBMISSIONS
from commitments.instruments.models import Instrument
from commitments.instruments.services import load_instrument
from tests.factories.access import person
from tests.factories.instruments import loader, shared_text
from tests.rollups.replies import cycle_of, reply
from tests.rollups.texts import small_text

pytestmark = pytest.mark.django_db
MOST_QUERIES = 9  # of a page itself; the actor and the mark of a demonstration come on top


@pytest.fixture
def text():
    return small_text(founding=not Instrument.objects.founding().exists())


@pytest.fixture
def officer(client):
    client.force_login(person("officer"))
    return client


def pages_of(slug):
    return [
        "/", "/texts/", f"/texts/{slug}/", f"/texts/{slug}/OP1/", f"/texts/{slug}/OP2/", f"/texts/{slug}/OP4/",
        "/obligations/", f"/obligations/?instrument={slug}", "/states/", "/states/THA/", "/records/",
    ]  # fmt: skip


OFFICERS = ["/dashboard/", "/dashboard/matrix/", "/dashboard/records/"]


def test_every_page_opens_before_there_is_a_cycle(text, officer):
    for url in [*pages_of(text.slug), *OFFICERS]:
        assert officer.get(url).status_code == 200, url


def test_every_page_opens_with_a_cycle_that_nobody_replied_to(text, officer):
    cycle_of(instruments=[text])

    for url in [*pages_of(text.slug), *OFFICERS]:
        assert officer.get(url).status_code == 200, url


def test_a_cycle_without_replies_says_so_in_a_sentence(text, officer):
    cycle_of(instruments=[text])

    assert "None of the 193 Member States asked has replied so far." in officer.get("/dashboard/").content.decode()
    assert (
        "No information was received on operative paragraph 1."
        in officer.get(f"/texts/{text.slug}/OP1/").content.decode()
    )


@pytest.mark.parametrize(
    "url", ["/", "/texts/{}/", "/texts/{}/OP1/", "/texts/{}/OP2/", "/states/", "/states/THA/", "/records/", *OFFICERS]
)
def test_a_page_costs_few_queries_however_many_replies_there_are(text, officer, client, url):
    cycle = cycle_of(instruments=[text])
    reply(cycle, "THA", {"OP1": "planned", "OP2": "under_way"})
    url = url.format(text.slug)
    with CaptureQueriesContext(
        connection,
    ) as before:
        assert officer.get(url).status_code == 200
    for code in ["KEN", "BRA", "FRA", "POL", "JPN"]:
        reply(cycle, code, {"OP1": "planned", "OP2": "considered", "OP3": "under_way"})

    with CaptureQueriesContext(connection) as after:
        assert officer.get(url).status_code == 200

    ours = [q["sql"] for q in after if not _is_overhead(q["sql"])]
    assert 0 < len(ours) <= MOST_QUERIES, "\n".join(sql[:150] for sql in ours)
    assert len(after) <= len(before) + 1  # the records that an answer cites


OVERHEAD = (
    "django_session", '"commitments_user"."id" =', "commitments_designation", "set_config",
    "commitments_installationmark", "SAVEPOINT",
)  # fmt: skip


def _is_overhead(sql):
    return any(word in sql for word in OVERHEAD)


@pytest.mark.parametrize("name", ["cycle", "group", "theme", "instrument"])
@pytest.mark.parametrize("value", ["nobody-foresaw-this", "<script>", "' OR 1=1 --", "x" * 500, "%00"])
def test_a_filter_nobody_foresaw_gets_a_clear_sentence(text, officer, name, value):
    cycle_of(instruments=[text])

    response = officer.get("/dashboard/", {name: value})

    assert response.status_code == 404
    assert "The address names" in response.content.decode()
    assert "<script>" not in response.content.decode().split("<main", 1)[1]


def test_words_of_a_text_are_escaped_and_its_footnotes_lead_there_and_back(text, client):
    page = client.get(f"/texts/{text.slug}/").content.decode()

    assert "mend &lt;nets&gt; &amp; to report" in page
    assert 'id="to-note-1" href="#note-1"' in page
    assert 'id="note-1"' in page
    assert 'href="#to-note-1"' in page
    assert "See &lt;the report&gt;." in page


def test_a_paragraph_has_a_permanent_link_in_the_text_and_a_page(text, client):
    page = client.get(f"/texts/{text.slug}/").content.decode()

    assert 'id="OP2"' in page
    assert f'href="/texts/{text.slug}/OP2/"' in page


def test_the_short_form_answers_for_the_founding_text_with_a_canonical_link(client):
    founding = Instrument.objects.founding().first() or small_text(founding=True)
    reference = founding.obligations.first().reference

    response = client.get(f"/obligations/{reference}/")

    assert response.status_code == 200
    assert response["Link"] == f'<http://testserver/texts/{founding.slug}/{reference}/>; rel="canonical"'


@pytest.mark.parametrize("url", ["/texts/nothing/", "/texts/{}/OP99/", "/obligations/OP99/", "/states/XXX/"])
def test_what_is_not_held_is_not_found(text, client, url):
    assert client.get(url.format(text.slug)).status_code == 404


@pytest.mark.parametrize("url", OFFICERS)
def test_the_dashboard_is_for_the_secretariat(text, client, url):
    assert client.get(url).status_code == 302
    client.force_login(person("focal_point", "THA"))
    assert client.get(url).status_code == 403


def test_addresses_and_pages_of_figures_never_speak_of_compliance(text, officer):
    reply(cycle_of(instruments=[text]), "THA", {"OP1": "planned"})

    for url in [*pages_of(text.slug), *OFFICERS]:
        assert "complian" not in officer.get(url).content.decode().lower(), url


def test_another_adopted_text_opens_on_every_page(officer):
    outcome = load_instrument(shared_text("A_RES_55_59.txt"), analysis=None, by=loader(), now=timezone.now())
    slug = outcome.instrument.slug if hasattr(outcome, "instrument") else Instrument.objects.latest("pk").slug
    text = Instrument.objects.get(slug=slug)
    cycle_of(instruments=[text])

    for url in ["/", "/texts/", f"/texts/{slug}/", "/obligations/", f"/obligations/?instrument={slug}", *OFFICERS]:
        assert officer.get(url).status_code == 200, url
    for reference in text.obligations.values_list("reference", flat=True):
        assert officer.get(f"/texts/{slug}/{reference}/").status_code == 200, reference


def test_an_address_names_the_cycle_that_overview_text_and_paragraph_show(client, text):
    past = cycle_of("earlier", instruments=[text])
    cycle_of(instruments=[text])
    reply(past, "THA", {"OP1": ("planned", "public")})

    for url in ["/", f"/texts/{text.slug}/", f"/texts/{text.slug}/OP1/"]:
        shown = client.get(url, {"cycle": past.slug})
        assert shown.context["page"].cycle.cycle == past
        assert f"cycle={past.slug}" in shown.content.decode()
        assert client.get(url, {"cycle": "no-such"}).status_code == 404


def test_an_optional_paragraph_shows_numbers_and_no_shares(text, officer):
    cycle = cycle_of(instruments=[text])
    reply(cycle, "THA", {"OP1": "planned", "OP3": "under_way"})

    asked = officer.get(f"/texts/{text.slug}/OP1/").content.decode()
    optional = officer.get(f"/texts/{text.slug}/OP3/").content.decode()

    assert "100 %" in asked
    assert "100 %" not in optional
    assert "1 reported “Under way”" in optional


def test_a_state_that_replied_in_many_cycles_lists_those_of_the_cycle_shown_and_the_newest_others(text, officer):
    for n in range(MOST_SUBMISSIONS + 3):
        reply(cycle_of(f"turn-{n:02}", asked=["THA"], instruments=[text]), "THA", {"OP1": "under_way"})

    shown = officer.get("/states/THA/", {"cycle": "turn-01"}).content.decode()
    listed = re.findall(r'<th scope="row"><a href="[^"]+">Cycle ([^<]+)</a>', shown)

    assert len(listed) == MOST_SUBMISSIONS
    assert listed[0] == "turn-01"
    assert "Choose another cycle above" in shown
