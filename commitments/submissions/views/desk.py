"""The desk: what is asked of the person's State, where each answer stands, what comes next."""

from typing import Any

from django.template.response import TemplateResponse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from commitments.access.guards import SignedInRequest, requires
from commitments.access.permissions import Permission
from commitments.access.revalidation import revalidated
from commitments.submissions.forms import DeskFilters
from commitments.submissions.markup import cycle_links, entries
from commitments.submissions.queries import desk_of
from commitments.submissions.views.places import choices_of, current_place
from commitments.web.language import reading_language
from commitments.web.rendering import render_page

DESK = "commitments/submissions/desk.html"
KEPT = ("for", "cycle")


@require_safe
@requires(Permission.DESK_OPEN)
@revalidated(own=True)
def desk(request: SignedInRequest) -> TemplateResponse:
    """The person's own open cycle; a page without one says so."""
    place, own, cycles = current_place(request)
    context: dict[str, Any] = {"place": place, "tabs": choices_of(own, place), "own": own}
    if place is None:
        return render_page(request, DESK, context)
    form = DeskFilters(request.GET)
    chosen = form.values()
    whole = desk_of(place, language=reading_language(), with_actions=True)
    rows = whole.chosen(**chosen)
    context |= {
        "desk": whole, "rows": rows, "entries": entries(rows), "form": form,
        "others": cycle_links(place.respondent.code, (one for one in cycles if one.pk != place.cycle.pk)),
        "kept": {name: request.GET[name] for name in KEPT if request.GET.get(name)},
        "chips": _chips(request, form, chosen), "clear_url": _address(request, drop=tuple(chosen)),
    }  # fmt: skip
    return render_page(request, DESK, context, partial="paragraphs")


def _chips(request: SignedInRequest, form: DeskFilters, chosen: dict[str, str]) -> list[dict[str, Any]]:
    return [
        {"label": dict(form.fields[name].choices)[value], "url": _address(request, drop=(name,))}  # type: ignore[attr-defined]
        for name, value in chosen.items()
    ]


def _address(request: SignedInRequest, *, drop: tuple[str, ...]) -> str:
    kept: dict[str, str] = {name: value for name, value in request.GET.dict().items() if name not in drop and value}
    return f"{request.path}?{urlencode(kept)}" if kept else request.path
