"""To whom an answer is shown and a cited record open: one column each, kept by the database whatever writes.

`shown_to` follows the stage of the submission, the audience, the status and the withdrawal of the answer;
`open_to` the audience of the cited record and the present audience and withdrawal of the action, figure or
evidence behind it (design.md rule 8). Counts, policies and `visible_to` of answers read the first; those of
cited records both, so that a change of an answer rewrites nothing that it cites.
"""

# ruff: noqa: S608 - built of this module's own words
from commitments.access.audience import LADDER
from commitments.access.wall import IS_PROGRAM, own, reached, secretariat_reads
from commitments.history.database_objects import TRIGGER, open_to_the_program, protect, register, stored
from commitments.history.versions import is_owned, is_reference
from commitments.submissions.stages import NEVER_SENT, SUBMITTED
from commitments.submissions.status import Status

SENT = ", ".join(f"'{stage}'" for stage in SUBMITTED)
LADDER_ARRAY = "ARRAY[" + ", ".join(f"'{audience}'" for audience in LADDER) + "]"


def _step(audience: str) -> str:
    return f"array_position({LADDER_ARRAY}, {audience}::text)"


def _stands(row: str, *also: str) -> str:
    """What of an answer decides whether it is shown at all, and what is named besides."""
    said = f"{row}.status = '{Status.NOT_REPORTED}', {row}.withdrawn_at IS NULL"
    return f"({', '.join(f'{row}.{name}' for name in also)}, {row}.submission_id, {said})"


def _made_of(row: str) -> str:
    """All that makes to whom an answer is shown, and that itself: whoever writes it has it computed again."""
    return _stands(row, "shown_to", "audience")


def narrowest(*audiences: str) -> str:
    """SQL: the audience of the fewest people among these; NULL is none of them."""
    return f"({LADDER_ARRAY})[least({', '.join(map(_step, audiences))})]"


# Of one that is shown and stays so, the new audience is said without a look at its submission: whoever moves
# that one waits for this row, and computes it again.
REPORT = f"""
CREATE OR REPLACE FUNCTION shown_report() {TRIGGER} $$
BEGIN
  IF TG_OP = 'UPDATE' AND OLD.shown_to = OLD.audience
      AND {_stands("NEW", "shown_to")} = {_stands("OLD", "shown_to")} THEN
    NEW.shown_to := NEW.audience;
    RETURN NEW;
  END IF;
  NEW.shown_to := CASE WHEN NEW.withdrawn_at IS NULL AND NEW.status <> '{Status.NOT_REPORTED}' AND EXISTS (
      SELECT FROM commitments_submission s WHERE s.id = NEW.submission_id AND s.is_current AND s.stage IN ({SENT})
    ) THEN NEW.audience ELSE '' END;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER b_shown BEFORE INSERT ON commitments_obligationreport
  FOR EACH ROW EXECUTE FUNCTION shown_report();
CREATE OR REPLACE TRIGGER b_shown_again BEFORE UPDATE ON commitments_obligationreport
  FOR EACH ROW WHEN ({_made_of("NEW")} IS DISTINCT FROM {_made_of("OLD")}) EXECUTE FUNCTION shown_report();
"""

OPEN_TO = (
    "CASE WHEN coalesce(a.withdrawn_at, f.withdrawn_at, e.withdrawn_at) IS NULL "
    f"THEN {narrowest('{cited}.audience', 'a.audience', 'e.audience')} ELSE '' END"
)
"""To whom a cited record is open: no wider than itself then and what it cites now, and only while that stands."""
BEHIND = """
    LEFT JOIN commitments_implementationaction a ON a.id = {cited}.action_id
    LEFT JOIN commitments_reportedfigure f ON f.id = {cited}.figure_id
    LEFT JOIN commitments_evidence e ON e.id = {cited}.evidence_id
"""

# What is frozen is held until the sending ends: a withdrawal at the same moment comes before it or after it,
# and in both cases meets this row. Later, the row itself is what two changes meet at.
# Where the current user is not who signed in, a trigger below writes: it has computed the column already.
CITED = f"""
CREATE OR REPLACE FUNCTION open_cited() {TRIGGER} $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    PERFORM FROM commitments_implementationaction WHERE id = NEW.action_id FOR SHARE;
    PERFORM FROM commitments_reportedfigure WHERE id = NEW.figure_id FOR SHARE;
    PERFORM FROM commitments_evidence WHERE id = NEW.evidence_id FOR SHARE;
  END IF;
  SELECT r.cycle_id, {OPEN_TO.format(cited="NEW")} INTO NEW.cycle_id, NEW.open_to
    FROM commitments_obligationreport r {BEHIND.format(cited="NEW")} WHERE r.id = NEW.report_id;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER b_open BEFORE INSERT ON commitments_citedrecord
  FOR EACH ROW EXECUTE FUNCTION open_cited();
CREATE OR REPLACE TRIGGER b_open_again BEFORE UPDATE ON commitments_citedrecord
  FOR EACH ROW WHEN (current_user = session_user) EXECUTE FUNCTION open_cited();
"""


