"""The source document is a file like every other: in the backup, and gone when two persons remove it."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as configured
from django.db import connection
from django.utils import timezone

from commitments.files.store import BlobStore
from commitments.receipts.printed import facts_of
from commitments.receipts.statement import statement_of
from commitments.removal.finishing import finish
from commitments.removal.places import Kind
from commitments.safekeeping.kept_files import named
from tests.factories import entries
from tests.factories import submissions as make
from tests.removal import scene

pytestmark = pytest.mark.usefixtures("committed_db")


@pytest.fixture(autouse=True)
def own_files(settings: Any, tmp_path: Path) -> None:
    settings.SEALS_FILE, settings.REMOVALS_FILE = str(tmp_path / "seals"), str(tmp_path / "removals")


def test_the_source_document_is_among_the_files_of_a_backup_until_two_persons_remove_it() -> None:
    source = entries.source_of(make.sent())
    with connection.cursor() as cursor:
        assert named(cursor)[source.path].sha256 == source.sha256

    scene.confirmed(scene.asked(source, Kind.SOURCE))
    finish(now=timezone.now())

    source.refresh_from_db()
    assert source.removed_at is not None
    assert source.file_name.startswith("Removed on ")
    assert not BlobStore().exists(source.path)
    assert not (Path(configured.MEDIA_ROOT) / source.path).exists()
    with connection.cursor() as cursor:
        assert source.path not in named(cursor)


def test_a_receipt_names_the_source_by_its_digest_and_the_day_and_says_no_word_of_it() -> None:
    by = entries.officer()
    whole = entries.entry(by, entered_from="a letter of Somchai")
    entries.typed(by, whole)

    stated = statement_of(entries.receive(entries.officer(), whole))

    assert (stated["source_sha256"], stated["came_on"]) == (whole.source.sha256, "2026-03-02")
    assert "Somchai" not in json.dumps(stated)
    assert ("Digest of the source document (SHA-256)", whole.source.sha256) in facts_of(stated)
    assert "came on 2 March 2026" in dict(facts_of(stated))["Marked"]
