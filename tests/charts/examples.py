"""Chart values for tests: small, with figures that are counted by hand."""

from __future__ import annotations

from datetime import date

from commitments.charts.hatches import Hatch
from commitments.charts.parts import Part
from commitments.charts.stacked_bars import Bar, StackedBars
from commitments.charts.steps import Event, Line, Steps
from commitments.charts.tiles import Tile, TileRow, Tiles

PARTS = (Part("no_action_yet", "No action yet"), Part("under_way", "Under way"), Part("implemented", "Implemented"))
OFF_THE_SCALE = (
    *PARTS[:2], Part("not_applicable", "Not applicable", in_share=False, hatch=Hatch.CROSSED)
)  # fmt: skip
OF = "Member States that provided information on paragraph 17"
HOSTILE = "\"><script>alert('x')</script>&\x3c/svg>"


def bars(label: str = "D17", **more: object) -> StackedBars:
    links = ("/dashboard/?status=no", "/dashboard/?status=under", "/dashboard/?status=done")
    one = Bar(label, (1, 7, 10), OF, href="/texts/A-RES-60-177/D17/", hrefs=links)
    fields = {
        "key": "shares",
        "title": "Answers by paragraph",
        "parts": PARTS,
        "bars": (one,),
        "group_name": "Paragraph",
    }
    return StackedBars(**{**fields, **more})  # type: ignore[arg-type]


def silent_bars() -> StackedBars:
    return bars(bars=(Bar("D18", (0, 0, 0), OF),))


def steps(**more: object) -> Steps:
    points = ((date(2003, 12, 9), 1), (date(2005, 9, 15), 30), (date(2010, 6, 1), 140), (date(2014, 5, 1), 170))
    fields = {
        "key": "parties",
        "title": "Parties to the Convention",
        "lines": (Line("parties", "Parties", points),),
        "since": date(2003, 1, 1),
        "until": date(2014, 12, 1),
        "counted": "parties",
        "events": (Event(date(2005, 12, 14), "Entry into force", "/treaties/uncac/"), Event(date(2020, 1, 1), "Later")),
    }
    return Steps(**{**fields, **more})  # type: ignore[arg-type]


def tiles(**more: object) -> Tiles:
    states = (Tile("yes", "Thailand", "/states/THA/"), Tile("no"), Tile("yes", "Japan"))
    fields = {
        "key": "parties-by-group",
        "title": "Parties by regional group",
        "parts": (Part("no", "Not shown as party"), Part("yes", "Party")),
        "rows": (TileRow("Asia-Pacific", states), TileRow("African", ())),
        "group_name": "Regional group",
    }
    return Tiles(**{**fields, **more})  # type: ignore[arg-type]
