"""Two hundred focal points in the last minute: each save is there, each reply received once, late if it came late."""

import threading
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from itertools import cycle, islice

from django.conf import settings
from django.db import connections

from commitments.access.session_store import SessionStore
from commitments.submissions.models import ReportingCycle
from tests.breaking import scene
from tests.breaking.ground import Ground
from tests.breaking.ledger import SENDING, Ledger
from tests.breaking.people import FocalPoint
from tests.breaking.wrong_clock import NOT_HERE, Clock, library, nearest_midnight
from tests.waiting import wait_for

RECORDS = "account_authentication_methods"
SENT = """
    SELECT s.is_late, s.submitted_at FROM commitments_submission s JOIN commitments_respondent r ON r.id = s.respondent_id
    WHERE s.cycle_id = %s AND s.submitted_at IS NOT NULL AND NOT (r.code = ANY (%s))
"""
BEFORE, A_SECOND = timedelta(minutes=10), timedelta(seconds=1)
"""The clock of the web stands so long before the deadline, until it is moved to the last second."""
ANSWERS, A_QUARTER, PATIENCE = 2, 4, 900


def run(ground: Ground, times: int) -> Ledger:
    """So many focal points save and send at once; where the clock can be moved, the deadline passes while they do."""
    ledger, codes = Ledger(), list(islice(cycle(scene.others(191)), times))
    zone, deadline = nearest_midnight()
    call = scene.cycle(
        *set(codes), at=datetime.now(UTC) - timedelta(days=90), time_zone=zone,
        soft_deadline_on=deadline.date(), hard_deadline_on=deadline.date(),
    )  # fmt: skip
    people = scene.desks(ground, call, ledger, *codes)
    clock = start(ground, ledger, people, deadline)
    with hurry(people) as may_be_late:
        if clock is not None:
            pass_when_half_is_received(ground, clock, ledger, deadline, half=len(set(codes)) // 2)
        may_be_late.set()
    check_late(call, ledger)
    check_refused(ledger, twos=times - len(set(codes)))
    return ledger


def start(ground: Ground, ledger: Ledger, people: Sequence[FocalPoint], deadline: datetime) -> Clock | None:
    """The web, shortly before the deadline; and its clock, if it can be moved."""
    ground.start_web()  # nobody waits for a first start
    if library() is None:
        ledger.notes.append(f"the deadline did not pass meanwhile: {NOT_HERE}")
        return None
    clock = Clock(ground.layout.var / "clock")
    clock.move(deadline - BEFORE - datetime.now(UTC))
    for person in people:
        sign_in_at(person.browser.session, deadline)
    ground.replace_web(**clock.variables)
    return clock


def sign_in_at(session: str, moment: datetime) -> None:
    """The person showed who he is about then, by the clock of the web."""
    store = SessionStore(session)
    for record in store[RECORDS]:
        record["at"] = moment.timestamp()
    store.modified = True
    store.save()


@contextmanager
def hurry(people: Sequence[FocalPoint]) -> Iterator[threading.Event]:
    """All at once: two answers, and the reply sent; a quarter of them send it only when they may be late."""
    may_be_late = threading.Event()

    def act(number: int, person: FocalPoint) -> None:
        for reference in person.references[:ANSWERS]:
            person.save(reference, scene.words(person.code, reference))
        if number % A_QUARTER == 0:
            may_be_late.wait(PATIENCE)
        person.send_reply()

    threads = [threading.Thread(target=act, args=each, daemon=True) for each in enumerate(people)]
    for thread in threads:
        thread.start()
    yield may_be_late
    for thread in threads:
        thread.join(PATIENCE)


def pass_when_half_is_received(ground: Ground, clock: Clock, ledger: Ledger, deadline: datetime, *, half: int) -> None:
    """Move the clock to the last second once half of the replies are there; return when the web is past the deadline.

    So both sides are seen, however fast the machine is.
    """
    wait_for(lambda: len(set(ledger.acknowledged[SENDING])) >= half, PATIENCE)
    clock.move(deadline - A_SECOND - datetime.now(UTC))
    wait_for(lambda: time_of_the_web(ground) > deadline)


def time_of_the_web(ground: Ground) -> datetime:
    """What its clock says, as it stands in every answer."""
    with urllib.request.urlopen(f"{ground.address}/healthz", timeout=10) as answer:
        return parsedate_to_datetime(answer.headers["Date"])


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
    if library() is not None and late in (0, len(sent)):
        ledger.went_wrong(f"only one side of the deadline was seen: {late} of {len(sent)} late")
    ledger.notes.append(f"{len(sent)} replies received, {len(sent) - late} in time, {late} late and marked so")


def check_refused(ledger: Ledger, *, twos: int) -> None:
    """Of two people of one State who write the same two answers at once the later is shown both texts; nobody else."""
    conflicts = ledger.refused.total()
    if conflicts > ANSWERS * twos:
        ledger.went_wrong(f"{conflicts} refused, but only {twos} States have two people who write the same answers")
    if twos:
        ledger.notes.append(f"{twos} States have two people on the same answers: the later is shown both texts (409)")
