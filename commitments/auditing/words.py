"""Who acted, and on which page answers were read, in words."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commitments.access.roles import BY_CODE

PAGES = {
    "dashboards:state": gettext_lazy("The page of the State"),
    "dashboards:paragraph": gettext_lazy("The page of a paragraph"),
    "dashboards:obligation": gettext_lazy("The page of a paragraph"),
    "dashboards:records": gettext_lazy("The list of answers"),
    "dashboards:dashboard_records": gettext_lazy("The list of answers"),
    "dashboards:matrix": gettext_lazy("The matrix"),
    "dashboards:changes": gettext_lazy("The list of changes"),
    "dashboards:dashboard_changes": gettext_lazy("The list of changes"),
    "search:search": gettext_lazy("Search"),
    "submissions:submission": gettext_lazy("The reply as it was sent"),
    "review:reply": gettext_lazy("The reply as it is read"),
    "review:answer": gettext_lazy("An answer as it is read"),
    "review:paragraph": gettext_lazy("A paragraph across all States"),
    "follow_up_reports:report": gettext_lazy("The report of the cycle"),
    "exports:export": gettext_lazy("A file of records"),
}
"""The pages that show answers, by the names of their routes; a test walks them."""


def who_acted(context: Mapping[str, Any] | None, name: str | None) -> str:
    """The person and his role then; or that the installation itself did it."""
    said = context or {}
    if not said.get("user"):
        return _("the installation itself")
    return person_in_role(name, said.get("role", ""))


def person_in_role(name: str | None, role: str) -> str:
    """The person and the role; of a role that there is no longer its code."""
    words = str(BY_CODE[role].label) if role in BY_CODE else role
    return f"{name or _('an account that was removed')} · {words}"


def page_read(route: str) -> str:
    """The page; of one that there is no longer the name of its route."""
    return str(PAGES.get(route, route))
