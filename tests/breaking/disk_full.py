"""A disk that fills at an upload, at an export and under the database: a sentence for the person, no half of anything."""

import os

from commitments.jobs.models import Job, JobState
from tests.breaking import broker_lost, line_cut, scene
from tests.breaking.ground import Ground
from tests.breaking.ledger import ANSWER, FILE, Ledger
from tests.breaking.outcome import Outcome, skipped
from tests.breaking.people import FOUND, NO_CONTENT, OK, Answer, FocalPoint, browser_of
from tests.breaking.small_disk import full, small_disk
from tests.factories.access import person
from tests.waiting import wait_for

UNPROCESSABLE, NO_ROOM = 422, 507
MEGABYTES, MEGABYTES_OF_DATABASE = 40, 300
LEFT = 100_000
WORDS_OF_NO_ROOM = b"no room left"
MOST_SAVES = 200
LONG = "What was done, at length, and no word of it twice: "


def run(ground: Ground, times: int) -> Ledger | Outcome:
    """Each disk fills so many times and has room again."""
    if os.geteuid() != 0:
        return skipped("a small file system can be made by root only")
    ledger = Ledger()
    (writer,) = scene.desks(ground, scene.cycle("FJI"), ledger, "FJI")
    with small_disk(ground.media, MEGABYTES):
        ground.start_web(TMPDIR=str(ground.media))
        ground.children["worker"] = worker = ground.program("worker")
        worker.start()
        for _time in range(times):
            at_upload_in_pieces(ground, writer)
            at_upload_as_a_whole(ground, writer)
            at_export(ground, writer)
        ground.stop("web", "worker")
    with small_disk(ground.layout.var / "small", MEGABYTES_OF_DATABASE):
        under_the_database(ground, writer, times)
    return ledger


def refused(ledger: Ledger, answer: Answer, status: int, what: str) -> None:
    """The answer must be this refusal, in words."""
    if answer.status != status or WORDS_OF_NO_ROOM not in answer.body:
        ledger.went_wrong(f"{what} on a full disk: {answer.status} {answer.body[-300:]!r}")
    ledger.was_refused(f"{what}: no room")


def at_upload_in_pieces(ground: Ground, writer: FocalPoint) -> None:
    """The pieces that fit are kept, the sender is told, and goes on there when there is room."""
    ledger, title = writer.ledger, scene.words("FJI", "pieces")
    content = line_cut.document(title)
    ledger.tried()
    place = line_cut.announce(writer, content)
    with full(ground.media, but=LEFT):
        refused(ledger, line_cut.piece(writer, place, content, 0), NO_ROOM, "an upload in pieces")
    come = int(writer.browser.send("HEAD", place).headers["upload-offset"])
    if line_cut.piece(writer, place, content, come).status != NO_CONTENT:
        ledger.went_wrong(f"the rest of an upload from {come}")
    line_cut.name_it(writer, place, title)


def at_upload_as_a_whole(ground: Ground, writer: FocalPoint) -> None:
    """A form whose file finds no room says so; the same form records it when there is."""
    ledger, title = writer.ledger, scene.words("FJI", "whole")
    ledger.tried()
    body = line_cut.multipart(line_cut.form(title), line_cut.document(title))
    with full(ground.media, but=LEFT):
        refused(ledger, line_cut.whole(writer, body), UNPROCESSABLE, "a form with a file")
    if line_cut.whole(writer, body).status == FOUND:
        ledger.told(FILE, title)
    else:
        ledger.went_wrong("the form is not taken when there is room again")


def at_export(ground: Ground, writer: FocalPoint) -> None:
    """A file of records that finds no room fails with a sentence and leaves nothing; asked again, it is made."""
    officer = FocalPoint("", "", "", [], browser_of(person("officer"), ground.port), Ledger())
    with full(ground.media, but=0):
        broker_lost.ask(officer)
        wait_for(lambda: not Job.objects.active().exists())
    failed = Job.objects.latest("pk")
    if failed.state != JobState.FAILED or WORDS_OF_NO_ROOM.decode() not in failed.error:
        writer.ledger.went_wrong(f"an export on a full disk: {failed.state} {failed.error}")
    writer.ledger.was_refused("an export: no room")
    officer.ledger = writer.ledger
    broker_lost.ask(officer)
    wait_for(lambda: not Job.objects.active().exists())


def under_the_database(ground: Ground, writer: FocalPoint, times: int) -> None:
    """People save until the database finds no room; what it acknowledged is there, and the next is when it has room."""
    small = ground.layout.var / "small"
    ground.move_database(small / "tables")
    ground.start_web()
    for _time in range(times):
        with full(small, but=LEFT):
            until_refused(writer)
        for reference in writer.references:
            writer.save(reference, scene.words("FJI", reference))
    ground.stop("web")
    ground.move_database(None)


def until_refused(writer: FocalPoint) -> None:
    """One long text after the other; the first that is not taken is answered by a page of ours, and is not there."""
    for number in range(MOST_SAVES):
        words = scene.words("FJI", "D1") + "".join(f"{LONG}{number}-{place} " for place in range(1000))
        writer.ledger.tried()
        fields = {"status": "under_way", "narrative": words, "language": "en", "expected": writer.versions.get("D1", 0)}
        answer, _reason = writer.tried_once(f"{writer.desk}{writer.text}/D1/", fields, X_Autosave="1")
        if answer is None or answer.status != OK:
            break
        writer.versions["D1"] = int(str(answer.said["version"]))
        writer.ledger.told(ANSWER, words)
    else:
        return writer.ledger.went_wrong("the database never was full")
    if answer is None or b"<main" not in answer.body:
        writer.ledger.went_wrong(f"a save without room in the database: {answer}"[:500])
    writer.ledger.was_refused("a save: no room in the database")
    return None
