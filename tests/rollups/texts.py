"""A small text that a test writes itself: another symbol, other numbers, other words than the founding one."""

from datetime import date

from commitments.instruments.models import (
    Addressee,
    AddresseeWording,
    Component,
    ComponentAddressee,
    ComponentWording,
    Footnote,
    FootnoteIndicator,
    FootnoteWording,
    Instrument,
    InstrumentWording,
    Obligation,
    ObligationAddressee,
    ObligationTheme,
    ObligationWording,
    Paragraph,
    ParagraphWording,
    Theme,
    ThemeWording,
)

WORDS = "Calls upon Member States to mend <nets> & to report on paragraph"


def vocabulary() -> tuple[list[Theme], Addressee]:
    """Two themes and the States as addressee, made where they are missing."""
    themes = []
    for position, (code, label) in enumerate([("NETS", "Nets & <ropes>"), ("BOATS", "Boats")], start=200):
        theme, made = Theme.objects.get_or_create(code=code, defaults={"position": position})
        if made:
            ThemeWording.objects.create(theme=theme, label=label)
        themes.append(theme)
    states, made = Addressee.objects.get_or_create(code="ALL_STATES", defaults={"position": 2})
    if made:
        AddresseeWording.objects.create(addressee=states, label="all States")
    return themes, states


def small_text(symbol: str = "A/RES/99/9", *, founding: bool = False) -> Instrument:
    """Five paragraphs: one of the preamble, four operative (asked, asked, optional, not asked), one footnote."""
    instrument = Instrument.objects.create(
        symbol=symbol, slug=symbol.replace("/", "-"), is_founding=founding, body="General Assembly",
        adopted_on=date(2044, 5, 6),
    )  # fmt: skip
    InstrumentWording.objects.create(instrument=instrument, title="Nets and boats", opening="The General Assembly,")
    opening = Paragraph.objects.create(instrument=instrument, part="preambular", position=1)
    ParagraphWording.objects.create(paragraph=opening, text="Recalling its earlier work on nets,")
    themes, states = vocabulary()
    for number, reportable in enumerate(["yes", "yes", "optional", "no"], start=1):
        _paragraph(instrument, number, reportable, themes[number % 2], states)
    note = Footnote.objects.create(instrument=instrument, number=1)
    FootnoteWording.objects.create(footnote=note, text="See <the report>.")
    wording = ParagraphWording.objects.get(paragraph__instrument=instrument, paragraph__number=1)
    FootnoteIndicator.objects.create(wording=wording, footnote=note, offset=len("Calls upon Member States"))
    return instrument


def _paragraph(instrument: Instrument, number: int, reportable: str, theme: Theme, states: Addressee) -> None:
    reference = f"OP{number}"
    paragraph = Paragraph.objects.create(
        instrument=instrument, part="operative", number=number, position=number + 1, reference=reference,
        number_is_printed=True,
    )  # fmt: skip
    ParagraphWording.objects.create(paragraph=paragraph, text=f"{WORDS} {number};")
    obligation = Obligation.objects.create(
        instrument=instrument, paragraph=paragraph, reference=reference, number=number, type="call_upon",
        reportable=reportable, tracked_by="state", answers_as=["provider", "recipient", "both"] if number == 2 else [],
    )  # fmt: skip
    ObligationWording.objects.create(obligation=obligation, label=f"Mend nets, part {number}")
    ObligationTheme.objects.create(obligation=obligation, theme=theme, position=1)
    ObligationAddressee.objects.create(obligation=obligation, addressee=states, role="addressee", position=1)
    component = Component.objects.create(obligation=obligation, position=1, type="call_upon")
    ComponentWording.objects.create(component=component, verb="Calls upon", quote="Calls upon Member States", offset=0)
    ComponentAddressee.objects.create(component=component, addressee=states, role="addressee", position=1)
