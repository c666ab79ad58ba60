"""Everything that reads a stranger's file, given whatever hypothesis finds: it has a result, or refuses in words."""

import io
import json
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from unittest.mock import patch
from zipfile import ZIP_DEFLATED, ZipFile

from django.test import RequestFactory
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from commitments.assistance.rows import OutcomesRefused, read_outcomes
from commitments.files.kinds import kind_of
from commitments.files.naming import MAX_BYTES, ascii_name, safe_name
from commitments.files.previewing.__main__ import make
from commitments.files.previewing.agreed import DRAWN, SPELT, NotMade, Reason
from commitments.files.refusals import FileRefused
from commitments.files.tus import announced
from commitments.instruments.analysis.faults import AnalysisRefused
from commitments.instruments.analysis.reader import read_analysis
from commitments.instruments.reading.errors import ReadingError
from commitments.instruments.reading.files import decoded
from commitments.instruments.reading.reader import read_instrument
from commitments.respondents.rows import RespondentsRefused, read_members, read_others, read_predecessors
from commitments.sheets.reading import SheetRefused, read_sheet
from commitments.treaties.rows import read_links
from commitments.treaties.treaty_rows import TreatiesRefused, read_treaties
from commitments.workbooks.faults import WorkbookRefused
from commitments.workbooks.grids import grids_of
from commitments.workbooks.opening.agreed import CELLS
from commitments.workbooks.opening.cells import cells_of
from tests.faults.hostile_files import ODD_NAMES, REFUSED
from tests.faults.nonsense import UPLOADS, anything
from tests.files import samples
from tracker.embedded.loading import FIXTURES

LONGEST = 30_000
TEXT = (FIXTURES / "A_RES_60_177.txt").read_text()
ANALYSIS = (FIXTURES / "obligations.yaml").read_text()
KINDS = ("PDF", "PNG", "JPEG", "WEBP", "TEXT", "CSV", "DOCX", "XLSX", "PPTX", "ODT", "ODS")
PARTS = (
    "[Content_Types].xml", "word/document.xml", "xl/workbook.xml", "xl/sharedStrings.xml", "xl/worksheets/sheet1.xml",
    "xl/worksheets/sheet2.xml", "ppt/presentation.xml", "ppt/slides/slide1.xml", "content.xml", "mimetype", "../x",
)  # fmt: skip
ELEMENTS = (
    "<p>", "</p>", "<t>", "</t>", "<row>", "</row>", '<c t="s">', "</c>", "<v>", "</v>", "<si>", "</si>", "1", "-1", "\u00b2", "9" * 30,
    "<table-row>", "</table-row>", "<table-cell>", "</table-cell>", "words", "&lt;", "&x;", '<!DOCTYPE a [<!ENTITY x "y">]>', "<", "\x00",
    '<w:p xmlns:w="w">', "</w:p>", "<?x ?>", "<!-- -->", "<x/>",
)  # fmt: skip


@st.composite
def spoilt(draw: Any, whole: st.SearchStrategy[bytes]) -> bytes:
    """Something whole, a piece of which is gone, doubled or another."""
    content = draw(whole)[:LONGEST]
    for _ in range(draw(st.integers(0, 3))):
        first, last = sorted(draw(st.tuples(*[st.integers(0, len(content))] * 2)))
        piece = draw(st.sampled_from((b"", content[first:last] * 2)) | st.binary(max_size=20))
        content = (content[:first] + piece + content[last:])[: 2 * LONGEST]
    return content


def one_of_many(many: Sequence[Any]) -> st.SearchStrategy[Any]:
    """One of them by its place: hypothesis would print them all."""
    return st.integers(0, len(many) - 1).map(many.__getitem__)


def mixed(text: str) -> st.SearchStrategy[bytes]:
    """The lines of a text, some of them in another order, with words of the corpus between them."""
    lines = st.lists(one_of_many(text.split("\n")) | anything.map(lambda word: word[:300]), max_size=60)
    cut = st.integers(0, len(text)).map(lambda at: text[:at])
    return (lines.map("\n".join) | cut).map(lambda made: made.encode(errors="replace"))


def packed(parts: dict[str, str]) -> bytes:
    """An office file of these parts."""
    stream = io.BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


written = st.lists(st.sampled_from(ELEMENTS), max_size=25).map(lambda inner: f"<x>{''.join(inner)}</x>")
office = st.dictionaries(st.sampled_from(PARTS), written, max_size=6).map(packed)
known = one_of_many([content for _, content in REFUSED.values()] + [getattr(samples, name) for name in KINDS])
files = st.binary(max_size=400) | spoilt(known) | office | spoilt(office)
cells = st.lists(st.lists(anything.map(lambda word: word[:300]), max_size=5).map(",".join), max_size=12)
sheets = cells.map(lambda rows: "\r\n".join(["code,name", *rows]).encode(errors="replace")) | files
names = one_of_many(ODD_NAMES) | anything


