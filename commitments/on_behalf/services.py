"""Opening an entry: the source document is checked and kept, and the officer has an empty draft to type it into."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from commitments.access.actor import Actor
from commitments.access.permissions import Permission
from commitments.access.refusals import NotAllowed
from commitments.evidence.rules import FILE_LIMIT
from commitments.files.refusals import FileRefused
from commitments.files.store import BlobStore, Readable, StoredBlob
from commitments.respondents.models import Respondent
from commitments.submissions.models import ReportingCycle, SourceDocument, Submission
from commitments.submissions.refusals import EntryRefused
from commitments.submissions.services import Came, begin_entry


@dataclass(frozen=True)
class SourceFile:
    """The reply as it came: what it is read from, and its name."""

    stream: Readable
    name: str


@transaction.atomic
def open_entry(
    cycle: ReportingCycle, respondent: Respondent, came: Came, *, source: SourceFile, by: Actor, now: datetime
) -> Submission:
    """Begin the entry and keep its source document, both or neither; the same request again gives the same entry.

    Refuses with NotAllowed and EntryRefused as `begin_entry` does, and with EntryRefused on a file that is not
    accepted: it is checked as evidence is.
    """
    if not by.may(Permission.REPLY_ENTER):
        raise NotAllowed
    if made := _made_before(came, by):
        return made
    begun = begin_entry(cycle, respondent, came, by=by, now=now)
    stored = _kept(source, respondent)
    SourceDocument.objects.create(
        submission=begun, respondent=respondent, file_name=stored.name, sha256=stored.sha256, size=stored.size,
        content_type=stored.content_type, path=stored.path, created_at=now, created_by_id=by.user_id,
    )  # fmt: skip
    return begun


def _made_before(came: Came, by: Actor) -> Submission | None:
    found = Submission.objects.visible_to(by).filter(created_by=by.user_id, request_id=came.request_id)
    return found.first() if came.request_id else None


def _kept(source: SourceFile, respondent: Respondent) -> StoredBlob:
    folder = f"sources/{respondent.code}"
    try:
        return BlobStore().put(source.stream, folder=folder, limit=FILE_LIMIT, name=source.name)
    except FileRefused as reason:
        raise EntryRefused("source", str(reason)) from reason
