"""The worker killed with -9 before any step of any task: what it began is done in the end, once and whole."""

from uuid import uuid4

from celery import current_app

from tests.breaking.ground import Ground
from tests.breaking.ledger import Ledger
from tests.breaking.orders import Orders, spread
from tests.breaking.works import WORKS, Work, time_goes_by
from tests.waiting import wait_for

FEW = 2
EVERY_WHOLE = 8
"""Of so many deaths one takes the whole worker along; else the process that did the work, which the worker replaces."""


def run(ground: Ground, most: int) -> Ledger:
    """Each task once undisturbed, to know its steps; then killed before as many of them as asked, evenly spread."""
    ledger, orders = Ledger(), Orders(ground)
    ground.as_superuser("CREATE TABLE heard (event_id bigint); GRANT ALL ON heard TO PUBLIC")
    start_worker(ground, orders)
    for work in WORKS if most > FEW else [work for work in WORKS if work.is_tried_in_small]:
        steps = undisturbed(work, ground, ledger, orders)
        chosen = list(spread(steps, most))
        for place, step in enumerate(chosen, start=1):
            killed(work, ground, ledger, orders, step=step, whole=place % EVERY_WHOLE == 0)
        ledger.notes.append(f"{work.task.removeprefix('commitments.')}: {steps} steps, killed before {len(chosen)}")
    return ledger


def start_worker(ground: Ground, orders: Orders) -> None:
    """A worker that counts its steps; it takes from the queue as soon as it can."""
    given = orders.variables | {"WORKER_CONCURRENCY": "1"}
    ground.children["worker"] = worker = ground.program("worker", "-I", "tests.breaking.in_worker", **given)
    worker.start()


def undisturbed(work: Work, ground: Ground, ledger: Ledger, orders: Orders) -> int:
    """How many steps it takes when nobody kills it."""
    ledger.tried()
    sent = send(work, work.prepare(ledger, ground))
    ended = orders.wait(lambda said: said.get("ended") == sent)
    wait_for(work.is_done)
    return int(ended["steps"])


def killed(work: Work, ground: Ground, ledger: Ledger, orders: Orders, *, step: int, whole: bool) -> None:
    """Something to do, death at this step, and what is begun is taken up: by the broker, or by beat."""
    ledger.tried()
    given, number = work.prepare(ledger, ground), str(uuid4())
    orders.order(number, step, whole=whole)
    send(work, given, number)
    dead = orders.wait(lambda said: number in (said.get("killed"), said.get("ended")))
    if "killed" not in dead:
        orders.withdraw()  # this time it took fewer steps
    elif whole:
        start_worker(ground, orders)
    time_goes_by()
    if not given:
        send(work, given)  # beat comes round again; a job is taken up by its row
    try:
        wait_for(work.is_done)
    except BaseException:
        ledger.went_wrong(f"{work.task} was not done after it was killed before step {step}: {dead}")


def send(work: Work, given: dict[str, object], number: str | None = None) -> str:
    """To the queue, as beat and the web do; gives its number there."""
    return str(current_app.send_task(work.task, kwargs=given, task_id=number).id)
