"""Who sees and writes evidence: the own State; the bytes also whoever may read a record that cites them."""

from commitments.access.wall import own, walled

IS_CITED = (
    "EXISTS (SELECT FROM commitments_citedrecord c WHERE c.respondent_id = commitments_evidenceblob.respondent_id "
    "AND c.kind = 'evidence' AND c.content ->> 'sha256' = commitments_evidenceblob.sha256)"
)

walled("commitments_evidence", seen=own(), history=own())
walled("commitments_evidenceofaction", seen=own(), history=own())
walled("commitments_evidenceblob", seen=f"{own()} OR {IS_CITED}", written=own(), history=own())
