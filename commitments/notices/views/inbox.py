"""The inbox: what a person was told, newest first; opened, put back, all read."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from commitments.access.guards import SignedInRequest, signed_in
from commitments.notices import services
from commitments.notices.models import Notice
from commitments.web.pagination import page_of
from commitments.web.rendering import render_page

TEMPLATE = "commitments/notices/inbox.html"


@require_safe
@signed_in
def inbox(request: SignedInRequest) -> HttpResponse:
    """All his notices, or with `?show=unread` those he has not opened."""
    found, only_unread = Notice.objects.visible_to(request.actor), request.GET.get("show") == "unread"
    page = page_of(request, (found.unread() if only_unread else found).order_by("-happened_at", "-pk"))
    unread = getattr(request.user, "unread_notices", 0)
    return render_page(request, TEMPLATE, {"page": page, "only_unread": only_unread, "unread": unread})


@require_safe
@signed_in
def notice(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Open what it is about; from then on it counts as read."""
    found = _mine(request, public_id)
    if request.method == "GET":
        services.mark_read(found, by=request.actor, now=timezone.now())
    return redirect(found.opens)


@require_POST
@signed_in
def mark(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Mark it as read, or as unread if the button said so."""
    verb = services.mark_unread if "unread" in request.POST else services.mark_read
    verb(_mine(request, public_id), by=request.actor, now=timezone.now())
    return redirect("notices:inbox")


@require_POST
@signed_in
def read_all(request: SignedInRequest) -> HttpResponse:
    """Mark all that had come by now as read."""
    number = services.mark_all_read(by=request.actor, now=timezone.now())
    words = ngettext("%(n)d notice was marked as read.", "%(n)d notices were marked as read.", number)
    messages.success(request, words % {"n": number})
    return redirect("notices:inbox")


def _mine(request: SignedInRequest, public_id: UUID) -> Notice:
    found: Notice = get_object_or_404(Notice.objects.visible_to(request.actor), public_id=public_id)
    return found
