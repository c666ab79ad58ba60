"""What is due goes, what is not stays, a second time changes nothing, and one line that fails stops no other."""

from dataclasses import replace
from io import StringIO
from itertools import count

import pytest
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, connections
from django.utils import timezone

from commitments.access.sessions import forget_ended
from commitments.auditing import forgetting
from commitments.auditing.models import PageRead
from commitments.files import part_file
from commitments.files.models import Upload
from commitments.history.sealing.verifying import verify_history
from commitments.jobs import results
from commitments.retention import tasks
from commitments.retention.schedule import SCHEDULE
from commitments.retention.services import carry_out_retention, count_due
from commitments.web.transactions import as_program
from tests.history.sealed import broken, seal_history
from tests.retention.scenes import NOW, SCENES, a_session, due_and_not, sessions_left
from tracker.celery import app

pytestmark = pytest.mark.usefixtures("committed_db")
DELETES = tuple(f'DELETE FROM "commitments_{table}"' for table in ("pageread", "upload"))
NONE_DUE = dict.fromkeys(SCENES, 0)


def as_if_it_were(monkeypatch, moment):
    """Commands and tasks, which look at the clock, find it there."""
    monkeypatch.setattr(timezone, "now", lambda: moment)


def breaks(*, now):
    raise DatabaseError("away")


def killed_before_delete(number):
    """Lets that many less one DELETE of a reading or an upload through."""
    seen = count(1)

    def look(execute, sql, params, many, context):
        if sql.startswith(DELETES) and next(seen) == number:
            raise KeyboardInterrupt
        return execute(sql, params, many, context)

    return look


def test_every_line_that_goes_has_a_scene():
    assert set(SCENES) == {name for name, kept in SCHEDULE.items() if kept.goes}


@pytest.mark.parametrize("name", SCENES)
def test_what_is_due_goes_what_is_not_stays_and_a_second_time_changes_nothing(name):
    due, fresh = due_and_not(name)
    assert SCENES[name].left() == {due, fresh}

    assert count_due(now=NOW) == NONE_DUE | {name: 1}
    assert carry_out_retention(now=NOW) == NONE_DUE | {name: 1}

    assert SCENES[name].left() == {fresh}
    assert carry_out_retention(now=NOW) == NONE_DUE
    assert SCENES[name].left() == {fresh}


def test_history_still_holds_afterwards():
    for name in SCENES:
        due_and_not(name)
    seal_history(now=NOW)

    carry_out_retention(now=NOW)

    seal_history(now=NOW)
    assert broken() == ""
    assert verify_history().seals == 2


def test_a_line_that_fails_keeps_no_other_from_being_carried_out_and_the_command_says_which(monkeypatch):
    due_and_not("sessions")
    _due, fresh = due_and_not("uploads")
    kept = SCHEDULE["sessions"]
    monkeypatch.setitem(SCHEDULE, "sessions", replace(kept, lasts=replace(kept.goes, carry_out=breaks)))
    as_if_it_were(monkeypatch, NOW)

    with pytest.raises(CommandError, match="Not carried out: sessions"):
        call_command("carry_out_retention")

    assert SCENES["uploads"].left() == {fresh}


def test_the_command_counts_without_taking_anything_away(monkeypatch):
    due, fresh = due_and_not("uploads")
    as_if_it_were(monkeypatch, NOW)

    call_command("carry_out_retention", "--dry-run", stdout=(counted := StringIO()))
    assert SCENES["uploads"].left() == {due, fresh}
    call_command("carry_out_retention", stdout=(done := StringIO()))

    assert SCENES["uploads"].left() == {fresh}
    assert "uploads: 1\n" in counted.getvalue()
    assert counted.getvalue() == done.getvalue()


def test_beat_has_it_carried_out_each_hour(monkeypatch):
    entry = app.conf.beat_schedule["retention.tasks.carry_out_retention"]
    due_and_not("uploads")
    as_if_it_were(monkeypatch, NOW)

    assert (entry["task"], entry["schedule"]) == (tasks.carry_out_retention.name, 3600)
    assert tasks.carry_out_retention() == 1


def test_readings_go_in_pieces_and_one_that_was_killed_between_two_is_finished_by_the_next(monkeypatch):
    SCENES["readings"].made(NOW - forgetting.KEPT_FOR * 2)
    due, fresh = due_and_not("readings")
    monkeypatch.setattr(forgetting, "AT_ONCE", 1)

    with pytest.raises(KeyboardInterrupt), connections["maintenance"].execute_wrapper(killed_before_delete(2)):
        carry_out_retention(now=NOW)
    assert SCENES["readings"].left() == {due, fresh}

    assert carry_out_retention(now=NOW) == NONE_DUE | {"readings": 1}
    assert SCENES["readings"].left() == {fresh}


def test_the_program_itself_takes_no_reading_away():
    due_and_not("readings")

    with pytest.raises(DatabaseError, match="permission denied"), as_program("retention"):
        PageRead.objects.all().delete()

    assert len(SCENES["readings"].left()) == 2


def test_a_file_whose_row_was_not_written_any_more_is_finished_the_next_time():
    due, fresh = due_and_not("exports")
    results.path_of(results.Job.objects.get(file_path=due)).unlink()

    assert carry_out_retention(now=NOW)["exports"] == 1

    assert SCENES["exports"].left() == {fresh}


def test_an_upload_of_which_only_the_bytes_went_is_finished_the_next_time():
    due, fresh = due_and_not("uploads")

    with pytest.raises(KeyboardInterrupt), connection.execute_wrapper(killed_before_delete(1)):
        carry_out_retention(now=NOW)
    assert {part.stem for part in part_file.directory().glob("*.part")} == {fresh}
    assert str(Upload.objects.get(public_id=due).public_id) == due

    assert carry_out_retention(now=NOW)["uploads"] == 1
    assert SCENES["uploads"].left() == {fresh}


def test_the_place_of_a_session_goes_when_somebody_signs_out():
    running, signed_out = a_session(NOW), a_session(NOW)
    Session.objects.filter(session_key=signed_out).delete()

    assert forget_ended(now=NOW) == 1

    assert sessions_left() == {running}
