"""What a stranger learns of answers that are not his to read: one number for the whole cycle, and nothing else."""

import re

import pytest

from commitments.instruments.models import Instrument
from tests.factories.access import person
from tests.rollups.replies import answer, cycle_of, draft, reply
from tests.rollups.texts import small_text

pytestmark = pytest.mark.django_db


@pytest.fixture
def text():
    return small_text(founding=not Instrument.objects.founding().exists())


@pytest.fixture
def cycle(text):
    return cycle_of(instruments=[text])


@pytest.fixture(params=["nobody", "another State", "administrator"])
def stranger(request, client):
    if request.param == "another State":
        client.force_login(person("focal_point", "KEN"))
    if request.param == "administrator":
        client.force_login(person("administrator"))
    return client


def main_of(client, url):
    """What stands in the page, without what differs at each request."""
    page = client.get(url)
    assert page.status_code == 200
    return re.sub(r"\s+", " ", page.content.decode().split("<main", 1)[1].split("</main>")[0])


def test_a_states_page_is_the_same_whether_it_replied_in_confidence_or_not_at_all(stranger, cycle):
    before = main_of(stranger, "/states/THA/")
    reply(cycle, "THA", {"OP1": ("planned", "secretariat"), "OP2": ("under_way", "own_state")})

    assert main_of(stranger, "/states/THA/") == before


def test_a_draft_is_seen_nowhere_whatever_audience_it_bears(stranger, cycle, text):
    urls = ["/", "/states/", "/states/THA/", f"/texts/{text.slug}/", f"/texts/{text.slug}/OP1/", "/records/"]
    before = [main_of(stranger, url) for url in urls]
    answer(draft(cycle, "THA"), "OP1", "planned", "public", narrative="Not sent yet")

    assert [main_of(stranger, url) for url in urls] == before


def test_the_list_of_states_names_no_state_that_replied_in_confidence(stranger, cycle):
    reply(cycle, "THA", {"OP1": ("planned", "secretariat")})
    reply(cycle, "BRA", {"OP1": ("planned", "public")})

    page = main_of(stranger, "/states/?show=replied")

    assert "Brazil" in page
    assert "Thailand" not in page
    assert "2 replied" in page


def test_confidential_answers_are_one_number_that_no_filter_divides(stranger, cycle, text):
    reply(cycle, "THA", {"OP1": ("planned", "secretariat"), "OP2": ("under_way", "own_state")})
    reply(cycle, "BRA", {"OP1": ("planned", "public")})
    filters = ["", "?paragraph=OP2", "?group=african", "?status=planned", "?theme=NETS", "?state=THA", "?state=BRA"]

    lines = {
        re.search(r"Reported, not [a-z ]+: (\d+) answers", main_of(stranger, f"/records/{end}"))[1] for end in filters
    }

    assert lines == {"2"}
    for url in ["/records/", f"/texts/{text.slug}/OP1/", f"/texts/{text.slug}/OP2/", f"/texts/{text.slug}/"]:
        assert "Thailand" not in main_of(stranger, url)
    assert "No answer fits" in main_of(stranger, "/records/?state=THA")


def test_a_margin_counts_only_what_the_stranger_may_read(stranger, cycle, text):
    reply(cycle, "THA", {"OP1": ("planned", "secretariat")})
    reply(cycle, "BRA", {"OP1": ("under_way", "public")})

    page = main_of(stranger, f"/texts/{text.slug}/")

    assert "1 answer</a>: 1 under way" in page
    assert "planned" not in page.split("<p>Calls upon")[1].lower().split("</div>")[1]


def test_the_own_state_and_the_secretariat_do_see_it(client, cycle):
    reply(cycle, "THA", {"OP1": ("planned", "secretariat")})

    client.force_login(person("officer"))
    assert "Planned" in main_of(client, "/states/THA/")
    client.force_login(person("focal_point", "THA"))
    assert "Planned" in main_of(client, "/states/THA/")


