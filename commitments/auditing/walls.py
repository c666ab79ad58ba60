"""Who sees what left the site: administrators all of it, a State what was taken of its files, a person what he took."""

from commitments.access.roles import Administrator
from commitments.access.wall import NOBODY, holds, mine, own, walled

IS_ADMINISTRATOR = holds(Administrator.code)
SEEN = f"{own()} OR {mine('taken_by_id')} OR {IS_ADMINISTRATOR}"

walled("commitments_download", seen=SEEN, written=mine("taken_by_id"), history=SEEN)
walled("commitments_verification", seen=IS_ADMINISTRATOR, written=NOBODY)