def follows(source: str, changed: str, *statements: str) -> str:
    """SQL: after an update of `source`, these statements for the `changed` rows; where none is, nothing is begun.

    `changed` compares `o` (before) with `n` (now); the statements find the keys in the array of the same name.
    """
    name = f"shown_after_{source}"
    return f"""
CREATE OR REPLACE FUNCTION {name}() {TRIGGER} $$
DECLARE changed bigint[];
BEGIN
  SELECT array_agg(n.id) INTO changed FROM old_rows o JOIN new_rows n USING (id) WHERE {changed};
  IF changed IS NOT NULL THEN
    {"; ".join(statements)};
  END IF;
  RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER {name} AFTER UPDATE ON commitments_{source}
  REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION {name}();
"""


def cited_of(column: str) -> tuple[str, str]:
    """Cited records of the changed rows, held first in one order, then computed in one statement.

    Two changes behind one record meet at its row; the second statement, begun when it is held, sees what the
    other one committed.
    """
    return (
        f"PERFORM FROM commitments_citedrecord c WHERE c.{column} = ANY (changed) ORDER BY c.id FOR NO KEY UPDATE",
        f"""UPDATE commitments_citedrecord kept SET open_to = found.open_to FROM (
      SELECT c.id, {OPEN_TO.format(cited="c")} AS open_to
      FROM commitments_citedrecord c {BEHIND.format(cited="c")} WHERE c.{column} = ANY (changed)
    ) found WHERE kept.id = found.id AND kept.open_to <> found.open_to""",
    )


STANDS = "(o.audience, o.withdrawn_at IS NULL) IS DISTINCT FROM (n.audience, n.withdrawn_at IS NULL)"
IS_SHOWN = f"({{row}}.is_current AND {{row}}.stage IN ({SENT}))"
FOLLOWERS = (
    follows(
        "submission",
        f"{IS_SHOWN.format(row='o')} <> {IS_SHOWN.format(row='n')}",
        # NULL is another value than any, and never reaches the table: the row trigger above computes it.
        "UPDATE commitments_obligationreport SET shown_to = NULL WHERE submission_id = ANY (changed)",
    ),
    follows("implementationaction", STANDS, *cited_of("action_id")),
    follows("evidence", STANDS, *cited_of("evidence_id")),
    follows("reportedfigure", "(o.withdrawn_at IS NULL) <> (n.withdrawn_at IS NULL)", *cited_of("figure_id")),
)

HAS_AN_ANSWER = (
    "EXISTS (SELECT FROM commitments_obligationreport r "
    f"WHERE r.submission_id = s.id AND ({reached('r.shown_to', 'r.respondent_id')}))"
)
# In place, so that a running program is not refused while a new version migrates; columns are added at its end.
REPLY = f"""
CREATE OR REPLACE VIEW commitments_reply WITH (security_barrier) AS
  SELECT s.id, s.cycle_id, s.respondent_id, s.number, s.stage, s.is_current, s.submitted_at, s.is_late, s.is_nil,
         s.use_in_report, s.is_provisional,
         CASE WHEN {IS_PROGRAM} OR {own("s.respondent_id")} OR {secretariat_reads("s.respondent_id")} THEN (
           SELECT max(e.until_on) FROM commitments_deadlineextension e WHERE e.taken_back_at IS NULL
             AND (e.cycle_id, e.respondent_id) = (s.cycle_id, s.respondent_id)
         ) END AS extended_until,
         s.entered_by_id IS NOT NULL AND s.confirmed_at IS NULL AS is_unconfirmed
  FROM commitments_submission s
  WHERE ({IS_PROGRAM} OR {own("s.respondent_id")} OR (
    s.is_current AND s.stage IN ({SENT}) AND ({secretariat_reads("s.respondent_id")} OR {HAS_AN_ANSWER})
  ));
"""

# JSON operators are not leakproof, so behind the wall no index would answer them: this finds keys and
# nothing that stands in the records; whoever fetches those meets the wall.
CITED_FILES = """
CREATE OR REPLACE FUNCTION cited_files(address text) RETURNS SETOF bigint LANGUAGE sql STABLE
SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT id FROM commitments_citedrecord WHERE kind = 'evidence' AND content ->> 'public_id' = address
$$;
CREATE INDEX IF NOT EXISTS cited_evidence_by_address ON commitments_citedrecord ((content ->> 'public_id'))
  WHERE kind = 'evidence';
"""

