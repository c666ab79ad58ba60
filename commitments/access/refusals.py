"""What a verb that may not be done answers: the base of refusals shown to people, and those that every verb shares."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from commitments.access.actor import Actor
from commitments.access.permissions import Permission


class Refused(Exception):
    """A verb was refused and nothing was written; the text is a sentence for the person who tried."""


class RefusedInField(Refused):
    """What was typed cannot be taken; `field` says which value is wrong."""

    def __init__(self, field: str, words: str) -> None:
        super().__init__(words)
        self.field = field


class NotAllowed(Refused):
    """The actor may not do this for that respondent."""

    def __init__(self) -> None:
        super().__init__(_("You may not do this: your designation does not allow it for this respondent."))


class NotGiven(Refused):
    """The paragraph is none of those given to the actor."""

    def __init__(self) -> None:
        super().__init__(_("This paragraph was not given to you: ask the focal point of your State."))


class LoadingNotAllowed(Refused):
    """The actor may not load reference data."""

    def __init__(self) -> None:
        super().__init__(_("Reference data is loaded by the installation's own commands only."))


def demand(by: Actor, permission: Permission, respondent_id: int) -> None:
    """Refuse with NotAllowed unless the actor himself speaks for the respondent and may do this."""
    if respondent_id not in by.own_respondents_with(permission):
        raise NotAllowed


def demand_on(
    by: Actor, permission: Permission, respondent_id: int, obligations: Iterable[int], cycle_id: int | None = None
) -> None:
    """As `demand`, on these paragraphs. Refuses with NotGiven where one of them is not the actor's to work on."""
    demand(by, permission, respondent_id)
    if not all(by.works_on(permission, respondent_id, pk, cycle_id) for pk in obligations):
        raise NotGiven


def demand_loading(by: Actor) -> None:
    """Refuse with LoadingNotAllowed whoever may not load reference data."""
    if not by.may(Permission.REFERENCE_LOAD):
        raise LoadingNotAllowed
