"""The page of a record's story: one for every kind of record, opened by the record's own capability."""

import re
from uuid import UUID

from django.db import models
from django.http import HttpRequest, HttpResponse

from commitments.auditing.models import Download
from commitments.auditing.story import story_of
from commitments.web.rendering import render_page

MOST_TAKEN = 100
NUMBER = re.compile(r"[0-9]{1,18}")
TEMPLATE = "commitments/auditing/story.html"


def tell(
    request: HttpRequest,
    record: models.Model,
    *,
    title: str,
    breadcrumbs: list[tuple[str, str]],
    file: UUID | None = None,
) -> HttpResponse:
    """The story of a record that the view has found to be the person's own; and who took its `file`, if it has one."""
    before = request.GET.get("before", "")
    story = story_of(record, before=int(before) if NUMBER.fullmatch(before) else None)
    taken = _taken(request, file) if file else None
    context = {"story": story, "taken": taken, "most": MOST_TAKEN, "title": title, "breadcrumbs": breadcrumbs}
    return render_page(request, TEMPLATE, context)


def _taken(request: HttpRequest, file: UUID) -> list[Download]:
    found = Download.objects.visible_to(request.actor).filter(subject_public_id=file)  # type: ignore[attr-defined]
    return list(found.named().order_by("-taken_at", "-pk")[:MOST_TAKEN])
