"""The page that shows every component of the look in every state; for designers, authors and tests."""

from datetime import UTC, date, datetime
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from commitments.access.guards import ActedRequest, public
from commitments.history.moments import Moment
from commitments.web.rendering import render_page

STATUSES = (
    "not_reported",
    "no_action_yet",
    "planned",
    "under_way",
    "substantially_implemented",
    "implemented_and_maintained",
    "considered",
    "not_applicable",
)
AUDIENCES = ("own_state", "secretariat", "member_states", "public")
COMPLETENESS = ("not_answered", "draft", "answered", "carried_over", "confirmed_unchanged")
SAVE_STATES = ("unsaved", "saving", "saved", "not_saved", "offline", "conflict")
COUNTS = (("no_action_yet", 2), ("planned", 3), ("under_way", 6), ("substantially_implemented", 4),
          ("implemented_and_maintained", 2), ("considered", 1))  # fmt: skip
ROLES = ("paper", "well", "line", "line-strong", "ink", "ink-soft", "accent", "accent-dark", "accent-soft",
         "good", "good-soft", "caution", "caution-soft", "danger", "danger-soft")  # fmt: skip
MOMENT = datetime(2031, 3, 14, 14, 2, tzinfo=UTC)


class SampleForm(forms.Form):
    """One control of each kind."""

    title = forms.CharField(label=_("Title of the law"), help_text=_("As it was published, in its own language."))
    narrative = forms.CharField(
        label=_("What was done"), widget=forms.Textarea(attrs={"rows": 4}), required=False,
        help_text=_("About 200 words. State what changed in law and in practice."),
    )  # fmt: skip
    in_force_on = forms.DateField(
        label=_("In force since"), widget=forms.DateInput(attrs={"type": "date"}), required=False
    )
    group = forms.ChoiceField(label=_("Kind of action"), choices=[("law", _("Law")), ("policy", _("Policy"))])
    status = forms.ChoiceField(
        label=_("How far it is"), widget=forms.RadioSelect,
        choices=[("planned", _("Planned")), ("under_way", _("Under way"))], help_text=_("Said by the State itself."),
    )  # fmt: skip
    constraints = forms.MultipleChoiceField(
        label=_("What stands in the way"), widget=forms.CheckboxSelectMultiple, required=False,
        choices=[("legal", _("Legal")), ("financial", _("Financial")), ("technical", _("Technical"))],
    )  # fmt: skip
    assistance = forms.BooleanField(label=_("Assistance is needed"), required=False)
    file = forms.FileField(label=_("File"), required=False, help_text=_("PDF, Word, Excel or a picture; 50 MB."))


class SampleFilters(forms.Form):
    """Two filters, as above a list."""

    region = forms.ChoiceField(label=_("Regional group"), required=False, choices=[("", _("All groups"))])
    theme = forms.ChoiceField(label=_("Theme"), required=False, choices=[("", _("All themes"))])


def segments() -> list[dict[str, Any]]:
    """Shares in thousandths that add up, as _share_bar.html wants them."""
    total, start, found = sum(count for _status, count in COUNTS), 0, []
    for status, count in COUNTS:
        end = start + round(1000 * count / total)
        found.append({"status": status, "count": count, "percent": round(100 * count / total), "start": start,
                      "width": end - start, "url": "#share-bar"})  # fmt: skip
        start = end
    return found


def samples() -> dict[str, Any]:
    """What the page's includes are given."""
    return {
        "breadcrumbs": [("/", gettext("Overview")), ("/texts/", gettext("Text")), ("", gettext("Style guide"))],
        "statuses": STATUSES,
        "audiences": AUDIENCES,
        "completeness_codes": COMPLETENESS,
        "save_states": SAVE_STATES,
        "colour_roles": ROLES,
        "moment": MOMENT,
        "past": Moment(MOMENT, "2031-03-14", is_day=True),
        "levels": ("info", "success", "warning", "error"),
        "icons": ("search", "next", "previous", "down", "close", "menu", "person", "language", "file", "link",
                  "download", "print", "add", "edit", "withdraw", "restore", "clock", "calendar"),
        "plain_form": SampleForm(prefix="plain"),
        "refused_form": SampleForm({"refused-narrative": "…"}, prefix="refused"),
        "filter_form": SampleFilters(prefix="filters"),
        "chips": [{"label": gettext("Theme: asset recovery"), "url": "#filters"}],
        "segments": segments(),
        "heads": (gettext("Paragraph"), gettext("Status"), (gettext("Answers"), "number")),
        "rows": [(f"D{number}", status, number * 3) for number, status in enumerate(STATUSES, start=11)],
        "facts": [(gettext("Symbol"), "A/RES/0/1"), (gettext("Adopted on"), date(2030, 12, 16)),
                  (gettext("Session"), "")],
        "tabs": [
            {"url": "#tabs", "label": gettext("Answers"), "count": 18, "current": True},
            {"url": "#tabs", "label": gettext("Actions"), "count": 44, "current": False},
            {"url": "#tabs", "label": gettext("History"), "count": None, "current": False},
        ],
        "page": Paginator(range(240), 20).page(5),
        "pieces": [("equal", "The State "), ("delete", "plans to adopt"), ("insert", "adopted"),
                   ("equal", " a law on the return of assets"), ("insert", " in 2030"), ("equal", ".")],
        "notes": [{"number": 5, "text": "An example of a footnote, E.05.IV.7."}],
        **_of_persons(),
    }  # fmt: skip


def _of_persons() -> dict[str, Any]:
    """What people did, one after another, and two texts side by side."""
    return {
        "entries": [
            {"at": MOMENT, "what": gettext("Submitted"), "who": gettext("Focal point"), "detail": "", "url": ""},
            {"at": MOMENT.replace(month=1), "what": gettext("Answer confirmed unchanged"),
             "who": gettext("Contributor"), "detail": gettext("Carried over from the previous cycle."),
             "url": "#timeline"},
        ],
        "versions": [
            {"title": gettext("Your text"), "text": "A law was adopted.", "at": MOMENT, "who": gettext("You"),
             "name": "keep", "value": "mine", "label": gettext("Keep your text")},
            {"title": gettext("The text saved meanwhile"), "text": "A law is being drafted.", "at": MOMENT,
             "who": gettext("Contributor"), "name": "keep", "value": "theirs", "label": gettext("Keep this text")},
        ],
    }  # fmt: skip


@public
def styleguide(request: ActedRequest) -> TemplateResponse:
    """Every component in every state."""
    return render_page(request, "commitments/web/styleguide.html", samples())


urlpatterns = [path("styleguide/", styleguide, name="styleguide")]
