"""What the demonstration holds: which States reply, how much they answer, in which words. Pure and deterministic."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from commitments.access.audience import Audience, UseInReport
from commitments.submissions.status import Constraint, Status

SEED = "demonstration"
REPLIES_PAST, REPLIES_OPEN, DRAFTS_OPEN, LATE, NIL = 40, 14, 10, 3, 1
STILL_TO_COME = 36
"""The open cycle has its deadline more than this many days ahead: nothing is written in the future."""

SHOWN = "THA"
"""The State whose people a visitor most likely signs in as: sent in the past cycle, still writing in the open one."""

STATUS_WEIGHTS: dict[Status, int] = {
    Status.NO_ACTION_YET: 8,
    Status.PLANNED: 12,
    Status.UNDER_WAY: 30,
    Status.SUBSTANTIALLY_IMPLEMENTED: 22,
    Status.IMPLEMENTED_AND_MAINTAINED: 18,
    Status.CONSIDERED: 4,
    Status.NOT_APPLICABLE: 6,
}
AUDIENCE_WEIGHTS: dict[Audience, int] = {
    Audience.PUBLIC: 50,
    Audience.MEMBER_STATES: 20,
    Audience.SECRETARIAT: 25,
    Audience.OWN_STATE: 5,
}
USE_WEIGHTS: dict[UseInReport, int] = {UseInReport.NAMED: 70, UseInReport.COUNTED: 25, UseInReport.NOT_USED: 5}
SENTENCES: tuple[str, ...] = (
    "Here the State would say which measure it took, under which law and since when.",
    "Here it would name the body in charge and what that body did in the period covered.",
    "Here it would say what the measure changed in practice and how it knows.",
    "Here it would name the partners it worked with and what was agreed.",
    "Here it would say what stands in the way and what it intends to do next.",
)
NEEDS_ASSISTANCE, HAS_EVIDENCE = 0.2, 0.6
TITLES: tuple[tuple[str, str], ...] = (
    ("law", "Demonstration act"), ("policy", "Demonstration strategy"), ("institution", "Demonstration unit"),
    ("training", "Demonstration course"), ("cooperation", "Demonstration agreement"), ("funding", "Demonstration fund"),
)  # fmt: skip


@dataclass(frozen=True)
class Reply:
    """One State's part in one cycle."""

    code: str
    answers: int
    is_sent: bool
    days_before_deadline: int
    is_nil: bool = False


def replies(codes: Sequence[str], *, past: bool, scale: int = 1) -> list[Reply]:
    """Who replies in a cycle, in the order in which the replies come; `scale` 5 and more: every State, in full."""
    random = Random(f"{SEED}-{'past' if past else 'open'}")
    others = [code for code in codes if code != SHOWN]
    sent = min(len(others), (REPLIES_PAST - 1 if past else REPLIES_OPEN) * scale)
    drafts = 0 if past else min(len(others) - sent, DRAFTS_OPEN)
    chosen = random.sample(others, sent + drafts)
    made = [_reply(random, code, place, sent, past=past) for place, code in enumerate(chosen)]
    shown = Reply(SHOWN, 22 if past else 9, is_sent=past, days_before_deadline=12 if past else STILL_TO_COME + 4)
    return [*made, shown] if SHOWN in codes else made


def _reply(random: Random, code: str, place: int, sent: int, *, past: bool) -> Reply:
    is_sent = place < sent
    is_late = past and place < LATE
    days = -random.randint(5, 40) if is_late else random.randint(1, 55) + (0 if past else STILL_TO_COME)
    is_nil = past and LATE <= place < LATE + NIL
    answers = 0 if is_nil else random.choice((3, 8, 12, 18, 24, 31, 36)) if is_sent else random.randint(1, 6)
    return Reply(code, answers, is_sent, days, is_nil)


def answer_values(random: Random, reference: str, *, answers_as: Sequence[str], today: date) -> dict[str, Any]:
    """What one answer says, with all that its status needs."""
    status = random.choices(list(STATUS_WEIGHTS), list(STATUS_WEIGHTS.values()))[0]
    values: dict[str, Any] = {
        "status": status.value,
        "narrative": narrative(random, reference),
        "in_law": status in {Status.SUBSTANTIALLY_IMPLEMENTED, Status.IMPLEMENTED_AND_MAINTAINED},
        "in_practice": status is Status.IMPLEMENTED_AND_MAINTAINED,
        "needs_assistance": random.random() < NEEDS_ASSISTANCE,
        "constraints_named": sorted(random.sample(Constraint.values, random.choice((0, 0, 1, 2)))),
        "answers_as": random.choice(list(answers_as)) if answers_as else "",
    }
    return values | _needed(status, reference, today)


def _needed(status: Status, reference: str, today: date) -> dict[str, Any]:
    if status is Status.PLANNED:
        return {"planned_on": today + timedelta(days=400)}
    if status is Status.CONSIDERED:
        return {
            "considered_on": today - timedelta(days=200),
            "considered_outcome": f"Demonstration outcome on {reference}: the matter was considered and deferred.",
        }
    if status is Status.NOT_APPLICABLE:
        return {"reason": f"Demonstration reason on {reference}: the matter does not arise."}
    return {}


def narrative(random: Random, reference: str) -> str:
    """A text that cannot be taken for a State's own."""
    said = " ".join(random.sample(SENTENCES, random.randint(2, len(SENTENCES))))
    return f"Demonstration text for {reference}. {said}"


def audience(random: Random) -> Audience:
    """Who may read an answer once it is sent."""
    return random.choices(list(AUDIENCE_WEIGHTS), list(AUDIENCE_WEIGHTS.values()))[0]


def use(random: Random) -> UseInReport:
    """How a report may use a reply."""
    return random.choices(list(USE_WEIGHTS), list(USE_WEIGHTS.values()))[0]
