"""Time that a State was given is taken back with a reason, as long as its reply was not sent under it."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from commitments.access.acting import acting
from commitments.access.refusals import NotAllowed
from commitments.history.models import Event
from commitments.submissions import services
from commitments.submissions.models import DeadlineExtension, ReportingCycle
from commitments.submissions.queries import place_for
from commitments.submissions.refusals import ExtensionRefused
from tests.factories import submissions as make
from tests.factories.access import actor
from tests.submissions.test_flags import AFTER_THE_DEADLINE, DEADLINE, EXTENDED, NOON, more_time

pytestmark = pytest.mark.django_db


def taken_back(given: DeadlineExtension, **values: Any) -> DeadlineExtension:
    said = {"reason": "Given to the wrong State", "by": actor("officer"), "now": NOON, **values}
    return services.take_extension_back(given, **said)


def test_what_is_sent_afterwards_is_late_again_and_the_state_is_told(cycle: ReportingCycle) -> None:
    taken_back(more_time(cycle))

    late = make.sent(of=cycle, at=AFTER_THE_DEADLINE)

    assert late.is_late
    assert place_for(make.focal_point(), "THA", cycle.slug).extension is None
    assert Event.objects.filter(name="extension_taken_back").exists()


def test_of_two_days_the_other_one_holds_and_the_same_day_can_be_given_again(cycle: ReportingCycle) -> None:
    first, second = more_time(cycle), more_time(cycle, until_on=EXTENDED + timedelta(days=5))

    taken_back(second)
    more_time(cycle, until_on=EXTENDED + timedelta(days=5))
    taken_back(first)

    standing = DeadlineExtension.objects.standing()
    assert [one.until_on for one in standing] == [EXTENDED + timedelta(days=5)]


def test_what_the_reply_was_sent_under_stays_in_words_and_in_the_database(cycle: ReportingCycle) -> None:
    given = more_time(cycle)
    make.sent(of=cycle, at=AFTER_THE_DEADLINE)

    with pytest.raises(ExtensionRefused, match="sent under it"):
        taken_back(given)
    by = actor("officer")
    with acting(by), pytest.raises(IntegrityError, match="sent under this extension"), transaction.atomic():
        DeadlineExtension.objects.filter(pk=given.pk).update(
            taken_back_at=NOON, taken_back_by_id=by.user_id, taken_back_reason="By hand"
        )


def test_what_was_sent_by_the_deadline_of_all_was_not_sent_under_it(cycle: ReportingCycle) -> None:
    given = more_time(cycle)
    make.sent(of=cycle)

    assert taken_back(given).taken_back_reason == "Given to the wrong State"


def test_it_needs_a_reason_and_is_taken_back_once(cycle: ReportingCycle) -> None:
    given = more_time(cycle)

    with pytest.raises(ExtensionRefused, match="give a reason"):
        taken_back(given, reason=" ")
    taken_back(given)
    with pytest.raises(ExtensionRefused, match="already"):
        taken_back(given)
    with pytest.raises(DatabaseError, match="taken back already"), transaction.atomic():
        DeadlineExtension.objects.filter(pk=given.pk).update(taken_back_reason="Another")


@pytest.mark.parametrize(("role", "code"), [("approver", None), ("reader", None), ("focal_point", "THA")])
def test_nobody_but_an_officer_takes_it_back(cycle: ReportingCycle, role: str, code: str | None, sign_in: Any) -> None:
    given, somebody = more_time(cycle), actor(role, code)

    with pytest.raises(NotAllowed):
        taken_back(given, by=somebody)
    with acting(somebody):
        changed = DeadlineExtension.objects.filter(pk=given.pk).update(
            taken_back_at=NOON, taken_back_by_id=somebody.user_id, taken_back_reason="By hand"
        )
    answer = sign_in(role, code).post(f"/cycles/{cycle.slug}/extensions/take-back/", {})
    assert (changed, answer.status_code) == (0, 403)


def test_an_officer_takes_it_back_on_the_page_and_the_state_reads_why(
    cycle: ReportingCycle, sign_in: Any, urls: Any
) -> None:
    more_time(cycle)
    officer, address = sign_in("officer", None), f"/cycles/{cycle.slug}/extensions/take-back/"
    key = f"THA/{EXTENDED.isoformat()}"

    unread = officer.post(address, {"extension": key, "reason": ""})
    strange = officer.post(address, {"extension": "THA/2030-13-99", "reason": "Typed words"})
    page = officer.post(address, {"extension": key, "reason": "Given in error"}, follow=True).content.decode()

    assert (unread.status_code, strange.status_code) == (422, 422)
    assert "Typed words" in strange.content.decode()
    assert "Given in error" in page
    assert "Take more time back" not in page  # nothing stands that could be
    read = sign_in().get(urls("versions")).content.decode()
    assert "was taken back by the secretariat" in read
    assert "Given in error" in read
    assert "Your State has more time" not in read
    assert "Given in error" not in sign_in("focal_point", "KEN").get(urls("versions", "KEN")).content.decode()


def test_a_reply_that_was_sent_meanwhile_is_told_and_what_was_typed_comes_back(
    cycle: ReportingCycle, sign_in: Any
) -> None:
    more_time(cycle)
    make.sent(of=cycle, at=AFTER_THE_DEADLINE)

    said = {"extension": f"THA/{EXTENDED.isoformat()}", "reason": "Typed words"}
    answer = sign_in("officer", None).post(f"/cycles/{cycle.slug}/extensions/take-back/", said)

    assert answer.status_code == 409
    assert "The reply was sent under it" in answer.content.decode()
    assert "Typed words" in answer.content.decode()


def test_the_deadline_of_all_is_what_holds_then(cycle: ReportingCycle) -> None:
    taken_back(more_time(cycle))

    assert place_for(make.focal_point(), "THA", cycle.slug).deadline_at == cycle.end_of(DEADLINE)
