"""An institute of the programme network records its own activities against any paragraph, in no share of States."""

import pytest

from commitments.access.acting import acting
from commitments.access.refusals import NotAllowed
from commitments.dashboards.queries.states import states_page
from commitments.implementation.content import ActionContent
from commitments.implementation.models import ImplementationAction
from commitments.implementation.refusals import IsNotAsked
from commitments.implementation.services import record_action
from commitments.instruments.models import Instrument
from commitments.respondents.models import Respondent
from commitments.rollups.queries import counts_for
from tests.factories import recommendations
from tests.factories import submissions as make
from tests.factories.access import actor, client_of

pytestmark = pytest.mark.django_db
TOOL = ActionContent(kind="tool", title="Handbook for trainers")
ANY = ("OP5", "D17", "D30")


def on(reference):
    return Instrument.objects.get(is_founding=True).obligations.get(reference=reference)


def record(*obligations, by, code="UNICRI"):
    institute = Respondent.objects.get(code=code)
    return record_action(institute, by=by, now=make.NOON, content=TOOL, obligations=obligations)


def test_its_person_records_a_tool_against_any_paragraph_and_recommendation_on_the_desk():
    recommendations.loaded()
    person = client_of("focal_point", "UNICRI")
    keys = [*(f"A-RES-60-177/{reference}" for reference in ANY), "A-CONF-999-1/R2"]

    page = person.post(
        "/desk/actions/new/", {"kind": "tool", "title": TOOL.title, "language": "en", "obligations": keys}, follow=True
    ).text

    assert "Tool or training manual issued" in page
    for reference in (*ANY, "R2"):
        assert f"/{reference}/" in page


@pytest.mark.parametrize(("role", "code"), [("focal_point", "UNODC"), ("focal_point", "UNAFEI"), ("focal_point", "THA"), ("officer", None)])  # fmt: skip
def test_nobody_else_sees_or_records_what_is_an_institutes(role, code):
    made, stranger = record(on("D17"), by=make.focal_point("UNICRI")), actor(role, code)

    with pytest.raises(NotAllowed):
        record(on("D17"), by=stranger)
    assert not ImplementationAction.objects.visible_to(stranger).exists()
    assert client_of(role, code).get(made.get_absolute_url()).status_code in {403, 404}


def test_an_institute_has_no_mandates_and_a_state_no_paragraph_of_the_secretariats():
    assert client_of("focal_point", "UNICRI").get("/assistance/mandates/").status_code == 404
    with pytest.raises(IsNotAsked):
        record(on("OP5"), by=make.focal_point("THA"), code="THA")


@pytest.mark.parametrize("code", ["UNICRI", "UNODC"])
def test_what_it_sent_is_read_and_enters_no_count_no_rate_and_no_list_of_states(code):
    cycle = make.cycle("THA", "KEN", code)
    make.sent("THA", of=cycle, audience="public")
    before, figures = counted(cycle), shown(cycle)
    make.action(code, make.obligations(cycle)[0], kind="tool", title=TOOL.title, audience="public")

    make.sent(code, of=cycle, audience="public")

    assert counted(cycle) == before
    assert shown(cycle) == figures
    assert TOOL.title in client_of("officer").get(f"/states/{code}/?cycle={cycle.slug}").text


def counted(cycle):
    officer = actor("officer")
    with acting(officer):
        counts = counts_for(officer, cycle)
        page = states_page(officer, {"cycle": cycle.slug})
    return counts.answers, counts.by_obligation(), counts.reply_rate, page.reply_rate, page.total


def shown(cycle):
    """The sentences of figures of the first paragraph, and the rates of the dashboard."""
    officer, text = client_of("officer"), cycle.instruments.get()
    return (
        officer.get(f"/texts/{text.slug}/D1/?cycle={cycle.slug}").context["page"].figure.counts,
        officer.get(f"/dashboard/?cycle={cycle.slug}").context["page"].rate,
    )
