"""One State's work and everybody who might look at it: the own State's people, another State's, the secretariat, nobody."""

import io
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone

from commitments.access.audience import Audience
from commitments.access.models import User, actor_for
from commitments.assistance.models import PairingOutcome
from commitments.auditing.models import Download, PageRead
from commitments.calls.models import CallDispatch, CallDocument
from commitments.evidence.models import EvidenceOfAction, LinkCheck
from commitments.files.models import Upload
from commitments.files.store import BlobStore
from commitments.implementation.models import Milestone
from commitments.instruments.models import Instrument
from commitments.jobs.models import Job
from commitments.removal.models import Removal
from commitments.respondents.models import Respondent
from commitments.submissions.models import ReportingCycle, Submission
from tests.factories import evidence as evidence_factory
from tests.factories import papers
from tests.factories import submissions as make
from tests.factories.access import person
from tests.factories.jobs import job
from tests.files.samples import DOCX

OWN, OTHER = "THA", "KEN"
STATE_ROLES = ("focal_point", "contributor", "clearance", "mission")
CENTRAL_ROLES = ("officer", "approver", "reader", "administrator")
PEOPLE: tuple[str, ...] = (
    *(f"{role}.own" for role in STATE_ROLES),
    *(f"{role}.other" for role in STATE_ROLES),
    *CENTRAL_ROLES,
    "reader.other",
    "nobody",
)


@dataclass
class Scene:
    """Addresses' parts, and who is who."""

    people: dict[str, User | None]
    parts: dict[str, Any]


def scene() -> Scene:
    """A sent reply, a draft in another cycle, an action, a file, a link, a figure, a step, an upload, a finished job: all THA's."""
    people: dict[str, User | None] = {f"{role}.own": person(role, OWN) for role in STATE_ROLES}
    people |= {f"{role}.other": person(role, OTHER) for role in STATE_ROLES}
    people |= {role: person(role) for role in CENTRAL_ROLES}
    people |= {"reader.other": person("reader", OTHER), "nobody": None}
    instrument = Instrument.objects.get(is_founding=True)
    past = make.cycle(on=instrument)
    a_call(past)
    obligation = make.obligations(past)[0]
    action = make.action(OWN, obligation, audience=Audience.SECRETARIAT)
    piece = evidence_factory.file(OWN)
    EvidenceOfAction.objects.create(evidence=piece, action=action, respondent=action.respondent)
    read = evidence_factory.text(OWN)
    evidence_factory.make_previews()
    link = evidence_factory.link(OWN)
    LinkCheck.objects.create(evidence=link, url=link.url, outcome="opened", checked_at=make.NOON)
    figure = make.figure(OWN, obligation)
    sent = make.sent(OWN, of=past)
    draft = make.ready(OWN, of=make.cycle(on=instrument, at=make.NOON + timedelta(days=1)))
    make.answer(draft, on=instrument.obligations.get(reference="OP3"))
    step = Milestone.objects.create(action=action, title="A step")
    owner = people["focal_point.own"]
    assert owner is not None
    Download.objects.create(
        kind="evidence", subject_public_id=piece.public_id, respondent=action.respondent, taken_by=owner,
        role="focal_point", taken_at=make.NOON,
    )  # fmt: skip
    answer = sent.reports.get()
    removal = Removal.objects.create(
        respondent=action.respondent, kind="answer", record_id=answer.pk, record_public_id=answer.public_id,
        fields=["narrative"], ground="duty", reason="So it is", asked_by=owner, asked_for="state", asked_at=make.NOON,
    )  # fmt: skip
    PageRead.objects.create(
        page="dashboards:state", cycle=past, respondent=action.respondent, obligation_ids=[obligation.pk], read_by=owner,
        role="officer", read_at=make.NOON, digest="0" * 32,
    )  # fmt: skip
    paper = papers.sent(OWN, obligation)
    pairing = papers.paired(OWN, obligation)
    papers.of_the_secretariat(obligation)
    PairingOutcome.objects.create(
        pairing=pairing, cycle=past, respondent=pairing.respondent, outcome="received", created_at=make.NOON
    )
    return Scene(people, {
        "paper": paper.public_id, "request": pairing.asked_for.public_id, "pairing": pairing.public_id,
        "sent_answer": answer.public_id, "removal": removal.public_id,
        "instrument": instrument.slug, "reference": obligation.reference, "cycle": draft.cycle.slug, "code": OWN,
        "past": past.slug, "action": action.public_id, "evidence": piece.public_id, "read": read.public_id, "figure": figure.public_id,
        "step": step.public_id, "upload": _upload(owner), "job": _job(owner), "submission": sent.public_id,
        "obligation": obligation.pk, "version": _version(draft),
    })  # fmt: skip


def a_call(cycle: ReportingCycle) -> None:
    """The cycle's call as a document that was made, and the register's entry that it went to the first one asked."""
    kept = BlobStore().put(io.BytesIO(DOCX), folder=f"calls/{cycle.slug}", limit=len(DOCX), name="call.docx")
    CallDocument.objects.create(
        cycle=cycle, language="en", form="docx", asked_at=make.NOON, made_at=make.NOON, sha256=kept.sha256,
        size=kept.size, path=kept.path,
    )  # fmt: skip
    CallDispatch.objects.create(
        cycle=cycle, respondent=Respondent.objects.get(code=OWN), sent_on=make.NOON.date(), way="hand",
        created_at=make.NOON,
    )  # fmt: skip


def _version(draft: Submission) -> int:
    report = draft.reports.first()
    return report.version if report else 0


def _upload(owner: User) -> UUID:
    now = timezone.now()
    return Upload.objects.create(
        owner=owner, folder=f"evidence/{OWN}", name="a.pdf", size=10, created_at=now, expires_at=now + timedelta(days=1)
    ).public_id


def _job(owner: User) -> UUID:
    waiting: Job = job(owner=owner, kind="records", parameters={"format": "csv", "dataset": "answers"})
    return waiting.public_id


def actors(made: Scene) -> dict[str, Any]:
    """The actors behind the people, for reads without a request."""
    today = timezone.now().date()
    return {name: actor_for(user, today=today) for name, user in made.people.items() if user}
