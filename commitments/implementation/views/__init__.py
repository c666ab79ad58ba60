"""The pages about actions and figures, one file each."""

from commitments.implementation.views.actions import actions
from commitments.implementation.views.edit import edit
from commitments.implementation.views.figures import figure, figures, restore_figure, withdraw_figure
from commitments.implementation.views.links import link, unlink
from commitments.implementation.views.milestones import (
    add_milestone,
    edit_milestone,
    remove_milestone,
    restore_milestone,
)
from commitments.implementation.views.new import new
from commitments.implementation.views.suggestions import suggestions
from commitments.implementation.views.withdrawal import audience, restore, withdraw

__all__ = [
    "actions", "add_milestone", "audience", "edit", "edit_milestone", "figure", "figures", "link", "new",
    "remove_milestone", "restore", "restore_figure", "restore_milestone", "suggestions", "unlink", "withdraw",
    "withdraw_figure",
]  # fmt: skip
