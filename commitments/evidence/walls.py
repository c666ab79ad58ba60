"""Who sees and writes evidence: the own State; bytes and previews also whoever may read a record that cites them.

Whoever works on given paragraphs sees what shows one of them or an action he sees, and what he recorded himself.
"""

from commitments.access.given import OF_AN_ANSWER
from commitments.access.wall import NOBODY, USER, given, in_part, own, secretariat_reads, walled
from commitments.history.database_objects import open_to_the_program, register
from commitments.implementation.walls import action_is_given

# With the owner's rights: the policy of a piece looks at its links, and that of a link at the piece.
EVIDENCE_IS_GIVEN = f"""
CREATE OR REPLACE FUNCTION evidence_is_given(piece bigint) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM commitments_evidence e
                 WHERE e.id = piece AND {in_part("e.respondent_id")} AND e.created_by_id = {USER})
      OR EXISTS (SELECT FROM commitments_evidenceofaction l
                 WHERE l.evidence_id = piece AND {in_part("l.respondent_id")} AND action_is_given(l.action_id))
      OR EXISTS (SELECT FROM commitments_evidenceofreport l JOIN commitments_obligationreport r ON r.id = l.report_id
                 WHERE l.evidence_id = piece
                   AND {given(OF_AN_ANSWER, "r.respondent_id", "r.cycle_id", "r.obligation_id")})
$$;
"""  # noqa: S608 - our own words
register("access_0_wall_given_2_evidence", EVIDENCE_IS_GIVEN)
open_to_the_program("evidence_is_given(bigint)")


# As whoever reads versions that were replaced reads what they cite (submissions/shown.py); looked up when it is asked.
BYTES_CITED_EARLIER = """
CREATE OR REPLACE FUNCTION bytes_cited_earlier(whose bigint, digest text) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  RETURN EXISTS (SELECT FROM (SELECT DISTINCT c.submission_id FROM commitments_citedrecord c
      WHERE c.respondent_id = whose AND c.kind = 'evidence' AND c.content ->> 'sha256' = digest) v,
      cited_of_version(v.submission_id) found
    WHERE found.kind = 'evidence' AND found.content ->> 'sha256' = digest);
END $$;
"""
register("access_0_wall_given_3_cited_earlier", BYTES_CITED_EARLIER)
open_to_the_program("bytes_cited_earlier(bigint, text)")


def cited(blob: str) -> str:
    """SQL: a record that the reader sees cites these bytes, or did so in a version that was replaced and he reads."""
    earlier = f"bytes_cited_earlier({blob}.respondent_id, {blob}.sha256)"
    return (
        f"EXISTS (SELECT FROM commitments_citedrecord c WHERE c.respondent_id = {blob}.respondent_id "
        f"AND c.kind = 'evidence' AND c.content ->> 'sha256' = {blob}.sha256) "
        f"OR (({secretariat_reads(f'{blob}.respondent_id')}) AND {earlier})"
    )


def evidence_is_given(piece: str) -> str:
    """SQL: the row is of somebody to whom paragraphs were given, and he sees this piece of evidence."""
    return f"({in_part()} AND evidence_is_given({piece}))"


EVIDENCE_IS_SEEN = "EXISTS (SELECT FROM commitments_evidence e WHERE e.id = evidence_id)"

walled(
    "commitments_evidence",
    seen=f"{own()} OR ({in_part()} AND created_by_id = {USER}) OR {evidence_is_given('id')}",
    history=f"{own()} OR {evidence_is_given('pgh_obj_id')}",
)
walled(
    "commitments_evidenceofaction",
    seen=f"{own()} OR {action_is_given('action_id')}",
    written=f"{own()} OR ({action_is_given('action_id')} AND evidence_is_given(evidence_id))",
    history=f"{own()} OR {action_is_given('action_id')}",
)
walled("commitments_linkcheck", seen=EVIDENCE_IS_SEEN, written=NOBODY, history=EVIDENCE_IS_SEEN)

# Who records a file for his State is told where its bytes are kept already: by their digest, and not what they show.
KEPT_FOR_HIS_STATE = f"{own()} OR {in_part()}"
walled(
    "commitments_evidenceblob",
    seen=f"{KEPT_FOR_HIS_STATE} OR {cited('commitments_evidenceblob')}",
    written=KEPT_FOR_HIS_STATE,
    history=own(),
)

BLOB_IS_SHOWN = (
    "EXISTS (SELECT FROM commitments_evidenceblob b WHERE b.id = blob_id AND "  # noqa: S608
    f"({own('b.respondent_id')} OR EXISTS (SELECT FROM commitments_evidence e WHERE e.blob_id = b.id) OR {cited('b')}))"
)
PREVIEW_IS_SEEN = "EXISTS (SELECT FROM commitments_preview p WHERE p.blob_id = preview_id)"
walled("commitments_preview", seen=BLOB_IS_SHOWN, written=NOBODY)
walled("commitments_previewleaf", seen=PREVIEW_IS_SEEN, written=NOBODY)
