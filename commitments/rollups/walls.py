"""Who sees a count: whoever its audience includes; how many replied by group is the secretariat's.

A version's row also tells how much a State keeps to itself: others read it by `rollups_readable`.
"""

from commitments.access.wall import AUDIENCES, IS_SECRETARIAT, NOBODY, own, walled

COUNTED = f"audience = ANY ({AUDIENCES}) OR (audience = '' AND {IS_SECRETARIAT})"

walled("commitments_rollup", seen=COUNTED, written=NOBODY)
walled("commitments_rollupdelta", seen=COUNTED, written=NOBODY)
walled("commitments_rollupversion", seen=own(), written=NOBODY)
