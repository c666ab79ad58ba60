"""Two hundred focal points in the last minute: each save is there, each reply received once, late if it came late."""

import threading
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import cycle, islice

from django.conf import settings
from django.db import connections

from commitments.access.session_store import SessionStore
from commitments.submissions.models import ReportingCycle
from tests.breaking import scene
from tests.breaking.ground import Ground
from tests.breaking.ledger import SENDING, Ledger
from tests.breaking.people import FocalPoint
from tests.breaking.wrong_clock import NOT_HERE, library, moved, nearest_midnight

RECORDS = "account_authentication_methods"
SENT = """
    SELECT s.is_late, s.submitted_at FROM commitments_submission s JOIN commitments_respondent r ON r.id = s.respondent_id
    WHERE s.cycle_id = %s AND s.submitted_at IS NOT NULL AND NOT (r.code = ANY (%s))
"""
LEAST_SECONDS, A_FOCAL_POINT = 5.0, 0.15


def run(ground: Ground, times: int) -> Ledger:
    """So many focal points save and send at once; where the clock can be moved, the deadline passes while they do."""
    ledger, codes = Ledger(), list(islice(cycle(scene.others(191)), times))
    zone, deadline = nearest_midnight()
    call = scene.cycle(
        *set(codes), at=datetime.now(UTC) - timedelta(days=90), time_zone=zone,
        soft_deadline_on=deadline.date(), hard_deadline_on=deadline.date(),
    )  # fmt: skip
    people = scene.desks(ground, call, ledger, *codes)
    start(ground, ledger, people, deadline)
    hurry(people)
    check_late(call, ledger)
    return ledger


def start(ground: Ground, ledger: Ledger, people: Sequence[FocalPoint], deadline: datetime) -> None:
    """The web, whose clock stands so that the deadline passes when about half of them have sent."""
    if library() is None:
        ledger.notes.append(f"the deadline did not pass meanwhile: {NOT_HERE}")
        ground.start_web()
        return
    left = timedelta(seconds=LEAST_SECONDS + len(people) * A_FOCAL_POINT)
    ground.start_web()  # nobody waits for a first start
    ahead = deadline - datetime.now(UTC) - left
    for person in people:
        sign_in_at(person.browser.session, ahead)
    ground.replace_web(**moved(ahead))


def sign_in_at(session: str, ahead: timedelta) -> None:
    """The person showed who he is a moment ago, by the clock of the web."""
    store = SessionStore(session)
    for record in store[RECORDS]:
        record["at"] += ahead.total_seconds()
    store.modified = True
    store.save()


def hurry(people: Sequence[FocalPoint]) -> None:
    """All at once: two answers, and the reply sent."""

    def act(person: FocalPoint) -> None:
        for reference in person.references[:2]:
            person.save(reference, scene.words(person.code, reference))
        person.send_reply()

    threads = [threading.Thread(target=act, args=(person,), daemon=True) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(300)


def check_late(call: ReportingCycle, ledger: Ledger) -> None:
    """Late is what was received after the deadline, and nothing else."""
    with connections[settings.MAINTENANCE_DATABASE].cursor() as cursor:
        cursor.execute(SENT, [call.pk, list(scene.REPLIED)])
        sent = cursor.fetchall()
    wrong = [row for row in sent if row[0] != (row[1] > call.deadline_at)]
    if wrong:
        ledger.went_wrong(f"{len(wrong)} replies are marked late, or not, against their time")
    told = len(set(ledger.acknowledged[SENDING]))
    if len(sent) < told:
        ledger.went_wrong(f"{told} were told that their reply was received, {len(sent)} were")
    late = sum(row[0] for row in sent)
    ledger.notes.append(f"{len(sent)} replies received, {late} of them after the deadline and marked so")
