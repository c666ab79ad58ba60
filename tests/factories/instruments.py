"""Small instruments that tests write themselves, with the real ones beside them."""

import os
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone

from commitments.access.actor import Actor, program
from commitments.instruments.models import Instrument
from commitments.instruments.outcomes import LoadOutcome
from commitments.instruments.reading.files import TextFile, open_text
from commitments.instruments.services import load_instrument

SMALL_TEXT = """[DU1]
Resolution adopted by the General Assembly on 3 March 1999
[on the report of the Second Committee (A/53/1)]
53/901.\tWells and bridges


\tThe General Assembly,
\tRecalling its resolution 52/1 of 1 October 1997,1
\t1.\tInvites Member States to dig wells, as appropriate;
\t2.\tRequests the Secretary-General to report on bridges,2 and:
\t(a)\tTo count them;
\t(b)\tTo paint them. \t

90th plenary meeting
3 March 1999


Annex
Declaration on Wells
\tWe, the States Members of the United Nations,
\tDeclare as follows:
I.\tWater
\t1.\tWe will keep the wells1 clean.
\t2.\tWe thank the diggers.
1 Resolution 52/1, annex.
2 See A/53/2.
[DU1]<<ODS JOB NO>>N9900001E<<ODS JOB NO>>
<<ODS DOC SYMBOL1>>A/RES/53/901<<ODS DOC SYMBOL1>>
<<ODS DOC SYMBOL2>><<ODS DOC SYMBOL2>>
_______________

2

United NationsA/RES/53/901General AssemblyDistr.: General
5 April 1999Fifty-third session
Agenda item 12

99-00001

A/RES/53/901
"""

SMALL_ANALYSIS = """meta: {symbol: A/RES/53/901}
themes:
  - {code: WELLS, label: Wells}
addressees:
  MS: Member States collectively ("we")
  SG: Secretary-General
references:
  wells: {title: Convention on Wells, adopted: 1997-10-01, source: "resolution 52/1, annex", footnote: 1}
obligations:
- id: OP1
  part: operative
  number: 1
  label: Dig wells
  type: invitation
  verbs: [Invites]
  components:
    - {verb: Invites, type: invitation, addressees: [MS], quote: "Invites Member States to dig wells"}
  addressees: [MS]
  themes: [WELLS]
  state_reportable: true
  tracked_by: state
  indicators: [Wells dug, Wells kept]
- id: OP2
  part: operative
  number: 2
  label: Report on bridges
  type: request
  components:
    - {verb: report, type: request, addressees: [SG], quote: "Requests the Secretary-General to report on bridges"}
  addressees: [SG]
  footnotes: [2]
  deadlines: [next session]
  state_reportable: false
  tracked_by: secretariat
- id: D1
  part: declaration
  number: 1
  label: Keep the wells clean
  type: commitment
  components:
    - {verb: keep, type: commitment, addressees: [MS], quote: "We will keep the wells clean"}
  addressees: [MS]
  themes: [WELLS]
  references: [wells]
  footnotes: [1]
  state_reportable: true
  tracked_by: state
  same_answer_as: [OP1]
- id: D2
  part: declaration
  number: 2
  label: Thank the diggers
  type: ceremonial
  components:
    - {verb: thank, type: ceremonial, addressees: [], quote: "We thank the diggers"}
  state_reportable: optional
  tracked_by: none
"""


def loader() -> Actor:
    """The program as it loads reference data."""
    return program("tests")


def load(text: str = SMALL_TEXT, analysis: str | None = None, *, revise: bool = False, dry_run: bool = False,
         by: Actor | None = None) -> LoadOutcome:  # fmt: skip
    """Load words as though they were files."""
    return load_instrument(
        TextFile("small.txt", text),
        analysis=TextFile("small.yaml", analysis) if analysis else None,
        by=by or loader(),
        now=timezone.now(),
        revise=revise,
        dry_run=dry_run,
    )


def small_instrument() -> Instrument:
    """The small instrument with its analysis, as it is held; four obligations, two of them counted."""
    load(SMALL_TEXT, SMALL_ANALYSIS)
    return Instrument.objects.with_labels("en").get(symbol="A/RES/53/901")


def founding_source() -> TextFile:
    """The official text of the founding instrument, as it ships."""
    return open_text(Path(settings.BASE_DIR) / "fixtures" / "A_RES_60_177.txt")


def founding_analysis() -> TextFile:
    """The analysis of the founding instrument, as it ships."""
    return open_text(Path(settings.BASE_DIR) / "fixtures" / "obligations.yaml")


def shared_text(name: str) -> TextFile:
    """Another official text, where the folder with them is at hand; else the test is skipped with the reason."""
    shared = Path(os.environ.get("SHARED_DATA", Path(settings.BASE_DIR).parent / "shared"))
    path = shared / "data" / "texts" / name
    if not path.exists():
        pytest.skip(f"{name} is not at hand: set SHARED_DATA to the folder that has data/texts/{name}")
    return open_text(path)
