"""The page of a record's story: one for every kind of record, opened by the record's own capability."""

import re

from django.db import models
from django.http import HttpRequest, HttpResponse

from commitments.auditing.story import story_of
from commitments.web.rendering import render_page

NUMBER = re.compile(r"[0-9]{1,18}")
TEMPLATE = "commitments/auditing/story.html"


def tell(request: HttpRequest, record: models.Model, *, title: str, breadcrumbs: list[tuple[str, str]]) -> HttpResponse:
    """The story of a record that the view has found to be the person's own."""
    before = request.GET.get("before", "")
    story = story_of(record, before=int(before) if NUMBER.fullmatch(before) else None)
    context = {"story": story, "title": title, "breadcrumbs": breadcrumbs}
    return render_page(request, TEMPLATE, context)
