"""The program's addresses and one more: an empty signed-in page of the same program, which every page is measured against."""

from django.template.response import TemplateResponse
from django.urls import include, path

from commitments.access.guards import SignedInRequest, signed_in
from commitments.web.rendering import render_page

ADDRESS = "/empty/"


@signed_in
def empty(request: SignedInRequest) -> TemplateResponse:
    """The frame of every page, with nothing in it."""
    return render_page(request, "base.html", {})


urlpatterns = [path("empty/", empty, name="empty"), path("", include("tracker.urls"))]
