"""Previews of files: taken one by one, made by another process, kept as files of our own; a lost one is made again."""

import logging
import time
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from datetime import datetime, timedelta

from django.db.models import F, Q

from commitments.evidence.models import EvidenceBlob, Preview, PreviewLeaf
from commitments.files.kinds import CODES
from commitments.files.previewing.agreed import NotMade, Reason
from commitments.files.previewing.maker import Leaf, Made, Source, made_of
from commitments.files.refusals import FileDamaged, FileMissing, FileRefused
from commitments.files.store import BlobStore, StoredBlob
from commitments.web.transactions import as_program

log = logging.getLogger(__name__)
FOLDER = "previews"
TASK = "commitments.evidence.tasks.make_previews"
LARGEST_LEAF = 4_000_000
SECONDS_AT_ONCE = 300.0
LOST_AFTER = timedelta(minutes=5)
MOST_ATTEMPTS = 3
Maker = Callable[[Source, str], AbstractContextManager[Made]]


def make_waiting(*, now: Callable[[], datetime], maker: Maker = made_of) -> int:
    """Make what waits, the longest waiting first; returns how many ended.

    Nothing is held meanwhile. A worker that is killed leaves its preview waiting: it is taken again after a while,
    and given up after a few times, for a file that kills those who look at it would do so for ever.
    """
    end = time.monotonic() + SECONDS_AT_ONCE
    made = 0
    while time.monotonic() < end and (blob := take(now=now())) is not None:
        make(blob, now=now, maker=maker)
        made += 1
    return made


@as_program("making previews")
def take(*, now: datetime) -> EvidenceBlob | None:
    """The file whose turn it is, marked as begun; nothing where all are made or being made."""
    free = Q(begun_at__isnull=True) | Q(begun_at__lte=now - LOST_AFTER)
    waiting = Preview.objects.filter(free, state=Preview.State.WAITING)
    waiting.filter(attempts__gte=MOST_ATTEMPTS).update(
        state=Preview.State.NOT_MADE, fault=Preview.Fault.STOPPED, ended_at=now
    )
    in_turn = waiting.order_by(F("begun_at").asc(nulls_first=True), "pk").select_for_update(skip_locked=True)
    preview = in_turn.first()
    if preview is None:
        return None
    preview.begun_at, preview.attempts = now, preview.attempts + 1
    preview.save(update_fields=["begun_at", "attempts"])
    blob: EvidenceBlob = EvidenceBlob.objects.select_related("respondent").get(pk=preview.pk)
    return blob


def make(blob: EvidenceBlob, *, now: Callable[[], datetime], maker: Maker = made_of) -> None:
    """Make and keep the preview of this file, or say why there is none; the file itself is not touched."""
    try:
        with BlobStore().open_checked(blob.path, blob.sha256) as source, maker(source, _code(blob)) as made:
            stored = [(leaf, _kept(leaf, blob)) for leaf in made.leaves]
            _record(blob, stored, made.number, now=now())
    except (FileMissing, FileDamaged):
        log.exception("the file %s has no preview: it cannot be read", blob.path)
        _give_up(blob, Reason.MISSING, now=now())
    except (FileRefused, FileNotFoundError):
        _give_up(blob, Reason.STOPPED, now=now())
    except NotMade as told:
        _give_up(blob, told.reason, now=now())


@as_program("restore")
def make_all_again() -> int:
    """After a restore: previews are in no backup, so all are made again. Returns how many wait."""
    PreviewLeaf.objects.all().delete()
    return Preview.objects.filter(blob__removed_at__isnull=True).update(
        state=Preview.State.WAITING, fault="", number=0, attempts=0, begun_at=None, ended_at=None
    )


def remove_leaves(paths: Iterable[str]) -> None:
    """Take these files of previews away, but for those that another file's preview has as well."""
    for path in paths:
        if not PreviewLeaf.objects.filter(path=path).exists():
            BlobStore().remove(path)


def _code(blob: EvidenceBlob) -> str:
    return CODES.get(blob.content_type, "")


def _kept(leaf: Leaf, blob: EvidenceBlob) -> StoredBlob:
    with leaf.path.open("rb") as stream:
        folder = f"{FOLDER}/{blob.respondent.code}"
        return BlobStore().put(stream, folder=folder, limit=LARGEST_LEAF, name=leaf.name)


@as_program("making previews")
def _record(blob: EvidenceBlob, stored: list[tuple[Leaf, StoredBlob]], number: int, *, now: datetime) -> None:
    ended = {"state": Preview.State.MADE, "number": number, "ended_at": now}
    if Preview.objects.filter(pk=blob.pk, state=Preview.State.WAITING).update(**ended):
        PreviewLeaf.objects.bulk_create(
            PreviewLeaf(
                preview_id=blob.pk, number=at, sha256=kept.sha256, size=kept.size, content_type=kept.content_type,
                path=kept.path, width=leaf.width, height=leaf.height,
            )
            for at, (leaf, kept) in enumerate(stored, start=1)
        )  # fmt: skip
    else:
        remove_leaves(kept.path for _leaf, kept in stored)


@as_program("making previews")
def _give_up(blob: EvidenceBlob, reason: Reason, *, now: datetime) -> None:
    ended = {"state": Preview.State.NOT_MADE, "fault": reason.value, "ended_at": now}
    Preview.objects.filter(pk=blob.pk, state=Preview.State.WAITING).update(**ended)
