"""From a reply as its own State reads it to the document: cover, overview, each answer, what was not answered."""

from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import count

from django.utils.formats import date_format
from django.utils.translation import get_language_info, ngettext
from django.utils.translation import gettext as _

from commitments.documents.content import Block, Document, Heading, Masthead, Paragraph, Summary, Table, Words
from commitments.national_reports.answers import answer_blocks
from commitments.national_reports.days import day_of
from commitments.national_reports.evidence import Annex
from commitments.submissions.models import Submission
from commitments.submissions.queries.reading import Reading

MOMENT = "j F Y, H:i"


def national_report(reading: Reading, *, language: str, with_evidence: bool, now: datetime) -> Document:
    """The whole document, in the language that is active and is named."""
    whole = reading.submission
    title = _("National report: %(state)s") % {"state": whole.respondent.short_name}
    return Document(
        title=title, language=language, running=title, subtitle=whole.cycle.name, mark=_mark(whole),
        masthead=Masthead(whole.respondent.short_name, body=_("Reply"), lines=_lines(whole, now)),
        disclaimer=(_disclaimer(whole, now),),
        blocks=list(_blocks(reading, annex=Annex(reading) if with_evidence else None)),
    )  # fmt: skip


def _mark(whole: Submission) -> str:
    """What stands at the head of each page of what is not, or not any more, the State's word."""
    if whole.is_working:
        return _("DRAFT")
    return _("TAKEN BACK") if whole.is_recalled else ""


def _lines(whole: Submission, now: datetime) -> list[str]:
    version = _("Version %(number)d") % {"number": whole.number}
    if whole.submitted_at is None:
        stands = _("Working draft of %(moment)s UTC") % {"moment": date_format(now, MOMENT)}
    else:
        stands = _("Received on %(moment)s UTC") % {"moment": date_format(whole.submitted_at, MOMENT)}
    marks = [
        *([_("Received after the deadline")] if whole.is_late else []),
        *([_("Provisional: a later version follows")] if whole.is_provisional else []),
        *([_("Superseded by a later version")] if whole.is_submitted and not whole.is_current else []),
    ]
    return [version, stands, *marks, *_original(whole)]


def _original(whole: Submission) -> list[str]:
    name = _language_name(whole.original_language)
    return [_("Original: %(language)s") % {"language": name}] if name else []


def _language_name(code: str) -> str:
    try:
        return str(get_language_info(code)["name_translated"]) if code else ""
    except KeyError:
        return code


def _disclaimer(whole: Submission, now: datetime) -> str:
    texts = _("Texts are those of the State, reproduced as they were written. This is no official record of the "
              "United Nations.")  # fmt: skip
    if whole.is_working:
        stood = _("As it stood on %(moment)s UTC; it was not sent.") % {"moment": date_format(now, MOMENT)}
        return f"{stood} {texts}"
    return f"{texts} {_('Digest of the content (SHA-256):')} {whole.content_sha256}"


def _blocks(reading: Reading, *, annex: Annex | None) -> Iterator[Block]:
    tables = count(1)

    def numbered() -> str:
        return _("Table %(number)d") % {"number": next(tables)}

    yield Summary(_("Summary"), [Words(said) for said in _summary(reading)])
    yield Heading(1, _("The reply"), "I.")
    yield _cover(reading.submission, numbered())
    yield Heading(1, _("Overview"), "II.")
    yield from _overview(reading, numbered)
    yield Heading(1, _("Information by commitment"), "III.")
    yield from _information(reading, annex, numbered)
    yield Heading(1, _("Commitments without an answer"), "IV.")
    yield Paragraph(Words(_unanswered(reading)))
    if annex:
        yield from annex.blocks(numbered())


def _summary(reading: Reading) -> Iterator[str]:
    whole, answered, asked = reading.submission, len(reading.answered), len(reading.answers)
    yield ngettext(
        "The reply answers %(answered)d of the %(asked)d paragraph asked.",
        "The reply answers %(answered)d of the %(asked)d paragraphs asked.", asked,
    ) % {"answered": answered, "asked": asked}  # fmt: skip
    if whole.is_nil:
        yield _("The reply says that there is nothing to report.")
    if period := _period(whole):
        yield _("The period covered is %(period)s.") % {"period": period}


def _period(whole: Submission) -> str:
    ends = {"first": day_of(whole.period_from), "last": day_of(whole.period_until)}
    words = {
        (True, True): _("from %(first)s to %(last)s"),
        (True, False): _("from %(first)s"),
        (False, True): _("until %(last)s"),
    }.get((bool(ends["first"]), bool(ends["last"])), "")
    return words % ends


def _cover(whole: Submission, number: str) -> Table:
    note = ", ".join(each for each in (whole.transmitting_note, day_of(whole.transmitting_note_on)) if each)
    contact = (whole.contact_name, whole.contact_email, whole.contact_details)
    rows = [
        (_("Call"), whole.cycle.name),
        (_("Submitting authority"), whole.submitting_authority),
        (_("Contact"), "; ".join(each for each in contact if each)),
        (_("Transmitting note"), note),
        (_("Period covered"), _period(whole)),
        (_("Original language"), _language_name(whole.original_language)),
    ]
    return Table(number, _("The cover of the reply"), (_("Field"), _("Stated")),
                 [(field, said or "–") for field, said in rows], (1, 2))  # fmt: skip


def _overview(reading: Reading, numbered: Callable[[], str]) -> Iterator[Block]:
    if not reading.answered:
        yield Paragraph(Words(_("No paragraph has an answer.")))
        return
    rows = [
        (one.obligation.reference, one.obligation.label, one.report.get_status_display())
        for one in reading.answered if one.report
    ]  # fmt: skip
    heads = (_("Paragraph"), _("Commitment"), _("Status as reported"))
    yield Table(numbered(), _("Answers, in the order of the text"), heads, rows, (2, 6, 4))


def _information(reading: Reading, annex: Annex | None, numbered: Callable[[], str]) -> Iterator[Block]:
    if not reading.answered:
        yield Paragraph(Words(_("No information is given.")))
    for answer in reading.answered:
        yield from answer_blocks(answer, notes=annex.notes_of(answer) if annex else (), numbered=numbered)


def _unanswered(reading: Reading) -> str:
    if not reading.unanswered:
        return _("Each paragraph that was asked has an answer.")
    references = ", ".join(one.obligation.reference for one in reading.unanswered)
    return _("Not answered: %(references)s. Silence says nothing of implementation.") % {"references": references}
