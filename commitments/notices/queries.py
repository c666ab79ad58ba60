"""What the page of mails reads."""

from django.db.models import QuerySet

from commitments.access.actor import Actor
from commitments.notices.models import Mail


def mails_for(actor: Actor, state: str) -> QuerySet[Mail]:
    """Mails with their people, the newest first; in one state where one is named. Which notice, stays its person's."""
    found: QuerySet[Mail] = Mail.objects.visible_to(actor).select_related("recipient").order_by("-pk")
    return found.filter(state=state) if state in Mail.State.values else found
