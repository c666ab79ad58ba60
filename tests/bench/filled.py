"""A database with so many submitted answers, made inside PostgreSQL as the maintenance role, for measuring."""

from django.conf import settings
from django.db import connections

from commitments.access.models import User
from tests.factories.access import person

CYCLES = """
INSERT INTO commitments_reportingcycle
    (slug, name, body, session_served, note_verbale, opened_at, soft_deadline_on, hard_deadline_on, time_zone, is_demonstration)
SELECT 'bench-' || n, 'Bench ' || n, '', '', '', now(), current_date + 30, current_date + 60, 'UTC', true
FROM generate_series(%(first)s, %(last)s) n
"""
SUBMISSIONS = """
INSERT INTO commitments_submission
    (public_id, version, created_at, cycle_id, respondent_id, number, stage, is_current, submitting_authority, contact_name,
     contact_email, contact_details, transmitting_note, original_language, use_in_report, is_nil, is_late, submitted_at,
     submitted_by_id, submitted_as, content_sha256)
SELECT gen_random_uuid(), 1, now(), c.id, r.id, 1, 'received', true, '', '', '', '', '', 'en', 'named', false, false, now(),
       %(user)s, 'focal_point', ''
FROM commitments_reportingcycle c, commitments_respondent r
WHERE c.slug LIKE 'bench-%%' AND r.kind = 'member_state'
  AND NOT EXISTS (SELECT FROM commitments_submission s WHERE s.cycle_id = c.id)
"""
ANSWERS = """
INSERT INTO commitments_obligationreport
    (public_id, version, withdrawn_reason, submission_id, cycle_id, respondent_id, obligation_id, status, narrative, language,
     considered_outcome, reason, in_law, in_practice, constraints_named, constraints_text, needs_assistance, answers_as,
     audience, use_in_report, saved_at)
SELECT gen_random_uuid(), 1, '', s.id, s.cycle_id, s.respondent_id, o.id,
       (ARRAY['no_action_yet', 'under_way', 'implemented_and_maintained'])[1 + (s.id + o.id) %% 3],
       repeat('The competent authorities reported a programme of training for judges and prosecutors. ', 4), 'en',
       '', '', true, false, ARRAY['legal'], '', false, '',
       (ARRAY['public', 'member_states', 'secretariat'])[1 + (s.id + o.id) %% 3], '', now()
FROM commitments_submission s, commitments_obligation o
WHERE o.reportable <> 'no'
  AND NOT EXISTS (SELECT FROM commitments_obligationreport t WHERE t.submission_id = s.id)
ORDER BY s.id, o.id LIMIT %(answers)s
"""


def fill(answers: int) -> None:
    """Add `answers` submitted answers of Member States to the connected database."""
    somebody: User = person()
    with connections[settings.MAINTENANCE_DATABASE].cursor() as cursor:
        cursor.execute("SELECT count(*) FROM commitments_obligation WHERE reportable <> 'no'")
        asked = cursor.fetchone()[0] * 193
        cursor.execute("SELECT count(*) FROM commitments_reportingcycle WHERE slug LIKE 'bench-%'")
        first = cursor.fetchone()[0] + 1
        cursor.execute(CYCLES, {"first": first, "last": first - 1 - (-answers // asked)})
        cursor.execute(SUBMISSIONS, {"user": somebody.pk})
        cursor.execute(ANSWERS, {"answers": answers})
        cursor.execute("ANALYZE")
