"""One tile for each member of a group, in rows by group: how many, and which, at a glance."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _

from commitments.charts import hatches
from commitments.charts.marks import drawing, element, joined, link, own_address, percent, safe_class
from commitments.charts.numbers import count, share
from commitments.charts.parts import Part, heads, legend
from commitments.charts.values import Cell, Table

IN_A_LINE, SIDE, PITCH, LABEL, GAP = 27, 12, 18, 22, 14


@dataclass(frozen=True)
class Tile:
    """One member: which part it belongs to, and its name; a nameless tile is counted and not named."""

    code: str
    label: str = ""
    href: str = ""


@dataclass(frozen=True)
class TileRow:
    """One group, named, with its members."""

    label: str
    tiles: tuple[Tile, ...]
    href: str = ""


@dataclass(frozen=True)
class Tiles:
    """Members by group; chart, table and sentence count the same tiles."""

    key: str
    title: str
    parts: tuple[Part, ...]
    rows: tuple[TileRow, ...]
    group_name: str
    note: str = ""

    def __post_init__(self) -> None:
        unknown = {tile.code for row in self.rows for tile in row.tiles} - set(self.codes)
        if unknown:
            raise ValueError(f"a tile belongs to one of the parts: {sorted(unknown)}")

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(part.code for part in self.parts)

    @property
    def svg(self) -> SafeString:
        return draw(self, rtl=get_language_bidi())

    @property
    def legend(self) -> tuple[tuple[SafeString, str], ...]:
        """A swatch and its meaning for each part."""
        return legend(self.key, self.parts)

    @property
    def sentence(self) -> str:
        """Each group: how many of how many, part by part."""
        return " ".join(self._said(row) for row in self.rows)

    @property
    def table(self) -> Table:
        return Table(
            caption=self.title,
            columns=(*heads(self.group_name, self.parts), Cell(_("All"), is_number=True)),
            rows=tuple(self._cells(row) for row in self.rows),
            note=self.note,
        )

    def _said(self, row: TileRow) -> str:
        numbers = Counter(tile.code for tile in row.tiles)
        said = "; ".join(f"{part.label}: {count(numbers[part.code])}" for part in self.parts)
        return _("%(label)s, of %(whole)s: %(said)s.") % {
            "label": row.label,
            "whole": count(len(row.tiles)),
            "said": said,
        }

    def _cells(self, row: TileRow) -> tuple[Cell, ...]:
        numbers, whole = Counter(tile.code for tile in row.tiles), len(row.tiles)
        counted = (
            Cell(f"{count(numbers[part.code])} ({share(numbers[part.code], whole)})", is_number=True)
            for part in self.parts
        )
        return (Cell(row.label, row.href), *counted, Cell(count(whole), is_number=True))


def draw(chart: Tiles, *, rtl: bool) -> SafeString:
    """Rows of tiles in the direction of reading, parts together in their order."""
    top, groups = 0, []
    for row in chart.rows:
        groups.append(_group(chart, row, top=top, rtl=rtl))
        top += LABEL + PITCH * max(1, -(-len(row.tiles) // IN_A_LINE)) + GAP
    return drawing(
        chart.key,
        hatches.definitions(chart.key, (part.hatch for part in chart.parts)),
        *groups,
        title=chart.title,
        description=chart.sentence,
        height=max(top, 1),
        rtl=rtl,
        interactive=any(
            own_address(href) for row in chart.rows for href in (row.href, *(tile.href for tile in row.tiles))
        ),
    )


def _group(chart: Tiles, row: TileRow, *, top: int, rtl: bool) -> SafeString:
    name = f"{row.label} ({count(len(row.tiles))})"
    words = element("text", name, x="100%" if rtl else "0%", y=top + LABEL - 7, **{"class": "chart-label"})
    ordered = sorted(row.tiles, key=lambda tile: chart.codes.index(tile.code))
    tiles = joined(_tile(chart, tile, index, top=top + LABEL, rtl=rtl) for index, tile in enumerate(ordered))
    return element("g", link(row.href, name, words), tiles)


def _tile(chart: Tiles, tile: Tile, index: int, *, top: int, rtl: bool) -> SafeString:
    line, column = divmod(index, IN_A_LINE)
    pitch = 100 / IN_A_LINE
    left = 100 - (column + 1) * pitch if rtl else column * pitch
    place = {"x": percent(left), "y": top + line * PITCH, "width": SIDE, "height": SIDE}
    part = chart.parts[chart.codes.index(tile.code)]
    label = f"{tile.label}: {part.label}" if tile.label else str(part.label)
    marks = [element("title", label), element("rect", **place, **{"class": f"tile fill-{safe_class(tile.code)}"})]
    marks.append(hatches.overlay(chart.key, part.hatch, **place))
    return link(tile.href, label, element("g", *marks))
