"""One State's work and everybody who might look at it: the own State's people, another State's, the secretariat, nobody."""

import io
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone

from commitments.access.acting import acting
from commitments.access.audience import Audience
from commitments.access.models import User, actor_for
from commitments.assistance.models import PairingOutcome
from commitments.auditing.models import Download, PageRead
from commitments.calls.models import CallDispatch, CallDocument
from commitments.contributions.links import signature_of
from commitments.contributions.models import Assignment, LinkOpening, OfferedText
from commitments.evidence.models import EvidenceOfAction, LinkCheck
from commitments.files.models import Upload
from commitments.files.store import BlobStore
from commitments.history.models import Event
from commitments.implementation.models import Milestone
from commitments.instruments.models import Instrument, Obligation
from commitments.jobs.models import Job
from commitments.national_reports.services import as_place
from commitments.notices.mailing.writing import STOPS
from commitments.notices.models import Mail, MailChoice, Notice, ReminderPlan
from commitments.receipts.services import make_receipt, print_one
from commitments.removal.models import Removal
from commitments.respondents.models import Respondent
from commitments.review import services
from commitments.review.kinds import FindingKind
from commitments.review.models import ClarificationRequest
from commitments.submissions.models import DeadlineExtension, ReportingCycle, Submission
from commitments.workbooks.models import ReturnedWorkbook
from tests.factories import entries, papers
from tests.factories import evidence as evidence_factory
from tests.factories import submissions as make
from tests.factories.access import actor, person
from tests.factories.jobs import job
from tests.files.samples import DOCX

OWN, OTHER = "THA", "KEN"
FURTHER = ("OP3", "D3", "D4")
"""Paragraphs that routes of the table name beside the scene's own."""
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
    """A sent reply, a draft in another cycle, what the secretariat noted and asked of it, an action, a file, a link, a figure, a step, an upload, a finished job: all THA's."""
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
    entries.source_of(sent)
    make_receipt(sent, now=make.NOON)
    print_one(now=make.NOON)
    question = a_question(sent)
    draft = make.ready(OWN, of=make.cycle(on=instrument, at=make.NOON + timedelta(days=1)))
    make.answer(draft, on=instrument.obligations.get(reference="OP3"))
    step = Milestone.objects.create(action=action, title="A step")
    owner = people["focal_point.own"]
    assert owner is not None
    Download.objects.create(
        kind="evidence", subject_public_id=piece.public_id, respondent=action.respondent, taken_by=owner,
        role="focal_point", taken_at=make.NOON,
    )  # fmt: skip
    EvidenceOfAction.objects.create(evidence=read, action=action, respondent=action.respondent)
    further = instrument.obligations.filter(reference__in=FURTHER)
    offered = _given(people, (draft.cycle, past), obligation, *further)
    answer = sent.reports.get()
    removal = Removal.objects.create(
        respondent=action.respondent, kind="answer", record_id=answer.pk, record_public_id=answer.public_id,
        fields=["narrative"], ground="duty", reason="So it is", asked_by=owner, asked_for="state", asked_at=make.NOON,
    )  # fmt: skip
    PageRead.objects.create(
        page="dashboards:state", cycle=past, respondent=action.respondent, obligation_ids=[obligation.pk], read_by=owner,
        role="officer", read_at=make.NOON, digest="0" * 32,
    )  # fmt: skip
    mail = a_failed_mail(owner, sent)
    paper = papers.sent(OWN, obligation)
    pairing = papers.paired(OWN, obligation)
    outcome = papers.of_the_secretariat(obligation)
    PairingOutcome.objects.create(
        pairing=pairing, cycle=past, respondent=pairing.respondent, outcome="received", created_at=make.NOON
    )
    return Scene(people, {
        "question": question.public_id, "sent_answer": answer.public_id, "removal": removal.public_id,
        "notice": mail.notice.public_id, "mail": mail.public_id, "stop": STOPS.sign(str(mail.public_id)),
        "paper": paper.public_id, "request": pairing.asked_for.public_id, "pairing": pairing.public_id,
        "outcome": outcome.public_id,
        "instrument": instrument.slug, "reference": obligation.reference, "cycle": draft.cycle.slug, "code": OWN,
        "past": past.slug, "action": action.public_id, "evidence": piece.public_id, "read": read.public_id, "figure": figure.public_id,
        "step": step.public_id, "upload": _upload(owner), "job": _job(owner), "printed": _printed(draft, owner), "submission": sent.public_id,
        "returned": _returned(draft, owner),
        "obligation": obligation.pk, "version": _version(draft), "offered": offered.public_id,
        "signature": signature_of(offered.assignment.public_id), "given": offered.assignment.public_id,
    })  # fmt: skip


