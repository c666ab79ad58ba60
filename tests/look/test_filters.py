"""A filter shows the whole of what is chosen in it."""

from typing import TYPE_CHECKING

import pytest

from commitments.instruments.models import Instrument
from tests.factories import submissions as make

if TYPE_CHECKING:
    from playwright.sync_api import Page

NAME = "Demonstration cycle 2026"
WIDTHS = """select => {
    const free = select.cloneNode(true);
    free.style.cssText = "inline-size: auto; min-inline-size: 0; max-inline-size: none; position: absolute";
    select.parentNode.append(free);
    return [select.offsetWidth, free.offsetWidth];
}"""


@pytest.mark.parametrize("width", [360, 768, 1280])
def test_the_name_of_the_cycle_is_not_cut_off(page: "Page", width: int) -> None:
    founding = Instrument.objects.get(is_founding=True)
    for name in ("Demonstration cycle 2024", NAME):
        make.cycle("THA", on=founding, name=name)
    page.set_viewport_size({"width": width, "height": 800})

    page.goto("/")

    chosen = page.locator(".filters select").first
    given, needed = chosen.evaluate(WIDTHS)
    assert NAME in chosen.inner_text()
    assert given >= needed
