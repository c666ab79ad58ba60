"""Recording a file, a link, or a paper already supplied to another body."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import PurePath
from uuid import UUID

from django.db import transaction

from commitments.access.actor import Actor
from commitments.access.audience import Audience
from commitments.access.permissions import Permission
from commitments.access.refusals import demand
from commitments.evidence.kinds import within
from commitments.evidence.models import Evidence, EvidenceBlob
from commitments.evidence.refusals import FileNotTaken
from commitments.evidence.room import Room
from commitments.evidence.rules import EvidenceContent, broken_rules
from commitments.evidence.services.previews import TASK
from commitments.files import uploads
from commitments.files.models import Upload
from commitments.files.naming import safe_name
from commitments.files.refusals import FileRefused, FileRemoved
from commitments.files.store import BlobStore, Readable, StoredBlob
from commitments.history.event_names import EventName
from commitments.history.outbox import announce
from commitments.implementation.refusals import RulesBroken
from commitments.implementation.services.common import made_before, make_once
from commitments.jobs.broker import after_commit
from commitments.respondents.models import Respondent


@dataclass(frozen=True, kw_only=True)
class Request:
    """Who records for whom, when, under which audience; the same `request_id` makes one record."""

    respondent: Respondent
    by: Actor
    now: datetime
    audience: Audience = Audience.SECRETARIAT
    request_id: UUID | None = None


def folder_of(respondent: Respondent) -> str:
    """Where the respondent's files are kept; no other respondent's are."""
    return f"evidence/{respondent.code}"


@transaction.atomic
def record_link(request: Request, *, content: EvidenceContent) -> Evidence:
    """Record a link, or a paper already supplied. Refuses with NotAllowed and RulesBroken."""
    _demand(request)
    _check(content, request, has_file=False)
    return _record(request, content, None, "")


@transaction.atomic
def record_file(request: Request, *, content: EvidenceContent, stream: Readable, name: str) -> Evidence:
    """Keep the file and record it; without a title the file's name is its title.

    Refuses with NotAllowed, RulesBroken, and FileNotTaken for what a file must not be.
    """

    def keep(limit: int) -> StoredBlob:
        return BlobStore().put(stream, folder=folder_of(request.respondent), limit=limit, name=name)

    return _record_file(request, content, keep, name)


@transaction.atomic
def record_upload(request: Request, *, content: EvidenceContent, upload: Upload) -> Evidence:
    """Record a file that came in pieces; the same upload again gives the same evidence.

    Refuses as `record_file` does, and with FileNotTaken when the file has not arrived completely.
    """

    def keep(limit: int) -> StoredBlob:
        if upload.folder != folder_of(request.respondent):
            raise uploads.UploadGone
        return uploads.complete(upload, store=BlobStore(), limit=limit, now=request.now)

    return _record_file(replace(request, request_id=upload.public_id), content, keep, upload.name)


def _record_file(request: Request, content: EvidenceContent, keep: Callable[[int], StoredBlob], name: str) -> Evidence:
    _demand(request)
    before = made_before(Evidence, by=request.by, request_id=request.request_id)
    if before is not None:
        return before
    shown = safe_name(name)
    named = content if content.title.strip() else replace(content, title=PurePath(shown).stem[:300] or shown)
    _check(named, request, has_file=True)
    try:
        stored = Room(request.respondent, request.now).within(keep)
        blob = _blob(request, stored)
    except FileRefused as reason:
        raise FileNotTaken(shown, reason) from reason
    return _record(request, named, blob, stored.name)


def _blob(request: Request, stored: StoredBlob) -> EvidenceBlob:
    """The row of these bytes: one per respondent, whoever sent them how often. What was removed stays so."""
    blob, is_new = EvidenceBlob.objects.get_or_create(
        respondent=request.respondent,
        sha256=stored.sha256,
        defaults={
            "size": stored.size,
            "content_type": stored.content_type,
            "path": stored.path,
            "stored_at": request.now,
        },
    )
    if is_new:
        after_commit(TASK)
    if blob.removed_at:
        BlobStore().remove(blob.path)
        raise FileRemoved(blob.removed_at)
    return blob


def _record(request: Request, content: EvidenceContent, blob: EvidenceBlob | None, file_name: str) -> Evidence:
    def make() -> Evidence:
        return Evidence.objects.create(
            respondent=request.respondent, blob=blob, file_name=file_name,
            audience=within(content.label, request.audience), created_at=request.now,
            created_by_id=request.by.user_id, request_id=request.request_id,
            **content.as_fields(),
        )  # fmt: skip

    evidence, is_new = make_once(Evidence, by=request.by, request_id=request.request_id, make=make)
    if is_new:
        announce(EventName.EVIDENCE_RECORDED, subject=evidence, by=request.by, now=request.now)
    return evidence


def _demand(request: Request) -> None:
    demand(request.by, Permission.EVIDENCE_RECORD, request.respondent.pk)
    if request.audience != Audience.SECRETARIAT:
        demand(request.by, Permission.AUDIENCE_SET, request.respondent.pk)


def _check(content: EvidenceContent, request: Request, *, has_file: bool) -> None:
    if broken := broken_rules(content, has_file=has_file, today=request.now.date()):
        raise RulesBroken(broken)
