"""Accounts are closed and never deleted: the history names them."""

from commitments.history.database_objects import never_deleted

never_deleted("commitments_user")
