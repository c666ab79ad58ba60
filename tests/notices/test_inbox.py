"""The inbox: one's own and nobody else's; opened, put back, all read; the number in the head of every page."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from commitments.access.acting import acting
from commitments.access.models import actor_for
from commitments.history.event_names import EventName
from commitments.notices import services
from commitments.notices.kinds import CHOSEN, Kind, Pace
from commitments.notices.models import Mail, MailChoice, Notice
from tests.factories import submissions as make
from tests.factories.access import actor, person
from tests.notices.scenes import NOON, told

pytestmark = pytest.mark.django_db
HEAD = '<span class="unseen"> not read</span>'


@pytest.fixture
def mission():
    """Somebody who was told that his State's reply was sent, and of a recall."""
    user = person("mission", "THA")
    whole = make.sent("THA")
    told(EventName.SUBMISSION_RECEIVED)
    make.services.recall(whole, reason="A mistake", by=make.focal_point("THA"), now=NOON)
    told(EventName.SUBMISSION_RECALLED)
    return user


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def number_in_the_head(client: Client, address: str = "/") -> int:
    before, found, _after = client.get(address).text.partition(HEAD)
    return int(before.rpartition(">")[2]) if found else 0


def test_the_inbox_shows_what_came_and_the_head_of_every_page_how_much_is_unread(mission):
    page = signed_in(mission).get("/inbox/").text

    assert "was taken back" in page
    assert page.count("Mark as read") == 2
    assert number_in_the_head(signed_in(mission), "/texts/") == 2


def test_what_happened_last_stands_first_whenever_it_was_told(mission):
    earlier, later = Notice.objects.filter(recipient=mission).order_by("pk")
    Notice.objects.filter(pk=earlier.pk).update(happened_at=later.happened_at + timedelta(days=1))

    page = signed_in(mission).get("/inbox/").text

    assert page.index("was sent to the secretariat") < page.index("was taken back")


def test_a_page_that_was_kept_shows_the_number_as_it_is(mission):
    client = signed_in(mission)
    client.get("/texts/")
    tag = client.get("/texts/").headers["ETag"]
    unchanged = client.get("/texts/", headers={"if-none-match": tag}).status_code

    client.post("/inbox/read/")
    changed = client.get("/texts/", headers={"if-none-match": tag})

    assert (unchanged, changed.status_code) == (304, 200)
    assert HEAD not in changed.text


def test_the_number_costs_no_page_a_query(mission):
    client = signed_in(mission)
    client.get("/treaties/")

    with CaptureQueriesContext(connection) as asked:
        client.get("/treaties/")

    assert sum("notices_unread" in query["sql"] for query in asked) == 1
    assert not any("commitments_notice" in query["sql"] for query in asked)


def test_opening_a_notice_leads_to_what_it_is_about_and_counts_as_reading(mission):
    notice, client = Notice.objects.filter(recipient=mission).first(), signed_in(mission)

    answer = client.get(f"/inbox/{notice.public_id}/")

    assert answer.headers["Location"] == notice.opens
    assert number_in_the_head(client) == 1


def test_a_notice_that_was_only_looked_at_by_a_program_stays_unread(mission):
    notice = Notice.objects.filter(recipient=mission).first()

    signed_in(mission).head(f"/inbox/{notice.public_id}/")

    notice.refresh_from_db()
    assert notice.read_at is None


def test_a_notice_can_be_put_back_and_is_shown_among_the_unread(mission):
    notice, client = Notice.objects.filter(recipient=mission).first(), signed_in(mission)
    client.post(f"/inbox/{notice.public_id}/mark/")
    after_reading = client.get("/inbox/?show=unread").text

    client.post(f"/inbox/{notice.public_id}/mark/", {"unread": "1"})

    assert str(notice.public_id) not in after_reading
    assert str(notice.public_id) in client.get("/inbox/?show=unread").text


def test_marking_all_as_read_leaves_what_comes_after(mission):
    late = Notice.objects.filter(recipient=mission).last()
    Notice.objects.filter(pk=late.pk).update(made_at=NOON + timedelta(hours=1))
    by = actor_for(mission, today=NOON.date())

    assert services.mark_all_read(by=by, now=NOON) == 1
    assert list(Notice.objects.filter(recipient=mission).unread()) == [late]


def test_nobody_opens_or_marks_anothers_notice_by_neither_wall(mission):
    notice = Notice.objects.filter(recipient=mission).first()
    colleague, officer = person("mission", "THA"), person("officer")

    answers = [
        [
            signed_in(user).get(f"/inbox/{notice.public_id}/").status_code,
            signed_in(user).post(f"/inbox/{notice.public_id}/mark/").status_code,
        ]
        for user in (colleague, officer)
    ]

    assert answers == [[404, 404], [404, 404]]
    for user in (colleague, officer):
        with acting(actor_for(user, today=NOON.date())):
            assert not Notice.objects.filter(pk=notice.pk).exists()
            assert Notice.objects.update(read_at=NOON) == 0
    with acting(actor_for(mission, today=NOON.date())):
        assert Notice.objects.count() == 2


def test_a_person_chooses_how_soon_he_wants_mails_of_each_kind():
    user = person("focal_point", "THA")
    client = signed_in(user)
    chosen = dict.fromkeys(CHOSEN, Pace.AT_ONCE) | {Kind.REMINDERS: Pace.NONE}

    answer = client.post("/inbox/choices/", chosen, follow=True)

    assert "Your choice is kept" in answer.text
    assert services.choices_of(actor_for(user, today=NOON.date())) == chosen


def test_a_choice_that_is_none_is_refused_in_words_and_kept_nowhere():
    user = person("focal_point", "THA")

    answer = signed_in(user).post("/inbox/choices/", dict.fromkeys(CHOSEN, "daily"))

    assert answer.status_code == 422
    assert not MailChoice.objects.filter(user=user).exists()


def test_the_page_of_mails_shows_states_to_officers_and_addresses_to_administrators_alone(mission):
    Mail.objects.filter(recipient=mission).update(state="failed", reason="refused", answer="550 no mission here")

    officer, administrator = (
        signed_in(person(role)).get("/mails/?state=failed").text for role in ("officer", "administrator")
    )

    assert mission.name in officer
    assert "The mail server refused it." in officer
    assert mission.email not in officer
    assert "550 no mission here" not in officer
    assert mission.email in administrator
    assert "550 no mission here" in administrator


@pytest.mark.parametrize(("role", "status"), [("approver", 403), ("focal_point", 403), ("officer", 302)])
def test_who_looks_after_mails_has_failed_ones_sent_again_and_nobody_else(mission, role, status):
    mail = Mail.objects.filter(recipient=mission).first()
    Mail.objects.filter(pk=mail.pk).update(state="failed", reason="refused")

    answer = signed_in(person(role, "THA" if role == "focal_point" else None)).post(f"/mails/{mail.public_id}/again/")

    mail.refresh_from_db()
    assert answer.status_code == status
    assert mail.state == ("to_send" if status == 302 else "failed")


def test_a_mail_that_was_sent_is_not_sent_again_by_hand(mission):
    mail = Mail.objects.filter(recipient=mission).first()
    Mail.objects.filter(pk=mail.pk).update(state="sent", sent_at=NOON)

    with pytest.raises(services.MailNotSentAgain, match="was not given up"):
        services.send_again(mail, by=actor("officer"), now=NOON)
