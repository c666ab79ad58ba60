"""The filter of an export: the same parameters as in the addresses of pages, applied to the records.

A parameter nobody foresaw, or a value that names nothing, is left out of the filter and told in
words; it never makes an error, and never a wider list without a sentence.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.db.models import Model, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commitments.instruments.models import Instrument, Obligation, Theme
from commitments.instruments.vocabulary import Reportable
from commitments.respondents.models import RegionalGroup, Respondent
from commitments.submissions.models import ObligationReport, ReportingCycle
from commitments.submissions.status import CHOOSABLE, Status


@dataclass(frozen=True)
class Dimension:
    """One thing a list can be narrowed by: its parameter, its name, where it stands, what may be said."""

    parameter: str
    label: str | Promise
    path: str
    model: type[Model] | None = None
    key: str = ""


DIMENSIONS: tuple[Dimension, ...] = (
    Dimension("cycle", gettext_lazy("Cycle"), "cycle__slug", ReportingCycle, "slug"),
    Dimension("instrument", gettext_lazy("Text"), "obligation__instrument__slug", Instrument, "slug"),
    Dimension("paragraph", gettext_lazy("Paragraph"), "obligation__reference", Obligation, "reference"),
    Dimension("theme", gettext_lazy("Theme"), "obligation__themes__theme__code", Theme, "code"),
    Dimension("group", gettext_lazy("Regional group"), "respondent__regional_group__code", RegionalGroup, "code"),
    Dimension("state", gettext_lazy("State"), "respondent__code", Respondent, "code"),
    Dimension("status", gettext_lazy("Status"), "status"),
    Dimension("counted", gettext_lazy("Only paragraphs that enter totals"), ""),
)
BY_PARAMETER = {dimension.parameter: dimension for dimension in DIMENSIONS}
LONGEST = 100


@dataclass(frozen=True)
class RecordFilter:
    """What a list is narrowed by; `faults` says which words of the address meant nothing."""

    values: Mapping[str, str] = field(default_factory=dict)
    faults: tuple[str, ...] = ()

    def apply(self, reports: "QuerySet[ObligationReport]") -> "QuerySet[ObligationReport]":
        """The answers that fit every value."""
        named = {name: value for name, value in self.values.items() if name != "counted"}
        condition = Q(**{BY_PARAMETER[name].path: value for name, value in named.items()})
        if "counted" in self.values:
            condition &= Q(obligation__reportable=Reportable.YES, obligation__answers_as=[])
        return reports.filter(condition)

    @property
    def query(self) -> str:
        """The filter as it stands in an address, in one order, so that equal filters are equal addresses."""
        return urlencode([(d.parameter, self.values[d.parameter]) for d in DIMENSIONS if d.parameter in self.values])

    def words(self) -> list[tuple[str, str]]:
        """The filter as a person reads it; says so when there is none."""
        said = [(str(BY_PARAMETER[name].label), _spoken(name, value)) for name, value in self.values.items()]
        return said or [(_("Filter"), _("none: everything the reader may see"))]

    def get(self, parameter: str) -> str:
        """The value of one dimension, or nothing."""
        return self.values.get(parameter, "")


def read_filter(given: Mapping[str, str]) -> RecordFilter:
    """The filter that an address, a form or a job's parameters ask for."""
    values: dict[str, str] = {}
    faults: list[str] = []
    for dimension in DIMENSIONS:
        said = str(given.get(dimension.parameter, "") or "").strip()[:LONGEST]
        if not said:
            continue
        found = _known(dimension, said)
        if found:
            values[dimension.parameter] = found
        else:
            faults.append(
                _("“%(said)s” is no %(name)s here; it was left out.") % {"said": said, "name": dimension.label}
            )
    return RecordFilter(values, tuple(faults))


def _known(dimension: Dimension, said: str) -> str:
    """The value as the records spell it, whatever the letters' case; nothing where it names nothing."""
    if "\x00" in said:
        return ""
    if dimension.parameter == "counted":
        return "yes" if said == "yes" else ""
    if dimension.model is None:
        return next((status.value for status in CHOOSABLE if status.value == said.lower()), "")
    rows = dimension.model._default_manager.filter(**{f"{dimension.key}__iexact": said})
    return rows.values_list(dimension.key, flat=True).first() or ""


def _spoken(name: str, value: str) -> str:
    if name == "counted":
        return _("yes")
    if name == "status":
        return str(Status(value).label)
    if name == "state":
        return str(Respondent.objects.get(code=value))
    if name == "group":
        return str(RegionalGroup.objects.get(code=value).label)
    if name == "cycle":
        return str(ReportingCycle.objects.get(slug=value))
    return value
