"""Reads joined for a page: a whole text with its footnotes, and one obligation with all that was read in it."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import F, QuerySet

from commitments.instruments import subqueries
from commitments.instruments.blocks import (
    Anchors,
    FootnoteBlock,
    HeadingBlock,
    InstrumentText,
    Note,
    ParagraphBlock,
    items_with_notes,
)
from commitments.instruments.details import (
    Asking,
    Neighbour,
    ObligationPage,
    clause_from,
    in_role,
    named,
    neighbour_from,
    reference_from,
)
from commitments.instruments.languages import ORIGINAL, in_language
from commitments.instruments.models import (
    FootnoteWording,
    Instrument,
    Obligation,
    ObligationWording,
    ParagraphWording,
)
from commitments.instruments.models.obligation import ObligationQuerySet
from commitments.instruments.vocabulary import AddresseeRole, AnswersAs
from commitments.web.kept import by_reference


@by_reference
def founding_slug() -> str:
    """The instrument that addresses without an instrument mean; empty before the first is loaded."""
    return Instrument.objects.founding().values_list("slug", flat=True).first() or ""


@by_reference
def text_of(instrument: Instrument, language: str = ORIGINAL) -> InstrumentText:
    """The whole text in a language, paragraph by paragraph in the original where there is none. Two queries."""
    anchors = Anchors()
    wordings = _wordings(ParagraphWording.objects.filter(paragraph__instrument=instrument), language)
    blocks = tuple(_block(wording, anchors) for wording in _best(wordings))
    return InstrumentText(blocks, _footnotes(instrument, language, anchors))


@by_reference
def obligation_page(instrument: Instrument, reference: str, language: str = ORIGINAL) -> ObligationPage:
    """One obligation with everything its page shows. Raises Obligation.DoesNotExist. Three queries."""
    row = _with_details(Obligation.objects.filter(instrument=instrument), language).get(reference=reference)
    wordings = _wordings(ParagraphWording.objects.filter(paragraph=row.paragraph_id), language)
    wording = _best(wordings.annotate(qualifiers_read=subqueries.qualifiers()))[0]
    anchors = Anchors()
    block = _block(wording, anchors)
    footnotes = _footnotes(instrument, language, anchors) if anchors.by_number else ()
    return ObligationPage(
        obligation=row,
        block=block,
        footnotes=tuple(note for note in footnotes if note.number in anchors.by_number),
        qualifiers=tuple(found["phrase"] for found in wording.qualifiers_read),
        clauses=tuple(clause_from(found) for found in row.clauses_read),
        addressees=in_role(row.bodies_read, AddresseeRole.ADDRESSEE),
        concerned=in_role(row.bodies_read, AddresseeRole.CONCERNED),
        beneficiaries=in_role(row.bodies_read, AddresseeRole.BENEFICIARY),
        themes=named(row.themes_read),
        references=tuple(reference_from(found) for found in row.references_read),
        deadlines=tuple(row.deadlines_read),
        indicators=tuple(row.indicators_read),
        same_answer_as=tuple(Neighbour(found["reference"], found["label"]) for found in row.same_answers_read),
        answers_as=tuple(AnswersAs(code) for code in row.answers_as),
        previous=neighbour_from(row.previous_read[0] if row.previous_read else None),
        following=neighbour_from(row.following_read[0] if row.following_read else None),
    )


@by_reference
def asking_of(obligation: Obligation, language: str = ORIGINAL) -> Asking:
    """The words in which one obligation asks, and what the reading of the text put beside them. One query."""
    return askings_of([obligation], language)[obligation.pk]


def askings_of(obligations: Sequence[Obligation], language: str = ORIGINAL) -> dict[int, Asking]:
    """The same of many, by their ids. One query."""
    wordings = ParagraphWording.objects.filter(paragraph__in=[one.paragraph_id for one in obligations]).annotate(
        qualifiers_read=subqueries.qualifiers(),
        suggested_read=subqueries.suggested_indicators(language, of="paragraph__obligation"),
        same_read=subqueries.same_answer_ids(of="paragraph__obligation"),
        calls_to_join=subqueries.calls_to_join(of="paragraph__obligation"),
    )
    found: dict[int, Asking] = {}
    for wording in in_language(wordings, language):
        found.setdefault(wording.paragraph_id, _asking(wording))
    return {one.pk: found[one.paragraph_id] for one in obligations}


def themes_of(obligations: Iterable[int], language: str = ORIGINAL) -> dict[int, tuple[str, ...]]:
    """The labels of the themes of many obligations, the first one first. One query."""
    rows = Obligation.objects.filter(pk__in=obligations).annotate(themes_read=subqueries.themes(language))
    found = rows.values_list("pk", "themes_read")
    return {obligation: tuple(theme["label"] for theme in themes) for obligation, themes in found}


def qualifiers_by_obligation(obligations: Iterable[int], language: str = ORIGINAL) -> dict[int, tuple[str, ...]]:
    """The text's own qualifiers of many obligations, to stand beside the questions. One query."""
    rows = ParagraphWording.objects.filter(paragraph__obligation__in=obligations, language=language)
    annotated = rows.annotate(qualifiers_read=subqueries.qualifiers())
    found = annotated.values_list("paragraph__obligation", "qualifiers_read")
    return {obligation: tuple(row["phrase"] for row in phrases) for obligation, phrases in found}


