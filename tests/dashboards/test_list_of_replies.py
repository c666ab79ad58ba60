"""The dashboard's list of replies is kept, and a change of any reply or name is in it at the next request."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from commitments.access import revalidation
from commitments.dashboards.queries import dashboard
from commitments.respondents.models import Respondent
from commitments.submissions.models import ObligationReport, Submission
from tests.factories.access import person
from tests.rollups.replies import cycle_of, reply
from tests.rollups.texts import small_text


@pytest.fixture
def cycle(db):
    cycle = cycle_of(instruments=[small_text()])
    for code in ("THA", "KEN"):
        reply(cycle, code, {"OP1": ("planned", "secretariat")})
    dashboard.LISTS.clear()
    return cycle


def arrived(cycle):
    reply(cycle, "BRA", {"OP1": ("under_way", "public")})


def of_kenya(**now):
    return lambda _cycle: Submission.objects.filter(respondent__code="KEN", is_current=True).update(**now)


def renamed(_cycle):
    Respondent.objects.filter(code="KEN").update(short_name="Kenya, renamed")


CHANGES = {
    "a reply arrives": arrived,
    "it is read": of_kenya(stage="being_read"),
    "it is superseded": of_kenya(is_current=False),
    "a State is renamed": renamed,
}


@pytest.fixture
def officer(client, cycle):
    client.force_login(person("officer"))
    return client


def listed(officer):
    return officer.get("/dashboard/").context_data["page"].replies


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_change_is_in_the_list_at_the_next_request(cycle, officer, change):
    before = listed(officer)

    change(cycle)

    now = listed(officer)
    assert now != before
    for kept in (dashboard.LISTS, revalidation.PAGES):
        kept.clear()
    assert listed(officer) == now


def test_a_change_of_an_answer_leaves_the_list_as_it_is_kept(officer):
    before = listed(officer)

    ObligationReport.objects.filter(respondent__code="KEN").update(audience="public")
    with CaptureQueriesContext(connection) as asked:
        now = listed(officer)

    assert now is before
    assert not [query for query in asked if "JSONB_AGG" in query["sql"]]


def test_a_reader_of_other_rights_is_given_nothing_that_was_kept_for_an_officer(officer, client):
    assert listed(officer)

    client.force_login(person("mission", "THA"))

    assert client.get("/dashboard/").status_code == 403
