"""Verifying keeps what it found: by the command and once a day, by maintenance only, for administrators to see."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import DatabaseError, connections
from django.test import Client

from commitments.auditing.models import Verification
from commitments.auditing.services import LOCK, verify_and_keep, verify_the_day
from tests.factories.access import person
from tests.history.sealed import DAY, as_owner, three_days

pytestmark = pytest.mark.usefixtures("committed_db", "seals_file")
EVENTS = "commitments_designationevent"


@pytest.fixture
def seals_file(tmp_path, settings):
    settings.SEALS_FILE = str(tmp_path / "outside" / "seals")
    return Path(settings.SEALS_FILE)


def page() -> str:
    client = Client()
    client.force_login(person("administrator"))
    return client.get("/audit/").content.decode()


def kept() -> list[Verification]:
    return list(Verification.objects.using("maintenance"))


def test_the_command_keeps_that_every_link_holds_and_the_page_shows_it_with_the_seals():
    seals = three_days()

    call_command("verify_history")

    (row,) = kept()
    assert (row.seals, row.last_seal, row.broken) == (3, seals[-1].digest, "")
    shown = page()
    assert "Every link holds" in shown
    assert all(seal.digest in shown and seal.key in shown for seal in seals)


def test_a_broken_link_is_kept_and_shown_and_the_command_still_fails():
    three_days()
    as_owner(f"UPDATE {EVENTS} SET note_verbale = 'another'", without_triggers_of=(EVENTS,))

    with pytest.raises(CommandError, match="was changed"):
        call_command("verify_history")

    assert "was changed" in kept()[0].broken
    shown = page()
    assert "The history does not hold" in shown
    assert "was changed" in shown


def test_scheduled_work_verifies_once_a_day():
    three_days()

    found = [verify_the_day(now=DAY + timedelta(hours=hours)) for hours in (0, 1, 24)]

    assert [one is not None for one in found] == [True, False, True]
    assert len(kept()) == 2


def test_who_comes_second_while_it_runs_does_nothing():
    with connections["owner"].cursor() as other:
        other.execute("SELECT pg_advisory_lock(%s)", [LOCK])

        assert verify_the_day(now=DAY) is None

        other.execute("SELECT pg_advisory_unlock(%s)", [LOCK])
    assert kept() == []


@pytest.mark.parametrize("role", ["default", "maintenance", "owner"])
def test_no_role_changes_what_was_found(role):
    verify_and_keep(now=DAY)

    with pytest.raises(DatabaseError), connections[role].cursor() as cursor:
        cursor.execute("UPDATE commitments_verification SET broken = ''")


def test_the_program_itself_cannot_say_that_it_was_verified():
    with pytest.raises(DatabaseError):
        Verification.objects.create(verified_at=DAY, seals=1, events=1)
