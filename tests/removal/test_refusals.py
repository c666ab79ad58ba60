"""Who may ask, who may confirm: each refusal beside its success, in words and once more in the database."""

import threading
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, connections, transaction
from django.utils import timezone

from commitments.access.acting import acting
from commitments.access.models import User, actor_for
from commitments.history.models import Event, RemovedContent
from commitments.removal.models import Removal, Side
from commitments.removal.places import Kind
from commitments.removal.refusals import AlreadyDecided, NeedsAnother, NotForYou, NothingNamed, WaitsAlready
from commitments.removal.services import confirm, decline
from tests.factories.access import designated
from tests.removal import scene
from tests.removal.scene import asked, confirmed, focal_point, officer

NOW = timezone.now


@pytest.fixture
def sent(committed_db, settings, tmp_path):
    settings.REMOVALS_FILE = str(tmp_path / "removals")
    return scene.sent_reply()


def as_program(statement, *values, by=None):
    """SQL by hand as the program's own role, in the name of this actor."""
    with acting(by or officer()), connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.rowcount


def promise(problem):
    return problem.value.__cause__.diag.constraint_name


@pytest.mark.parametrize(
    ("who", "code", "side"), [("focal_point", "THA", Side.STATE), ("officer", None, Side.SECRETARIAT)]
)
def test_both_sides_may_ask(sent, who, code, side):
    removal = asked(sent.report, Kind.ANSWER, by=scene.access.actor(who, code))

    assert (removal.asked_for, removal.outcome, removal.record_public_id) == (side, "", sent.report.public_id)
    assert Event.objects.filter(name="removal_asked", subject_id=removal.pk).count() == 1


@pytest.mark.parametrize(
    ("who", "code"),
    [("contributor", "THA"), ("clearance", "THA"), ("mission", "THA"), ("focal_point", "KEN"), ("reader", None),
     ("reader", "THA"), ("administrator", None)],
)  # fmt: skip
def test_nobody_else_asks(sent, who, code):
    with pytest.raises(NotForYou):
        asked(sent.report, Kind.ANSWER, by=scene.access.actor(who, code))
    assert Removal.objects.count() == 0


@pytest.mark.parametrize("fields", [(), ("status",), ("narrative", "title")])
def test_only_what_such_a_record_has_can_be_named(sent, fields):
    by = focal_point()
    wish = scene.Wish(
        kind=Kind.ANSWER, record_id=sent.report.pk, respondent_id=sent.report.respondent_id, fields=fields,
        ground="duty", reason="So it is",
    )  # fmt: skip

    with acting(by), pytest.raises(NothingNamed):
        scene.ask(wish, by=by, now=NOW())


def test_for_a_record_one_request_waits_and_after_it_another_can_be_made(sent):
    first = asked(sent.report, Kind.ANSWER)
    with pytest.raises(WaitsAlready):
        asked(sent.report, Kind.ANSWER, by=officer())
    by = officer()
    with acting(by):
        decline(first, by=by, now=NOW(), reason="No name stands there")

    assert asked(sent.report, Kind.ANSWER).pk != first.pk


def test_the_same_request_twice_makes_one(sent):
    by, request_id = focal_point(), scene.Removal().public_id

    first = asked(sent.report, Kind.ANSWER, by=by, request_id=request_id)
    again = asked(sent.report, Kind.ANSWER, by=by, request_id=request_id)

    assert first.pk == again.pk


@pytest.mark.parametrize("first", ["state", "secretariat"])
def test_the_other_side_confirms(sent, first):
    by, then = (focal_point(), officer()) if first == "state" else (officer(), focal_point())
    removal = confirmed(asked(sent.report, Kind.ANSWER, by=by), by=then)

    assert (removal.outcome, removal.asked_by_id, removal.decided_by_id) == ("confirmed", by.user_id, then.user_id)
    assert Event.objects.filter(name="removal_confirmed", subject_id=removal.pk).count() == 1


def test_an_approver_confirms_as_well(sent):
    assert confirmed(asked(sent.report, Kind.ANSWER), by=scene.access.actor("approver")).outcome == "confirmed"


@pytest.mark.parametrize(
    ("who", "code"),
    [("focal_point", "THA"), ("focal_point", "KEN"), ("contributor", "THA"), ("reader", None), ("administrator", None)],
)
def test_nobody_else_confirms_what_the_state_asked_for(sent, who, code):
    removal, by = asked(sent.report, Kind.ANSWER), scene.access.actor(who, code)

    with pytest.raises((NeedsAnother, Removal.DoesNotExist)), acting(by):
        confirm(removal, by=by, now=NOW())
    sent.report.refresh_from_db()
    assert scene.CANARY in sent.report.narrative
    assert RemovedContent.objects.count() == 0


