"""All that is asked, across texts, narrowed by theme, type, addressee and whether States are asked."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from commitments.dashboards import rows
from commitments.instruments.models import Addressee, AddresseeWording
from commitments.instruments.subqueries import words
from commitments.instruments.vocabulary import ObligationType, Reportable
from commitments.web.kept import by_reference
from commitments.web.language import reading_language


@dataclass(frozen=True)
class Option:
    """One thing to choose in a filter."""

    code: str
    label: str


@dataclass(frozen=True)
class ObligationsPage:
    """The list and what it can be narrowed by."""

    rows: list[rows.ParagraphRow]
    total: int
    options: Mapping[str, list[Option]]
    chosen: Mapping[str, str]
    unknown: tuple[str, ...]


def obligations_page(asked: Mapping[str, str]) -> ObligationsPage:
    """The paragraphs that the address asks for, in four queries; what it names and nobody knows is said."""
    texts, themes = rows.texts(), rows.themes()
    everything = rows.paragraphs(texts)
    options = _options(texts, themes, everything)
    given = {name: str(asked.get(name, "")).strip()[:60] for name in options}
    unknown = tuple(
        value for name, value in given.items() if value and value not in {option.code for option in options[name]}
    )
    ids = {theme.code: theme.pk for theme in themes}
    found = [] if unknown else [row for row in everything if _fits(row, given, ids)]
    return ObligationsPage(found, len(everything), options, given, unknown)


def _fits(row: rows.ParagraphRow, given: Mapping[str, str], themes: Mapping[str, int]) -> bool:
    return (
        (not given["instrument"] or row.text.slug == given["instrument"])
        and (not given["theme"] or themes[given["theme"]] in row.theme_ids)
        and (not given["type"] or row.type == given["type"])
        and (not given["addressee"] or given["addressee"] in row.addressees)
        and (not given["reportable"] or row.reportable == given["reportable"])
    )


def _options(
    texts: list[rows.Text], themes: list[rows.Choice], everything: list[rows.ParagraphRow]
) -> dict[str, list[Option]]:
    used = {code for row in everything for code in row.addressees}
    types = {row.type for row in everything}
    return {
        "instrument": [Option(text.slug, text.symbol) for text in texts],
        "theme": [Option(theme.code, theme.label) for theme in themes],
        "type": [Option(kind.value, str(kind.label)) for kind in ObligationType if kind.value in types],
        "addressee": [body for body in _bodies() if body.code in used],
        "reportable": [Option(kind.value, str(kind.label)) for kind in Reportable],
    }


@by_reference
def _bodies() -> list[Option]:
    rows: Any = Addressee.objects.order_by("position").annotate(
        worded=words(AddresseeWording, "addressee", "pk", "label", reading_language())
    )
    return [Option(body.code, body.worded or body.code) for body in rows]


@dataclass(frozen=True)
class FilterField:
    """One filter as the form prints it."""

    name: str
    label: str
    options: list[Option]
    chosen: str


def fields_of(page: ObligationsPage) -> list[FilterField]:
    """The filters that offer a choice."""
    labels = {
        "instrument": _("Text"),
        "theme": _("Theme"),
        "type": _("Type"),
        "addressee": _("Who is asked"),
        "reportable": _("Asked of States"),
    }
    return [
        FilterField(name, labels[name], options, page.chosen[name])
        for name, options in page.options.items()
        if len(options) > 1
    ]
