"""What was done stays with the respondent that did it: held against SQL by hand and a forgotten check."""

# ruff: noqa: S608 - built of this module's own words
from commitments.history.database_objects import TRIGGER, kept, register
from commitments.history.versions import is_owned

MADE = ("created_at", "created_by_id", "request_id")

# The respondent of a link is the action's: a count or a freeze that trusts it reads nobody else's record.
LINK = f"""
CREATE OR REPLACE FUNCTION implementation_link() {TRIGGER} $$
BEGIN
  SELECT respondent_id INTO NEW.respondent_id FROM commitments_implementationaction WHERE id = NEW.action_id;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER a_link BEFORE INSERT OR UPDATE ON commitments_actionobligation
  FOR EACH ROW EXECUTE FUNCTION implementation_link();
"""

register(
    "implementation_1_promises",
    LINK
    + kept("commitments_implementationaction", "id", "public_id", "respondent_id", *MADE)
    + kept("commitments_reportedfigure", "id", "public_id", "respondent_id", "obligation_id", *MADE)
    + kept("commitments_milestone", "id", "public_id", "action_id"),
)

OPENED_OR_CLOSED = "(o.audience, o.withdrawn_at) IS DISTINCT FROM (n.audience, n.withdrawn_at)"
OWNER_OF_ACTION = "(SELECT a.respondent_id FROM commitments_implementationaction a WHERE a.id = r.action_id)"
is_owned("commitments_implementationaction", shown_after=OPENED_OR_CLOSED)
is_owned("commitments_actionobligation")
is_owned("commitments_milestone", owner=OWNER_OF_ACTION)
is_owned("commitments_reportedfigure", shown_after="o.withdrawn_at IS DISTINCT FROM n.withdrawn_at")
