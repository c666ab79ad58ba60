"""Who sees and writes what is reported: drafts the own State, what was sent those whom its audience reaches.

Whoever works on given paragraphs sees and writes the answers on them, and opens their reply with its cover.
"""

from commitments.access.given import OF_A_REPLY, OF_AN_ANSWER
from commitments.access.permissions import Permission
from commitments.access.wall import (
    given,
    in_part,
    mine,
    of_his_state,
    own,
    reached,
    secretariat_may,
    secretariat_reads,
    stands_open,
    walled,
)
from commitments.submissions.stages import SUBMITTED, Stage

SENT = ", ".join(f"'{stage}'" for stage in (*SUBMITTED, Stage.RECALLED))
SUBMISSION_IS_SEEN = "EXISTS (SELECT FROM commitments_submission s WHERE s.id = submission_id)"
SUBMISSION_IS_OWN = (
    f"EXISTS (SELECT FROM commitments_submission s WHERE s.id = submission_id AND {own('s.respondent_id')})"
)
IS_MOVER = secretariat_may(Permission.REPLY_REVIEW, Permission.CLOSING_APPROVE)
"""SQL: the actor reads replies for the secretariat and moves them; what he writes there is their stage (sql.py)."""
# A look-up by key for each record: EXISTS would leave the planner free to read all answers, for one page as well.
CITED_REACHES = (
    f"({reached('open_to')}) AND (SELECT {reached('r.shown_to', 'r.respondent_id')} "  # noqa: S608 - our own words
    "FROM commitments_obligationreport r WHERE r.id = report_id)"
)
"""SQL: a cited record is open to the actor, and the answer that cites it is shown to him."""

IS_BEGUN_AS_AN_ENTRY = (
    f"({mine('entered_by_id')} AND stage = '{Stage.DRAFT}' AND {secretariat_may(Permission.REPLY_ENTER)})"
)
"""SQL: an entry that the officer begins; from the next request on it is among what is given to him (entering.py)."""
OF_A_GIVEN_REPLY, ON_A_GIVEN_PARAGRAPH = given(OF_A_REPLY), given(OF_AN_ANSWER)
REPORT_IS_GIVEN = (
    f"({in_part()} AND EXISTS (SELECT FROM commitments_obligationreport r WHERE r.id = report_id AND "
    f"{given(OF_AN_ANSWER, 'r.respondent_id', 'r.cycle_id', 'r.obligation_id')}))"
)

walled(
    "commitments_submission",
    seen=(
        f"{own()} OR (stage IN ({SENT}) AND ({secretariat_reads()})) OR {OF_A_GIVEN_REPLY} OR {IS_BEGUN_AS_AN_ENTRY}"
    ),
    written=f"{own()} OR (stage IN ({SENT}) AND {IS_MOVER}) OR {OF_A_GIVEN_REPLY} OR {IS_BEGUN_AS_AN_ENTRY}",
    history=own(),
)
READS_THE_SOURCE = f"{own()} OR {secretariat_reads()}"
walled(
    "commitments_sourcedocument",
    seen=READS_THE_SOURCE, written=secretariat_may(Permission.REPLY_ENTER), history=READS_THE_SOURCE,
)  # fmt: skip
walled(
    "commitments_stagemove",
    seen=SUBMISSION_IS_SEEN,
    written=f"{mine('moved_by_id')} AND ({SUBMISSION_IS_OWN} OR {IS_MOVER})",
    history=SUBMISSION_IS_SEEN,
)
walled(
    "commitments_obligationreport",
    seen=f"{own()} OR {reached()} OR {ON_A_GIVEN_PARAGRAPH}",
    written=f"{own()} OR {ON_A_GIVEN_PARAGRAPH}",
    history=f"{own()} OR {ON_A_GIVEN_PARAGRAPH}",
)
walled(
    "commitments_citedrecord",
    seen=f"{own()} OR ({CITED_REACHES}) OR {REPORT_IS_GIVEN}",
    written=own(),
    history=f"{own()} OR {REPORT_IS_GIVEN}",
)
walled(
    "commitments_evidenceofreport",
    seen=f"{own()} OR {REPORT_IS_GIVEN}",
    written=f"{own()} OR ({REPORT_IS_GIVEN} AND evidence_is_given(evidence_id))",
    history=f"{own()} OR {REPORT_IS_GIVEN}",
)
walled(
    "commitments_deadlineextension",
    seen=f"{of_his_state()} OR {secretariat_reads()}",
    written=secretariat_may(Permission.DEADLINE_EXTEND),
    history=f"{of_his_state()} OR {secretariat_reads()}",
)
walled("commitments_replysetting", seen=own(), history=own())
for asked in ("commitments_askedrespondent", "commitments_askedrespondentevent"):
    stands_open(asked, "whom a cycle asks is no secret; silence is counted from it, by sums only")
