"""People who open pages of receipts. Imports stand inside: this file is read before Django starts."""

from tests.submissions.conftest import sign_in  # noqa: F401
