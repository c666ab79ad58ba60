"""Why a piece of evidence was not taken: each refusal is a sentence for the person who tried."""

from django.utils.translation import gettext as _

from commitments.access.refusals import Refused
from commitments.files.refusals import FileRefused


class FileNotTaken(Refused):
    """A file that is not accepted; `name` is the file's, made harmless."""

    def __init__(self, name: str, reason: FileRefused) -> None:
        self.name = name
        super().__init__(str(reason))


class IsConfidential(Refused):
    """What is confidential was to be shown to more people than the secretariat."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "This evidence is confidential: your State and the secretariat read it, and nobody else. If it may be "
                "read by others, first edit it and say that it is unclassified."
            )
        )
