"""The triggers that keep the counts true, the fold, and the recount: whatever writes, the counts follow.

Statement level, transition tables only. Order of locks: the submissions of the changed answers
(FOR SHARE, by id), then the version rows (by key); a change of regional group waits for the writers
of answers. So two writers and a fold at once never leave a count behind.

One statement that changes both a submission's stage and its answers (a WITH that writes twice) is
counted from what each trigger sees at its end; the program has none, and `verify_rollups` shows it.
"""

# ruff: noqa: S608 - built of this module's own words, never of anything a person typed
from commitments.history.database_objects import TRIGGER, attached, open_to_the_program, protect, register, stored
from commitments.submissions.stages import SUBMITTED
from commitments.web.versions import TABLE as VERSIONS
from commitments.web.versions import Scope

SENT = ", ".join(f"'{stage.value}'" for stage in SUBMITTED)
DIMENSIONS = "cycle_id, obligation_id, regional_group_id, stage, status, answers_as, audience"
AUDIENCES = ("public", "member_states", "secretariat", "own_state")

ANSWER = "submission_id, cycle_id, respondent_id, obligation_id, status, answers_as, audience, withdrawn_at"
CHANGED = """
    FROM old_rows o JOIN new_rows n USING (id){both}
    WHERE (o.submission_id, o.cycle_id, o.respondent_id, o.obligation_id, o.status, o.answers_as, o.audience,
           o.withdrawn_at IS NULL)
          IS DISTINCT FROM
          (n.submission_id, n.cycle_id, n.respondent_id, n.obligation_id, n.status, n.answers_as, n.audience,
           n.withdrawn_at IS NULL)
"""
ANSWERS_IN = f"SELECT {ANSWER}, 1 AS sign FROM new_rows"
ANSWERS_OUT = f"SELECT {ANSWER}, -1 AS sign FROM old_rows"
BOTH = ", ".join(
    f"({', '.join(f'{row}.{name}' for name in ANSWER.split(', '))}, {sign})" for row, sign in (("o", -1), ("n", 1))
)
BEFORE_AND_NOW = f", LATERAL (VALUES {BOTH}) moved ({ANSWER}, sign)"
ANSWERS_CHANGED = f"SELECT moved.* {CHANGED.format(both=BEFORE_AND_NOW)}"

# What an answer adds to: its dimensions, its sign, and whether it counts or is only to be noticed.
STANDING = """
    SELECT a.cycle_id, a.obligation_id, r.regional_group_id, s.stage, a.status, a.answers_as, a.audience,
           a.respondent_id, ob.instrument_id, {sign} AS sign,
           a.withdrawn_at IS NULL AND a.status <> 'not_reported' AS counts
    FROM {answers} a
    JOIN {submissions} s ON s.id = a.submission_id
    JOIN commitments_respondent r ON r.id = a.respondent_id
    JOIN commitments_obligation ob ON ob.id = a.obligation_id
    WHERE s.is_current AND s.stage IN ({sent})
"""

# Deltas first, then the version rows in the order of their key.
WRITE_DELTAS = f"""
    INSERT INTO commitments_rollupdelta ({DIMENSIONS}, n)
    SELECT {DIMENSIONS}, sum(sign) FROM standing WHERE counts GROUP BY {DIMENSIONS} HAVING sum(sign) <> 0
"""
RAISE_VERSIONS = f"""
    INSERT INTO commitments_rollupversion AS kept
           (cycle_id, instrument_id, respondent_id, version, {", ".join(AUDIENCES)})
    SELECT cycle_id, instrument_id, respondent_id, 1,
           {", ".join(f"coalesce(sum(sign) FILTER (WHERE counts AND audience = '{a}'), 0)" for a in AUDIENCES)}
    FROM standing GROUP BY cycle_id, instrument_id, respondent_id
    ORDER BY cycle_id, instrument_id, respondent_id
    ON CONFLICT (cycle_id, instrument_id, respondent_id) DO UPDATE SET version = kept.version + 1,
           {", ".join(f"{a} = kept.{a} + excluded.{a}" for a in AUDIENCES)}
"""


def moving(answers: str, *, submissions: str, sign: str, first: str = "") -> str:
    """The statement that writes what `answers` (with their sign) change in the counts."""
    standing = STANDING.format(answers=answers, submissions=submissions, sign=sign, sent=SENT)
    return f"WITH {first} standing AS ({standing}), written AS ({WRITE_DELTAS}) {RAISE_VERSIONS};"


def answers_of(rows: str, answers: str) -> str:
    """Hold the submissions of the changed answers still, and move the answers in or out, in one statement.

    Who waited for a submission gets it as the other one left it, whatever its stage was before: that is
    asked of the held row, and must not stand among the conditions by which it is sought.
    """
    touched = " UNION ALL ".join(f"SELECT submission_id FROM {side}" for side in rows.split())
    held = f"""held AS MATERIALIZED (
        SELECT id, stage, is_current FROM commitments_submission WHERE id IN ({touched}) ORDER BY id FOR SHARE
    ),"""
    return moving(f"({answers})", submissions="held", sign="a.sign", first=held)


