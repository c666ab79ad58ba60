"""CSV as a stream: one row at a time, every text quoted and guarded, readable by programs and spreadsheets alike."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Sequence
from typing import TextIO

from commitments.sheets.cells import csv_value
from commitments.sheets.columns import About, Column, Row

BYTE_ORDER_MARK = "\ufeff"
LINE_END = b"\r\n"
Lines = Iterable[memoryview | bytes | bytearray]


class CsvWriter:
    """Writes rows below their titles; all texts are quoted, so that no other separator can cut them into cells."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._write = csv.writer(stream, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n").writerow
        self.rows = 0

    def titles(self, columns: Sequence[Column]) -> None:
        self._write([csv_value(column.title) for column in columns])

    def row(self, row: Row) -> None:
        """One row by its values: what a row of CSV is, whoever writes it."""
        self._write([csv_value(value) for value in row])
        self.rows += 1

    def ready(self, lines: Lines, *, told: Callable[[int], None], every: int = 500) -> None:
        """Rows that are CSV already, cells and quotes, each with the one-byte line end of the database."""
        self._stream.flush()
        write = self._stream.buffer.write
        for line in lines:
            write(line[:-1])
            write(LINE_END)
            self.rows += 1
            if self.rows % every == 0:
                told(self.rows)

    def about(self, about: About) -> None:
        """What the file says of itself, as rows below an empty one: the titles stay the first row for programs."""
        self._write([])
        for line in about.all_lines():
            self._write([csv_value(part) for part in line if part])


def csv_writer(stream: TextIO, columns: Sequence[Column]) -> CsvWriter:
    """A writer whose titles are written. Open the file with `encoding="utf-8", errors="replace", newline=""`."""
    stream.write(BYTE_ORDER_MARK)
    writer = CsvWriter(stream)
    writer.titles(columns)
    return writer
