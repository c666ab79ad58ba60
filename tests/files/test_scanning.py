"""Files are shown to a real ClamAV daemon before they are kept; its signature is one line that this test makes."""

import io
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.files.storage import FileSystemStorage

from commitments.files import scanning
from commitments.files.refusals import FileRefused
from commitments.files.scanning import MalwareFound, NotScanned
from commitments.files.store import BlobStore
from tests.files import samples
from tests.packages import found
from tests.waiting import wait_for

BAD = b"words that our one signature knows"
CONFIGURATION = """
LocalSocket {here}/clamd.sock
DatabaseDirectory {here}
Foreground yes
LogFile {here}/clamd.log
StreamMaxLength 1M
"""


@pytest.fixture(scope="module")
def clamd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    here = tmp_path_factory.mktemp("c")
    (here / "own.ndb").write_text(f"Own.Signature:0:*:{BAD.hex()}\n")
    (here / "clamd.conf").write_text(CONFIGURATION.format(here=here))
    command = [found("clamd") or "clamd", "-c", str(here / "clamd.conf")]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as daemon:
        try:
            wait_for((here / "clamd.sock").exists)
            yield f"unix:{here}/clamd.sock"
        finally:
            daemon.terminate()


@pytest.fixture
def store(tmp_path: Path) -> BlobStore:
    return BlobStore(FileSystemStorage(location=tmp_path / "media"))


def kept(store: BlobStore, content: bytes) -> list[str]:
    store.put(io.BytesIO(content), folder="evidence/THA", limit=10_000_000, name="law.pdf")
    return everything(store)


def everything(store: BlobStore) -> list[str]:
    return [path.name for path in Path(store.storage.location).rglob("*") if path.is_file()]  # type: ignore[attr-defined]


def test_a_clean_file_is_kept_whole(clamd, settings, store):
    settings.CLAMD = clamd

    assert len(kept(store, samples.PDF + b"x" * 200_000)) == 1


def test_malware_is_named_to_whoever_sent_it_and_nothing_of_it_is_kept(clamd, settings, store):
    settings.CLAMD = clamd

    with pytest.raises(MalwareFound, match="Own") as refusal:
        kept(store, samples.PDF + b"x" * 100_000 + BAD)

    assert refusal.value.name.startswith("Own.Signature")
    assert everything(store) == []


def test_without_a_scanner_configured_nothing_is_asked(settings, store):
    settings.CLAMD = ""

    assert len(kept(store, samples.PDF + BAD)) == 1


@pytest.mark.parametrize("address", ["unix:/nowhere/clamd.sock", "tcp://127.0.0.1:1"])
def test_while_the_scanner_gives_no_answer_nothing_is_kept(settings, store, address):
    settings.CLAMD = address

    with pytest.raises(NotScanned, match="try again"):
        kept(store, samples.PDF)

    assert everything(store) == []


def test_a_file_that_the_scanner_does_not_take_whole_is_not_kept(clamd, settings, store):
    settings.CLAMD = clamd

    with pytest.raises(FileRefused):
        kept(store, samples.PDF + b"x" * 3_000_000)

    assert everything(store) == []


def test_an_address_that_names_no_socket_is_a_mistake_of_the_set_up(settings, store):
    settings.CLAMD = "clamd"

    with pytest.raises(ImproperlyConfigured, match="CLAMD"):
        scanning.scan(io.BytesIO(b"x"))