def test_a_reader_with_a_named_list_reads_those_states_and_is_no_officer_for_the_others(client, cycle):
    reply(cycle, "THA", {"OP1": ("planned", "secretariat")})
    reply(cycle, "BRA", {"OP1": ("planned", "secretariat")})
    client.force_login(person("reader", "THA"))

    page = main_of(client, "/records/")

    assert "Thailand" in page
    assert "Brazil" not in page
    assert "Reported, not open to you: 1 answer." in page


def test_a_reader_with_a_named_list_is_not_told_who_of_the_others_replied(client, cycle):
    reply(cycle, "THA", {"OP1": ("planned", "secretariat")})
    reply(cycle, "JPN", {"OP1": ("planned", "secretariat")})
    reply(cycle, "IND", {"OP1": ("planned", "public")})
    client.force_login(person("reader", "THA"))

    matrix, dashboard = main_of(client, "/dashboard/matrix/?group=asia-pacific"), main_of(client, "/dashboard/")

    assert ("Thailand" in matrix, "India" in matrix, "Japan" in matrix) == (True, True, False)
    assert "Japan" not in dashboard
    assert "asked have not replied" not in dashboard


@pytest.mark.parametrize("reader", [None, "officer"])
def test_every_figure_opens_a_list_that_adds_up_to_it(client, cycle, text, reader):
    statuses = ["planned", "under_way", "considered", "not_applicable", "no_action_yet", "planned"]
    for number, code in enumerate(["THA", "KEN", "BRA", "FRA", "POL", "JPN"]):
        audience = ["public", "secretariat", "member_states"][number % 3]
        reply(
            cycle, code,
            {f"OP{n}": (statuses[(number + n) % 6], audience) for n in (1, 2, 3)},
        )  # fmt: skip
    if reader:
        client.force_login(person(reader))
    urls = ["/", f"/texts/{text.slug}/OP1/", f"/texts/{text.slug}/OP2/", *(["/dashboard/"] if reader else [])]

    figures = {}
    for url in urls:
        for href, shown in re.findall(r'<td class="number"><a href="([^"]*records/[^"]*)">(\d+)', main_of(client, url)):
            figures[href.replace("&amp;", "&")] = int(shown)

    assert len(figures) > 5
    for href, shown in figures.items():
        listed = re.search(r"<strong>(\d+) answers?</strong>", main_of(client, href))
        assert int(listed[1]) == shown, href


def test_outside_the_secretariat_the_list_names_those_with_a_readable_answer_and_the_rest_is_one_number(
    stranger, cycle
):
    reply(cycle, "THA", {"OP1": ("planned", "secretariat")})
    reply(cycle, "BRA", {"OP1": ("planned", "public")})

    named = main_of(stranger, "/states/")
    everybody = main_of(stranger, "/states/?show=all")

    member_states = named.partition('id="others"')[0]
    assert re.findall(r'<li><a href="/states/([A-Z]{3})/">', member_states) == ["BRA"]
    assert "192 other States asked are not named" in named
    assert "Thailand" in everybody
    assert "Brazil" in everybody
    assert "1 answer" not in everybody


def test_the_numbers_of_replies_by_kind_open_the_replies_under_them(client, cycle):
    reply(cycle, "THA", {"OP1": ("planned", "secretariat")})
    reply(cycle, "KEN", {"OP1": ("planned", "secretariat")})
    client.force_login(person("officer"))

    assert "/states/THA/?" in main_of(client, "/dashboard/?replies=waiting")
    assert (
        "/states/THA/?" not in main_of(client, "/dashboard/?replies=nil").split('id="replies"')[1].split("<details")[0]
    )


def test_the_replies_of_a_group_open_a_list_of_as_many_states(client, cycle):
    for code in ["THA", "JPN", "KEN"]:
        reply(cycle, code, {"OP1": ("planned", "secretariat")})
    reply(cycle, "IND", {})
    client.force_login(person("officer"))

    rates = dict(re.findall(r'<a href="(/states/\?[^"]*show=replied)">(\d+)</a>', main_of(client, "/dashboard/")))

    assert sorted(rates.values()) == ["0", "0", "0", "1", "3"]
    for href, shown in rates.items():
        listed = main_of(client, href.replace("&amp;", "&"))
        assert len(re.findall(r'<li><a href="/states/[A-Z]{3}/">', listed)) == int(shown)
