"""Chart, table and sentence say the same; no label can run; silence is never a zero."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from django.template.loader import render_to_string
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from commitments.charts import stacked_bars, tiles
from commitments.charts import steps as steps_module
from commitments.charts.marks import element, own_address
from commitments.charts.numbers import count, nice_steps, share
from commitments.charts.stacked_bars import Bar
from commitments.charts.steps import Line
from tests.charts import examples

SVG = "{http://www.w3.org/2000/svg}"
EVERY_CHART: list[Callable[..., Any]] = [examples.bars, examples.silent_bars, examples.steps, examples.tiles]


def parsed(svg: str) -> ET.Element:
    return ET.fromstring(svg)  # noqa: S314 - our own drawing


def rects(svg: str, kind: str) -> list[tuple[float, float]]:
    """Place and width of the marks of one class, in hundredths."""
    found = [rect for rect in parsed(svg).iter(f"{SVG}rect") if kind in (rect.get("class") or "").split()]
    return [(float(rect.get("x", "0").rstrip("%")), float(rect.get("width", "0").rstrip("%"))) for rect in found]


@pytest.mark.parametrize("example", EVERY_CHART)
def test_a_chart_is_named_described_and_free_of_style_and_script(example: Callable[..., Any]) -> None:
    svg = example().svg

    root = parsed(svg)
    assert root.get("role") in {"img", "group"}
    assert root.get("aria-labelledby") == root.find(f"{SVG}title").get("id")  # type: ignore[union-attr]
    assert root.find(f"{SVG}desc").text == example().sentence  # type: ignore[union-attr]
    assert not re.search(r"\bstyle=|<style|<script|\bon[a-z]+=", svg)


@pytest.mark.parametrize("example", EVERY_CHART)
def test_a_chart_with_links_is_a_group_so_that_its_links_are_reached(example: Callable[..., Any]) -> None:
    root = parsed(example().svg)

    links = list(root.iter(f"{SVG}a"))
    assert root.get("role") == ("group" if links else "img")
    assert all(link.get("aria-label") and link.get("href") for link in links)


def test_a_bar_its_row_and_its_sentence_come_from_the_same_figures() -> None:
    chart = examples.bars()

    widths = [width for _x, width in rects(chart.svg, "segment")]

    assert widths == pytest.approx([100 / 18, 700 / 18, 1000 / 18], abs=0.01)
    assert [cell.text for cell in chart.table.rows[0]] == [
        "D17",
        "1 (6\u00a0%)",
        "7 (39\u00a0%)",
        "10 (56\u00a0%)",
        "18",
        "18",
    ]
    assert chart.sentence == (
        "D17: of the 18 Member States that provided information on paragraph 17, "
        "1 (6\u00a0%) reported “No action yet”; 7 (39\u00a0%) reported “Under way”; "
        "10 (56\u00a0%) reported “Implemented”."
    )
    assert "18 answers" in chart.svg


def test_an_answer_that_is_not_applicable_is_drawn_and_stands_in_no_share_and_no_denominator() -> None:
    chart = examples.bars(
        parts=examples.OFF_THE_SCALE,
        bars=(Bar("D17", (5, 15, 20), examples.OF),),
    )

    assert [width for _x, width in rects(chart.svg, "segment")] == [12.5, 37.5, 50]
    assert [cell.text for cell in chart.table.rows[0]] == ["D17", "5 (25\u00a0%)", "15 (75\u00a0%)", "20", "40", "20"]
    assert chart.sentence == (
        "D17: of the 20 Member States that provided information on paragraph 17, "
        "5 (25\u00a0%) reported “No action yet”; 15 (75\u00a0%) reported “Under way”; 20 more: “Not applicable”."
    )


def test_a_legend_says_what_each_colour_and_pattern_means() -> None:
    assert [label for _swatch, label in examples.bars().legend] == ["No action yet", "Under way", "Implemented"]
    assert "fill-under_way" in examples.bars().legend[1][0]
    assert "url(#shares-hatch-crossed)" in examples.bars(parts=examples.OFF_THE_SCALE).legend[2][0]
    assert examples.steps().legend == ()


def test_silence_is_neither_a_zero_nor_a_share() -> None:
    chart = examples.silent_bars()

    assert rects(chart.svg, "segment") == []
    assert [cell.text for cell in chart.table.rows[0]] == ["D18", "–", "–", "–", "0", "0"]
    assert chart.sentence == "D18: no answers received."
    assert "no answers received" in chart.svg


def test_an_empty_bar_says_what_the_reader_may_say_of_it() -> None:
    chart = examples.bars(bars=(Bar("D18", (0, 0, 0), examples.OF),), silence="no answers that you may read")

    assert "no answers that you may read" in chart.svg
    assert "received" not in chart.sentence


def test_what_stands_off_the_scale_is_told_apart_without_colour_and_the_scale_wears_no_pattern() -> None:
    svg = examples.bars(parts=examples.OFF_THE_SCALE).svg

    fills = {rect.get("fill") for rect in parsed(svg).iter(f"{SVG}rect") if rect.get("class") == "hatch"}
    assert fills == {"url(#shares-hatch-crossed)"}
    assert {pattern.get("id") for pattern in parsed(svg).iter(f"{SVG}pattern")} == {"shares-hatch-crossed"}
    assert "hatch" not in examples.bars().svg


def test_a_bar_begins_where_reading_begins() -> None:
    left_to_right = stacked_bars.draw(examples.bars(), rtl=False)
    right_to_left = stacked_bars.draw(examples.bars(), rtl=True)

    mirrored = [(100 - x - width, width) for x, width in rects(right_to_left, "segment")]
    assert [part for pair in mirrored for part in pair] == pytest.approx(
        [part for pair in rects(left_to_right, "segment") for part in pair], abs=0.01
    )
    assert parsed(right_to_left).get("direction") == "rtl"
    with translation.override("ar"):
        assert examples.bars().svg == stacked_bars.draw(examples.bars(), rtl=True)


@pytest.mark.parametrize("counts", [(1, 2), (1, -1, 0)])
def test_a_bar_whose_figures_do_not_fit_its_parts_is_refused(counts: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="count"):
        examples.bars(bars=(Bar("D17", counts, examples.OF),))


@given(st.lists(st.integers(0, 10_000), min_size=3, max_size=3))
def test_the_segments_of_any_bar_fill_it_exactly(counts: list[int]) -> None:
    chart = examples.bars(bars=(Bar("D17", (counts[0], counts[1], counts[2]), examples.OF),))

    widths = [width for _x, width in rects(chart.svg, "segment")]
    assert sum(widths) == pytest.approx(100 if sum(counts) else 0, abs=0.01)


def test_a_line_is_drawn_as_far_as_it_is_known_and_says_what_it_shows() -> None:
    chart = examples.steps()

    path = next(path for path in parsed(chart.svg).iter(f"{SVG}path") if "chart-line" in (path.get("class") or ""))
    assert (path.get("d") or "").endswith("H1000")
    assert chart.sentence == (
        "Parties: 170 parties on 1 December 2014. Entry into force: 14 December 2005. "
        "After 1 December 2014 nothing is known here."
    )
    assert "Later" not in chart.svg


def test_the_table_of_a_line_has_the_value_at_the_end_of_each_year_and_on_the_last_day() -> None:
    rows = [[cell.text for cell in row] for row in examples.steps().table.rows]

    assert len(rows) == 12
    assert rows[0] == ["31 December 2003", "1", ""]
    assert rows[2] == ["31 December 2005", "30", "Entry into force, 14 December 2005"]
    assert rows[-1] == ["1 December 2014", "170", ""]


def test_a_line_is_mirrored_where_reading_runs_from_the_right() -> None:
    path = next(
        path
        for path in parsed(steps_module.draw(examples.steps(), rtl=True)).iter(f"{SVG}path")
        if "chart-line" in (path.get("class") or "")
    )

    assert (path.get("d") or "").startswith("M1000 ")
    assert (path.get("d") or "").endswith("H0")


def test_an_act_after_the_last_known_day_is_not_drawn() -> None:
    known = examples.steps()
    later = Line("parties", "Parties", (*known.lines[0].points, (date(2014, 12, 2), 171)))

    assert examples.steps(lines=(later,)).sentence == known.sentence
    assert examples.steps(lines=(later,)).svg.count("V") == known.svg.count("V")


def test_the_value_of_a_line_counts_the_day_itself() -> None:
    line = examples.steps().lines[0]

    assert [line.value_on(day) for day in (date(2003, 12, 8), date(2003, 12, 9), date(2030, 1, 1))] == [0, 1, 170]


def test_points_out_of_order_and_a_time_that_ends_before_it_begins_are_refused() -> None:
    with pytest.raises(ValueError, match="order"):
        examples.steps(lines=(Line("x", "X", ((date(2005, 1, 1), 1), (date(2004, 1, 1), 2))),))
    with pytest.raises(ValueError, match="ends after"):
        examples.steps(until=date(2000, 1, 1))


def test_tiles_are_counted_as_they_are_drawn_and_the_nameless_are_not_named() -> None:
    chart = examples.tiles()

    assert len(rects(chart.svg, "tile")) == 3
    assert [[cell.text for cell in row] for row in chart.table.rows] == [
        ["Asia-Pacific", "1 (33\u00a0%)", "2 (67\u00a0%)", "3"],
        ["African", "0 (–)", "0 (–)", "0"],
    ]
    assert "Asia-Pacific, of 3: Not shown as party: 1; Party: 2." in chart.sentence
    assert chart.svg.count("<a ") == 1


def test_a_tile_of_no_part_is_refused() -> None:
    with pytest.raises(ValueError, match="belongs"):
        examples.tiles(rows=(tiles.TileRow("Asia-Pacific", (tiles.Tile("maybe"),)),))


def test_a_hostile_label_is_shown_and_never_runs() -> None:
    chart = examples.bars(examples.HOSTILE, title=examples.HOSTILE)

    page = render_to_string("commitments/charts/_chart.html", {"chart": chart})

    assert "<script" not in page
    assert "&lt;script&gt;" in page
    parsed(chart.svg)


@given(st.text())
def test_no_text_breaks_an_element(text: str) -> None:
    drawn = element("text", text, x=text)

    assert drawn.count("<") == 2
    assert drawn.count('"') == 2


@pytest.mark.parametrize("name", ["style", "onclick", "on", "x y", 'x"'])
def test_an_attribute_that_could_run_is_a_mistake_of_the_program(name: str) -> None:
    with pytest.raises(ValueError, match="not an attribute"):
        element("rect", **{name: "1"})


@pytest.mark.parametrize(
    "href", ["javascript:alert(1)", "//evil.example", "https://evil.example", "/\\evil", "data:x", ""]
)
def test_an_address_that_leads_out_of_the_site_is_no_link(href: str) -> None:
    assert own_address(href) == ""


@pytest.mark.parametrize("href", ["/states/THA/?a=1&b=2", "?status=planned", "#table"])
def test_an_address_of_the_site_is_a_link(href: str) -> None:
    assert own_address(href) == href


def test_the_table_of_a_chart_stands_under_it_with_links_and_row_heads() -> None:
    page = render_to_string("commitments/charts/_chart.html", {"chart": examples.bars()})

    assert "<caption>Answers by paragraph</caption>" in page
    assert '<th scope="row"><a href="/texts/A-RES-60-177/D17/">D17</a></th>' in page
    assert '<td class="number"><a href="/dashboard/?status=under">7 (39\u00a0%)</a></td>' in page


def test_numbers_are_written_as_the_language_writes_them() -> None:
    assert count(12345) == "12,345"
    with translation.override("fr"):
        assert re.sub(r"\s", " ", count(12345)) == "12 345"
    assert [share(0, 0), share(0, 5), share(1, 1000), share(1, 3), share(5, 5)] == [
        "–",
        "0\u00a0%",
        "under 1\u00a0%",
        "33\u00a0%",
        "100\u00a0%",
    ]


@given(st.integers(0, 1_000_000))
def test_the_lines_of_a_grid_are_round_and_reach_the_highest_value(highest: int) -> None:
    grid = nice_steps(highest)

    assert grid[0] == 0
    assert grid[-1] >= highest
    assert 2 <= len(grid) <= 8
