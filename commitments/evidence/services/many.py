"""Several files at once: what can be taken is taken, what cannot is named with its reason."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import uuid5

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from commitments.evidence.models import Evidence
from commitments.evidence.refusals import FileNotTaken
from commitments.evidence.rules import EvidenceContent
from commitments.evidence.services.recording import Request, record_file, record_upload
from commitments.files.models import Upload


@dataclass
class Outcome:
    """What became of each file."""

    recorded: list[Evidence] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)


@transaction.atomic
def record_files(
    request: Request, *, content: EvidenceContent, files: Iterable["UploadedFile[Any]"], uploads: Iterable[Upload] = ()
) -> Outcome:
    """Record each file by itself: a slow line need not send nine good ones again for the sake of a bad tenth.

    Several files take their own names as titles. Refuses with NotAllowed and RulesBroken before any is written.
    """
    outcome = Outcome()
    sent, arrived = list(files), list(uploads)
    if len(sent) + len(arrived) > 1:
        content = replace(content, title="")
    for number, file in enumerate(sent):
        each = replace(request, request_id=uuid5(request.request_id, str(number)) if request.request_id else None)
        try:
            outcome.recorded.append(record_file(each, content=content, stream=file, name=file.name or ""))
        except FileNotTaken as refusal:
            outcome.refused.append((refusal.name, str(refusal)))
    for upload in arrived:
        try:
            outcome.recorded.append(record_upload(request, content=content, upload=upload))
        except FileNotTaken as refusal:
            outcome.refused.append((refusal.name, str(refusal)))
    return outcome
