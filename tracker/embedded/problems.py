"""What keeps the set-up from starting, said in one line."""

import errno
from pathlib import Path


class CannotStart(Exception):
    """One sentence for the person at the terminal; no stack trace follows."""


def sentence_for(problem: OSError) -> str:
    """An error of the operating system as one line."""
    where = problem.filename or "the data folder"
    if problem.errno == errno.ENOSPC:
        return f"No space is left on the disk for {where}: free some, then start again."
    if problem.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        return f"No permission to write {where}: give this user the folder, or set VAR_DIR to one of its own."
    return f"{where}: {problem.strerror or problem}"


def explain_failure(what: str, output: str, log: Path | None = None) -> CannotStart:
    """The reason why a program of ours failed, found in what it printed."""
    if "No space left on device" in output:
        return CannotStart(f"No space is left on the disk: {what} could not go on. Free some, then start again.")
    if "Permission denied" in output:
        return CannotStart(f"{what}: permission denied. {_last_line(output)}")
    return CannotStart(f"{what} failed: {_last_line(output)}" + (f" (more in {log})" if log else ""))


def _last_line(output: str) -> str:
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    return lines[-1] if lines else "it printed nothing"
