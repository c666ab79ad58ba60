"""Bringing a dump back: pg_restore makes statements of it, psql carries them out in one transaction of the owner."""

from __future__ import annotations

import shutil
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from subprocess import DEVNULL, PIPE, Popen
from typing import IO

from django.conf import settings

from commitments.safekeeping.tools import address_of, close_input, find_tool, process_of, refuse_failure, server_version

BLOCK = 1 << 20
# A function of the dump names a setting of pg_trgm, which only a superuser may before pg_trgm was called in the
# session: so pg_restore cannot do it alone.
BEGIN = b"""
SET client_min_messages = warning;
BEGIN;
CREATE EXTENSION IF NOT EXISTS pg_trgm;
SELECT word_similarity('', '');
"""
COMMIT = b"COMMIT;\n"


@contextmanager
def restoring() -> Iterator[IO[bytes]]:
    """Where a dump is written to be brought back: all of it, or nothing when either program fails or we die."""
    alias = settings.OWNER_DATABASE
    version = server_version(alias)
    reader = [find_tool("pg_restore", version), "--no-owner", "--no-privileges", "--no-comments", "--file=-"]
    writer = [find_tool("psql", version), "--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", address_of(alias)]
    with (
        tempfile.TemporaryFile() as said,
        tempfile.TemporaryFile() as answered,
        process_of(reader, alias, stdin=PIPE, stdout=PIPE, stderr=said) as made,
        process_of(writer, alias, stdin=PIPE, stdout=DEVNULL, stderr=answered) as done,
    ):
        statements = _Statements(made, done)
        with suppress(BrokenPipeError):  # it ended before the dump did: what it said follows
            yield _pipe(made.stdin)
            close_input(made)
        statements.join()
        if not statements.were_refused:
            refuse_failure("pg_restore", made, said)
            statements.end_with(COMMIT)
        refuse_failure("psql", done, answered)


class _Statements(threading.Thread):
    """Carries the statements from one program to the other while the dump is being written to the first."""

    def __init__(self, made: Popen[bytes], done: Popen[bytes]) -> None:
        super().__init__(daemon=True)
        self.were_refused = False
        self._made, self._done = made, done
        self.start()

    def run(self) -> None:
        source, target = _pipe(self._made.stdout), _pipe(self._done.stdin)
        try:
            target.write(BEGIN)
            shutil.copyfileobj(source, target, BLOCK)
            target.flush()
        except BrokenPipeError:
            self.were_refused = True
            self._made.kill()  # whoever writes the dump to it must not wait

    def end_with(self, words: bytes) -> None:
        with suppress(BrokenPipeError):
            _pipe(self._done.stdin).write(words)
            close_input(self._done)


def _pipe(stream: IO[bytes] | None) -> IO[bytes]:
    if stream is None:
        raise AssertionError("a pipe was asked for")
    return stream
