"""A sent reply with a name in every place that can hold one, those who ask and decide, and a look for what is left."""

import io
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import connections
from django.utils import timezone

from commitments.access.acting import acting
from commitments.access.actor import Actor
from commitments.evidence.models import Evidence, LinkCheck
from commitments.evidence.rules import EvidenceContent
from commitments.evidence.services import record_file
from commitments.implementation.models import ImplementationAction, Milestone
from commitments.removal.models import Removal
from commitments.removal.places import PLACES, Kind
from commitments.removal.services import Wish, ask, confirm
from commitments.respondents.models import Respondent
from commitments.submissions.models import EvidenceOfReport, ObligationReport, Submission
from tests.factories import access
from tests.factories import evidence as make_evidence
from tests.factories import submissions as make

CANARY = "Xanthippe Quagmire"
FILE_CANARY = "Ypsilanti Zebulon"
REASON = "The witness is in danger"


@dataclass
class Sent:
    """A reply that was sent, with all that it cites, each naming the same person."""

    whole: Submission
    report: ObligationReport
    action: ImplementationAction
    link: Evidence
    file: Evidence

    def of(self, kind: str) -> Any:
        """The record of this kind; of evidence the file."""
        return {Kind.ANSWER: self.report, Kind.ACTION: self.action, Kind.EVIDENCE: self.file}[Kind(kind)]


def sent_reply() -> Sent:
    """Thailand's reply: the name stands in the answer, the action and its step, a link and a file; two versions of each."""
    past = make.cycle()
    asked = make.obligations(past)[0]
    action = make.action("THA", asked, title="An act", description=f"Heard {CANARY}", partner=CANARY)
    Milestone.objects.create(action=action, title=f"Hearing of {CANARY}")
    whole = make.submission(of=past)
    make.answer(whole, narrative=f"{CANARY} testified, first version", constraints_text=f"{CANARY} is afraid")
    report = make.answer(whole, narrative=f"{CANARY} testified", constraints_text=f"{CANARY} is afraid")
    link = make_evidence.link(
        title=f"Statement of {CANARY}", url=f"https://www.example.org/{CANARY.split(maxsplit=1)[0]}"
    )
    address = f"{link.url}/copy"
    Evidence.objects.filter(pk=link.pk).update(archived_url=address)
    LinkCheck.objects.create(evidence=link, url=link.url, outcome="opened", checked_at=make.NOON, copy_url=address)
    file = record_file(
        make_evidence.request_of(), content=EvidenceContent(title=f"Photograph of {CANARY}"),
        stream=io.BytesIO(make_evidence.pdf(FILE_CANARY)), name=f"{CANARY}.pdf",
    )  # fmt: skip
    for piece in (link, file):
        EvidenceOfReport.objects.create(report=report, evidence=piece, respondent=report.respondent)
    Submission.objects.filter(pk=whole.pk).update(use_in_report="named")
    whole.refresh_from_db()
    from commitments.submissions import services

    whole = services.submit(whole, by=make.focal_point(), now=make.NOON)
    report.refresh_from_db()
    return Sent(whole, report, action, link, file)


def focal_point(code: str = "THA") -> Actor:
    return access.actor("focal_point", code)


def officer() -> Actor:
    return access.actor("officer")


def asked(record: Any, kind: str, *fields: str, by: Actor | None = None, **said: Any) -> Removal:
    """A request for all that this kind of record can lose, or for these fields."""
    wish = Wish(
        kind=kind, record_id=record.pk, respondent_id=owner_of(record), fields=fields or PLACES[kind].names,
        **{"ground": "protection", "reason": REASON, **said},
    )  # fmt: skip
    by = by or focal_point(Respondent.objects.get(pk=owner_of(record)).code)
    with acting(by):
        return ask(wish, by=by, now=timezone.now() - timedelta(minutes=1))


def owner_of(record: Any) -> int:
    """The respondent of the record; of what a body decided the secretariat."""
    own: int | None = getattr(record, "respondent_id", None)
    return own or Respondent.objects.get(kind="secretariat").pk


def confirmed(removal: Removal, *, by: Actor | None = None) -> Removal:
    """The same once a second person, an officer unless named, has confirmed it."""
    by = by or officer()
    with acting(by):
        confirm(removal, by=by, now=timezone.now())
    return removal


def all_removed(sent: Sent) -> list[Removal]:
    """Everything in which the name stands, removed."""
    found = [
        (sent.report, Kind.ANSWER),
        (sent.action, Kind.ACTION),
        (sent.link, Kind.EVIDENCE),
        (sent.file, Kind.EVIDENCE),
    ]
    return [confirmed(asked(record, kind)) for record, kind in found]


def places_of(words: str) -> list[str]:
    """Every table of the database in which the words stand in some column of some row."""
    with connections["maintenance"].cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')"
        )
        tables = [name for (name,) in cursor.fetchall()]
        return sorted(table for table in tables if _holds(cursor, table, words))


def _holds(cursor: Any, table: str, words: str) -> bool:
    if table == "django_session":
        return False
    cursor.execute(f'SELECT EXISTS (SELECT FROM "{table}" t WHERE t::text ILIKE %s)', [f"%{words}%"])
    return bool(cursor.fetchall()[0][0])
