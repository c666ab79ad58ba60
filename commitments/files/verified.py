"""Reading with proof: the last piece of a file is held back until its digest has been found right."""

from __future__ import annotations

import hashlib
import io
from types import TracebackType
from typing import IO, Self

from commitments.files.refusals import FileDamaged

BLOCK = 1 << 16


class VerifiedReader(io.RawIOBase):
    """A stream for one pass from the start; a damaged file raises FileDamaged and is never given out whole."""

    def __init__(self, source: IO[bytes], *, sha256: str, size: int) -> None:
        super().__init__()
        self.size = size
        self._source, self._expected = source, sha256
        self._digest = hashlib.sha256()
        self._next = source.read(BLOCK)
        self._ahead = self._advance()

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1, /) -> bytes:
        """At most so many bytes; everything that is left when no number is given."""
        if size is None or size < 0:
            return b"".join(iter(lambda: self.read(BLOCK), b""))
        if not self._ahead:
            return b""
        given, self._ahead = self._ahead[:size], self._ahead[size:]
        if not self._ahead:
            self._ahead = self._advance()
        return given

    def close(self) -> None:
        if not self.closed:
            self._source.close()
        super().close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _advance(self) -> bytes:
        """One block; the one after it has been read as well, so that the last is given only when all is right."""
        block, self._next = self._next, self._source.read(BLOCK) if self._next else b""
        self._digest.update(block)
        if not self._next:
            self._check()
        return block

    def _check(self) -> None:
        if self._digest.hexdigest() != self._expected:
            self.close()
            raise FileDamaged
