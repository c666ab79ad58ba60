"""Answering one obligation: saved as typed, never over somebody else's text, nothing written for nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import translation

from commitments.access.actor import Actor
from commitments.access.permissions import Permission
from commitments.history.bases import EditedMeanwhile
from commitments.instruments.models import Obligation
from commitments.submissions.models import ObligationReport, Submission
from commitments.submissions.refusals import AnswerEditedMeanwhile
from commitments.submissions.services.rights import demand_opened
from commitments.submissions.status import CONTENT, Status
from commitments.treaties.facts import TreatyFact
from commitments.web.transactions import joining

NOBODY_YET = 0
EMPTY_REPORT = ObligationReport()
EMPTY: dict[str, Any] = {
    name: getattr(EMPTY_REPORT, name) for name in CONTENT
}  # fmt: skip

SAID_HERE: dict[str, Any] = {
    "carried_from": None, "said_in": None, "said_at": None, "times_carried": 0, "times_confirmed": 0,
    "confirmed_at": None, "confirmed_by": None,
}  # fmt: skip
"""What carrying over says of an answer that was not carried over."""


@dataclass(frozen=True)
class Saved:
    """The answer as it stands now, and whether this call wrote anything."""

    report: ObligationReport | None
    is_changed: bool


@joining()
def save_answer(
    submission: Submission, obligation: Obligation, *, values: dict[str, Any], expected: int, by: Actor, now: datetime
) -> Saved:
    """Write the answer if nobody wrote it since version `expected` (0: nobody had begun it).

    What is stored already is not written again and leaves no trace in the history. Refuses with
    AnswerEditedMeanwhile, which carries both texts, with AnswersAreFrozen, and with NotGiven on a paragraph
    that is none of those given to the actor.
    """
    demand_opened(by, Permission.ANSWER_DRAFT, submission, [obligation.pk])
    offered = {name: values[name] for name in CONTENT if name in values}
    stored = _stored(submission, obligation)
    if not _changes(stored, offered):
        return Saved(stored, is_changed=False)
    if expected == NOBODY_YET and stored and not _changes(stored, EMPTY):
        expected = stored.version  # begun by a file or an audience; nobody has said anything yet
    if (stored.version if stored else NOBODY_YET) != expected:
        raise AnswerEditedMeanwhile(stored or ObligationReport(**EMPTY), offered)
    if stored is None:
        return Saved(_begin(submission, obligation, offered, by=by, now=now), is_changed=True)
    return Saved(_rewrite(stored, offered, expected, by=by, now=now), is_changed=True)


def copy_answer(
    submission: Submission, source: ObligationReport, obligation: Obligation, *, expected: int, by: Actor, now: datetime
) -> Saved:
    """Say on `obligation` what was said on another one: the State confirms that one answer serves both."""
    values = {name: getattr(source, name) for name in CONTENT if name != "answers_as"}
    return save_answer(submission, obligation, values=values, expected=expected, by=by, now=now)


def answer_already_party(
    submission: Submission, obligation: Obligation, facts: Sequence[TreatyFact], *, by: Actor, now: datetime
) -> Saved:
    """Begin the answer with what the lists show of the State as a party, each act with the date of its list.

    The status is proposed only where the lists show every treaty that stands beside the paragraph. Where anything
    was said already, nothing is written: AnswerEditedMeanwhile.
    """
    with translation.override(settings.LANGUAGE_CODE):
        shown = [fact.already_party for fact in facts if fact.is_party]
    is_whole = bool(shown) and len(shown) == len(facts)
    values = {
        "status": Status.IMPLEMENTED_AND_MAINTAINED if is_whole else Status.NOT_REPORTED,
        "narrative": "\n".join(shown),
        "language": settings.LANGUAGE_CODE,
    }
    return save_answer(submission, obligation, values=values, expected=NOBODY_YET, by=by, now=now)


def _stored(submission: Submission, obligation: Obligation) -> ObligationReport | None:
    found: ObligationReport | None = ObligationReport.objects.filter(
        submission=submission, obligation=obligation
    ).first()
    return found


def _changes(stored: ObligationReport | None, offered: dict[str, Any]) -> list[str]:
    return [name for name, value in offered.items() if (getattr(stored, name) if stored else EMPTY[name]) != value]


def begin_answer(submission: Submission, obligation: Obligation, *, by: Actor, now: datetime) -> ObligationReport:
    """The answer, begun without words if nobody began it: something is to stand beside it."""
    demand_opened(by, Permission.ANSWER_DRAFT, submission, [obligation.pk])
    try:
        return _stored(submission, obligation) or _begin(submission, obligation, {}, by=by, now=now)
    except AnswerEditedMeanwhile as faster:
        return faster.stored


def _begin(
    submission: Submission, obligation: Obligation, offered: dict[str, Any], *, by: Actor, now: datetime
) -> ObligationReport:
    try:
        with transaction.atomic():
            begun: ObligationReport = ObligationReport.objects.create(
                submission=submission, obligation=obligation, cycle_id=submission.cycle_id,
                respondent_id=submission.respondent_id, saved_at=now, saved_by_id=by.user_id, **offered,
            )  # fmt: skip
            return begun
    except IntegrityError as error:
        stored = _stored(submission, obligation)
        if stored is None:
            raise
        raise AnswerEditedMeanwhile(stored, offered) from error


def _rewrite(
    stored: ObligationReport, offered: dict[str, Any], expected: int, *, by: Actor, now: datetime
) -> ObligationReport:
    changed = stored.take(offered)
    stored.saved_at, stored.saved_by_id = now, by.user_id
    for name, value in SAID_HERE.items():  # changed: no longer last cycle's answer
        setattr(stored, name, value)
    aside = ["saved_at", "saved_by", *SAID_HERE]
    try:
        stored.save_if_unchanged(expected=expected, fields=[*changed, *aside])
    except EditedMeanwhile as error:
        raise AnswerEditedMeanwhile(ObligationReport.objects.get(pk=stored.pk), offered) from error
    return stored
