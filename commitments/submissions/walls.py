"""Who sees and writes what is reported: drafts the own State, what was sent those whom its audience reaches."""

from commitments.access.permissions import Permission
from commitments.access.roles import DESIGNATED
from commitments.access.wall import holds, mine, own, reached, secretariat_reads, stands_open, walled
from commitments.submissions.stages import SUBMITTED, Stage

SENT = ", ".join(f"'{stage}'" for stage in (*SUBMITTED, Stage.RECALLED))
SUBMISSION_IS_SEEN = "EXISTS (SELECT FROM commitments_submission s WHERE s.id = submission_id)"
SUBMISSION_IS_OWN = (
    f"EXISTS (SELECT FROM commitments_submission s WHERE s.id = submission_id AND {own('s.respondent_id')})"
)


def secretariat_may(*enough: Permission) -> str:
    """SQL: the actor holds a role of the secretariat that has one of these permissions."""
    roles = [role for role in DESIGNATED if role.is_secretariat and set(enough) & role.permissions]
    return "(" + " OR ".join(holds(role.code) for role in roles) + ")"


IS_MOVER = secretariat_may(Permission.REPLY_REVIEW, Permission.CLOSING_APPROVE)
"""SQL: the actor reads replies for the secretariat and moves them; what he writes there is their stage (sql.py)."""
# A look-up by key for each record: EXISTS would leave the planner free to read all answers, for one page as well.
CITED_REACHES = (
    f"({reached('open_to')}) AND (SELECT {reached('r.shown_to', 'r.respondent_id')} "  # noqa: S608 - our own words
    "FROM commitments_obligationreport r WHERE r.id = report_id)"
)
"""SQL: a cited record is open to the actor, and the answer that cites it is shown to him."""

walled(
    "commitments_submission",
    seen=f"{own()} OR (stage IN ({SENT}) AND ({secretariat_reads()}))",
    written=f"{own()} OR (stage IN ({SENT}) AND {IS_MOVER})",
    history=own(),
)
walled(
    "commitments_stagemove",
    seen=SUBMISSION_IS_SEEN,
    written=f"{mine('moved_by_id')} AND ({SUBMISSION_IS_OWN} OR {IS_MOVER})",
    history=SUBMISSION_IS_SEEN,
)
walled("commitments_obligationreport", seen=f"{own()} OR {reached()}", written=own(), history=own())
walled("commitments_citedrecord", seen=f"{own()} OR ({CITED_REACHES})", written=own(), history=own())
walled("commitments_evidenceofreport", seen=own(), history=own())
for asked in ("commitments_askedrespondent", "commitments_askedrespondentevent"):
    stands_open(asked, "whom a cycle asks is no secret; silence is counted from it, by sums only")
