"""The statements that fill a database for measuring, made inside PostgreSQL: invented records, marked as such.

Every statement takes the same values: the cycle, its text, that text's place, the moment, how many actions.
A cycle is filled by one pass over REPLIES and CITED, a text's actions are made by one pass over ACTIONS. What
triggers would have computed, `shown_to` and `open_to`, stands in the statements: they are run with and without them.
"""

# ruff: noqa: S608 - built of this module's own words; what is a value stands as %(name)s

from commitments.submissions.shown import narrowest

SYMBOL, SLUG, CYCLE_SLUG = "DEMO/RES/", "measured-text-", "measured-"

STATES = """
    SELECT r.id, r.code, row_number() OVER (ORDER BY r.position) - 1 AS n, u.id AS writer_id
    FROM commitments_respondent r
    JOIN commitments_designation d ON d.respondent_id = r.id AND d.role = 'focal_point'
    JOIN commitments_user u ON u.id = d.user_id AND u.is_demonstration
    WHERE r.kind = 'member_state'
"""
PARAGRAPHS = """
    SELECT o.id, o.reference, o.answers_as, row_number() OVER (ORDER BY p.position) - 1 AS n, count(*) OVER () AS of
    FROM commitments_obligation o JOIN commitments_paragraph p ON p.id = o.paragraph_id
    WHERE o.instrument_id = %(instrument)s
"""
WORDS = """(ARRAY['extradition', 'money-laundering', 'asset recovery', 'witness protection', 'juvenile justice',
    'restorative justice', 'trafficking in persons', 'cybercrime', 'kidnapping', 'terrorism', 'corruption',
    'firearms', 'prison reform', 'victims', 'mutual legal assistance', 'crime prevention', 'forensic training'])"""
SENTENCES = """(ARRAY['Here the State would say which measure it took, under which law and since when.',
    'Here it would name the body in charge and what that body did in the period covered.',
    'Here it would say what the measure changed in practice and how it knows.',
    'Here it would name the partners it worked with and what was agreed.',
    'Here it would say what stands in the way and what it intends to do next.'])"""


def one_of(array: str, number: str) -> str:
    """One element of an array, by any number."""
    return f"{array}[1 + ({number}) %% array_length({array}, 1)]"


STATUS = one_of(
    "(ARRAY['under_way', 'no_action_yet', 'substantially_implemented', 'under_way', 'planned', "
    "'implemented_and_maintained', 'under_way', 'considered', 'substantially_implemented', 'not_applicable', "
    "'implemented_and_maintained', 'planned', 'no_action_yet'])",
    "s.n * 7 + o.n * 5",
)
AUDIENCE = "(ARRAY['public', 'member_states', 'public', 'secretariat', 'public', 'member_states', 'own_state'])"

