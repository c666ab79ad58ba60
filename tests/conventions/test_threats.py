"""The page of threats names tests that are there."""

import re

from tracker.env import ROOT

PAGE = (ROOT / "docs" / "threats.md").read_text()
ROWS = [line for line in PAGE.splitlines() if line.startswith("| ") and not line.startswith("| threat")]


def test_every_answer_is_tried_by_a_test_that_is_there():
    missing = []
    for row in ROWS:
        tests = row.rsplit(" | ", 1)[1]
        files = re.findall(r"`(tests/[a-z_/]+\.py)`", tests)
        written = "".join((ROOT / file).read_text() for file in files if (ROOT / file).is_file())
        names = re.findall(r"`(test_[a-z_0-9]+)`", tests)
        missing += [row[:60]] * (not files) + [name for name in names if f"def {name}(" not in written]

    assert ROWS
    assert missing == []
