"""The filter of an export: the same parameters as in the addresses of pages, applied to the records.

A parameter nobody foresaw, or a value that names nothing, is left out of the filter and told in
words; it never makes an error, and never a wider list without a sentence.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_stubs_ext import StrOrPromise

from commitments.instruments.models import Instrument, Obligation, Theme
from commitments.instruments.vocabulary import Reportable
from commitments.respondents.models import RegionalGroup, Respondent
from commitments.submissions.models import ObligationReport, ReportingCycle
from commitments.submissions.status import CAPACITIES, CHOOSABLE, Status

LONGEST = 100


@dataclass(frozen=True)
class Dimension:
    """One thing a list can be narrowed by: what a value means, whether it is known, how it is spoken."""

    parameter: str
    label: StrOrPromise
    condition: Callable[[str], Q]
    known: Callable[[str], str]
    spoken: Callable[[str], str] = str


def _rows(
    parameter: str,
    label: StrOrPromise,
    path: str,
    model: type[Model],
    *,
    named: Callable[[Model], object] | None = None,
    condition: Callable[[str], Q] | None = None,
) -> Dimension:
    """A dimension whose values are rows of a table: known whatever the letters' case, spoken by `named`."""
    key = path.rpartition("__")[2]
    rows = model._default_manager

    def known(said: str) -> str:
        return rows.filter(**{f"{key}__iexact": said}).values_list(key, flat=True).first() or ""

    def spoken(value: str) -> str:
        return str(named(rows.get(**{key: value}))) if named else value

    return Dimension(parameter, label, condition or (lambda value: Q(**{path: value})), known, spoken)


def _in_cycle(slug: str) -> Q:
    """By its key, which the database carries on to the replies beside the answers: no other cycle's are looked at."""
    return Q(cycle=ReportingCycle.objects.get(slug=slug).pk)


def _known_status(said: str) -> str:
    return next((status.value for status in CHOOSABLE if status.value == said.lower()), "")


DIMENSIONS: tuple[Dimension, ...] = (
    _rows("cycle", gettext_lazy("Cycle"), "cycle__slug", ReportingCycle, named=str, condition=_in_cycle),
    _rows("instrument", gettext_lazy("Text"), "obligation__instrument__slug", Instrument),
    _rows("paragraph", gettext_lazy("Paragraph"), "obligation__reference", Obligation),
    _rows("theme", gettext_lazy("Theme"), "obligation__themes__theme__code", Theme),
    _rows(
        "group", gettext_lazy("Regional group"), "respondent__regional_group__code", RegionalGroup,
        named=lambda group: group.label,  # type: ignore[attr-defined]
    ),
    _rows("state", gettext_lazy("State"), "respondent__code", Respondent, named=str),
    Dimension(
        "status", gettext_lazy("Status"), lambda value: Q(status=value), _known_status,
        lambda value: str(Status(value).label),
    ),
    Dimension(
        "answers_as", gettext_lazy("Answers as"), lambda value: Q(answers_as=CAPACITIES[value].value),
        lambda said: said.lower() if said.lower() in CAPACITIES else "", lambda value: str(CAPACITIES[value].label),
    ),
    Dimension(
        "counted", gettext_lazy("Only paragraphs that enter totals"),
        lambda _value: Q(obligation__reportable=Reportable.YES, obligation__answers_as=[]),
        lambda said: said if said == "yes" else "",
        lambda _value: _("yes"),
    ),
)  # fmt: skip
BY_PARAMETER = {dimension.parameter: dimension for dimension in DIMENSIONS}


@dataclass(frozen=True)
class RecordFilter:
    """What a list is narrowed by; `faults` says which words of the address meant nothing."""

    values: Mapping[str, str] = field(default_factory=dict)
    faults: tuple[str, ...] = ()

    def apply(self, reports: "QuerySet[ObligationReport]") -> "QuerySet[ObligationReport]":
        """The answers that fit every value."""
        condition = Q()
        for name, value in self.values.items():
            condition &= BY_PARAMETER[name].condition(value)
        return reports.filter(condition)

    def words(self) -> list[tuple[str, str]]:
        """The filter as a person reads it; says so when there is none."""
        said = [
            (str(BY_PARAMETER[name].label), BY_PARAMETER[name].spoken(value)) for name, value in self.values.items()
        ]
        return said or [(_("Filter"), _("none: everything the reader may see"))]


def read_filter(given: Mapping[str, str]) -> RecordFilter:
    """The filter that an address, a form or a job's parameters ask for."""
    values: dict[str, str] = {}
    faults: list[str] = []
    for dimension in DIMENSIONS:
        said = str(given.get(dimension.parameter, "") or "").strip()[:LONGEST]
        if not said:
            continue
        found = "" if "\x00" in said else dimension.known(said)
        if found:
            values[dimension.parameter] = found
        else:
            faults.append(
                _("“%(said)s” is no %(name)s here; it was left out.") % {"said": said, "name": dimension.label}
            )
    return RecordFilter(values, tuple(faults))
