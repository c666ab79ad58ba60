"""Every model of every capability is imported here, where Django looks for them."""

import commitments.access.models
import commitments.assistance.models
import commitments.auditing.models
import commitments.calls.models
import commitments.contributions.models
import commitments.evidence.models
import commitments.files.models
import commitments.history.models
import commitments.implementation.models
import commitments.instruments.models
import commitments.jobs.models
import commitments.notices.models
import commitments.receipts.models
import commitments.removal.models
import commitments.respondents.models
import commitments.review.models
import commitments.rollups.models
import commitments.submissions.models
import commitments.treaties.models
import commitments.web.models
import commitments.workbooks.models  # noqa: F401
