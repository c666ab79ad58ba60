"""Who has a call's documents and reads its register: the secretariat, and the States that are asked; officers write."""

from commitments.access.roles import SecretariatOfficer
from commitments.access.wall import IS_SECRETARIAT, holds, of_his_state, walled

IS_OFFICER = holds(SecretariatOfficer.code)
IS_ASKED = (
    "EXISTS (SELECT FROM commitments_askedrespondent a "
    f"WHERE a.cycle_id = commitments_calldocument.cycle_id AND ({of_his_state('a.respondent_id')}))"
)
HISTORY_IS_ASKED = IS_ASKED.replace("commitments_calldocument.", "commitments_calldocumentevent.")

walled(
    "commitments_calldocument", seen=f"{IS_SECRETARIAT} OR {IS_ASKED}", written=IS_OFFICER,
    history=f"{IS_SECRETARIAT} OR {HISTORY_IS_ASKED}",
)  # fmt: skip
walled(
    "commitments_calldispatch", seen=f"{IS_SECRETARIAT} OR {of_his_state()}", written=IS_OFFICER,
    history=f"{IS_SECRETARIAT} OR {of_his_state()}",
)  # fmt: skip
