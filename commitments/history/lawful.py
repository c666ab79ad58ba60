"""While content is lawfully removed, what never changes otherwise may: in that transaction, by that function alone.

The function that carries a removal out (commitments/removal/sql.py) notes its own transaction here before it
begins, and takes the note back before it ends. No role may write here; triggers look where they would refuse.
"""

# ruff: noqa: S608 - built of this module's own words
from commitments.history.database_objects import protect

REMOVING = "commitments_removing"
BEGIN = f"INSERT INTO {REMOVING} VALUES (pg_current_xact_id());"
END = f"DELETE FROM {REMOVING} WHERE transaction = pg_current_xact_id();"
"""SQL, around the statements of a removal."""

LAWFUL = f"""
CREATE TABLE IF NOT EXISTS {REMOVING} (transaction xid8 PRIMARY KEY);
CREATE OR REPLACE FUNCTION is_lawful_removal() RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT FROM {REMOVING} WHERE transaction = pg_current_xact_id_if_assigned())
$$;
"""

protect(REMOVING)
