"""Who sees what left and what was read: administrators all, a State what was taken of its files, a person his own."""

from commitments.access.roles import Administrator
from commitments.access.wall import NOBODY, holds, mine, own, walled

IS_ADMINISTRATOR = holds(Administrator.code)
SEEN = f"{own()} OR {mine('taken_by_id')} OR {IS_ADMINISTRATOR}"

walled("commitments_download", seen=SEEN, written=mine("taken_by_id"), history=SEEN)
walled("commitments_pageread", seen=f"{mine('read_by_id')} OR {IS_ADMINISTRATOR}", written=mine("read_by_id"))
walled("commitments_verification", seen=IS_ADMINISTRATOR, written=NOBODY)
