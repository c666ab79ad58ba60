"""What every page knows: its language and direction, the installation, the mark of a demonstration."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language_bidi

from commitments.web.installation import mark_for


def page(request: HttpRequest) -> dict[str, Any]:
    """The context every template gets; `demonstration` is the mark's sentence, or empty."""
    return {
        "actor": getattr(request, "actor", None),
        "demonstration": SimpleLazyObject(lambda: mark_for(request)),
        "direction": "rtl" if get_language_bidi() else "ltr",
        "operator": settings.OPERATOR,
        "site_name": settings.SITE_NAME,
    }
