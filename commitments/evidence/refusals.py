"""Why a piece of evidence was not taken: each refusal is a sentence for the person who tried."""

from commitments.files.refusals import FileRefused
from commitments.implementation.refusals import ActionRefused, IsWithdrawn, NotAllowed, RulesBroken, demand


class EvidenceRefused(ActionRefused):
    """Nothing was written; the text says why."""


class FileNotTaken(EvidenceRefused):
    """A file that is not accepted; `name` is the file's, made harmless."""

    def __init__(self, name: str, reason: FileRefused) -> None:
        self.name = name
        super().__init__(str(reason))


__all__ = ["EvidenceRefused", "FileNotTaken", "IsWithdrawn", "NotAllowed", "RulesBroken", "demand"]
