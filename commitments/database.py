"""Every capability's SQL and walls are registered here, for after each migrate."""

import commitments.access.sql
import commitments.access.walls
import commitments.assistance.sql
import commitments.assistance.walls
import commitments.auditing.sql
import commitments.auditing.walls
import commitments.calls.sql
import commitments.calls.walls
import commitments.evidence.sql
import commitments.evidence.walls
import commitments.history.announced
import commitments.history.commits
import commitments.history.doers
import commitments.history.sealing.sql
import commitments.implementation.sql
import commitments.implementation.walls
import commitments.instruments.sql
import commitments.removal.sql
import commitments.removal.walls
import commitments.respondents.sql
import commitments.respondents.walls
import commitments.rollups.as_of.sql
import commitments.rollups.reading
import commitments.rollups.sql
import commitments.rollups.walls
import commitments.search.sql
import commitments.submissions.shown
import commitments.submissions.sql
import commitments.submissions.walls
import commitments.treaties.as_of
import commitments.treaties.sql
import commitments.treaties.walls  # noqa: F401
