"""The figures of a page from one reader's counts: status shares by paragraph, theme and group, with their records."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commitments.access.actor import Actor
from commitments.access.audience import Audience
from commitments.charts.hatches import Hatch
from commitments.charts.parts import Part
from commitments.charts.stacked_bars import Bar, StackedBars
from commitments.dashboards.filters import Filters
from commitments.dashboards.rows import Choice, ParagraphRow
from commitments.rollups.counts import CycleCounts
from commitments.rollups.measures import SHARED, Segment, StatusCounts, segments, summed
from commitments.submissions.status import CAPACITIES, CHOOSABLE, Status
from commitments.web.kept import by_arguments

ANY_STATUS = "ANY-STATUS"
Counted = tuple[tuple[Status, int], ...]
HATCHES = {Status.CONSIDERED: Hatch.LINES, Status.NOT_APPLICABLE: Hatch.CROSSED}


@by_arguments
def parts() -> tuple[Part, ...]:
    """Every status a State can choose, in its order; "not applicable" stands in no share."""
    return tuple(
        Part(status.value, str(status.label), in_share=status in SHARED, hatch=HATCHES.get(status, Hatch.NONE))
        for status in CHOOSABLE
    )


@dataclass(frozen=True)
class ParagraphFigure:
    """One paragraph with its answers, as this reader may count them."""

    row: ParagraphRow
    counts: StatusCounts
    counted: Counted
    segments: tuple[Segment, ...]
    url: str
    _drawn: dict[str, SafeString] = field(default_factory=dict, compare=False, repr=False)

    def drawn(self, name: str, draw: Callable[["ParagraphFigure"], SafeString]) -> SafeString:
        """What `draw` makes of the figure; a figure is kept by language and never changes, so it is drawn once."""
        if name not in self._drawn:
            self._drawn[name] = draw(self)
        return self._drawn[name]


class RecordsAddress(NamedTuple):
    """Where the records under the figures of a view are listed."""

    path: str
    asked_for: tuple[tuple[str, str], ...]
    cycle: str

    def narrowed(self, **narrower: str) -> str:
        """The list of the records under one figure."""
        values = {**dict(self.asked_for), "cycle": self.cycle, **narrower}
        return f"{self.path}?{urlencode({key: value for key, value in values.items() if value})}"


@by_arguments
def figure_of(row: ParagraphRow, counted: Counted, records: RecordsAddress, *, sees_all: bool) -> ParagraphFigure:
    """A paragraph's figure with the addresses of its records."""
    url = records.narrowed(instrument=row.text.slug, paragraph=row.reference)
    by_status = records.narrowed(instrument=row.text.slug, paragraph=row.reference, status=ANY_STATUS)
    counts = StatusCounts(row.name, dict(counted), is_shared=row.is_shared, sees_all=sees_all)
    urls = {status: by_status.replace(ANY_STATUS, status.value) for status, number in counted if number}
    return ParagraphFigure(row, counts, counted, segments(counts, urls), url)


