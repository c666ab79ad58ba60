"""Who sees and writes evidence: the own State; bytes and previews also whoever may read a record that cites them."""

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

BLOB_IS_SEEN = "EXISTS (SELECT FROM commitments_evidenceblob b WHERE b.id = blob_id)"
PREVIEW_IS_SEEN = "EXISTS (SELECT FROM commitments_preview p WHERE p.blob_id = preview_id)"
walled("commitments_preview", seen=BLOB_IS_SEEN, written=NOBODY)
walled("commitments_previewleaf", seen=PREVIEW_IS_SEEN, written=NOBODY)
