"""The overview: what this is, how the running cycle adds up for whoever looks, where to go."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from commitments.access.actor import Actor
from commitments.charts.stacked_bars import StackedBars
from commitments.dashboards import rows
from commitments.dashboards.figures import Figures
from commitments.dashboards.filters import Filters, Known, read_cycle
from commitments.rollups.counts import CycleCounts
from commitments.rollups.queries import counts_for, readable_replies
from commitments.treaties.models import Treaty
from commitments.web.kept import by_reference


@dataclass(frozen=True)
class OverviewPage:
    """Everything the overview says."""

    texts: list[rows.Text]
    paragraphs: list[rows.ParagraphRow]
    known: Known
    filters: Filters
    cycle: rows.CycleRow | None
    figures: Figures
    groups: list[rows.Choice]
    themes: list[rows.Choice]
    named_replies: int
    treaties: int
    listed_treaties: int
    list_as_of: date | None

    @property
    def themes_chart(self) -> StackedBars:
        """Shares by theme."""
        return self.figures.of_themes(self.themes)

    @property
    def groups_chart(self) -> StackedBars:
        """Shares by regional group."""
        return self.figures.of_groups(self.groups)


def overview(actor: Actor, asked_for: Mapping[str, str]) -> OverviewPage:
    """The overview for this reader and address, in two queries."""
    texts, (filters, known) = rows.texts(), read_cycle(asked_for, rows.cycles())
    cycle = filters.cycle
    shown = [text for text in texts if cycle is None or text.pk in cycle.instrument_ids]
    paragraphs = rows.paragraphs(shown, filters.as_of_query)
    groups, asked = rows.groups(cycle.cycle if cycle else None)
    counts = counts_for(actor, cycle.cycle, asked=asked, at=filters.at) if cycle else CycleCounts()
    lists = _lists()
    return OverviewPage(
        texts=texts,
        paragraphs=paragraphs,
        known=known,
        filters=filters,
        cycle=cycle,
        figures=Figures(actor, counts, filters, tuple(paragraphs)),
        groups=groups,
        themes=rows.themes(),
        named_replies=len(readable_replies(cycle.cycle, filters.at)) if cycle else 0,
        treaties=len(lists),
        listed_treaties=sum(1 for day in lists if day),
        list_as_of=max((day for day in lists if day), default=None),
    )


@by_reference
def _lists() -> list[date | None]:
    """The date of each treaty's list, or none."""
    return list(Treaty.objects.values_list("list_as_of", flat=True))