REPORTS = f"""
CREATE OR REPLACE FUNCTION rollups_of_answers() {TRIGGER} $$
BEGIN
    IF TG_OP = 'INSERT' THEN {answers_of("new_rows", ANSWERS_IN)}
    ELSIF TG_OP = 'DELETE' THEN {answers_of("old_rows", ANSWERS_OUT)}
    ELSIF EXISTS (SELECT {CHANGED.format(both="")}) THEN {answers_of("old_rows new_rows", ANSWERS_CHANGED)}
    END IF;
    RETURN NULL;
END $$;
"""

# A reply moves its answers in and out, and is itself counted: a row without an obligation.
MOVED_REPLIES = {
    "INSERT": "SELECT *, 1 AS sign FROM new_rows",
    "DELETE": "SELECT *, -1 AS sign FROM old_rows",
    "UPDATE": """
        SELECT o.*, -1 AS sign FROM old_rows o JOIN new_rows n USING (id)
        WHERE (o.stage, o.is_current, o.is_nil, o.cycle_id, o.respondent_id)
              IS DISTINCT FROM (n.stage, n.is_current, n.is_nil, n.cycle_id, n.respondent_id)
        UNION ALL
        SELECT n.*, 1 AS sign FROM old_rows o JOIN new_rows n USING (id)
        WHERE (o.stage, o.is_current, o.is_nil, o.cycle_id, o.respondent_id)
              IS DISTINCT FROM (n.stage, n.is_current, n.is_nil, n.cycle_id, n.respondent_id)
    """,
}
COUNT_REPLIES = f"""
    INSERT INTO commitments_rollupdelta ({DIMENSIONS}, n)
    SELECT s.cycle_id, NULL::bigint, r.regional_group_id, s.stage, CASE WHEN s.is_nil THEN 'nil_reply' ELSE 'reply' END,
           '', '', sum(s.sign)
    FROM ({{moved}}) s JOIN commitments_respondent r ON r.id = s.respondent_id
    WHERE s.is_current AND s.stage IN ({SENT})
    GROUP BY 1, 2, 3, 4, 5 HAVING sum(s.sign) <> 0;
"""


def replies(event: str) -> str:
    """What one event on submissions writes: the replies themselves, then their answers."""
    moved = MOVED_REPLIES[event]
    answers = moving("commitments_obligationreport", submissions=f"({moved})", sign="s.sign")
    return f"{COUNT_REPLIES.format(moved=moved)} {answers}"


SUBMISSIONS = f"""
CREATE OR REPLACE FUNCTION rollups_of_submissions() {TRIGGER} $$
BEGIN
    IF TG_OP = 'INSERT' THEN {replies("INSERT")}
    ELSIF TG_OP = 'DELETE' THEN {replies("DELETE")}
    ELSE {replies("UPDATE")}
    END IF;
    RETURN NULL;
END $$;
"""

# A State that changes its group takes its replies and answers along; rare, so writers of answers wait.
REGROUPED = """
    SELECT o.id, o.regional_group_id, -1 AS sign FROM old_rows o JOIN new_rows n USING (id)
    WHERE o.regional_group_id IS DISTINCT FROM n.regional_group_id
    UNION ALL
    SELECT n.id, n.regional_group_id, 1 AS sign FROM old_rows o JOIN new_rows n USING (id)
    WHERE o.regional_group_id IS DISTINCT FROM n.regional_group_id
"""
REGROUPED_STANDING = f"""
    SELECT a.cycle_id, a.obligation_id, r.regional_group_id, s.stage, a.status, a.answers_as, a.audience,
           a.respondent_id, ob.instrument_id, r.sign,
           a.withdrawn_at IS NULL AND a.status <> 'not_reported' AS counts
    FROM ({REGROUPED}) r
    JOIN commitments_obligationreport a ON a.respondent_id = r.id
    JOIN commitments_submission s ON s.id = a.submission_id
    JOIN commitments_obligation ob ON ob.id = a.obligation_id
    WHERE s.is_current AND s.stage IN ({SENT})
"""
RESPONDENTS = f"""
CREATE OR REPLACE FUNCTION rollups_of_respondents() {TRIGGER} $$
BEGIN
    IF NOT EXISTS ({REGROUPED}) THEN RETURN NULL; END IF;
    LOCK TABLE commitments_submission, commitments_obligationreport IN SHARE ROW EXCLUSIVE MODE;
    INSERT INTO commitments_rollupdelta ({DIMENSIONS}, n)
    SELECT s.cycle_id, NULL::bigint, r.regional_group_id, s.stage, CASE WHEN s.is_nil THEN 'nil_reply' ELSE 'reply' END,
           '', '', sum(r.sign)
    FROM ({REGROUPED}) r JOIN commitments_submission s ON s.respondent_id = r.id
    WHERE s.is_current AND s.stage IN ({SENT})
    GROUP BY 1, 2, 3, 4, 5 HAVING sum(r.sign) <> 0;
    WITH standing AS ({REGROUPED_STANDING}), written AS ({WRITE_DELTAS}) {RAISE_VERSIONS};
    RETURN NULL;
END $$;
"""


