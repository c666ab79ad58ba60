"""Who acted, in words."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from commitments.access.roles import BY_CODE


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
