"""The records of the demonstration, made by the same verbs that people use, each State as its own focal point."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random

from commitments.access.acting import acting
from commitments.access.actor import Actor
from commitments.access.models import User, actor_for
from commitments.access.roles import FocalPoint
from commitments.demonstration import plan
from commitments.demonstration.accounts import address
from commitments.demonstration.plan import Reply
from commitments.evidence.rules import EvidenceContent
from commitments.evidence.services import attach_to_action, record_link
from commitments.evidence.services.recording import Request
from commitments.implementation.content import ActionContent, FigureContent
from commitments.implementation.models import ImplementationAction
from commitments.implementation.services import record_action, record_figures
from commitments.instruments.models import Obligation
from commitments.respondents.models import Respondent
from commitments.submissions import services
from commitments.submissions.models import ReportingCycle, Submission

Told = Callable[[str], None]


@dataclass(frozen=True)
class Writer:
    """Who writes what for whom in which cycle, at what time, with which dice."""

    cycle: ReportingCycle
    state: Respondent
    actor: Actor
    reply: Reply
    random: Random
    now: datetime


def fill(cycle: ReportingCycle, replies: Sequence[Reply], *, told: Told) -> None:
    """Let each State of the plan write, and send where the plan says so."""
    states = {state.code: state for state in Respondent.objects.filter(code__in=[r.code for r in replies])}
    obligations = list(
        Obligation.objects.asked_of_states().filter(instrument__in=cycle.instruments.all()).in_text_order()
    )
    for number, reply in enumerate(replies, start=1):
        writer = _writer(cycle, states[reply.code], reply)
        with acting(writer.actor):
            write_reply(writer, obligations)
        if number % 10 == 0 or number == len(replies):
            told(f"{cycle.name}: {number} of {len(replies)} States")


def _writer(cycle: ReportingCycle, state: Respondent, reply: Reply) -> Writer:
    user = User.objects.get(email=address(FocalPoint, state.code))
    moment = cycle.deadline_at - timedelta(days=reply.days_before_deadline, hours=2)
    actor = actor_for(user, today=moment.date())
    return Writer(cycle, state, actor, reply, Random(f"{plan.SEED}-{cycle.slug}-{state.code}"), moment)


def write_reply(writer: Writer, obligations: Sequence[Obligation]) -> None:
    """Actions, figures, evidence, answers, cover; then the submission, if the plan says that it was sent."""
    whole = services.start_submission(writer.cycle, writer.state, by=writer.actor, now=writer.now)
    chosen = sorted(writer.random.sample(range(len(obligations)), min(writer.reply.answers, len(obligations))))
    answered = [obligations[place] for place in chosen]
    for obligation in answered:
        write_answer(writer, whole, obligation)
    if answered:
        write_actions(writer, answered)
    services.save_cover(whole, values=_cover(writer), expected=whole.version, by=writer.actor)
    send(writer, whole)


def send(writer: Writer, whole: Submission) -> None:
    """Send the reply, or leave it a draft."""
    whole.refresh_from_db()
    if writer.reply.is_nil:
        services.submit_nil(whole, by=writer.actor, now=writer.now)
    elif writer.reply.is_sent:
        services.submit(whole, by=writer.actor, now=writer.now)


def write_answer(writer: Writer, whole: Submission, obligation: Obligation) -> None:
    """One answer, and who may read it."""
    values = plan.answer_values(
        writer.random, obligation.reference, answers_as=obligation.answers_as, today=writer.now.date()
    )
    carried = whole.reports.filter(obligation=obligation).first()
    saved = services.save_answer(
        whole, obligation, values=values, expected=carried.version if carried else 0, by=writer.actor, now=writer.now
    )
    if saved.report:
        services.set_audience([saved.report], plan.audience(writer.random), by=writer.actor, now=writer.now)


def write_actions(writer: Writer, answered: Sequence[Obligation]) -> None:
    """A handful of actions, each with a link as evidence, and a table of figures."""
    for number in range(writer.random.randint(1, 5)):
        kind, title = writer.random.choice(plan.TITLES)
        serves = writer.random.sample(list(answered), min(len(answered), writer.random.randint(1, 3)))
        action = record_action(
            writer.state, by=writer.actor, now=writer.now, obligations=serves,
            audience=plan.audience(writer.random),
            content=_action_content(writer, kind, f"{title} {number + 1} of {writer.cycle.slug}", serves),
        )  # fmt: skip
        if writer.random.random() < plan.HAS_EVIDENCE:
            write_evidence(writer, action)
    obligation = writer.random.choice(list(answered))
    record_figures(
        writer.state, obligation, by=writer.actor, now=writer.now, rows=_figures(writer, obligation.reference)
    )


def write_evidence(writer: Writer, action: ImplementationAction) -> None:
    """A link that shows the action; example.org holds nothing and never will."""
    content = EvidenceContent(
        kind="report", title=f"Demonstration document on {action.title}",
        url=f"https://example.org/demonstration/{action.public_id}", dated_on=writer.now.date(),
    )  # fmt: skip
    request = Request(respondent=writer.state, by=writer.actor, now=writer.now, audience=plan.audience(writer.random))
    attach_to_action(record_link(request, content=content), action=action, by=writer.actor, now=writer.now)


def _action_content(writer: Writer, kind: str, title: str, serves: Sequence[Obligation]) -> ActionContent:
    started = writer.now.date() - timedelta(days=writer.random.randint(200, 900))
    references = ", ".join(obligation.reference for obligation in serves)
    return ActionContent(
        kind=kind, title=title, started_on=started, lead_body="Demonstration ministry",
        description=f"Demonstration text for an action that serves {references}.",
        law_title=title if kind == "law" else "", adopted_on=started + timedelta(days=90) if kind == "law" else None,
    )  # fmt: skip


def _figures(writer: Writer, reference: str) -> list[FigureContent]:
    last = writer.now.year - 1
    return [
        FigureContent(
            label=f"Demonstration count for {reference} ({writer.cycle.slug})",
            value=Decimal(writer.random.randint(10, 900)),
            unit="cases",
            year=year,
            source="Demonstration source",
        )
        for year in range(last - 2, last + 1)
    ]


def _cover(writer: Writer) -> dict[str, object]:
    sent_on: date = writer.now.date()
    return {
        "submitting_authority": "Demonstration ministry of justice",
        "contact_name": "Demonstration contact",
        "contact_email": address(FocalPoint, writer.state.code),
        "transmitting_note": f"Demonstration note {writer.state.code}/{writer.cycle.slug}",
        "transmitting_note_on": sent_on,
        "use_in_report": plan.use(writer.random).value if writer.reply.is_sent else "",
    }
