"""Files that lie, run, burst or hide, and the names that people and attackers give to files."""

import io
import zipfile

from tests.files.samples import BOMB, DOCX, PDF, PNG, WITH_MACROS, office

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"></svg>'
HTML = b"<!doctype html><script>alert(document.cookie)</script>"
EXE = b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff" + b"\x00" * 200 + b"This program cannot be run in DOS mode."
ELF = b"\x7fELF\x02\x01\x01" + b"\x00" * 60
SHELL = b"#!/bin/sh\nrm -rf /\n"


def packed(*names: str, size: int = 10) -> bytes:
    """A zip with members of these names."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            archive.writestr(name, b"\x00" * size)
    return stream.getvalue()


REFUSED: dict[str, tuple[str, bytes]] = {
    "a drawing that runs": ("chart.svg", SVG),
    "a drawing under another name": ("chart.png", SVG),
    "a page": ("law.html", HTML),
    "a page as a text": ("law.txt", HTML),
    "a page without an ending": ("law", HTML),
    "a page after many blanks": ("law.txt", b"\n \t" * 5000 + HTML),
    "a page behind a byte order mark": ("law.txt", b"\xef\xbb\xbf" + HTML),
    "a page in sixteen bits": ("law.txt", HTML.decode().encode("utf-16")),
    "a program as a document": ("law.pdf", EXE),
    "a program under its own name": ("setup.exe", EXE),
    "a program of another system": ("law.docx", ELF),
    "a script": ("run.sh", SHELL),
    "nothing": ("law.pdf", b""),
    "a document that bursts": ("law.docx", BOMB),
    "a document with ten thousand parts": ("law.docx", packed("[Content_Types].xml", "word/document.xml", *(f"word/m{n}" for n in range(20_000)))),
    "a document with macros": ("law.docx", WITH_MACROS),
    "a document with macros under their own ending": ("law.docm", WITH_MACROS),
    "a document with a macro spelled otherwise": ("law.docx", office("word/document.xml", WORD__VBAPROJECT_bin=b"macro")),
    "a document cut in half": ("law.docx", DOCX[: len(DOCX) // 2]),
    "a plain archive": ("all.zip", packed("a.txt")),
    "an archive as a document": ("all.docx", packed("a.txt")),
    "an archive that climbs": ("all.docx", packed("../../x")),
    "a picture as a document": ("law.pdf", PNG),
    "two endings": ("law.pdf.exe", PDF),
    "a name written backwards": ("law\u202efdp.exe", PDF),
    "control characters as a text": ("law.txt", b"\x00\x01\x02\x03" * 50),
    "a shortcut": ("law.lnk", b"L\x00\x00\x00\x01\x14\x02\x00"),
    "a page of a help file": ("law.hta", HTML),
    "an old document": ("law.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 512),
    "a page and a document in one": ("law.pdf", HTML + PDF),
}  # fmt: skip

ODD_NAMES = (
    "../../x.pdf", "..\\..\\x.pdf", "/etc/passwd.pdf", "C:\\x.pdf", "a/../../b.pdf", "ö" * 300 + ".pdf", "x" * 300 + ".pdf",
    "😀" * 120 + ".pdf", "law\u202e\u202d.pdf", "law\u200b.pdf", "law\r\nSet-Cookie: a=b.pdf", 'law".pdf', "law;.pdf", ".pdf",
    "CON.pdf", "   .pdf", "<script>alert(1)</script>.pdf", "=cmd|' /C calc'!A0.pdf", "-rf.pdf", "a\tb.pdf", "٣.pdf", "law.PDF",
)  # fmt: skip
