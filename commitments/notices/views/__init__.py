"""The pages of what is made known, one file each."""

from commitments.notices.views.choices import choices
from commitments.notices.views.inbox import inbox, mark, notice, read_all
from commitments.notices.views.mails import again, mails
from commitments.notices.views.reminders import reminders
from commitments.notices.views.stop import stop

__all__ = ["again", "choices", "inbox", "mails", "mark", "notice", "read_all", "reminders", "stop"]
