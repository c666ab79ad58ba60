"""What a call says: the note verbale, how to fill the questionnaire, and each commitment with its text and boxes."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import Prefetch
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from commitments.instruments.models import Instrument, Obligation, Paragraph
from commitments.instruments.vocabulary import Reportable
from commitments.submissions.models import ReportingCycle
from commitments.submissions.status import CHOOSABLE, DESCRIPTIONS, GUIDANCE_WORDS, Constraint


@dataclass(frozen=True)
class Question:
    """One commitment as the questionnaire asks about it."""

    heading: str
    text: str
    language: str
    is_optional: bool


@dataclass(frozen=True)
class Call:
    """All words of the document, in one language."""

    language: str
    title: str
    masthead: list[tuple[str, str]]
    letter: list[str]
    cover: list[str]
    guidance: list[str]
    statuses: list[tuple[str, str]]
    constraints: list[str]
    rooms: list[tuple[str, int]]
    questions: list[Question]
    words: dict[str, str] = field(default_factory=dict)


def call_of(cycle: ReportingCycle, *, language: str, day: date) -> Call:
    """The call in a language; the caller has that language active, for what is no text of the United Nations."""
    instruments = list(Instrument.objects.filter(cycles=cycle).with_labels(language).order_by("-is_founding", "pk"))
    questions = _questions(instruments, language)
    return Call(
        language=language,
        title=_("Call for information: %(name)s") % {"name": cycle.name},
        masthead=_masthead(cycle, language, day),
        letter=_letter(cycle, instruments),
        cover=_cover(),
        guidance=[*_guidance(), *_said_of_the_original(questions, language)],
        statuses=[(str(status.label), str(DESCRIPTIONS[status])) for status in CHOOSABLE],
        constraints=[str(each.label) for each in Constraint],
        rooms=_rooms(),
        questions=questions,
        words={
            "questionnaire": _("Questionnaire"), "reply": _("The reply"), "how": _("How to fill it"),
            "status": _("Status: tick one"), "obstacles": _("What stands in the way: tick what applies"),
            "optional": _("An answer is welcome and not expected."), "organization": _("United Nations"),
        },
    )  # fmt: skip


def _masthead(cycle: ReportingCycle, language: str, day: date) -> list[tuple[str, str]]:
    """Fields to be filled by hand or by the program; no emblem and no symbol of its own making."""
    return [
        (_("Reference"), cycle.note_verbale or _("[to be assigned]")),
        (_("Date"), date_format(day)),
        (_("Original"), str(dict(settings.LANGUAGES).get(language, language))),
        (_("To"), _("The Permanent Mission of ") + "_" * 30),
    ]


def _letter(cycle: ReportingCycle, instruments: list[Instrument]) -> list[str]:
    texts = "; ".join(f"{one.title} ({one.symbol})" for one in instruments)
    said = [
        _("The Secretariat presents its compliments to the Permanent Mission and has the honour to invite its "
          "Government to provide information on what was done to implement: %(texts)s.") % {"texts": texts},
        _period(cycle), _session(cycle), _deadlines(cycle),
        _("The questionnaire is attached. It can be answered in the program, or on this form, returned through the "
          "Permanent Mission. What was supplied to another body of the United Nations need not be repeated: its title "
          "and date are enough."),
    ]  # fmt: skip
    return [each for each in said if each]


def _period(cycle: ReportingCycle) -> str:
    if not (cycle.period_from and cycle.period_until):
        return ""
    ends = {"first": date_format(cycle.period_from), "last": date_format(cycle.period_until)}
    return _("The period covered is from %(first)s to %(last)s.") % ends


def _session(cycle: ReportingCycle) -> str:
    served = ", ".join(each for each in (cycle.body, cycle.session_served) if each)
    return _("The information will serve: %(served)s.") % {"served": served} if served else ""


def _deadlines(cycle: ReportingCycle) -> str:
    said = _("Replies are kindly requested by %(soft)s; those received after %(hard)s (%(zone)s) are marked late.") % {
        "soft": date_format(cycle.soft_deadline_on), "hard": date_format(cycle.hard_deadline_on),
        "zone": cycle.time_zone,
    }  # fmt: skip
    if cycle.report_cut_off_on is None:
        return said
    cut_off = {"day": date_format(cycle.report_cut_off_on)}
    return f"{said} {_('The report will be made of what was received by %(day)s.') % cut_off}"


def _cover() -> list[str]:
    return [
        _("State"), _("Submitting authority"), _("Contact person"), _("Title and organization"), _("Address"),
        _("Telephone"), _("E-mail"), _("Transmitting note: reference and date"), _("Original language of the reply"),
    ]  # fmt: skip


def _guidance() -> list[str]:
    return [
        _("Under each commitment tick one status and say in about %(number)d words what was done.")
        % {"number": GUIDANCE_WORDS},
        _("Give the full reference and date of each legal measure, and annex copies where possible."),
        _("Give figures with their year and unit."),
        _("Say what stands in the way, and what assistance or which tools would help."),
        _("A commitment without an answer is counted as not reported, never as not implemented."),
    ]


def _said_of_the_original(questions: list[Question], language: str) -> list[str]:
    """Where a text is not held in the language of the call, that it stands in its original."""
    if all(each.language == language for each in questions):
        return []
    return [_("The official text is not held here in this language: the paragraphs stand in English.")]


def _rooms() -> list[tuple[str, int]]:
    """What is asked under each commitment, and how many lines of room each gets on paper."""
    return [
        (_("What was done"), 8),
        (_("Laws and other measures, with reference and date"), 3),
        (_("Figures, with year and unit"), 2),
        (_("Obstacles, in words"), 2),
        (_("Assistance needed; tools that are lacking"), 2),
        (_("Attached, or supplied already to another body (title and date)"), 2),
    ]


def _questions(instruments: list[Instrument], language: str) -> list[Question]:
    paragraphs: Prefetch[Any] = Prefetch("paragraph", queryset=Paragraph.objects.with_labels(language))
    asked = Obligation.objects.asked_of_states().filter(instrument__in=instruments).with_labels(language)
    return [
        Question(
            f"{one.reference}. {one.label}", one.paragraph.text, one.paragraph.wording.language,
            one.reportable == Reportable.OPTIONAL,
        )
        for one in asked.in_text_order().prefetch_related(paragraphs)
    ]  # fmt: skip