# A version that was replaced is shown to nobody by its own column, and counts nowhere. The secretariat still
# reads it, by the narrower of its audience and that of the version in force; one that was taken back is closed.
IN_FORCE = (
    "SELECT c.id FROM commitments_submission c "
    "WHERE (c.cycle_id, c.respondent_id) = (s.cycle_id, s.respondent_id) AND c.is_current"
)
EARLIER_READER = f"{IS_PROGRAM} OR ({secretariat_reads('s.respondent_id')})"
EARLIER = f"""
CREATE OR REPLACE FUNCTION answers_of_version(whole bigint) RETURNS SETOF commitments_obligationreport
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT r.* FROM commitments_obligationreport r
  JOIN commitments_submission s ON s.id = r.submission_id
  LEFT JOIN commitments_obligationreport n ON n.submission_id = ({IN_FORCE}) AND n.obligation_id = r.obligation_id
  WHERE r.submission_id = whole AND ({EARLIER_READER}) AND s.stage IN ({SENT})
    AND r.status <> '{Status.NOT_REPORTED}' AND r.withdrawn_at IS NULL AND n.withdrawn_at IS NULL
    AND ({IS_PROGRAM} OR {reached(narrowest("r.audience", "n.audience"), "r.respondent_id")})
$$;
CREATE OR REPLACE FUNCTION cited_of_version(whole bigint) RETURNS SETOF commitments_citedrecord
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT c.* FROM answers_of_version(whole) r JOIN commitments_citedrecord c ON c.report_id = r.id
  WHERE {IS_PROGRAM} OR {reached("c.open_to", "c.respondent_id")}
$$;
"""

# The file of a version that was replaced goes to whoever reads that version, and to nobody else. The policy of its
# bytes asks the same (evidence/walls.py).
EARLIER_FILES = """
CREATE OR REPLACE FUNCTION cited_earlier(address text) RETURNS SETOF commitments_citedrecord
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT found.* FROM (SELECT DISTINCT c.submission_id FROM commitments_citedrecord c
    WHERE c.kind = 'evidence' AND c.content ->> 'public_id' = address) v, cited_of_version(v.submission_id) found
  WHERE found.kind = 'evidence' AND found.content ->> 'public_id' = address
$$;
"""

# What the weekly round found of links is the own State's; whoever reads what cites one reads that it does not open.
FAILING = f"""
CREATE OR REPLACE FUNCTION failing_links_of(of_cycle bigint, whose bigint, asked bigint)
RETURNS SETOF commitments_linkcheck LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT l.* FROM commitments_linkcheck l WHERE l.fails_since_at IS NOT NULL AND EXISTS (
    SELECT FROM commitments_citedrecord c JOIN commitments_obligationreport r ON r.id = c.report_id
    WHERE c.evidence_id = l.evidence_id AND c.content ->> 'url' = l.url AND c.cycle_id = of_cycle
      AND (whose IS NULL OR c.respondent_id = whose) AND (asked IS NULL OR r.obligation_id = asked)
      AND ({IS_PROGRAM} OR {own("c.respondent_id")} OR (
        ({reached("c.open_to", "c.respondent_id")}) AND ({reached("r.shown_to", "r.respondent_id")}))))
$$;
"""

register(
    "submissions_2_shown", REPORT + CITED + "".join(FOLLOWERS) + REPLY + CITED_FILES + EARLIER + EARLIER_FILES + FAILING
)
for signature in (
    "cited_files(text)", "cited_earlier(text)", "answers_of_version(bigint)", "cited_of_version(bigint)",
    "failing_links_of(bigint, bigint, bigint)",
):  # fmt: skip
    open_to_the_program(signature)
protect("commitments_reply")

# Whose pages change with each of these tables (docs/adr/0010): the own State's, and others' with what was sent.
BEING_WRITTEN = ", ".join(f"'{stage.value}'" for stage in NEVER_SENT)
OF_ONE_SENT = f"r.submission_id IN (SELECT s.id FROM commitments_submission s WHERE s.stage NOT IN ({BEING_WRITTEN}))"
OWNER_OF_MOVE = "(SELECT s.respondent_id FROM commitments_submission s WHERE s.id = r.submission_id)"
for table in ("commitments_reportingcycle", "commitments_cycleinstrument", "commitments_askedrespondent"):
    is_reference(table)
is_owned("commitments_deadlineextension")
is_owned("commitments_replysetting")
is_owned("commitments_submission", shown=f"r.stage NOT IN ({BEING_WRITTEN})")
is_owned("commitments_stagemove", owner=OWNER_OF_MOVE)
is_owned("commitments_obligationreport", shown=OF_ONE_SENT)
is_owned("commitments_evidenceofreport")
is_owned("commitments_citedrecord", shown="true")
# An audience changes no indexed column: with room in the page it is changed where it stands.
stored("commitments_obligationreport", fillfactor=80)
stored("commitments_citedrecord", fillfactor=90)
