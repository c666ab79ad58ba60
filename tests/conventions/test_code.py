"""What no linter knows of the code: sizes, first sentences, and that nothing names a place on one machine."""

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tracker.env import ROOT

FILE, TEST_FILE, FUNCTION = 300, 400, 40
MADE_BY_A_PROGRAM = {"commitments/migrations/0002_initial.py"}
ONE_MACHINE = re.compile(
    r"(?<![\w.])(?:/work/|/root/|/home/(?!app\b|tracker\b)\w+/|/Users/\w+/|/tmp/\w+/\w|C:\\\\Users)"
    r"|\.library/|\bissues (?:show|close)\b"
)
BINARY = (".png", ".jpg", ".webp", ".woff2", ".docx", ".xlsx", ".pdf", ".ico", ".gz")

CODE = sorted([*(ROOT / "commitments").rglob("*.py"), *(ROOT / "tracker").rglob("*.py")])
TESTS = sorted((ROOT / "tests").rglob("*.py"))


def relative(path: Path) -> str:
    return str(path.relative_to(ROOT))


def lines(path: Path) -> int:
    return len(path.read_text().splitlines())


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function and method."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Its lines from `def` to the end."""
    return (node.end_lineno or node.lineno) - node.lineno + 1


def test_no_file_of_the_program_is_longer_than_can_be_read_in_one_go():
    long = {relative(p): lines(p) for p in CODE if lines(p) > FILE and relative(p) not in MADE_BY_A_PROGRAM}

    assert long == {}


def test_no_file_of_tests_is_longer_than_can_be_read_in_one_go():
    long = {relative(p): lines(p) for p in TESTS if lines(p) > TEST_FILE}

    assert long == {}


def test_no_function_is_longer_than_a_screen():
    long = {
        f"{relative(path)}:{node.name}": length(node)
        for path in CODE
        if relative(path) not in MADE_BY_A_PROGRAM
        for node in functions(ast.parse(path.read_text()))
        if length(node) > FUNCTION
    }

    assert long == {}


@pytest.mark.parametrize("folder", ["commitments", "tracker", "tests"])
def test_every_module_opens_with_one_sentence(folder):
    silent = [
        relative(path)
        for path in sorted((ROOT / folder).rglob("*.py"))
        if path.read_text().strip()
        and relative(path) not in MADE_BY_A_PROGRAM
        and not (ast.get_docstring(ast.parse(path.read_text())) or "").split("\n")[0].endswith((".", "?", ":"))
    ]

    assert silent == []


def kept_files() -> list[Path]:
    """What is under version control, texts only."""
    listed = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False
    ).stdout.splitlines()
    if not listed:
        pytest.skip("this is no checkout of a repository")
    return [ROOT / name for name in listed if not name.endswith(BINARY) and (ROOT / name).is_file()]


def test_nothing_that_is_kept_names_a_place_on_one_machine():
    here = Path(__file__).resolve()

    found = {
        f"{relative(path)}: {match.group(0)}"
        for path in kept_files()
        if path != here and (match := ONE_MACHINE.search(path.read_text(errors="replace")))
    }

    assert found == set()
