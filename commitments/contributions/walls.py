"""Who sees what was given: whoever sees the whole work of the State; a contributor what was given to him."""

from commitments.access.wall import USER, own, walled

IS_MINE = f"EXISTS (SELECT FROM commitments_designation d WHERE d.id = designation_id AND d.user_id = {USER})"

walled("commitments_assignment", seen=f"{own()} OR {IS_MINE}", written=own(), history=f"{own()} OR {IS_MINE}")
walled("commitments_linkopening", seen=own(), history=own())
walled("commitments_offeredtext", seen=own(), history=own())
