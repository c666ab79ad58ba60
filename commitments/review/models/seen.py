"""Who sees what the secretariat writes about a reply: the secretariat, and the State whose reply it is."""

from typing import Any, Self

from django.db import models
from django.db.models import Q

from commitments.access.actor import Actor
from commitments.access.permissions import Permission
from commitments.access.visibility import own_or_nobody


def secretariat_or_named(actor: Actor) -> Q:
    """Rows on the replies that the actor reads as the secretariat does: all, or those of the States named to him."""
    if actor.is_secretariat and actor.may(Permission.SUBMISSION_READ):
        return Q(pk__isnull=False)
    return Q(respondent__in=actor.read_respondent_ids)


class BetweenTheTwoQuerySet(models.QuerySet[Any]):
    """What stands between a State and the secretariat."""

    def visible_to(self, actor: Actor) -> Self:
        """Own State: all on its own replies. Secretariat: all. Other States and the public: nothing."""
        return self.filter(own_or_nobody(actor) | secretariat_or_named(actor))


class SecretariatsQuerySet(models.QuerySet[Any]):
    """What the secretariat keeps to itself."""

    def visible_to(self, actor: Actor) -> Self:
        """The secretariat, and nobody else."""
        return self.filter(secretariat_or_named(actor))
