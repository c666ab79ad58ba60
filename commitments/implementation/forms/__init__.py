"""Input of pages about actions and figures."""

from commitments.implementation.forms.action import ActionForm, AudienceForm, WithdrawForm
from commitments.implementation.forms.figures import FigureForm, FigureTable
from commitments.implementation.forms.filters import ActionFilters
from commitments.implementation.forms.milestone import MilestoneForm

__all__ = [
    "ActionFilters", "ActionForm", "AudienceForm", "FigureForm", "FigureTable", "MilestoneForm", "WithdrawForm",
]  # fmt: skip
