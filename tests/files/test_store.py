"""A file is kept whole or not at all, under its own digest, and is checked when it is read."""

import errno
import hashlib
import io
import os
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import FileSystemStorage, InMemoryStorage

from commitments.files.refusals import (
    EmptyFile,
    FileDamaged,
    FileMissing,
    NoRoom,
    StorageFailed,
    TooLarge,
    TypeNotAccepted,
)
from commitments.files.store import BlobStore
from tests.files import samples

LIMIT = 10_000_000


@pytest.fixture
def store(tmp_path: Path) -> BlobStore:
    return BlobStore(FileSystemStorage(location=tmp_path))


def files_in(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def test_a_file_is_kept_under_its_digest_with_type_size_and_a_safe_name(store: BlobStore, tmp_path: Path) -> None:
    blob = store.put(io.BytesIO(samples.PDF), folder="evidence/THA", limit=LIMIT, name="../../law")

    digest = hashlib.sha256(samples.PDF).hexdigest()
    assert (blob.sha256, blob.size, blob.content_type) == (digest, len(samples.PDF), "application/pdf")
    assert (blob.path, blob.name) == (f"evidence/THA/{digest}", "law.pdf")
    assert files_in(tmp_path) == [blob.path]


def test_the_same_content_is_kept_once_in_a_folder_and_once_more_in_another(store: BlobStore, tmp_path: Path) -> None:
    first = store.put(io.BytesIO(samples.PDF), folder="evidence/THA", limit=LIMIT)
    again = store.put(io.BytesIO(samples.PDF), folder="evidence/THA", limit=LIMIT)
    other = store.put(io.BytesIO(samples.PDF), folder="evidence/KEN", limit=LIMIT)

    assert first == again
    assert files_in(tmp_path) == sorted([first.path, other.path])


@pytest.mark.parametrize(
    ("content", "refusal"), [(b"", EmptyFile), (samples.PDF * 1000, TooLarge), (b"MZ\x00\x00", TypeNotAccepted)]
)
def test_a_refused_file_leaves_nothing_behind(
    store: BlobStore, tmp_path: Path, content: bytes, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        store.put(io.BytesIO(content), folder="evidence/THA", limit=5_000)

    assert files_in(tmp_path) == []


class LineThatBreaks(io.BytesIO):
    def read(self, size: int | None = -1, /) -> bytes:
        if self.tell() > 100_000:
            raise ConnectionResetError
        return super().read(size)


def test_a_line_that_breaks_leaves_nothing_behind(store: BlobStore, tmp_path: Path) -> None:
    with pytest.raises(StorageFailed, match="try again"):
        store.put(LineThatBreaks(samples.TEXT * 10_000), folder="evidence/THA", limit=LIMIT)

    assert files_in(tmp_path) == []


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_full_disk_is_one_clear_sentence_and_leaves_nothing(
    store: BlobStore, tmp_path: Path, monkeypatch: Any, step: str
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, step, full)

    with pytest.raises(NoRoom, match="no room left"):
        store.put(io.BytesIO(samples.PDF), folder="evidence/THA", limit=LIMIT)
    assert files_in(tmp_path) == []


def test_what_a_crash_left_is_removed_when_it_is_old_and_nothing_else(store: BlobStore, tmp_path: Path) -> None:
    kept = store.put(io.BytesIO(samples.PDF), folder="evidence/THA", limit=LIMIT)
    leftover = tmp_path / "evidence/THA/.abc.part"
    leftover.write_bytes(b"half")

    assert store.remove_leftovers() == 0
    assert store.remove_leftovers(older_than_seconds=-1) == 1
    assert files_in(tmp_path) == [kept.path]


def test_a_file_is_read_back_as_it_was(store: BlobStore) -> None:
    content = samples.TEXT * 20_000
    blob = store.put(io.BytesIO(content), folder="evidence/THA", limit=LIMIT)

    with store.open_checked(blob.path, blob.sha256) as stream:
        assert b"".join(iter(lambda: stream.read(7_777), b"")) == content


@pytest.mark.parametrize("times", [1, 20_000])
def test_a_damaged_file_is_never_given_out_whole(store: BlobStore, tmp_path: Path, times: int) -> None:
    blob = store.put(io.BytesIO(samples.TEXT * times), folder="evidence/THA", limit=LIMIT)
    damaged = bytearray((tmp_path / blob.path).read_bytes())
    damaged[10] ^= 1
    (tmp_path / blob.path).write_bytes(damaged)
    given = bytearray()

    with pytest.raises(FileDamaged, match="digest"):
        _read_into(given, store, blob.path, blob.sha256)

    assert len(given) < blob.size


def _read_into(given: bytearray, store: BlobStore, path: str, sha256: str) -> None:
    with store.open_checked(path, sha256) as stream:
        for piece in iter(lambda: stream.read(1000), b""):
            given += piece


@pytest.mark.parametrize("path", ["evidence/THA/" + "0" * 64, "../secret/" + "0" * 64, "/etc/passwd", ""])
def test_a_path_that_is_not_in_the_store_is_missing_whatever_it_says(store: BlobStore, path: str) -> None:
    with pytest.raises(FileMissing):
        store.open_checked(path, "0" * 64)


@pytest.mark.parametrize("folder", ["../x", "/x", "a//b", "a/../b", ""])
def test_a_folder_outside_the_store_is_a_mistake_of_the_program(store: BlobStore, folder: str) -> None:
    with pytest.raises(ValueError, match="not a folder"):
        store.put(io.BytesIO(samples.PDF), folder=folder, limit=LIMIT)


def test_a_store_that_is_no_directory_keeps_and_gives_the_same() -> None:
    store = BlobStore(InMemoryStorage())

    blob = store.put(io.BytesIO(samples.PDF), folder="evidence/THA", limit=LIMIT)

    with store.open_checked(blob.path, blob.sha256) as stream:
        assert stream.read() == samples.PDF
