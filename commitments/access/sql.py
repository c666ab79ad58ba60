"""Accounts are closed and never deleted: the history names them."""

from commitments.history.database_objects import never_deleted
from commitments.history.versions import is_reference

never_deleted("commitments_user")
is_reference("commitments_user", columns="name, title")  # pages name who saved, sent and released
