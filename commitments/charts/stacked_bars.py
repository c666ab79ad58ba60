"""Shares as stacked bars: each bar one group with its own denominator, each part a count that opens its records."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import accumulate
from textwrap import wrap

from django.utils.safestring import SafeString
from django.utils.translation import get_language_bidi, ngettext
from django.utils.translation import gettext as _

from commitments.charts import hatches
from commitments.charts.marks import drawing, element, joined, link, percent, safe_class
from commitments.charts.numbers import count, share
from commitments.charts.parts import Part, heads, legend
from commitments.charts.values import Cell, Table
from commitments.web.kept import by_arguments

LABEL, LINE, BAR, GAP = 20, 16, 20, 18
_LETTERS_IN_A_LINE = 56  # what a narrow telephone shows
_TELLS_COUNT_FROM = 5.0  # hundredths of the width


@dataclass(frozen=True)
class Bar:
    """One group; `of` says its denominator in words: "Member States that provided information on paragraph 17"."""

    label: str
    counts: tuple[int, ...]
    of: str
    href: str = ""
    hrefs: tuple[str, ...] = ()

    @property
    def received(self) -> int:
        """All that was counted, in shares or not: the length of the bar."""
        return sum(self.counts)


@dataclass(frozen=True)
class StackedBars:
    """Counts by group and part; chart, table and sentence are made of these figures and nothing else."""

    key: str
    title: str
    parts: tuple[Part, ...]
    bars: tuple[Bar, ...]
    group_name: str
    note: str = ""
    silence: str = ""

    def __post_init__(self) -> None:
        for bar in self.bars:
            if len(bar.counts) != len(self.parts) or (bar.hrefs and len(bar.hrefs) != len(self.parts)):
                raise ValueError(f"a bar has one count, and one link or none, for each part: {bar.label}")
            if min(bar.counts, default=0) < 0:
                raise ValueError(f"a count is not negative: {bar.label}")

    @property
    def svg(self) -> SafeString:
        """In the direction of the reader's language."""
        return draw(self, rtl=get_language_bidi())

    @property
    def sentence(self) -> str:
        """Every bar with its denominator; silence is called neither failure nor zero."""
        return " ".join(_sentence(self.only(bar), bar) for bar in self.bars)

    @property
    def table(self) -> Table:
        """Groups down, parts across, all answers and the denominator last; counts, with shares in brackets."""
        ends = (Cell(_("All answers received"), is_number=True), Cell(_("Denominator of the shares"), is_number=True))
        return Table(
            caption=self.title,
            columns=(*heads(self.group_name, self.parts), *ends),
            rows=tuple(_row(self.only(bar), bar) for bar in self.bars),
            note=self.note,
        )

    @property
    def legend(self) -> tuple[tuple[SafeString, str], ...]:
        """A swatch and its meaning for each part."""
        return legend(self.key, self.parts)

    def only(self, bar: Bar) -> StackedBars:
        """The same with nothing but one bar: all that this bar is drawn of, so that what is drawn can be kept."""
        return replace(self, title="", bars=(bar,), note="")

    def whole(self, bar: Bar) -> int:
        """The denominator of this bar's shares."""
        return sum(number for part, number in zip(self.parts, bar.counts, strict=True) if part.in_share)

    def counted(self, part: Part, number: int, bar: Bar) -> str:
        """A count, with its share where the part stands in shares."""
        return f"{count(number)} ({share(number, self.whole(bar))})" if part.in_share else count(number)


def draw(chart: StackedBars, *, rtl: bool) -> SafeString:
    """The drawing; the first part begins where reading begins."""
    heights = [LINE * (len(_lines(bar)) - 1) + LABEL + BAR + GAP for bar in chart.bars]
    tops = accumulate(heights, initial=0)
    rows = [_bar(chart.only(bar), bar, top=top, rtl=rtl) for bar, top in zip(chart.bars, tops, strict=False)]
    return drawing(
        chart.key,
        hatches.definitions(chart.key, (part.hatch for part in chart.parts)),
        *rows,
        title=chart.title,
        description=chart.sentence,
        height=sum(heights) or LABEL + BAR + GAP,
        rtl=rtl,
        interactive=any(bar.href or any(bar.hrefs) for bar in chart.bars),
    )


