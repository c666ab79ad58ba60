"""Actions name the recommendations they serve; the list shows each with the actions the reader may see."""

from decimal import Decimal

import pytest
from django.test import Client

from commitments.access.refusals import NotGiven
from commitments.dashboards import rows
from commitments.implementation import services
from commitments.implementation.content import FigureContent
from commitments.implementation.models import ActionObligation
from commitments.implementation.refusals import IsNotAsked
from commitments.respondents.models import Respondent
from commitments.rollups.models import RollupDelta
from commitments.submissions import services as submissions
from commitments.submissions.models import CitedRecord, ObligationReport
from tests.factories import recommendations
from tests.factories import submissions as make
from tests.factories.access import client_of

pytestmark = pytest.mark.django_db
PLACE = "/recommendations/"
CASES = FigureContent(label="Cases", value=Decimal(1), year=2025)


@pytest.fixture
def first():
    return recommendations.loaded()[0]


def seen_by(role=None, code=None):
    return (client_of(role, code) if role else Client()).get(PLACE).text


def sent_with(first, **fields):
    """An action of THA that serves the first recommendation and a paragraph, sent with the answer on that."""
    cycle = make.cycle()
    made = make.action("THA", make.obligations(cycle)[0], first, title="Law on sharing", **fields)
    make.sent("THA", of=cycle)
    ObligationReport.objects.filter(respondent__code="THA").update(audience=fields.get("audience", "secretariat"))
    return made


def test_where_no_list_is_held_the_page_says_where_the_text_is_to_be_had():
    assert "A/CONF.203/18" in seen_by()


def test_a_focal_point_names_a_recommendation_in_the_form_and_reads_it_on_the_page_of_the_action(first):
    focal_point = client_of("focal_point", "THA")

    form = focal_point.get("/desk/actions/new/").text
    said = {"kind": "law", "title": "Law on sharing", "language": "en", "obligations": ["A-CONF-999-1/R1"]}
    page = focal_point.post("/desk/actions/new/", said, follow=True).text

    assert "Share what is known" in form
    assert "/texts/A-CONF-999-1/R1/" in page
    assert "Law on sharing" in focal_point.get(PLACE).text


def test_before_anything_is_sent_only_the_own_people_see_the_action(first):
    make.action("THA", first, title="Law on sharing", audience="public")

    assert "Law on sharing" in seen_by("focal_point", "THA")
    for who in (("focal_point", "KEN"), ("officer",), ()):
        assert "Law on sharing" not in seen_by(*who)


@pytest.mark.parametrize(
    ("audience", "seen", "unseen"),
    [
        ("secretariat", [("officer",)], [("focal_point", "KEN"), ()]),
        ("member_states", [("officer",), ("focal_point", "KEN")], [()]),
        ("public", [("officer",), ("focal_point", "KEN"), ()], []),
    ],
)
def test_what_was_sent_is_shown_to_its_audience_and_to_nobody_else(first, audience, seen, unseen):
    sent_with(first, audience=audience)

    for who in seen:
        assert "Law on sharing" in seen_by(*who)
    for who in unseen:
        assert "Law on sharing" not in seen_by(*who)


def test_the_list_names_an_action_once_however_many_answers_cite_it(first):
    cycle = make.cycle()
    on = make.obligations(cycle)[:2]
    make.action("THA", *on, first, title="Law on sharing")
    whole = make.ready("THA", of=cycle)
    make.answer(whole, 1)
    whole.refresh_from_db()
    submissions.submit(whole, by=make.focal_point(), now=make.NOON)

    assert CitedRecord.objects.filter(kind="action").count() == 2
    assert seen_by("officer").count("Law on sharing") == 1


def test_what_was_sent_keeps_what_it_served_and_a_withdrawn_action_leaves_the_list(first):
    made, by = sent_with(first), make.focal_point()

    services.unlink_obligation(made, obligation=first, by=by, now=make.NOON)
    assert "Law on sharing" in seen_by("officer")
    services.withdraw_action(made, by=by, now=make.NOON)
    assert "Law on sharing" not in seen_by("officer")


def test_an_action_that_serves_no_recommendation_is_frozen_as_before(first):
    cycle = make.cycle()
    make.action("THA", make.obligations(cycle)[0])
    make.sent("THA", of=cycle)

    assert "recommendations" not in CitedRecord.objects.get(kind="action").content


def test_a_recommendation_takes_no_figure_and_enters_no_count(first):
    make.action("THA", first)

    with pytest.raises(IsNotAsked):
        services.record_figures(
            Respondent.objects.get(code="THA"), first, by=make.focal_point(), now=make.NOON, rows=[CASES]
        )
    assert not RollupDelta.objects.exists()


def test_a_contributor_is_offered_no_recommendation_and_takes_none_away(first):
    cycle = make.cycle()
    on = make.obligations(cycle)[0]
    contributor = make.contributor(on, of=cycle)
    made = make.action("THA", on, first)

    with pytest.raises(NotGiven):
        services.unlink_obligation(made, obligation=first, by=contributor, now=make.NOON)
    assert ActionObligation.objects.filter(obligation=first).exists()


def test_figures_take_it_for_nothing_that_is_asked(first):
    held = next(text for text in rows.texts() if text.slug == first.instrument.slug)

    assert [(row.is_asked, row.is_counted) for row in rows.paragraphs([held])] == [(False, False)] * 2


def test_its_page_and_its_text_say_that_no_questionnaire_asks(first):
    assert "No questionnaire asks about a recommendation" in Client().get("/texts/A-CONF-999-1/R1/").text
    text = Client().get("/texts/A-CONF-999-1/").text
    assert "That States should share what they know" in text
    assert "Workshop one" in text
    assert "No questionnaire asks about recommendations" in text
