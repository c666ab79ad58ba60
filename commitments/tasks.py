"""Every capability's Celery tasks are imported here, where Celery looks for them."""

import commitments.auditing.tasks
import commitments.calls.tasks
import commitments.contributions.tasks
import commitments.evidence.tasks
import commitments.exports.tasks
import commitments.history.tasks
import commitments.jobs.tasks
import commitments.national_reports.tasks
import commitments.notices.tasks
import commitments.receipts.tasks
import commitments.removal.tasks
import commitments.retention.tasks
import commitments.rollups.tasks  # noqa: F401
