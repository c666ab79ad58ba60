"""Words put into a layout by the typesetter: a tagged PDF; what is said goes in as data, never as a program."""

import json
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import typst

from commitments.web.language import reading_language

LATIN, ARABIC, CHINESE = "Libertinus Serif", "Noto Naskh Arabic", "Noto Serif SC"
FONTS = {"ar": [ARABIC, LATIN, CHINESE], "zh": [CHINESE, LATIN, ARABIC]}
"""In which fonts a language is looked for first; the others follow, for a name in other letters."""

FONT_PACKAGES = ("pylopdf_fonts_ar", "pylopdf_fonts_zh_cn")


def typeset(layout: Path, **data: Any) -> bytes:
    """The whole document in the language that is active; the layout finds each thing under its name, as JSON.

    `sys.inputs.letters` says the language, and the fonts that hold its letters.
    """
    data["letters"] = letters_of(reading_language())
    made: bytes = typst.compile(
        layout, root=layout.parent, sys_inputs={name: json.dumps(said) for name, said in data.items()},
        pdf_standards=["ua-1"], font_paths=_folders(), ignore_system_fonts=True,
    )  # fmt: skip
    return made


def letters_of(language: str) -> dict[str, Any]:
    """The language as the typesetter calls it (it then knows the direction), and its fonts."""
    code = language.split("-", maxsplit=1)[0]
    return {"language": code, "fonts": FONTS.get(code, [LATIN, ARABIC, CHINESE])}


@cache
def _folders() -> list[Path]:
    """Where the fonts stand that come as packages, which are files and no code: nothing of them is run."""
    found = [find_spec(name) for name in FONT_PACKAGES]
    return [Path(spec.origin).parent for spec in found if spec and spec.origin]
