"""Mails over a real mail server: sent once, retried with growing pauses, given up with a reason, whatever breaks."""

from datetime import timedelta

import pytest

from commitments.notices import services
from commitments.notices.digests import make_digests
from commitments.notices.kinds import Kind, Pace
from commitments.notices.mailing import sending
from commitments.notices.mailing.sending import PAUSES, SILENT_FOR, free_stuck, send_waiting
from commitments.notices.models import Mail, MailChoice, Notice
from tests.factories.access import actor
from tests.notices.conftest import to_port
from tests.notices.scenes import NOON, a_mail
from tests.organizations.process import free_port

pytestmark = pytest.mark.django_db
State, Reason = Mail.State, Mail.Reason
A_MINUTE = timedelta(minutes=1)


class Killed(BaseException):
    """As a worker dies: nothing of its own runs any more."""


def run(at=NOON) -> int:
    return send_waiting(now=lambda: at)


def test_a_mail_points_to_the_inbox_in_the_persons_language_with_a_way_to_stop(post_office):
    mail = a_mail()

    assert run() == 1

    (got,) = post_office.mails()
    body = got.get_payload(decode=True).decode()
    assert got["To"] == "clearance@example.org"
    assert got["Message-ID"] == f"<{mail.public_id}@tracker.example.org>"
    assert got["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert got["List-Unsubscribe"].strip().startswith("<https://tracker.example.org/inbox/stop/")
    assert "waits for your clearance" in body
    assert "https://tracker.example.org/inbox/" in body
    assert "Text on D1" not in body
    mail.refresh_from_db()
    assert (mail.state, mail.sent_at, mail.attempts) == (State.SENT, NOON, 1)


def test_a_mail_that_was_sent_is_not_sent_again(post_office):
    a_mail()

    assert [run(), run(NOON + timedelta(days=1))] == [1, 0]
    assert len(post_office.mails()) == 1


def test_a_server_that_is_down_for_an_hour_delays_mails_and_loses_none(post_office, settings):
    mail = a_mail()
    to_port(settings, free_port())
    for minutes in range(60):
        assert run(NOON + minutes * A_MINUTE) == 0
    mail.refresh_from_db()
    waited = mail.attempts, mail.state, mail.reason

    to_port(settings, post_office.port)
    sent = sum(run(NOON + minutes * A_MINUTE) for minutes in range(60, 150))

    assert waited == (5, State.TO_SEND, Reason.UNREACHABLE)
    assert (sent, len(post_office.mails())) == (1, 1)


def test_a_server_that_is_down_costs_only_one_mail_of_a_run_an_attempt(settings):
    first, second = a_mail(), a_mail("second@example.org", "KEN")
    to_port(settings, free_port())

    run()

    assert sorted(Mail.objects.filter(pk__in=[first.pk, second.pk]).values_list("attempts", flat=True)) == [0, 1]


def test_pauses_grow_and_end_after_three_days():
    assert list(PAUSES) == sorted(PAUSES)
    assert timedelta(days=2) < sum(PAUSES, timedelta()) < timedelta(days=4)


def test_after_the_last_pause_a_mail_is_given_up_and_says_why(settings):
    mail = a_mail()
    to_port(settings, free_port())
    Mail.objects.update(attempts=len(PAUSES))

    run()

    mail.refresh_from_db()
    assert (mail.state, mail.reason) == (State.FAILED, Reason.UNREACHABLE)


def test_a_recipient_who_is_refused_is_given_up_with_the_servers_words_and_the_others_go(post_office):
    refused = a_mail("nobody@example.org")
    post_office.order("refuse")
    run()
    post_office.normal()
    a_mail("somebody@example.org", "KEN")

    assert run() == 1

    refused.refresh_from_db()
    assert (refused.state, refused.reason) == (State.FAILED, Reason.REFUSED)
    assert refused.answer == "550 5.1.1 No such person here"


def test_a_server_that_asks_to_come_back_is_asked_again_after_a_pause(post_office):
    mail = a_mail()
    post_office.order("later")
    run()
    mail.refresh_from_db()
    waits = mail.state, mail.reason, mail.due_at
    post_office.normal()

    assert run(NOON + timedelta(seconds=59)) == 0
    assert run(NOON + A_MINUTE) == 1
    assert waits == (State.TO_SEND, Reason.LATER, NOON + A_MINUTE)


def test_a_server_that_takes_the_mail_and_hangs_up_without_a_word_gets_it_once(post_office):
    mail = a_mail()
    post_office.order("vanish")
    run()
    post_office.normal()

    again = [run(NOON + timedelta(days=day)) for day in range(1, 4)]

    mail.refresh_from_db()
    assert (mail.state, mail.reason, again) == (State.FAILED, Reason.UNCERTAIN, [0, 0, 0])
    assert len(post_office.mails()) == 1


def test_a_worker_that_dies_before_the_server_has_the_mail_leaves_it_to_the_next(post_office, monkeypatch):
    mail = a_mail()
    monkeypatch.setattr(sending, "_say_handed", lambda *_: (_ for _ in ()).throw(Killed))
    with pytest.raises(Killed):
        run()
    monkeypatch.undo()

    assert run(NOON + A_MINUTE) == 0
    assert run(NOON + SILENT_FOR + A_MINUTE) == 1

    mail.refresh_from_db()
    assert (mail.state, mail.attempts, len(post_office.mails())) == (State.SENT, 2, 1)


def test_a_worker_that_dies_with_the_mail_at_the_server_leaves_one_mail_and_words(post_office, monkeypatch):
    mail = a_mail()
    monkeypatch.setattr(sending, "_settle", lambda *_: (_ for _ in ()).throw(Killed))
    with pytest.raises(Killed):
        run()
    monkeypatch.undo()

    assert run(NOON + SILENT_FOR + A_MINUTE) == 0

    mail.refresh_from_db()
    assert (mail.state, mail.reason, len(post_office.mails())) == (State.FAILED, Reason.UNCERTAIN, 1)


def test_news_of_a_mail_that_failed_comes_with_the_next_digest(post_office):
    mail = a_mail()
    post_office.order("refuse")
    run()
    post_office.normal()

    assert (make_digests(now=NOON), run()) == (1, 1)
    assert "waits for your clearance" in post_office.mails()[0].get_payload(decode=True).decode()
    assert Notice.objects.get(mail=mail).told_in == Mail.objects.get(week_on__isnull=False)


@pytest.mark.parametrize("back", [timedelta(hours=3), timedelta(days=400)])
def test_a_clock_that_goes_back_sends_nothing_twice_and_delays_nothing_for_ever(post_office, back):
    a_mail()
    run()
    waiting = a_mail("later@example.org", "KEN")

    assert run(NOON - back) == (1 if back > max(PAUSES) else 0)
    assert run(NOON + A_MINUTE) == (0 if back > max(PAUSES) else 1)

    waiting.refresh_from_db()
    assert (waiting.state, len(post_office.mails())) == (State.SENT, 2)


def test_a_mail_that_was_taken_before_the_clock_went_back_is_found():
    mail = a_mail()
    Mail.objects.update(state=State.BEING_SENT, taken_at=NOON)

    assert free_stuck(now=NOON - timedelta(days=30)) == 1

    mail.refresh_from_db()
    assert mail.state == State.TO_SEND


def test_a_mail_that_another_worker_holds_is_left_to_it(post_office):
    a_mail()
    Mail.objects.update(state=State.BEING_SENT, taken_at=NOON)

    assert run(NOON + A_MINUTE) == 0
    assert post_office.mails() == []


def test_a_notice_that_was_read_meanwhile_needs_no_mail(post_office):
    mail = a_mail()
    Notice.objects.update(read_at=NOON)

    run()

    mail.refresh_from_db()
    assert (mail.state, mail.reason, post_office.mails()) == (State.NOT_NEEDED, Reason.READ, [])


def test_a_kind_that_was_stopped_meanwhile_is_not_sent(post_office):
    mail = a_mail()
    MailChoice.objects.create(user=mail.recipient, kind=Kind.REPLY, pace=Pace.NONE, changed_at=NOON)

    run()

    mail.refresh_from_db()
    assert (mail.state, mail.reason, post_office.mails()) == (State.NOT_NEEDED, Reason.UNWANTED, [])


def test_nobody_writes_to_an_account_that_may_not_sign_in(post_office):
    mail = a_mail()
    mail.recipient.is_active = False
    mail.recipient.save(update_fields=["is_active"])

    run()

    mail.refresh_from_db()
    assert (mail.state, mail.reason, post_office.mails()) == (State.FAILED, Reason.NO_ADDRESS, [])


def test_a_mail_that_cannot_be_written_keeps_no_other_from_going(post_office, monkeypatch):
    spoilt = a_mail()
    whole = sending._written
    monkeypatch.setattr(sending, "_written", lambda mail: 1 / 0 if mail.pk == spoilt.pk else whole(mail))
    a_mail("somebody@example.org", "KEN")

    assert run() == 1

    spoilt.refresh_from_db()
    assert (spoilt.state, spoilt.reason) == (State.TO_SEND, Reason.FAULT)


def test_a_failed_mail_that_is_sent_again_goes(post_office):
    mail = a_mail()
    post_office.order("refuse")
    run()
    post_office.normal()

    services.send_again(mail, by=actor("administrator"), now=NOON + A_MINUTE)

    assert (run(NOON + A_MINUTE), len(post_office.mails())) == (1, 1)
