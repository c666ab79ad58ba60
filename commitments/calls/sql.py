"""An entry of the register stays as it was made, and the State it names was asked."""

from commitments.history.database_objects import TRIGGER, kept, register

ASKED = f"""
CREATE OR REPLACE FUNCTION calls_asked() {TRIGGER} $$
BEGIN
  IF NOT EXISTS (SELECT FROM commitments_askedrespondent a
                 WHERE a.cycle_id = NEW.cycle_id AND a.respondent_id = NEW.respondent_id) THEN
    RAISE EXCEPTION 'a call goes to those whom its cycle asks'
      USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'call_goes_to_those_asked';
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER a_asked BEFORE INSERT ON commitments_calldispatch
  FOR EACH ROW EXECUTE FUNCTION calls_asked();
"""

register(
    "calls_1_register",
    ASKED
    + kept(
        "commitments_calldispatch", "id", "public_id", "cycle_id", "respondent_id", "sent_on", "way", "address",
        "reference", "created_at", "created_by_id", "request_id",
    ),
)  # fmt: skip
