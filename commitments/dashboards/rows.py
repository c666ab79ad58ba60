"""The reference data that every page of figures reads: cycles, paragraphs, themes, groups, in one query each.

The process keeps it until any of it changes; what these functions give is shared and never changed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.translation import gettext_lazy
from django_stubs_ext import StrOrPromise

from commitments.instruments.models import (
    Instrument,
    InstrumentWording,
    Obligation,
    ObligationAddressee,
    ObligationTheme,
    ObligationWording,
    Theme,
    ThemeWording,
)
from commitments.instruments.parts import Part
from commitments.instruments.subqueries import words
from commitments.instruments.vocabulary import ASKED, Reportable
from commitments.respondents.groups import GROUP_NAMES
from commitments.respondents.models import RegionalGroup, Respondent, RespondentKind
from commitments.rollups.as_of import reading as as_of
from commitments.submissions.models import AskedRespondent, CycleInstrument, ReportingCycle
from commitments.web.kept import by_reference
from commitments.web.language import reading_language

PARAGRAPH, REQUEST = gettext_lazy("paragraph %(number)s"), gettext_lazy("Request")
NAMED: dict[str, StrOrPromise] = {
    Part.OPERATIVE: gettext_lazy("operative paragraph %(number)s"),
    Part.RECOMMENDATION: gettext_lazy("recommendation %(number)s"),
}
KINDS: dict[str, StrOrPromise] = {
    Part.DECLARATION: gettext_lazy("Commitment"),
    Part.RECOMMENDATION: gettext_lazy("Recommendation"),
}


@dataclass(frozen=True)
class Text:
    """An instrument as pages need it."""

    pk: int
    slug: str
    symbol: str
    title: str
    is_founding: bool

    @property
    def url(self) -> str:
        """The text's page."""
        return reverse("dashboards:text", args=[self.slug])


@dataclass(frozen=True)
class ParagraphRow:
    """One numbered paragraph with what is asked in it."""

    pk: int
    text: Text
    reference: str
    number: int
    part: str
    label: str
    type: str
    reportable: str
    answers_as: tuple[str, ...]
    theme_ids: tuple[int, ...]
    addressees: tuple[str, ...]
    query: str = ""

    @property
    def url(self) -> str:
        """The paragraph's page, at the moment of the page that names it."""
        address = reverse("dashboards:paragraph", args=[self.text.slug, self.reference])
        return f"{address}?{self.query}" if self.query else address

    @property
    def name(self) -> str:
        """What it is called in a sentence."""
        return str(NAMED.get(self.part, PARAGRAPH)) % {"number": self.number}

    @property
    def kind(self) -> str:
        """A declaration commits, a resolution requests, a congress recommends."""
        return str(KINDS.get(self.part, REQUEST))

    @property
    def is_asked(self) -> bool:
        """Whether it stands on a State's desk."""
        return self.reportable in ASKED

    @property
    def is_recommendation(self) -> bool:
        """Whether nobody asks and actions can serve it."""
        return self.reportable == Reportable.SERVED

    @property
    def is_shared(self) -> bool:
        """Whether it stands in shares: not where an answer is optional, or givers and receivers answer."""
        return self.reportable == Reportable.YES and not self.answers_as

    @property
    def is_counted(self) -> bool:
        """Whether it enters a total: what stands in no share of its own stands in no other's."""
        return self.is_shared


@dataclass(frozen=True)
class Choice:
    """Something to filter by: its key, its word in addresses and its word for people."""

    pk: int
    code: str
    label: str


@dataclass(frozen=True)
class CycleRow:
    """A cycle, the texts it asks about, and how many Member States it asked."""

    cycle: ReportingCycle
    instrument_ids: tuple[int, ...]
    asked: int


@by_reference
def texts() -> list[Text]:
    """All instruments, the founding one first."""
    rows: Any = Instrument.objects.in_order().annotate(
        titled=words(InstrumentWording, "instrument", "pk", "title", reading_language())
    )
    return [Text(row.pk, row.slug, row.symbol, row.titled or row.symbol, row.is_founding) for row in rows]


