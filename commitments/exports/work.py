"""The work of an export: what the person may see at this moment becomes one whole file."""

from datetime import datetime
from pathlib import Path

from django.utils import timezone
from django.utils.translation import get_language_bidi, gettext_lazy
from django.utils.translation import gettext as _

from commitments.access.acting import acting
from commitments.access.actor import Actor
from commitments.access.models import actor_for
from commitments.access.permissions import Permission
from commitments.exports.datasets import Dataset
from commitments.exports.filters import RecordFilter, read_filter
from commitments.exports.formats import WRITERS, Format, Wanted
from commitments.exports.noting import note_what_is_read
from commitments.exports.services import KIND, rights_of
from commitments.exports.tables import table
from commitments.jobs.models import Job
from commitments.jobs.progress import Progress
from commitments.jobs.refusals import WorkFailed
from commitments.jobs.registry import ResultFile, job_kind
from commitments.sheets.columns import About
from commitments.web.installation import DEMONSTRATION_MARK, holds_demonstration


@job_kind(KIND, label=gettext_lazy("Records"))
def export_records(job: Job, progress: Progress) -> ResultFile:
    """Write the file as the person who asked, with the rights of today. Runs again from the start if it was killed."""
    actor = actor_for(job.owner, today=timezone.localdate())
    if not actor.may(Permission.RECORDS_EXPORT):
        raise WorkFailed(_("Your designation has ended; records can no longer be taken along."))
    if rights_of(actor) != job.parameter("rights"):
        raise WorkFailed(_("Your designations changed after you asked for this file. Please ask again."))
    form = Format(job.parameter("format"))
    cut_off = timezone.now()
    path = progress.directory / f"records.{form.value}"
    with acting(actor):
        wanted = _wanted(job, actor, cut_off, progress, path=path)
        if not job.parameter("own"):
            note_what_is_read(wanted.tables, actor)
        WRITERS[form](wanted, progress)
    return ResultFile(path, file_name(job, cut_off))


def file_name(job: Job, cut_off: datetime) -> str:
    """A name that says what it is and when."""
    form = Format(job.parameter("format"))
    table = "records" if form is Format.XLSX else job.parameter("dataset")
    return f"{table}-{cut_off:%Y-%m-%d-%H%M}.{form.value}"


def _wanted(job: Job, actor: Actor, cut_off: datetime, progress: Progress, *, path: Path) -> Wanted:
    narrowed = read_filter(job.parameter("filter", {}))
    own = bool(job.parameter("own"))
    chosen = Dataset(job.parameter("dataset"))
    datasets = tuple(Dataset) if job.parameter("format") == Format.XLSX else (chosen,)
    tables = [table(dataset, actor, narrowed, own=own) for dataset in datasets]
    progress(0, sum(each.found.count() for each in tables), _("Writing records"))
    return Wanted(path, _about(job, narrowed, cut_off), tables)


def _about(job: Job, narrowed: RecordFilter, cut_off: datetime) -> About:
    return About(
        title=_("Records of implementation"),
        lines=[
            (_("Cut-off"), f"{cut_off:%Y-%m-%d %H:%M} UTC"),
            *narrowed.words(),
            (_("Made by"), job.owner.name),
            (_("Made for the audience"), job.made_for),
            (
                _("What it holds"),
                _("what the own State is writing") if job.parameter("own") else _("what was submitted"),
            ),
            (_("Note"), _("This is no official record of the United Nations. Texts are as the States sent them.")),
        ],
        mark=str(DEMONSTRATION_MARK) if holds_demonstration() else "",
        right_to_left=get_language_bidi(),
        made_at=cut_off,
    )
