"""The broker killed and emptied: saves go on without it, and what it carried is sent again from the rows."""

import shutil
from uuid import uuid4

from django.utils import timezone

from commitments.exports.datasets import Dataset
from commitments.exports.formats import Format
from commitments.jobs import recovery
from commitments.jobs.models import Job, JobState
from tests.breaking import scene
from tests.breaking.ground import Ground
from tests.breaking.ledger import EXPORT, Ledger
from tests.breaking.people import FOUND, SERVER_ERROR, FocalPoint, browser_of
from tests.factories.access import person
from tests.waiting import wait_for


def run(ground: Ground, times: int) -> Ledger:
    """Files are asked for before, while and after the broker is away; all are made in the end, each once."""
    ledger = Ledger()
    (writer,) = scene.desks(ground, scene.cycle("FJI"), ledger, "FJI")
    ground.start_web()
    for _time in range(times):
        officer = FocalPoint("", "", "", [], browser_of(person("officer"), ground.port), ledger)
        ask(officer), writer.save("D1", scene.words("FJI", "D1"))
        ground.kill("broker")
        shutil.rmtree(ground.layout.redis)
        ask(officer), writer.save("D2", scene.words("FJI", "D2")), writer.record_link(scene.words("FJI", "D3"))
        ground.layout.redis.mkdir(mode=0o700)
        ground.start_broker()
        ask(officer), writer.save("D4", scene.words("FJI", "D4"))
    ground.children["worker"] = worker = ground.program("worker")
    worker.start()
    recovery.resume_stuck(now=timezone.now() + recovery.WAITING_FOR * 2)
    wait_for(lambda: not Job.objects.exclude(state=JobState.DONE).exists(), 120)
    ledger.notes.append(f"killed and emptied {times} times; saved and asked for files while it was away")
    return ledger


def ask(officer: FocalPoint) -> None:
    """All answers as a file; asked twice with one request, it is made once."""
    officer.ledger.tried()
    fields: dict[str, object] = {
        "dataset": Dataset.ANSWERS.value,
        "format": Format.CSV.value,
        "request_id": str(uuid4()),
    }
    for _twice in range(2):
        answer = officer.insist("/exports/", fields, script=False)
        if answer.status != FOUND or answer.status >= SERVER_ERROR:
            return officer.ledger.went_wrong(f"a file asked for: {answer.status}")
    officer.ledger.told(EXPORT, str(fields["request_id"]))
    return None