@contextmanager
def on_disk(content: bytes) -> Iterator[Path]:
    """The content as a file in a folder of its own."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "given"
        path.write_bytes(content)
        yield path


def _sheet(content: bytes) -> None:
    with on_disk(content) as path:
        read_sheet(path, columns=("code", "name"))


def _reference_data(
    name: str, read: Callable[[Path], object]
) -> tuple[st.SearchStrategy[bytes], Callable[[bytes], None]]:
    def of(content: bytes) -> None:
        with on_disk(content) as path:
            read(path)

    return spoilt(mixed((FIXTURES / name).read_text()) | one_of_many([(FIXTURES / name).read_bytes()])), of


def _outcomes(path: Path) -> object:
    return read_outcomes(path, asked={("A/RES/60/177", "D30"): 1}, today=date(2026, 1, 1))


def _instrument(content: bytes) -> None:
    read_instrument(decoded(content, name="given"))


def _analysis(content: bytes) -> None:
    read_analysis(decoded(content, name="given"), WHOLE)


def _kind(given: tuple[bytes, str]) -> None:
    kind_of(io.BytesIO(given[0]), name=safe_name(given[1]))


def _preview(given: tuple[bytes, str]) -> None:
    with on_disk(given[0]) as path:
        outcome = make(given[1], path, path.parent)
    assert outcome.get("reason") or "number" in outcome


def _workbook(given: tuple[bytes, str]) -> None:
    """Without the cage, in which a library may trip over whatever it likes."""
    with patch("commitments.files.previewing.maker.run_caged", _read_here):
        grids_of(io.BytesIO(given[0]), name=safe_name(given[1]), size=len(given[0]))


def _read_here(_module: str, source: str, into: str, *, seconds: float) -> None:
    try:
        found = cells_of(Path(source))
    except Exception as tripped:
        raise NotMade(Reason.STOPPED) from tripped
    Path(into, CELLS).write_text(json.dumps({"sheets": found}))


def _name(name: str) -> None:
    shown = safe_name(name)
    assert shown == safe_name(shown)
    assert len(shown.encode()) <= MAX_BYTES
    assert ascii_name(name).isascii()


def _headers(headers: dict[str, str]) -> None:
    announced(RequestFactory().post("/x", b"", content_type="a/b", **headers))  # type: ignore[arg-type]


HOW = settings(
    deadline=None,
    database=None,
    report_multiple_bugs=False,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.generate, Phase.shrink),
)
WHOLE = read_instrument(TEXT)
headers = st.sampled_from(UPLOADS) | st.fixed_dictionaries({
    "HTTP_UPLOAD_LENGTH": st.text(max_size=20), "HTTP_UPLOAD_METADATA": st.text(alphabet="filenm YWJj=,/+\u00e9", max_size=60),
})  # fmt: skip
READERS: dict[str, tuple[st.SearchStrategy[Any], Callable[[Any], None], tuple[type[Exception], ...]]] = {
    "a sheet": (sheets, _sheet, (SheetRefused,)),
    "the list of States": (*_reference_data("member_states.csv", read_members), (RespondentsRefused, SheetRefused)),
    "the list of others": (*_reference_data("other_respondents.csv", read_others), (RespondentsRefused, SheetRefused)),
    "predecessors": (*_reference_data("predecessors.csv", read_predecessors), (RespondentsRefused, SheetRefused)),
    "treaties": (*_reference_data("treaties.csv", read_treaties), (TreatiesRefused, SheetRefused)),
    "links to treaties": (*_reference_data("obligation_treaties.csv", read_links), (SheetRefused,)),
    "outcomes of bodies": (*_reference_data("body_outcomes.csv", _outcomes), (OutcomesRefused, SheetRefused)),
    "an adopted text": (spoilt(mixed(TEXT)), _instrument, (ReadingError,)),
    "its analysis": (spoilt(mixed(ANALYSIS)), _analysis, (AnalysisRefused, ReadingError)),
    "the kind of a file": (st.tuples(files, names), _kind, (FileRefused,)),
    "a preview": (st.tuples(files, st.sampled_from(sorted(SPELT | DRAWN))), _preview, (FileRefused,)),
    "a workbook that comes back": (st.tuples(files, names), _workbook, (WorkbookRefused,)),
    "a file's name": (names, _name, (FileRefused,)),
    "headers of an upload": (headers, _headers, (FileRefused,)),
}
"""For each: what it is given, how it is called, what it may refuse with."""


@dataclass
class Counted:
    """One reader, its calls counted, and the smallest input that it failed on, which hypothesis gives last."""

    name: str
    called: Counter[str]
    last: str = ""

    def reader(self) -> Callable[[Any], None]:
        """As hypothesis calls it."""
        _given_to, read, refusals = READERS[self.name]

        def once(content: Any) -> None:
            self.called[self.name] += 1
            self.last = repr(content)[:2000]
            with suppress(*refusals):
                read(content)

        return once


def read_all(*, times: int, by_seed: int) -> tuple[Counter[str], list[tuple[str, str]]]:
    """Each reader so often: how often it was called, and what went wrong."""
    called, wrong = Counter[str](), []
    for name in READERS:
        counted = Counted(name, called)
        try:
            seed(by_seed)(settings(HOW, max_examples=times)(given(READERS[name][0])(counted.reader())))()
        except Exception as raised:
            wrong.append((f"file reader {name} raised {type(raised).__name__}: {str(raised)[:300]}", counted.last))
    return called, wrong
