"""An answer opened: its form, and its page around the form."""

from typing import Any

from django.http import HttpResponseBase
from django.utils.translation import gettext_lazy as _

from commitments.access.guards import SignedInRequest
from commitments.submissions.forms import AnswerForm, AttachForm, initial_of
from commitments.submissions.markup import age_of, where_it_stands
from commitments.submissions.queries import AnswerPage, Row, said_of
from commitments.submissions.status import GUIDANCE_WORDS
from commitments.submissions.views.elsewhere import elsewhere
from commitments.submissions.views.places import way_to
from commitments.web.rendering import render_page

ANSWER = "commitments/submissions/answer.html"
FIGURE_HEADS = (
    _("What is counted"), (_("Year"), "number"), (_("Value"), "number"), _("Unit"), _("Breakdown"), _("Source"),
)  # fmt: skip


def form_of(row: Row, data: Any = None) -> AnswerForm:
    """The form of the answer, as stored or as typed."""
    return AnswerForm(
        data, initial=initial_of(row.report), obligation=row.obligation, sets_audience=row.place.may_set_audience
    )


def show(request: SignedInRequest, page: AnswerPage, form: AnswerForm, *, status: int = 200) -> HttpResponseBase:
    """The whole page around the form."""
    narrative = form["narrative"].value() or ""
    stands = where_it_stands(page.row, saved_by=str((page.report and page.report.saved_by) or ""))
    context = {
        "page": page, "place": page.place, "obligation": page.obligation, "report": page.report, "form": form,
        "stands": stands, "age": age_of(page.report),
        "changes": said_of(page.row.asked_otherwise),
        "figure_heads": FIGURE_HEADS, "links": elsewhere(page),
        "attach": AttachForm(attachable=page.attachable), "words": len(narrative.split()), "guidance": GUIDANCE_WORDS,
        "breadcrumbs": way_to(page.place, ("", page.obligation.reference)),
    }  # fmt: skip
    return render_page(request, ANSWER, context, status=status)
