"""The treaty pages, open to everybody: the treaties, one treaty, the matrix, a State's record."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from commitments.access.guards import public
from commitments.access.revalidation import revalidated
from commitments.history.moments import Moment
from commitments.respondents.models import Respondent
from commitments.treaties import queries, tables
from commitments.treaties.as_of import treaties_at
from commitments.treaties.forms import AsOfForm, HeldForm, MatrixForm
from commitments.treaties.models import Treaty
from commitments.treaties.plot import parties_chart
from commitments.web.language import reading_language
from commitments.web.rendering import render_page


@public
@revalidated()
def treaties(request: HttpRequest) -> TemplateResponse:
    """Every treaty with its parties on the date of its list."""
    form = HeldForm(request.GET, today=timezone.localdate())
    status = form.status
    context = {
        "form": form,
        "rows": queries.treaties_with_parties(form.at),
        "breadcrumbs": [*_overview(form), ("", _("Treaties"))],
    }
    return render_page(request, "commitments/treaties/treaties.html", context, status=status)


@public
@revalidated()
def treaty(request: HttpRequest, key: str) -> TemplateResponse:
    """One treaty: its dates, its parties over time, by group and one by one, as of any day of the list."""
    found = get_object_or_404(Treaty, key=key)
    form = AsOfForm(request.GET, today=timezone.localdate(), list_as_of=found.list_as_of)
    absent = ""
    if form.moment:
        found, absent = _held(found, form.moment)
        form = AsOfForm(request.GET, today=timezone.localdate(), list_as_of=found.list_as_of)
    status, day = form.status, form.day if found.has_list else None
    page = queries.parties_page(found, day, form.at) if day else None
    context = {
        "treaty": found,
        "form": form,
        "absent": absent,
        "page": page,
        "group_rows": [(page.groups[count.group_id].label, count) for count in page.by_group.groups] if page else [],
        "chart": parties_chart(page) if page else None,
        "member_rows": tables.participants_rows(page, member_states=True, tail=form.tail) if page else "",
        "other_rows": tables.participants_rows(page, member_states=False, tail=form.tail) if page else "",
        "links": queries.linked_obligations(found, reading_language()),
        "breadcrumbs": [*_treaties(form), ("", found.short_name)],
    }
    return render_page(request, "commitments/treaties/treaty.html", context, partial="panel", status=status)


@public
@revalidated()
def matrix(request: HttpRequest) -> TemplateResponse:
    """States by treaties, in words."""
    form = MatrixForm(request.GET, today=timezone.localdate())
    status = form.status
    shown = queries.matrix(group=form.chosen_group, day=form.day, at=form.at)
    context = {
        "form": form,
        "shown": shown,
        "day": form.day,
        "head": tables.matrix_head(shown, form.tail),
        "rows": tables.matrix_rows(shown, form.tail),
        "foot": tables.matrix_foot(shown),
        "breadcrumbs": [*_treaties(form), ("", _("States by treaties"))],
    }
    return render_page(request, "commitments/treaties/matrix.html", context, partial="panel", status=status)


@public
@revalidated()
def record(request: HttpRequest, code: str) -> TemplateResponse:
    """What the lists held show of one State or other respondent."""
    respondent = get_object_or_404(Respondent.objects.select_related("regional_group"), code=code)
    form = AsOfForm(request.GET, today=timezone.localdate())
    status = form.status
    context = {
        "respondent": respondent,
        "form": form,
        "facts": queries.record_of(respondent, form.day, at=form.at),
        "breadcrumbs": [
            *_overview(form),
            (f"/states/{form.tail}", _("States")),
            (f"/states/{respondent.code}/{form.tail}", respondent.short_name),
            ("", _("Treaties")),
        ],
    }
    return render_page(request, "commitments/treaties/record.html", context, partial="panel", status=status)


def _held(treaty: Treaty, moment: Moment) -> tuple[Treaty, str]:
    """The treaty as the record held it; where it did not, without a list and with words that say so."""
    found = treaties_at(moment.at).filter(pk=treaty.pk).first()
    if found is not None:
        return found, ""
    treaty.list_as_of, treaty.list_source = None, ""
    return treaty, _("The record as it stood on %s did not hold this treaty.") % moment.words


def _overview(form: HeldForm) -> list[tuple[str, str]]:
    return [(f"/{form.tail}", _("Overview"))]


def _treaties(form: HeldForm) -> list[tuple[str, str]]:
    return [*_overview(form), (reverse("treaties:treaties") + form.tail, _("Treaties"))]
