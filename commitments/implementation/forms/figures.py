"""What a person types into the table of figures: one thing counted, many years."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from commitments.implementation.content import FIGURE_FIELDS, FigureContent
from commitments.implementation.forms.fields import CurrencyField, LineField, NumberField, RequestField
from commitments.implementation.kinds import AgeGroup, Sex
from commitments.implementation.models import FIRST_YEAR, LAST_YEAR

ROWS, MORE, MOST_ROWS = 6, 6, 120
ROW_FIELDS = ("year", "value", "sex", "age_group", "source")
SERIES_FIELDS = ("label", "unit", "currency")


class SeriesForm(forms.Form):
    """What is counted, and in what."""

    label = LineField(
        label=_("What is counted"), max_length=300, widget=forms.TextInput(attrs={"list": "indicators"}),
        help_text=_("A suggested indicator, or your own words."),
    )  # fmt: skip
    unit = LineField(label=_("Unit"), required=False, max_length=60, help_text=_("Such as cases, persons, per cent."))
    currency = CurrencyField(label=_("or currency"), help_text=_("Three letters, such as USD."))
    request_id = RequestField()


class RowForm(forms.Form):
    """One year."""

    year = forms.IntegerField(
        label=_("Year"), min_value=FIRST_YEAR, max_value=LAST_YEAR,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "size": 6, "autocomplete": "off"}),
    )  # fmt: skip
    value = NumberField(label=_("Value"), max_digits=24, decimal_places=4)
    sex = forms.ChoiceField(label=_("Sex"), choices=Sex.choices, required=False)
    age_group = forms.ChoiceField(label=_("Age"), choices=AgeGroup.choices, required=False)
    source = LineField(label=_("Source"), required=False, max_length=300)


class FigureForm(SeriesForm, RowForm):
    """One figure, for correcting it."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    field_order = ("label", "year", "value", "unit", "currency", "sex", "age_group", "source")

    def content(self) -> FigureContent:
        """What was typed, as the service takes it."""
        return FigureContent(**{name: self.cleaned_data[name] for name in FIGURE_FIELDS})


@dataclass
class FigureTable:
    """The series and its rows together; an empty row is no row, and never a zero."""

    series: SeriesForm
    rows: list[RowForm]

    @classmethod
    def empty(cls, **initial: Any) -> "FigureTable":
        """The table before anything is typed."""
        return cls(SeriesForm(initial=initial), [RowForm(prefix=f"row{n}") for n in range(ROWS)])

    @classmethod
    def typed(cls, data: QueryDict, *, more: bool = False) -> "FigureTable":
        """The table as it was sent, with more empty rows if asked for."""
        sent = data.get("rows", "")
        number = min(int(sent) if sent.isascii() and sent.isdigit() else ROWS, MOST_ROWS)
        rows = [
            RowForm(data, prefix=f"row{n}", empty_permitted=True, use_required_attribute=False) for n in range(number)
        ]
        extra = [RowForm(prefix=f"row{n}") for n in range(number, min(number + MORE, MOST_ROWS))] if more else []
        return cls(SeriesForm(data), [*rows, *extra])

    def filled(self) -> list[tuple[int, RowForm]]:
        """The rows in which something stands, with their numbers."""
        return [(n, row) for n, row in enumerate(self.rows) if any(row[name].value() for name in ROW_FIELDS)]

    def is_valid(self) -> bool:
        """Whether series and filled rows can be read; all errors at once."""
        filled = self.filled()
        good = [self.series.is_valid(), *(row.is_valid() for _n, row in filled)]
        if not filled:
            self.series.add_error(None, _now("Write at least one year and its value."))
        return all(good) and bool(filled)

    def contents(self) -> list[FigureContent]:
        """What was typed, as the service takes it."""
        series = {name: self.series.cleaned_data[name] for name in SERIES_FIELDS}
        return [
            FigureContent(**series, **{name: row.cleaned_data[name] for name in ROW_FIELDS})
            for _n, row in self.filled()
        ]

    def refuse(self, errors: dict[int, dict[str, str]]) -> None:
        """Put the service's refusals at their rows; what concerns the series is said there once."""
        filled = self.filled()
        for number, broken in errors.items():
            for name, words in broken.items():
                if name in SERIES_FIELDS:
                    if name not in self.series.errors:
                        self.series.add_error(name, words)
                else:
                    filled[number][1].add_error(name, words)

    def all_errors(self) -> list[dict[str, str]]:
        """Every error of the rows for the summary at the top: where, what, and the field's id."""
        return [
            {
                "words": _now("Row %(number)s, %(field)s: %(error)s")
                % {"number": n + 1, "field": row[name].label, "error": error},
                "id": row[name].id_for_label,
            }
            for n, row in self.filled()
            for name, errors in row.errors.items()
            for error in errors
        ]
