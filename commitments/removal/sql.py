"""Who asks, who confirms: the database looks itself, and everything but the one function that confirms is refused."""

# ruff: noqa: S608 - built of this module's own words
from commitments.access.permissions import Permission
from commitments.access.roles import DESIGNATED
from commitments.access.wall import HELD_TODAY, USER
from commitments.history.database_objects import (
    BY_THE_INSTALLATION,
    TRIGGER,
    never_deleted,
    open_to_the_program,
    register,
)
from commitments.history.lawful import BEGIN, END
from commitments.removal.carrying_out import CARRY_OUT
from commitments.removal.models import Side
from commitments.removal.places import PLACES
from commitments.removal.taking import DEFINER, INSTEAD, TAKE

DECIDED = ("outcome", "decided_by_id", "decided_at", "decided_reason", "finished_at")
REFUSED = "USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'content_goes_by_two_persons'"


def _roles(*, of_state: bool) -> str:
    found = [r.code for r in DESIGNATED if Permission.CONTENT_REMOVE in r.permissions and r.for_respondent == of_state]
    return ", ".join(f"'{code}'" for code in found)


SPEAKS = f"""
CREATE OR REPLACE FUNCTION removal_speaks_for(side text, whose bigint) RETURNS boolean
LANGUAGE sql STABLE {DEFINER} AS $$
  SELECT EXISTS (
    SELECT FROM commitments_designation d
    WHERE {HELD_TODAY}
      AND CASE side WHEN '{Side.STATE}' THEN d.role IN ({_roles(of_state=True)}) AND d.respondent_id = whose
                    ELSE d.role IN ({_roles(of_state=False)}) AND d.respondent_id IS NULL END)
$$;
CREATE OR REPLACE FUNCTION removal_other_side(side text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE side WHEN '{Side.STATE}' THEN '{Side.SECRETARIAT}' ELSE '{Side.STATE}' END
$$;
"""

WHOSE = " ".join(
    f"WHEN '{kind}' THEN SELECT {place.whose}, public_id INTO NEW.respondent_id, NEW.record_public_id "
    f"FROM {place.table} WHERE id = NEW.record_id;"
    for kind, place in PLACES.items()
)
LEFT_ASIDE = "ARRAY[" + ", ".join(f"'{column}'" for column in DECIDED) + "]"
GUARD = f"""
CREATE OR REPLACE FUNCTION removal_guard() {TRIGGER} $$
BEGIN
  IF is_maintenance() OR is_lawful_removal() THEN RETURN NEW; END IF;
  IF TG_OP = 'INSERT' THEN
    CASE NEW.kind {WHOSE} END CASE;
    IF NEW.outcome = '' AND NEW.finished_at IS NULL AND NEW.records = '{{}}' AND NEW.files = '{{}}'
       AND ({BY_THE_INSTALLATION} OR removal_speaks_for(NEW.asked_for, NEW.respondent_id)) THEN
      RETURN NEW;
    END IF;
  ELSIF to_jsonb(NEW) - {LEFT_ASIDE} = to_jsonb(OLD) - {LEFT_ASIDE} THEN
    IF OLD.outcome = '' AND NEW.outcome = 'declined' AND NEW.finished_at IS NULL
       AND removal_speaks_for(removal_other_side(NEW.asked_for), NEW.respondent_id) THEN
      RETURN NEW;
    END IF;
    IF (NEW.outcome, NEW.decided_by_id, NEW.decided_at, NEW.decided_reason)
       IS NOT DISTINCT FROM (OLD.outcome, OLD.decided_by_id, OLD.decided_at, OLD.decided_reason)
       AND {BY_THE_INSTALLATION} THEN
      RETURN NEW;
    END IF;
  END IF;
  RAISE EXCEPTION 'a removal is asked for by one side, decided by the other, and stays as it is' {REFUSED};
END $$;
CREATE OR REPLACE TRIGGER a_guard BEFORE INSERT OR UPDATE ON commitments_removal
  FOR EACH ROW EXECUTE FUNCTION removal_guard();
"""

CONFIRM = f"""
CREATE OR REPLACE FUNCTION removal_confirm(which bigint, moment timestamptz, words text) RETURNS void
LANGUAGE plpgsql {DEFINER} AS $$
DECLARE r commitments_removal;
BEGIN
  SELECT * INTO STRICT r FROM commitments_removal WHERE id = which FOR UPDATE;
  IF r.outcome <> '' OR {USER} IS NULL OR r.asked_by_id = {USER}
     OR NOT removal_speaks_for(removal_other_side(r.asked_for), r.respondent_id) THEN
    RAISE EXCEPTION 'a removal that waits is confirmed by a second person, of the other side' {REFUSED};
  END IF;
  {BEGIN}
  UPDATE commitments_removal SET outcome = 'confirmed', decided_by_id = {USER}, decided_at = moment,
    decided_reason = words WHERE id = which;
  {END}
  PERFORM removal_carry_out(which);
END $$;
"""

# For a restore, whose database knows nothing of what was removed since its backup. The program may not call it.
WRITTEN = (
    "public_id, respondent_id, kind, record_id, record_public_id, stands_in, fields, ground, reason, asked_by_id, "
    "asked_for, asked_at, outcome, decided_by_id, decided_at, decided_reason, records, files"
)
REPEAT = f"""
CREATE OR REPLACE FUNCTION removal_repeat(line jsonb) RETURNS boolean LANGUAGE plpgsql {DEFINER} AS $$
DECLARE r commitments_removal; known commitments_removal;
BEGIN
  r := jsonb_populate_record(NULL::commitments_removal, line);
  SELECT * INTO known FROM commitments_removal WHERE public_id = r.public_id;
  IF known.outcome = 'confirmed' THEN RETURN false; END IF;
  {BEGIN}
  IF known.id IS NULL THEN
    INSERT INTO commitments_removal ({WRITTEN}) SELECT {", ".join(f"r.{c}" for c in WRITTEN.split(", "))}
      RETURNING id INTO r.id;
  ELSE
    r.id := known.id;
    UPDATE commitments_removal SET outcome = r.outcome, decided_by_id = r.decided_by_id, decided_at = r.decided_at,
      decided_reason = r.decided_reason, records = r.records, files = r.files WHERE id = r.id;
  END IF;
  {END}
  PERFORM removal_carry_out(r.id);
  RETURN true;
END $$;
"""

never_deleted("commitments_removal")
register("removal_1", SPEAKS + GUARD + INSTEAD + TAKE + CARRY_OUT + CONFIRM + REPEAT)
open_to_the_program("removal_confirm(bigint, timestamptz, text)")