FOLD = f"""
CREATE OR REPLACE FUNCTION fold_rollups(most integer) RETURNS integer LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE folded integer;
BEGIN
    IF NOT pg_try_advisory_xact_lock(hashtext('fold_rollups')) THEN RETURN 0; END IF;
    WITH taken AS (
        DELETE FROM commitments_rollupdelta WHERE id IN (
            SELECT id FROM commitments_rollupdelta ORDER BY id LIMIT most FOR UPDATE SKIP LOCKED
        ) RETURNING {DIMENSIONS}, n
    ), summed AS (
        SELECT {DIMENSIONS}, sum(n) AS n, count(*) AS deltas FROM taken GROUP BY {DIMENSIONS}
    ), kept AS (
        INSERT INTO commitments_rollup AS kept ({DIMENSIONS}, n) SELECT {DIMENSIONS}, n FROM summed
        ON CONFLICT ({DIMENSIONS}) DO UPDATE SET n = kept.n + excluded.n
    )
    SELECT coalesce(sum(deltas), 0) INTO folded FROM summed;
    DELETE FROM commitments_rollup WHERE n = 0;
    RETURN folded;
END $$;
"""

# Whatever writes folded counts raises their version, which readers who keep them ask for first.
FOLDED = f"""
CREATE OR REPLACE FUNCTION raise_folded_versions() {TRIGGER} $$
BEGIN
    IF TG_OP = 'TRUNCATE' THEN
        PERFORM raise_page_versions('{Scope.FOLDED}', (SELECT array_agg(DISTINCT key) FROM {VERSIONS}
                                                       WHERE scope = '{Scope.FOLDED}'));
    ELSIF TG_OP = 'DELETE' THEN
        PERFORM raise_page_versions('{Scope.FOLDED}', (SELECT array_agg(DISTINCT cycle_id) FROM old_rows));
    ELSIF TG_OP = 'INSERT' THEN
        PERFORM raise_page_versions('{Scope.FOLDED}', (SELECT array_agg(DISTINCT cycle_id) FROM new_rows));
    ELSE
        PERFORM raise_page_versions('{Scope.FOLDED}', (SELECT array_agg(cycle_id) FROM (
            SELECT cycle_id FROM old_rows UNION SELECT cycle_id FROM new_rows) changed));
    END IF;
    RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER raise_folded_versions_truncate AFTER TRUNCATE ON commitments_rollup
FOR EACH STATEMENT EXECUTE FUNCTION raise_folded_versions();
"""
# The list of a cycle's replies is kept by whoever shows it until one of them changes in what the list says of it.
LISTED = ("respondent_id", "cycle_id", "stage", "is_current", "is_late", "is_nil", "submitted_at")
REPLIES = f"""
CREATE OR REPLACE FUNCTION raise_replies_versions() {TRIGGER} $$
DECLARE changed bigint[];
BEGIN
    IF TG_OP = 'INSERT' THEN SELECT array_agg(DISTINCT cycle_id) INTO changed FROM new_rows;
    ELSIF TG_OP = 'DELETE' THEN SELECT array_agg(DISTINCT cycle_id) INTO changed FROM old_rows;
    ELSE
        SELECT array_agg(DISTINCT either.cycle_id) INTO changed FROM old_rows o JOIN new_rows n USING (id),
            LATERAL (VALUES (o.cycle_id), (n.cycle_id)) either (cycle_id)
        WHERE ({", ".join(map("o.{}".format, LISTED))}) IS DISTINCT FROM ({", ".join(map("n.{}".format, LISTED))});
    END IF;
    PERFORM raise_page_versions('{Scope.REPLIES}', changed);
    RETURN NULL;
END $$;
"""

protect("commitments_rollup", "commitments_rollupdelta", "commitments_rollupversion")
register("rollups_10_answers", REPORTS + attached("rollups_of_answers", "commitments_obligationreport"))
register("rollups_20_submissions", SUBMISSIONS + attached("rollups_of_submissions", "commitments_submission"))
register(
    "rollups_30_respondents",
    RESPONDENTS + attached("rollups_of_respondents", "commitments_respondent", "UPDATE"),
)
register("rollups_40_fold", FOLD)
register("rollups_45_folded", FOLDED + attached("raise_folded_versions", "commitments_rollup"))
register("rollups_45_replies", REPLIES + attached("raise_replies_versions", "commitments_submission"))
open_to_the_program("fold_rollups(integer)")
# Rows that are changed in place leave room beside themselves; deltas come and go every minute.
stored("commitments_rollupversion", fillfactor=85)
stored("commitments_rollup", fillfactor=80)
stored("commitments_rollupdelta", autovacuum_vacuum_scale_factor=0, autovacuum_vacuum_threshold=2000)
