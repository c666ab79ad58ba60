"""A reply that was received has its receipt at once, and its paper when a worker comes to it."""

import logging

from commitments.history.event_names import EventName
from commitments.history.models import Event
from commitments.history.outbox import receives
from commitments.history.sealing.keys import KeyMissing
from commitments.jobs.broker import after_commit
from commitments.receipts.services import make_receipt
from commitments.submissions.models import Submission

logger = logging.getLogger(__name__)
PRINT = "commitments.receipts.tasks.make_receipts"


@receives(EventName.SUBMISSION_RECEIVED)
def a_reply_was_received(event: Event) -> None:
    """Make its receipt; without a key to sign with, beat makes it once there is one."""
    whole = Submission.objects.select_related("respondent", "cycle").get(pk=event.subject_id)
    try:
        make_receipt(whole, now=event.at)
    except KeyMissing:
        logger.exception("no receipt of submission %s could be signed", whole.pk)
    else:
        after_commit(PRINT)
