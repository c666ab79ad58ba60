"""Two people on one answer: the later one sees both texts and chooses; nothing was overwritten."""

from typing import Any

from django.http import HttpResponseBase, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from commitments.access.guards import SignedInRequest
from commitments.submissions.forms import AnswerForm
from commitments.submissions.queries import Row
from commitments.submissions.refusals import AnswerEditedMeanwhile
from commitments.submissions.status import CONTENT
from commitments.submissions.views.places import way_to
from commitments.submissions.views.typed import is_autosave
from commitments.web.rendering import CONFLICT, render_page

TEMPLATE = "commitments/submissions/conflict.html"


def both_texts(
    request: SignedInRequest, row: Row, form: AnswerForm, meanwhile: AnswerEditedMeanwhile
) -> HttpResponseBase:
    """Both versions side by side; mine goes on as a form that knows what it would replace."""
    stored = meanwhile.stored
    if is_autosave(request):
        return JsonResponse({"state": "conflict", "version": stored.version}, status=CONFLICT)
    context = {
        "row": row, "place": row.place, "obligation": row.obligation, "stored": stored,
        "mine": form["narrative"].value() or "", "now": timezone.now(), "version": stored.version,
        "others": _others(form, stored), "typed": _typed(form),
        "breadcrumbs": way_to(row.place, (row.url, row.obligation.reference), ("", _("Both texts"))),
    }  # fmt: skip
    return render_page(request, TEMPLATE, context, status=CONFLICT)


def _others(form: AnswerForm, stored: Any) -> list[dict[str, Any]]:
    """The fields besides the text that differ."""
    rows = []
    for name in CONTENT:
        if name == "narrative" or name not in form.fields:
            continue
        mine, theirs = form.content()[name], getattr(stored, name)
        if mine != theirs:
            words = _words_of(form, name)
            rows.append({"label": form.fields[name].label, "mine": words(mine), "theirs": words(theirs)})
    return rows


def _words_of(form: AnswerForm, name: str) -> Any:
    known = {str(value): str(label) for value, label in getattr(form.fields[name], "choices", ())}

    def words(value: Any) -> str:
        if isinstance(value, bool):
            return _("yes") if value else _("no")
        if isinstance(value, list):
            return ", ".join(str(known.get(one, one)) for one in value)
        return str(known.get(str(value), "" if value is None else str(value)))

    return words


def _typed(form: AnswerForm) -> list[tuple[str, str]]:
    """What I typed besides the text, to go on as hidden fields; `expected` is set anew."""
    left_out = {"expected", "narrative", "csrfmiddlewaretoken", "onward"}
    return [(name, value) for name, values in form.data.lists() if name not in left_out for value in values]  # type: ignore[attr-defined]
