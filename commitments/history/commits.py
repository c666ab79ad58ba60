"""When what was written could be seen: one stamp for each transaction that writes history, taken at its commit.

A row of history bears the start of its transaction, and a transaction that began before a moment may
have committed after it. So every row of history bears its transaction too, and the transaction's own
row in `commitments_commit` is stamped by a deferred trigger, which runs once, at the commit.
"What stood at a moment" are the rows of history whose transaction was stamped by then.

The key is the transaction's number together with its start: numbers begin anew in a cluster into
which a backup was restored.
"""

# ruff: noqa: S608 - built of this module's own words
from commitments.history.database_objects import open_to_the_program, register, with_column

COMMITS = """
CREATE TABLE IF NOT EXISTS commitments_commit (
  pgh_xid xid8 NOT NULL,
  pgh_created_at timestamptz NOT NULL,
  committed_at timestamptz,
  PRIMARY KEY (pgh_xid, pgh_created_at)
) WITH (fillfactor = 60);
"""

# A stamp given too early (by SET CONSTRAINTS … IMMEDIATE) is taken back by whatever is written after it.
NOTE = """
CREATE OR REPLACE FUNCTION history_note_transaction() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  INSERT INTO commitments_commit (pgh_xid, pgh_created_at) VALUES (pg_current_xact_id(), now())
    ON CONFLICT (pgh_xid, pgh_created_at) DO NOTHING;
  IF NOT FOUND THEN
    UPDATE commitments_commit SET committed_at = NULL
      WHERE pgh_xid = pg_current_xact_id() AND pgh_created_at = now() AND committed_at IS NOT NULL;
  END IF;
  RETURN NULL;
END $$;
"""

# Deferred triggers run in the order in which they were called for, and a bulk has thousands of deferred
# checks behind this one. So in a transaction that has lasted it first puts itself at the end, and stamps
# when its turn comes again; behind a young one there is nothing to wait for, and each save pays for an update.
YOUNG = "20 milliseconds"
STAMP = f"""
CREATE OR REPLACE FUNCTION history_stamp_commit() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'INSERT' AND clock_timestamp() - now() > interval '{YOUNG}' THEN
    UPDATE commitments_commit SET committed_at = NULL
      WHERE pgh_xid = NEW.pgh_xid AND pgh_created_at = NEW.pgh_created_at AND committed_at IS NULL;
  ELSE
    UPDATE commitments_commit SET committed_at = clock_timestamp()
      WHERE pgh_xid = NEW.pgh_xid AND pgh_created_at = NEW.pgh_created_at AND committed_at IS NULL;
  END IF;
  RETURN NULL;
END $$;
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_trigger WHERE tgname = 'stamped' AND tgrelid = 'commitments_commit'::regclass) THEN
    CREATE CONSTRAINT TRIGGER stamped AFTER INSERT OR UPDATE ON commitments_commit
      DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.committed_at IS NULL)
      EXECUTE FUNCTION history_stamp_commit();
  END IF;
END $$;
"""

# Whoever writes history notes his own transaction, and no other one; not even the owner.
KEEP_STAMPS = """
CREATE OR REPLACE TRIGGER kept BEFORE UPDATE ON commitments_commit
  FOR EACH ROW WHEN (OLD.pgh_xid <> pg_current_xact_id()) EXECUTE FUNCTION refuse_change();
CREATE OR REPLACE TRIGGER never_deleted BEFORE DELETE ON commitments_commit
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
"""

# Beside its transaction, each event bears a number that nobody can guess. It enters the event's digest and goes
# with the content when that is lawfully removed: then the digest that stays tells nothing of what it was made of.
#
# History from before there were stamps has only its transactions' starts, and is taken at those. It is read by
# record and order, and by nothing else: every event is paid for by a save.
EVERY_HISTORY = f"""
DO $$
DECLARE history regclass;
BEGIN
  FOR history IN
    SELECT c.oid::regclass {with_column("pgh_id")}
  LOOP
    IF NOT EXISTS (SELECT FROM pg_attribute
                   WHERE attrelid = history AND attname = 'pgh_xid' AND NOT attisdropped) THEN
      EXECUTE format('ALTER TABLE %s ADD COLUMN pgh_xid xid8 NOT NULL DEFAULT pg_current_xact_id()', history);
      EXECUTE format('INSERT INTO commitments_commit SELECT DISTINCT pgh_xid, pgh_created_at, pgh_created_at '
                     'FROM %s ON CONFLICT DO NOTHING', history);
    END IF;
    IF NOT EXISTS (SELECT FROM pg_attribute
                   WHERE attrelid = history AND attname = 'pgh_salt' AND NOT attisdropped) THEN
      EXECUTE format('ALTER TABLE %s ADD COLUMN pgh_salt uuid DEFAULT gen_random_uuid()', history);
    END IF;
    EXECUTE format('CREATE OR REPLACE TRIGGER noted AFTER INSERT ON %s '
                   'FOR EACH STATEMENT EXECUTE FUNCTION history_note_transaction()', history);
    EXECUTE format('CREATE INDEX IF NOT EXISTS %I ON %s (pgh_obj_id, pgh_id)', history || '_of_record', history);
  END LOOP;
END $$;
"""

