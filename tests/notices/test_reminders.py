"""Reminders: on the days of the cycle's plan, once each, to those that were asked and have not sent."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from commitments.access.refusals import NotAllowed
from commitments.history.event_names import EventName
from commitments.history.models import Event
from commitments.notices.models import ReminderPlan
from commitments.notices.plans import PlanRefused, falls_at, plan_reminders, planned, remind
from tests.factories import submissions as make
from tests.factories.access import actor, person
from tests.notices.scenes import NOON, sentences, told

pytestmark = pytest.mark.django_db


@pytest.fixture
def cycle():
    """Thailand and Kenya are asked by 30 June."""
    return make.cycle("THA", "KEN", name="Call of 2027", soft_deadline_on=NOON.date() + timedelta(days=120),
                      hard_deadline_on=NOON.date() + timedelta(days=150))  # fmt: skip


def at(cycle, days: int) -> datetime:
    return falls_at(cycle, days) + timedelta(minutes=1)


def days_said() -> list[int]:
    return [event.payload["days"] for event in Event.objects.filter(name=EventName.REPLY_REMINDED).order_by("pk")]


def test_a_reminder_goes_in_the_morning_of_its_day_in_the_zone_of_the_cycle(cycle):
    assert falls_at(cycle, -1) == datetime(2026, 6, 29, 8, tzinfo=ZoneInfo("Europe/Vienna"))


def test_the_usual_days_remind_once_each(cycle):
    made = [remind(now=at(cycle, day)) for day in (-31, -30, -30, -8, -7, -1, 0, 1, 2, 3)]

    assert made == [0, 1, 0, 0, 1, 1, 0, 0, 1, 0]
    assert days_said() == [-30, -7, -1, 2]


def test_those_that_sent_are_not_reminded(cycle):
    sent, silent = person("mission", "THA"), person("mission", "KEN")
    make.sent("THA", of=cycle)

    remind(now=at(cycle, -7))
    told(EventName.REPLY_REMINDED, now=at(cycle, -7))

    said = "Replies in Call of 2027 are kindly requested by 30 June 2026; none has been sent yet."
    assert (sentences(sent), sentences(silent)) == ([], [said])


def test_after_the_day_the_words_say_that_a_reply_is_welcome_still(cycle):
    silent = person("focal_point", "KEN")

    remind(now=at(cycle, 2))
    told(EventName.REPLY_REMINDED, now=at(cycle, 2))

    assert "It is welcome still, and marked late only after 30 July 2026." in sentences(silent)[0]


def test_of_several_days_that_passed_while_nothing_ran_only_the_last_is_said(cycle):
    assert remind(now=at(cycle, -1)) == 1
    assert days_said() == [-1]


def test_a_reminder_that_is_a_week_late_is_not_said_any_more(cycle):
    assert remind(now=at(cycle, 10)) == 0
    assert remind(now=at(cycle, 2)) == 0


def test_a_clock_that_goes_back_reminds_nobody_twice(cycle):
    remind(now=at(cycle, -7))

    assert [remind(now=at(cycle, day)) for day in (-30, -8, -7)] == [0, 0, 0]


def test_a_cycle_opened_after_a_day_of_its_plan_says_nothing_of_that_day():
    late = make.cycle("THA", soft_deadline_on=NOON.date() + timedelta(days=5))

    assert remind(now=NOON) == 0
    assert remind(now=at(late, -1)) == 1
    assert days_said() == [-1]


def test_a_cycle_that_is_closed_reminds_nobody(cycle):
    cycle.closed_at = NOON
    cycle.save(update_fields=["closed_at"])

    assert remind(now=at(cycle, -7)) == 0


def test_an_officer_changes_the_plan_and_what_is_over_stays_over(cycle):
    remind(now=at(cycle, -30))

    plan_reminders(cycle, days=[5, -30, -3], expected=1, by=actor("officer"), now=at(cycle, -20))

    assert [(one.days, one.is_over) for one in planned(cycle)] == [(-30, True), (-3, False), (5, False)]
    assert remind(now=at(cycle, -19)) == 0
    assert remind(now=at(cycle, -3)) == 1


def test_a_day_that_is_past_when_it_is_planned_is_not_made_up_for(cycle):
    plan_reminders(cycle, days=[-30, -20], expected=1, by=actor("officer"), now=at(cycle, -19))

    assert remind(now=at(cycle, -19)) == 0


@pytest.mark.parametrize("role", ["approver", "administrator"])
def test_nobody_else_plans(cycle, role):
    with pytest.raises(NotAllowed):
        plan_reminders(cycle, days=[1], expected=1, by=actor(role), now=NOON)

    assert not ReminderPlan.objects.exists()


@pytest.mark.parametrize("days", [range(20), [366], [-4000]])
def test_days_too_many_or_too_far_are_refused(cycle, days):
    with pytest.raises(PlanRefused, match="At most"):
        plan_reminders(cycle, days=list(days), expected=1, by=actor("officer"), now=NOON)


def test_the_page_shows_the_dates_and_takes_other_days(cycle):
    client = Client()
    client.force_login(person("officer"))
    address = f"/cycles/{cycle.slug}/reminders/"

    before = client.get(address).text
    wrong = client.post(address, {"days": "soon"})
    after = client.post(address, {"days": "-10, 3", "version": 1}, follow=True).text

    assert "31 May 2026" in before
    assert (wrong.status_code, "whole numbers" in wrong.text) == (422, True)
    assert "20 June 2026" in after
    assert "31 May 2026" not in after


def test_of_two_who_change_the_plan_the_second_is_told_and_overwrites_nothing(cycle):
    client = Client()
    client.force_login(person("officer"))
    address, opened = f"/cycles/{cycle.slug}/reminders/", {"days": "-20", "version": 1}
    plan_reminders(cycle, days=[-10], expected=1, by=actor("officer"), now=NOON)

    refused = client.post(address, opened)

    assert refused.status_code == 409
    assert "Somebody else saved this record" in refused.text
    assert [one.days for one in planned(cycle)] == [-10]
