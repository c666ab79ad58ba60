"""One answer in the report: where it stands, what the State writes, its actions and figures."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from django.utils.translation import gettext as _

from commitments.documents.content import Block, Heading, Listing, Paragraph, Quote, Table, Words
from commitments.national_reports.days import day_of
from commitments.submissions.models import CitedRecord, ObligationReport
from commitments.submissions.queries.reading import ReadAnswer

WIDTHS = (5, 2, 3, 4)


def answer_blocks(answer: ReadAnswer, *, notes: Sequence[str], numbered: Callable[[], str]) -> Iterator[Block]:
    """All that was said on one commitment; `numbered` gives the next table its number."""
    report = answer.report
    assert report is not None  # noqa: S101 (said to mypy; the caller takes those with an answer)
    yield Heading(2, answer.obligation.label, answer.obligation.reference)
    yield Paragraph(Words(" ".join(_where_it_stands(report)), notes=notes))
    yield from _text(report.narrative, report.language)
    for lead, said in _further(report):
        if lead:
            yield Paragraph(Words(lead))
        yield from _text(said, report.language)
    if answer.actions:
        yield Paragraph(Words(_("The following was done:")))
        for record in answer.actions:
            yield from _action(record)
    if answer.figures:
        yield _figures(answer, numbered())


def _where_it_stands(report: ObligationReport) -> Iterator[str]:
    yield _("Status as reported: %(status)s.") % {"status": report.get_status_display()}
    if report.planned_on:
        yield _("It is planned for %(day)s.") % {"day": day_of(report.planned_on)}
    if report.considered_on:
        yield _("It was considered on %(day)s.") % {"day": day_of(report.considered_on)}
    standing = [word for word, holds in ((_("In law"), report.in_law), (_("In practice"), report.in_practice)) if holds]
    if standing:
        yield _("Where it stands: %(standing)s.") % {"standing": ", ".join(standing)}
    if report.answers_as:
        yield _("The State answers as: %(side)s.") % {"side": report.get_answers_as_display()}
    if report.needs_assistance:
        yield _("Assistance is needed to do more.")


def _further(report: ObligationReport) -> Iterator[tuple[str, str]]:
    """What else is said in words, each with the sentence before it."""
    if report.considered_outcome:
        yield _("Outcome:"), report.considered_outcome
    if report.reason:
        yield _("Reason why it does not apply:"), report.reason
    if report.constraints_named or report.constraints_text:
        named = ", ".join(report.constraint_words)
        yield _("Constraints: %(named)s") % {"named": named or "–"}, report.constraints_text


def _text(said: str, language: str) -> Iterator[Block]:
    if said.strip():
        yield Quote(Words(said, language))


def _action(record: CitedRecord) -> Iterator[Block]:
    content = record.content
    further = [record.kind_words, *(content.get(name) or "" for name in ("lead_body", "partner")), *_law(content)]
    said = "; ".join(str(each) for each in further if each)
    yield Listing([Words(f"{content['title']} ({said})" if said else content["title"], content.get("language", ""))])
    yield from _text(content.get("description") or "", content.get("language", ""))


def _law(content: dict[str, Any]) -> Iterator[str]:
    yield f"{content.get('law_title') or ''} {content.get('law_number') or ''}".strip()
    if adopted := day_of(content.get("adopted_on")):
        yield _("adopted %(day)s") % {"day": adopted}
    if in_force := day_of(content.get("in_force_on")):
        yield _("in force %(day)s") % {"day": in_force}
    if amount := content.get("amount"):
        yield f"{amount} {content.get('currency') or ''}".strip()


def _figures(answer: ReadAnswer, number: str) -> Table:
    heads = (_("Figure"), _("Year"), _("Value"), _("Source"))
    title = _("Figures on paragraph %(reference)s") % {"reference": answer.obligation.reference}
    return Table(number, title, heads, [_figure(record.content) for record in answer.figures], WIDTHS)


def _figure(content: dict[str, Any]) -> list[str]:
    value = (content.get("value"), content.get("unit"), content.get("currency"))
    return [
        str(content.get("label") or ""), str(content.get("year") or ""),
        " ".join(str(each) for each in value if each not in (None, "")), str(content.get("source") or ""),
    ]  # fmt: skip
