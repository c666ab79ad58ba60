"""Which reader takes a file: the official text as it is given, or a list that a person made of a document."""

from commitments.instruments.reading.files import TextFile
from commitments.instruments.reading.reader import read_instrument
from commitments.instruments.reading.recommended import read_recommendations
from commitments.instruments.reading.values import ReadInstrument

LISTS = (".yaml", ".yml")


def is_list(file: TextFile) -> bool:
    """Whether the file is a list of recommendations, as its name says."""
    return file.name.lower().endswith(LISTS)


def read_file(file: TextFile) -> ReadInstrument:
    """The file as data. Refuses as its reader does, with ReadingError or ListRefused."""
    return read_recommendations(file.text) if is_list(file) else read_instrument(file.text)