NEW_CYCLE = """
    INSERT INTO commitments_reportingcycle
        (slug, name, body, session_served, period_from, period_until, note_verbale, opened_at, soft_deadline_on,
         hard_deadline_on, time_zone, closed_at, is_demonstration)
    VALUES (%(slug)s, %(name)s, 'Demonstration body', 'demonstration session', %(at)s::date - 730, %(at)s::date,
            'Demonstration note verbale', %(at)s, %(at)s::date + 100, %(at)s::date + 120, 'Europe/Vienna',
            CASE WHEN %(is_open)s THEN NULL ELSE %(at)s::timestamptz + interval '300 days' END, true)
    RETURNING id
"""
NEW_TEXT = f"""
    INSERT INTO commitments_instrument
        (symbol, slug, is_founding, body, session, adopted_on, plenary_meeting, committee, committee_report,
         agenda_item, distribution, distributed_on, job_number, ods_job_number, revision)
    SELECT '{SYMBOL}' || %(place)s, '{SLUG}' || %(place)s, false, 'Demonstration body', session,
           adopted_on + %(place)s::int, NULL, '', '', '', '', NULL, '', '', 1
    FROM commitments_instrument WHERE is_founding
    RETURNING id
"""
COPIED = "JOIN commitments_instrument f ON f.is_founding AND f.id = "
TEXT: tuple[str, ...] = (
    f"""INSERT INTO commitments_instrumentwording
            (language, title, agenda_item_title, declaration_title, declaration_venue, opening, declaration_opening,
             declaration_enacting, instrument_id)
        SELECT language, 'Demonstration text ' || %(place)s, '', declaration_title, '', opening, declaration_opening,
               declaration_enacting, %(instrument)s
        FROM commitments_instrumentwording w {COPIED} w.instrument_id""",
    f"""INSERT INTO commitments_paragraph (part, number, number_is_printed, position, reference, instrument_id)
        SELECT part, number, number_is_printed, position, reference, %(instrument)s
        FROM commitments_paragraph p {COPIED} p.instrument_id ORDER BY position""",
    f"""INSERT INTO commitments_paragraphwording (language, text, lead, tail, paragraph_id)
        SELECT w.language, 'Demonstration text. ' || w.text, w.lead, w.tail, n.id
        FROM commitments_paragraphwording w JOIN commitments_paragraph p ON p.id = w.paragraph_id
        {COPIED} p.instrument_id
        JOIN commitments_paragraph n ON n.instrument_id = %(instrument)s AND n.position = p.position""",
    f"""INSERT INTO commitments_obligation
            (reference, number, type, reportable, tracked_by, answers_as, instrument_id, paragraph_id)
        SELECT o.reference, o.number, o.type, o.reportable, o.tracked_by, o.answers_as, %(instrument)s, n.id
        FROM commitments_obligation o JOIN commitments_paragraph p ON p.id = o.paragraph_id {COPIED} p.instrument_id
        JOIN commitments_paragraph n ON n.instrument_id = %(instrument)s AND n.position = p.position
        ORDER BY p.position""",
    f"""INSERT INTO commitments_obligationwording (language, label, verbs, notes, obligation_id)
        SELECT w.language, w.label, w.verbs, '', n.id
        FROM commitments_obligationwording w JOIN commitments_obligation o ON o.id = w.obligation_id
        {COPIED} o.instrument_id
        JOIN commitments_obligation n ON n.instrument_id = %(instrument)s AND n.reference = o.reference""",
    f"""INSERT INTO commitments_obligationtheme (position, obligation_id, theme_id)
        SELECT t.position, n.id, t.theme_id
        FROM commitments_obligationtheme t JOIN commitments_obligation o ON o.id = t.obligation_id
        {COPIED} o.instrument_id
        JOIN commitments_obligation n ON n.instrument_id = %(instrument)s AND n.reference = o.reference""",
)

