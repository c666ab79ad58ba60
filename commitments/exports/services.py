"""The verb of exports: ask for a file of records."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from commitments.access.actor import Actor
from commitments.access.audience import Audience
from commitments.access.permissions import Permission
from commitments.exports.datasets import Dataset
from commitments.exports.filters import RecordFilter
from commitments.exports.formats import Format
from commitments.jobs.models import Job
from commitments.jobs.services import enqueue

KIND = "records"


class ExportRefused(Exception):
    """Somebody who may not asked for records."""


def request_export(
    *,
    dataset: Dataset,
    form: Format,
    own: bool,
    narrowed: RecordFilter,
    request_id: UUID | None,
    by: Actor,
    now: datetime,
) -> Job:
    """Ask for the records as a file; the same request again gives the same job. Refuses with ExportRefused."""
    if not by.may(Permission.RECORDS_EXPORT):
        raise ExportRefused(_("Your role does not take records along."))
    if own and not by.respondent_ids:
        raise ExportRefused(_("Only people of a State can take along what their State is writing."))
    parameters = {"dataset": dataset.value, "format": form.value, "own": own, "filter": dict(narrowed.values)}
    return enqueue(KIND, by=by, now=now, parameters=parameters, made_for=made_for(by, own=own), request_id=request_id)


def made_for(actor: Actor, *, own: bool) -> str:
    """Whose eyes the file is for, in the words of the audiences."""
    if own:
        return str(Audience.OWN_STATE.label)
    return str(actor.audiences[0].label)