def _given(
    people: dict[str, User | None], cycles: tuple[ReportingCycle, ...], obligation: Obligation, *further: Obligation
) -> OfferedText:
    """Each contributor's own paragraphs in both cycles; one by a link, which was opened, and a text came back."""
    contributor, stranger, giver = (people[who] for who in ("contributor.own", "contributor.other", "focal_point.own"))
    assert contributor
    assert stranger
    assert giver
    for one in cycles:
        make.given(contributor, obligation, *further, of=one)
        make.given(stranger, obligation, *further, of=one, code=OTHER)
    by_link = Assignment.objects.create(
        respondent=Respondent.objects.get(code=OWN), cycle=cycles[0], obligation=obligation, ministry="Ministry of Health",
        name="Somebody", email="somebody@example.org", given_at=make.NOON, given_by=giver,
        expires_at=timezone.now() + timedelta(days=30),
    )  # fmt: skip
    LinkOpening.objects.create(assignment=by_link, respondent=by_link.respondent, opened_at=make.NOON)
    return OfferedText.objects.create(
        assignment=by_link, respondent=by_link.respondent, sender="Somebody, adviser", offered_at=make.NOON,
        content={"status": "under_way", "narrative": "As sent by the link", "language": "en"},
    )  # fmt: skip


def a_call(cycle: ReportingCycle) -> None:
    """The cycle's call as a document that was made, and the register's entry that it went to the first one asked."""
    kept = BlobStore().put(io.BytesIO(DOCX), folder=f"calls/{cycle.slug}", limit=len(DOCX), name="call.docx")
    CallDocument.objects.create(
        cycle=cycle, language="en", form="docx", asked_at=make.NOON, made_at=make.NOON, sha256=kept.sha256,
        size=kept.size, path=kept.path,
    )  # fmt: skip
    own = Respondent.objects.get(code=OWN)
    CallDispatch.objects.create(cycle=cycle, respondent=own, sent_on=make.NOON.date(), way="hand", created_at=make.NOON)
    DeadlineExtension.objects.create(
        cycle=cycle, respondent=own, until_on=cycle.hard_deadline_on + timedelta(days=1), reason="Elections",
        created_at=make.NOON,
    )  # fmt: skip


def a_question(sent: Submission) -> ClarificationRequest:
    """The secretariat began to read, noted something, proposed to close, and then asked."""
    officer = actor("officer")
    with acting(officer):
        services.begin_reading(sent, by=officer, now=make.NOON)
        services.note(sent.reports.get(), kind=FindingKind.IN_PART, words="", expected=0, by=officer, now=make.NOON)
        services.propose(sent, reason="", by=officer, now=make.NOON)
        new = services.NewQuestion(
            obligation_ids=[sent.reports.get().obligation_id], question="Since when?", due_on=make.NOON.date()
        )
        return services.ask(sent, new, by=officer, now=make.NOON)


def a_failed_mail(to: User, whole: Submission) -> Mail:
    """A notice that the submission was received, and its mail, which was given up; a choice, a plan."""
    event = Event.objects.get(subject_id=whole.pk, name="submission_received")
    notice = Notice.objects.create(
        recipient=to, event=event, says="received", kind="reply", opens="/desk/", happened_at=make.NOON,
        made_at=make.NOON, words={"state": "Thailand", "cycle": whole.cycle.name, "version": "1"},
    )  # fmt: skip
    MailChoice.objects.create(user=to, kind="arrivals", pace="none", changed_at=make.NOON)
    ReminderPlan.objects.create(cycle=whole.cycle, days=[-7])
    return Mail.objects.create(
        recipient=to, notice=notice, made_at=make.NOON, due_at=make.NOON, state="failed", reason="refused"
    )


def _version(draft: Submission) -> int:
    report = draft.reports.first()
    return report.version if report else 0


def _upload(owner: User) -> UUID:
    now = timezone.now()
    return Upload.objects.create(
        owner=owner, folder=f"evidence/{OWN}", name="a.pdf", size=10, created_at=now, expires_at=now + timedelta(days=1)
    ).public_id


def _returned(draft: Submission, owner: User) -> UUID:
    return ReturnedWorkbook.objects.create(
        respondent=draft.respondent, cycle=draft.cycle, file_name="a.xlsx", language="en", made_at=make.NOON, changes=[],
        faults=[], created_at=make.NOON, created_by=owner,
    ).public_id  # fmt: skip


def _job(owner: User) -> UUID:
    waiting: Job = job(owner=owner, kind="records", parameters={"format": "csv", "dataset": "answers"})
    return waiting.public_id


def _printed(draft: Submission, owner: User) -> UUID:
    waiting: Job = job(owner=owner, kind="national_report", parameters={
        "format": "pdf", "version": 1, "place": as_place(draft.respondent, draft.cycle),
    })  # fmt: skip
    return waiting.public_id


def actors(made: Scene) -> dict[str, Any]:
    """The actors behind the people, for reads without a request."""
    today = timezone.now().date()
    return {name: actor_for(user, today=today) for name, user in made.people.items() if user}
