"""Where the text speaks of giving and receiving, a State says as whom it answers before it sends."""

from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from commitments.instruments.models import Obligation
from commitments.submissions import services
from commitments.submissions.models import ReportingCycle, Submission
from commitments.submissions.refusals import NotReady
from commitments.submissions.stages import Stage
from tests.factories import submissions as make
from tests.factories.submissions import NOON

pytestmark = pytest.mark.django_db

SIDES = ["provider", "recipient", "both"]


@pytest.fixture
def asked(cycle: ReportingCycle) -> Obligation:
    return make.obligation(cycle.instruments.get(), 9, answers_as=SIDES)


@pytest.fixture
def whole(cycle: ReportingCycle) -> Submission:
    return make.ready(of=cycle)


def test_an_answer_that_does_not_say_as_whom_is_not_sent(whole: Submission, asked: Obligation) -> None:
    make.answer(whole, asked)

    with pytest.raises(NotReady, match="D9: say as whom the State answers") as refusal:
        services.submit(whole, by=make.focal_point(), now=NOON)

    assert [(p.field, p.obligation_id) for p in refusal.value.problems] == [("answers_as", asked.pk)]


@pytest.mark.parametrize("side", SIDES)
def test_one_that_says_as_whom_is_sent(whole: Submission, asked: Obligation, side: str) -> None:
    make.answer(whole, asked, answers_as=side)

    assert services.submit(whole, by=make.focal_point(), now=NOON).stage == Stage.RECEIVED


def test_what_does_not_apply_is_sent_without_saying_as_whom(whole: Submission, asked: Obligation) -> None:
    make.answer(whole, asked, status="not_applicable", reason="Gives none and needs none")

    assert services.submit(whole, by=make.focal_point(), now=NOON).stage == Stage.RECEIVED


def test_sql_by_hand_cannot_send_an_answer_that_does_not_say_as_whom(whole: Submission, asked: Obligation) -> None:
    make.answer(whole, asked)
    send = (
        "UPDATE commitments_submission SET stage = 'received', is_current = true, submitted_at = now(), "
        "submitted_by_id = %s, submitted_as = 'focal_point' WHERE id = %s"
    )

    with pytest.raises(IntegrityError) as refusal, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(send, [make.focal_point().user_id, whole.pk])

    assert refusal.value.__cause__.diag.constraint_name == "submission_sent_says_as_whom"  # type: ignore[union-attr]


def test_review_leads_to_where_the_state_says_it(whole: Submission, asked: Obligation, sign_in: Any) -> None:
    make.answer(whole, asked)
    client = sign_in()
    row = next(row for row in client.get("/desk/").context["desk"].rows if row.obligation == asked)

    review = client.get(row.place.url("review")).content.decode()
    page = client.get(row.url).content.decode()

    assert row.completeness == "draft"
    assert f'href="{row.url}#id_answers_as">D9: say as whom the State answers.' in review
    assert 'id="id_answers_as"' in page
    assert "needed before sending" in page