def paragraphs(of: Sequence[Text], query: str = "") -> list[ParagraphRow]:
    """Their numbered paragraphs in the order of the text; `query` is kept by the links to them."""
    found = _paragraphs(tuple(of))
    return [replace(row, query=query) for row in found] if query else found


@by_reference
def _paragraphs(of: tuple[Text, ...]) -> list[ParagraphRow]:
    by_id = {text.pk: text for text in of}
    themes = ObligationTheme.objects.filter(obligation=OuterRef("pk")).order_by("position").values("theme_id")
    asked = ObligationAddressee.objects.filter(obligation=OuterRef("pk"), role="addressee").order_by("position")
    rows = (
        Obligation.objects.filter(instrument__in=by_id)
        .order_by("instrument_id", "paragraph__position")
        .values_list(
            "pk", "instrument_id", "reference", "number", "paragraph__part",
            words(ObligationWording, "obligation", "pk", "label", reading_language()),
            "type", "reportable", "answers_as", ArraySubquery(themes), ArraySubquery(asked.values("addressee__code")),
        )
    )  # fmt: skip
    found = [
        ParagraphRow(row[0], by_id[row[1]], row[2], row[3], row[4], row[5] or row[2], row[6], row[7],
                     tuple(row[8]), tuple(row[9]), tuple(row[10]))
        for row in rows
    ]  # fmt: skip
    order = {text.pk: place for place, text in enumerate(of)}
    return sorted(found, key=lambda row: order[row.text.pk])


@by_reference
def themes() -> list[Choice]:
    """The controlled list of themes that any paragraph bears."""
    rows: Any = Theme.objects.in_order().annotate(
        worded=words(ThemeWording, "theme", "pk", "label", reading_language())
    )
    return [Choice(row.pk, row.code, row.worded or row.code) for row in rows]


@by_reference
def respondents() -> dict[int, Respondent]:
    """Every respondent by its key, in their order."""
    return {respondent.pk: respondent for respondent in Respondent.objects.in_order()}


@by_reference
def groups(cycle: ReportingCycle | None = None) -> tuple[list[Choice], dict[int, int]]:
    """The regional groups, and how many Member States of each the cycle asked; one query."""
    asked = Count("respondents__asked_links", filter=Q(respondents__asked_links__cycle=cycle))
    rows = list(RegionalGroup.objects.in_order().annotate(asked=asked).values_list("pk", "code", "name", "asked"))
    found = [Choice(pk, code, str(GROUP_NAMES.get(code, name))) for pk, code, name, _asked in rows]
    return found, {row[0]: row[3] for row in rows} if cycle else {}


@by_reference
def cycles() -> list[CycleRow]:
    """All cycles, the newest first, each with its texts."""
    served = CycleInstrument.objects.filter(cycle=OuterRef("pk")).values("instrument_id")
    asked = AskedRespondent.objects.filter(cycle=OuterRef("pk"), respondent__kind=RespondentKind.MEMBER_STATE).values(
        "cycle"
    )
    rows = ReportingCycle.objects.newest_first().annotate(
        served=ArraySubquery(served), asked_members=Subquery(asked.annotate(n=Count("pk")).values("n"))
    )
    return [CycleRow(row, tuple(row.served), row.asked_members or 0) for row in rows]


def cycles_at(among: Iterable[CycleRow], at: datetime) -> list[CycleRow]:
    """Those of the cycles that were on record at a moment of the past, each as it stood."""
    then = as_of.cycles(at)
    return [replace(row, cycle=then[row.cycle.pk]) for row in among if row.cycle.pk in then]


def current(among: Iterable[CycleRow], text: Text | None = None) -> CycleRow | None:
    """The cycle a page shows by itself: the newest open one (on this text), else the newest of all."""
    fitting = [row for row in among if text is None or text.pk in row.instrument_ids]
    return next((row for row in fitting if row.cycle.is_open), fitting[0] if fitting else None)
