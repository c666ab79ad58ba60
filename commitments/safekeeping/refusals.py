"""What keeps a backup or a restore from being done: always one sentence, and the way on."""

from __future__ import annotations

from commitments.files.refusals import FULL


class SafekeepingRefused(Exception):
    """A backup or a restore was not done; the sentence says why."""


class NoRoomLeft(SafekeepingRefused):
    """The disk is full, or would be."""


class NotWhole(SafekeepingRefused):
    """The file is cut, changed, or no backup of this program."""


def refusal_of(problem: OSError, doing: str) -> SafekeepingRefused:
    """What the operating system says, as a sentence."""
    if problem.errno in FULL:
        return NoRoomLeft(f"{doing} stopped: no space is left on the disk. Free some, then start again.")
    return SafekeepingRefused(f"{doing} stopped: {problem.strerror or problem}.")
