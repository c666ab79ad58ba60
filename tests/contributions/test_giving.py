"""The focal point gives paragraphs and takes them back; progress is shown by ministry."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from commitments.access.models import Designation, User, actor_for
from commitments.access.refusals import NotAllowed, NotGiven
from commitments.contributions.models import Assignment
from commitments.contributions.queries import ministries
from commitments.contributions.refusals import GivingRefused
from commitments.contributions.services import Recipient, give, take_back
from commitments.contributions.services.mailing import mail_waiting
from commitments.history.models import Event
from commitments.implementation.queries import key_of
from commitments.respondents.models import Respondent
from commitments.submissions import services
from commitments.submissions.models import ReportingCycle
from commitments.submissions.queries import place_for
from tests.factories import access
from tests.factories import submissions as make

pytestmark = pytest.mark.django_db

NOW = make.NOON


@pytest.fixture
def cycle() -> ReportingCycle:
    return make.cycle()


@pytest.fixture
def person() -> User:
    return access.person("contributor", "THA", title="Ministry of Justice")


def designation_of(person: User) -> Designation:
    held: Designation = person.designations.get()
    return held


def given(cycle: ReportingCycle, *places: int, to: Recipient, by: Any = None, **terms: Any) -> list[Assignment]:
    asked = make.obligations(cycle)
    return give(
        cycle, Respondent.objects.get(code="THA"), [asked[place] for place in places], to=to,
        by=by or make.focal_point(), **{"now": NOW, "due_on": None, "note": "", **terms},
    )  # fmt: skip


def to(person: User, ministry: str = "Ministry of Justice") -> Recipient:
    return Recipient(ministry=ministry, designation=designation_of(person))


def by_mail(email: str = "expert@example.org", **fields: str) -> Recipient:
    return Recipient(**{"ministry": "Ministry of Health", "name": "An expert", "email": email, **fields})


def client_of(role: str, code: str | None = "THA") -> Client:
    client = Client()
    client.force_login(access.person(role, code))
    return client


def page(cycle: ReportingCycle, name: str = "contributors") -> str:
    return reverse(f"contributions:{name}", args=["THA", cycle.slug])


def test_what_is_given_opens_and_what_is_taken_back_is_closed_again(cycle, person):
    whole, asked = make.submission(of=cycle), make.obligations(cycle)[0]
    values = {"values": {"narrative": "Mine"}, "expected": 0, "now": NOW}
    made = given(cycle, 0, to=to(person))

    services.save_answer(whole, asked, by=actor_for(person, today=NOW.date()), **values)
    number = take_back(made, by=make.focal_point(), now=NOW)

    assert number == 1
    with pytest.raises(NotGiven):
        services.save_answer(whole, asked, by=actor_for(person, today=NOW.date()), **values)
    assert whole.reports.get().narrative == "Mine"
    assert list(Event.objects.filter(name__startswith="obligation_").values_list("name", flat=True).order_by("pk")) == [
        "obligation_given", "obligation_taken_back",
    ]  # fmt: skip


def test_what_is_given_twice_or_taken_back_twice_is_one_thing(cycle, person):
    first = given(cycle, 0, to=to(person))
    again = given(cycle, 0, 1, to=to(person))

    assert [one.obligation for one in again] == [make.obligations(cycle)[1]]
    assert take_back([*first, *first], by=make.focal_point(), now=NOW) == 1
    assert take_back(first, by=make.focal_point(), now=NOW) == 0
    assert len(given(cycle, 0, to=to(person))) == 1


@pytest.mark.parametrize(
    ("role", "code"), [("contributor", "THA"), ("clearance", "THA"), ("mission", "THA"), ("focal_point", "KEN"),
                       ("officer", None)]
)  # fmt: skip
def test_nobody_else_gives_or_takes_back(cycle, person, role, code):
    by, made = access.actor(role, code), given(cycle, 0, to=to(person))

    with pytest.raises(NotAllowed):
        given(cycle, 1, to=to(person), by=by)
    with pytest.raises(NotAllowed):
        take_back(made, by=by, now=NOW)


@pytest.mark.parametrize(
    ("recipient", "places", "terms", "field"),
    [
        (by_mail(), (), {}, "obligations"),
        (by_mail(), (0,), {"due_on": NOW.date() - timedelta(days=1)}, "due_on"),
        (by_mail(ministry=" "), (0,), {}, "ministry"),
        (by_mail(name=""), (0,), {}, "name"),
        (by_mail("no address"), (0,), {}, "email"),
    ],
)
def test_what_cannot_be_given_is_refused_at_its_field(cycle, recipient, places, terms, field):
    with pytest.raises(GivingRefused) as refusal:
        given(cycle, *places, to=recipient, **terms)

    assert refusal.value.field == field
    assert not Assignment.objects.exists()


@pytest.mark.parametrize(("role", "code"), [("focal_point", "THA"), ("contributor", "KEN")])
def test_a_paragraph_is_given_to_a_contributor_of_the_same_state_only(cycle, role, code):
    stranger = access.person(role, code)

    with pytest.raises(GivingRefused):
        given(cycle, 0, to=to(stranger))
    with pytest.raises(IntegrityError, match="contributor of the same respondent"), transaction.atomic():
        Assignment.objects.create(
            respondent=Respondent.objects.get(code="THA"), cycle=cycle, obligation=make.obligations(cycle)[0],
            designation=designation_of(stranger), ministry="M", name="N", given_at=NOW,
            given_by=access.person("focal_point", "THA"),
        )  # fmt: skip


def test_nothing_is_given_to_a_contributor_whose_designation_ended(cycle, person):
    Designation.objects.update(until_on=NOW.date() - timedelta(days=1))

    with pytest.raises(GivingRefused):
        given(cycle, 0, to=to(person))


def test_a_designation_that_ended_closes_what_was_given(cycle, person):
    given(cycle, 0, to=to(person))

    assert actor_for(person, today=NOW.date()).given
    Designation.objects.filter(user=person).update(until_on=NOW.date() - timedelta(days=1))
    assert not actor_for(User.objects.get(pk=person.pk), today=NOW.date()).given


def test_progress_counts_what_each_ministry_began_answered_and_left_past_its_day(cycle, person):
    whole = make.submission(of=cycle)
    given(cycle, 0, 1, 2, to=to(person), due_on=NOW.date())
    given(cycle, 3, to=by_mail())
    make.answer(whole, 0)
    make.answer(whole, 1, status="planned")

    place = place_for(make.focal_point(), "THA", cycle.slug)
    found = ministries(place, language="en", now=NOW + timedelta(days=1))

    assert [(one.name, len(one.rows), one.begun, one.answered, one.overdue) for one in found] == [
        ("Ministry of Health", 1, 0, 0, 0), ("Ministry of Justice", 3, 2, 1, 2),
    ]  # fmt: skip


def test_the_page_gives_many_at_once_and_takes_them_back(cycle, person):
    client, asked = client_of("focal_point"), make.obligations(cycle)[:3]

    shown = client.get(page(cycle)).content.decode()
    form = {"obligations": [key_of(one) for one in asked], "contributor": str(designation_of(person).pk), "note": "Soon",
            "due_on": (timezone.localdate() + timedelta(days=9)).isoformat()}  # fmt: skip
    answer = client.post(page(cycle), form, follow=True).content.decode()
    made = list(Assignment.objects.all())
    ticked = [str(one.public_id) for one in made[:2]]
    after = client.post(page(cycle, "take_back"), {"given": [*ticked, "no id"]}, follow=True).content.decode()

    assert "Give paragraphs" in shown
    assert "3 paragraphs were given." in answer
    assert {one.ministry for one in made} == {"Ministry of Justice"}
    assert "2 paragraphs were taken back." in after
    assert Assignment.objects.standing().get() == made[2]


def test_the_form_says_what_happens_where_nobody_is_chosen(cycle):
    shown = client_of("focal_point").get(page(cycle)).content.decode()

    assert "Nobody chosen: the paragraphs go by a link" in shown


def test_what_was_typed_comes_back_with_the_reason(cycle):
    answer = client_of("focal_point").post(page(cycle), {"note": "Typed", "email": "x@example.org"})

    assert answer.status_code == 422
    assert "Typed" in answer.content.decode()
    assert "Tick at least one paragraph." in answer.content.decode()


def test_a_contributor_reads_what_was_given_to_him_with_day_and_note_and_not_what_others_have(cycle, person):
    given(cycle, 0, to=to(person), note="Ask the police")
    given(cycle, 1, to=to(access.person("contributor", "THA"), "Ministry of Foreign Affairs"))
    given(cycle, 0, to=by_mail())
    client = Client()
    client.force_login(person)

    shown = client.get(page(cycle)).content.decode()

    assert "Ask the police" in shown
    assert "Foreign Affairs" not in shown
    assert "An expert" not in shown
    assert "Give paragraphs" not in shown
    assert client.post(page(cycle), {}).status_code == 403


@pytest.mark.parametrize(("role", "code", "status"), [("clearance", "THA", 200), ("focal_point", "KEN", 404),
                                                      ("officer", None, 403)])  # fmt: skip
def test_the_page_is_its_own_states(cycle, role, code, status):
    assert client_of(role, code).get(page(cycle)).status_code == status


def test_the_mail_with_the_link_goes_out_once_and_waits_while_the_server_is_down(cycle, monkeypatch):
    given(cycle, 0, to=by_mail(site="https://site.example"), note="Please")

    with monkeypatch.context() as down:
        down.setattr("commitments.contributions.services.mailing.send_mail", refuse)
        assert mail_waiting(now=NOW) == 0
    sent = [mail_waiting(now=NOW + timedelta(hours=1)), mail_waiting(now=NOW + timedelta(hours=2))]

    assert sent == [1, 0]
    (letter,) = mail.outbox
    assert letter.to == ["expert@example.org"]
    assert "https://site.example/contribute/" in letter.body
    assert "Please" in letter.body


def test_one_mail_that_is_refused_keeps_no_other_waiting(cycle, monkeypatch):
    given(cycle, 0, to=by_mail("first@example.org"))
    given(cycle, 0, to=by_mail("second@example.org"), now=NOW + timedelta(minutes=1))
    real = mail.send_mail

    def first_is_refused(*args: Any, **kwargs: Any) -> int:
        return refuse() if args[3] == ["first@example.org"] else real(*args, **kwargs)

    monkeypatch.setattr("commitments.contributions.services.mailing.send_mail", first_is_refused)

    assert mail_waiting(now=NOW + timedelta(minutes=2)) == 1
    assert [letter.to for letter in mail.outbox] == [["second@example.org"]]


def test_no_mail_goes_out_for_what_was_taken_back_or_is_over(cycle):
    take_back(given(cycle, 0, to=by_mail()), by=make.focal_point(), now=NOW)
    given(cycle, 1, to=by_mail())

    assert mail_waiting(now=NOW + timedelta(days=31)) == 0
    assert mail_waiting(now=NOW) == 1


def refuse(*_args: Any, **_kwargs: Any) -> int:
    raise ConnectionRefusedError
