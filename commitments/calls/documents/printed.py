"""The call as a PDF for paper: tagged, with its fonts."""

from dataclasses import asdict
from pathlib import Path

from commitments.calls.documents.content import Call
from commitments.files.typeset import typeset

LAYOUT = Path(__file__).with_name("call.typ")


def printed(call: Call) -> bytes:
    """The whole document."""
    return typeset(LAYOUT, call=asdict(call))
