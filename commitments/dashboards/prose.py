"""Paragraphs of a text as strings ready for the page: words escaped, footnote signs where they stand."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from commitments.dashboards.rows import ParagraphRow
from commitments.instruments.blocks import Item, ParagraphBlock, Segment


@dataclass(frozen=True)
class PrintedParagraph:
    """One paragraph as a page prints it."""

    reference: str
    number: str
    label: str
    url: str
    language: str
    html: SafeString
    margin: SafeString
    headings: tuple[str, ...]


def printed(
    block: ParagraphBlock, rows: Mapping[int, ParagraphRow], margins: Mapping[int, SafeString]
) -> PrintedParagraph:
    """The paragraph with its permanent link and what stands in its margin."""
    row = rows.get(block.obligation_id or 0)
    return PrintedParagraph(
        reference=block.reference,
        number=f"{block.number}." if block.number and block.number_is_printed else "",
        label=f"{row.name}: {row.label}" if row else "",
        url=row.url if row else "",
        language=block.language,
        html=words_of(block),
        margin=margins.get(block.obligation_id or 0, mark_safe("")),
        headings=tuple(f"{heading.label} {heading.text}".strip() for heading in block.headings),
    )


def words_of(block: ParagraphBlock) -> SafeString:
    """The words, line by line, with their footnote signs."""
    return format_html_join("", "<p>{}</p>", ((_line(item),) for item in block.items))


def _line(item: Item) -> SafeString:
    words = format_html_join("", "{}", ((_run(segment),) for segment in item.segments))
    return format_html("{} {}", item.label, words) if item.label else words


def _run(segment: Segment) -> SafeString | str:
    if segment.note is None:
        return segment.text
    return format_html(
        '<a class="footnote-sign" id="{}" href="#{}" role="doc-noteref" aria-label="{}">{}</a>',
        segment.note.anchor, segment.note.target, _("Footnote %s") % segment.note.number, segment.note.number,
    )  # fmt: skip
