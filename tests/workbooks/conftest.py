"""A small cycle, somebody of Thailand who drafts in it, and the workbook in his hands."""

import json
from pathlib import Path
from typing import Any

import pytest


@pytest.fixture
def desk(db: None) -> Any:
    from tests.workbooks.hands import Desk

    return Desk()


@pytest.fixture(autouse=True)
def read_here(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is in a file is read without the cage, which takes a second, but where the cage is the matter."""
    from commitments.files.previewing import maker
    from commitments.workbooks.opening.agreed import CELLS
    from commitments.workbooks.opening.cells import cells_of

    def read(_module: str, source: str, into: str, *, seconds: float) -> None:
        Path(into, CELLS).write_text(json.dumps({"sheets": cells_of(Path(source))}))

    if "in_the_cage" not in request.fixturenames:
        monkeypatch.setattr(maker, "run_caged", read)


@pytest.fixture
def in_the_cage() -> None:
    """The file is read by the process that the program starts for it."""
