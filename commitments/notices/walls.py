"""A notice is its person's; what became of mails is seen by those who look after them; officers plan reminders."""

from commitments.access.roles import Administrator, SecretariatOfficer
from commitments.access.wall import IS_SECRETARIAT, holds, mine, walled

MANAGES = f"{holds(Administrator.code)} OR {holds(SecretariatOfficer.code)}"

walled("commitments_notice", seen=mine("recipient_id"))
walled("commitments_mailchoice", seen=mine("user_id"))
walled("commitments_mail", seen=f"{mine('recipient_id')} OR {MANAGES}", written=MANAGES)
walled("commitments_reminderplan", seen=IS_SECRETARIAT, written=holds(SecretariatOfficer.code), history=IS_SECRETARIAT)
