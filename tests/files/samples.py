"""Small files of every kind, made by hand."""

from __future__ import annotations

import io
import zipfile

PDF = b"%PDF-1.7\n1 0 obj << >> endobj\ntrailer << >>\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00"
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01"
WEBP = b"RIFF\x24\x00\x00\x00WEBPVP8 "
TEXT = "Law No. 12 of 2025, in force since May — Loi n° 12\r\n".encode()
CSV = b"year,persons\r\n2025,14\r\n"


def archive(**parts: bytes) -> bytes:
    """A zip with these parts; a double underscore in a name stands for a slash, `_xml` at its end for `.xml`."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name.replace("__", "/").replace("_xml", ".xml").replace("_bin", ".bin"), content)
    return stream.getvalue()


def office(part: str, **more: bytes) -> bytes:
    """An office file that holds this main part."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", b"<Types/>")
        packed.writestr(part, b"<x/>")
        for name, content in more.items():
            packed.writestr(name.replace("__", "/").replace("_bin", ".bin"), content)
    return stream.getvalue()


DOCX = office("word/document.xml")
XLSX = office("xl/workbook.xml")
PPTX = office("ppt/presentation.xml")
ODT = archive(mimetype=b"application/vnd.oasis.opendocument.text", content_xml=b"<x/>")
ODS = archive(mimetype=b"application/vnd.oasis.opendocument.spreadsheet", content_xml=b"<x/>")
WITH_MACROS = office("word/document.xml", word__vbaProject_bin=b"macro")
BOMB = office("word/document.xml", word__media=b"\x00" * 60_000_000)
