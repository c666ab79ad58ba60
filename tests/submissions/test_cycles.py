"""Opening a cycle: who is asked, until when, and what is refused."""

from datetime import date, timedelta
from typing import Any

import pytest

from commitments.access.actor import Actor, anonymous
from commitments.access.refusals import NotAllowed
from commitments.history.models import Event
from commitments.submissions import services
from commitments.submissions.models import ReportingCycle
from commitments.submissions.refusals import (
    CycleRefused,
)
from commitments.submissions.services import cycles
from tests.factories import access
from tests.factories import submissions as make
from tests.factories.submissions import NOON

pytestmark = pytest.mark.django_db

DAY = NOON.date()


def new(**fields: Any) -> services.NewCycle:
    usual = {
        "name": "Follow-up 2026", "slug": "2026", "soft_deadline_on": DAY + timedelta(30),
        "hard_deadline_on": DAY + timedelta(60),
    }  # fmt: skip
    return services.NewCycle(**(usual | fields))


def opened(by: Actor = make.OPENER, asked: Any = None, **fields: Any) -> ReportingCycle:
    return services.open_cycle(new(**fields), instruments=[make.instrument()], asked=asked, by=by, now=NOON)


def test_a_cycle_asks_all_member_states_of_its_day_unless_told_otherwise() -> None:
    cycle = opened()

    members = make.Respondent.objects.members_on(DAY)
    assert set(cycle.asked.all()) == set(members)
    assert Event.objects.filter(name="cycle_opened", subject_id=cycle.pk).exists()


def test_the_deadline_is_the_end_of_the_day_in_the_cycles_zone() -> None:
    cycle = opened(hard_deadline_on=date(2026, 7, 1))

    assert cycle.deadline_at.utcoffset() == timedelta(hours=2)
    assert (cycle.deadline_at.date(), cycle.deadline_at.hour) == (date(2026, 7, 1), 23)


def test_of_two_who_open_a_cycle_at_once_the_second_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    first = opened()
    monkeypatch.setattr(cycles, "check_words", lambda _: None)  # both looked before either had written

    with pytest.raises(CycleRefused, match="Another cycle has the short name") as refusal:
        opened()

    assert refusal.value.field == "slug"
    assert list(ReportingCycle.objects.filter(slug=first.slug)) == [first]


@pytest.mark.parametrize("role", ["focal_point", "reader", "administrator", None])
def test_a_cycle_is_not_opened_by_those_who_may_not(role: str | None) -> None:
    by = access.actor(role, "THA" if role == "focal_point" else None) if role else anonymous()

    with pytest.raises(NotAllowed):
        opened(by=by)


@pytest.mark.parametrize(
    ("field", "fields"),
    [
        ("name", {"name": "  "}), ("slug", {"slug": "a b"}), ("slug", {"slug": ""}), ("slug", {"slug": "x" * 61}),
        ("time_zone", {"time_zone": "Europe/Wien"}),
        ("soft_deadline_on", {"soft_deadline_on": DAY + timedelta(61)}),
        ("soft_deadline_on", {"soft_deadline_on": DAY - timedelta(1)}),
        ("hard_deadline_on", {"hard_deadline_on": date(9999, 1, 1)}),
        ("period_until", {"period_from": date(2025, 1, 2), "period_until": date(2025, 1, 1)}),
        ("period_from", {"period_from": date(25, 1, 1)}),
    ],
)  # fmt: skip
def test_nonsense_is_refused_at_its_field_and_opens_nothing(field: str, fields: dict[str, Any]) -> None:
    with pytest.raises(CycleRefused) as refusal:
        opened(**fields)

    assert refusal.value.field == field
    assert not ReportingCycle.objects.filter(slug=fields.get("slug", "2026")).exists()


def test_a_short_name_is_used_once_and_a_cycle_needs_an_instrument_that_asks() -> None:
    opened()

    with pytest.raises(CycleRefused, match="Another cycle"):
        opened()
    with pytest.raises(CycleRefused, match="at least one instrument"):
        services.open_cycle(new(slug="b"), instruments=[], by=make.OPENER, now=NOON)
    with pytest.raises(CycleRefused, match="asks nothing"):
        services.open_cycle(new(slug="c"), instruments=[make.instrument(0, 0, 2)], by=make.OPENER, now=NOON)
    with pytest.raises(CycleRefused, match="Nobody"):
        opened(asked=[], slug="d")
