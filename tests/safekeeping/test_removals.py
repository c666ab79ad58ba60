"""What was lawfully removed after a backup does not come back with it: neither texts nor files."""

from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.utils import timezone

from commitments.history.sealing.verifying import verify_history
from commitments.removal.finishing import finish
from commitments.removal.models import Removal
from commitments.removal.places import Kind
from commitments.safekeeping.empty_places import _tables_there
from commitments.submissions.models import ObligationReport
from tests.history.sealed import DAY, seal_history
from tests.removal import scene, younger
from tests.removal.scene import CANARY, FILE_CANARY

pytestmark = pytest.mark.usefixtures("committed_db")


def back_up(tmp_path) -> Path:
    file = tmp_path / "b.tar"
    call_command("backup", str(file), stdout=StringIO())
    return file


def bring_back(source: Path, *options: str) -> str:
    out = StringIO()
    call_command("restore", str(source), *options, stdout=out, stderr=out)
    return out.getvalue()


def files_with(words: str) -> list[Path]:
    files = [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]
    return [path for path in files if words.encode() in path.read_bytes()]


def test_a_backup_from_before_gives_back_all_but_what_was_removed_since(empty_place, tmp_path):
    sent = scene.sent_reply()
    seal_history(now=DAY)
    backup = back_up(tmp_path)
    scene.all_removed(sent)
    finish(now=timezone.now())

    with empty_place():
        said = bring_back(backup)
        left = scene.places_of(CANARY), files_with(FILE_CANARY)
        report = ObligationReport.objects.get(public_id=sent.report.public_id)
        verified = verify_history()
        register = Removal.objects.filter(outcome="confirmed").count()

    assert "Removed again: 4 removals" in said
    assert left == ([], [])
    assert report.narrative.startswith("Removed on ")
    assert verified.is_whole, verified.broken
    assert verified.removed > 10
    assert register == 4


def test_what_was_asked_answered_and_said_on_a_cover_does_not_come_back_either(empty_place, tmp_path):
    found = younger.reply_read()
    backup = back_up(tmp_path)
    for kind, record in found:
        scene.confirmed(scene.asked(record, kind))
    finish(now=timezone.now())

    with empty_place():
        said = bring_back(backup)
        left = scene.places_of(CANARY)

    assert f"Removed again: {len(found)} removals" in said
    assert left == []


def test_a_request_that_waited_when_the_backup_was_taken_is_carried_out_once(empty_place, tmp_path):
    sent = scene.sent_reply()
    removal = scene.asked(sent.report, Kind.ANSWER)
    backup = back_up(tmp_path)
    scene.confirmed(removal)
    finish(now=timezone.now())

    with empty_place():
        bring_back(backup)
        found = Removal.objects.get()

    assert (found.public_id, found.outcome) == (removal.public_id, "confirmed")


def test_a_passage_is_removed_from_an_older_version_although_the_named_one_is_not_in_the_backup(empty_place, tmp_path):
    sent = scene.sent_reply()
    backup = back_up(tmp_path)
    later = scene.make.answer(scene.make.submission(of=scene.make.cycle()), narrative=f"Still {CANARY}")
    type(later).objects.filter(pk=later.pk).update(
        carried_from=sent.report, said_in=sent.report.cycle, said_at=sent.report.saved_at, times_carried=1
    )
    scene.confirmed(scene.asked(later, Kind.ANSWER))
    finish(now=timezone.now())

    with empty_place():
        bring_back(backup)
        left = scene.places_of(f"{CANARY} testified")

    assert left == []


def test_a_backup_from_after_it_holds_neither_text_nor_file_and_nothing_is_done_again(empty_place, tmp_path):
    sent = scene.sent_reply()
    scene.all_removed(sent)
    finish(now=timezone.now())
    backup = back_up(tmp_path)

    with empty_place():
        said = bring_back(backup)
        left = scene.places_of(CANARY), files_with(FILE_CANARY)

    assert "Removed again" not in said
    assert left == ([], [])
    assert FILE_CANARY.encode() not in backup.read_bytes()


def test_without_the_list_nothing_is_restored_unless_it_is_said_that_there_never_was_one(empty_place, tmp_path):
    scene.sent_reply()
    backup = back_up(tmp_path)
    Path(settings.REMOVALS_FILE).unlink()

    with empty_place():
        with pytest.raises(CommandError, match="no list of removals"):
            bring_back(backup)
        untouched = _tables_there()
        bring_back(backup, "--no-removals")
        left = scene.places_of(CANARY)

    assert untouched == 0
    assert "commitments_evidence" in left


def test_a_list_that_cannot_be_read_is_refused(empty_place, tmp_path):
    backup = back_up(tmp_path)
    Path(settings.REMOVALS_FILE).write_text("not a line of ours\n")

    with empty_place(), pytest.raises(CommandError, match="cannot be read"):
        bring_back(backup)