# The columns of a table in their own order, each from `alias`, but for those that `instead` gives.
COLUMNS = """
CREATE OR REPLACE FUNCTION history_columns(of regclass, alias text, instead jsonb DEFAULT '{}') RETURNS text
LANGUAGE sql STABLE AS $$
  SELECT string_agg(CASE WHEN instead ? a.attname
                         THEN format('(%s)::%s', instead ->> a.attname, format_type(a.atttypid, a.atttypmod))
                         ELSE format('%I.%I', alias, a.attname) END, ', ' ORDER BY a.attnum)
  FROM pg_attribute a WHERE a.attrelid = of AND a.attnum > 0 AND NOT a.attisdropped
$$;
"""


def event_table(table: str) -> str:
    """Where the history of `table` stands."""
    return f"{table}event"


def last_by(moment: str, table: str, key: str, columns: str) -> str:
    """A subquery: these columns of one record of `table` as it stood at `moment`; no row if it was not there yet.

    A record's events are in the order of their commits: whoever changes it next waits for its lock. The
    commit of each is looked up on the way back from the latest (OFFSET 0 keeps the two steps apart): a join,
    or a condition beside the others, would look up the commits of all.
    """
    committed_at = (
        "(SELECT c.committed_at FROM commitments_commit c "
        "WHERE c.pgh_xid = e.pgh_xid AND c.pgh_created_at = e.pgh_created_at)"
    )
    return (
        f"(SELECT {columns} FROM (SELECT * FROM {event_table(table)} e WHERE e.pgh_obj_id = {key} "
        f"AND e.pgh_created_at <= {moment} ORDER BY e.pgh_id DESC OFFSET 0) e WHERE {committed_at} <= {moment} LIMIT 1)"
    )


def public_as_of(*tables: str) -> None:
    """Let the program read these tables, open to every reader, as they stood: `<table>_as_of(moment)`."""
    for table in tables:
        name = f"{table}_as_of"
        register(
            f"history_20_{name}",
            f"""
            DO $do$ BEGIN EXECUTE format(
              'CREATE OR REPLACE FUNCTION {name}(moment timestamptz) RETURNS SETOF {table} LANGUAGE sql STABLE '
              'SECURITY DEFINER SET search_path = public, pg_temp SET jit = off AS $$ SELECT %s FROM ('
              'SELECT DISTINCT ON (e.pgh_obj_id) e.* FROM {event_table(table)} e '
              'JOIN commitments_commit c USING (pgh_xid, pgh_created_at) WHERE c.committed_at <= moment '
              'ORDER BY e.pgh_obj_id, e.pgh_id DESC) e WHERE e.pgh_label <> ''delete'' $$',
              history_columns('{table}', 'e'));
            END $do$;
            """,
        )
        open_to_the_program(f"{name}(timestamptz)")


def public_versions(*tables: str) -> None:
    """Let the program read all that was ever committed of these small tables: `<table>_versions()`, in order."""
    for table in tables:
        name = f"{table}_versions"
        register(
            f"history_20_{name}",
            f"""
            DO $do$ BEGIN EXECUTE format(
              'CREATE OR REPLACE FUNCTION {name}() RETURNS TABLE (committed_at timestamptz, is_gone boolean, '
              'stood {table}) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp SET jit = off '
              'AS $$ SELECT c.committed_at, e.pgh_label = ''delete'', ROW(%s)::{table} FROM {event_table(table)} e '
              'JOIN commitments_commit c USING (pgh_xid, pgh_created_at) WHERE c.committed_at IS NOT NULL '
              'ORDER BY e.pgh_id $$',
              history_columns('{table}', 'e'));
            END $do$;
            """,
        )
        open_to_the_program(f"{name}()")


register("history_10_commits", COMMITS + NOTE + STAMP + KEEP_STAMPS + EVERY_HISTORY + COLUMNS)
