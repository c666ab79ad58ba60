"""The rehearsal: a backup taken while people save, restored into an empty place, compared to the last row and byte."""

import hashlib
import threading
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from commitments.access.actor import program
from commitments.demonstration.services import load_demonstration
from commitments.evidence.models import EvidenceBlob
from commitments.rollups.recount import recount
from commitments.safekeeping import tables
from commitments.safekeeping.backup import backup
from commitments.safekeeping.keys import read_keys
from commitments.safekeeping.restore import restore
from commitments.web.transactions import as_program
from tests.factories import evidence


def every_table() -> dict[str, tables.Table]:
    with tables.one_moment() as (cursor, _snapshot):
        return tables.tables(cursor)


def every_file() -> dict[str, bytes]:
    folder = Path(settings.MEDIA_ROOT)
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def blobs_named() -> dict[str, str]:
    with as_program("tests"):
        return dict(EvidenceBlob.objects.values_list("path", "sha256"))


class Writer(threading.Thread):
    """Somebody who records files without a pause until he is told to stop, on a connection of his own."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.may_go_on, self.recorded = True, threading.Semaphore(0)

    def run(self) -> None:
        number = 0
        while self.may_go_on:
            evidence.file("KEN", words=f"written meanwhile {number}")
            number += 1
            self.recorded.release()
        connection.close()

    def let_record(self, files: int) -> None:
        """Return when he has recorded so many more."""
        for _ in range(files):
            assert self.recorded.acquire(timeout=60), "the writer stopped"


@pytest.fixture
def filled(committed_db):
    load_demonstration(by=program("load_demonstration"), now=timezone.now(), told=lambda _: None)
    for number in range(3):
        evidence.file("THA", words=f"kept {number}")
    return committed_db


def test_everything_comes_back_as_it_was(filled, empty_place, tmp_path):
    tables_before, files_before = every_table(), every_file()
    out = StringIO()

    call_command("backup", str(tmp_path / "whole.tar"), stdout=out)
    with empty_place():
        call_command("restore", str(tmp_path / "whole.tar"), stdout=out)
        tables_after, files_after, counts = every_table(), every_file(), recount()

    assert tables_after == tables_before
    assert files_after == files_before
    assert len(files_after) == 3
    assert counts.is_clean
    assert counts.answers > 100
    assert "NOT encrypted" in out.getvalue()


def test_an_encrypted_backup_taken_while_people_save_is_one_moment_with_all_its_files(
    filled, empty_place, tmp_path, key_file
):
    writer, keys, said = Writer(), read_keys(key_file), []

    def told(words):
        said.append(words)
        if "Copying" in words:  # the moment is taken: what is recorded now is not in it
            writer.let_record(5)

    writer.start()
    writer.let_record(5)
    made = backup(tmp_path, keys=keys, now=timezone.now(), told=told)
    writer.may_go_on = False
    writer.join()
    recorded = blobs_named()
    with empty_place():
        restored = restore(made.path, keys=keys, now=timezone.now(), told=said.append)
        tables_after, files_after, named = every_table(), every_file(), blobs_named()

    assert made.path.suffix == ".age"
    assert 8 <= len(named) < len(recorded)
    assert {path: hashlib.sha256(content).hexdigest() for path, content in files_after.items()} == named
    assert tables_after == made.manifest.tables
    assert restored.closing.lacking == {}
    assert restored.seal == made.seal
    assert "files: 100 %" in " ".join(said)
