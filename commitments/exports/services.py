"""The verb of exports: ask for a file of records."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from commitments.access.actor import Actor
from commitments.access.audience import Audience
from commitments.access.given import words_of
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
    parameters = {
        "dataset": dataset.value, "format": form.value, "own": own, "filter": dict(narrowed.values),
        "rights": rights_of(by),
    }  # fmt: skip
    return enqueue(KIND, by=by, now=now, parameters=parameters, made_for=made_for(by, own=own), request_id=request_id)


def made_for(actor: Actor, *, own: bool) -> str:
    """Whose eyes the file is for, in the words of the audiences."""
    if own:
        return str(Audience.OWN_STATE.label)
    return str(actor.audiences[0].label)


def rights_of(actor: Actor) -> list[list[str | int | None]]:
    """The roles the file is made with, and the paragraphs given to whoever sees no others, as the job keeps them."""
    roles: list[list[str | int | None]] = [[grant.role_code, grant.respondent_id] for grant in actor.grants]
    given: list[list[str | int | None]] = [[words, None] for words in words_of(actor.given)]
    return sorted([*roles, *given], key=str)


def still_open_to(actor: Actor, job: Job) -> bool:
    """Whether the person holds today all that the file was made with: what he lost, its files show no longer."""
    made_with = job.parameter("rights")
    return made_with is not None and all(right in rights_of(actor) for right in made_with)
