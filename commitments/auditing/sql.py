"""What left, was read or verified is only added to; and the list of events, for administrators, no content in it."""

# ruff: noqa: S608 - built of this module's own words

from commitments.access.roles import Administrator
from commitments.access.wall import USER, holds, own
from commitments.history.database_objects import (
    BY_THE_INSTALLATION,
    TRIGGER,
    kept,
    never_deleted,
    only_added_to,
    open_to_the_program,
    register,
    with_column,
)

only_added_to("commitments_download", by_the_program=True)
only_added_to("commitments_verification", by_the_program=False)
# Maintenance alone takes readings away, when the time for which they are kept is over.
never_deleted("commitments_pageread")
READ_COLUMNS = (
    "page", "cycle_id", "respondent_id", "obligation_ids", "read_by_id", "role", "request_id", "read_at", "digest",
)  # fmt: skip


def _by_whom(column: str) -> str:
    """SQL: how a trigger begins that lets nobody choose in whose name something is noted."""
    return f"""
DECLARE said jsonb := nullif(current_setting('pghistory.context_metadata', true), '')::jsonb;
BEGIN
  IF {BY_THE_INSTALLATION} THEN RETURN NEW; END IF;
  NEW.{column} := {USER};
  NEW.role := said ->> 'role';
  NEW.request_id := (said ->> 'request')::uuid;"""


TAKEN = f"""
CREATE OR REPLACE FUNCTION auditing_taken() {TRIGGER} $$ {_by_whom("taken_by_id")}
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER a_taken BEFORE INSERT ON commitments_download
  FOR EACH ROW EXECUTE FUNCTION auditing_taken();
"""
# One row for a person, role, page and paragraphs in an hour: what is shown again within it is noted already.
READ = f"""
CREATE OR REPLACE FUNCTION auditing_read() {TRIGGER} $$ {_by_whom("read_by_id")}
  NEW.read_at := now();
  NEW.digest := md5(jsonb_build_array(NEW.read_by_id, NEW.role, NEW.page, NEW.cycle_id, NEW.respondent_id,
    NEW.obligation_ids, date_trunc('hour', now(), 'UTC'))::text);
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER a_read BEFORE INSERT ON commitments_pageread
  FOR EACH ROW EXECUTE FUNCTION auditing_read();
"""
# A State learns in which role somebody read its answers, and not who he is or for whom he speaks.
READ_BY_ROLE = f"""
CREATE OR REPLACE FUNCTION read_by_role(of_cycle bigint, of_respondent bigint)
RETURNS TABLE (id bigint, read_at timestamptz, role text, page text, obligation_ids bigint[])
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM wall_actor_kind();
  RETURN QUERY SELECT r.id, date_trunc('hour', r.read_at, 'UTC'), r.role::text, r.page::text, r.obligation_ids
    FROM commitments_pageread r
    WHERE r.cycle_id = of_cycle AND r.respondent_id = of_respondent AND {own("r.respondent_id")};
END $$;
"""
HISTORIES = f"SELECT c.oid::regclass {with_column('pgh_id')}"
# A range of pages for each stretch of time: next to nothing for a save, and a week is found without reading all years.
BY_TIME = f"""
DO $$
DECLARE history regclass;
BEGIN
  FOR history IN {HISTORIES} LOOP
    EXECUTE format('CREATE INDEX IF NOT EXISTS %I ON %s USING brin (pgh_created_at)', history || '_by_time', history);
  END LOOP;
END $$;
"""
EVENTS = f"""
CREATE OR REPLACE FUNCTION recorded_events(since timestamptz, until timestamptz, only_table text, only_doer bigint)
RETURNS TABLE (id text, recorded_at timestamptz, "table" text, label text, record_id bigint, doer_id bigint,
               doer_name text, role text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE history regclass;
BEGIN
  IF wall_actor_kind() <> 'program' AND NOT {holds(Administrator.code)} THEN
    RAISE EXCEPTION 'the list of events is for administrators' USING ERRCODE = 'insufficient_privilege';
  END IF;
  FOR history IN {HISTORIES} AND (only_table = '' OR c.relname = only_table) LOOP
    RETURN QUERY EXECUTE format(
      'SELECT %L || '':'' || e.pgh_id, e.pgh_created_at, %L::text, e.pgh_label::text, e.pgh_obj_id::bigint, '
      '(e.pgh_context ->> ''user'')::bigint, u.name::text, coalesce(e.pgh_context ->> ''role'', '''') '
      'FROM %s e LEFT JOIN commitments_user u ON u.id = (e.pgh_context ->> ''user'')::bigint '
      'WHERE e.pgh_created_at >= $1 AND e.pgh_created_at < $2 '
      'AND ($3 IS NULL OR (e.pgh_context ->> ''user'')::bigint = $3)', history, history, history)
      USING since, until, only_doer;
  END LOOP;
END $$;
"""

register("auditing_1_taken", TAKEN)
register("auditing_1_read", READ + kept("commitments_pageread", *READ_COLUMNS) + READ_BY_ROLE)
register("auditing_2_by_time", BY_TIME)
register("auditing_3_events", EVENTS)
open_to_the_program("recorded_events(timestamptz, timestamptz, text, bigint)")
open_to_the_program("read_by_role(bigint, bigint)")
