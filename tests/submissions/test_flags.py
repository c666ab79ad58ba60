"""Flags with their day: late by the deadline as extended, provisional until a later version, by the report's cut-off."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from commitments.access.acting import acting
from commitments.access.refusals import NotAllowed
from commitments.history.models import Event
from commitments.respondents.models import Respondent
from commitments.submissions import services
from commitments.submissions.lateness import END_OF_DAY
from commitments.submissions.models import DeadlineExtension, ReportingCycle, Submission
from commitments.submissions.refusals import ExtensionRefused
from tests.factories import submissions as make
from tests.factories.access import actor
from tests.factories.submissions import NOON

pytestmark = pytest.mark.django_db

DEADLINE = (NOON + timedelta(days=60)).date()
EXTENDED = DEADLINE + timedelta(days=14)
AFTER_THE_DEADLINE = NOON + timedelta(days=61)
LAST_OF_ITS_DAY = datetime(2026, 5, 15, 21, 59, 59, 999999, tzinfo=UTC)
"""The end of the extended day in Vienna."""


def more_time(cycle, code: str = "THA", **values):
    said = {"until_on": EXTENDED, "reason": "Elections", "by": actor("officer"), "now": NOON, **values}
    return services.extend_deadline(cycle, Respondent.objects.get(code=code), **said)


def test_a_reply_within_the_time_that_its_state_was_given_is_not_late_and_anothers_is(cycle) -> None:
    more_time(cycle)

    given = make.sent("THA", of=cycle, at=AFTER_THE_DEADLINE)
    other = make.sent("KEN", of=cycle, at=AFTER_THE_DEADLINE)

    assert (given.is_late, other.is_late) == (False, True)


@pytest.mark.parametrize(
    ("moment", "late"), [(LAST_OF_ITS_DAY, False), (LAST_OF_ITS_DAY + timedelta(microseconds=1), True)]
)
def test_the_day_given_ends_in_the_cycles_own_zone(cycle, moment, late) -> None:
    assert LAST_OF_ITS_DAY.date() == EXTENDED
    more_time(cycle)

    assert make.sent(of=cycle, at=moment).is_late is late


@pytest.mark.parametrize("zone", ["Africa/Cairo", "America/Havana", "Asia/Beirut", "America/Santiago", "UTC"])
def test_page_and_database_end_each_day_at_the_same_instant_also_where_its_last_hour_comes_twice(zone) -> None:
    days = [date(2026, 1, 1) + timedelta(days=n) for n in range(365)]

    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {END_OF_DAY.format(day='day', zone='%s')} FROM unnest(%s::date[]) WITH ORDINALITY d(day, n) ORDER BY n",
            [zone, days],
        )
        ends = [end for (end,) in cursor.fetchall()]

    assert ends == [ReportingCycle(time_zone=zone).end_of(day).astimezone(UTC) for day in days]


def test_what_was_sent_stays_late_when_more_time_is_given_afterwards_and_the_next_version_is_not(cycle) -> None:
    late = make.sent(of=cycle, at=AFTER_THE_DEADLINE)
    more_time(cycle, now=AFTER_THE_DEADLINE)

    draft = services.revise(late, by=make.focal_point(), now=AFTER_THE_DEADLINE)
    again = services.submit(draft, by=make.focal_point(), now=AFTER_THE_DEADLINE)

    late.refresh_from_db()
    assert (late.is_late, again.is_late) == (True, False)


def test_whether_it_is_late_is_what_the_database_says(cycle) -> None:
    whole = make.ready(of=cycle)
    Submission.objects.filter(pk=whole.pk).update(is_late=True)

    assert not services.submit(whole, by=make.focal_point(), now=NOON).is_late
    assert not Submission.objects.get(pk=whole.pk).is_late


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"until_on": DEADLINE}, "until_on"),
        ({"until_on": DEADLINE + timedelta(days=1), "now": NOON + timedelta(days=65)}, "until_on"),
        ({"until_on": DEADLINE.replace(year=2201)}, "until_on"),
        ({"reason": "  "}, "reason"),
        ({"code": "FRA"}, "respondent"),
    ],
)
def test_an_extension_that_gives_no_time_says_no_reason_or_names_a_stranger_is_refused(cycle, values, field) -> None:
    with pytest.raises(ExtensionRefused) as refusal:
        more_time(cycle, **values)

    assert refusal.value.field == field
    assert not DeadlineExtension.objects.exists()


def test_a_further_extension_ends_later_than_the_one_before(cycle) -> None:
    more_time(cycle)

    with pytest.raises(ExtensionRefused):
        more_time(cycle, until_on=EXTENDED - timedelta(days=1))
    more_time(cycle, until_on=EXTENDED + timedelta(days=1))


def test_the_same_request_gives_time_once_and_is_told_once(cycle) -> None:
    request, by = uuid4(), actor("officer")

    made = [more_time(cycle, request_id=request, by=by) for _ in range(2)]

    assert made[0] == made[1]
    assert Event.objects.filter(name="deadline_extended").count() == 1


@pytest.mark.parametrize(("role", "code"), [("approver", None), ("reader", None), ("focal_point", "THA")])
def test_nobody_but_an_officer_gives_more_time(cycle, role, code) -> None:
    somebody, thailand = actor(role, code), Respondent.objects.get(code="THA")

    with pytest.raises(NotAllowed):
        more_time(cycle, by=somebody)
    with acting(somebody), pytest.raises(DatabaseError), transaction.atomic():
        DeadlineExtension.objects.create(
            cycle=cycle, respondent=thailand, until_on=EXTENDED, reason="By hand", created_at=NOON
        )


def test_a_state_sees_its_own_extension_and_nobody_elses(cycle) -> None:
    more_time(cycle, "THA")

    for code, seen in (("THA", 1), ("KEN", 0)):
        reader = actor("focal_point", code)
        with acting(reader):
            assert DeadlineExtension.objects.count() == DeadlineExtension.objects.visible_to(reader).count() == seen


def test_the_database_keeps_an_extension_as_it_was_given_to_one_who_was_asked_and_after_the_deadline(cycle) -> None:
    given = more_time(cycle)
    whole = {"cycle": cycle, "until_on": EXTENDED, "reason": "x", "created_at": NOON}

    for change in (
        lambda: DeadlineExtension.objects.update(until_on=EXTENDED + timedelta(days=9)),
        given.delete,
        lambda: DeadlineExtension.objects.create(**whole, respondent=Respondent.objects.get(code="FRA")),
        lambda: DeadlineExtension.objects.create(**whole | {"until_on": DEADLINE}, respondent=given.respondent),
        lambda: DeadlineExtension.objects.create(
            **whole | {"reason": ""}, respondent=Respondent.objects.get(code="KEN")
        ),
    ):
        with pytest.raises((DatabaseError, IntegrityError)), transaction.atomic():
            change()


def test_an_officer_gives_time_on_the_page_of_the_cycle_and_both_sides_read_until_when(cycle, urls, sign_in) -> None:
    officer, state, other = sign_in("officer", None), sign_in(), sign_in("focal_point", "KEN")
    until_on = DEADLINE.replace(year=2190)

    page = officer.post(
        f"/cycles/{cycle.slug}/extensions/",
        {"respondent": "THA", "until_on": until_on.isoformat(), "reason": "Elections in March"}, follow=True,
    ).content.decode()  # fmt: skip

    assert "The State has more time" in page
    assert "Elections in March" in page
    for address in (urls("versions"), urls("review"), "/desk/"):
        words = state.get(address).content.decode()
        assert "by the end of 1 May 2190 is not late" in words
        assert "Elections in March" in words
    assert "Your State has more time" not in other.get(urls("versions", "KEN")).content.decode()


def test_a_form_that_gives_no_time_comes_back_with_what_was_typed(cycle, sign_in) -> None:
    officer = sign_in("officer", None)

    for typed in ({"until_on": "2020-01-01"}, {"until_on": "soon"}, {"respondent": "FRA"}, {"reason": ""}):
        data = {"respondent": "THA", "until_on": "2190-05-05", "reason": "Typed words", **typed}
        answer = officer.post(f"/cycles/{cycle.slug}/extensions/", data)
        assert answer.status_code == 422
        assert data["reason"] in answer.content.decode()
    assert not DeadlineExtension.objects.exists()


def provisional(cycle) -> Submission:
    whole = make.ready(of=cycle)
    services.save_cover(whole, values={"is_provisional": True}, expected=whole.version, by=make.focal_point())
    return services.submit(whole, by=make.focal_point(), now=NOON)


def test_a_provisional_reply_reads_so_on_both_sides_and_a_later_version_does_not(cycle, urls, sign_in) -> None:
    sent = provisional(cycle)
    state, officer = sign_in(), sign_in("officer", None)

    pages = [
        state.get(urls("versions")), officer.get(f"/review/?cycle={cycle.slug}"),
        officer.get(f"/submissions/{sent.public_id}/"), officer.get(f"/review/{sent.public_id}/"),
    ]  # fmt: skip
    assert [("Provisional" in page.content.decode()) for page in pages] == [True] * 4
    draft = services.revise(sent, by=make.focal_point(), now=NOON + timedelta(days=1))
    final = services.submit(draft, by=make.focal_point(), now=NOON + timedelta(days=1))
    assert (final.is_provisional, Submission.objects.get(pk=sent.pk).is_provisional) == (False, True)
    assert "Provisional" not in officer.get(f"/review/?cycle={cycle.slug}").content.decode()


def test_whether_it_is_provisional_is_said_on_the_cover_of_a_draft_and_stands_once_it_was_sent(
    cycle, urls, sign_in
) -> None:
    client = sign_in()
    whole = make.ready(of=cycle)
    client.post(urls("cover"), {"is_provisional": "on", "use_in_report": "named", "expected": whole.version})
    whole.refresh_from_db()
    assert whole.is_provisional

    services.submit(whole, by=make.focal_point(), now=NOON)

    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        Submission.objects.filter(pk=whole.pk).update(is_provisional=False)
    assert refusal.value.__cause__.diag.constraint_name == "submission_cover_is_frozen"


@pytest.mark.parametrize(
    ("cut_off_on", "words"),
    [
        (NOON.date() + timedelta(days=40), "Received by its cut-off"),
        (NOON.date() + timedelta(days=30), "Received after its cut-off"),
        (None, ""),
    ],
)
def test_the_state_reads_whether_a_version_came_by_the_cut_off_of_the_report(urls, sign_in, cut_off_on, words) -> None:
    cycle = make.cycle("THA", report_cut_off_on=cut_off_on)
    last = cycle.end_of(NOON.date() + timedelta(days=30))
    make.sent(of=cycle, at=last + timedelta(microseconds=1))

    page = sign_in().get(f"/desk/THA/{cycle.slug}/").content.decode()

    assert (words in page) if words else ("its cut-off" not in page)
