"""A document with one of each kind of block, and the words that nobody may make run."""

import io

from PIL import Image

from commitments.documents.content import (
    Block,
    Document,
    Heading,
    Listing,
    Masthead,
    Paragraph,
    Picture,
    Quote,
    Summary,
    Table,
    Words,
)

HOSTILE = [
    "</w:t></w:r></w:p><w:p/>", "]]> <!-- x --> &amp; &#x41;", '#import "x.typ": *', '#read("/etc/passwd") $x$ @cite <label>',
    "*bold* _it_ `code` = heading", "[link](javascript:alert(1)) ![i](x)", '=HYPERLINK("x")', "\\u{202e} {% now %} {{ x }}",
    '{ HYPERLINK "x" } PAGE', "<img src=data:image/png;base64,iVBORw0KGgo=>",
]  # fmt: skip


def png() -> bytes:
    """A small picture."""
    kept = io.BytesIO()
    Image.new("RGB", (40, 10), "black").save(kept, "PNG")
    return kept.getvalue()


def document(*blocks: Block, language: str = "en", mark: str = "DRAFT") -> Document:
    """A document of these blocks."""
    return Document(
        title="National report: Thailand", language=language, masthead=Masthead("Thailand", "", "A call", ("Draft",)),
        running="National report", blocks=blocks, subtitle="Reply to a call", mark=mark,
        disclaimer=("The text is that of the State.",),
    )  # fmt: skip


def of_every_kind() -> Document:
    """Each kind of block, and a table longer than a page."""
    return document(
        Summary("Summary", [Words("What it is about."), Words("How much came.")]),
        Heading(1, "The reply", "I."),
        Paragraph(Words("The first paragraph.", notes=("Its note.", "A second note."))),
        Table("Table 1", "Its cover", ("Field", "Stated"), [(f"Row {n}", "Some words " * 12) for n in range(50)],
              (1, 3), "A note to the table."),
        Heading(2, "Strengthen cooperation", "D17"),
        Paragraph(Words("Not counted."), is_numbered=False),
        Paragraph(Words("The second paragraph.")),
        Quote(Words("First line.\n\nSecond line.", "fr", notes=("As received.",))),
        Listing([Words("One point"), Words("Another point")]),
        Heading(3, "Further down"), Heading(4, "Furthest down"),
        Picture(png(), "Figure 1", "A black bar", Table("Table 2", "Its figures", ("a", "b"), [("1", "2")])),
    )  # fmt: skip
