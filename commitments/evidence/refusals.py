"""Why a piece of evidence was not taken: each refusal is a sentence for the person who tried."""

from commitments.access.refusals import Refused
from commitments.files.refusals import FileRefused


class FileNotTaken(Refused):
    """A file that is not accepted; `name` is the file's, made harmless."""

    def __init__(self, name: str, reason: FileRefused) -> None:
        self.name = name
        super().__init__(str(reason))
