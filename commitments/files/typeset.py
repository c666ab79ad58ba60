"""Words put into a layout by the typesetter: a tagged PDF; what is said goes in as data, never as a program."""

import json
from pathlib import Path
from typing import Any

import typst

PRINTED_IN = frozenset(("en", "es", "fr", "ru"))
"""Languages whose letters the typesetter's own font holds: others it would print as boxes, and say nothing."""


def typeset(layout: Path, **data: Any) -> bytes:
    """The whole document; the layout finds each thing under its name in `sys.inputs`, as JSON."""
    made: bytes = typst.compile(
        layout, root=layout.parent, sys_inputs={name: json.dumps(said) for name, said in data.items()},
        pdf_standards=["ua-1"], ignore_system_fonts=True,
    )  # fmt: skip
    return made
