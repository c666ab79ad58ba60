"""Who is told of what: once, in words that hold nothing of a reply, and never whoever did it."""

import json
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import resolve

from commitments.access.actor import program
from commitments.access.models import actor_for
from commitments.access.services import designate, end_designation
from commitments.history.announced import BY_PEOPLE
from commitments.history.event_names import EventName
from commitments.history.outbox import RECEIVERS, announce, deliver
from commitments.notices import receivers
from commitments.notices.about import SUBJECTS, about
from commitments.notices.kinds import Kind, Pace
from commitments.notices.lines import LINES, NO_WORDS, TOLD, UNTOLD
from commitments.notices.models import Mail, MailChoice, Notice
from commitments.notices.telling import tell
from commitments.submissions import services
from tests.factories import submissions as make
from tests.factories.access import designated, person
from tests.notices.scenes import NOON, event, in_clearance, sentences, told

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 2)


def people(*roles: str, code: str = "THA"):
    return [person(role, code) for role in roles]


def test_a_reply_that_was_sent_is_told_to_the_state_and_to_the_secretariat_in_words_for_each():
    contributor, mission = people("contributor", "mission")
    officer, stranger = person("officer"), person("focal_point", "KEN")
    whole = make.sent("THA", of=make.cycle("THA", name="Call of 2027"), narrative="A secret of the draft")

    told(EventName.SUBMISSION_RECEIVED)

    ours = "The reply of Thailand in Call of 2027 was sent to the secretariat (version 1)."
    assert sentences(contributor) == sentences(mission) == [ours]
    assert sentences(officer) == ["Thailand sent its reply in Call of 2027 (version 1)."]
    assert sentences(stranger) == []
    assert Notice.objects.get(recipient=officer).opens == f"/submissions/{whole.public_id}/"
    assert "secret" not in json.dumps(list(Notice.objects.values_list("words", flat=True)))


def test_whoever_did_it_is_not_told():
    sender = person("focal_point", "THA")
    whole = make.ready("THA")

    services.submit(whole, by=actor_for(sender, today=TODAY), now=NOON)
    told(EventName.SUBMISSION_RECEIVED)

    assert sentences(sender) == []


def test_an_event_told_twice_is_one_notice_and_one_mail():
    (clearance,) = people("clearance")
    in_clearance()

    told(EventName.SUBMISSION_SENT_TO_CLEARANCE)
    told(EventName.SUBMISSION_SENT_TO_CLEARANCE)

    assert (Notice.objects.filter(recipient=clearance).count(), Mail.objects.filter(recipient=clearance).count()) == (
        1,
        1,
    )


