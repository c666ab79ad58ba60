"""What loading an instrument came to, or why it was refused."""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext as _

from commitments.instruments.analysis.values import Analysis
from commitments.instruments.differences import Difference
from commitments.instruments.models import Instrument
from commitments.instruments.reading.values import ReadInstrument


class LoadState(StrEnum):
    """What loading came to."""

    CREATED = "created"
    COMPLETED = "completed"
    REVISED = "revised"
    UNCHANGED = "unchanged"


@dataclass(frozen=True)
class LoadOutcome:
    """What was done, or with a dry run what would be done; nothing was written then."""

    state: LoadState
    text: ReadInstrument
    analysis: Analysis
    is_analysed: bool
    differences: tuple[Difference, ...]
    instrument: Instrument | None
    dry_run: bool


class RevisionRefused(Exception):
    """The instrument is held with other words; nothing was written. Carries the differences."""

    def __init__(self, symbol: str, differences: tuple[Difference, ...]) -> None:
        self.differences = differences
        head = _("%(symbol)s is held with other words; say that it is to be revised to take these:")
        super().__init__("\n".join([head % {"symbol": symbol}, *map(str, differences)]))


class ParagraphsLost(Exception):
    """The new text has fewer numbered paragraphs; answers may hang on those lost, so nothing was written."""

    def __init__(self, references: tuple[str, ...]) -> None:
        self.references = references
        super().__init__(
            _("The new text no longer has %(references)s. A numbered paragraph is never removed: "
              "answers may hang on it.") % {"references": ", ".join(references)}
        )  # fmt: skip
