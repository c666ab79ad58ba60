"""Shares as stacked bars: each bar one group with its own denominator, each part a count that opens its records."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import accumulate
from textwrap import wrap
from typing import NamedTuple

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
Counted = list[tuple[Part, int, str]]


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


@dataclass(frozen=True, eq=False)
class Frame:
    """What all bars of a chart have in common; one object for equal charts, so that what was drawn is soon found."""

    key: str
    parts: tuple[Part, ...]
    group_name: str
    silence: str

    def whole(self, bar: Bar) -> int:
        """The denominator of this bar's shares."""
        return sum(number for part, number in zip(self.parts, bar.counts, strict=True) if part.in_share)

    def counted(self, bar: Bar) -> Counted:
        """Each part with its count, as a number and in words: with its share where the part stands in shares."""
        whole = self.whole(bar)
        return [
            (part, number, f"{count(number)} ({share(number, whole)})" if part.in_share else count(number))
            for part, number in zip(self.parts, bar.counts, strict=True)
        ]

    @cached_property
    def definitions(self) -> SafeString:
        """The patterns that its bars are drawn with."""
        return hatches.definitions(self.key, (part.hatch for part in self.parts))

    @cached_property
    def legend(self) -> tuple[tuple[SafeString, str], ...]:
        """A swatch and its meaning for each part."""
        return legend(self.key, self.parts)

    @cached_property
    def columns(self) -> tuple[Cell, ...]:
        """The head of the table."""
        ends = (
            Cell(_("All answers received"), is_number=True),
            Cell(_("Denominator of the shares"), is_number=True),
        )
        return (*heads(self.group_name, self.parts), *ends)


frame = by_arguments(Frame)


class DrawnBar(NamedTuple):
    """A bar as a chart shows it: drawn from the top, so high, said, and as a row of the table."""

    svg: SafeString
    height: int
    sentence: str
    row: tuple[Cell, ...]


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

    @cached_property
    def sentence(self) -> str:
        """Every bar with its denominator; silence is called neither failure nor zero."""
        return " ".join(bar.sentence for bar in self.drawn(rtl=get_language_bidi()))

    @property
    def table(self) -> Table:
        """Groups down, parts across, all answers and the denominator last; counts, with shares in brackets."""
        rows = tuple(bar.row for bar in self.drawn(rtl=get_language_bidi()))
        return Table(caption=self.title, columns=self.frame.columns, rows=rows, note=self.note)

    @property
    def legend(self) -> tuple[tuple[SafeString, str], ...]:
        """A swatch and its meaning for each part."""
        return self.frame.legend

    @cached_property
    def frame(self) -> Frame:
        """What its bars have in common."""
        return frame(self.key, self.parts, self.group_name, self.silence)

    def drawn(self, *, rtl: bool) -> list[DrawnBar]:
        """Its bars from the first on; each is kept, and drawn again only when its own figures change."""
        return [_drawn(self.frame, bar, rtl=rtl) for bar in self.bars]


def draw(chart: StackedBars, *, rtl: bool) -> SafeString:
    """The drawing; the first part begins where reading begins."""
    bars = chart.drawn(rtl=rtl)
    tops = accumulate((bar.height for bar in bars), initial=0)
    return drawing(
        chart.key,
        chart.frame.definitions,
        *(element("g", bar.svg, transform=f"translate(0 {top})") for bar, top in zip(bars, tops, strict=False)),
        title=chart.title,
        description=chart.sentence,
        height=sum(bar.height for bar in bars) or LABEL + BAR + GAP,
        rtl=rtl,
        interactive=any(bar.href or any(bar.hrefs) for bar in chart.bars),
    )


@by_arguments
def _drawn(frame: Frame, bar: Bar, *, rtl: bool) -> DrawnBar:
    counted, lines = frame.counted(bar), wrap(bar.label, _LETTERS_IN_A_LINE, break_long_words=False) or [""]
    top = LINE * (len(lines) - 1) + LABEL
    segments = joined(_segment(frame.key, bar, placed, counted, top=top, rtl=rtl) for placed in _placed(bar))
    svg = joined((*_around(frame, bar, lines, top=top, rtl=rtl), segments, _edge(top)))
    return DrawnBar(svg, top + BAR + GAP, _sentence(frame, bar, counted), _row(frame, bar, counted))


def _around(frame: Frame, bar: Bar, lines: list[str], *, top: int, rtl: bool) -> tuple[SafeString, SafeString]:
    """What stands over a bar: its name in as many lines as it needs, and the whole at the other end."""
    start, end = ("100%", "0%") if rtl else ("0%", "100%")
    name = joined(
        element("text", words, x=start, y=LABEL - 6 + LINE * n, **{"class": "chart-label"})
        for n, words in enumerate(lines)
    )
    words = _whole_words(frame, bar)
    whole = element("text", words, x=end, y=top - 6, text_anchor="end", **{"class": "chart-whole"})
    return link(bar.href, bar.label, name), whole


@cache
def _edge(top: int) -> SafeString:
    return element("rect", x="0", y=top, width="100%", height=BAR, **{"class": "chart-frame"})


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


def _segment(key: str, bar: Bar, placed: _Placed, counted: Counted, *, top: int, rtl: bool) -> SafeString:
    part, number, words = counted[placed.index]
    left = 100 - placed.start - placed.width if rtl else placed.start
    place = {"x": percent(left), "y": top, "width": percent(placed.width), "height": BAR}
    label = f"{bar.label}: {part.label}: {words}"
    colour = element("rect", **place, **{"class": f"segment fill-{safe_class(part.code)}"})
    marks = [element("g", element("title", label), colour), hatches.overlay(key, part.hatch, **place)]
    if placed.width >= _TELLS_COUNT_FROM:
        middle = percent(left + placed.width / 2)
        marks.append(
            element("text", count(number), x=middle, y=top + 15, text_anchor="middle", **{"class": "chart-count"})
        )
    return link(bar.hrefs[placed.index] if bar.hrefs else "", label, *marks)


def _whole_words(frame: Frame, bar: Bar) -> str:
    if not bar.received:
        return frame.silence or _("no answers received")
    return ngettext("%(count)s answer", "%(count)s answers", bar.received) % {"count": count(bar.received)}


def _sentence(frame: Frame, bar: Bar, counted: Counted) -> str:
    if not bar.received:
        return _("%(label)s: %(silence)s.") % {
            "label": bar.label,
            "silence": frame.silence or _("no answers received"),
        }
    reported, more = _("%(count)s reported “%(part)s”"), _("%(count)s more: “%(part)s”")
    there = [(part, {"count": words, "part": part.label}) for part, number, words in counted if number]
    said = [reported % words for part, words in there if part.in_share]
    beside = [more % words for part, words in there if not part.in_share]
    return _("%(label)s: of the %(whole)s %(of)s, %(said)s.") % {
        "label": bar.label,
        "whole": count(frame.whole(bar)),
        "of": bar.of,
        "said": "; ".join([*(said or [_("none reported on this scale")]), *beside]),
    }


def _row(frame: Frame, bar: Bar, counted: Counted) -> tuple[Cell, ...]:
    links = bar.hrefs or ("",) * len(bar.counts)
    cells = (
        Cell(words if bar.received else "–", href, is_number=True)
        for (_part, _number, words), href in zip(counted, links, strict=True)
    )
    ends = (Cell(count(bar.received), is_number=True), Cell(count(frame.whole(bar)), is_number=True))
    return (Cell(bar.label, bar.href), *cells, *ends)
