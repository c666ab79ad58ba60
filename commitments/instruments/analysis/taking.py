"""Takes values of an expected kind out of a lined mapping, and notes a fault where there is another."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from commitments.instruments.analysis.faults import Faults
from commitments.instruments.analysis.lined_yaml import LinedDict, LinedList


@dataclass
class Taker:
    """Reads one mapping; every fault goes to the same list."""

    source: LinedDict
    faults: Faults

    def line(self, key: str) -> int:
        return self.source.line_of(key)

    def known_keys(self, known: Collection[str]) -> None:
        """Note keys that nobody knows: most are misspelt."""
        for key in self.source.keys() - set(known):
            self.faults.add(self.line(key), _("“%(key)s” is not known here"), key=key)

    def text(self, key: str, *, required: bool = False, longest: int = 5000) -> str:
        value = self.source.get(key)
        if value is None or value == "":
            if required:
                self.faults.add(self.line(key), _("“%(key)s” is missing"), key=key)
            return ""
        if isinstance(value, (dict, list)):
            self.faults.add(self.line(key), _("“%(key)s” must be words"), key=key)
            return ""
        if len(str(value)) > longest:
            self._too_long(self.line(key), key, longest)
        return str(value)

    def code(self, key: str, known: Collection[str]) -> str:
        """One of the known codes."""
        value = self.text(key, required=True)
        if value and value not in known:
            self.faults.add(self.line(key), _("“%(value)s” is not a known %(key)s"), value=value, key=key)
        return value

    def texts(self, key: str, *, longest: int = 5000) -> tuple[str, ...]:
        values = self._list(key)
        wrong = [index for index, value in enumerate(values) if isinstance(value, (dict, list)) or value is None]
        for index in wrong:
            self.faults.add(values.lines[index], _("“%(key)s” must be a list of words"), key=key)
        for line, value in zip(values.lines, values, strict=True):
            if len(str(value)) > longest:
                self._too_long(line, key, longest)
        return () if wrong else tuple(str(value) for value in values)

    def codes(self, key: str, known: Collection[str]) -> tuple[str, ...]:
        """A list of known codes, each once."""
        values, lines = self.texts(key), self._list(key).lines
        for index, value in enumerate(values):
            if value not in known:
                self.faults.add(lines[index], _("“%(value)s” is not known in “%(key)s”"), value=value, key=key)
            elif value in values[:index]:
                self.faults.add(lines[index], _("“%(value)s” stands twice in “%(key)s”"), value=value, key=key)
        return values

    def number(self, key: str) -> int | None:
        value = self.source.get(key)
        if value is None or (isinstance(value, int) and not isinstance(value, bool)):
            return value
        self.faults.add(self.line(key), _("“%(key)s” must be a number"), key=key)
        return None

    def numbers(self, key: str) -> tuple[int, ...]:
        values = self._list(key)
        if all(isinstance(value, int) for value in values):
            return tuple(values)
        self.faults.add(self.line(key), _("“%(key)s” must be a list of numbers"), key=key)
        return ()

    def day(self, key: str) -> date | None:
        value = self.source.get(key)
        if value is None or isinstance(value, date):
            return value
        self.faults.add(self.line(key), _("“%(key)s” must be a date (YYYY-MM-DD)"), key=key)
        return None

    def mapping(self, key: str, *, required: bool = True) -> LinedDict:
        made: LinedDict = self._of(key, LinedDict, _("“%(key)s” must be a mapping"), required=required)
        return made

    def mappings(self, key: str, *, required: bool = True) -> list["Taker"]:
        """The mappings of a list; anything else in it is a fault."""
        values = self._of(key, LinedList, _("“%(key)s” must be a list"), required=required)
        for line, value in zip(values.lines, values, strict=True):
            if not isinstance(value, LinedDict):
                self.faults.add(line, _("“%(key)s” must be a list of mappings"), key=key)
        return [Taker(value, self.faults) for value in values if isinstance(value, LinedDict)]

    def _too_long(self, line: int, key: str, longest: int) -> None:
        self.faults.add(line, _("“%(key)s” is longer than %(longest)s characters"), key=key, longest=longest)

    def _list(self, key: str) -> LinedList:
        made: LinedList = self._of(key, LinedList, _("“%(key)s” must be a list"), required=False)
        return made

    def _of(self, key: str, kind: type[Any], message: str, *, required: bool) -> Any:
        value = self.source.get(key)
        if isinstance(value, kind):
            return value
        if value is not None:
            self.faults.add(self.line(key), message, key=key)
        elif required:
            self.faults.add(self.line(key), _("“%(key)s” is missing"), key=key)
        empty = kind()
        empty.line, empty.lines = self.line(key), ([] if kind is LinedList else {})
        return empty
