"""Every capability's SQL functions, triggers and indexes are registered here, for after each migrate."""

import commitments.access.sql
import commitments.evidence.sql
import commitments.implementation.sql
import commitments.rollups.sql
import commitments.search.sql
import commitments.submissions.sql  # noqa: F401
