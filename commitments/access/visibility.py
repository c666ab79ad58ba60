"""How a table with an owner answers `visible_to(actor)`: own State first, then by audience."""

from typing import Any, Self

from django.db import models
from django.db.models import Q

from commitments.access.actor import Actor
from commitments.access.audience import Audience, readable_from
from commitments.access.permissions import Permission

NONE = Q(pk__in=[])


def own_or_nobody(actor: Actor, *, respondent: str = "respondent") -> Q:
    """Rows of the respondents whose whole work the actor sees; nobody else's."""
    return Q(**{f"{respondent}__in": actor.own_respondents_with(Permission.DESK_OPEN) & actor.whole_ids})


def given(actor: Actor, *, respondent: str = "respondent", cycle: str = "", obligation: str = "obligation") -> Q:
    """Rows on the paragraphs given to the actor, in their cycle where the row has one; nobody else's.

    Without a name for the obligation: rows of the replies in which a paragraph was given to him. What lives across
    cycles (actions, figures) is not of an answer alone.
    """
    found = NONE
    for respondent_id, ones in actor.given.items():
        for cycle_id in {one.cycle_id for one in ones if cycle or not one.answer_alone}:
            on = [one.obligation_id for one in ones if one.cycle_id == cycle_id]
            in_cycle = {cycle: cycle_id} if cycle else {}
            among = {f"{obligation}__in": on} if obligation else {}
            found |= Q(**{respondent: respondent_id}, **in_cycle, **among)
    return found


def recorded_by(actor: Actor) -> Q:
    """What the actor recorded himself for a respondent of whose work he sees only what was given to him."""
    if actor.user_id is None:
        return NONE
    return Q(respondent__in=actor.partial_ids, created_by=actor.user_id)


def shown_reaches(actor: Actor, column: str = "shown_to") -> Q:
    """Rows shown to an audience that includes the actor, own rows left aside."""
    shown_to = f"{column}__in"
    reach = Q(**{shown_to: actor.audiences})
    if actor.read_respondent_ids:
        reach |= Q(respondent__in=actor.read_respondent_ids, **{shown_to: readable_from(Audience.SECRETARIAT)})
    return reach


class OwnedQuerySet(models.QuerySet[Any]):
    """Working records of a respondent: only its own people see them, whatever their audience says.

    Others read what was submitted, from its frozen copy (`CitedRecord`), never from here.
    """

    def visible_to(self, actor: Actor) -> Self:
        """The rows of the actor's own respondents, as far as he sees their work; none for anybody else."""
        own = own_or_nobody(actor)
        return self.filter(own | self.of_given(actor) if actor.partial_ids else own)

    def of_given(self, actor: Actor) -> Q:
        """Which rows somebody sees to whom single paragraphs were given; a table that has any says which."""
        return NONE

    def standing(self) -> Self:
        """Leave out what was withdrawn."""
        return self.filter(withdrawn_at__isnull=True)
