"""A State settles that a second person clears every version: what was not cleared is not sent."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse

from commitments.access.acting import acting
from commitments.access.refusals import NotAllowed
from commitments.respondents.models import Respondent
from commitments.submissions import services
from commitments.submissions.models import ReplySetting, Submission
from commitments.submissions.refusals import MoveNotAllowed
from commitments.submissions.stages import Stage
from tests.factories import access
from tests.factories import submissions as make
from tests.factories.submissions import NOON

pytestmark = pytest.mark.django_db

LATER = NOON + timedelta(days=3)
STATE = make.focal_point


def settled(code: str = "THA", *, always: bool = True) -> ReplySetting:
    by = STATE(code)
    return services.settle_clearance(Respondent.objects.get(code=code), always=always, by=by, now=NOON)


def cleared(draft: Submission) -> Submission:
    second = access.actor("clearance", "THA")
    services.send_to_clearance(draft, by=STATE(), now=LATER)
    return services.release(draft, by=second, now=LATER)


def client(role: str = "focal_point", code: str | None = "THA") -> Client:
    made = Client()
    made.force_login(access.person(role, code))
    return made


def url(name: str, whole: Submission) -> str:
    return reverse(f"submissions:{name}", args=["THA", whole.cycle.slug])


def test_a_version_without_clearance_after_a_cleared_one_is_refused_with_words() -> None:
    settled()
    first = services.submit(cleared(make.ready()), by=STATE(), now=LATER)
    draft = services.revise(first, by=STATE(), now=LATER)

    with pytest.raises(MoveNotAllowed, match="second person clears every version"):
        services.submit(draft, by=STATE(), now=LATER)
    sent = services.submit(cleared(draft), by=STATE(), now=LATER)

    assert (first.stage, sent.stage, sent.number) == (Stage.RECEIVED, Stage.RECEIVED, 2)


def test_a_nil_reply_is_cleared_as_well_and_another_state_is_not_bound() -> None:
    settled()

    with pytest.raises(MoveNotAllowed, match="second person clears every version"):
        services.submit_nil(make.submission(), by=STATE(), now=NOON)
    assert make.sent("KEN").stage == Stage.RECEIVED


def test_the_database_sends_nothing_past_it() -> None:
    settled()
    whole, by = make.ready(), STATE()

    with pytest.raises(DatabaseError, match="second person clears every version"), transaction.atomic():
        Submission.objects.filter(pk=whole.pk).update(
            stage=Stage.RECEIVED, submitted_at=NOON, submitted_by_id=by.user_id, submitted_as="focal_point"
        )


def test_it_is_left_to_the_person_again_and_history_keeps_both_words() -> None:
    setting = settled()
    settled(always=False)

    assert make.sent().stage == Stage.RECEIVED
    told = setting.events.order_by("pgh_id").values_list("clears_always", flat=True)
    assert list(told) == [True, False]


@pytest.mark.parametrize(("role", "code"), [("contributor", "THA"), ("clearance", "THA"), ("mission", "THA"),
                                            ("focal_point", "KEN"), ("officer", None)])  # fmt: skip
def test_nobody_but_the_states_focal_point_settles_it(role: str, code: str | None) -> None:
    whole = make.ready()

    with pytest.raises(NotAllowed):
        services.settle_clearance(whole.respondent, always=True, by=access.actor(role, code), now=NOON)
    assert client(role, code).post(url("settle", whole), {"always": "1"}).status_code in {403, 404}
    assert not ReplySetting.objects.exists()


@pytest.mark.parametrize(("role", "code"), [("contributor", "THA"), ("focal_point", "KEN"), ("officer", None)])
def test_how_a_state_works_inside_is_nobody_elses_affair(role: str, code: str | None) -> None:
    settled()
    other = access.actor(role, code)

    with acting(other):
        assert not ReplySetting.objects.exists()
        assert not ReplySetting.objects.visible_to(other).exists()


def test_the_pages_say_it_and_offer_clearance_instead_of_sending() -> None:
    whole, focal_point = make.ready(), client()
    before = focal_point.get(url("review", whole)).content.decode()

    said = focal_point.post(url("settle", whole), {"always": "1"}, follow=True).content.decode()
    review, submit = (focal_point.get(url(name, whole)).content.decode() for name in ("review", "submit"))

    assert "Send to the secretariat" in before
    assert "Settled: every version is given to clearance" in said
    assert "Send to the secretariat" not in review
    assert "Give to clearance" in review
    for page in (review, submit):
        assert "a second person clears every version" in page
    assert (
        "Leave it to whoever prepares the reply" not in client("mission").get(url("versions", whole)).content.decode()
    )


def test_nonsense_settles_nothing_and_a_form_opened_before_is_refused_in_words() -> None:
    whole, focal_point = make.ready(), client()
    settled()
    focal_point.post(url("settle", whole), {"always": "perhaps"})
    assert ReplySetting.objects.get().clears_always

    answer = focal_point.post(url("submit", whole), follow=True).content.decode()

    assert "give it to clearance" in answer
    whole.refresh_from_db()
    assert whole.is_draft
