"""Making receipts: the statement when the reply was received, the paper by a worker; each once."""

import io
from collections.abc import Callable
from datetime import datetime

from django.utils import translation

from commitments.files.store import BlobStore
from commitments.history.sealing.keys import public_key, signature_of
from commitments.instruments.languages import ORIGINAL
from commitments.receipts.models import SubmissionReceipt
from commitments.receipts.printed import printed
from commitments.receipts.statement import code_of, statement_of
from commitments.submissions.models import Submission
from commitments.web.transactions import as_program

LARGEST = 20_000_000


def make_receipt(whole: Submission, *, now: datetime) -> SubmissionReceipt:
    """The receipt of a version that was sent, made now if it has none. Refuses with KeyMissing where none can sign."""
    key, statement = public_key(), statement_of(whole)
    code = code_of(statement)
    signed = {"statement": statement, "code": code, "signature": signature_of(code), "key": key, "made_at": now}
    receipt, _ = SubmissionReceipt.objects.get_or_create(
        submission=whole, defaults={"respondent_id": whole.respondent_id, **signed}
    )
    return receipt


def print_waiting(*, now: Callable[[], datetime]) -> int:
    """Print every receipt that waits; returns how many. A worker that is killed leaves it waiting."""
    made = 0
    while print_one(now=now()):
        made += 1
    return made


@as_program("making receipts")
def make_missing(*, now: datetime) -> int:
    """Make what the moment of receiving could not (no key was set, the web process died); returns how many."""
    without = Submission.objects.filter(submitted_at__isnull=False, receipt__isnull=True, cycle__is_demonstration=False)
    waiting = list(without.select_related("respondent", "cycle").order_by("pk")[:500])
    return len([make_receipt(whole, now=now) for whole in waiting])


@as_program("printing receipts")
def print_one(*, now: datetime) -> bool:
    """Print the receipt that waits longest; false where none does, or another worker has it."""
    waiting = SubmissionReceipt.objects.filter(printed_at__isnull=True).order_by("made_at", "pk")
    receipt = waiting.select_for_update(skip_locked=True, of=("self",)).select_related("submission").first()
    if receipt is None:
        return False
    language = receipt.submission.original_language
    with translation.override(language or ORIGINAL):
        content = printed(receipt)
    folder = f"receipts/{receipt.statement['respondent']['code']}"
    kept = BlobStore().put(io.BytesIO(content), folder=folder, limit=LARGEST, name="receipt.pdf")
    receipt.sha256, receipt.size, receipt.path, receipt.printed_at = kept.sha256, kept.size, kept.path, now
    receipt.save(update_fields=["sha256", "size", "path", "printed_at"])
    return True
