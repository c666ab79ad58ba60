"""Carrying over: a State's reply in a new cycle begins with what it said last, and nothing of that goes unconfirmed.

What nobody confirmed stays in the draft, is not sent, and comes back in the next draft (docs/adr/0030).
"""

from typing import Any

from django.db.models import F, OuterRef, QuerySet, Subquery

from commitments.implementation.queries import asked_of
from commitments.respondents.models import Respondent
from commitments.submissions.models import ObligationReport, ReportingCycle, Submission
from commitments.submissions.services.answers import EMPTY
from commitments.submissions.services.copying import copy_answers, copy_of
from commitments.submissions.stages import SUBMITTED
from commitments.submissions.status import CONTENT, Status
from commitments.web.transactions import as_program

CARRYING = "carrying over"
CARRIED_COVER = ("submitting_authority", "original_language")
"""The contact is a person, who may have changed; the note, the period and the use in the report are of one reply."""


def sent_before(cycle: ReportingCycle, respondent: Respondent) -> QuerySet[Submission]:
    """The replies in force of earlier cycles that asked about any of the same texts, the latest first."""
    sent: QuerySet[Submission] = Submission.objects.current().filter(
        respondent=respondent, stage__in=SUBMITTED, cycle__opened_at__lt=cycle.opened_at,
        cycle__is_demonstration=cycle.is_demonstration,
    )  # fmt: skip
    return sent.order_by("-cycle__opened_at", "-cycle_id")


def to_carry(
    rows: QuerySet[ObligationReport], cycle: ReportingCycle, respondent: Respondent
) -> QuerySet[ObligationReport]:
    """Of these answers those that a reply in this cycle begins with: of each text what was said in its last reply.

    Leaves out what was withdrawn, what the State left unanswered, and what the cycle does not ask.
    """
    last = sent_before(cycle, respondent).filter(cycle__instruments=OuterRef("obligation__instrument"))
    asked = asked_of(respondent).filter(instrument__in=cycle.instruments.all())
    found = rows.filter(
        respondent=respondent, withdrawn_at__isnull=True, obligation__in=asked,
        submission=Subquery(last.values("pk")[:1]),
    )  # fmt: skip
    said = found.exclude(status=Status.NOT_REPORTED, carried_from__isnull=True)
    return said.select_related("carried_from", "said_in", "cycle", "saved_by").order_by("pk")


def words_of(answer: ObligationReport) -> dict[str, Any]:
    """What the answer says; of one that was left out, what it would have said had somebody confirmed it."""
    said = answer.carried_from if answer.is_left_out else answer
    return {name: getattr(said, name) for name in CONTENT}


def carried(answer: ObligationReport) -> dict[str, Any]:
    """Into another cycle: the copy says where it comes from, how old it is, and that nobody has confirmed it."""
    return {
        **words_of(answer),
        "carried_from_id": answer.carried_from_id if answer.is_left_out else answer.pk,
        "said_in_id": answer.said_in_id or answer.cycle_id,
        "said_at": answer.confirmed_at or answer.said_at or answer.saved_at,
        "times_carried": answer.times_carried + 1,
        "times_confirmed": answer.times_confirmed,
    }


def would_carry(answer: ObligationReport, cycle: ReportingCycle) -> ObligationReport:
    """The copy as a draft that is begun now would hold it; nothing is written."""
    copy = copy_of(answer, carried, cycle=cycle, respondent_id=answer.respondent_id)
    copy.said_in, copy.saved_by = answer.said_in or answer.cycle, answer.saved_by
    return copy


@as_program(CARRYING)
def carried_cover(cycle: ReportingCycle, respondent: Respondent) -> dict[str, str]:
    """What of the last reply's cover is still so in a new cycle."""
    same_texts = sent_before(cycle, respondent).filter(cycle__instruments__in=cycle.instruments.all())
    last = same_texts.values(*CARRIED_COVER).first()
    return dict(last or {})


def carry_over(begun: Submission) -> None:
    """Put what the State said last into its new draft.

    The program does it, and history says so: whoever begins the draft, a contributor as well, begins it whole.
    Where a paragraph has an answer already (an entry that was taken over), that stands.
    """
    with as_program(CARRYING):
        found = to_carry(ObligationReport.objects.all(), begun.cycle, begun.respondent)
        answered = begun.reports.values("obligation")
        copy_answers(begun, found.exclude(obligation__in=answered), carried)


def leave_out(draft: Submission) -> None:
    """Empty what was carried over and not confirmed, before the draft goes to anybody: it is not sent."""
    waiting = draft.reports.awaiting().exclude(status=Status.NOT_REPORTED)
    waiting.update(**EMPTY, version=F("version") + 1)


def take_up(draft: Submission) -> None:
    """Give what was left out its words back: the draft is open again; what is not open in it stays as it was sent."""
    draft.refresh_from_db(fields=["opened_obligations"])
    waiting = draft.reports.awaiting().filter(status=Status.NOT_REPORTED).select_related("carried_from")
    left_out = [one for one in waiting if draft.opens(one.obligation_id)]
    for answer in left_out:
        answer.take(words_of(answer))
        answer.version += 1
    ObligationReport.objects.bulk_update(left_out, [*CONTENT, "version"])
