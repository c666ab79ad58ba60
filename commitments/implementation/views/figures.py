"""Reported figures on one obligation: the table of those recorded, and a table to type many years at once."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from commitments.access.actor import Actor
from commitments.access.guards import SignedInRequest, requires
from commitments.access.permissions import Permission
from commitments.access.refusals import Refused
from commitments.access.verbs import carry_out
from commitments.history.bases import EditedMeanwhile
from commitments.implementation import services
from commitments.implementation.content import FIGURE_FIELDS
from commitments.implementation.forms import FigureForm, FigureTable
from commitments.implementation.models import ReportedFigure
from commitments.implementation.queries import figures_of, key_of, workable
from commitments.implementation.refusals import RowsBroken
from commitments.implementation.speaking import Speaking, may_record, speaking_for
from commitments.implementation.views.both import go_over
from commitments.implementation.views.common import back, from_desk, put_at_fields
from commitments.instruments.models import Obligation
from commitments.web.language import reading_language
from commitments.web.rendering import CONFLICT, UNPROCESSABLE, render_page

TABLE = "commitments/implementation/figures.html"
ONE = "commitments/implementation/figure.html"


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.DESK_OPEN)
def figures(request: SignedInRequest, slug: str, reference: str) -> HttpResponse:
    """The figures of an obligation, and a table for more of them."""
    speaking = speaking_for(request, Permission.DESK_OPEN)
    obligation = _asked(request.actor, speaking, slug, reference)
    if request.method != "POST":
        return _table_page(request, speaking, obligation, FigureTable.empty(label=request.GET.get("label", "")))
    table = FigureTable.typed(request.POST, more="more" in request.POST)
    if "more" in request.POST:
        return _table_page(request, speaking, obligation, table)
    if table.is_valid():
        try:
            services.record_figures(
                speaking.respondent, obligation, by=request.actor, now=timezone.now(), rows=table.contents(),
                request_id=table.series.cleaned_data["request_id"],
            )  # fmt: skip
        except RowsBroken as refusal:
            table.refuse(refusal.errors)
        except Refused as refusal:
            put_at_fields(table.series, refusal)
        else:
            messages.success(request, _("The figures are recorded."))
            return back(request, request.get_full_path())
    return _table_page(request, speaking, obligation, table, status=UNPROCESSABLE)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.ACTION_RECORD)
def figure(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Correct one figure."""
    recorded = _own(request, public_id)
    if request.method != "POST":
        initial = {name: getattr(recorded, name) for name in (*FIGURE_FIELDS, "version")}
        return _one_page(request, recorded, FigureForm(initial=initial))
    form = FigureForm(request.POST)
    if not form.is_valid():
        return _one_page(request, recorded, form, status=UNPROCESSABLE)
    try:
        services.edit_figure(
            recorded, by=request.actor, now=timezone.now(), content=form.content(),
            expected=form.cleaned_data["version"] or 0,
        )  # fmt: skip
    except EditedMeanwhile as refusal:
        recorded = _own(request, public_id)
        go_over(form, recorded)
        form.add_error(None, str(refusal))
        return _one_page(request, recorded, form, status=CONFLICT)
    except Refused as refusal:
        put_at_fields(form, refusal)
        return _one_page(request, recorded, form, status=UNPROCESSABLE)
    messages.success(request, _("The figure is saved."))
    return redirect(_address(recorded))


def _one_page(
    request: SignedInRequest, recorded: ReportedFigure, form: FigureForm, *, status: int = 200
) -> HttpResponse:
    context = {
        "figure": recorded,
        "form": form,
        "conflict": status == CONFLICT,
        "breadcrumbs": from_desk(
            (_address(recorded), _("Figures on %(paragraph)s") % {"paragraph": recorded.obligation.reference}),
            ("", _("Correct a figure")),
        ),
    }
    return render_page(request, ONE, context, status=status)


@require_POST
@requires(Permission.ACTION_RECORD)
def withdraw_figure(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Withdraw it; it stays in the table, marked."""
    return _mark(request, public_id, services.withdraw_figure, _("The figure is withdrawn. You can restore it below."))


@require_POST
@requires(Permission.ACTION_RECORD)
def restore_figure(request: SignedInRequest, public_id: UUID) -> HttpResponse:
    """Bring it back."""
    return _mark(request, public_id, services.restore_figure, _("The figure is restored."))


def _mark(request: SignedInRequest, public_id: UUID, verb: Callable[..., None], done: str) -> HttpResponse:
    recorded = _own(request, public_id)
    carry_out(request, verb, recorded, done=done)
    return back(request, _address(recorded))


def _own(request: SignedInRequest, public_id: UUID) -> ReportedFigure:
    visible = ReportedFigure.objects.visible_to(request.actor).select_related("obligation__instrument", "respondent")
    recorded: ReportedFigure = get_object_or_404(visible, public_id=public_id)
    return recorded


def _asked(actor: Actor, speaking: Speaking, slug: str, reference: str) -> Obligation:
    for each in workable(actor, speaking.respondent, reading_language()):
        if key_of(each) == f"{slug}/{reference}":
            return each
    raise Http404


def _address(recorded: ReportedFigure) -> str:
    where = {"slug": recorded.obligation.instrument.slug, "reference": recorded.obligation.reference}
    return f"{reverse('implementation:figures', kwargs=where)}?for={recorded.respondent.code}"


def _table_page(
    request: SignedInRequest, speaking: Speaking, obligation: Obligation, table: FigureTable, *, status: int = 200
) -> HttpResponse:
    recorded = figures_of(speaking.respondent, obligation, request.actor)
    context = {
        "respondent": speaking.respondent,
        "obligation": obligation,
        "tabs": speaking.tabs(request),
        "figures": recorded,
        "labels": sorted({each.label for each in recorded}),
        "table": table,
        "row_errors": table.all_errors() if status == UNPROCESSABLE else [],
        "says_errors": status == UNPROCESSABLE,
        "may_record": may_record(request.actor, speaking.respondent.pk, Permission.ACTION_RECORD),
        "breadcrumbs": from_desk(("", _("Figures on %(paragraph)s") % {"paragraph": obligation.reference})),
    }
    return render_page(request, TABLE, context, status=status)
