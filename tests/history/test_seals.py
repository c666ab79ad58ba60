"""Seals hold all that is settled, once, in a chain; whatever is changed afterwards, the first broken link is named."""

from datetime import timedelta
from itertools import product
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import DatabaseError, connections

from commitments.history import tasks
from commitments.history.models import Seal, SealedPart
from commitments.history.sealing import kept_outside, services
from commitments.history.sealing.keys import KeyMissing, public_key
from commitments.history.sealing.services import seal_the_day
from commitments.history.sealing.verifying import verify_history
from commitments.web import transactions
from tests.history.sealed import DAY, appoint, as_owner, broken, event_of, seal_history, three_days
from tests.history.test_commits import RENAMED, another_connection

pytestmark = pytest.mark.usefixtures("committed_db", "seals_file")
EVENTS = "commitments_designationevent"
PARTS = "commitments_sealedpart"
OF_AN_EVENT = {
    "pgh_created_at": "'2020-01-01'", "pgh_label": "'update'", "pgh_obj_id": "1", "pgh_context": "'{}'",
    "pgh_xid": "'5'", "pgh_salt": "gen_random_uuid()", "user_id": "user_id + 1", "until_on": "'2030-01-01'",
}  # fmt: skip
"""What history holds of an event, and another value for each."""


@pytest.fixture
def seals_file(tmp_path, settings):
    settings.SEALS_FILE = str(tmp_path / "outside" / "seals")
    return Path(settings.SEALS_FILE)


def sealed_ids(table=EVENTS):
    parts = SealedPart.objects.filter(table=table).order_by("seal", "place")
    return [event_id for part in parts for event_id in part.event_ids]


def test_every_event_of_every_table_stands_under_one_seal():
    three_days()

    with connections["maintenance"].cursor() as cursor:
        cursor.execute(
            "SELECT c.oid::regclass::text FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid "
            "WHERE a.attname = 'pgh_id' AND c.relkind = 'r'"
        )
        histories = [name for (name,) in cursor.fetchall()]
        for table in histories:
            cursor.execute(f"SELECT pgh_id FROM {table} ORDER BY 1")
            assert sealed_ids(table) == [row[0] for row in cursor.fetchall()], table
    assert EVENTS in histories


def test_a_chain_that_nobody_touched_holds():
    three_days()

    found = verify_history()

    assert (found.is_whole, found.seals) == (True, 3)
    assert found.events == sum(seal.events for seal in Seal.objects.all())


def test_a_day_on_which_nothing_happened_is_a_link_too():
    seal_history(now=DAY)
    seal = seal_history(now=DAY + timedelta(days=1))

    assert seal.events == 0
    assert verify_history().seals == 2


def test_what_is_still_being_written_comes_under_a_later_seal_and_what_came_after_it_too():
    with another_connection() as slow:
        slow.execute(RENAMED, ["slow"])
        appoint("after it")
        services.seal_history(now=DAY)
        late = event_of("after it")
        under_the_first = late in sealed_ids()
        slow.commit()
    seal_history(now=DAY + timedelta(days=1))

    slow_ones = as_owner("SELECT pgh_id FROM commitments_respondentevent WHERE notes = 'slow'")
    assert under_the_first  # it was visible: the first seal takes all that is there
    assert sealed_ids("commitments_respondentevent").count(slow_ones[0][0]) == 1
    assert sealed_ids().count(late) == 1
    assert verify_history().is_whole


def test_a_later_seal_waits_with_what_began_after_the_oldest_that_is_still_writing():
    seal_history(now=DAY)
    with another_connection() as slow:
        slow.execute(RENAMED, ["slow"])
        appoint("after it")
        services.seal_history(now=DAY + timedelta(days=1))
        waits = event_of("after it") not in sealed_ids()
        slow.commit()
    seal_history(now=DAY + timedelta(days=2))

    assert waits
    assert sealed_ids().count(event_of("after it")) == 1
    assert verify_history().is_whole


def test_a_day_is_sealed_once_however_often_it_is_asked():
    first = seal_the_day(now=DAY)
    again = seal_the_day(now=DAY + timedelta(hours=5))
    next_day = seal_the_day(now=DAY + timedelta(days=1))

    assert (first.number, again, next_day.number) == (1, None, 2)


def test_scheduled_sealing_needs_nobody_who_acts(monkeypatch):
    monkeypatch.setattr(transactions, "OUTSIDE", transactions.NOBODY)

    assert (tasks.seal_history(), tasks.seal_history()) == (1, 0)


