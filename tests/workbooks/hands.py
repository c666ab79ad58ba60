"""What people do with a workbook: download it, type into cells, save it with another program, bring it back."""

import io
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import Workbook, load_workbook

from commitments.access.acting import acting
from commitments.access.models import User, actor_for
from commitments.submissions.models import ObligationReport
from commitments.submissions.queries.scope import Place, place_for
from commitments.workbooks.comparing import Comparison, comparison_of
from commitments.workbooks.models import ReturnedWorkbook
from commitments.workbooks.services import receive
from commitments.workbooks.services.receiving import Sent
from tests.factories import access
from tests.factories import submissions as make

TITLES = 1


class Desk:
    """One person of a State in one cycle, in a browser."""

    def __init__(self, role: str = "focal_point", code: str = "THA", *, cycle: Any = None) -> None:
        self.cycle = cycle or make.cycle("THA", "KEN")
        self.code = code
        self.user: User = access.person(role, code)
        self.actor = actor_for(self.user, today=make.NOON.date())
        self.client = Client()
        self.client.force_login(self.user)
        self.address = f"/desk/{code}/{self.cycle.slug}/workbook/"

    def give(self, *places: int, **fields: Any) -> None:
        """Give a contributor these paragraphs, by their places in the text; others have all."""
        if self.user.designations.filter(role="contributor").exists():
            asked = make.obligations(self.cycle)
            make.given(self.user, *(asked[place] for place in places), of=self.cycle, code=self.code, **fields)
            self.actor = actor_for(self.user, today=make.NOON.date())

    @property
    def place(self) -> Place:
        return place_for(self.actor, self.code, self.cycle.slug)

    def answer(self, on: int = 0, **values: Any) -> ObligationReport:
        """Saved in the program by somebody else of the State."""
        return make.answer(make.submission(self.code, of=self.cycle), on, **values)

    def answers(self) -> dict[str, ObligationReport]:
        """What the program has now."""
        return {one.obligation.reference: one for one in ObligationReport.objects.select_related("obligation")}

    def download(self, query: str = "") -> "Paper":
        return Paper(self.client.get(f"{self.address}file{query}").getvalue())

    def bring(self, content: bytes, name: str = "answers.xlsx") -> ReturnedWorkbook:
        """As the page's own view does, so that a refusal is seen as it is raised."""
        with acting(self.actor):
            sent = Sent(io.BytesIO(content), name, len(content))
            return receive(self.place, sent, request_id=None, by=self.actor, now=make.NOON)

    def compared(self, kept: ReturnedWorkbook) -> Comparison:
        return comparison_of(self.place, kept, language="en")

    def post(self, content: bytes, name: str = "answers.xlsx") -> Any:
        return self.client.post(self.address, {"file": SimpleUploadedFile(name, content)})

    def take_over(self, kept: ReturnedWorkbook, **typed: Any) -> Any:
        """Press the button, having read the page."""
        read = {"seen": self.compared(kept).digest, **typed}
        return self.client.post(f"{self.address}{kept.public_id}/", read)


class Paper:
    """A workbook opened in a spreadsheet program that is not the one that wrote it."""

    def __init__(self, content: bytes) -> None:
        self.given = content
        self.book = load_workbook(io.BytesIO(content))

    @property
    def sheet(self) -> Any:
        """The first sheet with answers."""
        return self.book.worksheets[1]

    def cell(self, title: str, reference: str = "D1") -> Any:
        """The cell of a column, by the first line of its title, and of a paragraph."""
        for sheet in self.book.worksheets:
            columns = {str(cell.value).split("\n")[0]: cell.column for cell in sheet[TITLES]}
            rows = {row[0].value: row[0].row for row in sheet.iter_rows(min_row=2)}
            if title in columns and reference in rows:
                return sheet.cell(rows[reference], columns[title])
        raise LookupError(f"{title} of {reference}")

    def type(self, title: str, value: Any, reference: str = "D1") -> "Paper":
        self.cell(title, reference).value = value
        return self

    def saved(self) -> bytes:
        stream = io.BytesIO()
        self.book.save(stream)
        return stream.getvalue()

    def exported(self) -> bytes:
        """As a program does that keeps nothing but values: no protection, no lists, no formats, nothing hidden."""
        bare, stream = Workbook(), io.BytesIO()
        bare.remove(bare.active)
        for sheet in self.book.worksheets:
            copy = bare.create_sheet(sheet.title)
            for row in sheet.iter_rows():
                for cell in row:
                    if cell.value is not None:
                        copy.cell(cell.row, cell.column, cell.value)
        bare.save(stream)
        return stream.getvalue()


def found(kept: ReturnedWorkbook) -> dict[tuple[str, str], Any]:
    """What changed, by reference and column."""
    return {(one.reference, one.column): one.file for one in kept.changed_cells}


def faults(kept: ReturnedWorkbook) -> list[tuple[str, str, str]]:
    """What is wrong: code, sheet, cell."""
    return [(one.code, one.sheet, one.cell) for one in kept.found_faults]
