"""The table of moves in the database: which there are, who may make each, and what each is written down as."""

# ruff: noqa: S608 - no value of a person enters here: the words and columns are those of our own tables

from commitments.access.roles import DESIGNATED
from commitments.access.wall import HELD_TODAY
from commitments.history.database_objects import TRIGGER
from commitments.submissions.entering import ENTRY_MOVER_MAY, IS_ENTERED
from commitments.submissions.stages import MOVES

FOLLOWS_QUESTIONS = ("opened_obligations", "answers_due_on")
"""Columns of a submission that only the questions of the secretariat change."""
MOVE_LIST = ", ".join(f"('{before}', '{after}')" for before, after in MOVES)
MOVES_BY_ROLE = ", ".join(
    f"('{role.code}', '{before}', '{after}')"
    for (before, after), enough in MOVES.items()
    for role in DESIGNATED
    if enough & role.permissions
)
MOVER_MAY = f"""CASE WHEN {IS_ENTERED} THEN {ENTRY_MOVER_MAY} ELSE EXISTS (
    SELECT FROM commitments_designation d WHERE {HELD_TODAY}
      AND coalesce(d.respondent_id, NEW.respondent_id) = NEW.respondent_id
      AND (d.role, OLD.stage, NEW.stage) IN (VALUES {MOVES_BY_ROLE})) END"""

GUARD_MOVE = f"""
CREATE OR REPLACE FUNCTION submissions_guard_move() {TRIGGER} $$
BEGIN
  IF is_maintenance() THEN RETURN NEW; END IF;
  IF (NEW.from_stage, NEW.to_stage) NOT IN (VALUES {MOVE_LIST})
     OR NEW.from_stage IS DISTINCT FROM (SELECT stage FROM commitments_submission WHERE id = NEW.submission_id) THEN
    PERFORM submissions_refuse('moves_begin_where_the_submission_is', 'no such move leads from where it is');
  END IF;
  RETURN NEW;
END $$;
"""
