"""What is there afterwards, against what people were told; the same recount after every fault."""

import hashlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import connections
from django.utils import timezone

from commitments.evidence.models import EvidenceBlob
from commitments.files import uploads
from commitments.files.models import Upload
from commitments.history.sealing.services import seal_history
from commitments.history.sealing.verifying import verify_history
from commitments.jobs.models import ACTIVE, Job, JobState
from commitments.rollups.recount import recount
from commitments.web.transactions import as_program
from tests.breaking.ledger import ANSWER, EVIDENCE, EXPORT, FILE, SENDING, Ledger
from tests.breaking.outcome import Outcome

IS_THERE = {
    # History holds every text that was ever kept: a later one takes nothing away.
    ANSWER: "SELECT narrative FROM commitments_obligationreportevent GROUP BY narrative, version",
    EVIDENCE: "SELECT title FROM commitments_evidence WHERE blob_id IS NULL",
    FILE: "SELECT title FROM commitments_evidence WHERE blob_id IS NOT NULL",
    SENDING: """SELECT r.code FROM commitments_submission s JOIN commitments_respondent r ON r.id = s.respondent_id
                JOIN commitments_event e ON e.subject_table = 'commitments_submission' AND e.subject_id = s.id
                WHERE s.submitted_at IS NOT NULL AND e.name = 'submission_received'""",
    EXPORT: "SELECT request_id::text FROM commitments_job WHERE state IN ('done', 'queued', 'running')",
}


def counted(ledger: Ledger) -> Outcome:
    """Go through everything that was said to be kept, every file, every count and every link of history."""
    connections.close_all()  # the server may have died under them
    lost, doubled, wrong = [], [], list(ledger.wrong)
    for kind, told in ledger.acknowledged.items():
        there = is_there(kind)
        lost += [f"{kind} lost: {words}" for words in told if not there[words]]
        doubled += [f"{kind} {there[words]} times: {words}" for words in set(told) if there[words] > 1]
    # What a death leaves and nobody names, beat takes away after its time.
    uploads.remove_expired(now=timezone.now() + 2 * uploads.LIVES_FOR)
    half = [f"half file: {words}" for words in half_files()]
    counts = recount()
    seal_history(now=timezone.now())
    verified = verify_history()
    wrong += [*lost, *doubled, *half, *(difference.words for difference in counts.differences)]
    if verified.broken:
        wrong.append(verified.broken.words)
    notes = [*ledger.notes, *(f"refused {n}: {words}" for words, n in ledger.refused.items())]
    if ledger.again:
        notes.append(f"sent again: {', '.join(f'{n} after {reason}' for reason, n in ledger.reasons.items())}")
    return Outcome(
        ledger.tries, ledger.number_acknowledged, len(lost), len(doubled), len(half),
        rollups_recount=counts.is_clean, history_verifies=verified.is_whole, wrong=wrong, notes=notes,
    )  # fmt: skip


def is_there(kind: str) -> Counter[str]:
    """What the database holds of a kind, how often each."""
    with connections[settings.MAINTENANCE_DATABASE].cursor() as cursor:
        cursor.execute(IS_THERE[kind])
        return Counter(str(row[0]) for row in cursor.fetchall())


@as_program("recount")
def half_files() -> list[str]:
    """Files that are not whole, or not what the database says of them; and those it names that are not there."""
    media = Path(settings.MEDIA_ROOT)
    named = dict(EvidenceBlob.objects.values_list("path", "sha256"))
    named |= dict(Job.objects.filter(state=JobState.DONE, file_expired_at=None).values_list("file_path", "file_sha256"))
    named.pop("", None)
    broken = [path for path, digest in named.items() if digest_of(media / path) != digest]
    return [*broken, *_nobodys(media, named)]


def digest_of(path: Path) -> str:
    """The digest of a file; of a missing one none."""
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""


def _nobodys(media: Path, named: dict[str, str]) -> Iterator[str]:
    """Files that no row names and that are not whole by their own name."""
    for path in media.rglob("*"):
        where = str(path.relative_to(media))
        if path.is_file() and where not in named and not _is_whole_by_itself(path):
            yield where


def _is_whole_by_itself(path: Path) -> bool:
    """A blob whose name is its digest, an upload that waits for its rest, the work of a job that runs."""
    if path.parent.name == "uploads":
        return Upload.objects.unfinished().filter(public_id=UUID(path.stem), size__gte=path.stat().st_size).exists()
    if "work" in path.parts:
        job = path.parts[path.parts.index("work") + 1].rpartition("-")[0]  # writers make folders in it
        return Job.objects.filter(public_id=job, state__in=ACTIVE).exists()
    return digest_of(path) == path.name