ACTIONS: tuple[str, ...] = (
    "DROP TABLE IF EXISTS pg_temp.measured",
    f"""CREATE TEMPORARY TABLE measured ON COMMIT DROP AS
        SELECT k, nextval(pg_get_serial_sequence('commitments_implementationaction', 'id')) AS action_id,
               nextval(pg_get_serial_sequence('commitments_evidence', 'id')) AS evidence_id,
               s.id AS respondent_id, s.writer_id, o.id AS obligation_id,
               CASE WHEN k %% 4 = 0 THEN also.id END AS also_id, o.reference,
               {one_of(WORDS, "k")} AS word, {one_of(AUDIENCE, "k / 3")} AS audience,
               %(at)s::timestamptz + k * interval '1 second' AS at
        FROM generate_series(0, %(actions)s - 1) k
        JOIN ({STATES}) s ON s.n = k %% (SELECT count(*) FROM ({STATES}) all_states)
        JOIN ({PARAGRAPHS}) o ON o.n = (k / 193) %% o.of
        JOIN ({PARAGRAPHS}) also ON also.n = (k / 193 + 7) %% also.of""",
    f"""INSERT INTO commitments_implementationaction
            (id, public_id, version, created_at, withdrawn_reason, kind, title, description, lead_body, partner,
             law_title, law_number, started_on, currency, language, audience, created_by_id, respondent_id)
        SELECT action_id, gen_random_uuid(), 1, at, '',
               {one_of("(ARRAY['law', 'policy', 'institution', 'training', 'cooperation', 'funding'])", "k")},
               'Demonstration action ' || k || ' on ' || word,
               'Demonstration text for an action on ' || word || ' that serves ' || reference || '.',
               'Demonstration ministry', '', '', '', at::date - 400, '', 'en', audience, writer_id, respondent_id
        FROM measured ORDER BY k""",
    """INSERT INTO commitments_actionobligation (action_id, obligation_id, respondent_id)
       SELECT action_id, obligation_id, respondent_id FROM measured
       UNION ALL SELECT action_id, also_id, respondent_id FROM measured WHERE also_id IS NOT NULL""",
    f"""INSERT INTO commitments_evidence
            (id, public_id, version, created_at, withdrawn_reason, kind, title, language, dated_on, url,
             archived_url, file_name, supplied_to, supplied_document, audience, created_by_id, respondent_id)
        SELECT evidence_id, gen_random_uuid(), 1, at, '',
               {one_of("(ARRAY['legislation', 'report', 'statistics', 'decision'])", "k")},
               'Demonstration document ' || k || ' on ' || word, 'en', at::date - 30,
               'https://example.org/demonstration/' || k, '', '', '', '', audience, writer_id, respondent_id
        FROM measured ORDER BY k""",
    """INSERT INTO commitments_evidenceofaction (evidence_id, action_id, respondent_id)
       SELECT evidence_id, action_id, respondent_id FROM measured""",
)