def test_the_database_refuses_a_second_notice_and_a_second_mail_of_one_event():
    people("clearance")
    in_clearance()
    told(EventName.SUBMISSION_SENT_TO_CLEARANCE)
    notice = Notice.objects.get()

    for twice in (
        lambda: Notice.objects.create(
            recipient=notice.recipient,
            event=notice.event,
            says="x",
            kind="reply",
            opens="/",
            happened_at=NOON,
            made_at=NOON,
        ),
        lambda: Mail.objects.create(recipient=notice.recipient, notice=notice, made_at=NOON, due_at=NOON),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            twice()


def test_a_reply_given_back_reaches_those_who_write_and_the_reason_stays_on_its_page():
    focal, contributor, clearance = people("focal_point", "contributor", "clearance")
    whole = in_clearance()

    services.return_to_draft(whole, reason="The words of D1", by=actor_for(clearance, today=TODAY), now=NOON)
    told(EventName.SUBMISSION_RETURNED)

    assert len(sentences(focal)) == len(sentences(contributor)) == 1
    assert "D1" not in sentences(focal)[0]
    assert sentences(clearance) == []


def test_whoever_can_send_a_reply_is_told_that_it_was_released():
    focal, contributor, clearance = people("focal_point", "contributor", "clearance")
    whole = in_clearance()

    services.release(whole, by=actor_for(clearance, today=TODAY), now=NOON)
    told(EventName.SUBMISSION_RELEASED)

    assert "was released" in sentences(focal)[0]
    assert sentences(contributor) == sentences(clearance) == []


def test_a_recall_is_told_to_both_sides():
    (mission,) = people("mission")
    officer = person("officer")
    whole = make.sent("THA")

    services.recall(whole, reason="A mistake", by=make.focal_point("THA"), now=NOON)
    told(EventName.SUBMISSION_RECALLED)

    assert "was taken back" in sentences(mission)[0]
    assert sentences(officer)[0].startswith("Thailand took its reply")


def test_a_call_reaches_the_people_of_all_whom_it_asks_and_nobody_elses():
    focal, other, stranger = person("focal_point", "THA"), person("mission", "KEN"), person("focal_point", "FRA")
    make.cycle("THA", "KEN", name="Call of 2027")

    told(EventName.CYCLE_OPENED)

    said = "A call for information was opened: Call of 2027. Replies are kindly requested by 1 April 2026."
    assert (sentences(focal), sentences(other), sentences(stranger)) == ([said], [said], [])


def test_a_person_whose_designation_has_ended_is_told_nothing():
    left = person()
    designated(left, "mission", "THA", until_on=date(2021, 1, 1))
    make.sent("THA")

    told(EventName.SUBMISSION_RECEIVED)

    assert sentences(left) == []


def test_designations_are_told_to_their_person_and_to_the_focal_points():
    (focal,) = people("focal_point")
    new, by = person(), actor_for(person("administrator"), today=TODAY)

    held = designate(
        new, role="contributor", respondent_id=focal.designations.get().respondent_id, from_on=TODAY, by=by, now=NOON
    )
    told(EventName.DESIGNATION_RECORDED)
    end_designation(held, until_on=TODAY, by=by, now=NOON)
    told(EventName.DESIGNATION_ENDED)

    assert sentences(new) == [
        "You were designated from 2 March 2026.",
        "A designation of yours ends after 2 March 2026.",
    ]
    assert sentences(focal)[0] == f"{new.name} was designated for Thailand, from 2 March 2026."


def test_a_mail_is_made_only_for_those_who_want_one_at_once():
    at_once, weekly = people("mission", "contributor")
    MailChoice.objects.create(user=weekly, kind=Kind.REPLY, pace=Pace.WEEKLY, changed_at=NOON)
    make.sent("THA")

    told(EventName.SUBMISSION_RECEIVED)

    mailed = Mail.objects.filter(recipient__in=[at_once, weekly])
    assert list(mailed.values_list("recipient", flat=True)) == [at_once.pk]


def test_what_is_heard_days_later_stands_in_the_inbox_and_no_mail_says_so():
    (mission,) = people("mission")
    make.sent("THA")

    told(EventName.SUBMISSION_RECEIVED, now=NOON + timedelta(days=4))

    assert len(sentences(mission)) == 1
    assert not Mail.objects.exists()


def test_the_outbox_delivers_to_the_inbox():
    (mission,) = people("mission")
    make.sent("THA")

    deliver(event(EventName.SUBMISSION_RECEIVED).pk)

    assert len(sentences(mission)) == 1
    assert all(receivers.inbox in RECEIVERS[name] for name in TOLD)


def test_an_event_of_something_without_words_tells_nobody_and_stops_nothing():
    strange = announce(EventName.CYCLE_OPENED, subject=person(), by=program("test"), now=NOON)

    assert tell(strange, now=NOON) == 0


def test_of_all_that_an_event_carries_the_days_alone_become_words():
    whole = make.sent("THA", of=make.cycle("THA", name="Call of 2027"))
    recalled = announce(
        EventName.SUBMISSION_RECALLED, subject=whole, by=program("test"), now=NOON,
        respondent=whole.respondent_id, cycle=whole.cycle_id, due_on="2026-04-01", reason="A secret",
    )  # fmt: skip

    found = about(recalled)

    assert found.words == {"state": "Thailand", "cycle": "Call of 2027", "version": "1", "due_on": "2026-04-01"}
    assert found.at_state == f"/desk/THA/{whole.cycle.slug}/"


def test_a_notice_whose_line_is_gone_says_that_there_are_no_words():
    assert Notice(says="once_upon_a_time", words={}).sentence == NO_WORDS
    assert Notice(says="received", words={}).sentence == NO_WORDS
    assert Notice(says="cycle_opened", words={"cycle": "A", "requested_on": "soon"}).sentence == NO_WORDS


def test_every_event_that_people_announce_and_somebody_is_told_of_has_words_for_its_subject():
    tables = {table for name in TOLD if name in BY_PEOPLE for table in BY_PEOPLE[name].tables}

    assert tables - set(SUBJECTS) == set()


def test_every_event_that_people_announce_is_told_to_somebody_or_named_as_nobodys_news():
    assert set(BY_PEOPLE) - set(TOLD) == UNTOLD


def test_every_line_reaches_somebody_and_is_no_longer_than_its_column():
    assert [code for code, line in LINES.items() if not (line.at_state or line.central or line.himself)] == []
    assert max(map(len, LINES)) <= Notice._meta.get_field("says").max_length


def test_what_a_notice_opens_is_a_page_of_this_site():
    people("mission")
    make.sent("THA")
    told(EventName.SUBMISSION_RECEIVED)

    assert {resolve(notice.opens).namespace for notice in Notice.objects.all()} == {"submissions"}
    with pytest.raises(IntegrityError), transaction.atomic():
        Notice.objects.update(opens="//elsewhere.example")
