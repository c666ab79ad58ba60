"""Making the documents that wait: each in one transaction, so that one that is broken off still waits."""

import io
import logging
from collections.abc import Callable
from datetime import datetime

from django.conf import settings
from django.db.models import Count
from django.utils import translation

from commitments.calls.documents.content import Call, call_of
from commitments.calls.documents.printed import printed
from commitments.calls.documents.word import written
from commitments.calls.models import CallDocument
from commitments.files.store import BlobStore
from commitments.instruments.languages import ORIGINAL
from commitments.instruments.models import InstrumentWording
from commitments.submissions.models import ReportingCycle
from commitments.web.transactions import as_program

log = logging.getLogger(__name__)
WRITERS: dict[str, Callable[[Call], bytes]] = {CallDocument.Form.DOCX: written, CallDocument.Form.PDF: printed}
LARGEST = 20_000_000


def languages_held(cycle: ReportingCycle) -> list[str]:
    """The languages in which every text of the cycle is held, the original first."""
    wordings = InstrumentWording.objects.filter(instrument__in=cycle.instruments.all()).values_list("language")
    numbers = dict(wordings.annotate(Count("instrument", distinct=True)))
    held = {one for one, number in numbers.items() if number == numbers.get(ORIGINAL)} & set(dict(settings.LANGUAGES))
    return [ORIGINAL, *sorted(held - {ORIGINAL})]


def make_waiting(*, now: Callable[[], datetime]) -> int:
    """Make every document that waits; returns how many. A worker that is killed leaves it waiting."""
    made = 0
    while make_one(now=now()):
        made += 1
    return made


@as_program("making calls")
def make_one(*, now: datetime) -> bool:
    """Make the document that waits longest; false where none does, or another worker has it."""
    waiting = CallDocument.objects.filter(made_at__isnull=True).order_by("asked_at", "pk")
    document = waiting.select_for_update(skip_locked=True).first()
    if document is None:
        return False
    with translation.override(document.language):
        content = WRITERS[document.form](call_of(document.cycle, language=document.language, day=now.date()))
    folder = f"calls/{document.cycle.slug}"
    kept = BlobStore().put(io.BytesIO(content), folder=folder, limit=LARGEST, name=f"call.{document.form}")
    document.sha256, document.size, document.path, document.made_at = kept.sha256, kept.size, kept.path, now
    document.save(update_fields=["sha256", "size", "path", "made_at"])
    return True
