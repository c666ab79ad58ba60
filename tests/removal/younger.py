"""A record of every younger kind, with the name in each of its texts and in all that lies under it."""

from typing import Any

from django.db import connections

from commitments.access.acting import acting
from commitments.assistance.models import BodyOutcome, Distribution, Mandate, PairingOutcome
from commitments.calls.models import CallDispatch
from commitments.contributions.models import Assignment, OfferedText
from commitments.instruments.models import Obligation
from commitments.removal.places import PLACES, Kind
from commitments.review import services as review
from commitments.submissions.models import DeadlineExtension, Submission
from commitments.workbooks.models import ReturnedWorkbook
from tests.factories import entries, papers
from tests.factories import submissions as make
from tests.removal.scene import CANARY
from tests.review import scene as reviewing

NAMED = f"Said {CANARY}"
Found = list[tuple[Kind, Any]]


def reply_read() -> Found:
    """A reply that was sent, asked about and answered, whose closing was proposed: with cover, note and figures."""
    cycle = make.cycle()
    asked = make.obligations(cycle)[0]
    figures = [make.figure("THA", asked, label=label, source=NAMED) for label in ("One", "Other")]
    sent = reviewing.being_read(of=cycle)
    reviewing.answered(reviewing.asked(sent, question=NAMED), NAMED)
    other, by = reviewing.asked(sent, question=NAMED), reviewing.officer()
    report = sent.reports.get()
    with acting(by):
        review.take_back(other, reason=NAMED, by=by, now=reviewing.LATER)
        review.note(report, kind="clear_supported", words=NAMED, expected=0, by=by, now=reviewing.LATER)
        review.propose(sent, reason=NAMED, by=by, now=reviewing.LATER)
    return [
        (Kind.REPLY, sent), (Kind.ANSWER, report), *((Kind.QUESTION, one) for one in sent.questions.all()),
        *((Kind.FIGURE, one) for one in figures),
    ]  # fmt: skip


def everything() -> Found:
    """Records of the State, of another that offers, and of the secretariat."""
    found = reply_read()
    sent: Submission = found[0][1]
    first = make.obligations(sent.cycle)[0]
    pairing = papers.paired("THA", first, told=NAMED)
    papers.of_the_secretariat(Obligation.objects.get(instrument__slug="A-RES-60-177", reference="D30"))
    PairingOutcome.objects.create(
        pairing=pairing, cycle=sent.cycle, respondent=sent.respondent, outcome="received", created_at=make.NOON
    )
    of_state = {"cycle": sent.cycle, "respondent": sent.respondent, "created_at": make.NOON}
    return [
        *entered_from_paper(),
        *found,
        (Kind.ASSIGNMENT, given_by_a_link(sent)),
        (Kind.PROPOSAL, papers.sent("THA", first)),
        (Kind.REQUEST, pairing.asked_for),
        (Kind.OFFER, pairing.offered),
        (Kind.DISPATCH, CallDispatch.objects.create(**of_state, sent_on="2026-01-01", way="post")),
        (Kind.EXTENSION, DeadlineExtension.objects.create(**of_state, until_on="2030-01-01", reason=NAMED)),
        (Kind.MANDATE, Mandate.objects.get()),
        (Kind.DISTRIBUTION, distributed()),
        *((Kind.OUTCOME, one) for one in BodyOutcome.objects.order_by("pk")),
    ]


def entered_from_paper() -> Found:
    """A reply of another State that an officer entered from a source which somebody is named in."""
    by = entries.officer()
    whole = entries.entry(by, "KEN", of=make.cycle("KEN"), entered_from=NAMED)
    entries.typed(by, whole)
    received = entries.receive(entries.officer(), whole)
    return [(Kind.REPLY, received), (Kind.ANSWER, received.reports.get())]


def distributed() -> Distribution:
    """A document went to somebody who is known by his name alone."""
    mandate = Mandate.objects.get()
    made: Distribution = Distribution.objects.create(
        respondent=mandate.respondent, obligation=mandate.obligation, document="A/1", kind="non_governmental",
        name="A person", sent_on="2026-01-01", way="post", created_at=make.NOON,
    )  # fmt: skip
    return made


def given_by_a_link(sent: Submission) -> Assignment:
    """A paragraph given by a link, and what was sent by it."""
    given: Assignment = Assignment.objects.create(
        respondent=sent.respondent, cycle=sent.cycle, obligation=make.obligations(sent.cycle)[0], ministry="Justice",
        name="A person", email="a@example.org", given_at=make.NOON, expires_at=make.NOON,
    )  # fmt: skip
    OfferedText.objects.create(
        assignment=given, respondent=sent.respondent, content={"narrative": NAMED, "status": "planned"}, sender="Me",
        offered_at=make.NOON,
    )  # fmt: skip
    return given


def returned_workbook(sent: Submission) -> ReturnedWorkbook:
    """A workbook of that reply that came back and waits."""
    made: ReturnedWorkbook = ReturnedWorkbook.objects.create(
        respondent=sent.respondent, cycle=sent.cycle, file_name="a.xlsx", language="en", made_at=make.NOON,
        changes=[{"column": "narrative", "file": NAMED}], faults=[], created_at=make.NOON,
    )  # fmt: skip
    return made


def name_everywhere(found: Found) -> None:
    """Write the name into every text that can be removed, past the promises: as maintenance, which history follows."""
    with connections["maintenance"].cursor() as cursor:
        for kind in {kind for kind, _ in found}:
            place = PLACES[kind]
            for table, texts in ((place.table, place.texts), *((p.table, p.texts) for p in place.parts.values())):
                _write(cursor, table, [name for name in texts if name not in OTHERWISE])


OTHERWISE = {"content", "answer", "taken_back_reason", "entered_from"}
"""JSON, and what excludes another or belongs to some rows: the scene itself has the name there."""


def _write(cursor: Any, table: str, texts: list[str]) -> None:
    """In all rows, with the number of each: some columns say nothing twice."""
    sets = [f"\"{name}\" = '{_said(name)}' || id" for name in texts]
    cursor.execute(f'UPDATE "{table}" SET {", ".join(sets)}')


def _said(name: str) -> str:
    return NAMED.replace(" ", "@") if name.endswith("email") else NAMED
