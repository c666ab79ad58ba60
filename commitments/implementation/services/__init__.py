"""The verbs that write actions, their steps and figures."""

from commitments.implementation.services.actions import edit_action, record_action
from commitments.implementation.services.common import set_audience
from commitments.implementation.services.figures import edit_figure, record_figures, restore_figure, withdraw_figure
from commitments.implementation.services.links import link_obligations, unlink_obligation
from commitments.implementation.services.milestones import (
    add_milestone,
    edit_milestone,
    remove_milestone,
    restore_milestone,
)
from commitments.implementation.services.withdrawal import restore_action, withdraw_action

__all__ = [
    "add_milestone", "edit_action", "edit_figure", "edit_milestone", "link_obligations", "record_action",
    "record_figures", "remove_milestone", "restore_action", "restore_figure", "restore_milestone",
    "set_audience", "unlink_obligation", "withdraw_action", "withdraw_figure",
]  # fmt: skip
