"""What a State settles about its replies once and for all: whether a second person clears every version."""

from datetime import datetime

from django.db import transaction

from commitments.access.actor import Actor
from commitments.access.permissions import Permission
from commitments.access.refusals import demand
from commitments.respondents.models import Respondent
from commitments.submissions.models import ReplySetting


@transaction.atomic
def settle_clearance(respondent: Respondent, *, always: bool, by: Actor, now: datetime) -> ReplySetting:
    """Have every version cleared before it is sent, or leave that to whoever prepares it; the last word holds.

    Refuses with NotAllowed whoever does not settle this for the State.
    """
    demand(by, Permission.CLEARANCE_SETTLE, respondent.pk)
    said = {"clears_always": always, "set_at": now, "set_by_id": by.user_id}
    settled, _is_new = ReplySetting.objects.update_or_create(respondent=respondent, defaults=said)
    return settled
