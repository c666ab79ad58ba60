"""A list of recommendations, for tests; its words are invented and say so."""

from pathlib import Path

from commitments.access.acting import acting
from commitments.access.actor import program
from commitments.instruments.models import Instrument, Obligation
from commitments.instruments.reading.files import TextFile
from commitments.instruments.services import load_instrument
from tests.factories import submissions as make

LIST = """\
symbol: A/CONF.999/1
title: Report of an invented congress
body: Invented congress
adopted_on: 2005-04-25
source: invented for tests
recommendations:
  - number: 1
    heading: Workshop one
    label: Share what is known
    text: That States should share what they know, as appropriate.
  - number: 2
    text: That the institutes should train those who train others in every region of the world.
"""


def written(folder: Path, text: str = LIST) -> str:
    """The list as a file; gives its path."""
    path = folder / "list.yaml"
    path.write_text(text)
    return str(path)


def loaded() -> list[Obligation]:
    """The recommendations of the list, loaded."""
    by = program("tests")
    with acting(by):
        load_instrument(TextFile("list.yaml", LIST), by=by, now=make.NOON)
    return list(Instrument.objects.get(symbol="A/CONF.999/1").obligations.order_by("number"))
