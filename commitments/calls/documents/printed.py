"""The call as a PDF for paper: tagged, with its fonts; what it says goes in as data, never as a program."""

import json
from dataclasses import asdict
from pathlib import Path

import typst

from commitments.calls.documents.content import Call

LAYOUT = Path(__file__).with_name("call.typ")


def printed(call: Call) -> bytes:
    """The whole document."""
    made: bytes = typst.compile(
        LAYOUT, root=LAYOUT.parent, sys_inputs={"call": json.dumps(asdict(call))}, pdf_standards=["ua-1"],
        ignore_system_fonts=True,
    )  # fmt: skip
    return made
