"""What a restore refuses, and that nothing half made can be used."""

from contextlib import contextmanager
from io import StringIO
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection

from commitments.access.models import User
from commitments.jobs.models import Job
from commitments.safekeeping import fitting, part_file, restore, tables
from commitments.safekeeping.empty_places import _tables_there
from tests.factories import access, evidence, jobs
from tests.safekeeping import archives
from tests.safekeeping.test_backup import largest_file

pytestmark = pytest.mark.usefixtures("committed_db")


@pytest.fixture
def taken(committed_db, tmp_path) -> Path:
    """A backup of an installation with one file."""
    evidence.file()
    call_command("seal_history", stdout=StringIO())
    file = tmp_path / "b.tar"
    call_command("backup", str(file), stdout=StringIO())
    return file


def bring_back(source: Path, *options: object) -> str:
    out = StringIO()
    call_command("restore", str(source), *map(str, options), stdout=out, stderr=out)
    return out.getvalue()


def nothing_is_there() -> bool:
    return _tables_there() == 0 and not any(path.is_file() for path in Path(settings.MEDIA_ROOT).rglob("*"))


@contextmanager
def refused(words: str):
    with pytest.raises(CommandError, match=words) as refusal:
        yield
    assert "This is not a whole restore." in str(refusal.value)


def test_a_database_that_is_not_empty_is_refused_with_the_way_on(taken):
    users = User.objects.count()

    with refused(r"is not empty: it holds \d+ tables.*make a new database"):
        bring_back(taken)

    assert User.objects.count() == users


def test_a_media_folder_that_is_not_empty_is_refused_with_the_way_on(taken, empty_place):
    with empty_place():
        mine = Path(settings.MEDIA_ROOT) / "evidence" / "mine"
        mine.parent.mkdir(parents=True)
        mine.write_text("mine")

        with refused("The media folder .* is not empty.*set MEDIA_ROOT to a new one"):
            bring_back(taken)

        assert mine.read_text() == "mine"
        assert _tables_there() == 0


@pytest.mark.parametrize("name", ["nowhere.tar", "."])
def test_a_source_that_cannot_be_read_is_refused(empty_place, tmp_path, name):
    with empty_place(), refused("The restore stopped"):
        bring_back(tmp_path / name)


def test_what_is_not_whole_is_refused_before_anything_is_written(taken, empty_place):
    taken.write_bytes(taken.read_bytes()[:-2000])

    with empty_place():
        with refused("has no end"):
            bring_back(taken)

        assert nothing_is_there()


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"migrations": {"commitments.9999_later": ""}, "program": "9.0"}, "made by a newer program, version 9.0"),
        ({"migrations": {"commitments.0002_initial": "0"}}, "with another commitments.0002_initial"),
        ({"server": 99}, "is of PostgreSQL 99 and this server"),
    ],
)
def test_a_backup_that_does_not_fit_is_refused(empty_place, tmp_path, said, words):
    (tmp_path / "b.tar").write_bytes(archives.backup_of(archives.manifest(**said)))

    with empty_place():
        with refused(words):
            bring_back(tmp_path / "b.tar")

        assert nothing_is_there()


def test_too_little_room_for_the_files_is_said_before_anything_is_written(taken, empty_place, monkeypatch):
    monkeypatch.setattr(part_file.shutil, "disk_usage", lambda _: SimpleNamespace(free=10))

    with empty_place():
        with refused("The restore of the files needs about"):
            bring_back(taken)

        assert nothing_is_there()


def test_a_disk_that_fills_is_refused_and_the_program_has_no_right_in_what_came(committed_db, empty_place, tmp_path):
    evidence.file(words="long " * 20_000)
    call_command("backup", str(tmp_path / "b.tar"), stdout=StringIO())

    with empty_place():
        with largest_file(50_000), refused("no space is left on the disk"):
            bring_back(tmp_path / "b.tar")

        assert not any(path.is_file() for path in Path(settings.MEDIA_ROOT).rglob("*"))
        with pytest.raises(DatabaseError, match="permission denied"):
            User.objects.count()


def test_a_dump_that_is_none_leaves_an_empty_database(empty_place, tmp_path):
    (tmp_path / "b.tar").write_bytes(archives.backup_of(archives.manifest()))

    with empty_place():
        with refused("pg_restore failed"):
            bring_back(tmp_path / "b.tar")

        assert _tables_there() == 0


def test_a_dump_that_breaks_half_way_leaves_an_empty_database(taken, empty_place, monkeypatch):
    dump = b"".join(content for name, content in archives.members_of(taken.read_bytes()) if name.startswith("database"))
    monkeypatch.setattr(archives, "DUMP", dump[: len(dump) // 2])
    taken.write_bytes(archives.backup_of(archives.manifest()))

    with empty_place():
        with refused("pg_restore failed"):
            bring_back(taken)

        assert _tables_there() == 0


def test_a_database_that_comes_out_otherwise_is_said_and_not_opened_to_the_program(taken, empty_place, monkeypatch):
    as_it_is = tables.tables
    monkeypatch.setattr(
        restore.tables, "tables", lambda cursor: as_it_is(cursor) | {"commitments_user": tables.Table(0, "")}
    )

    with empty_place():
        with refused("commitments_user has 0 rows, not .*The program has no right in this database"):
            bring_back(taken)

        with pytest.raises(DatabaseError, match="permission denied"):
            User.objects.count()


def test_a_file_that_comes_out_otherwise_is_said(taken, empty_place, monkeypatch):
    monkeypatch.setattr(restore.kept_files, "problem_of", lambda *_: "is damaged")

    with empty_place(), refused("evidence/THA/[0-9a-f]{64} is damaged"):
        bring_back(taken)


def test_differences_are_named_table_by_table():
    one, other, more = (tables.Table(1, "a"), tables.Table(1, "b"), tables.Table(2, "a"))

    assert tables.differences(
        {"a": one, "b": one, "c": one, "d": one}, {"a": one, "b": other, "c": more, "e": one}
    ) == [
        "d is missing",
        "e was not expected",
        "b has other content",
        "c has 2 rows, not 1",
    ]


def test_afterwards_promises_hold_as_before(taken, empty_place):
    with empty_place():
        bring_back(taken)

        with pytest.raises(DatabaseError, match="permission denied"), connection.cursor() as cursor:
            cursor.execute("DELETE FROM commitments_userevent")
        call_command("verify_history", stdout=StringIO())
        call_command("migrate", "--check", database=settings.OWNER_DATABASE, stdout=StringIO())
        evidence.file(words="after the restore")


def test_afterwards_nobody_is_signed_in_and_results_of_jobs_are_asked_for_again(committed_db, empty_place, tmp_path):
    from django.test import Client

    Client().force_login(access.person("officer", None))
    made = jobs.job(
        state="done",
        finished_at=jobs.NOON,
        file_path="jobs/x.csv",
        file_name="x.csv",
        file_sha256="a" * 64,
        file_size=1,
    )
    call_command("backup", str(tmp_path / "b.tar"), stdout=StringIO())
    cache.set("of_the_database_before", 1)

    with empty_place():
        bring_back(tmp_path / "b.tar")

        from django.contrib.sessions.models import Session

        assert not Session.objects.exists()
        assert not Job.objects.get(public_id=made.public_id).has_file
        assert cache.get("of_the_database_before") is None


def test_a_file_of_this_program_knows_its_own_migrations():
    assert fitting.known_migrations()["commitments.0001_extensions"] != ""
