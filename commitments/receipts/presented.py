"""What somebody shows to have it verified: a code, the receipt as JSON, or its paper. Read, and trusted in nothing."""

import hashlib
import json
import re
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from commitments.access.refusals import Refused
from commitments.receipts.statement import code_of

CODE = re.compile(r"[0-9a-f]{64}")
ON_PAPER = re.compile(rb"receipt-([0-9a-f]{64})")
"""How the paper names its receipt: in its keywords, which stand in the file as they are."""
LARGEST = 5_000_000


class NotAReceipt(Refused):
    """It cannot be read as a receipt; says what is taken."""


@dataclass(frozen=True)
class Presented:
    """The code it goes by, and what else it brought: a signed statement, or the digest of a file for paper."""

    code: str
    statement: dict[str, Any] | None = None
    signature: str = ""
    key: str = ""
    file_sha256: str = ""


def from_code(typed: str) -> Presented:
    """From a code that was typed: small or capital letters, with or without spaces. Refuses with NotAReceipt."""
    code = "".join(typed.split()).lower()
    if not CODE.fullmatch(code):
        raise NotAReceipt(_("A code has 64 signs, digits and the letters a to f."))
    return Presented(code)


def from_file(content: bytes) -> Presented:
    """From a receipt that was kept. Refuses with NotAReceipt."""
    if content.startswith(b"%PDF-"):
        return _from_paper(content)
    try:
        return _from_json(content)
    except (ValueError, TypeError, KeyError, RecursionError) as unreadable:
        raise NotAReceipt(
            _("This file is no receipt: give the JSON or the PDF that was taken from this site, unchanged.")
        ) from unreadable


def _from_paper(content: bytes) -> Presented:
    codes = set(ON_PAPER.findall(content))
    if len(codes) != 1:
        raise NotAReceipt(_("This PDF names no receipt. If it was printed or scanned anew, type the code it shows."))
    return Presented(codes.pop().decode(), file_sha256=hashlib.sha256(content).hexdigest())


def _from_json(content: bytes) -> Presented:
    read = json.loads(content)
    statement = read["statement"]
    if not isinstance(statement, dict):
        raise TypeError("a statement is an object")
    return Presented(code_of(statement), statement, signature=str(read["signature"]), key=str(read["key"]))
