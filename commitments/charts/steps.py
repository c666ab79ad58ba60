"""A number that changes on dates, as a line of steps: parties over time, events marked, as far as it is known."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date

from django.utils.safestring import SafeString
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _

from commitments.charts.marks import drawing, element, joined, link, number, own_address, percent, safe_class
from commitments.charts.numbers import count, day, nice_steps
from commitments.charts.values import Cell, Table

TOP, HEIGHT, BELOW = 34, 220, 30
LEFT, RIGHT = 11.0, 97.0  # hundredths of the width
WIDE = 1000
_MOST_YEARS_NAMED = 6


@dataclass(frozen=True)
class Event:
    """Something that happened on a date, such as an entry into force."""

    on: date
    label: str
    href: str = ""


@dataclass(frozen=True)
class Line:
    """One line: the value from each date on, in the order of dates."""

    code: str
    label: str
    points: tuple[tuple[date, int], ...]

    def value_on(self, on: date) -> int:
        """The value at the end of this day; zero before the first."""
        place = bisect_right(self.points, on, key=lambda point: point[0])
        return self.points[place - 1][1] if place else 0


@dataclass(frozen=True)
class Steps:
    """Lines over time, drawn from `since` until `until` and not a day further: after it nothing is claimed."""

    key: str
    title: str
    lines: tuple[Line, ...]
    since: date
    until: date
    counted: str
    events: tuple[Event, ...] = ()
    note: str = ""

    def __post_init__(self) -> None:
        if self.until <= self.since:
            raise ValueError("a line over time ends after it begins")
        for line in self.lines:
            if list(line.points) != sorted(line.points, key=lambda point: point[0]):
                raise ValueError(f"the points of a line come in the order of their dates: {line.label}")

    @property
    def svg(self) -> SafeString:
        return draw(self, rtl=get_language_bidi())

    @property
    def legend(self) -> tuple[tuple[SafeString, str], ...]:
        """A stroke and its meaning for each line, where there is more than one."""
        if len(self.lines) == 1:
            return ()
        return tuple((_stroke(line, index), line.label) for index, line in enumerate(self.lines))

    @property
    def sentence(self) -> str:
        """Where each line stands at the last day that is known, and the events before it."""
        said = [
            _("%(label)s: %(value)s %(counted)s on %(day)s.")
            % {
                "label": line.label,
                "value": count(line.value_on(self.until)),
                "counted": self.counted,
                "day": day(self.until),
            }
            for line in self.lines
        ]
        said += [_("%(event)s: %(day)s.") % {"event": event.label, "day": day(event.on)} for event in self.seen]
        return " ".join([*said, _("After %(day)s nothing is known here.") % {"day": day(self.until)}])

    @property
    def table(self) -> Table:
        """The value at the end of each year, and on the last day."""
        days = [date(year, 12, 31) for year in range(self.since.year, self.until.year)]
        return Table(
            caption=self.title,
            columns=(Cell(_("On")), *(Cell(line.label, is_number=True) for line in self.lines), Cell(_("Event"))),
            rows=tuple(self._row(on) for on in [*days, self.until]),
            note=self.note,
        )

    @property
    def seen(self) -> tuple[Event, ...]:
        """The events within the time that is drawn."""
        return tuple(event for event in self.events if self.since <= event.on <= self.until)

    def _row(self, on: date) -> tuple[Cell, ...]:
        values = (Cell(count(line.value_on(on)), is_number=True) for line in self.lines)
        events = [event for event in self.seen if event.on.year == on.year]
        words = "; ".join(f"{event.label}, {day(event.on)}" for event in events)
        return (Cell(day(on)), *values, Cell(words, events[0].href if len(events) == 1 else ""))


@dataclass(frozen=True)
class _Scale:
    """Where a date and a value lie."""

    since: date
    until: date
    highest: int
    rtl: bool

    def along(self, on: date) -> float:
        """From 0 to 1, in the direction of reading."""
        part = (on - self.since).days / (self.until - self.since).days
        return 1 - part if self.rtl else part

    def across(self, on: date) -> str:
        """The place of a date on the whole drawing."""
        left, right = (100 - RIGHT, 100 - LEFT) if self.rtl else (LEFT, RIGHT)
        return percent(left + (right - left) * self.along(on))

    def up(self, value: int) -> float:
        return HEIGHT - HEIGHT * value / self.highest


def draw(chart: Steps, *, rtl: bool) -> SafeString:
    """Grid and letters keep their size; the lines are stretched with the frame."""
    grid = nice_steps(max((value for line in chart.lines for _on, value in line.points), default=1))
    scale = _Scale(chart.since, chart.until, grid[-1], rtl)
    lines = joined(_path(line, index, chart, scale) for index, line in enumerate(chart.lines))
    plot = element(
        "svg",
        lines,
        x=percent(100 - RIGHT if rtl else LEFT),
        y=TOP,
        width=percent(RIGHT - LEFT),
        height=HEIGHT,
        viewBox=f"0 0 {WIDE} {HEIGHT}",
        preserveAspectRatio="none",
        overflow="visible",
    )
    return drawing(
        chart.key,
        joined(_grid_line(value, scale) for value in grid),
        joined(_year(on, scale) for on in _years(chart)),
        plot,
        joined(_event(event, index, scale) for index, event in enumerate(chart.seen)),
        title=chart.title,
        description=chart.sentence,
        height=TOP + HEIGHT + BELOW,
        rtl=rtl,
        interactive=any(own_address(event.href) for event in chart.seen),
    )


def _path(line: Line, index: int, chart: Steps, scale: _Scale) -> SafeString:
    """Level until the date, then straight up: nothing is claimed between two acts."""
    known = [(on, value) for on, value in line.points if chart.since < on <= chart.until]
    path = [f"M{number(WIDE * scale.along(chart.since))} {number(scale.up(line.value_on(chart.since)))}"]
    path += [f"H{number(WIDE * scale.along(on))}V{number(scale.up(value))}" for on, value in known]
    path.append(f"H{number(WIDE * scale.along(chart.until))}")
    kind = _classes(line, index)
    return element("path", d="".join(path), fill="none", vector_effect="non-scaling-stroke", **{"class": kind})


def _stroke(line: Line, index: int) -> SafeString:
    mark = element("path", d="M1 8 H31", fill="none", **{"class": _classes(line, index)})
    return element("svg", mark, width="32", height="16", aria_hidden="true", **{"class": "chart swatch"})


def _classes(line: Line, index: int) -> str:
    return f"chart-line line-{index} line-{safe_class(line.code)}"


def _grid_line(value: int, scale: _Scale) -> SafeString:
    y = TOP + scale.up(value)
    left, right = (100 - RIGHT, 100 - LEFT) if scale.rtl else (LEFT, RIGHT)
    rule = element("line", x1=percent(left), x2=percent(right), y1=number(y), y2=number(y), **{"class": "chart-grid"})
    beside = percent(100 - LEFT + 1.5 if scale.rtl else LEFT - 1.5)  # "end" turns with the direction
    words = element("text", count(value), x=beside, y=number(y + 4), text_anchor="end", **{"class": "chart-tick"})
    return element("g", rule, words)


def _years(chart: Steps) -> list[date]:
    years = [year for year in range(chart.since.year, chart.until.year + 1) if date(year, 1, 1) >= chart.since]
    step = max(1, -(-len(years) // _MOST_YEARS_NAMED))
    return [date(year, 1, 1) for year in years[::step]]


def _year(on: date, scale: _Scale) -> SafeString:
    place, bottom = scale.across(on), TOP + HEIGHT
    tick = element("line", x1=place, x2=place, y1=bottom, y2=bottom + 5, **{"class": "chart-axis"})
    words = element(
        "text", str(on.year), x=place, y=bottom + 20, text_anchor="middle", direction="ltr", **{"class": "chart-tick"}
    )
    return element("g", tick, words)


def _event(event: Event, index: int, scale: _Scale) -> SafeString:
    """An upright with its words on the side that has room."""
    place, top = scale.across(event.on), 14 + 14 * (index % 2)
    along = 1 - scale.along(event.on) if scale.rtl else scale.along(event.on)
    rule = element("line", x1=place, x2=place, y1=top + 4, y2=TOP + HEIGHT, **{"class": "chart-event"})
    words = element(
        "text",
        event.label,
        x=place,
        y=top,
        text_anchor="start" if along < 1 / 3 else "end" if along > 2 / 3 else "middle",
        **{"class": "chart-event-label"},
    )
    label = f"{event.label}, {day(event.on)}"
    return link(event.href, label, element("g", element("title", label), rule, words))
