"""Patterns over colours, so that a chart is read in black and white and by those who see no colours."""

from __future__ import annotations

from django.utils.safestring import SafeString

from commitments.charts.marks import element, joined, safe_class

# Each is drawn in a square of 8: nothing, diagonals, the other diagonals, dots, uprights, levels, grid, crosses.
_PATHS = (
    "",
    "M-2 2 L2 -2 M0 8 L8 0 M6 10 L10 6",
    "M-2 6 L2 10 M0 0 L8 8 M6 -2 L10 2",
    "M2 2 h1.6 v1.6 h-1.6 z M6 6 h1.6 v1.6 h-1.6 z",
    "M2 0 V8 M6 0 V8",
    "M0 2 H8 M0 6 H8",
    "M4 0 V8 M0 4 H8",
    "M0 8 L8 0 M0 0 L8 8",
)


def definitions(key: str, codes: tuple[str, ...]) -> SafeString:
    """The patterns for these codes, in this order; the first has none."""
    return element(
        "defs", joined(_pattern(key, index) for index in range(1, len(codes)) if _PATHS[index % len(_PATHS)])
    )


def fill(key: str, codes: tuple[str, ...], code: str) -> str | None:
    """The reference to the pattern of this code, or None for the one without."""
    index = codes.index(code)
    return f"url(#{_name(key, index)})" if _PATHS[index % len(_PATHS)] else None


def swatch(key: str, codes: tuple[str, ...], code: str) -> SafeString:
    """A small square of the colour and pattern of this code, for a legend; it uses the patterns of the drawing."""
    square = {"x": 1, "y": 1, "width": 14, "height": 14}
    marks = [element("rect", **square, **{"class": f"tile fill-{safe_class(code)}"})]
    pattern = fill(key, codes, code)
    if pattern:
        marks.append(element("rect", **square, fill=pattern, **{"class": "hatch"}))
    return element("svg", *marks, width="16", height="16", aria_hidden="true", **{"class": "chart swatch"})


def _pattern(key: str, index: int) -> SafeString:
    path = element("path", d=_PATHS[index % len(_PATHS)], **{"class": "hatch-line"})
    return element("pattern", path, id=_name(key, index), width="8", height="8", patternUnits="userSpaceOnUse")


def _name(key: str, index: int) -> str:
    return f"{safe_class(key)}-hatch-{index}"
