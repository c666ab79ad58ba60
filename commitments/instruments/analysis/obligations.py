"""The reading of each numbered paragraph, checked against the words of that paragraph."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from commitments.instruments.analysis.taking import Taker
from commitments.instruments.analysis.values import ComponentReading, ObligationReading
from commitments.instruments.reading.values import ReadInstrument, ReadParagraph
from commitments.instruments.vocabulary import AnswersAs, ObligationType, Reportable, TrackedBy

KEYS = frozenset({
    "id", "part", "number", "label", "type", "verbs", "components", "addressees", "concerned", "beneficiaries",
    "themes", "references", "footnotes", "deadlines", "state_reportable", "answers_as", "tracked_by",
    "indicators", "same_answer_as", "notes",
})  # fmt: skip
COMPONENT_KEYS = frozenset({"verb", "type", "addressees", "concerned", "quote"})
REPORTABLE = {"True": Reportable.YES, "False": Reportable.NO, "optional": Reportable.OPTIONAL}


@dataclass(frozen=True)
class Known:
    """The codes that an obligation may use."""

    types: frozenset[str]
    themes: frozenset[str]
    addressees: frozenset[str]
    references: frozenset[str]


def read_obligations(document: Taker, text: ReadInstrument, known: Known) -> tuple[ObligationReading, ...]:
    """One reading for each numbered paragraph, no more and no fewer; what differs is a fault."""
    paragraphs = text.by_reference()
    readings: dict[str, ObligationReading] = {}
    for taker in document.mappings("obligations"):
        reference = taker.text("id", required=True)
        if reference in readings:
            taker.faults.add(taker.line("id"), _("%(reference)s stands here a second time"), reference=reference)
        elif reference in paragraphs:
            readings[reference] = _obligation(taker, paragraphs[reference], known, frozenset(paragraphs))
        elif reference:
            taker.faults.add(taker.line("id"), _("the text has no paragraph %(reference)s"), reference=reference)
    for missing in paragraphs.keys() - readings.keys():
        document.faults.add(
            document.line("obligations"), _("paragraph %(reference)s of the text is missing"), reference=missing
        )
    return tuple(readings[reference] for reference in paragraphs if reference in readings)


def _obligation(taker: Taker, paragraph: ReadParagraph, known: Known, references: frozenset[str]) -> ObligationReading:
    taker.known_keys(KEYS)
    _check_place(taker, paragraph)
    return ObligationReading(
        reference=paragraph.reference,
        label=taker.text("label", required=True, longest=200),
        type=taker.code("type", known.types),
        reportable=_reportable(taker),
        tracked_by=taker.code("tracked_by", TrackedBy.values),
        verbs=taker.texts("verbs", longest=80),
        components=_components(taker, paragraph, known),
        addressees=taker.codes("addressees", known.addressees),
        concerned=taker.codes("concerned", known.addressees),
        beneficiaries=taker.codes("beneficiaries", known.addressees),
        themes=taker.codes("themes", known.themes),
        references=taker.codes("references", known.references),
        deadlines=taker.texts("deadlines"),
        indicators=taker.texts("indicators"),
        answers_as=taker.codes("answers_as", AnswersAs.values),
        same_answer_as=taker.codes("same_answer_as", references - {paragraph.reference}),
        notes=taker.text("notes"),
    )


def _check_place(taker: Taker, paragraph: ReadParagraph) -> None:
    """Part, number and footnotes as the text has them."""
    for key, expected in (("part", paragraph.part.value), ("number", str(paragraph.number))):
        if taker.text(key, required=True) != expected:
            taker.faults.add(
                taker.line(key), _("%(reference)s has the %(key)s “%(expected)s” in the text"),
                reference=paragraph.reference, key=key, expected=expected,
            )  # fmt: skip
    found = sorted({indicator.number for indicator in paragraph.indicators})
    if sorted(taker.numbers("footnotes")) != found:
        taker.faults.add(
            taker.line("footnotes"), _("the text of %(reference)s points to footnotes %(found)s"),
            reference=paragraph.reference, found=found,
        )  # fmt: skip


def _reportable(taker: Taker) -> str:
    value = taker.text("state_reportable", required=True)
    if value and value not in REPORTABLE:
        taker.faults.add(taker.line("state_reportable"), _("“state_reportable” is true, optional or false"))
    return REPORTABLE.get(value, Reportable.NO).value


def _components(taker: Taker, paragraph: ReadParagraph, known: Known) -> tuple[ComponentReading, ...]:
    components = taker.mappings("components")
    if not components:
        taker.faults.add(taker.line("components"), _("%(reference)s has no component"), reference=paragraph.reference)
    return tuple(_component(component, paragraph, known) for component in components)


def _component(taker: Taker, paragraph: ReadParagraph, known: Known) -> ComponentReading:
    taker.known_keys(COMPONENT_KEYS)
    quote = taker.text("quote", required=True)
    offset = paragraph.text.find(quote)
    if quote and offset < 0:
        taker.faults.add(
            taker.line("quote"), _("the quote “%(quote)s” is not in the text of %(reference)s"),
            quote=quote, reference=paragraph.reference,
        )  # fmt: skip
    return ComponentReading(
        verb=taker.text("verb", required=True, longest=80),
        type=taker.code("type", known.types & frozenset(ObligationType.values)),
        quote=quote,
        offset=max(offset, 0),
        addressees=taker.codes("addressees", known.addressees),
        concerned=taker.codes("concerned", known.addressees),
    )
