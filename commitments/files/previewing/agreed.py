"""What the two processes agree on: names of files, sizes, and why there is no preview (a person reads sentences)."""

from enum import StrEnum

MADE, WORDS = "made.json", "words.txt"
DRAWN = frozenset(("pdf", "png", "jpeg", "webp"))
SPELT = frozenset(("docx", "pptx", "odt", "ods", "xlsx", "txt", "csv"))
MOST_PAGES = 3
LONGEST_SIDE = 1100


class Reason(StrEnum):
    """What stood in the way."""

    PASSWORD = "password"  # noqa: S105 (no password: the file has one)
    TOO_LARGE = "too_large"
    DAMAGED = "damaged"
    NOTHING = "nothing"
    TOO_LONG = "too_long"
    STOPPED = "stopped"
    MISSING = "missing"


class NotMade(Exception):
    """No preview could be made of the file; the file itself stays what it is."""

    def __init__(self, reason: Reason) -> None:
        self.reason = reason
        super().__init__(reason.value)
