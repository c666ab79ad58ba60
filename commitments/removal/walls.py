"""Who sees that content was removed: the State, the secretariat, administrators; the content is not there."""

from commitments.access.roles import Administrator
from commitments.access.wall import IS_SECRETARIAT, NOBODY, holds, own, walled

SEEN = f"{own()} OR {IS_SECRETARIAT} OR {holds(Administrator.code)}"

walled("commitments_removal", seen=SEEN, written=f"{own()} OR {IS_SECRETARIAT}", history=SEEN)
walled("commitments_removedcontent", seen=holds(Administrator.code), written=NOBODY, history=holds(Administrator.code))