@dataclass(frozen=True)
class Figures:
    """What a page adds up: one reader, one cycle, one set of filters."""

    actor: Actor
    counts: CycleCounts
    filters: Filters
    paragraphs: tuple[ParagraphRow, ...]

    @property
    def sees_all(self) -> bool:
        """Whether the reader's own counts leave nothing out."""
        return self.counts.hidden == 0

    @property
    def is_secretariat(self) -> bool:
        """Whether replies may be shown by group."""
        return self.actor.is_secretariat

    def records_url(self, **narrower: str) -> str:
        """The list of the records under a figure."""
        return self._records.narrowed(**narrower)

    @cached_property
    def _records(self) -> RecordsAddress:
        path = reverse("dashboards:dashboard_records" if self.is_secretariat else "dashboards:records")
        cycle = self.filters.cycle.cycle.slug if self.filters.cycle else ""
        return RecordsAddress(path, tuple(self.filters.asked_for.items()), cycle)

    @cached_property
    def of_paragraphs(self) -> list[ParagraphFigure]:
        """Each paragraph asked of States that the filters want."""
        group = self.filters.group.pk if self.filters.group else None
        found = self.counts.by_obligation(group)
        return [
            self.of_paragraph(row, found.get(row.pk, Counter()))
            for row in self.paragraphs
            if row.is_asked and self.filters.wants(row)
        ]

    def of_paragraph(self, row: ParagraphRow, counted: Mapping[Status, int]) -> ParagraphFigure:
        """One paragraph's figure with the addresses of its records."""
        return figure_of(row, tuple(counted.items()), self._records, sees_all=self.sees_all)

    def of_themes(self, themes: Iterable[Choice]) -> StackedBars:
        """Shares by theme: answers on its paragraphs together; optional ones and givers' and receivers' left out."""
        counted = [figure for figure in self.of_paragraphs if figure.row.is_counted]
        bars = []
        for theme in themes:
            among = tuple(figure.counted for figure in counted if theme.pk in figure.row.theme_ids)
            if among:
                bars.append(_bar_of_theme(theme, among, self._records, sees_all=self.sees_all))
        return self._chart("themes", _("Status of answers by theme"), bars, _("Theme"))

    def of_groups(self, groups: Iterable[Choice]) -> StackedBars:
        """Shares by regional group, of the answers the reader may read."""
        wanted = [row.pk for row in self.paragraphs if row.is_counted and self.filters.wants(row)]
        found = self.counts.by_group(wanted)
        shown = [group for group in groups if self.filters.group is None or self.filters.group.pk == group.pk]
        several = max(2, len(wanted))
        bars = [
            self._bar(StatusCounts(group.label, dict(found.get(group.pk, {})), paragraphs=several), group=group.code)
            for group in shown
        ]
        return self._chart("groups", _("Status of answers by regional group"), bars, _("Regional group"))

    def by_capacity(self, row: ParagraphRow) -> list[tuple[str, tuple[Segment, ...]]]:
        """Where givers and receivers answer: numbers for each capacity with their records, no shares."""
        found = self.counts.by_capacity(row.pk)
        tables = []
        for code, capacity in CAPACITIES.items():
            if counted := found.get(capacity.value):
                address = self._records.narrowed(instrument=row.text.slug, paragraph=row.reference, answers_as=code)
                urls = {status: f"{address}&status={status.value}" for status in counted}
                counts = StatusCounts(row.name, dict(counted), is_shared=False)
                tables.append((str(capacity.label), segments(counts, urls)))
        return tables

    def _bar(self, counts: StatusCounts, **narrower: str) -> Bar:
        return _bar_of(counts, self._records, **narrower)

    def _chart(self, key: str, title: str, bars: Sequence[Bar], name: str) -> StackedBars:
        silence = "" if self.sees_all else _("no answers that you may read")
        return StackedBars(key, title, parts(), tuple(bars), name, note=self.note, silence=silence)

    @property
    def note(self) -> str:
        """What stands under each chart of several paragraphs."""
        return _(
            "Answers of Member States that were submitted. “Not applicable” stands in no share. Paragraphs where "
            "an answer is optional, or where providers and recipients answer different things, are left out."
        )

    @property
    def hidden_line(self) -> str:
        """The one line about what this reader may not read; empty where that is nothing."""
        number = self.counts.hidden
        return hidden_line(self.actor, number) if number else ""


@by_arguments
def _bar_of_theme(theme: Choice, among: tuple[Counted, ...], records: RecordsAddress, *, sees_all: bool) -> Bar:
    several = [StatusCounts("", dict(counted)) for counted in among]
    return _bar_of(summed(theme.label, several, sees_all=sees_all), records, theme=theme.code)


def _bar_of(counts: StatusCounts, records: RecordsAddress, **narrower: str) -> Bar:
    numbers = tuple(counts.counts.get(status, 0) for status in CHOOSABLE)
    return _bar(counts.about, numbers, counts.denominator, records, (*narrower.items(), ("counted", "yes")))


@by_arguments
def _bar(
    label: str, numbers: tuple[int, ...], of: str, records: RecordsAddress, narrower: tuple[tuple[str, str], ...]
) -> Bar:
    by_status = records.narrowed(**dict(narrower), status=ANY_STATUS)
    urls = tuple(
        by_status.replace(ANY_STATUS, status.value) if number else ""
        for status, number in zip(CHOOSABLE, numbers, strict=True)
    )
    return Bar(label, numbers, of, records.narrowed(**dict(narrower)), urls)


def hidden_line(actor: Actor, number: int) -> str:
    """So many answers of the cycle were reported and are not open to this reader."""
    if actor.audiences == (Audience.PUBLIC,) and not actor.read_respondent_ids:
        words = ngettext("Reported, not public: %(n)d answer.", "Reported, not public: %(n)d answers.", number)
    else:
        words = ngettext(
            "Reported, not open to you: %(n)d answer.", "Reported, not open to you: %(n)d answers.", number
        )
    return words % {"n": number}
