"""What becomes of an offered text: taken into the draft, sent as the answer to a question, or declined with a word."""

import json
from datetime import datetime
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.utils.translation import gettext as _

from commitments.access.actor import Actor
from commitments.access.permissions import Permission
from commitments.access.refusals import demand
from commitments.contributions.models import OfferedText
from commitments.contributions.refusals import DecidedAlready, NeedsAWord
from commitments.history.event_names import EventName
from commitments.history.outbox import announce
from commitments.review.models import ClarificationRequest
from commitments.review.refusals import QuestionRefused
from commitments.review.services import answer
from commitments.submissions import services

Outcome = OfferedText.Outcome


@transaction.atomic
def take(offered: OfferedText, *, values: dict[str, Any], expected: int, by: Actor, now: datetime) -> OfferedText:
    """Write `values`, the text as sent or as edited, into the draft over version `expected` of the answer.

    Refuses with NotAllowed, DecidedAlready, AnswerEditedMeanwhile (nothing is lost: the text stays offered), and
    with AnswersAreFrozen.
    """
    held = _held(offered, by)
    given = held.assignment
    whole = services.start_submission(given.cycle, given.respondent, by=by, now=now)
    services.save_answer(whole, given.obligation, values=values, expected=expected, by=by, now=now)
    outcome = Outcome.TAKEN if spelt(values) == spelt(held.content) else Outcome.EDITED
    _decide(held, outcome, by=by, now=now)
    announce(EventName.CONTRIBUTION_TAKEN, subject=held, by=by, now=now, cycle=given.cycle_id)
    return held


@transaction.atomic
def decline(offered: OfferedText, *, word: str, by: Actor, now: datetime) -> OfferedText:
    """Leave the draft as it is; who sent the text reads the word at his link. Refuses as above, and without a word."""
    held = _held(offered, by)
    if not word.strip():
        raise NeedsAWord(_("Say why: whoever sent the text reads it at his link."))
    held.word = word.strip()
    _decide(held, Outcome.DECLINED, by=by, now=now)
    announce(EventName.CONTRIBUTION_DECLINED, subject=held, by=by, now=now, cycle=held.assignment.cycle_id)
    return held


@transaction.atomic
def answer_with(
    offered: OfferedText, question: ClarificationRequest, *, words: str, by: Actor, now: datetime
) -> OfferedText:
    """Answer the secretariat's question with `words`, the text as sent or as edited; the draft stays as it is.

    Refuses as above, with QuestionIsClosed (nothing is lost: the text stays offered), and with QuestionRefused where
    nothing is said or the question is on other paragraphs.
    """
    held = _held(offered, by)
    if held.assignment.obligation_id not in question.obligation_ids:
        raise QuestionRefused("answer", _("This question is on other paragraphs."))
    answer(question, words=words, by=by, now=now)
    _decide(held, Outcome.ANSWERED, by=by, now=now)
    return held


def spelt(values: dict[str, Any]) -> Any:
    """The answer as it is kept: dates as text."""
    return json.loads(json.dumps(values, cls=DjangoJSONEncoder))


def _held(offered: OfferedText, by: Actor) -> OfferedText:
    demand(by, Permission.PARAGRAPHS_GIVE, offered.respondent_id)
    rows = OfferedText.objects.select_for_update(of=("self",))
    whole = rows.select_related("assignment__cycle", "assignment__respondent", "assignment__obligation", "decided_by")
    held: OfferedText = whole.get(pk=offered.pk)
    if not held.waits:
        words = _("%(who)s decided on this text already: it was %(outcome)s.")
        raise DecidedAlready(words % {"who": held.decided_by, "outcome": held.get_outcome_display()})
    return held


def _decide(held: OfferedText, outcome: str, *, by: Actor, now: datetime) -> None:
    held.outcome, held.decided_at, held.decided_by_id = outcome, now, by.user_id
    held.save(update_fields=["outcome", "decided_at", "decided_by", "word"])