def _asking(wording: Any) -> Asking:
    return Asking(
        text=wording.text,
        language=wording.language,
        qualifiers=tuple(dict.fromkeys(row["phrase"] for row in wording.qualifiers_read)),
        indicators=tuple(wording.suggested_read),
        same_answers=frozenset(wording.same_read),
        calls_to_join=wording.calls_to_join,
    )


def _with_details(rows: ObligationQuerySet, language: str) -> QuerySet[Any]:
    return (
        rows.with_labels(language)
        .select_related("instrument")
        .annotate(
            notes_read=subqueries.words(ObligationWording, "obligation", "pk", "notes", language),
            themes_read=subqueries.themes(language),
            bodies_read=subqueries.addressees(language),
            references_read=subqueries.references(language),
            deadlines_read=subqueries.deadlines(language),
            indicators_read=subqueries.suggested_indicators(language),
            same_answers_read=subqueries.same_answers(language),
            clauses_read=subqueries.components(language),
            previous_read=subqueries.beside(language, after=False),
            following_read=subqueries.beside(language, after=True),
        )
    )


def _wordings(rows: QuerySet[ParagraphWording], language: str) -> QuerySet[Any]:
    return (
        in_language(rows, language)
        .select_related("paragraph")
        .annotate(
            obligation_read=F("paragraph__obligation"),
            indicators_read=subqueries.indicators(),
            headings_read=subqueries.headings(language),
        )
    )


def _best(wordings: QuerySet[Any]) -> list[Any]:
    """One wording per paragraph, the language asked for before the original, in text order."""
    best: dict[int, Any] = {}
    for wording in wordings:
        best.setdefault(wording.paragraph_id, wording)
    return sorted(best.values(), key=lambda wording: wording.paragraph.position)


def _block(wording: Any, anchors: Anchors) -> ParagraphBlock:
    notes = [
        Note(found["number"], found["offset"], anchors.next_for(found["number"]), found["doubt"])
        for found in wording.indicators_read
    ]
    paragraph = wording.paragraph
    return ParagraphBlock(
        paragraph_id=paragraph.pk,
        obligation_id=wording.obligation_read,
        part=paragraph.part,
        number=paragraph.number,
        number_is_printed=paragraph.number_is_printed,
        reference=paragraph.reference,
        language=wording.language,
        text=wording.text,
        items=items_with_notes(wording.text, notes),
        headings=tuple(HeadingBlock(found["label"], found["text"]) for found in wording.headings_read),
    )


def _footnotes(instrument: Instrument, language: str, anchors: Anchors) -> tuple[FootnoteBlock, ...]:
    rows = FootnoteWording.objects.filter(footnote__instrument=instrument).select_related("footnote")
    texts: dict[int, str] = {}
    for wording in in_language(rows, language):
        texts.setdefault(wording.footnote.number, wording.text)
    return tuple(
        FootnoteBlock(number, texts[number], tuple(anchors.by_number.get(number, ()))) for number in sorted(texts)
    )
