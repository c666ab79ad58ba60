"""An upload survives cut lines, and ends with the same content or with a clear refusal."""

import base64
import hashlib
import io
import random
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import FileSystemStorage
from django.test import RequestFactory

from commitments.access.models import User
from commitments.files import part_file, tus, uploads
from commitments.files.models import Upload
from commitments.files.refusals import EmptyFile, NameLies, TooLarge
from commitments.files.store import BlobStore
from tests.files import samples

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
LIMIT = 20_000_000


class Person:
    def __init__(self, user_id: int | None) -> None:
        self.user_id = user_id


@pytest.fixture
def sender() -> Person:
    return Person(User.objects.create_user("sender@example.org", name="Sender").pk)


@pytest.fixture(autouse=True)
def media(tmp_path: Path, settings: Any) -> Iterator[Path]:
    settings.MEDIA_ROOT = str(tmp_path)
    return tmp_path


@pytest.fixture
def store(media: Path) -> BlobStore:
    return BlobStore(FileSystemStorage(location=media))


def begun(sender: Person, size: int, name: str = "figures.csv", **more: Any) -> Upload:
    announced: dict[str, Any] = {"folder": "evidence/THA", "name": name, "size": size, "limit": LIMIT}
    return uploads.begin(by=sender, now=NOW, **announced | more)


class CutLine(io.BytesIO):
    """Gives bytes until the cut, then nothing but an error."""

    def __init__(self, content: bytes, cut_at: int) -> None:
        super().__init__(content[:cut_at])

    def read(self, size: int | None = -1, /) -> bytes:
        piece = super().read(size)
        if not piece:
            raise ConnectionResetError
        return piece


@pytest.mark.parametrize("seed", range(5))
def test_an_upload_cut_three_times_at_random_ends_with_the_same_hash(
    sender: Person, store: BlobStore, seed: int
) -> None:
    chance = random.Random(seed)
    content = b"year,persons\r\n" + b"".join(b"%d,%d\r\n" % (2000 + k % 26, k) for k in range(60_000))
    upload, offset = begun(sender, len(content)), 0

    for _cut in range(3):
        before = offset
        rest = content[offset:]
        offset = uploads.append(upload, offset=offset, stream=CutLine(rest, chance.randrange(len(rest))), now=NOW)
        assert before <= offset < len(content)
        assert uploads.offset_of(upload) == offset
    uploads.append(upload, offset=offset, stream=io.BytesIO(content[offset:]), now=NOW)
    blob = uploads.complete(upload, store=store, limit=LIMIT, now=NOW)

    assert blob.sha256 == hashlib.sha256(content).hexdigest()
    assert blob.content_type == "text/csv"
    with store.open_checked(blob.path, blob.sha256) as kept:
        assert kept.read() == content


def test_the_offset_is_the_length_of_the_part_file_whatever_the_row_says(sender: Person) -> None:
    upload = begun(sender, 10)
    part_file.path_of(upload.public_id).write_bytes(b"1234")

    assert Upload.objects.get().received == 0
    assert uploads.offset_of(upload) == 4


def test_a_wrong_offset_is_refused_with_the_right_one_and_nothing_is_written(sender: Person) -> None:
    upload = begun(sender, 10)
    uploads.append(upload, offset=0, stream=io.BytesIO(b"123"), now=NOW)

    with pytest.raises(uploads.WrongOffset) as refusal:
        uploads.append(upload, offset=5, stream=io.BytesIO(b"x"), now=NOW)

    assert refusal.value.offset == 3
    assert uploads.offset_of(upload) == 3


def test_more_than_was_announced_is_refused_and_what_was_there_stays(sender: Person) -> None:
    upload = begun(sender, 100_000)
    uploads.append(upload, offset=0, stream=io.BytesIO(b"123"), now=NOW)

    with pytest.raises(part_file.TooMany):
        uploads.append(upload, offset=3, stream=io.BytesIO(b"4" * 150_000), now=NOW)

    assert uploads.offset_of(upload) == 3


def test_two_windows_cannot_write_to_one_upload_at_once(sender: Person) -> None:
    upload = begun(sender, 5)

    with part_file.locked(upload.public_id), pytest.raises(part_file.Busy):
        uploads.append(upload, offset=0, stream=io.BytesIO(b"1"), now=NOW)


