"""The work of a national report: the version as its own State reads it becomes one whole file."""

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commitments.access.acting import acting
from commitments.access.actor import Actor
from commitments.access.models import actor_for
from commitments.documents.content import Document
from commitments.documents.writers import WRITERS, Format
from commitments.jobs.models import Job
from commitments.jobs.progress import Progress
from commitments.jobs.refusals import WorkFailed
from commitments.jobs.registry import ResultFile, job_kind
from commitments.national_reports.composing import national_report
from commitments.national_reports.services import KIND
from commitments.submissions.models import Submission
from commitments.submissions.queries import reading_of


@job_kind(KIND, label=gettext_lazy("National report"))
def make_report(job: Job, progress: Progress) -> ResultFile:
    """Write the file as the person who asked, with the rights of today. Runs again from the start if it was killed."""
    actor = actor_for(job.owner, today=timezone.localdate())
    form = Format(job.parameter("format"))
    progress(0, 2, _("Reading the reply"))
    with acting(actor):
        whole = _whole(job, actor)
        content = _content(job, whole, actor)
    progress(1, 2, _("Writing the document"))
    path = progress.directory / f"report.{form.value}"
    path.write_bytes(WRITERS[form](content))
    progress(2, 2)
    return ResultFile(path, file_name(whole, form))


def file_name(whole: Submission, form: Format) -> str:
    """A name that says whose it is, of which call, and whether it was sent."""
    stands = f"draft-{whole.number}" if whole.is_working else f"version-{whole.number}"
    return f"national-report-{whole.respondent.code}-{whole.cycle.slug}-{stands}.{form.value}"


def _whole(job: Job, actor: Actor) -> Submission:
    """The version, for whoever sees the whole work of its State today."""
    visible = Submission.objects.visible_to(actor).select_related("cycle", "respondent")
    found: Submission | None = visible.filter(public_id=job.parameter("submission")).first()
    if found is None or found.respondent_id not in actor.whole_ids:
        raise WorkFailed(_("Your designation has ended; the reply can no longer be printed for you."))
    return found


def _content(job: Job, whole: Submission, actor: Actor) -> Document:
    reading = reading_of(whole, actor, language=job.language)
    return national_report(
        reading, language=job.language, with_evidence=bool(job.parameter("evidence")), now=timezone.now()
    )
