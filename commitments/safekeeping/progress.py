"""How far the copying of files is, said at each tenth."""

from __future__ import annotations

from collections.abc import Callable

from commitments.safekeeping.part_file import in_words

TENTHS = 10
Told = Callable[[str], None]


class Progress:
    """Counts bytes and tells when another tenth is done."""

    def __init__(self, what: str, total: int, told: Told) -> None:
        self._what, self._total, self._told = what, total, told
        self._so_far = self._tenths = 0

    def done(self, size: int) -> None:
        """So many bytes more."""
        self._so_far += size
        tenths = self._so_far * TENTHS // max(self._total, 1)
        if tenths > self._tenths:
            self._tenths = tenths
            self._told(f"  {self._what}: {tenths * 10} % of {in_words(self._total)}")