@pytest.mark.parametrize(("size", "refusal"), [(0, EmptyFile), (-1, EmptyFile), (2**30, TooLarge)])
def test_an_announced_size_that_cannot_be_is_refused_before_a_byte_is_sent(
    sender: Person, size: int, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        begun(sender, size)

    assert not Upload.objects.exists()


def test_somebody_who_is_not_signed_in_is_refused() -> None:
    with pytest.raises(uploads.NotSignedIn):
        begun(Person(None), 10)


def test_the_same_request_twice_is_one_upload(sender: Person) -> None:
    request_id = uuid.uuid4()

    first, again = begun(sender, 10, request_id=request_id), begun(sender, 10, request_id=request_id)

    assert first == again
    assert Upload.objects.count() == 1


def test_too_many_unfinished_uploads_are_refused(sender: Person, monkeypatch: Any) -> None:
    monkeypatch.setattr(uploads, "MOST_UNFINISHED", 1)
    begun(sender, 10)

    with pytest.raises(uploads.TooManyUnfinished):
        begun(sender, 10)


def test_an_upload_that_has_not_arrived_is_not_taken(sender: Person, store: BlobStore) -> None:
    upload = begun(sender, 10)

    with pytest.raises(uploads.NotAllReceived):
        uploads.complete(upload, store=store, limit=LIMIT, now=NOW)


def test_an_upload_that_lies_about_its_type_is_refused_and_nothing_reaches_the_store(
    sender: Person, store: BlobStore, media: Path
) -> None:
    upload = begun(sender, len(samples.PNG), name="law.pdf")
    uploads.append(upload, offset=0, stream=io.BytesIO(samples.PNG), now=NOW)

    with pytest.raises(NameLies):
        uploads.complete(upload, store=store, limit=LIMIT, now=NOW)

    assert list((media / "evidence/THA").iterdir()) == []


def test_an_upload_is_completed_once_and_gives_the_same_blob_again(
    sender: Person, store: BlobStore, django_capture_on_commit_callbacks: Any
) -> None:
    upload = begun(sender, len(samples.CSV))
    uploads.append(upload, offset=0, stream=io.BytesIO(samples.CSV), now=NOW)

    with django_capture_on_commit_callbacks(execute=True):
        first = uploads.complete(upload, store=store, limit=LIMIT, now=NOW)

    assert part_file.length(upload.public_id) is None
    assert uploads.complete(Upload.objects.get(), store=store, limit=LIMIT, now=NOW) == first


def test_unfinished_uploads_expire_with_their_bytes_and_fresh_ones_stay(
    sender: Person, django_capture_on_commit_callbacks: Any
) -> None:
    old = begun(sender, 10)
    later = NOW + uploads.LIVES_FOR + timedelta(seconds=1)
    fresh = uploads.begin(by=sender, now=later, folder="evidence/THA", name="x.csv", size=5, limit=LIMIT)

    with django_capture_on_commit_callbacks(execute=True):
        assert uploads.remove_expired(now=later) == 1

    assert list(Upload.objects.all()) == [fresh]
    assert part_file.length(old.public_id) is None
    with pytest.raises(uploads.UploadGone):
        uploads.append(old, offset=0, stream=io.BytesIO(b"1"), now=later)


def test_uploads_are_visible_to_the_one_who_sends_them_only(sender: Person) -> None:
    upload = begun(sender, 10)
    stranger = Person(User.objects.create_user("stranger@example.org", name="Stranger").pk)

    assert list(Upload.objects.visible_to(sender)) == [upload]
    assert not Upload.objects.visible_to(stranger).exists()
    assert not Upload.objects.visible_to(Person(None)).exists()


def metadata(**words: str) -> str:
    return ",".join(f"{key} {base64.b64encode(value.encode()).decode()}" for key, value in words.items())


def test_the_protocol_creates_asks_appends_and_says_the_offset(sender: Person, rf: RequestFactory) -> None:
    request_id = uuid.uuid4()
    words = metadata(filename="قانون.pdf", request_id=str(request_id))
    announced = tus.announced(rf.post("/x", headers={"upload-length": "9", "upload-metadata": words}))
    upload = begun(sender, announced.size, name=announced.name, request_id=announced.request_id)
    appended = tus.appended(
        rf.patch("/x", b"1234", content_type=tus.OFFSET_TYPE, headers={"upload-offset": "0"}), upload, now=NOW
    )

    created, asked = tus.created(upload, location="/x/1"), tus.asked(upload)

    assert (upload.name, announced.request_id) == ("قانون.pdf", request_id)
    assert (created.status_code, created["Location"], created["Tus-Resumable"]) == (201, "/x/1", "1.0.0")
    assert (appended.status_code, appended["Upload-Offset"]) == (204, "4")
    assert (asked.status_code, asked["Upload-Offset"], asked["Upload-Length"]) == (200, "4", "9")


@pytest.mark.parametrize(
    ("headers", "content_type", "status"),
    [
        ({"upload-offset": "7"}, tus.OFFSET_TYPE, 409),
        ({"upload-offset": "-1"}, tus.OFFSET_TYPE, 400),
        ({"upload-offset": "9" * 40}, tus.OFFSET_TYPE, 400),
        ({}, tus.OFFSET_TYPE, 400),
        ({"upload-offset": "0"}, "application/json", 400),
    ],
)
def test_a_request_that_is_not_of_the_protocol_is_refused_with_its_status(
    sender: Person, rf: RequestFactory, headers: dict[str, str], content_type: str, status: int
) -> None:
    upload = begun(sender, 9)

    response = tus.appended(rf.patch("/x", b"12", content_type=content_type, headers=headers), upload, now=NOW)

    assert response.status_code == status
    assert response.content.decode().endswith(".")
    assert uploads.offset_of(upload) == 0


@pytest.mark.parametrize("words", ["filename ###", "filename /w==", metadata(filename="a", request_id="no uuid")])
def test_an_announcement_that_cannot_be_read_is_refused(rf: RequestFactory, words: str) -> None:
    with pytest.raises(tus.BadUploadRequest):
        tus.announced(rf.post("/x", headers={"upload-length": "9", "upload-metadata": words}))
