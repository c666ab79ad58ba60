"""The weekly digest: one mail a week, of what no mail told, to whoever wants one."""

from datetime import timedelta

import pytest

from commitments.history.event_names import EventName
from commitments.notices.digests import make_digests, week_of
from commitments.notices.kinds import Kind, Pace
from commitments.notices.mailing.writing import written
from commitments.notices.models import Mail, MailChoice, Notice
from tests.factories import submissions as make
from tests.factories.access import person
from tests.notices.scenes import NOON, told

pytestmark = pytest.mark.django_db
A_WEEK = timedelta(days=7)


@pytest.fixture
def officer():
    """Somebody of the secretariat to whom two States sent; arrivals come weekly unless he chooses."""
    user = person("officer", language="en")
    for code in ("THA", "KEN"):
        make.sent(code)
        told(EventName.SUBMISSION_RECEIVED)
    return user


def test_several_notices_are_one_mail(officer):
    make_digests(now=NOON)

    digest = Mail.objects.get(recipient=officer)
    body = written(digest).body
    assert (digest.week_on, digest.told.count()) == (week_of(NOON), 2)
    assert "Thailand sent its reply" in body
    assert "Kenya sent its reply" in body


def test_there_is_one_a_week_however_often_it_is_asked_for_and_whatever_the_clock_says(officer):
    made = [make_digests(now=NOON + timedelta(hours=hours)) for hours in (0, 1, 40, -40)]
    make.sent("FRA", of=make.cycle("FRA"))
    told(EventName.SUBMISSION_RECEIVED)

    assert made == [1, 0, 0, 0]
    assert make_digests(now=NOON + timedelta(hours=41)) == 0
    assert make_digests(now=NOON + A_WEEK) == 1


def test_a_week_without_news_is_a_week_without_mail(officer):
    make_digests(now=NOON)

    assert make_digests(now=NOON + A_WEEK) == 0


def test_what_was_read_needs_no_digest(officer):
    Notice.objects.update(read_at=NOON)

    assert make_digests(now=NOON) == 0


def test_who_wants_no_mail_gets_no_digest(officer):
    MailChoice.objects.create(user=officer, kind=Kind.ARRIVALS, pace=Pace.NONE, changed_at=NOON)

    assert make_digests(now=NOON) == 0


def test_the_digest_speaks_the_language_of_its_person(officer):
    officer.language = "ar"
    officer.save(update_fields=["language"])
    make_digests(now=NOON)

    assert written(Mail.objects.get(recipient=officer)).body
