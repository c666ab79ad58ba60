"""Who sees and writes papers: the own State; the secretariat reads what was sent."""

from commitments.access.wall import own, secretariat_reads, walled

PAPERS = {"commitments_proposal": "commitments_proposalobligation"}


def _of_a_paper(table: str, condition: str) -> str:
    return f"EXISTS (SELECT FROM {table} p WHERE p.id = paper_id AND ({condition}))"


for papers, links in PAPERS.items():
    walled(papers, seen=f"{own()} OR (sent_at IS NOT NULL AND ({secretariat_reads()}))", written=own(), history=own())
    walled(
        links, seen=_of_a_paper(papers, "true"), history=_of_a_paper(papers, own("p.respondent_id")),
        written=_of_a_paper(papers, f"{own('p.respondent_id')} AND p.sent_at IS NULL"),
    )  # fmt: skip
