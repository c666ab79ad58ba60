"""Who sees a count: whoever its audience includes; how many replied by group is the secretariat's."""

from commitments.access.wall import AUDIENCES, IS_SECRETARIAT, NOBODY, own, secretariat_reads, walled

COUNTED = f"audience = ANY ({AUDIENCES}) OR (audience = '' AND {IS_SECRETARIAT})"

walled("commitments_rollup", seen=COUNTED, written=NOBODY)
walled("commitments_rollupdelta", seen=COUNTED, written=NOBODY)
walled("commitments_rollupversion", seen=f"{own()} OR {secretariat_reads()}", written=NOBODY)
