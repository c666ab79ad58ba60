"""Who sees and writes what was done: the own State; others read the frozen copy of what was sent."""

from commitments.access.wall import own, walled

OF_AN_ACTION = "EXISTS (SELECT FROM commitments_implementationaction a WHERE a.id = action_id)"

walled("commitments_implementationaction", seen=own(), history=own())
walled("commitments_actionobligation", seen=own(), history=own())
walled("commitments_reportedfigure", seen=own(), history=own())
walled("commitments_milestone", seen=OF_AN_ACTION, history=OF_AN_ACTION)
