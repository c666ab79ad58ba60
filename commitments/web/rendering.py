"""A page, or the part of it that htmx asked for: the server chooses the part, never the client."""

from typing import Any

from django.http import HttpRequest
from django.template.response import TemplateResponse

CONFLICT, UNPROCESSABLE = 409, 422


def render_page(
    request: HttpRequest,
    template: str,
    context: dict[str, Any],
    *,
    partial: str | None = None,
    status: int = 200,
) -> TemplateResponse:
    """Answer with the page; with its partial `partial` when htmx aims at an element of that id.

    `partial` is the name of a `{% partialdef %}` in the template and the id of the element it fills.
    """
    name = f"{template}#{partial}" if partial and wants_part(request, partial) else template
    response = TemplateResponse(request, name, context, status=status)
    response.headers["Vary"] = "HX-Request, HX-Target"
    return response


def wants_part(request: HttpRequest, partial: str) -> bool:
    """Whether htmx asked for the element `partial` and not for the whole page."""
    htmx = request.htmx  # type: ignore[attr-defined]
    return bool(htmx) and not htmx.boosted and htmx.target == partial
