"""What a backup refuses, what it names, and that no half of one looks whole."""

import resource
import shutil
import subprocess
import sys
from contextlib import contextmanager
from io import StringIO
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connections

from commitments.safekeeping import part_file, tools
from tests import conftest as whole
from tests.factories import evidence
from tracker.env import ROOT

STOPS_HALF_WAY = """
import django, sys
from pathlib import Path
django.setup()
from django.utils import timezone
from commitments.safekeeping.backup import backup
from commitments.safekeeping.keys import Keys
def told(words):
    if "files" in words:
        print("half", end="", flush=True)
        sys.stdin.read()
backup(Path(sys.argv[1]), keys=Keys(), now=timezone.now(), told=told)
"""
pytestmark = pytest.mark.usefixtures("committed_db")


def take(destination: Path, *options: object) -> str:
    out = StringIO()
    call_command("backup", str(destination), *map(str, options), stdout=out, stderr=out)
    return out.getvalue()


def place_of(recorded) -> Path:
    return Path(settings.MEDIA_ROOT) / recorded.blob.path


@contextmanager
def largest_file(size: int):
    """As on a full disk, nothing beyond this size can be written by this process."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_missing_and_a_damaged_file_are_named_and_the_rest_is_kept(tmp_path, empty_place):
    kept, missing, damaged, shorter = (evidence.file(words=word) for word in ("kept", "missing", "damaged", "shorter"))
    place_of(missing).unlink()
    place_of(damaged).write_bytes(evidence.pdf("DAMAGED"))
    place_of(shorter).write_bytes(b"%PDF")
    out = StringIO()

    with pytest.raises(CommandError, match="written, without 3 files that the records name"):
        call_command("backup", str(tmp_path / "b.tar"), stdout=out, stderr=out)
    with empty_place():
        with pytest.raises(CommandError, match="3 files were not in it"):
            call_command("restore", str(tmp_path / "b.tar"), stdout=out, stderr=out)
        found = [path.name for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]

    assert f"{missing.blob.path} is missing" in out.getvalue()
    assert f"{damaged.blob.path} is damaged" in out.getvalue()
    assert f"{shorter.blob.path} has another size" in out.getvalue()
    assert found == [kept.blob.sha256]
    assert kept.blob.path not in out.getvalue()


def test_a_backup_is_written_over_nothing(tmp_path):
    (tmp_path / "b.tar").write_text("mine")

    with pytest.raises(CommandError, match="no backup is written over another"):
        take(tmp_path / "b.tar")

    assert (tmp_path / "b.tar").read_text() == "mine"


def test_a_folder_that_is_not_there_is_named(tmp_path):
    with pytest.raises(CommandError, match="There is no folder"):
        take(tmp_path / "nowhere" / "b.tar")


def test_in_a_folder_the_file_is_named_after_the_moment_and_nobody_else_may_read_it(tmp_path):
    take(tmp_path)

    (made,) = tmp_path.glob("commitments-*Z.tar")
    assert made.stat().st_mode & 0o077 == 0


def test_too_little_room_is_said_before_anything_is_written(tmp_path, monkeypatch):
    monkeypatch.setattr(part_file.shutil, "disk_usage", lambda _: SimpleNamespace(free=1000))

    with pytest.raises(CommandError, match=r"needs about .* are free"):
        take(tmp_path / "b.tar")

    assert list(tmp_path.iterdir()) == []


def test_a_disk_that_fills_leaves_no_file(tmp_path, key_file):
    for options in ((), ("--key-file", key_file)):
        with largest_file(100_000), pytest.raises(CommandError, match="no space is left on the disk"):
            take(tmp_path / "b.tar", *options)

    assert list(tmp_path.glob("*b.tar*")) == []


def test_a_killed_backup_leaves_nothing_that_looks_whole_and_the_next_one_clears_it(committed_db, tmp_path):
    evidence.file()
    process = subprocess.Popen(
        [sys.executable, "-c", STOPS_HALF_WAY, tmp_path / "b.tar"],
        cwd=ROOT,
        env={**whole.program_environment(committed_db, settings.MEDIA_ROOT), "POSTGRES_BIN": settings.POSTGRES_BIN},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert process.stdout.read(4) == b"half"
    process.kill()
    process.communicate()
    left = [path.name for path in tmp_path.iterdir() if path.is_file()]

    take(tmp_path / "c.tar")

    assert left == [".b.tar.backup.part"]
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["c.tar"]


def test_a_maintenance_role_that_is_held_by_the_wall_is_refused(tmp_path):
    maintenance = connections[settings.MAINTENANCE_DATABASE]
    before = maintenance.settings_dict["USER"]
    maintenance.close()
    maintenance.settings_dict["USER"] = settings.DATABASES["default"]["USER"]
    try:
        with pytest.raises(CommandError, match="needs BYPASSRLS"):
            take(tmp_path / "b.tar")
    finally:
        maintenance.close()
        maintenance.settings_dict["USER"] = before


def test_a_server_without_its_own_programs_is_refused_with_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setattr("commitments.safekeeping.tools.server_version", lambda _: 99)

    with pytest.raises(CommandError, match="no pg_dump of that version was found: install the client programs"):
        take(tmp_path / "b.tar")

    assert list(tmp_path.glob("*b.tar*")) == []


def test_a_dump_that_fails_is_refused_in_its_own_words(tmp_path, monkeypatch):
    monkeypatch.setattr(tools, "address_of", lambda _: "host=/nowhere dbname=none")

    with pytest.raises(CommandError, match="pg_dump failed"):
        take(tmp_path / "b.tar")

    assert list(tmp_path.glob("*b.tar*")) == []


def test_what_is_left_out_is_said(tmp_path):
    said = take(tmp_path / "b.tar")

    assert "Not in it: django_session" in said
    assert "Not in it: media/jobs" in said
    assert (
        shutil.which("tar") is None
        or b"closing.json" in subprocess.run(["tar", "-tf", tmp_path / "b.tar"], capture_output=True, check=True).stdout
    )
