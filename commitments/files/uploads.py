"""Uploads that resume: begin, ask how much has come, append from there, take the whole, let the forgotten expire."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from commitments.files import part_file
from commitments.files.models import SignedIn, Upload
from commitments.files.naming import safe_name
from commitments.files.refusals import EmptyFile, FileRefused, TooLarge
from commitments.files.store import BlobStore, Readable, StoredBlob
from commitments.web.transactions import as_program

LIVES_FOR = timedelta(days=2)
MOST_UNFINISHED = 50


class WrongOffset(FileRefused):
    """The sender is not where the file is; the right place is in `offset`."""

    def __init__(self, offset: int) -> None:
        self.offset = offset
        super().__init__(_("Sending goes on from byte %(offset)s.") % {"offset": offset})


class UploadGone(FileRefused):
    """Its time is over, or its bytes are no longer here."""

    def __init__(self) -> None:
        super().__init__(_("This upload has expired or was given up. Please choose the file again."))


class NotAllReceived(FileRefused):
    """It cannot be taken yet."""

    def __init__(self) -> None:
        super().__init__(_("The file has not arrived completely yet."))


class TooManyUnfinished(FileRefused):
    """One person has enough open."""

    def __init__(self) -> None:
        super().__init__(_("Too many uploads are unfinished. Please finish or give up some of them first."))


class NotSignedIn(FileRefused):
    """Nobody is signed in."""

    def __init__(self) -> None:
        super().__init__(_("Please sign in to send a file."))


@transaction.atomic
def begin(
    *, by: SignedIn, now: datetime, folder: str, name: str, size: int, limit: int, request_id: uuid.UUID | None = None
) -> Upload:
    """Announce a file; the same request again gives the same upload. Refuses by size, and when too many are open."""
    if by.user_id is None:
        raise NotSignedIn
    _check_announced(by, size, limit, now)
    upload, created = Upload.objects.get_or_create(
        owner_id=by.user_id,
        request_id=request_id or uuid.uuid4(),
        defaults={
            "folder": folder,
            "name": safe_name(name),
            "size": size,
            "created_at": now,
            "expires_at": now + LIVES_FOR,
        },
    )
    if created:
        part_file.create(upload.public_id)
    return upload


def offset_of(upload: Upload) -> int:
    """How many bytes are here: the length of the part file, whatever the row says. Refuses with UploadGone."""
    if upload.is_complete:
        return upload.size
    length = part_file.length(upload.public_id)
    if length is None:
        raise UploadGone
    return length


def append(upload: Upload, *, offset: int, stream: Readable, now: datetime) -> int:
    """Add what comes at this offset and say where the file is now. Refuses with WrongOffset, TooMany, Busy."""
    _check_open(upload, now)
    with part_file.locked(upload.public_id) as part:
        here = offset_of(upload)
        if offset != here:
            raise WrongOffset(here)
        part_file.append(part, stream, at_most=upload.size - here)
    received = offset_of(upload)
    Upload.objects.filter(pk=upload.pk, received__lt=received).update(received=received)
    return received


def complete(upload: Upload, *, store: BlobStore, limit: int, now: datetime) -> StoredBlob:
    """Put the whole file into the store; again gives the same blob. Refuses an unfinished or unacceptable file."""
    if upload.is_complete:
        return _stored(upload)
    _check_open(upload, now)
    if offset_of(upload) != upload.size:
        raise NotAllReceived
    with part_file.path_of(upload.public_id).open("rb") as part:
        blob = store.put(part, folder=upload.folder, limit=limit, name=upload.name)
    _record_completed(upload, blob, now)
    transaction.on_commit(lambda: part_file.remove(upload.public_id))
    return blob


def give_up(upload: Upload) -> None:
    """The sender does not want it any more: row and bytes go, what reached the store stays there."""
    public_id = upload.public_id
    upload.delete()
    transaction.on_commit(lambda: part_file.remove(public_id))


@as_program("counting what is due")
def count_expired(*, now: datetime) -> int:
    """How many uploads are past their time."""
    return Upload.objects.expired(now).count()


@as_program("clearing")
def remove_expired(*, now: datetime) -> int:
    """Take away uploads past their time, and files that no row knows or a crash left; returns how many rows went.

    The bytes go first: killed between the two, the row still says that there is something to take away.
    """
    BlobStore().remove_leftovers()
    expired = list(Upload.objects.expired(now))
    for upload in expired:
        part_file.remove(upload.public_id)
        upload.delete()
    _remove_orphans(now)
    return len(expired)


def _check_announced(by: SignedIn, size: int, limit: int, now: datetime) -> None:
    if size <= 0:
        raise EmptyFile
    if size > limit:
        raise TooLarge(limit)
    if Upload.objects.visible_to(by).unfinished().filter(expires_at__gt=now).count() >= MOST_UNFINISHED:
        raise TooManyUnfinished


def _check_open(upload: Upload, now: datetime) -> None:
    if upload.expires_at <= now or part_file.length(upload.public_id) is None:
        raise UploadGone


def _record_completed(upload: Upload, blob: StoredBlob, now: datetime) -> None:
    upload.received, upload.sha256, upload.content_type = upload.size, blob.sha256, blob.content_type
    upload.name, upload.completed_at = blob.name, now
    upload.save(update_fields=["received", "sha256", "content_type", "name", "completed_at"])


def _stored(upload: Upload) -> StoredBlob:
    path = f"{upload.folder}/{upload.sha256}"
    return StoredBlob(upload.sha256, upload.size, upload.content_type, path, upload.name)


def _remove_orphans(now: datetime) -> None:
    """A part file can outlive its row when the program was killed between the two."""
    cut_off = (now - LIVES_FOR).timestamp()
    for part in part_file.directory().glob("*.part"):
        if part.stat().st_mtime < cut_off and not Upload.objects.filter(public_id=part.stem).exists():
            part.unlink(missing_ok=True)
