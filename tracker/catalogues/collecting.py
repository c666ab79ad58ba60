"""Every string marked for translation, in the code and in templates.

The code is read as a tree and not by tokens, which takes at least twice as long.
"""

import ast
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_python
from django.utils.translation.template import templatize

from tracker.env import ROOT

CODE, TEMPLATES = ("commitments", "tracker"), ("templates",)
PLURAL, CONTEXT, BOTH = (1, 2), ((1, "c"), 2), ((1, "c"), 2, 3)
MARKS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None, "gettext": None, "gettext_lazy": None, "gettext_noop": None,
    "ngettext": PLURAL, "ngettext_lazy": PLURAL, "pgettext": CONTEXT, "pgettext_lazy": CONTEXT,
    "npgettext": BOTH, "npgettext_lazy": BOTH,
}  # fmt: skip
"""What marks a string, and which of its arguments are words: None for the first, "c" for the context."""

IMPORTED = "gettext"
"""A file that does not name it marks nothing."""

Marked = tuple[str | tuple[str, str], str | None]


def marked(root: Path = ROOT) -> Catalog:
    """All marked strings below a folder, each with the files that say it."""
    found = Catalog(fuzzy=False)
    for path in _files(root, CODE, "*.py"):
        _add(found, path.relative_to(root), _in_code(path.read_text()))
    for path in (*_files(root, TEMPLATES, "*.html"), *_files(root, TEMPLATES, "*.txt")):
        _add(found, path.relative_to(root), _in_template(path))
    return found


def _files(root: Path, folders: tuple[str, ...], pattern: str) -> list[Path]:
    return sorted(path for folder in folders for path in (root / folder).rglob(pattern))


def _add(found: Catalog, path: Path, said: Iterator[Marked]) -> None:
    for message, context in said:
        found.add(message, context=context, locations=[(path.as_posix(), 1)])


def _in_code(code: str) -> Iterator[Marked]:
    for node in ast.walk(ast.parse(code)) if IMPORTED in code else ():
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MARKS:
            yield from _of_call(MARKS[node.func.id] or (1,), [_constant(each) for each in node.args])


def _constant(node: ast.expr) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def _of_call(places: tuple[int | tuple[int, str], ...], given: list[str]) -> Iterator[Marked]:
    """What one call marks; nothing where its words are no constants (a variable named `_`, a name passed on)."""
    context = next((given[place[0] - 1] for place in places if isinstance(place, tuple)), None)
    words = [given[place - 1] for place in places if isinstance(place, int) and place <= len(given)]
    if words and all(words):
        yield (words[0] if len(words) == 1 else (words[0], words[1])), context


def _in_template(path: Path) -> Iterator[Marked]:
    """A template as Django turns it into calls; the bracket around them makes its indentation meaningless."""
    calls = f"({templatize(path.read_text(), origin=str(path))}\n)".encode()
    for _line, function, words, _comments in extract_python(io.BytesIO(calls), dict(MARKS), (), {}):
        yield from _of_call(MARKS[str(function)] or (1,), _given(words))


def _given(words: Any) -> list[str]:
    """The arguments of a call: a string where it has one, else several, with None for what is no string."""
    return [words] if isinstance(words, str) else [each or "" for each in words]
