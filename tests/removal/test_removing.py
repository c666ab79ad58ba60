"""What two persons remove is nowhere any more: record, history, what was frozen, search, store, exports."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.http import Http404
from django.utils import timezone

from commitments.access.acting import acting
from commitments.evidence.models import Preview, PreviewLeaf
from commitments.evidence.services.previews import make_all_again
from commitments.evidence.serving import words_of
from commitments.files.store import BlobStore
from commitments.history.sealing.verifying import verify_history
from commitments.jobs.results import path_of
from commitments.removal.finishing import finish
from commitments.removal.places import Kind
from commitments.submissions.models import CitedRecord
from commitments.submissions.services import revise
from tests.factories.jobs import job
from tests.history.sealed import DAY, as_owner, broken, seal_history
from tests.removal import scene
from tests.removal.scene import CANARY, FILE_CANARY

pytestmark = pytest.mark.usefixtures("committed_db")


@pytest.fixture(autouse=True)
def own_files(settings, tmp_path):
    settings.SEALS_FILE, settings.REMOVALS_FILE = str(tmp_path / "seals"), str(tmp_path / "removals")


def test_the_name_stands_in_many_places_before_and_in_none_after():
    sent = scene.sent_reply()
    before = scene.places_of(CANARY)

    scene.all_removed(sent)

    assert set(before) >= {
        "commitments_obligationreport", "commitments_obligationreportevent", "commitments_citedrecord",
        "commitments_citedrecordevent", "commitments_implementationactionevent", "commitments_milestoneevent",
        "commitments_evidence", "commitments_evidenceevent",
    }  # fmt: skip
    assert scene.places_of(CANARY) == scene.places_of(CANARY.split()[0]) == []


@pytest.mark.parametrize("when", ["before", "after"])
def test_seals_hold_whether_they_were_made_before_the_removal_or_after_it(when):
    sent = scene.sent_reply()
    if when == "before":
        seal_history(now=DAY)
    scene.all_removed(sent)
    seal_history(now=DAY + timedelta(days=1))

    found = verify_history()

    assert found.is_whole, found.broken
    assert found.removed > 10


def test_what_stays_says_day_and_reason_and_numbers_and_digests_stay():
    sent = scene.sent_reply()
    digests = (sent.whole.content_sha256, sent.file.blob.sha256, sent.file.blob.size)

    scene.all_removed(sent)

    for record in (sent.whole, sent.report, sent.file, sent.link):
        record.refresh_from_db()
    said = f"Removed on {timezone.now():%Y-%m-%d}: {scene.REASON}"
    assert (sent.report.narrative, sent.file.title, sent.file.file_name) == (said, said, said)
    assert (sent.report.status, sent.report.considered_outcome) == ("under_way", "")
    assert sent.link.url == "https://removed.invalid/"
    assert (sent.whole.content_sha256, sent.file.blob.sha256, sent.file.blob.size) == digests
    cited = CitedRecord.objects.get(report=sent.report, kind="action")
    assert (cited.content["description"], cited.content["milestones"][0]["title"]) == (said, said)
    assert cited.content["kind"] == "law"


def test_only_the_named_fields_go():
    sent = scene.sent_reply()

    scene.confirmed(scene.asked(sent.report, Kind.ANSWER, "constraints_text"))

    sent.report.refresh_from_db()
    assert sent.report.narrative == f"{CANARY} testified"
    assert sent.report.constraints_text.startswith("Removed on ")


def test_other_answers_of_the_state_and_of_others_stay():
    sent = scene.sent_reply()
    other = scene.make.answer(scene.make.submission("KEN", of=sent.whole.cycle), narrative="Kenya's own words")

    scene.all_removed(sent)

    other.refresh_from_db()
    assert other.narrative == "Kenya's own words"


def test_a_passage_goes_from_every_version_of_the_reply():
    sent = scene.sent_reply()
    draft = revise(sent.whole, by=scene.focal_point(), now=scene.make.NOON)

    scene.confirmed(scene.asked(sent.report, Kind.ANSWER, "narrative"))

    said = set(type(sent.report).objects.values_list("narrative", flat=True))
    assert draft.reports.count() == 1
    assert len(said) == 1
    assert CANARY not in said.pop()


def test_a_passage_goes_with_the_answers_that_it_was_carried_to():
    sent = scene.sent_reply()
    later = scene.make.answer(scene.make.submission(of=scene.make.cycle()), narrative=f"Still {CANARY}")
    type(later).objects.filter(pk=later.pk).update(
        carried_from=sent.report, said_in=sent.report.cycle, said_at=sent.report.saved_at, times_carried=1
    )

    scene.confirmed(scene.asked(later, Kind.ANSWER))

    later.refresh_from_db()
    sent.report.refresh_from_db()
    assert later.narrative.startswith("Removed on ")
    assert sent.report.narrative.startswith("Removed on ")


def test_an_event_keeps_its_digest_and_nothing_that_a_guess_could_be_tried_on():
    sent = scene.sent_reply()
    salts = set(as_owner("SELECT pgh_salt FROM commitments_obligationreportevent"))

    scene.confirmed(scene.asked(sent.report, Kind.ANSWER))

    taken = as_owner(
        "SELECT e.pgh_salt FROM commitments_obligationreportevent e JOIN commitments_removedcontent r "
        "ON r.event_id = e.pgh_id AND r.\"table\" = 'commitments_obligationreportevent'"
    )
    assert len(taken) >= 2
    assert not salts & set(taken)


def test_content_removed_twice_still_holds():
    sent = scene.sent_reply()
    seal_history(now=DAY)
    scene.confirmed(scene.asked(sent.report, Kind.ANSWER, "narrative"))
    scene.confirmed(scene.asked(sent.report, Kind.ANSWER, "constraints_text"))
    seal_history(now=DAY + timedelta(days=1))

    assert verify_history().is_whole
    assert scene.places_of(f"{CANARY} testified") == []


EVENTS = "commitments_obligationreportevent"


def _one_taken():
    sent = scene.sent_reply()
    seal_history(now=DAY)
    scene.confirmed(scene.asked(sent.report, Kind.ANSWER))
    seal_history(now=DAY + timedelta(days=1))
    first = as_owner(f"SELECT event_id FROM commitments_removedcontent WHERE \"table\" = '{EVENTS}' ORDER BY 1")[0][0]
    assert broken() == ""
    return first


@pytest.mark.parametrize("change", ["narrative = 'I never said so'", "status = 'planned'", "pgh_context = '{}'"])
def test_what_is_left_of_an_event_is_still_held(change):
    event = _one_taken()

    as_owner(f"UPDATE {EVENTS} SET {change} WHERE pgh_id = {event}", without_triggers_of=(EVENTS,))

    assert f"{EVENTS} event {event} of" in broken()
    assert "was changed" in broken()


def test_the_digests_that_stayed_are_held_themselves():
    event = _one_taken()
    kept = "commitments_removedcontentevent"

    as_owner(f"UPDATE {kept} SET remains_digest = 'x' WHERE event_id = {event}", without_triggers_of=(kept,))

    assert "was changed" in broken()


def test_a_change_is_not_passed_off_as_a_removal():
    _one_taken()
    event = as_owner(f"SELECT max(pgh_id) FROM {EVENTS}")[0][0]
    as_owner("SELECT set_config('commitments.actor_kind', 'program', false)")
    as_owner(
        'INSERT INTO commitments_removedcontent (removal_id, asked_by_id, confirmed_by_id, removed_at, "table", '
        "event_id, columns, content_digest, remains_digest) SELECT removal_id, asked_by_id, confirmed_by_id, "
        f'removed_at, "table", {event}, columns, content_digest, remains_digest FROM commitments_removedcontent LIMIT 1'
    )

    assert broken() != ""


def test_a_removal_without_two_persons_is_named_although_every_digest_holds():
    _one_taken()
    as_owner("SELECT set_config('commitments.actor_kind', 'program', false)")
    as_owner(
        'INSERT INTO commitments_removedcontent (removal_id, asked_by_id, confirmed_by_id, removed_at, "table", '
        "event_id, columns, content_digest, remains_digest) SELECT removal_id, asked_by_id, confirmed_by_id, "
        'removed_at, "table", event_id, columns, content_digest, remains_digest FROM commitments_removedcontent '
        f"WHERE \"table\" = '{EVENTS}' LIMIT 1"
    )

    assert "no two persons removed it" in broken()


def test_search_finds_it_no_more():
    from commitments.search.queries import search

    sent = scene.sent_reply()
    reader = scene.officer()
    with acting(reader):
        found_before = str(search(CANARY))

    scene.all_removed(sent)

    with acting(reader):
        found_after = str(search(CANARY))
    assert CANARY.split()[0] in found_before
    assert CANARY.split()[0] not in found_after


def test_the_file_leaves_the_store_and_who_asks_for_it_is_told():
    sent = scene.sent_reply()
    place = Path(settings.MEDIA_ROOT) / sent.file.blob.path
    other = scene.make_evidence.file(words=FILE_CANARY, name=f"again {CANARY}.pdf")
    assert place.exists()

    scene.confirmed(scene.asked(sent.file, Kind.EVIDENCE))
    finish(now=timezone.now())

    other.refresh_from_db()
    assert other.blob_id == sent.file.blob_id
    assert other.file_name.startswith("Removed on ")
    assert not place.exists()
    assert not BlobStore().exists(sent.file.blob.path)
    everything = b"".join(path.read_bytes() for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file())
    assert FILE_CANARY.encode() not in everything


def test_what_was_made_of_the_file_to_look_at_it_goes_with_it():
    sent = scene.sent_reply()
    leaf = Path(settings.MEDIA_ROOT) / f"previews/THA/{'b' * 64}"
    leaf.parent.mkdir(parents=True, exist_ok=True)
    leaf.write_text(FILE_CANARY)
    PreviewLeaf.objects.create(
        preview_id=sent.file.blob_id, number=1, sha256="b" * 64, size=9, content_type="text/plain",
        path=f"previews/THA/{'b' * 64}",
    )  # fmt: skip
    scene.confirmed(scene.asked(sent.file, Kind.EVIDENCE))

    with pytest.raises(Http404):
        words_of(type(sent.file.blob).objects.get(pk=sent.file.blob_id))
    finish(now=timezone.now())

    assert not leaf.exists()
    assert PreviewLeaf.objects.filter(preview_id=sent.file.blob_id).count() == 0
    assert make_all_again() == Preview.objects.filter(state="waiting").count() == 0


def test_the_same_file_is_not_taken_again():
    from commitments.evidence.refusals import FileNotTaken

    sent = scene.sent_reply()
    scene.confirmed(scene.asked(sent.file, Kind.EVIDENCE))
    finish(now=timezone.now())

    with pytest.raises(FileNotTaken, match="lawfully removed"):
        scene.make_evidence.file(words=FILE_CANARY, name="once more.pdf")
    assert not BlobStore().exists(sent.file.blob.path)


def done(started_at):
    """A file of records that somebody asked for, made at this time."""
    made = job(
        state="done", started_at=started_at, finished_at=started_at, file_name="answers.csv", file_size=len(CANARY),
        file_sha256="a" * 64, file_path="jobs/x",
    )  # fmt: skip
    type(made).objects.filter(pk=made.pk).update(file_path=f"jobs/{made.public_id}.csv")
    made.refresh_from_db()
    path_of(made).parent.mkdir(parents=True, exist_ok=True)
    path_of(made).write_text(CANARY)
    return made


def test_files_of_records_made_before_go_and_those_made_later_stay():
    sent = scene.sent_reply()
    early, late = done(timezone.now() - timedelta(days=1)), done(timezone.now() + timedelta(hours=1))
    removal = scene.confirmed(scene.asked(sent.report, Kind.ANSWER))

    finish(now=timezone.now())

    for each in (early, late, removal):
        each.refresh_from_db()
    assert (early.has_file, late.has_file) == (False, True)
    assert (path_of(early).exists(), path_of(late).exists()) == (False, True)
    assert removal.finished_at


def test_a_file_of_records_that_is_being_made_is_stopped_and_the_removal_is_finished_after_it():
    sent = scene.sent_reply()
    running = job(state="running", started_at=timezone.now() - timedelta(minutes=5))
    removal = scene.confirmed(scene.asked(sent.report, Kind.ANSWER))

    first = finish(now=timezone.now())
    running.refresh_from_db()
    asked_to_stop = running.is_being_cancelled
    type(running).objects.filter(pk=running.pk).update(state="cancelled", finished_at=timezone.now())
    second = finish(now=timezone.now())

    removal.refresh_from_db()
    assert (first, asked_to_stop, second) == (0, True, 1)
    assert removal.finished_at


def test_the_list_outside_names_the_removal_once_and_nothing_that_was_removed():
    sent = scene.sent_reply()
    removal = scene.confirmed(scene.asked(sent.report, Kind.ANSWER))

    finish(now=timezone.now())
    finish(now=timezone.now())

    lines = [json.loads(line) for line in Path(settings.REMOVALS_FILE).read_text().splitlines()]
    assert [line["public_id"] for line in lines] == [str(removal.public_id)]
    assert CANARY not in Path(settings.REMOVALS_FILE).read_text()


def test_a_form_that_was_open_does_not_write_the_words_back_unseen():
    from commitments.history.bases import EditedMeanwhile

    sent = scene.sent_reply()
    stale = type(sent.link).objects.get(pk=sent.link.pk)
    scene.confirmed(scene.asked(sent.link, Kind.EVIDENCE))

    with pytest.raises(EditedMeanwhile):
        stale.save_if_unchanged(expected=stale.version, fields=["title"])
