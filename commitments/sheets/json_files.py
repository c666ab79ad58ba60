"""JSON as a stream, exact: every text as it was recorded, decimals as texts, times with their offset."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from types import TracebackType
from typing import Self, TextIO

from commitments.sheets.columns import About


class JsonLinesWriter:
    """One record a line."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self.records = 0

    def record(self, record: Mapping[str, object]) -> None:
        self._stream.write(encoded(record) + "\n")
        self.records += 1


class JsonWriter:
    """`{"about": …, "records": […]}`, one record at a time; the end is written only when all went well."""

    def __init__(self, stream: TextIO, about: About) -> None:
        self._stream, self._about = stream, about
        self.records = 0

    def __enter__(self) -> Self:
        about = {"title": self._about.title, "mark": self._about.mark, "made_at": self._about.made_at}
        about["lines"] = [{"name": name, "value": value} for name, value in self._about.lines]
        self._stream.write(f'{{"about": {encoded(about)},\n"records": [')
        return self

    def record(self, record: Mapping[str, object]) -> None:
        self._stream.write((",\n" if self.records else "\n") + encoded(record))
        self.records += 1

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self._stream.write("\n]}\n")


def encoded(value: object) -> str:
    """As text; letters stay letters, and a lone half of a pair, which UTF-8 cannot hold, is written as an escape."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, default=_exact)
    try:
        text.encode()
    except UnicodeEncodeError:
        return json.dumps(value, ensure_ascii=True, allow_nan=False, default=_exact)
    return text


def _exact(value: object) -> object:
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    if isinstance(value, (Decimal, uuid.UUID)):
        return str(value)
    if isinstance(value, (set, frozenset)):
        return sorted(value)
    return str(value)
