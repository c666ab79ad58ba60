"""The search page."""

from django.template.response import TemplateResponse

from commitments.access.guards import ActedRequest, public
from commitments.search.markup import entries
from commitments.search.queries import search as search_for
from commitments.search.words import cleaned
from commitments.web.rendering import render_page

PAGE = "commitments/search/search.html"


@public
def search(request: ActedRequest) -> TemplateResponse:
    """What was found for `?q=` in everything this person may see."""
    query = cleaned(request.GET.get("q", ""))
    sections = [(section, entries(section.found)) for section in search_for(query)]
    return render_page(request, PAGE, {"query": query, "sections": sections}, partial="found")