@by_arguments
def _bar(chart: StackedBars, bar: Bar, *, top: float, rtl: bool) -> SafeString:
    start, end = ("100%", "0%") if rtl else ("0%", "100%")
    name = joined(
        element("text", words, x=start, y=top + LABEL - 6 + LINE * n, **{"class": "chart-label"})
        for n, words in enumerate(_lines(bar))
    )
    top += LINE * (len(_lines(bar)) - 1)
    whole = element(
        "text", _whole_words(chart, bar), x=end, y=top + LABEL - 6, text_anchor="end", **{"class": "chart-whole"}
    )
    frame = element("rect", x="0", y=top + LABEL, width="100%", height=BAR, **{"class": "chart-frame"})
    segments = joined(_segment(chart, bar, placed, top=top + LABEL, rtl=rtl) for placed in _placed(bar))
    return element("g", link(bar.href, bar.label, name), whole, segments, frame)


def _lines(bar: Bar) -> list[str]:
    """The label in as many lines as it needs."""
    return wrap(bar.label, _LETTERS_IN_A_LINE, break_long_words=False) or [""]


@dataclass(frozen=True)
class _Placed:
    index: int
    start: float
    width: float


def _placed(bar: Bar) -> Iterator[_Placed]:
    """Where each part that is there begins, and how wide it is, in hundredths of the width."""
    before = 0
    for index, number in enumerate(bar.counts):
        if number:
            yield _Placed(index, 100 * before / bar.received, 100 * number / bar.received)
        before += number


def _segment(chart: StackedBars, bar: Bar, placed: _Placed, *, top: float, rtl: bool) -> SafeString:
    part, number = chart.parts[placed.index], bar.counts[placed.index]
    left = 100 - placed.start - placed.width if rtl else placed.start
    place = {"x": percent(left), "y": top, "width": percent(placed.width), "height": BAR}
    marks = [element("rect", **place, **{"class": f"segment fill-{safe_class(part.code)}"})]
    marks.append(hatches.overlay(chart.key, part.hatch, **place))
    if placed.width >= _TELLS_COUNT_FROM:
        middle = percent(left + placed.width / 2)
        marks.append(
            element("text", count(number), x=middle, y=top + 15, text_anchor="middle", **{"class": "chart-count"})
        )
    label = f"{bar.label}: {part.label}: {chart.counted(part, number, bar)}"
    marks[0] = element("g", element("title", label), marks[0])
    return link(bar.hrefs[placed.index] if bar.hrefs else "", label, *marks)


def _whole_words(chart: StackedBars, bar: Bar) -> str:
    if not bar.received:
        return chart.silence or _("no answers received")
    return ngettext("%(count)s answer", "%(count)s answers", bar.received) % {"count": count(bar.received)}


@by_arguments
def _sentence(chart: StackedBars, bar: Bar) -> str:
    if not bar.received:
        return _("%(label)s: %(silence)s.") % {
            "label": bar.label,
            "silence": chart.silence or _("no answers received"),
        }
    there = [(part, number) for part, number in zip(chart.parts, bar.counts, strict=True) if number]
    said = [
        _("%(count)s reported “%(part)s”") % {"count": chart.counted(part, number, bar), "part": part.label}
        for part, number in there
        if part.in_share
    ]
    beside = [
        _("%(count)s more: “%(part)s”") % {"count": count(number), "part": part.label}
        for part, number in there
        if not part.in_share
    ]
    return _("%(label)s: of the %(whole)s %(of)s, %(said)s.") % {
        "label": bar.label,
        "whole": count(chart.whole(bar)),
        "of": bar.of,
        "said": "; ".join([*(said or [_("none reported on this scale")]), *beside]),
    }


@by_arguments
def _row(chart: StackedBars, bar: Bar) -> tuple[Cell, ...]:
    links = bar.hrefs or ("",) * len(bar.counts)
    counted = (
        Cell(chart.counted(part, number, bar) if bar.received else "–", href, is_number=True)
        for part, number, href in zip(chart.parts, bar.counts, links, strict=True)
    )
    ends = (Cell(count(bar.received), is_number=True), Cell(count(chart.whole(bar)), is_number=True))
    return (Cell(bar.label, bar.href), *counted, *ends)
