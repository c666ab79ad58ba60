"""A text as received in the lines of its author."""

from commitments.documents.content import Words
from commitments.documents.letters import printable


def lines_of(words: Words) -> list[Words]:
    """The lines that hold something, the notes with the last."""
    *former, last = [line.strip() for line in printable(words.text).split("\n") if line.strip()] or [""]
    return [*(Words(line, words.language) for line in former), Words(last, words.language, words.notes)]
