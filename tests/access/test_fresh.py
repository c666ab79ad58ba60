"""What cannot be taken back is done by somebody who showed who he is some minutes ago, and nothing typed is lost by it."""

import pytest
from django.test import Client
from django.urls import URLResolver, get_resolver, reverse

from commitments.access.acting import acting
from commitments.access.fresh import VERBS
from commitments.access.permissions import Permission
from commitments.jobs.models import Job
from commitments.review.services import propose
from commitments.submissions.models import Submission
from commitments.submissions.stages import Stage
from tests.factories import submissions as make
from tests.factories.access import actor, person
from tests.review.scene import LATER, being_read, stage_of
from tests.second_factor import digits_of

pytestmark = pytest.mark.django_db

PASSWORD = "a long sentence to sign in"
RECORDS = "account_authentication_methods"


def signed_in_long_ago(user):
    user.set_password(PASSWORD)
    user.save()
    client = Client()
    client.force_login(user)
    session = client.session
    session[RECORDS] = [{**record, "at": record["at"] - 3600} for record in session[RECORDS]]
    session.save()
    return client


def names(patterns, space=""):
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from names(pattern.url_patterns, pattern.namespace or space)
        else:
            yield (f"{space}:{pattern.name}" if space else pattern.name), pattern.callback


@pytest.fixture
def draft():
    return make.ready("THA", of=make.cycle("THA"))


@pytest.fixture
def send(draft):
    return f"/desk/THA/{draft.cycle.slug}/submit/"


def is_sent(draft):
    return Submission.objects.filter(pk=draft.pk, submitted_at__isnull=False).exists()


def test_every_verb_of_the_table_is_a_route_and_says_why():
    known = dict(names(get_resolver().url_patterns))

    assert set(VERBS) - set(known) == set()
    assert all(VERBS.values())


def test_whatever_sends_a_reply_is_in_the_table():
    sending = {
        name
        for name, view in names(get_resolver().url_patterns)
        if getattr(view, "access_rule", None) == Permission.SUBMISSION_SUBMIT
    }

    assert sending == {
        "submissions:submit", "submissions:nil", "submissions:recall", "review:answer_question", "on_behalf:confirm",
    }  # fmt: skip
    assert sending <= set(VERBS)


def test_whatever_closes_a_reply_or_sends_a_paper_is_in_the_table():
    of_weight = {Permission.CLOSING_APPROVE, Permission.PAPER_SEND}
    found = {
        name for name, view in names(get_resolver().url_patterns) if getattr(view, "access_rule", None) in of_weight
    }

    assert found - {"review:decline"} == {"review:close", "assistance:send"}
    assert found - {"review:decline"} <= set(VERBS)


def test_who_signed_in_long_ago_closes_no_reply_and_takes_no_list_of_papers_along():
    sent, by = being_read(), actor("officer")
    with acting(by):
        propose(sent, reason="All is clear.", by=by, now=LATER)
    long_ago, just_now = signed_in_long_ago(person("approver")), Client()
    just_now.force_login(person("approver"))
    closing, papers = reverse("review:close", args=[sent.public_id]), "/assistance/requests/received/list.csv"

    asked = [long_ago.post(closing), long_ago.get(papers)]
    stage_before = stage_of(sent)
    just_now.post(closing)

    assert all("/accounts/" in answer["Location"] for answer in asked)
    assert stage_before == Stage.BEING_READ
    assert stage_of(sent) == Stage.CLOSED
    assert just_now.get(papers).status_code == 200


def test_whoever_signed_in_just_now_is_not_asked(draft, send):
    client = Client()
    client.force_login(person("focal_point", "THA"))

    client.post(send)

    assert is_sent(draft)


def test_whoever_signed_in_long_ago_is_asked_and_nothing_is_sent_before_he_answers(draft, send):
    client = signed_in_long_ago(person("focal_point", "THA"))

    answer = client.post(send)

    assert answer["Location"] == f"/accounts/reauthenticate/?next={send.replace('/', '%2F')}"
    assert not is_sent(draft)
    assert client.get(send).status_code == 200


def test_a_wrong_password_sends_nothing(draft, send):
    client = signed_in_long_ago(person("focal_point", "THA"))

    answer = client.post(client.post(send)["Location"], {"password": "guessed", "next": send})

    assert answer.status_code == 200
    assert not is_sent(draft)


def test_the_right_password_does_what_was_asked_and_the_person_is_where_it_leads(draft, send):
    client = signed_in_long_ago(person("focal_point", "THA"))

    answer = client.post(client.post(send)["Location"], {"password": PASSWORD, "next": send})

    assert answer["Location"] == f"/desk/THA/{draft.cycle.slug}/"
    assert is_sent(draft)


def test_what_was_typed_is_done_as_it_was_typed():
    user = person("officer")
    client = signed_in_long_ago(user)
    typed = {"dataset": "answers", "format": "csv", "request_id": "3b0e0f6c-0f57-4f0c-9d43-1d2b5a3c7f10"}

    led = client.post("/exports/", typed)["Location"]
    before = Job.objects.count()
    client.post(led, {"password": PASSWORD, "next": "/exports/"})

    job = Job.objects.get()
    assert before == 0
    assert (str(job.request_id), job.parameter("format")) == (typed["request_id"], "csv")


def test_digits_are_as_good_as_the_password(draft):
    user = person("administrator")
    somebody = person()
    client = signed_in_long_ago(user)
    appointing = reverse("admin:commitments_designation_add")

    client.post(appointing, {"user": somebody.pk, "role": "officer", "from_on": "2026-01-01"})
    client.post("/accounts/2fa/reauthenticate/", {"code": digits_of(user), "next": appointing})

    assert [row.role for row in somebody.designations.all()] == ["officer"]


def test_another_person_who_signs_in_there_does_not_do_what_the_first_had_asked(draft, send):
    client = signed_in_long_ago(person("focal_point", "THA"))
    client.post(send)
    client.post("/accounts/logout/")
    other = person("focal_point", "THA")
    other.set_password(PASSWORD)
    other.save()

    client.post("/accounts/login/", {"login": other.email, "password": PASSWORD})
    client.post("/accounts/reauthenticate/", {"password": PASSWORD, "next": send})

    assert not is_sent(draft)


def test_a_script_is_refused_in_words(draft, send):
    client = signed_in_long_ago(person("focal_point", "THA"))

    part, program = (
        client.post(send, headers=kind) for kind in ({"hx-request": "true"}, {"accept": "application/json"})
    )

    assert (part.status_code, program.status_code) == (403, 403)
    assert part["HX-Redirect"] == "/accounts/reauthenticate/"
    assert "Nothing was changed" in program.json()["detail"]
    assert not is_sent(draft)


@pytest.mark.parametrize("minutes", [16, -16], ids=["later", "by a clock set back"])
def test_some_minutes_away_it_is_asked_again(draft, send, monkeypatch, minutes):
    from commitments.access import fresh

    client = Client()
    client.force_login(person("focal_point", "THA"))
    now = fresh.time.time()
    monkeypatch.setattr(fresh.time, "time", lambda: now + minutes * 60)

    client.post(send)

    assert not is_sent(draft)
