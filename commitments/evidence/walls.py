"""Who sees and writes evidence: the own State; the bytes also whoever may read a record that cites them."""

from commitments.access.wall import NOBODY, own, walled

IS_CITED = (
    "EXISTS (SELECT FROM commitments_citedrecord c WHERE c.respondent_id = commitments_evidenceblob.respondent_id "
    "AND c.kind = 'evidence' AND c.content ->> 'sha256' = commitments_evidenceblob.sha256)"
)
EVIDENCE_IS_OWN = f"EXISTS (SELECT FROM commitments_evidence e WHERE e.id = evidence_id AND {own('e.respondent_id')})"

walled("commitments_evidence", seen=own(), history=own())
walled("commitments_evidenceofaction", seen=own(), history=own())
walled("commitments_linkcheck", seen=EVIDENCE_IS_OWN, written=NOBODY, history=EVIDENCE_IS_OWN)
walled("commitments_evidenceblob", seen=f"{own()} OR {IS_CITED}", written=own(), history=own())
