"""For which respondent a person works on a page: his only one, or the one named by `?for=CODE`."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest

from commitments.access.actor import Actor
from commitments.access.permissions import Permission
from commitments.respondents.models import Respondent
from commitments.web.kept import by_reference

PARAMETER = "for"


@dataclass(frozen=True)
class Speaking:
    """The respondent chosen, and all the person could choose."""

    respondent: Respondent
    choices: tuple[Respondent, ...]

    def tabs(self, request: HttpRequest) -> list[dict[str, Any]]:
        """The choice as tabs, each an address of its own; none where there is nothing to choose."""
        return [
            {
                "url": f"{request.path}?{PARAMETER}={each.code}",
                "label": each.short_name,
                "current": each == self.respondent,
                "count": None,
            }
            for each in (self.choices if len(self.choices) > 1 else ())
        ]


def speaking_for(request: HttpRequest, permission: Permission) -> Speaking:
    """The respondent of this request. A respondent that is not the person's own does not exist for him (404)."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    own = respondents_by_id(actor.own_respondents_with(permission) & actor.respondent_ids)
    code = request.POST.get(PARAMETER) or request.GET.get(PARAMETER)
    chosen = next((each for each in own if not code or each.code == code), None)
    if chosen is None:
        raise Http404
    return Speaking(chosen, own)


@by_reference
def respondents_by_id(ids: frozenset[int]) -> tuple[Respondent, ...]:
    """These respondents in their order."""
    return tuple(Respondent.objects.filter(pk__in=ids).in_order())


def may_record(actor: Actor, respondent_id: int, permission: Permission) -> bool:
    """Whether the page offers the person to write for this respondent."""
    return respondent_id in actor.own_respondents_with(permission)
