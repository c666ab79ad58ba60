"""Rules of the look that a machine can hold: templates, style sheets, components, colours, weight."""

import gzip
import re
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.test import RequestFactory

from commitments.access.actor import anonymous
from commitments.dashboards.styleguide import samples
from tracker.env import ROOT

TEMPLATES = sorted(p for p in (ROOT / "templates").rglob("*.html") if "emails" not in p.parts)
COMPONENTS = sorted((ROOT / "templates/components").glob("_*.html"))
SHEETS = sorted((ROOT / "static/css").glob("*.css"))
FIRST_VISIT = 100_000
INLINE = {
    "a style attribute": r"<[^>]*\sstyle\s*=",
    "a style element": r"<style\b",
    "a script without a file": r"<script(?![^>]*\bsrc=)(?![^>]*application/json)[^>]*>",
    "a handler": r"<[^>]*\son[a-z]+\s*=\s*[\"']",
    "a javascript address": r"javascript:",
}
PHYSICAL = re.compile(
    r"(?<![\w-])(?:(?:margin|padding|border|scroll-margin|scroll-padding)-(?:left|right|top|bottom)[\w-]*"
    r"|left|right|top|bottom|float|border-(?:top|bottom)-(?:left|right)-radius|(?:min-|max-)?(?:width|height))\s*:"
    r"|text-align:\s*(?:left|right)|(?:float|clear):\s*(?:left|right)"
)
DOCUMENTED = re.compile(r"\A\{% comment %\}\n(.+?)\n\{% endcomment %\}", re.DOTALL)
TEXT, GRAPHIC = 4.5, 3.0
SCALE = ("no_action_yet", "planned", "under_way", "substantially_implemented", "implemented_and_maintained")


def relative(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("template", TEMPLATES, ids=relative)
def test_template_holds_nothing_that_the_content_policy_refuses(template: Path) -> None:
    source = template.read_text()

    found = [what for what, pattern in INLINE.items() if re.search(pattern, source, re.IGNORECASE)]

    assert found == []


@pytest.mark.parametrize("sheet", SHEETS, ids=relative)
def test_style_sheet_uses_logical_properties_only(sheet: Path) -> None:
    rules = re.sub(r"/\*.*?\*/|@media[^{]*|@page[^}]*\}", "", sheet.read_text(), flags=re.DOTALL)

    assert PHYSICAL.findall(rules) == []


@pytest.mark.parametrize("component", COMPONENTS, ids=relative)
def test_component_says_what_it_is_and_names_its_parameters(component: Path) -> None:
    match = DOCUMENTED.match(component.read_text())

    assert match, "opens with {% comment %}: a sentence, then its parameters"
    lines = match.group(1).splitlines()
    assert len(lines) > 1 or component.name == "_hatches.html"
    assert lines[0].endswith(".")


def test_every_component_is_shown_on_the_style_guide() -> None:
    guide = (ROOT / "templates/commitments/web/styleguide.html").read_text()
    frame = (ROOT / "templates/base.html").read_text()

    missing = [c.name for c in COMPONENTS if c.name not in guide and f"components/{c.name}" not in frame]

    assert missing == []


def test_component_that_is_included_exists() -> None:
    known = {c.name for c in COMPONENTS}

    unknown = {
        f"{relative(t)}: {name}"
        for t in TEMPLATES
        for name in re.findall(r"components/(_[\w-]+\.html)", t.read_text())
        if name not in known
    }

    assert unknown == set()


def test_icon_that_is_named_is_in_the_sprite() -> None:
    sprite = set(re.findall(r'id="([^"]+)"', (ROOT / "static/icons/sprite.svg").read_text()))

    named = {name for t in TEMPLATES for name in re.findall(r'sprite\.svg"? ?%\}#([a-z_-]+[a-z])"', t.read_text())}
    included = {n for t in TEMPLATES for n in re.findall(r'_icon\.html" with [^%]*name="([^"]+)"', t.read_text())}

    assert (named | included) - sprite == set()


@pytest.mark.django_db
def test_style_guide_renders_every_specimen() -> None:
    request = RequestFactory().get("/styleguide/")
    request.actor = anonymous()  # type: ignore[attr-defined]

    page = render_to_string("commitments/web/styleguide.html", samples(), request)

    assert page.count('class="specimen"') > 25
    assert "Substantially implemented" in page
    assert not re.search(r"\{[%{]|[%}]\}", page)


@pytest.mark.django_db
def test_style_guide_has_each_id_once_and_a_name_for_each_control() -> None:
    request = RequestFactory().get("/styleguide/")
    request.actor = anonymous()  # type: ignore[attr-defined]
    page = render_to_string("commitments/web/styleguide.html", samples(), request)

    ids = re.findall(r'\sid="([^"]+)"', page)
    labelled = set(re.findall(r'<label[^>]* for="([^"]+)"', page))
    controls = re.findall(r"<(?:input|select|textarea)\b[^>]*>", page)
    named = [re.search(r'\sid="([^"]+)"', c) for c in controls if 'type="hidden"' not in c]

    assert [i for i, count in Counter(ids).items() if count > 1] == []
    assert [control for control in named if control is None or control.group(1) not in labelled] == []
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(ids)


def colours(*, dark: bool) -> dict[str, str]:
    """The colour tokens as they hold in the light, or with the dark ones over them."""
    source = (ROOT / "static/css/tokens.css").read_text()
    light_part, dark_part = source.split("prefers-color-scheme: dark", 1)
    pattern = re.compile(r"--([\w-]+):\s*(#[0-9a-f]{6});")
    return dict(pattern.findall(light_part)) | (dict(pattern.findall(dark_part)) if dark else {})


def luminance(colour: str) -> float:
    """Relative luminance as WCAG defines it."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


PAIRS = [
    *((text, ground, TEXT) for text in ("ink", "ink-soft", "accent", "accent-dark", "danger", "caution", "good")
      for ground in ("paper", "well")),
    *((text, f"{mood}-soft", TEXT) for mood in ("accent", "danger", "caution", "good")
      for text in (mood, "ink", "ink-soft")),
    ("accent-dark", "accent-soft", TEXT),
    ("on-accent", "accent", TEXT),
    ("on-accent", "accent-dark", TEXT),
    ("line-strong", "paper", GRAPHIC),
    ("accent", "paper", GRAPHIC),
]  # fmt: skip


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize(("front", "ground", "least"), PAIRS, ids=str)
def test_colour_stands_out_from_its_ground(front: str, ground: str, least: float, *, dark: bool) -> None:
    tokens = colours(dark=dark)

    assert contrast(tokens[front], tokens[ground]) >= least


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_status_fills_grow_step_by_step_so_that_they_read_without_colour(*, dark: bool) -> None:
    tokens = colours(dark=dark)
    steps = [luminance(tokens[f"status-{code}"]) for code in SCALE]

    assert steps == sorted(steps, reverse=not dark)
    assert all(contrast(tokens[f"status-{a}"], tokens[f"status-{b}"]) >= 1.2 for a, b in pairwise(SCALE))


def test_sheets_script_and_icons_of_a_first_visit_are_light() -> None:
    frame = (ROOT / "templates/base.html").read_text()
    files = [ROOT / "static" / name for name in re.findall(r'static "([^"]+)"', frame)]
    files += [ROOT / "static/icons/sprite.svg", Path(str(finders.find("django_htmx/htmx-2.min.js")))]

    weight = sum(len(gzip.compress(path.read_bytes())) for path in files)

    assert weight < FIRST_VISIT / 2, "the page itself needs the other half"
