"""What the bodies decided: loaded with its source, recorded by the secretariat's people, withdrawn and brought back."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, transaction

from commitments.access.actor import anonymous
from commitments.access.refusals import LoadingNotAllowed, NotAllowed, RefusedInField
from commitments.assistance import services
from commitments.assistance.loading import load_outcomes
from commitments.assistance.models import BodyOutcome
from commitments.assistance.rows import OUTCOME_COLUMNS
from commitments.assistance.services.outcomes import Decided, DocumentStands
from commitments.instruments.models import Instrument
from tests.factories import submissions as make
from tests.factories.access import actor, client_of
from tests.factories.respondents import FIXTURES, rewritten, written

pytestmark = pytest.mark.django_db
SHIPPED = FIXTURES / "body_outcomes.csv"
REPORT = Decided(body="commission", session="Fourteenth", document="E/2005/30", decision="Its report")
TABLE = "/assistance/mandates/"
NOT_THE_WRITERS = pytest.mark.parametrize(("role", "code"), [("focal_point", "THA"), ("officer", None)])


def d30():
    return Instrument.objects.get(is_founding=True).obligations.get(reference="D30")


def recorded(**said):
    by = make.focal_point("UNODC")
    return services.record_outcome(d30(), Decided(**{**REPORT.__dict__, **said}), by=by, now=make.NOON)


def load(*files):
    out = StringIO()
    call_command("load_outcomes", *files, stdout=out)
    return out.getvalue()


def test_the_table_shows_the_two_resolutions_that_followed_with_session_day_and_source():
    page = client_of("officer").get(TABLE).text

    for words in ("A/RES/65/229", "Sixty-fifth", "21 December 2010", "A/RES/70/175", "17 December 2015", "Source"):
        assert words in page


def test_loading_again_adds_nothing_and_leaves_what_people_withdrew():
    bangkok = BodyOutcome.objects.get(document="A/RES/65/229")
    services.withdraw_outcome(bangkok, by=make.focal_point("UNODC"), now=make.NOON)

    said = load()

    bangkok.refresh_from_db()
    assert "0 new, 2 held already" in said
    assert bangkok.is_withdrawn


def test_other_words_on_the_same_document_are_refused_and_not_dropped_as_if_they_were_saved():
    first = recorded()

    with pytest.raises(RefusedInField, match="recorded already"):
        recorded(decision="Others")

    assert recorded() == first
    assert [one.decision for one in BodyOutcome.objects.filter(document=REPORT.document)] == [REPORT.decision]


def test_a_file_with_faults_is_refused_with_every_line_and_nothing_is_written(tmp_path):
    good = ["A/RES/60/177", "D30", "assembly", "First", "A/1", "Rules", "2005-12-16", "a list"]

    def but(**cells):
        return [cells.get(column, cell) for column, cell in zip(OUTCOME_COLUMNS, good, strict=True)]

    rows = [
        good, but(document="A/2", body="council"), but(document="A/3", obligation="D17"), but(document="A/4", adopted_on="1905"),
        but(document="A/5", adopted_on="2999-01-01"), but(document="A/6", source="", session=""), good, ["A/RES/60/177"],
        but(document="A/7", decision="x" * 501),
    ]  # fmt: skip
    path = written(tmp_path / "outcomes.csv", OUTCOME_COLUMNS, rows)

    with pytest.raises(CommandError) as refusal:
        load(path)

    said = str(refusal.value).splitlines()
    for line, words in {
        3: "unknown body “council”", 4: "“D17” of “A/RES/60/177” asks nothing of the secretariat", 5: "“1905” is no date",
        6: "lies in the future", 7: "no session", 8: "the same paragraph as on line 2", 9: "1 cells where the header has 8",
        10: "decision has more than 500 characters",
    }.items():  # fmt: skip
        assert any(f"line {line}: " in each and words in each for each in said), words
    assert len(said) == 10
    assert not BodyOutcome.objects.filter(document__in=["A/1", "A/7"]).exists()


def test_a_paragraph_that_is_not_held_refuses_the_file(tmp_path):
    path = rewritten(SHIPPED, tmp_path / "o.csv", {"A/RES/65/229": {"instrument": "A/RES/1/1"}}, key="document")

    with pytest.raises(CommandError, match="line 2: “D30” of “A/RES/1/1”"):
        load(path)


def test_somebody_who_may_not_load_writes_nothing():
    with pytest.raises(LoadingNotAllowed):
        load_outcomes(SHIPPED, by=anonymous(), now=make.NOON)


def test_an_outcome_is_recorded_once():
    assert recorded() == recorded()


def test_a_day_to_come_is_refused():
    with pytest.raises(RefusedInField):
        recorded(adopted_on=make.NOON.date().replace(year=2999))


@NOT_THE_WRITERS
def test_nobody_else_records_withdraws_or_restores_an_outcome(role, code):
    made = recorded()

    with pytest.raises(NotAllowed):
        services.record_outcome(d30(), REPORT, by=actor(role, code), now=make.NOON)
    with pytest.raises(NotAllowed):
        services.withdraw_outcome(made, by=actor(role, code), now=make.NOON)
    with pytest.raises(NotAllowed):
        services.restore_outcome(made, by=actor(role, code), now=make.NOON)
    with pytest.raises(DatabaseError), transaction.atomic():
        BodyOutcome.objects.update(decision="Another")


def test_an_outcome_recorded_in_error_leaves_the_table_on_its_page_and_comes_back():
    made, writer = recorded(), client_of("focal_point", "UNODC")
    place = f"/assistance/outcomes/{made.public_id}/"

    assert "Its report" in writer.get(f"{place}withdraw/").text
    writer.post(f"{place}withdraw/", {"reason": "The wrong session"})
    assert "E/2005/30" not in writer.get(TABLE).text
    assert "The wrong session" in writer.get(f"{TABLE}A-RES-60-177/D30/outcome/").text
    writer.post(f"{place}restore/")

    assert "E/2005/30" in client_of("officer").get(TABLE).text


@NOT_THE_WRITERS
def test_for_nobody_else_the_page_that_withdraws_exists(role, code):
    place, client = f"/assistance/outcomes/{recorded().public_id}/", client_of(role, code)

    answers = [client.get(f"{place}withdraw/"), client.post(f"{place}withdraw/"), client.post(f"{place}restore/")]

    assert {answer.status_code for answer in answers} <= {403, 404}
    assert BodyOutcome.objects.standing().filter(document="E/2005/30").exists()


def test_a_withdrawn_outcome_does_not_come_back_beside_one_with_the_same_document():
    by, first = make.focal_point("UNODC"), recorded()
    services.withdraw_outcome(first, by=by, now=make.NOON)
    recorded(decision="As it should read")

    with pytest.raises(DocumentStands):
        services.restore_outcome(first, by=by, now=make.NOON)
