"""How a table with an owner answers `visible_to(actor)`: own State first, then by audience."""

from typing import Any, Self

from django.db import models
from django.db.models import Q

from commitments.access.actor import Actor
from commitments.access.audience import Audience, readable_from
from commitments.access.permissions import Permission


def own_or_nobody(actor: Actor, *, respondent: str = "respondent") -> Q:
    """Rows of the respondents the actor belongs to; nobody else's."""
    return Q(**{f"{respondent}__in": actor.own_respondents_with(Permission.DESK_OPEN)})


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
        """The rows of the actor's own respondents; none for anybody else."""
        return self.filter(own_or_nobody(actor))

    def standing(self) -> Self:
        """Leave out what was withdrawn."""
        return self.filter(withdrawn_at__isnull=True)
