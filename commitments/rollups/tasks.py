"""Beat folds the counts' deltas."""

from celery import shared_task

from commitments.rollups.services import fold


@shared_task
def fold_rollups(**_: object) -> int:
    """Add waiting deltas to the counts; may run twice, and beside itself."""
    return fold()
