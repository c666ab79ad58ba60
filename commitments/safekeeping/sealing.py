"""Encryption of a stream on its way to the disk and back: the age format, of which a cut or changed file is refused."""

from __future__ import annotations

import io
import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import BinaryIO

import pyrage

from commitments.safekeeping.keys import Keys
from commitments.safekeeping.refusals import NotWhole, SafekeepingRefused

BLOCK = 1 << 20
MAGIC = b"age-encryption.org/"


class Pulled(io.RawIOBase):
    """Blocks that are made when they are read; what goes wrong in making them is kept, whoever reads."""

    def __init__(self, blocks: Iterator[bytes]) -> None:
        super().__init__()
        self.failure: BaseException | None = None
        self._blocks, self._rest = blocks, memoryview(b"")

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1, /) -> bytes:
        """At most so many bytes; nothing at the end."""
        while not self._rest:
            block = self._next()
            if block is None:
                return b""
            self._rest = memoryview(block)
        given = self._rest[: size if size > 0 else BLOCK]
        self._rest = self._rest[len(given) :]
        return bytes(given)

    def _next(self) -> bytes | None:
        try:
            return next(self._blocks, None)
        except BaseException as failure:
            self.failure = failure
            raise


class _Target:
    """Where the encrypted bytes go; what the disk says is kept, the library tells it in words of its own."""

    def __init__(self, file: BinaryIO) -> None:
        self.failure: OSError | None = None
        self._file = file

    def write(self, block: bytes, /) -> int:
        try:
            return self._file.write(block)
        except OSError as failure:
            self.failure = failure
            raise

    def flush(self) -> None:
        self._file.flush()


def seal(blocks: Iterator[bytes], into: BinaryIO, keys: Keys) -> None:
    """Write the blocks, encrypted for the recipients if there are any. Raises what the blocks or the disk raised."""
    source, target = Pulled(blocks), _Target(into)
    if not keys.recipients:
        shutil.copyfileobj(source, into, BLOCK)
        return
    try:
        pyrage.encrypt_io(source, target, list(keys.recipients))
    except (pyrage.EncryptError, OSError) as told:
        raise source.failure or target.failure or told from None


@contextmanager
def opened(source: BinaryIO, keys: Keys) -> Iterator[BinaryIO]:
    """The content of a backup from its beginning. Refuses a missing or wrong key, and a cut or changed file."""
    source.seek(0)
    is_sealed = source.read(len(MAGIC)) == MAGIC
    source.seek(0)
    if not is_sealed:
        yield source
        return
    if not keys.identities:
        raise SafekeepingRefused(
            "The backup is encrypted: give the secret key (AGE-SECRET-KEY-…) with --key-file or in BACKUP_KEY."
        )
    with _Opening(source, keys) as stream:
        yield stream


class _Opening:
    """Decrypts in a thread of its own, into a pipe; whoever reads learns at the end whether all of it was right."""

    def __init__(self, source: BinaryIO, keys: Keys) -> None:
        self._source, self._identities = source, list(keys.identities)
        self._failure: BaseException | None = None
        out, into = os.pipe()
        self._out, self._into = os.fdopen(out, "rb", BLOCK), os.fdopen(into, "wb", BLOCK)
        self._thread = threading.Thread(target=self._decrypt, daemon=True)

    def __enter__(self) -> BinaryIO:
        self._thread.start()
        return self._out

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        was_read_to_the_end = kind is None
        if was_read_to_the_end:
            while self._out.read(BLOCK):
                pass
        self._out.close()
        self._thread.join()
        if self._failure is not None and (was_read_to_the_end or not isinstance(self._failure, BrokenPipeError)):
            raise _refusal_of(self._failure) from self._failure

    def _decrypt(self) -> None:
        try:
            pyrage.decrypt_io(self._source, self._into, self._identities)
        except Exception as failure:  # raised again where the content is read
            self._failure = failure
        finally:
            with suppress(OSError):
                self._into.close()


def _refusal_of(failure: BaseException) -> Exception:
    if isinstance(failure, pyrage.DecryptError):
        if "matching keys" in str(failure):
            return SafekeepingRefused("The key does not open this backup: it was sealed for another one.")
        return NotWhole("The backup is damaged: its beginning cannot be read.")
    return NotWhole("The backup is cut or was changed: it does not decrypt to its end.")
