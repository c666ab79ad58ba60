"""Patterns over colours, the same as the share bars wear: only what stands off the scale is hatched."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from django.utils.safestring import SafeString

from commitments.charts.marks import element, joined, safe_class


class Hatch(StrEnum):
    """How a part is hatched; the steps of a scale wear none and are told apart by how dark they are."""

    NONE = ""
    LINES = "lines"
    CROSSED = "crossed"


# Each is drawn in a square of 8, as in templates/components/_hatches.html.
_PATHS = {Hatch.LINES: "M-2 10 10-2", Hatch.CROSSED: "M-2 10 10-2M-2-2l12 12"}


def definitions(key: str, hatches: Iterable[Hatch]) -> SafeString:
    """The patterns that a drawing refers to, each once."""
    used = sorted({hatch for hatch in hatches if hatch})
    return element("defs", joined(_pattern(key, hatch) for hatch in used)) if used else SafeString()


def overlay(key: str, hatch: Hatch, **place: object) -> SafeString:
    """The hatched rectangle over a coloured one; nothing for a part without a pattern."""
    return element("rect", **place, fill=f"url(#{_name(key, hatch)})", **{"class": "hatch"}) if hatch else SafeString()


def swatch(key: str, code: str, hatch: Hatch) -> SafeString:
    """A small rectangle of this colour and pattern, for a legend; it uses the patterns of the drawing."""
    whole = {"width": 28, "height": 16}
    colour = element("rect", **whole, **{"class": f"fill-{safe_class(code)}"})
    return element(
        "svg", colour, overlay(key, hatch, **whole), viewBox="0 0 28 16", aria_hidden="true", **{"class": "swatch"}
    )


def _pattern(key: str, hatch: Hatch) -> SafeString:
    path = element("path", d=_PATHS[hatch], **{"class": "hatch-line"})
    return element("pattern", path, id=_name(key, hatch), width="8", height="8", patternUnits="userSpaceOnUse")


def _name(key: str, hatch: Hatch) -> str:
    return f"{safe_class(key)}-hatch-{hatch}"
