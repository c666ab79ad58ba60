"""Imports every capability's receivers, so that they are registered when the app starts."""

import commitments.access.receivers
import commitments.notices.header
import commitments.notices.receivers
import commitments.receipts.receivers  # noqa: F401
