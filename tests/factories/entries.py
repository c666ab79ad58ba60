"""Replies that an officer enters for their State, for tests."""

import io
from datetime import date
from typing import Any

from commitments.access.acting import acting
from commitments.access.actor import Actor
from commitments.access.models import User, actor_for
from commitments.files.store import BlobStore
from commitments.on_behalf.services import SourceFile, open_entry
from commitments.respondents.models import Respondent
from commitments.submissions import services
from commitments.submissions.models import ReportingCycle, SourceDocument, Submission
from tests.factories import access
from tests.factories import submissions as make
from tests.factories.evidence import pdf

TODAY = make.NOON.date()
COVER = {"transmitting_note": "NV 5/2026", "submitting_authority": "Ministry of Justice", "use_in_report": "named"}


def came(on: date = TODAY, **fields: Any) -> services.Came:
    """How it came."""
    return services.Came(**{"entered_from": "letter of 12 pages", "received_on": on, "cover": COVER, **fields})


def officer() -> User:
    """Somebody who enters replies."""
    return access.person("officer")


def now_of(person: User) -> Actor:
    """What he may do at this moment: an entry gives, and takes, with the day."""
    return actor_for(User.objects.get(pk=person.pk), today=make.NOON.date())


def entry(
    by: User, code: str = "THA", *, of: ReportingCycle | None = None, words: str = "", **fields: Any
) -> Submission:
    """An entry this officer has opened, as himself."""
    actor, cycle = now_of(by), of or make.cycle()
    with acting(actor):
        return open_entry(
            cycle, Respondent.objects.get(code=code), came(**fields),
            source=SourceFile(io.BytesIO(pdf(words)), "reply.pdf"), by=actor, now=make.NOON,
        )  # fmt: skip


def typed(by: User, whole: Submission) -> None:
    """He types one answer and lays the entry before a second officer."""
    actor = now_of(by)
    with acting(actor):
        make.answer(whole, by=actor)
        services.send_to_clearance(whole, by=actor, now=make.NOON)


def receive(by: User, whole: Submission) -> Submission:
    """This officer has it received."""
    actor = now_of(by)
    with acting(actor):
        return services.receive_entry(whole, is_nil=False, as_read="", by=actor, now=make.NOON)


def source_of(whole: Submission) -> SourceDocument:
    """The document that a reply was entered from, beside any reply."""
    code = whole.respondent.code
    kept = BlobStore().put(io.BytesIO(pdf()), folder=f"sources/{code}", limit=10_000, name="reply.pdf")
    return SourceDocument.objects.create(
        submission=whole,
        respondent=whole.respondent,
        file_name=kept.name,
        sha256=kept.sha256,
        size=kept.size,
        content_type=kept.content_type,
        path=kept.path,
        created_at=make.NOON,
    )
