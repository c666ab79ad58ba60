"""Files that strangers sent are drawn and spelt by a process in a cage; whatever they do, the program goes on."""

import io
import subprocess
import sys
import zipfile
import zlib

import pypdfium2
import pytest
from PIL import Image

from commitments.files.previewing import cage, maker
from commitments.files.previewing.agreed import LONGEST_SIDE, MOST_PAGES, NotMade, Reason
from commitments.files.previewing.maker import made_of
from tests.files.samples import archive, office

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def a_pdf(pages: int = 1) -> bytes:
    document, kept = pypdfium2.PdfDocument.new(), io.BytesIO()
    for _page in range(pages):
        document.new_page(595, 842)
    document.save(kept)
    return kept.getvalue()


def a_picture(form: str = "JPEG", size: tuple[int, int] = (3000, 1500), **options: object) -> bytes:
    kept = io.BytesIO()
    Image.new("RGB", size, "teal").save(kept, form, **options)
    return kept.getvalue()


def a_docx(body: str) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("word/document.xml", f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>')
    return kept.getvalue()


def paragraph(words: str) -> str:
    return f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>"


def preview(content: bytes, code: str, **options: float) -> tuple[list[bytes], int]:
    """The bytes of each leaf, and of how many pages."""
    with made_of(io.BytesIO(content), code, **options) as made:
        return [leaf.path.read_bytes() for leaf in made.leaves], made.number


def words(content: bytes, code: str) -> str:
    return preview(content, code)[0][0].decode()


def reason(content: bytes, code: str, **options: float) -> Reason:
    with pytest.raises(NotMade) as told:
        preview(content, code, **options)
    return told.value.reason


def test_the_first_pages_of_a_pdf_become_small_images_and_the_number_is_told():
    images, number = preview(a_pdf(250), "pdf")

    assert (len(images), number) == (MOST_PAGES, 250)
    assert {max(Image.open(io.BytesIO(image)).size) for image in images} == {LONGEST_SIDE}


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_an_image_is_drawn_anew_small_and_says_nothing_of_who_made_it(form):
    who = Image.Exif()
    who[0x013B] = "Name of a witness"

    (image,), _number = preview(a_picture(form, exif=who), form.lower())

    assert b"witness" not in image
    assert Image.open(io.BytesIO(image)).size == (LONGEST_SIDE, LONGEST_SIDE // 2)


def test_bytes_behind_an_image_are_left_behind():
    (image,), _number = preview(a_picture() + b"<script>hidden</script>", "jpeg")

    assert b"hidden" not in image


def test_the_words_of_office_documents_and_texts_are_spelt_a_line_for_each_paragraph_or_row():
    odt = archive(content_xml=b'<o xmlns:t="t"><t:p>One <t:span>law</t:span></t:p><t:p>Two</t:p></o>')
    xlsx = archive(
        xl__sharedStrings_xml=b"<sst><si><t>Year</t></si></sst>",
        xl__worksheets__sheet1_xml=b'<w><row><c t="s"><v>0</v></c><c><v>14</v></c></row></w>',
    )
    pptx = archive(ppt__slides__slide1_xml=b'<s xmlns:a="a"><a:p><a:r><a:t>Slide</a:t></a:r></a:p></s>')

    assert words(a_docx(paragraph("One law") + paragraph("Two")), "docx") == "One law\nTwo"
    assert words(odt, "odt") == "One law\nTwo"
    assert words(xlsx, "xlsx") == "Year\t14"
    assert words(pptx, "pptx") == "Slide"
    assert words("year;persons\n2025;14\n".encode("utf-16"), "csv") == "year;persons\n2025;14"
    assert words("Loi n° 12 — été".encode("cp1252"), "txt") == "Loi n° 12 — été"


def test_words_lose_what_would_turn_the_reading_direction_or_steer_a_terminal():
    assert words("a\u202eb\x1b[31mc".encode(), "txt") == "ab[31mc"


@pytest.mark.parametrize(
    ("content", "code", "expected"),
    [
        (b"%PDF-1.7\n nothing of a document", "pdf", Reason.DAMAGED),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "png", Reason.DAMAGED),
        (a_docx("<w:p>"), "docx", Reason.DAMAGED),
        (b"not an archive", "docx", Reason.DAMAGED),
        (office("word/document.xml"), "docx", Reason.NOTHING),
        (b"  \n ", "txt", Reason.NOTHING),
        (b"anything", "of a kind that is not there", Reason.DAMAGED),
    ],
)
def test_a_file_that_shows_nothing_is_told_with_the_reason(content, code, expected):
    assert reason(content, code) == expected


def test_an_image_that_unpacks_without_end_is_refused_before_it_is_unpacked():
    head = b"\x00\x01\x11\x70\x00\x01\x11\x70\x08\x02\x00\x00\x00"  # 70,000 by 70,000
    chunk = b"\x00\x00\x00\x0dIHDR" + head + zlib.crc32(b"IHDR" + head).to_bytes(4, "big")

    assert reason(b"\x89PNG\r\n\x1a\n" + chunk + b"\x00\x00\x00\x00IDAT\x35\xaf\x06\x1e", "png") == Reason.TOO_LARGE


def test_a_document_that_swells_or_nests_entities_ends_with_what_fits():
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 30}">' for n in range(1, 10))
    laughs = f'<!DOCTYPE l [<!ENTITY e0 "ha">{entities}'
    bomb = archive(word__document_xml=f"{laughs}]><d><p><t>&e9;</t></p></d>".encode())
    swollen = a_docx(paragraph("x" * 100) * 400_000)

    assert reason(bomb, "docx") in {Reason.DAMAGED, Reason.STOPPED, Reason.TOO_LARGE}
    assert len(words(swollen, "docx")) <= 20_000


def test_a_file_that_takes_too_long_is_given_up_and_nothing_of_its_process_goes_on(monkeypatch):
    ended = []
    end = maker._end
    monkeypatch.setattr(maker, "_end", lambda child: (end(child), ended.append(child)))

    assert reason(a_pdf(), "pdf", seconds=0.01) == Reason.TOO_LONG
    assert ended[0].poll() is not None


PROBE = """
import pathlib, socket
from commitments.files.previewing import cage
cage.enter()
for tried in (
    lambda: bytearray(cage.LIMITS[cage.resource.RLIMIT_AS]),
    lambda: pathlib.Path(sys.argv[1]).write_bytes(bytes(cage.LIMITS[cage.resource.RLIMIT_FSIZE] + 1)),
    lambda: socket.create_connection(("192.0.2.1", 9), timeout=5),
):
    try:
        tried()
        print("done")
    except (OSError, MemoryError):
        print("refused")
"""


def test_the_cage_leaves_no_memory_without_end_no_large_file_and_no_way_out(tmp_path):
    order = [sys.executable, "-c", f"import sys{PROBE}", str(tmp_path / "large")]

    said = subprocess.run(order, cwd=maker.ROOT, capture_output=True, text=True, check=True)

    assert said.stdout.split() == ["refused"] * 3
    assert cage.LIMITS[cage.resource.RLIMIT_CPU] < maker.SECONDS


def test_the_process_is_given_nothing_of_the_programs_environment(monkeypatch):
    given = []
    monkeypatch.setenv("SECRET_KEY", "secret")
    start = subprocess.Popen
    monkeypatch.setattr(subprocess, "Popen", lambda order, **how: given.append(how["env"]) or start(order, **how))

    preview(b"a", "txt")

    assert set(given[0]) == {"PATH", "PYTHONDONTWRITEBYTECODE"}