def test_the_secretariat_does_not_confirm_what_the_secretariat_asked_for(sent):
    removal, by = asked(sent.report, Kind.ANSWER, by=officer()), officer()

    with pytest.raises(NeedsAnother), acting(by):
        confirm(removal, by=by, now=NOW())


def test_one_person_who_holds_both_roles_does_not_do_both(sent):
    by = focal_point()
    designated(User.objects.get(pk=by.user_id), "officer")
    both = actor_for(User.objects.get(pk=by.user_id), today=timezone.localdate())
    removal = asked(sent.report, Kind.ANSWER, by=both)

    with pytest.raises(NeedsAnother), acting(both):
        confirm(removal, by=both, now=NOW())
    assert confirmed(removal, by=officer()).outcome == "confirmed"


@pytest.mark.parametrize("verb", ["SELECT removal_confirm(%s, now(), '')", "UPDATE commitments_removal SET outcome = 'confirmed', decided_by_id = 1, decided_at = now() WHERE id = %s", "SELECT removal_carry_out(%s)", "SELECT removal_repeat(jsonb_build_object('id', %s))"])  # fmt: skip
def test_the_database_refuses_the_same_to_whoever_passes_the_services_by(sent, verb):
    by = focal_point()
    removal = asked(sent.report, Kind.ANSWER, by=by)

    with pytest.raises(Exception, match=r"second person|who acts|decided by the other|permission denied"):
        as_program(verb, removal.pk, by=by)
    sent.report.refresh_from_db()
    assert scene.CANARY in sent.report.narrative


def test_the_note_of_a_running_removal_is_nobodys_to_write(sent):
    with pytest.raises(Exception, match="permission denied"):
        as_program("INSERT INTO commitments_removing VALUES (pg_current_xact_id())")


def test_past_the_service_nobody_asks_for_another_state(sent):
    by = focal_point("KEN")

    with pytest.raises(IntegrityError) as problem:
        as_program(
            "INSERT INTO commitments_removal (public_id, respondent_id, kind, record_id, record_public_id, fields, ground, "
            "reason, asked_by_id, asked_for, asked_at, outcome, decided_reason, records, files) VALUES (gen_random_uuid(), "
            "%s, 'answer', %s, gen_random_uuid(), '{narrative}', 'duty', 'x', %s, 'state', now(), '', '', '{}', '{}')",
            sent.report.respondent_id, sent.report.pk, by.user_id, by=by,
        )  # fmt: skip
    assert promise(problem) == "content_goes_by_two_persons"


def test_what_was_asked_for_does_not_change_and_does_not_go(sent):
    removal = asked(sent.report, Kind.ANSWER)

    with pytest.raises(IntegrityError) as problem:
        as_program("UPDATE commitments_removal SET fields = '{reason}' WHERE id = %s", removal.pk)
    assert promise(problem) == "content_goes_by_two_persons"
    with pytest.raises(Exception, match="permission denied"):
        as_program("DELETE FROM commitments_removal WHERE id = %s", removal.pk)


def test_what_was_declined_stays_and_is_not_confirmed_any_more(sent):
    removal, by = asked(sent.report, Kind.ANSWER), officer()
    with acting(by):
        decline(removal, by=by, now=NOW(), reason="No name stands there")

    with pytest.raises(AlreadyDecided):
        confirmed(removal)
    sent.report.refresh_from_db()
    assert scene.CANARY in sent.report.narrative


def test_of_two_who_confirm_at_once_one_does(sent):
    removal, people, said = asked(sent.report, Kind.ANSWER), [officer(), officer()], []

    def try_it(by):
        try:
            confirmed(Removal.objects.using("maintenance").get(pk=removal.pk), by=by)
            said.append("confirmed")
        except AlreadyDecided:
            said.append("refused")
        finally:
            connections.close_all()

    threads = [threading.Thread(target=try_it, args=(by,)) for by in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(said) == ["confirmed", "refused"]
    removal.refresh_from_db()
    assert removal.decided_at - removal.asked_at < timedelta(minutes=5)


def test_one_that_is_cut_off_in_the_middle_leaves_everything_as_it_was(sent):
    removal, by = asked(sent.file, Kind.EVIDENCE), officer()

    def cut_off():
        with acting(by), transaction.atomic():
            confirm(removal, by=by, now=NOW())
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        cut_off()
    removal.refresh_from_db()
    sent.file.refresh_from_db()
    assert (removal.outcome, sent.file.blob.removed_at) == ("", None)
    assert scene.CANARY in sent.file.title
    assert RemovedContent.objects.count() == 0


def test_after_a_removal_what_never_changes_is_held_again(sent):
    confirmed(asked(sent.report, Kind.ANSWER))

    with pytest.raises(IntegrityError) as problem:
        as_program(
            "UPDATE commitments_obligationreport SET narrative = 'other' WHERE id = %s",
            sent.report.pk,
            by=focal_point(),
        )
    assert promise(problem) == "answers_change_in_a_draft_only"
