"""The matrix reads again only the States whose records changed, and keeps no reader's answers for another."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from commitments.access import revalidation
from commitments.respondents.models import Respondent
from tests.factories.access import person
from tests.rollups.replies import answer, cycle_of, draft, reply
from tests.rollups.texts import small_text

pytestmark = pytest.mark.django_db
MATRIX = "/dashboard/matrix/?group=all"


@pytest.fixture
def cycle():
    return cycle_of(instruments=[small_text(founding=False)])


@pytest.fixture
def officer(client):
    client.force_login(person("officer"))
    return client


def line_of(client: Client, code: str) -> str:
    page = client.get(MATRIX).content.decode()
    found = re.search(rf'<tr><th scope="row"><a href="/states/{code}/.*?(?=<tr>|</tbody>)', page)
    assert found, code
    return found[0]


def test_a_cell_says_its_status_in_words_and_leads_to_the_answer(cycle, officer):
    reply(cycle, "THA", {"OP1": "planned"})

    line = line_of(officer, "THA")

    assert '<td><a tabindex="-1" href="/states/THA/#OP1" class="p">Planned</a>' in line
    assert '<td class="r">Not reported' in line
    assert "No reply received" in line_of(officer, "KEN")


def test_a_change_is_seen_at_the_next_request_and_only_that_state_is_read_again(cycle, officer):
    for code in ("THA", "KEN"):
        reply(cycle, code, {"OP1": "planned"})
    officer.get(MATRIX)
    reply(cycle, "THA", {"OP1": "under_way"}, number=2)

    revalidation.PAGES.clear()
    with CaptureQueriesContext(connection) as asked:
        line = line_of(officer, "THA")

    read = [query["sql"] for query in asked if "ARRAY_AGG" in query["sql"] and "obligationreport" in query["sql"]]
    thailand = Respondent.objects.get(code="THA").pk
    assert "Under way" in line
    assert [re.findall(r'"respondent_id" IN \((.*?)\)', sql) for sql in read] == [[str(thailand)]]


def test_what_is_kept_for_an_officer_is_not_shown_to_a_reader_of_another_state(cycle, officer):
    reply(cycle, "THA", {"OP1": ("planned", "secretariat"), "OP3": ("planned", "public")})
    reader = Client()
    reader.force_login(person("reader", "KEN"))

    assert line_of(officer, "THA").count("Planned") == 2
    assert line_of(reader, "THA").count("Planned") == 1


def test_a_draft_stands_in_no_line(cycle, officer):
    answer(draft(cycle, "KEN"), "OP1", "planned")

    assert "No reply received" in line_of(officer, "KEN")


def test_the_tabs_say_of_each_group_what_the_dashboard_says(cycle, officer):
    for code in ("THA", "JPN", "KEN"):
        reply(cycle, code, {"OP1": "planned"})

    tabs = officer.get(MATRIX).context["page"].tabs
    rates = officer.get("/dashboard/").context["page"].by_group

    assert {tab.label: tab.rate for tab in tabs if tab.rate} == {line.group.label: line.rate for line in rates}
