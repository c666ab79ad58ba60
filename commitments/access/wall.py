"""The second wall: row-level security. What the program's role sees and writes is what its actor may.

Each capability says for its tables who sees a row and who writes it, in the words below; the same rules
stand a second time in `visible_to` (the first wall), so that a forgotten filter shows nothing. The owner
of the tables and the maintenance role stand outside: triggers, recounts and backups see everything.
"""

from collections.abc import Mapping

from commitments.access.audience import LADDER, Audience
from commitments.access.permissions import Permission
from commitments.access.roles import DESIGNATED
from commitments.history.database_objects import register

WALLED: dict[str, str] = {}
"""Every table behind the wall, with the condition under which a row is seen; a test holds it against all tables."""

OPEN: dict[str, str] = {}
"""Tables that name a respondent or a person and stand outside the wall, each with the reason."""

FROM_SECRETARIAT = ", ".join(f"'{audience}'" for audience in LADDER[LADDER.index(Audience.SECRETARIAT) :])


def _setting(name: str, kind: str) -> str:
    """A setting of the transaction, read once a statement; the cast never meets an empty text."""
    return f"(SELECT nullif(current_setting('commitments.{name}', true), '')::{kind})::{kind}"


NOBODY = "false"
IS_PROGRAM = "(SELECT wall_actor_kind() = 'program')"
"""Stands first in every policy, so that the first row that is met asks who acts, and raises where nobody does."""
RESPONDENTS = _setting("respondents", "bigint[]")
PARTIAL = _setting("partial", "bigint[]")
GIVEN = _setting("given", "text[]")
ENTERED = _setting("entered", "bigint[]")
READ_RESPONDENTS = _setting("read_respondents", "bigint[]")
AUDIENCES = _setting("audiences", "text[]")
USER = _setting("user_id", "bigint")
IS_SECRETARIAT = f"'{Audience.SECRETARIAT}' = ANY ({AUDIENCES})"


def own(column: str = "respondent_id") -> str:
    """SQL: the row is of a respondent whose people the actor belongs to, and whose whole work he sees."""
    return f"{column} = ANY ({RESPONDENTS})"


def in_part(respondent: str = "respondent_id") -> str:
    """SQL: the row is of a respondent of whose work the actor sees only the paragraphs given to him."""
    return f"{respondent} = ANY ({PARTIAL})"


def of_his_state(respondent: str = "respondent_id") -> str:
    """SQL: the row is of a respondent whose people the actor belongs to, however much of its work he sees."""
    return f"{own(respondent)} OR {in_part(respondent)}"


def given(named: str, respondent: str = "respondent_id", cycle: str = "cycle_id", on: str = "obligation_id") -> str:
    """SQL: the row stands on a paragraph given to the actor; `named` is one of the ways access.given names it in."""
    words = named.format(r=f"' || {respondent} || '", c=f"' || {cycle} || '", o=f"' || {on} || '")
    return f"(({in_part(respondent)} OR {respondent} = ANY ({ENTERED})) AND '{words}' = ANY ({GIVEN}))"


def mine(column: str = "owner_id") -> str:
    """SQL: the row is the actor's own."""
    return f"{column} = {USER}"


def reached(shown_to: str = "shown_to", respondent: str = "respondent_id") -> str:
    """SQL: the row is shown to an audience of the actor, or to the secretariat and its State is named to him."""
    named = f"{respondent} = ANY ({READ_RESPONDENTS}) AND {shown_to} IN ({FROM_SECRETARIAT})"
    return f"{shown_to} = ANY ({AUDIENCES}) OR ({named})"


def secretariat_reads(respondent: str = "respondent_id") -> str:
    """SQL: the actor reads this respondent's submitted replies as the secretariat does."""
    return f"{IS_SECRETARIAT} OR {respondent} = ANY ({READ_RESPONDENTS})"


HELD_TODAY = f"d.user_id = {USER} AND d.from_on <= current_date AND (d.until_on IS NULL OR d.until_on >= current_date)"
"""SQL: the designation `d` is the actor's, and in force today."""


def holds(role: str) -> str:
    """SQL: the actor holds this role today."""
    return f"EXISTS (SELECT FROM commitments_designation d WHERE {HELD_TODAY} AND d.role = '{role}')"


def secretariat_may(*enough: Permission) -> str:
    """SQL: the actor holds a role of the secretariat that has one of these permissions."""
    roles = [role for role in DESIGNATED if role.is_secretariat and set(enough) & role.permissions]
    return "(" + " OR ".join(holds(role.code) for role in roles) + ")"


# An answer that leaves out rows because nobody acts would pass for the truth: the query raises instead.
ACTOR_KIND = """
CREATE OR REPLACE FUNCTION wall_actor_kind() RETURNS text LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
DECLARE kind text := current_setting('commitments.actor_kind', true);
BEGIN
  IF coalesce(kind, '') = '' THEN
    RAISE EXCEPTION 'nobody acts in this transaction: enter acting() first'
      USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN kind;
END $$;
"""
register("access_0_wall", ACTOR_KIND)

POLICIES: Mapping[str, str] = {
    "SELECT": "USING ({seen})",
    "INSERT": "WITH CHECK ({written})",
    "UPDATE": "USING ({written}) WITH CHECK ({written})",
    "DELETE": "USING ({written})",
}


def walled(table: str, *, seen: str, written: str = "", history: str | None = None) -> None:
    """Show the program's role only rows where `seen`, let it write those where `written` (else as `seen`).

    `history`, of a tracked table, says who sees its event table beside the program; nobody writes there.
    """
    WALLED[table] = seen
    statements = [_policies(table, seen, written or seen)]
    if history is not None:
        WALLED[f"{table}event"] = history
        statements.append(_policies(f"{table}event", history, NOBODY))
    register(f"access_1_wall_{table}", "\n".join(statements))


def stands_open(table: str, reason: str) -> None:
    """Say why a table that names a respondent or a person is not behind the wall."""
    OPEN[table] = reason


def _policies(table: str, seen: str, written: str) -> str:
    rules = {name: f"{IS_PROGRAM} OR ({rule})" for name, rule in (("seen", seen), ("written", written))}
    made = [
        f"DROP POLICY IF EXISTS wall_{verb.lower()} ON {table}; "
        f"CREATE POLICY wall_{verb.lower()} ON {table} FOR {verb} {form.format(**rules)};"
        for verb, form in POLICIES.items()
    ]
    return "\n".join([f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;", *made])
