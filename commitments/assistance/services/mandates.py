"""What the secretariat records of its own obligations."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from commitments.access.actor import Actor
from commitments.access.permissions import Permission
from commitments.access.refusals import NotAllowed, RefusedInField, demand
from commitments.assistance.models import Mandate
from commitments.history.bases import EditedMeanwhile
from commitments.instruments.models import Obligation
from commitments.respondents.models import Respondent, RespondentKind


@transaction.atomic
def say_of_mandate(
    respondent: Respondent, obligation: Obligation, *, by: Actor, now: datetime, said: Mapping[str, str], expected: int
) -> Mandate:
    """Write implementation and resources over version `expected`, which is 0 before the first.

    Refuses with NotAllowed whoever does not speak for a secretariat, and with EditedMeanwhile.
    """
    demand(by, Permission.ACTION_RECORD, respondent.pk)
    if respondent.kind != RespondentKind.SECRETARIAT:
        raise NotAllowed
    if not any(words.strip() for words in said.values()):
        raise RefusedInField("implementation", _("Say what was done, or with which resources."))
    found, is_new = Mandate.objects.get_or_create(
        respondent=respondent, obligation=obligation,
        defaults={**said, "created_at": now, "created_by_id": by.user_id},
    )  # fmt: skip
    if is_new != (expected == 0):
        raise EditedMeanwhile
    if changed := found.take(said):
        found.save_if_unchanged(expected=expected, fields=changed)
    return found
