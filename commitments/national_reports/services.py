"""The verb of national reports: ask for one."""

from datetime import datetime
from uuid import UUID

from django.utils import translation
from django.utils.translation import gettext as _

from commitments.access.actor import Actor
from commitments.access.audience import Audience
from commitments.documents.writers import Format
from commitments.jobs.models import Job
from commitments.jobs.services import enqueue
from commitments.respondents.models import Respondent
from commitments.submissions.models import ReportingCycle, Submission

KIND = "national_report"


class ReportRefused(Exception):
    """Somebody who does not see the whole reply asked for it as a document."""


def request_report(
    whole: Submission, *, form: Format, language: str, with_evidence: bool, request_id: UUID | None, by: Actor,
    now: datetime,
) -> Job:  # fmt: skip
    """Ask for a version as a document in this language; the same request again gives the same job.

    Refuses with ReportRefused whoever does not see the whole work of the State.
    """
    if whole.respondent_id not in by.whole_ids:
        raise ReportRefused(_("A national report is for those who see the whole reply of their State."))
    parameters = {
        "submission": str(whole.public_id), "format": form.value, "evidence": with_evidence,
        "version": whole.number, "place": as_place(whole.respondent, whole.cycle),
    }  # fmt: skip
    with translation.override(language):
        return enqueue(
            KIND, by=by, now=now, parameters=parameters, made_for=str(Audience.OWN_STATE.label), request_id=request_id
        )


def as_place(respondent: Respondent, cycle: ReportingCycle) -> str:
    """Whose reply to which cycle, as the job keeps it."""
    return f"{respondent.code}/{cycle.slug}"
