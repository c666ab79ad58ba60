"""The evidence of a reply, each piece once and numbered: the annex, and what refers to it."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commitments.documents.content import Block, Heading, Paragraph, Table, Words
from commitments.evidence.kinds import Label
from commitments.national_reports.days import day_of
from commitments.submissions.models import CitedRecord
from commitments.submissions.queries.reading import ReadAnswer, Reading

WIDTHS = (1, 5, 3, 5, 2)


class Annex:
    """The pieces in the order in which they are first cited, with the paragraphs that cite them."""

    def __init__(self, reading: Reading) -> None:
        self._pieces: dict[Any, CitedRecord] = {}
        self._cited_on: dict[Any, list[str]] = {}
        for answer in reading.answered:
            for record in answer.evidence:
                self._pieces.setdefault(record.evidence_id, record)
                self._cited_on.setdefault(record.evidence_id, []).append(answer.obligation.reference)

    def notes_of(self, answer: ReadAnswer) -> Sequence[str]:
        """The note that says which pieces show an answer; none where none does."""
        numbers = [str(self._number(record)) for record in answer.evidence]
        if not numbers:
            return ()
        words = ngettext("See the annex, piece %(numbers)s.", "See the annex, pieces %(numbers)s.", len(numbers))
        return (words % {"numbers": ", ".join(numbers)},)

    def blocks(self, number: str) -> list[Block]:
        """The annex under its heading; where nothing was cited it says so."""
        if not self._pieces:
            return [Heading(1, _("Annex: evidence")), Paragraph(Words(_("No evidence was cited.")))]
        heads = (_("No."), _("Title"), _("Kind"), _("Where it is found"), _("Paragraphs"))
        rows = [self._row(record) for record in self._pieces.values()]
        return [Heading(1, _("Annex: evidence")), Table(number, _("Evidence cited"), heads, rows, WIDTHS)]

    def _number(self, record: CitedRecord) -> int:
        return list(self._pieces).index(record.evidence_id) + 1

    def _row(self, record: CitedRecord) -> list[str]:
        content = record.content
        marks = [record.kind_words, Label.CONFIDENTIAL.label if content.get("label") == Label.CONFIDENTIAL else ""]
        found = ("url", "file_name", "supplied_to", "supplied_document")
        where = [*(content.get(name) or "" for name in found), day_of(content.get("dated_on"))]
        return [
            str(self._number(record)), content.get("title", ""), ", ".join(str(mark) for mark in marks if mark),
            ", ".join(each for each in where if each), ", ".join(self._cited_on[record.evidence_id]),
        ]  # fmt: skip
