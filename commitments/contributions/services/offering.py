"""What whoever holds a link does: open it, and send one text. He sees nothing of the State's draft."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commitments.contributions.links import Standing, holder_of, standing_of
from commitments.contributions.models import Assignment, LinkOpening, OfferedText
from commitments.contributions.refusals import LinkClosed
from commitments.history.event_names import EventName
from commitments.history.outbox import announce

WORDS = {
    Standing.SENT: gettext_lazy("A text was sent by this link already. It can be sent once; nothing was sent now."),
    Standing.TAKEN_BACK: gettext_lazy("The focal point of your State took this paragraph back."),
    Standing.OVER: gettext_lazy("The time of this link is over. The focal point of your State can send another."),
    Standing.REPLIED: gettext_lazy("Your State sent its reply meanwhile: nothing can be added to it by this link."),
}


def note_opening(assignment: Assignment, *, now: datetime) -> LinkOpening:
    """Write down that the link was opened: the people of the State see how often, and when."""
    noted: LinkOpening = LinkOpening.objects.create(
        assignment=assignment, respondent_id=assignment.respondent_id, opened_at=now
    )
    return noted


@transaction.atomic
def offer(assignment: Assignment, *, content: dict[str, Any], sender: str, now: datetime) -> OfferedText:
    """Keep what was sent, beside the draft and not in it. Of two at once one is kept, the other is told.

    Refuses with LinkClosed: sent already, taken back, its time over, the reply sent.
    """
    if not sender.strip():
        raise LinkClosed(_("Say who you are: your name and function."))
    held = Assignment.objects.select_for_update(of=("self",)).get(pk=assignment.pk)
    standing = standing_of(held, now=now)
    if standing in WORDS:
        raise LinkClosed(str(WORDS[standing]))
    offered: OfferedText = OfferedText.objects.create(
        assignment=held, respondent_id=held.respondent_id, content=content, sender=sender.strip(), offered_at=now
    )
    announce(EventName.CONTRIBUTION_OFFERED, subject=offered, by=holder_of(held), now=now, cycle=held.cycle_id)
    return offered
