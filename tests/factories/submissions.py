"""Cycles, submissions and answers, for tests; the instrument is small and made here."""

from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

from commitments.access.actor import Actor, program
from commitments.access.audience import UseInReport
from commitments.access.models import User, actor_for
from commitments.contributions.models import Assignment
from commitments.evidence.models import Evidence
from commitments.implementation.models import ActionObligation, ImplementationAction, ReportedFigure
from commitments.instruments.models import (
    Instrument,
    InstrumentWording,
    Obligation,
    ObligationWording,
    Paragraph,
    ParagraphWording,
)
from commitments.respondents.models import Respondent
from commitments.submissions import services
from commitments.submissions.models import ObligationReport, ReportingCycle, Submission
from commitments.submissions.status import Status
from tests.factories import access

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
NUMBER = count(1)
OPENER = program("tests")


def instrument(asked: int = 4, optional: int = 1, unasked: int = 1) -> Instrument:
    """A small instrument whose operative paragraphs are asked of States, optional, or not asked."""
    n = next(NUMBER)
    made = Instrument.objects.create(
        symbol=f"TST/{n}", slug=f"TST-{n}", body="Test assembly", adopted_on=date(2005, 12, 16)
    )
    InstrumentWording.objects.create(instrument=made, title=f"Test resolution {n}")
    kinds = ["yes"] * asked + ["optional"] * optional + ["no"] * unasked
    for number, reportable in enumerate(kinds, start=1):
        obligation(made, number, reportable)
    return made


def obligation(made: Instrument, number: int, reportable: str = "yes", **fields: Any) -> Obligation:
    """One numbered paragraph of the declaration and what it asks."""
    paragraph = Paragraph.objects.create(
        instrument=made, part="declaration", number=number, position=number, reference=f"D{number}"
    )
    ParagraphWording.objects.create(paragraph=paragraph, text=f"We undertake matter {number}, as appropriate;")
    asked = Obligation.objects.create(
        instrument=made, paragraph=paragraph, reference=f"D{number}", number=number, type="commitment",
        reportable=reportable, tracked_by="state", **fields,
    )  # fmt: skip
    ObligationWording.objects.create(obligation=asked, label=f"Matter {number}")
    return asked


def cycle(*states: str, on: Instrument | None = None, at: datetime = NOON, **fields: Any) -> ReportingCycle:
    """An open cycle that asks `states` (Thailand and Kenya unless named) about a small instrument."""
    n = next(NUMBER)
    new = services.NewCycle(**{
        "name": f"Cycle {n}", "slug": f"cycle-{n}",
        "soft_deadline_on": at.date() + timedelta(days=30), "hard_deadline_on": at.date() + timedelta(days=60),
        **fields,
    })  # fmt: skip
    asked = list(Respondent.objects.filter(code__in=states or ("THA", "KEN")))
    return services.open_cycle(new, instruments=[on or instrument()], asked=asked, by=OPENER, now=at)


def obligations(of: ReportingCycle) -> list[Obligation]:
    """What the cycle asks of States, in the order of the text."""
    return list(Obligation.objects.asked_of_states().filter(instrument__in=of.instruments.all()).in_text_order())


def focal_point(code: str = "THA") -> Actor:
    """Somebody who may do everything for the State."""
    return access.actor("focal_point", code)


def submission(
    code: str = "THA", *, of: ReportingCycle | None = None, by: Actor | None = None, at: datetime = NOON
) -> Submission:
    """A draft, just begun."""
    return services.start_submission(
        of or cycle(), Respondent.objects.get(code=code), by=by or focal_point(code), now=at
    )


def answer(
    whole: Submission, on: Obligation | int = 0, *, by: Actor | None = None, at: datetime = NOON, **values: Any
) -> ObligationReport:
    """An answer saved in the draft; `on` is an obligation or its place among those asked."""
    asked = obligations(whole.cycle)[on] if isinstance(on, int) else on
    stored = whole.reports.filter(obligation=asked).first()
    values = {"status": Status.UNDER_WAY, "narrative": f"Text on {asked.reference}", **values}
    saved = services.save_answer(
        whole, asked, values=values, expected=stored.version if stored else 0,
        by=by or focal_point(whole.respondent.code), now=at,
    )  # fmt: skip
    assert saved.report is not None
    return saved.report


def ready(code: str = "THA", *, of: ReportingCycle | None = None, **values: Any) -> Submission:
    """A draft that can be sent: one paragraph answered, the use in the report chosen."""
    whole = submission(code, of=of)
    answer(whole, **values)
    Submission.objects.filter(pk=whole.pk).update(use_in_report=UseInReport.NAMED)
    whole.refresh_from_db()
    return whole


def sent(code: str = "THA", *, of: ReportingCycle | None = None, at: datetime = NOON, **values: Any) -> Submission:
    """A submission the secretariat has received."""
    whole = ready(code, of=of, **values)
    return services.submit(whole, by=focal_point(code), now=at)


def action(code: str, *serves: Obligation, **fields: Any) -> ImplementationAction:
    """An implementation action of the State that serves these obligations."""
    state = Respondent.objects.get(code=code)
    made = ImplementationAction.objects.create(
        respondent=state, created_at=NOON, **{"kind": "law", "title": "Act on matters", **fields}
    )
    for one in serves:
        ActionObligation.objects.create(action=made, obligation=one, respondent=state)
    return made


def evidence(code: str = "THA", **fields: Any) -> Evidence:
    """A link of the State."""
    return Evidence.objects.create(
        respondent=Respondent.objects.get(code=code), created_at=NOON,
        **{"title": "Official gazette", "url": "https://example.org/gazette", **fields},
    )  # fmt: skip


def figure(code: str, on: Obligation, **fields: Any) -> ReportedFigure:
    """A number the State gives."""
    return ReportedFigure.objects.create(
        respondent=Respondent.objects.get(code=code), obligation=on, created_at=NOON,
        **{"label": "Cases", "value": 12, "unit": "cases", "year": 2025, **fields},
    )  # fmt: skip


def given(to: User, *on: Obligation, of: ReportingCycle, code: str = "THA", **fields: Any) -> list[Assignment]:
    """These paragraphs of the cycle given to the person, who is a contributor of the State."""
    held = to.designations.get(role="contributor", respondent__code=code)
    fields = {"ministry": "Ministry of Justice", "name": to.name, "given_at": NOON, **fields}
    giver = access.person("focal_point", code)
    return [
        Assignment.objects.create(
            respondent=held.respondent, cycle=of, obligation=one, designation=held, given_by=giver, **fields
        )
        for one in on
    ]


def contributor(*on: Obligation, of: ReportingCycle | None = None, code: str = "THA") -> Actor:
    """Somebody of the State to whom these paragraphs of the cycle were given; of a new one unless it is named."""
    person = access.person("contributor", code)
    given(person, *on, of=of or cycle(on=on[0].instrument), code=code)
    return actor_for(person, today=date(2026, 1, 1))
