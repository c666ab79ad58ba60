"""The table of acts: what is measured, by whom, and the bound it is printed beside. Speed is measured, never asserted."""

from dataclasses import dataclass

PAIRS, WARM = 200, 5
GROWS_AT_MOST, MOST_QUERIES, MOST_MEGABYTES = 1.2, 8, 100
TEXT = "A-RES-60-177"
MATRIX = "/dashboard/matrix/?group=all"
THEIRS, ASKED = "/states/KEN/", f"/texts/{TEXT}/D17/"
"""The page of the State, and of the paragraph, whose answer is the one that changes."""


@dataclass(frozen=True)
class Page:
    """A page opened by somebody, against the empty page opened by the same person; before it, perhaps, a change."""

    key: str
    words: str
    at_most: float
    who: str
    address: str
    changed_before: str = ""

    @property
    def words_of_revalidation(self) -> str:
        """The same page asked again with its own version in the hand."""
        return f"{self.key}, {self.who}, revalidated"


AUDIENCE, STATUS = "audience", "status"
OFFICER, FOCAL_POINT, NOBODY = "officer", "focal_point", "nobody"
PAGES: tuple[Page, ...] = (
    Page("overview", "overview, nothing changed since", 1.3, OFFICER, "/"),
    Page("dashboard", "dashboard, nothing changed since", 1.3, OFFICER, "/dashboard/"),
    Page("dashboard changed", "dashboard after a change", 2, OFFICER, "/dashboard/", changed_before=AUDIENCE),
    Page(
        "dashboard counted anew",
        "dashboard after a change of a status: no figure as before",
        2,
        OFFICER,
        "/dashboard/",
        changed_before=STATUS,
    ),
    Page("matrix changed", "matrix 193 × 41 as HTML, after a change", 2.5, OFFICER, MATRIX, changed_before=AUDIENCE),
    Page("desk", "desk", 3, FOCAL_POINT, "/desk/"),
    Page("state", "State page, nothing changed since", 3, OFFICER, THEIRS),
    Page("paragraph", "paragraph page, nothing changed since", 3, OFFICER, ASKED),
    Page("state changed", "State page after a change in its answers", 3, OFFICER, THEIRS, changed_before=AUDIENCE),
    Page("paragraph changed", "paragraph page after such a change", 3, OFFICER, ASKED, changed_before=AUDIENCE),
    Page("search", "search, a word in every answer", 4, OFFICER, "/search/?q=demonstration"),
    Page("search rare", "search, a word in one answer of seventeen", 4, OFFICER, "/search/?q=cybercrime"),
)
REVALIDATED, REVALIDATED_PUBLIC = 1.0, 0.6
ASKED_AGAIN: tuple[Page, ...] = (
    Page("overview", "", REVALIDATED, OFFICER, "/"),
    Page("dashboard", "", REVALIDATED, OFFICER, "/dashboard/"),
    Page("matrix", "", REVALIDATED, OFFICER, MATRIX),
    Page("desk", "", REVALIDATED, FOCAL_POINT, "/desk/"),
    Page("State page", "", REVALIDATED, OFFICER, THEIRS),
    Page("paragraph page", "", REVALIDATED, OFFICER, ASKED),
    Page("text", "", REVALIDATED, FOCAL_POINT, f"/texts/{TEXT}/"),
    Page("overview", "", REVALIDATED_PUBLIC, NOBODY, "/"),
    Page("State page", "", REVALIDATED_PUBLIC, NOBODY, THEIRS),
    Page("paragraph page", "", REVALIDATED_PUBLIC, NOBODY, ASKED),
    Page("text", "", REVALIDATED_PUBLIC, NOBODY, f"/texts/{TEXT}/"),
)
EVERY_PAGE: tuple[tuple[str, str], ...] = (
    *((who, address) for who in (NOBODY, FOCAL_POINT, OFFICER) for address in (
        "/", "/texts/", f"/texts/{TEXT}/", f"/texts/{TEXT}/D17/", "/obligations/", "/states/", "/states/KEN/",
        "/states/KEN/treaties/", "/treaties/", "/treaties/uncac/", "/treaties/matrix/", "/records/",
        "/records/?paragraph=D17", "/reports/", "/reports/{cycle}/", "/search/?q=demonstration", "/search/?q=cybercrime",
    )),
    *((FOCAL_POINT, address) for address in (
        "/desk/", "/desk/D17/", "/desk/THA/{cycle}/", "/desk/THA/{cycle}/review/", "/desk/THA/{cycle}/cover/",
        f"/desk/THA/{{cycle}}/{TEXT}/D17/", "/desk/actions/", "/desk/actions/new/", "/desk/actions/{action}/",
        "/desk/actions/{action}/edit/", f"/desk/figures/{TEXT}/D17/", "/desk/evidence/", "/desk/evidence/{evidence}/",
        "/exports/", "/submissions/{submission}/",
    )),
    *((OFFICER, address) for address in ("/dashboard/", "/dashboard/matrix/", MATRIX, "/dashboard/records/", "/exports/")),
)  # fmt: skip
SAVES: dict[str, tuple[str, float]] = {
    "save": ("one answer saved as the page's script does: locked, checked, history, roll-up, event, new panel", 4.0),
    "save by form": ("the same by the whole form without script, until the answer to it is there", 4.0),
    "saved page": ("the page opened after that: the answer, its form, and what was said", 3.0),
}
"""What is typed and sent; the last two are what a browser without script does one after the other."""
SHAPES = ("queries of pages that read a whole table, or more of it than a cycle holds", 0.0)
CSV = ("records as CSV, {rows:,} rows, against COPY of the same query as the same role", 2.0)
CSV_MEMORY = ("records as CSV, {rows:,} rows: memory beyond the idle worker, MB", float(MOST_MEGABYTES))
XLSX = ("records as XLSX, against XlsxWriter alone writing the same cells", 1.3)
BULK = ("8,000 answers changed in one statement, against the same without triggers", 2.0)
WRITERS = {
    "text": ("texts saved a second, eight writers on one cycle, against the same without triggers", 0.5),
    "audience": ("the same: who may read a submitted answer and all it cites", 0.5),
}
