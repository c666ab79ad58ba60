"""The pages of workbooks: take one along, bring one back; what one that came back would change."""

from commitments.workbooks.views.returned import returned, throw_away
from commitments.workbooks.views.workbook import file, workbook

__all__ = ["file", "returned", "throw_away", "workbook"]