ANSWER_COLUMNS = """
    public_id, version, withdrawn_reason, submission_id, cycle_id, respondent_id, obligation_id, status, narrative,
    language, planned_on, considered_on, considered_outcome, reason, in_law, in_practice, constraints_named,
    constraints_text, needs_assistance, answers_as, use_in_report, saved_at, saved_by_id, audience, shown_to
"""
REPLIES: tuple[str, ...] = (
    """INSERT INTO commitments_cycleinstrument (cycle_id, instrument_id) VALUES (%(cycle)s, %(instrument)s)""",
    f"""INSERT INTO commitments_askedrespondent (cycle_id, respondent_id)
        SELECT %(cycle)s, s.id FROM ({STATES}) s ORDER BY s.n""",
    f"""INSERT INTO commitments_submission
            (public_id, version, created_at, created_by_id, cycle_id, respondent_id, number, stage, is_current,
             submitting_authority, contact_name, contact_email, contact_details, transmitting_note,
             transmitting_note_on, original_language, use_in_report, is_nil, is_late, submitted_at, submitted_by_id,
             submitted_as, content_sha256)
        SELECT gen_random_uuid(), 1, %(at)s, s.writer_id, %(cycle)s, s.id, 1,
               {one_of("(ARRAY['received', 'being_read', 'received', 'closed'])", "s.n")}, true,
               'Demonstration ministry of justice', 'Demonstration contact', '', '', 'Demonstration note ' || s.code,
               %(at)s::date, 'en',
               {one_of("(ARRAY['named', 'named', 'counted', 'named', 'not_used'])", "s.n")}, false, false,
               %(at)s::timestamptz + s.n * interval '1 hour', s.writer_id, 'focal_point',
               encode(sha256(convert_to(s.code || %(cycle)s, 'UTF8')), 'hex')
        FROM ({STATES}) s ORDER BY s.n""",
    """INSERT INTO commitments_stagemove (submission_id, from_stage, to_stage, moved_by_id, moved_as, moved_at, reason)
       SELECT id, 'draft', 'received', submitted_by_id, 'focal_point', submitted_at, ''
       FROM commitments_submission WHERE cycle_id = %(cycle)s""",
    """INSERT INTO commitments_event (name, subject_table, subject_id, actor, payload, at, delivered_at, actor_user_id)
       SELECT 'submission_received', 'commitments_submission', id, '{}', '{}', submitted_at, submitted_at,
              submitted_by_id
       FROM commitments_submission WHERE cycle_id = %(cycle)s""",
    f"""INSERT INTO commitments_obligationreport ({ANSWER_COLUMNS})
        SELECT gen_random_uuid(), 1, '', w.id, w.cycle_id, w.respondent_id, o.id, chosen.status,
               'Demonstration text for ' || o.reference || '. ' || {one_of(SENTENCES, "s.n + o.n")} || ' '
               || {one_of(SENTENCES, "s.n + o.n + 2")} || ' It touches ' || {one_of(WORDS, "s.n * 3 + o.n")} || '. '
               || {one_of(SENTENCES, "s.n + o.n + 4")}, 'en',
               CASE WHEN chosen.status = 'planned' THEN %(at)s::date + 400 END,
               CASE WHEN chosen.status = 'considered' THEN %(at)s::date - 200 END,
               CASE WHEN chosen.status = 'considered' THEN 'Demonstration outcome.' ELSE '' END,
               CASE WHEN chosen.status = 'not_applicable' THEN 'Demonstration reason.' ELSE '' END,
               o.n %% 2 = 0, o.n %% 3 = 0,
               CASE WHEN (s.n + o.n) %% 4 = 0 THEN ARRAY['legal', 'financial'] ELSE '{{}}' END,
               '', (s.n + o.n) %% 5 = 0, CASE WHEN cardinality(o.answers_as) > 0 THEN o.answers_as[1] ELSE '' END,
               '', w.submitted_at, s.writer_id, chosen.audience, chosen.audience
        FROM commitments_submission w JOIN ({STATES}) s ON s.id = w.respondent_id, ({PARAGRAPHS}) o,
             LATERAL (SELECT {STATUS} AS status, {one_of(AUDIENCE, "s.n * 3 + o.n")} AS audience) chosen
        WHERE w.cycle_id = %(cycle)s ORDER BY s.n, o.n""",
    """INSERT INTO commitments_evidenceofreport (report_id, evidence_id, respondent_id)
       SELECT DISTINCT ON (a.id) a.id, e.evidence_id, a.respondent_id
       FROM commitments_obligationreport a
       JOIN commitments_actionobligation l ON l.respondent_id = a.respondent_id AND l.obligation_id = a.obligation_id
       JOIN commitments_evidenceofaction e ON e.action_id = l.action_id
       WHERE a.cycle_id = %(cycle)s AND a.id %% 4 = 0 ORDER BY a.id, e.evidence_id""",
)

# One action of another text is cited in one of its cycles only; those of the founding text in each.
CITED_HERE = "(%(place)s = 0 OR x.id %% %(cycles)s = %(turn)s)"
DIGESTED = "encode(sha256(convert_to(content::text, 'UTF8')), 'hex')"
ACTION_CONTENT = """jsonb_build_object(
    'kind', x.kind, 'title', x.title, 'description', x.description, 'lead_body', x.lead_body, 'partner', x.partner,
    'law_title', x.law_title, 'law_number', x.law_number, 'planned_on', x.planned_on, 'started_on', x.started_on,
    'adopted_on', x.adopted_on, 'in_force_on', x.in_force_on, 'completed_on', x.completed_on, 'amount', NULL,
    'currency', '', 'language', x.language, 'milestones', '[]'::jsonb)"""
EVIDENCE_CONTENT = """jsonb_build_object(
    'kind', e.kind, 'title', e.title, 'language', e.language, 'dated_on', e.dated_on, 'url', e.url, 'sha256', '',
    'file_name', '', 'supplied_to', '', 'supplied_document', '', 'label', e.label)"""
