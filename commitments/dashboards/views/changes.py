"""What changed in a cycle between two moments; open to everybody, showing each reader what he may see."""

from typing import Any

from django import forms
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from commitments.access.guards import ActedRequest, public, requires
from commitments.access.permissions import Permission
from commitments.dashboards.filters import AS_OF, form_for
from commitments.dashboards.queries.changes import ALLOWED, ChangesPage, changes_page
from commitments.web.filters import moment_input
from commitments.web.pagination import page_of
from commitments.web.rendering import render_page


@public
def changes(request: ActedRequest) -> TemplateResponse:
    return _changes(request, [("", _("Changes"))])


@requires(Permission.DASHBOARD_READ)
def dashboard_changes(request: ActedRequest) -> TemplateResponse:
    return _changes(request, [(reverse("dashboards:dashboard"), _("Dashboard")), ("", _("Changes"))])


def _changes(request: ActedRequest, crumbs: list[tuple[str, Any]]) -> TemplateResponse:
    page = changes_page(request.actor, request.GET)
    context = {
        "page": page,
        "form": _form(page, request),
        "answers": page_of(request, page.answers),
        "breadcrumbs": crumbs,
    }
    status = 404 if page.refusals else 200
    return render_page(request, "commitments/dashboards/changes.html", context, partial="panel", status=status)


def _form(page: ChangesPage, request: ActedRequest) -> forms.Form:
    form = form_for(page.after, page.known, ALLOWED)
    form.fields.pop(AS_OF, None)
    for name, label in (("from", _("From")), ("until", _("Until (empty: the present)"))):
        asked = str(request.GET.get(name, ""))[:60]
        widget = moment_input(asked, timezone.localdate())
        form.fields[name] = forms.CharField(label=label, required=False, initial=asked, widget=widget)
    return form
