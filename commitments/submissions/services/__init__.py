"""The verbs of submissions: opening a cycle, answering, preparing, sending."""

from commitments.submissions.services.answers import answer_already_party, begin_answer, copy_answer, save_answer
from commitments.submissions.services.beside import set_audience, set_use_in_report
from commitments.submissions.services.carrying import to_carry, would_carry
from commitments.submissions.services.confirming import asked_otherwise, confirm, take_confirmation_back
from commitments.submissions.services.cycles import NewCycle, open_cycle
from commitments.submissions.services.entering import Came, begin_entry, confirm_entry, receive_entry, take_over
from commitments.submissions.services.evidence import attach_evidence, detach_evidence
from commitments.submissions.services.extending import extend_deadline, take_extension_back
from commitments.submissions.services.freezing import digest_now, in_text_order, would_freeze
from commitments.submissions.services.moves import release, return_to_draft, send_to_clearance
from commitments.submissions.services.preparing import save_cover, start_submission
from commitments.submissions.services.revising import recall, revise, throw_away
from commitments.submissions.services.sending import problems_of, submit, submit_nil, words_for
from commitments.submissions.services.settling import settle_clearance

__all__ = [
    "Came",
    "NewCycle",
    "answer_already_party",
    "asked_otherwise",
    "attach_evidence",
    "begin_answer",
    "begin_entry",
    "confirm",
    "confirm_entry",
    "copy_answer",
    "detach_evidence",
    "digest_now",
    "extend_deadline",
    "in_text_order",
    "open_cycle",
    "problems_of",
    "recall",
    "receive_entry",
    "release",
    "return_to_draft",
    "revise",
    "save_answer",
    "save_cover",
    "send_to_clearance",
    "set_audience",
    "set_use_in_report",
    "settle_clearance",
    "start_submission",
    "submit",
    "submit_nil",
    "take_confirmation_back",
    "take_extension_back",
    "take_over",
    "throw_away",
    "to_carry",
    "words_for",
    "would_carry",
    "would_freeze",
]