INTO_CITED = """INSERT INTO commitments_citedrecord
    (submission_id, report_id, cycle_id, respondent_id, kind, action_id, evidence_id, audience, open_to, content,
     sha256)"""
OF_ANSWERS = """FROM commitments_obligationreport a
    JOIN commitments_actionobligation l ON l.respondent_id = a.respondent_id AND l.obligation_id = a.obligation_id
    JOIN commitments_implementationaction x ON x.id = l.action_id"""
CITED: tuple[str, ...] = (
    f"""{INTO_CITED}
        SELECT submission_id, report_id, %(cycle)s, respondent_id, 'action', action_id, NULL, audience, audience,
               content, {DIGESTED}
        FROM (SELECT a.submission_id, a.id AS report_id, a.respondent_id, x.id AS action_id, x.audience,
                     {ACTION_CONTENT} AS content
              {OF_ANSWERS} WHERE a.cycle_id = %(cycle)s AND {CITED_HERE}) c""",
    f"""{INTO_CITED}
        SELECT submission_id, report_id, %(cycle)s, respondent_id, 'evidence', action_id, evidence_id, audience,
               open_to, content, {DIGESTED}
        FROM (SELECT a.submission_id, a.id AS report_id, a.respondent_id, x.id AS action_id, e.id AS evidence_id,
                     e.audience, {narrowest("x.audience", "e.audience")} AS open_to,
                     {EVIDENCE_CONTENT} AS content
              {OF_ANSWERS} JOIN commitments_evidenceofaction v ON v.action_id = x.id
              JOIN commitments_evidence e ON e.id = v.evidence_id
              WHERE a.cycle_id = %(cycle)s AND {CITED_HERE}) c""",
    f"""{INTO_CITED}
        SELECT submission_id, report_id, %(cycle)s, respondent_id, 'evidence', NULL, evidence_id, audience,
               audience, content, {DIGESTED}
        FROM (SELECT a.submission_id, a.id AS report_id, a.respondent_id, e.id AS evidence_id, e.audience,
                     {EVIDENCE_CONTENT} AS content
              FROM commitments_obligationreport a JOIN commitments_evidenceofreport v ON v.report_id = a.id
              JOIN commitments_evidence e ON e.id = v.evidence_id WHERE a.cycle_id = %(cycle)s) c""",
)

# States that revise: a second version, being written, so that the desk and saves have something to work on.
REVISION: tuple[str, ...] = (
    f"""INSERT INTO commitments_submission
           (public_id, version, created_at, created_by_id, cycle_id, respondent_id, number, stage, is_current,
            submitting_authority, contact_name, contact_email, contact_details, transmitting_note, original_language,
            use_in_report, is_nil, is_late, submitted_as, content_sha256)
       SELECT gen_random_uuid(), 1, submitted_at, created_by_id, cycle_id, respondent_id, 2, 'draft', false,
              submitting_authority, contact_name, '', '', '', 'en', use_in_report, false, false, '', ''
       FROM commitments_submission WHERE cycle_id = %(cycle)s
         AND respondent_id IN (SELECT s.id FROM ({STATES}) s WHERE s.n < 7 OR s.code = 'THA')""",
    f"""INSERT INTO commitments_obligationreport ({ANSWER_COLUMNS})
        SELECT gen_random_uuid(), 1, '', w.id, a.cycle_id, a.respondent_id, a.obligation_id, a.status, a.narrative,
               a.language, a.planned_on, a.considered_on, a.considered_outcome, a.reason, a.in_law, a.in_practice,
               a.constraints_named, '', a.needs_assistance, a.answers_as, '', a.saved_at, a.saved_by_id, a.audience, ''
        FROM commitments_obligationreport a
        JOIN commitments_submission s ON s.id = a.submission_id AND s.number = 1
        JOIN commitments_submission w ON w.cycle_id = s.cycle_id AND w.respondent_id = s.respondent_id AND w.number = 2
        WHERE a.cycle_id = %(cycle)s""",
)
