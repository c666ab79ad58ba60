"""Where evidence is being recorded: for whom, of which kind, and for which action, if for one."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from commitments.access.guards import SignedInRequest
from commitments.access.permissions import Permission
from commitments.evidence.forms import FORMS
from commitments.implementation.models import ImplementationAction
from commitments.implementation.speaking import Speaking, speaking_for
from commitments.implementation.views.common import own_action
from commitments.respondents.models import Respondent
from commitments.web.parameters import uuid_or_404


@dataclass(frozen=True)
class Place:
    """What the address of the form says."""

    speaking: Speaking
    action: ImplementationAction | None
    chosen: str

    @property
    def respondent(self) -> Respondent:
        """Whose evidence it will be."""
        return self.speaking.respondent

    @property
    def list_url(self) -> str:
        """The list of this respondent's evidence."""
        return f"{reverse('evidence:evidence')}?for={self.respondent.code}"

    def kind_tabs(self) -> list[dict[str, Any]]:
        """Files, a link, or a paper supplied: each an address of its own."""
        labels = {"file": _("Files"), "link": _("A link"), "supplied": _("Already supplied to another UN body")}
        rest = f"for={self.respondent.code}" + (f"&action={self.action.public_id}" if self.action else "")
        return [
            {"url": f"?as={code}&{rest}", "label": label, "current": code == self.chosen, "count": None}
            for code, label in labels.items()
        ]


def place_of(request: SignedInRequest) -> Place:
    """From `?as=`, `?for=` and `?action=`; an action of somebody else does not exist (404)."""
    asked = request.GET.get("as", "file")
    chosen = asked if asked in FORMS else "file"
    action = _action(request)
    if action is not None:
        return Place(Speaking(action.respondent, (action.respondent,)), action, chosen)
    return Place(speaking_for(request, Permission.EVIDENCE_RECORD), None, chosen)


def _action(request: SignedInRequest) -> ImplementationAction | None:
    asked = request.GET.get("action", "")
    return own_action(request, uuid_or_404(asked)) if asked else None
