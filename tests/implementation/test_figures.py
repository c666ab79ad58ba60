"""Reported figures: many years in one table."""

from decimal import Decimal
from uuid import uuid4

import pytest

from commitments.access.refusals import NotAllowed
from commitments.history.bases import EditedMeanwhile
from commitments.implementation import services
from commitments.implementation.models import ReportedFigure
from commitments.implementation.refusals import IsNotAsked, RowsBroken, StaysWithOthers
from commitments.respondents.models import Respondent
from tests.factories.access import actor
from tests.factories.implementation import NOON, figure, obligations
from tests.factories.submissions import contributor

pytestmark = pytest.mark.django_db


def record(by, rows, code="THA", reference="D17", **options):
    respondent, obligation = Respondent.objects.get(code=code), obligations(reference)[0]
    return services.record_figures(respondent, obligation, by=by, now=NOON, rows=rows, **options)


def test_many_years_are_recorded_at_once():
    made = record(
        contributor(*obligations("D17")), [figure(year=year, value=Decimal(year)) for year in range(2015, 2025)]
    )

    assert [each.year for each in made] == list(range(2015, 2025))


def test_one_bad_row_refuses_all_and_every_fault_is_named_with_its_row():
    rows = [figure(year=2019), figure(year=2050), figure(year=2020, unit="", currency="usd"), figure(year=2019)]

    with pytest.raises(RowsBroken) as refusal:
        record(actor("focal_point", "THA"), rows)

    assert {number: set(errors) for number, errors in refusal.value.errors.items()} == {
        1: {"year"},
        2: {"currency"},
        3: {"year"},
    }
    assert not ReportedFigure.objects.exists()


def test_the_same_table_sent_twice_is_recorded_once():
    somebody, request_id, rows = actor("focal_point", "THA"), uuid4(), [figure(year=2019), figure(year=2020)]

    assert record(somebody, rows, request_id=request_id) == record(somebody, rows, request_id=request_id)
    assert ReportedFigure.objects.count() == 2


def test_a_breakdown_by_sex_and_age_stands_beside_the_whole():
    rows = [figure(), figure(sex="female"), figure(sex="female", age_group="children")]

    assert len(record(actor("focal_point", "THA"), rows)) == 3


def test_a_figure_that_stands_already_is_refused():
    somebody = actor("focal_point", "THA")
    record(somebody, [figure()])

    with pytest.raises(RowsBroken):
        record(somebody, [figure(value=Decimal(11))])


@pytest.mark.parametrize(("role", "code"), [("focal_point", "KEN"), ("mission", "THA"), ("officer", None)])
def test_recording_figures_by_anybody_else_is_refused(role, code):
    with pytest.raises(NotAllowed):
        record(actor(role, code), [figure()])


def test_figures_on_a_paragraph_that_is_not_asked_of_states_are_refused():
    with pytest.raises(IsNotAsked):
        record(actor("focal_point", "THA"), [figure()], reference="OP6")


def test_a_figure_is_corrected_and_a_stale_correction_refused():
    somebody = actor("focal_point", "THA")
    [made] = record(somebody, [figure()])

    services.edit_figure(made, by=somebody, now=NOON, content=figure(value=Decimal("12.5")), expected=1)
    with pytest.raises(EditedMeanwhile):
        services.edit_figure(made, by=somebody, now=NOON, content=figure(value=Decimal(13)), expected=1)

    made.refresh_from_db()
    assert (made.value, made.version) == (Decimal("12.5"), 2)


def test_a_correction_that_meets_another_figure_is_refused():
    somebody = actor("focal_point", "THA")
    one, _other = record(somebody, [figure(year=2019), figure(year=2020)])

    with pytest.raises(StaysWithOthers):
        services.edit_figure(one, by=somebody, now=NOON, content=figure(year=2020), expected=1)


def test_a_withdrawn_figure_is_restored_unless_another_took_its_place():
    somebody = actor("focal_point", "THA")
    [made] = record(somebody, [figure()])

    services.withdraw_figure(made, by=somebody, now=NOON, reason="Typing error")
    services.restore_figure(made, by=somebody, now=NOON)
    services.withdraw_figure(made, by=somebody, now=NOON)
    record(somebody, [figure(value=Decimal(11))])

    with pytest.raises(StaysWithOthers):
        services.restore_figure(made, by=somebody, now=NOON)
    with pytest.raises(NotAllowed):
        services.withdraw_figure(made, by=actor("focal_point", "KEN"), now=NOON)
