"""What the auditor's pages share: the way from one to the next; a list in pages, and as a file, whole or not at all."""

import io
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from commitments.access.guards import SignedInRequest
from commitments.auditing.forms import DaysAndPerson
from commitments.auditing.models import Download
from commitments.auditing.services import note_download
from commitments.files.serving import serve_written
from commitments.sheets.columns import Column
from commitments.sheets.csv_files import csv_writer
from commitments.web.pagination import page_of
from commitments.web.rendering import UNPROCESSABLE, render_page

PAGES = {
    "auditing:seals": _("Seals"), "auditing:events": _("Events"), "auditing:reads": _("Pages read"),
    "auditing:downloads": _("Downloads"),
}  # fmt: skip
MOST_IN_A_FILE = 100_000


class Listed(NamedTuple):
    """A list of the record: its name and page, how taking it is noted, its columns, rows in words, a row's cells."""

    name: str
    template: str
    kind: Download.Kind
    heads: Sequence[Promise | tuple[Promise, str]]
    lines: Callable[[Iterable[Any]], list[Any]]
    cells: Callable[[Any], Sequence[object]]


def tabs(request: HttpRequest) -> list[dict[str, Any]]:
    """The pages, each with its address."""
    here = request.resolver_match.view_name if request.resolver_match else ""
    return [
        {"url": reverse(name), "label": label, "current": name == here, "count": None} for name, label in PAGES.items()
    ]


def as_page(
    request: SignedInRequest, filters: DaysAndPerson, asked: "QuerySet[Any] | None", listed: Listed
) -> HttpResponse:
    """What was asked for in pages; where the filters are not valid, the form says why."""
    context = {"tabs": tabs(request), "form": filters, "heads": listed.heads, "page": None}
    if asked is None:
        return render_page(request, listed.template, context, status=UNPROCESSABLE)
    page = page_of(request, asked)
    context |= {"page": page, "lines": listed.lines(page), "query": request.GET.urlencode()}
    return render_page(request, listed.template, context)


def as_file(
    request: SignedInRequest, filters: DaysAndPerson, asked: "QuerySet[Any] | None", listed: Listed
) -> HttpResponseBase:
    """All that was asked for as CSV, never a part of it: of too many rows there is no file. It is noted."""
    found = None if asked is None else list(asked[: MOST_IN_A_FILE + 1])
    if found is None or len(found) > MOST_IN_A_FILE:
        words = gettext("A file holds %(most)d rows at most. Please ask for fewer days.") % {"most": MOST_IN_A_FILE}
        messages.error(request, words)
        return redirect(f"{reverse(f'auditing:{listed.name}')}?{request.GET.urlencode()}")
    note_download(listed.kind, None, by=request.actor, now=timezone.now())
    said = filters.cleaned_data
    name = f"{listed.name}-{said['since']}-{said['until']}.csv"
    return serve_written(_as_csv(listed, found), name=name, content_type="text/csv")


def _as_csv(listed: Listed, found: list[Any]) -> bytes:
    text = io.StringIO(newline="")
    titles = [head if isinstance(head, Promise) else head[0] for head in listed.heads]
    writer = csv_writer(text, [Column(str(place), str(title)) for place, title in enumerate(titles)])
    for line in listed.lines(found):
        writer.row(listed.cells(line))
    return text.getvalue().encode()
