"""What the auditor's pages share: the way from one to the next."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

PAGES = {"auditing:seals": _("Seals"), "auditing:events": _("Events"), "auditing:downloads": _("Downloads")}


def tabs(request: HttpRequest) -> list[dict[str, Any]]:
    """The three pages, each with its address."""
    here = request.resolver_match.view_name if request.resolver_match else ""
    return [
        {"url": reverse(name), "label": label, "current": name == here, "count": None} for name, label in PAGES.items()
    ]
