"""What a successor finds: open items, deadlines, drafts, people, and how the reply came to where it is."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from commitments.access.actor import Actor
from commitments.contributions.models import Assignment
from commitments.hand_over.first_hour import Seen, Told, first_hour
from commitments.hand_over.people import Appointment, appointments_for, people_among
from commitments.implementation.models import Milestone
from commitments.review.models import ClarificationRequest
from commitments.submissions.models import StageMove, Submission
from commitments.submissions.queries import Desk, Place, Row, desk_of
from commitments.submissions.queries.desk import answers_at
from commitments.submissions.queries.review import Mend, mends_at
from commitments.submissions.status import Completeness
from commitments.web.together import together

MOST_MOVES, MOST_STEPS = 12, 40


@dataclass(frozen=True)
class Line:
    """One thing to know, and where it stands."""

    words: str
    url: str = ""


@dataclass(frozen=True)
class Section:
    """Lines of one kind; `empty` is what is said where there are none."""

    title: str
    empty: str
    lines: list[Line] = field(default_factory=list)


@dataclass(frozen=True)
class Pack:
    """The whole pack, for the page and for the PDF."""

    place: Place
    sections: list[Section]
    first_hour: list[Told]


def pack_of(place: Place, *, language: str, today: date) -> Pack:
    """All of it, as far as this person sees it, in two queries."""
    versions, moves, steps, questions, given, designations, answers = together(
        _versions(place), _moves(place), _steps(place), _questions(place), _given(place),
        appointments_for(place.respondent), answers_at(place).select_related("obligation__paragraph"),
    )  # fmt: skip
    desk = desk_of(place, language=language, answers=answers if place.submission else None)
    people = people_among(designations, today=today)
    sections = [
        Section(_("Where the reply is"), _("Nothing was begun yet."), list(_where(place, versions))),
        Section(_("Deadlines"), "", list(_deadlines(place))),
        Section(_("What keeps it from being sent"), _("Nothing."), [_problem(one) for one in mends_at(desk)]),
        Section(_("Questions of the secretariat that wait"), _("None."), list(_asked(desk, questions))),
        *_open_items(desk),
        Section(_("Paragraphs given to ministries"), _("None."), list(_given_lines(desk, given))),
        Section(_("Steps of actions that are planned"), _("None is planned."), [_step(one) for one in steps]),
        Section(_("People"), _("Nobody acts for the State."), [_person(one) for one in people.active]),
        Section(_("Who acted before, or will"), _("Nobody."), [_person(one) for one in people.others]),
        Section(_("How it came here"), _("It has not moved yet."), [_move(one) for one in moves]),
    ]
    return Pack(place, sections, first_hour(Seen(desk, people)))


def _versions(place: Place) -> QuerySet[Submission]:
    own: QuerySet[Submission] = Submission.objects.visible_to(place.actor)
    return own.filter(respondent=place.respondent, cycle=place.cycle).order_by("-number")


def _moves(place: Place) -> QuerySet[StageMove]:
    of_it = StageMove.objects.filter(submission__in=_versions(place).order_by().values("pk"))
    return of_it.select_related("moved_by", "submission").order_by("-moved_at", "-pk")[:MOST_MOVES]


def _steps(place: Place) -> QuerySet[Milestone]:
    actor: Actor = place.actor
    ahead: QuerySet[Milestone] = Milestone.objects.visible_to(actor).filter(
        action__respondent=place.respondent, withdrawn_at__isnull=True, action__withdrawn_at__isnull=True,
        reached_on__isnull=True,
    )  # fmt: skip
    return ahead.select_related("action").order_by("due_on", "pk")[:MOST_STEPS]


def _questions(place: Place) -> QuerySet[ClarificationRequest]:
    visible = ClarificationRequest.objects.visible_to(place.actor).open()
    return visible.of_reply(place.cycle.pk, place.respondent.pk)


def _given(place: Place) -> QuerySet[Assignment]:
    standing = Assignment.objects.visible_to(place.actor).standing()
    here = standing.filter(respondent=place.respondent, cycle=place.cycle)
    return here.order_by("ministry", "obligation", "pk")


def _where(place: Place, versions: list[Submission]) -> Iterator[Line]:
    for version in versions:
        stage = _("Version %(number)s: %(stage)s") % {
            "number": version.number, "stage": version.get_stage_display(),
        }  # fmt: skip
        yield Line(stage, _address(version) if version.submitted_at else place.urls["review"])


def _address(version: Submission) -> str:
    return reverse("submissions:submission", args=[version.public_id])


def _deadlines(place: Place) -> Iterator[Line]:
    cycle = place.cycle
    dates = (
        (_("Replies are kindly requested by %(day)s"), cycle.soft_deadline_on),
        (_("Replies after %(day)s are marked late"), cycle.hard_deadline_on),
        (_("The State has more time: what it sends by %(day)s is not late"), place.extended_until),
        (_("The report takes what was received by %(day)s"), cycle.report_cut_off_on),
    )
    yield from (Line(f"{words % {'day': date_format(day)}} ({cycle.time_zone})") for words, day in dates if day)


def _open_items(desk: Desk) -> Iterator[Section]:
    kinds: dict[str, Any] = {
        _("Drafts that are begun"): Completeness.DRAFT,
        _("Carried over, waiting to be confirmed"): Completeness.CARRIED_OVER,
        _("Not answered"): Completeness.NOT_ANSWERED,
    }
    for title, stands in kinds.items():
        yield Section(title, _("None."), [_item(row) for row in desk.rows if row.completeness == stands])


def _asked(desk: Desk, questions: list[ClarificationRequest]) -> Iterator[Line]:
    place = desk.place
    page = reverse("review:questions", args=[place.respondent.code, place.cycle.slug])
    for one in questions:
        on = [row.obligation.reference for row in desk.rows if row.obligation.pk in one.obligation_ids]
        words = _("Question %(number)s on %(references)s, please answer by %(day)s: %(question)s") % {
            "number": one.number, "references": ", ".join(on), "day": date_format(one.due_on),
            "question": one.question,
        }  # fmt: skip
        yield Line(words, f"{page}#question-{one.number}")


def _given_lines(desk: Desk, given: list[Assignment]) -> Iterator[Line]:
    rows = {row.obligation.pk: row for row in desk.rows}
    for one in given:
        if (row := rows.get(one.obligation_id)) is None:
            continue
        words = f"{_item(row).words}: {one.ministry}, {one.name}"
        if one.due_on:
            words += ", " + _("due on %(day)s") % {"day": date_format(one.due_on)}
        yield Line(words, row.url)


def _item(row: Row) -> Line:
    return Line(f"{row.obligation.reference} {row.obligation.label}", row.url)


def _problem(mend: Mend) -> Line:
    return Line(mend.words, mend.url)


def _step(step: Milestone) -> Line:
    due = f"{date_format(step.due_on)}: " if step.due_on else ""
    return Line(f"{due}{step.title} ({step.action.title})", step.action.get_absolute_url())


def _person(one: Appointment) -> Line:
    held = one.designation
    words = _("%(name)s, %(role)s, since %(day)s") % {
        "name": one.name, "role": one.role, "day": date_format(held.from_on),
    }  # fmt: skip
    if held.until_on:
        words += " " + _("until %(day)s") % {"day": date_format(held.until_on)}
    return Line(f"{words} ({held.note_verbale})" if held.note_verbale else words)


def _move(move: StageMove) -> Line:
    words = _("%(day)s: version %(number)s, %(before)s → %(after)s, %(who)s") % {
        "day": date_format(move.moved_at), "number": move.submission.number,
        "before": move.get_from_stage_display(), "after": move.get_to_stage_display(),
        "who": move.moved_by or _("somebody"),
    }  # fmt: skip
    return Line(f"{words}: {move.reason}" if move.reason else words)
