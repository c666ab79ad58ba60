"""What is given stays as it was given, to a contributor of the same State; and what the actor is told of it."""

# ruff: noqa: S608 - built of this module's own words
from commitments.access.given import GIVEN_ROLES
from commitments.history.database_objects import TRIGGER, kept, open_to_the_program, register
from commitments.history.versions import is_owned

ROLES = ", ".join(f"'{role}'" for role in GIVEN_ROLES)

# Asked with the designations, before anybody acts (access/given.py): numbers of paragraphs, and no word of anybody.
PARAGRAPHS_GIVEN = """
CREATE OR REPLACE FUNCTION paragraphs_given(designation bigint) RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT coalesce(jsonb_agg(jsonb_build_array(a.cycle_id, a.obligation_id)), '[]')
  FROM commitments_assignment a WHERE a.designation_id = designation AND a.taken_back_at IS NULL
$$;
"""
register("contributions_1_given", PARAGRAPHS_GIVEN)
open_to_the_program("paragraphs_given(bigint)")

GUARD = f"""
CREATE OR REPLACE FUNCTION contributions_guard() {TRIGGER} $$
BEGIN
  IF NEW.designation_id IS NOT NULL AND NOT EXISTS (
    SELECT FROM commitments_designation d
    WHERE d.id = NEW.designation_id AND d.respondent_id = NEW.respondent_id AND d.role IN ({ROLES})
  ) THEN
    RAISE EXCEPTION 'a paragraph is given to a contributor of the same respondent'
      USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'paragraphs_are_given_to_own_contributors';
  END IF;
  IF NOT EXISTS (SELECT FROM commitments_askedrespondent a
                 WHERE a.cycle_id = NEW.cycle_id AND a.respondent_id = NEW.respondent_id) THEN
    RAISE EXCEPTION 'paragraphs of a cycle are given by those whom it asks'
      USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'paragraphs_are_given_by_those_asked';
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER a_guard BEFORE INSERT ON commitments_assignment
  FOR EACH ROW EXECUTE FUNCTION contributions_guard();

CREATE OR REPLACE FUNCTION contributions_of_link() {TRIGGER} $$
BEGIN
  SELECT respondent_id INTO NEW.respondent_id FROM commitments_assignment WHERE id = NEW.assignment_id;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER a_of_link BEFORE INSERT ON commitments_linkopening
  FOR EACH ROW EXECUTE FUNCTION contributions_of_link();
CREATE OR REPLACE TRIGGER a_of_link BEFORE INSERT ON commitments_offeredtext
  FOR EACH ROW EXECUTE FUNCTION contributions_of_link();
"""
GIVEN = (
    "id", "public_id", "respondent_id", "cycle_id", "obligation_id", "designation_id", "ministry", "name", "given_at",
    "given_by_id", "expires_at",
)  # fmt: skip
register(
    "contributions_2_promises",
    GUARD
    + kept("commitments_assignment", *GIVEN)
    + kept("commitments_linkopening", "id", "assignment_id", "respondent_id", "opened_at")
    + kept(
        "commitments_offeredtext",
        "id",
        "public_id",
        "assignment_id",
        "respondent_id",
        "content",
        "sender",
        "offered_at",
    ),
)

is_owned("commitments_assignment")
is_owned("commitments_linkopening")
is_owned("commitments_offeredtext")