def test_a_sealing_that_is_killed_leaves_nothing_and_is_made_good_by_the_next(monkeypatch):
    appoint("NV 1")
    with monkeypatch.context() as patched:
        patched.setattr("commitments.history.sealing.services.signature_of", lambda _digest: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            seal_history(now=DAY)

    assert (Seal.objects.count(), SealedPart.objects.count()) == (0, 0)
    seal_history(now=DAY)
    assert verify_history().is_whole


def test_after_a_restore_into_another_cluster_what_was_unsealed_is_sealed_and_nothing_twice():
    three_days()
    appoint("just before the backup")
    as_owner("UPDATE commitments_seal SET cluster = 1", without_triggers_of=("commitments_seal",))
    appoint("after the restore")

    seal = seal_history(now=DAY + timedelta(days=9))

    assert sealed_ids() == sorted(sealed_ids())
    assert len(sealed_ids()) == len(set(sealed_ids())) == 8
    assert seal.events >= 4


def test_an_event_that_its_owner_changed_is_named():
    three_days()
    event = event_of("NV 1 a")

    as_owner(f"UPDATE {EVENTS} SET note_verbale = 'NV 9' WHERE pgh_id = {event}", without_triggers_of=(EVENTS,))

    assert broken() == f"{EVENTS} event {event} of {today()} was changed, under seal 2 of 2026-03-02"


def test_whatever_of_an_event_is_changed_is_found():
    three_days()
    event = event_of("NV 1 a")
    stood = as_owner(f"SELECT {', '.join(OF_AN_EVENT)} FROM {EVENTS} WHERE pgh_id = {event}")[0]
    put_back = ", ".join(f"{name} = %s" for name in OF_AN_EVENT)

    for name, changed in OF_AN_EVENT.items():
        as_owner(f"UPDATE {EVENTS} SET {name} = {changed} WHERE pgh_id = {event}", without_triggers_of=(EVENTS,))
        assert f"{EVENTS} event {event} of " in broken(), name
        as_owner(f"UPDATE {EVENTS} SET {put_back} WHERE pgh_id = {event}", *stood, without_triggers_of=(EVENTS,))
        assert broken() == "", name


def test_a_stamp_of_a_commit_that_was_moved_is_found():
    three_days()

    as_owner(
        f"UPDATE commitments_commit SET committed_at = '2020-01-01' WHERE pgh_xid = "
        f"(SELECT pgh_xid FROM {EVENTS} WHERE note_verbale = 'NV 1 a')",
        without_triggers_of=("commitments_commit",),
    )

    assert "under seal 2 of 2026-03-02" in broken()


def test_an_event_that_was_taken_out_of_the_middle_is_named():
    three_days()
    event = event_of("NV 1 a")

    as_owner(f"DELETE FROM {EVENTS} WHERE pgh_id = {event}", without_triggers_of=(EVENTS,))

    assert broken() == f"{EVENTS} event {event} is missing, under seal 2 of 2026-03-02"


def test_two_events_that_changed_places_are_found_at_the_first():
    three_days()
    first, second = event_of("NV 1 a"), event_of("NV 1 b")

    for number, event in ((-1, first), (first, second), (second, -1)):
        as_owner(f"UPDATE {EVENTS} SET pgh_id = {number} WHERE pgh_id = {event}", without_triggers_of=(EVENTS,))

    assert f"{EVENTS} event {first} of {today()} was changed" in broken()


def test_an_event_put_into_a_sealed_day_is_named():
    three_days()

    as_owner(
        f"INSERT INTO {EVENTS} (pgh_id, pgh_created_at, pgh_label, pgh_obj_id, pgh_xid, id, role, is_principal, from_on, "
        f"note_verbale, user_id) SELECT 999999, pgh_created_at, 'update', pgh_obj_id, pgh_xid, id, 'administrator', true, "
        f"from_on, 'forged', user_id FROM {EVENTS} WHERE note_verbale = 'NV 1 a'"
    )

    assert broken() == f"{EVENTS} event 999999 of {today()} stands under no seal, and should"


def test_a_seal_taken_out_of_the_middle_with_all_its_events_is_named():
    three_days()

    take_away(2)

    assert broken() == "seal 2 is missing: after it comes seal 3 of 2026-03-03"


def test_a_last_day_taken_away_with_its_seal_is_missed_by_whoever_saw_the_seal():
    three_days()

    take_away(3)

    assert broken() == "seal 3 is missing: it was seen before, and the chain ends at seal 2"


def test_a_last_day_taken_away_is_missed_by_a_list_from_elsewhere(seals_file, tmp_path):
    three_days()
    (tmp_path / "taken-home").write_text(seals_file.read_text())
    seals_file.unlink()
    take_away(3)

    call_command("verify_history")
    with pytest.raises(CommandError, match="Broken: seal 3 is missing"):
        call_command("verify_history", known=tmp_path / "taken-home")


def test_two_days_that_changed_places_are_found():
    three_days()

    as_owner(
        "UPDATE commitments_seal SET number = 12 WHERE number = 2; "
        "UPDATE commitments_seal SET number = 2 WHERE number = 3; "
        "UPDATE commitments_seal SET number = 3 WHERE number = 12",
        without_triggers_of=("commitments_seal",),
    )

    assert broken() == "seal 2 of 2026-03-03 does not follow the seal before it"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ("sealed_at = '2020-01-01'", "is not what was sealed"),
        ("events = events + 1", "is not what was sealed"),
        ("settled_below = settled_below + 1", "is not what was sealed"),
        ("signature = repeat('0', 128)", "is not signed with a key of this installation"),
        ("digest = repeat('0', 64)", "is not what was sealed"),
        ("previous = repeat('0', 63) || '1'", "does not follow the seal before it"),
    ],
)
def test_a_seal_that_was_changed_is_named(change, words):
    three_days()

    as_owner(f"UPDATE commitments_seal SET {change} WHERE number = 2", without_triggers_of=("commitments_seal",))

    assert broken().startswith("seal 2 of ")
    assert broken().endswith(words)


