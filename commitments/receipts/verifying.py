"""Whether a receipt that somebody shows is ours, and whether what it is of still stands.

Whoever shows one learns what stands in it, and one thing more: whether that version is still in force. Nothing here
asks who he is; the code cannot be guessed.
"""

from dataclasses import dataclass
from enum import Enum
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commitments.history.sealing.keys import KeyMissing, is_signed, public_key, trusted_keys
from commitments.receipts.models import SubmissionReceipt
from commitments.receipts.presented import Presented
from commitments.receipts.statement import KIND
from commitments.submissions.models import Submission
from commitments.web.transactions import as_program


class Outcome(Enum):
    """What came of it, with its sentence."""

    GENUINE = gettext_lazy("This receipt is genuine: this site issued it, and nothing in it was changed.")
    UNRECORDED = gettext_lazy(
        "The signature is this site's, but its record does not hold the receipt: ask the secretariat."
    )
    ALTERED = gettext_lazy("This is not what this site issued: something in it was changed.")
    PAPER_ALTERED = gettext_lazy(
        "It names a receipt of this site, but it is not the file that was given out: trust only what stands here."
    )
    FOREIGN = gettext_lazy("This site issued no such receipt.")

    @property
    def is_trusted(self) -> bool:
        """Whether what was shown can be relied on."""
        return self in (Outcome.GENUINE, Outcome.UNRECORDED)


@dataclass(frozen=True)
class Verdict:
    """The outcome, what the genuine receipt states, where the shown one differs, and how that version stands now."""

    outcome: Outcome
    statement: dict[str, Any] | None = None
    differences: tuple[str, ...] = ()
    standing: str = ""


@as_program("verifying a receipt")
def verdict_on(shown: Presented) -> Verdict:
    """What this site says of what was shown."""
    if shown.statement is None:
        return _by_code(shown)
    if _is_signed_by_us(shown):
        known = _known(code=shown.code)
        if known is None:
            return Verdict(Outcome.UNRECORDED, shown.statement)
        return Verdict(Outcome.GENUINE, known.statement, standing=standing_of(known.submission))
    return _unsigned(shown.statement)


def standing_of(whole: Submission) -> str:
    """How a version stands now, in a sentence that tells nothing of what it or another one says."""
    if whole.is_recalled:
        return _("The State took this version back since.")
    if not whole.is_current:
        return _("A later version took its place since.")
    return _("This version is in force.")


def differences(issued: object, shown: object, where: str = "") -> list[str]:
    """The places at which the shown statement is another one, as `answers / 2 / sha256`."""
    if isinstance(issued, dict) and isinstance(shown, dict):
        names = sorted({*issued, *shown}, key=str)
        return [each for name in names for each in _beside(issued, shown, name, where)]
    if isinstance(issued, list) and isinstance(shown, list) and len(issued) == len(shown):
        pairs = enumerate(zip(issued, shown, strict=True), start=1)
        return [each for place, (one, other) in pairs for each in differences(one, other, f"{where} / {place}")]
    return [] if issued == shown and type(issued) is type(shown) else [where.removeprefix(" / ")]


def _beside(issued: dict[str, Any], shown: dict[str, Any], name: str, where: str) -> list[str]:
    if name in issued and name in shown:
        return differences(issued[name], shown[name], f"{where} / {name}")
    return [f"{where} / {name}".removeprefix(" / ")]


def key_of_this_site() -> str:
    """The public half of the key that signs; empty where none is set."""
    try:
        return public_key()
    except KeyMissing:
        return ""


def _is_signed_by_us(shown: Presented) -> bool:
    if not key_of_this_site() or shown.statement is None or shown.statement.get("kind") != KIND:
        return False
    return shown.key in trusted_keys() and is_signed(shown.code, shown.signature, shown.key)


def _by_code(shown: Presented) -> Verdict:
    known = _known(code=shown.code)
    if known is None:
        return Verdict(Outcome.FOREIGN)
    is_given_out = not shown.file_sha256 or shown.file_sha256 == known.sha256
    outcome = Outcome.GENUINE if is_given_out else Outcome.PAPER_ALTERED
    return Verdict(outcome, known.statement, standing=standing_of(known.submission))


def _unsigned(statement: dict[str, Any]) -> Verdict:
    known = _known(submission__public_id=_address(statement.get("submission")))
    if known is None:
        return Verdict(Outcome.FOREIGN)
    return Verdict(Outcome.ALTERED, differences=tuple(differences(known.statement, statement)))


def _address(said: object) -> UUID | None:
    try:
        return UUID(str(said))
    except ValueError:
        return None


def _known(**wanted: object) -> SubmissionReceipt | None:
    found: SubmissionReceipt | None = SubmissionReceipt.objects.select_related("submission").filter(**wanted).first()
    return found
