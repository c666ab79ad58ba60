"""The footnotes at the end of a text."""

from dataclasses import replace

from django.utils.translation import gettext as _

from commitments.instruments.reading.errors import ReadingError
from commitments.instruments.reading.lines import Line, written
from commitments.instruments.reading.sections import FOOTNOTE
from commitments.instruments.reading.values import ReadFootnote


def read_footnotes(lines: tuple[Line, ...]) -> tuple[ReadFootnote, ...]:
    """The footnotes, counted from one. A line without the next number goes on with the note above it."""
    notes: list[ReadFootnote] = []
    for line in written(lines):
        found = FOOTNOTE.match(line.text)
        if found and int(found["number"]) == len(notes) + 1:
            text = found["text"].rstrip()
            notes.append(ReadFootnote(len(notes) + 1, text, found["text"][len(text) :], line.number))
        elif notes:
            last = notes[-1]
            notes[-1] = replace(last, text=f"{last.text}{last.tail}\n{line.text.rstrip()}", tail="")
        else:
            raise ReadingError(_("Footnotes begin with note 1."), line=line.number)
    return tuple(notes)