def test_a_list_of_events_that_was_changed_is_named():
    three_days()

    as_owner(
        f"UPDATE {PARTS} SET digests = sha256('x') || substring(digests FROM 33) WHERE seal_id = 2 AND \"table\" = '{EVENTS}'",
        without_triggers_of=(PARTS,),
    )

    assert broken() == f"seal 2 of 2026-03-02: its list of events of {EVENTS} was changed"


def test_a_chain_made_anew_with_another_key_is_found(settings):
    three_days()
    ours, theirs = settings.SEALING_KEY, "b" * 43
    as_owner(f"DELETE FROM {PARTS}; DELETE FROM commitments_seal", without_triggers_of=(PARTS, "commitments_seal"))
    Path(settings.SEALS_FILE).unlink()
    settings.SEALING_KEY = theirs
    seal_history(now=DAY)
    settings.SEALING_KEY = ours

    assert broken() == "seal 1 of 2026-03-01 is not signed with a key of this installation"


def test_what_was_signed_with_a_former_key_still_counts(settings):
    three_days()
    settings.SEALING_KEYS_BEFORE = [public_key()]
    settings.SEALING_KEY = "c" * 43

    seal_history(now=DAY + timedelta(days=5))

    assert verify_history().is_whole


def test_without_a_key_nothing_is_sealed(settings):
    settings.SEALING_KEY = ""

    with pytest.raises(KeyMissing):
        seal_history(now=DAY)
    with pytest.raises(CommandError, match="SEALING_KEY must be 32 random bytes"):
        call_command("seal_history")


def test_no_role_changes_a_seal():
    three_days()

    for role, table, statement in product(
        ["default", "owner", "maintenance"],
        ["commitments_seal", PARTS],
        ["UPDATE {t} SET digest = ''", "DELETE FROM {t}", "TRUNCATE {t} CASCADE"],
    ):
        with pytest.raises(DatabaseError, match=r"permission denied|never changed or removed"):
            connections[role].cursor().execute(statement.format(t=table))


def test_the_program_makes_no_seal():
    with pytest.raises(DatabaseError, match="permission denied"):
        connections["default"].cursor().execute("INSERT INTO commitments_seal (number) VALUES (1)")


def test_the_file_outside_remembers_every_seal_and_what_a_crash_left_out(seals_file):
    three_days()
    lines = seals_file.read_text().splitlines()
    seals_file.write_text(f"{lines[0]}\n")

    kept_outside.keep()

    assert seals_file.read_text().splitlines() == lines
    assert lines[2].startswith(f"3 {Seal.objects.get(number=3).digest} 2026-03-03")


def test_the_commands_say_what_they_did(capsys):
    call_command("seal_history")
    call_command("verify_history")
    call_command("seal_history", public_key=True)

    sealed, verified, key = capsys.readouterr().out.splitlines()
    seal = Seal.objects.get()
    assert sealed == f"1 {seal.digest} {seal.sealed_at.isoformat()} ({seal.events} events)"
    assert verified == f"Every link holds: 1 seals over {seal.events} events."
    assert key == seal.key == public_key()


def today():
    return f"{as_owner('SELECT now()')[0][0]:%Y-%m-%d}"


def take_away(number):
    """One day, with its seal and all that stood under it."""
    as_owner(
        f"DELETE FROM {EVENTS} WHERE pgh_id IN (SELECT unnest(event_ids) FROM {PARTS} "
        f"WHERE seal_id = {number} AND \"table\" = '{EVENTS}')",
        without_triggers_of=(EVENTS,),
    )
    as_owner(f"DELETE FROM {PARTS} WHERE seal_id = {number}", without_triggers_of=(PARTS,))
    as_owner(f"DELETE FROM commitments_seal WHERE number = {number}", without_triggers_of=("commitments_seal",))
