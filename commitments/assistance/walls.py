"""Who sees and writes papers: the own State; the secretariat reads what was sent."""

from commitments.access.roles import SecretariatOfficer
from commitments.access.wall import IS_SECRETARIAT, holds, own, secretariat_reads, walled

PAPERS = {
    "commitments_proposal": "commitments_proposalobligation",
    "commitments_assistancerequest": "commitments_assistancerequestobligation",
    "commitments_assistanceoffer": "commitments_assistanceofferobligation",
}
BETWEEN_THE_TWO = f"{own()} OR {secretariat_reads()}"


def _of_a_paper(table: str, condition: str) -> str:
    return f"EXISTS (SELECT FROM {table} p WHERE p.id = paper_id AND ({condition}))"


for papers, links in PAPERS.items():
    walled(papers, seen=f"{own()} OR (sent_at IS NOT NULL AND ({secretariat_reads()}))", written=own(), history=own())
    walled(
        links, seen=_of_a_paper(papers, "true"), history=_of_a_paper(papers, own("p.respondent_id")),
        written=_of_a_paper(papers, f"{own('p.respondent_id')} AND p.sent_at IS NULL"),
    )  # fmt: skip

walled("commitments_pairing", seen=BETWEEN_THE_TWO, written=holds(SecretariatOfficer.code), history=BETWEEN_THE_TWO)
walled("commitments_pairingoutcome", seen=BETWEEN_THE_TWO, written=own(), history=BETWEEN_THE_TWO)

SPEAKS_FOR_A_SECRETARIAT = (
    f"EXISTS (SELECT FROM commitments_respondent r WHERE r.kind = 'secretariat' AND {own('r.id')})"
)
WHOEVER_ACTS = "(SELECT wall_actor_kind()) <> ''"  # a plain true would be folded, and raise where nobody acts no longer
MANDATE = f"{own()} OR {IS_SECRETARIAT}"
walled("commitments_mandate", seen=MANDATE, written=f"{own()} AND {SPEAKS_FOR_A_SECRETARIAT}", history=MANDATE)
walled("commitments_distribution", seen=MANDATE, written=f"{own()} AND {SPEAKS_FOR_A_SECRETARIAT}", history=MANDATE)
walled("commitments_bodyoutcome", seen=WHOEVER_ACTS, written=SPEAKS_FOR_A_SECRETARIAT, history=WHOEVER_ACTS)
