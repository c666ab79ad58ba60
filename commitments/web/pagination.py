"""Pages of a list: a number that makes no sense gives the nearest page, never an error."""

from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest


def page_of(request: HttpRequest, rows: Any, *, per_page: int = 50, parameter: str = "page") -> Page[Any]:
    """The page of `rows` that the address asks for."""
    return Paginator(rows, per_page).get_page(request.GET.get(parameter, "1"))
