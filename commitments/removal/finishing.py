"""What goes once a removal was committed: its files, and files of records that may hold it; then its line outside.

Killed anywhere, it is done again from the beginning: each step finds what is done already.
"""

from datetime import datetime, timedelta

from commitments.evidence.models import EvidenceBlob, PreviewLeaf
from commitments.evidence.services.previews import remove_leaves
from commitments.files.models import Upload
from commitments.files.store import BlobStore
from commitments.files.uploads import give_up
from commitments.jobs.models import Job, JobState
from commitments.jobs.results import expire
from commitments.removal import kept_outside
from commitments.removal.models import Removal
from commitments.submissions.models import SourceDocument
from commitments.web.transactions import as_program

WORK = "removal"
WHILE_IT_COMMITTED = timedelta(minutes=5)
"""What was begun so soon after the second person's word may have read what was still there."""


def finish(*, now: datetime) -> int:
    """Finish what can be; a file of records that is being made at this moment is stopped, and the rest waits for it."""
    kept_outside.begin()
    finished = 0
    for removal in _unfinished():
        _remove_files(removal)
        if _expire_exports(removal, now=now):
            kept_outside.keep(removal)
            _mark(removal, now)
            finished += 1
    return finished


@as_program(WORK)
def _unfinished() -> list[Removal]:
    confirmed = Removal.objects.filter(outcome=Removal.Outcome.CONFIRMED, finished_at__isnull=True)
    return list(confirmed.order_by("decided_at", "pk"))


@as_program(WORK)
def _remove_files(removal: Removal) -> None:
    """The bytes in the store, the previews made of them, and uploads that brought the same."""
    own = EvidenceBlob.objects.filter(respondent=removal.respondent_id, sha256__in=removal.files)
    for blob in own.filter(removed_at__isnull=False):
        BlobStore().remove(blob.path)
        leaves = PreviewLeaf.objects.filter(preview_id=blob.pk)
        paths = list(leaves.values_list("path", flat=True))
        leaves.delete()
        remove_leaves(paths)
    of_replies = SourceDocument.objects.filter(respondent=removal.respondent_id, sha256__in=removal.files)
    for source in of_replies.filter(removed_at__isnull=False):
        BlobStore().remove(source.path)
    for upload in Upload.objects.filter(sha256__in=removal.files):
        give_up(upload)


@as_program(WORK)
def _expire_exports(removal: Removal, *, now: datetime) -> bool:
    """Whether no file of records is left, or being made, that was begun before the removal."""
    begun_before = Job.objects.filter(started_at__lte=(removal.decided_at or now) + WHILE_IT_COMMITTED)
    expire(begun_before, now=now)
    running = begun_before.filter(state=JobState.RUNNING)
    running.filter(cancel_requested_at__isnull=True).update(cancel_requested_at=now)
    return not running.exists()


@as_program(WORK)
def _mark(removal: Removal, now: datetime) -> None:
    Removal.objects.filter(pk=removal.pk, finished_at__isnull=True).update(finished_at=now)
