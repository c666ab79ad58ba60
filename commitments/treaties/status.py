"""What an act does to its participant, and how a participant stands to a treaty: pure rules."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _


class ActKind(models.TextChoices):
    """The kinds of act that a depositary lists."""

    SIGNATURE = "signature", _("signature")
    SUCCESSION_TO_SIGNATURE = "succession to signature", _("succession to signature")
    RATIFICATION = "ratification", _("ratification")
    ACCEPTANCE = "acceptance", _("acceptance")
    APPROVAL = "approval", _("approval")
    ACCESSION = "accession", _("accession")
    SUCCESSION = "succession", _("succession")
    FORMAL_CONFIRMATION = "formal confirmation", _("formal confirmation")
    DENUNCIATION = "denunciation", _("denunciation")


class Effect(StrEnum):
    """What an act does: announce an intention, bind, or end what bound."""

    SIGNS = "signs"
    BINDS = "binds"
    ENDS = "ends"


EFFECTS: dict[str, Effect] = {
    ActKind.SIGNATURE: Effect.SIGNS,
    ActKind.SUCCESSION_TO_SIGNATURE: Effect.SIGNS,
    ActKind.RATIFICATION: Effect.BINDS,
    ActKind.ACCEPTANCE: Effect.BINDS,
    ActKind.APPROVAL: Effect.BINDS,
    ActKind.ACCESSION: Effect.BINDS,
    ActKind.SUCCESSION: Effect.BINDS,
    ActKind.FORMAL_CONFIRMATION: Effect.BINDS,
    ActKind.DENUNCIATION: Effect.ENDS,  # dated by the day it takes effect; no list at hand has one
}
WEIGHTS: dict[str, int] = {kind: list(Effect).index(effect) for kind, effect in EFFECTS.items()}
BINDING_KINDS: tuple[str, ...] = tuple(kind for kind, effect in EFFECTS.items() if effect is Effect.BINDS)


class Standing(models.TextChoices):
    """How a participant stands to a treaty, as far as the list held can tell."""

    PARTY = "party", _("party")
    SIGNED = "signed", _("signed")
    ENDED = "ended", _("denounced")
    NOT_SHOWN = "not_shown", _("no act shown")
    NO_LIST = "no_list", _("no list held")


@dataclass(frozen=True)
class ListedAct:
    """One act as a list shows it: what was done, and when."""

    kind: str
    acted_on: date

    @property
    def label(self) -> str:
        """The kind of act in words."""
        return str(ActKind(self.kind).label)


@dataclass(frozen=True)
class Stand:
    """A participant's standing on a day with the act that made it so."""

    standing: Standing
    act: ListedAct | None = None


def standing_on(acts: Iterable[ListedAct], day: date) -> Stand:
    """How the participant of `acts` stood at the end of `day`: the earliest binding act counts."""
    current: Stand = Stand(Standing.NOT_SHOWN)
    for act in sorted(acts, key=_by_date_then_weight):
        if act.acted_on <= day:
            current = _after(current, act)
    return current


def _after(current: Stand, act: ListedAct) -> Stand:
    effect = EFFECTS[act.kind]
    if effect is Effect.ENDS:
        return Stand(Standing.ENDED, act)
    if current.standing is Standing.PARTY:
        return current
    if effect is Effect.BINDS:
        return Stand(Standing.PARTY, act)
    return current if current.standing is Standing.SIGNED else Stand(Standing.SIGNED, act)


def _by_date_then_weight(act: ListedAct) -> tuple[date, int]:
    return act.acted_on, WEIGHTS[act.kind]
