"""Office files are zip archives: which one it is, opened with limits, without macros."""

from __future__ import annotations

import re
import zipfile
from typing import BinaryIO

from django.utils.translation import gettext as _

from commitments.files.refusals import TypeNotAccepted

MAX_ENTRIES = 10_000
MAX_UNPACKED = 1_000_000_000
MAX_RATIO = 200  # packed text reaches about 20; a bomb reaches 1,000
MIN_FOR_RATIO = 10_000_000
_MACROS = re.compile(r"vbaproject\.bin$|/macrosheets/|(^|/)(basic|scripts)/")
"""Where programs write macros: today's, those of workbooks before 1993, and those of OpenDocument, nested ones too."""
_BY_PART = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx", "ppt/presentation.xml": "pptx"}
_BY_MIMETYPE = {
    b"application/vnd.oasis.opendocument.text": "odt",
    b"application/vnd.oasis.opendocument.spreadsheet": "ods",
}


def office_kind(stream: BinaryIO) -> str:
    """Its code in the table of kinds. Refuses plain archives, macros, bombs and damaged files."""
    try:
        with zipfile.ZipFile(stream) as archive:
            entries = archive.infolist()
            _check_size(entries)
            names = {entry.filename for entry in entries}
            _check_macros(names)
            return _office_code(archive, names)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError, OSError) as damaged:
        raise TypeNotAccepted(_("The file is damaged: it cannot be opened as an office document.")) from damaged


def _check_size(entries: list[zipfile.ZipInfo]) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries) or 1
    swollen = unpacked > MIN_FOR_RATIO and unpacked / packed > MAX_RATIO
    if len(entries) > MAX_ENTRIES or unpacked > MAX_UNPACKED or swollen:
        raise TypeNotAccepted(_("The file unpacks to far more than its size and is not accepted."))


def _check_macros(names: set[str]) -> None:
    if any(_MACROS.search(name.lower()) for name in names):
        raise TypeNotAccepted(_("The document contains macros. Please save it without macros (.docx, .xlsx, .odt)."))


def _office_code(archive: zipfile.ZipFile, names: set[str]) -> str:
    if "[Content_Types].xml" in names:
        for part, code in _BY_PART.items():
            if part in names:
                return code
    if "mimetype" in names:
        with archive.open("mimetype") as first:
            code_of_mimetype = _BY_MIMETYPE.get(first.read(100).strip())
        if code_of_mimetype:
            return code_of_mimetype
    raise TypeNotAccepted(_("Archives (zip) are not accepted. Please send the files in it one by one."))
