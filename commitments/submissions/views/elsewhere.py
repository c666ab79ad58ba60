"""Where the neighbours' pages are to which an answer's page leads: actions, figures, evidence."""

from django.urls import reverse
from django.utils.http import urlencode

from commitments.implementation.queries import key_of
from commitments.submissions.queries import AnswerPage


def elsewhere(page: AnswerPage) -> dict[str, str]:
    """The addresses, each already about this respondent and paragraph."""
    whose = {"for": page.place.respondent.code}
    obligation = page.obligation
    new_action = urlencode({**whose, "obligation": key_of(obligation)})
    figures = reverse("implementation:figures", args=[obligation.instrument.slug, obligation.reference])
    return {
        "action": f"{reverse('implementation:new')}?{new_action}",
        "actions": f"{reverse('implementation:actions')}?{urlencode(whose)}",
        "figures": f"{figures}?{urlencode(whose)}",
        "evidence": f"{reverse('evidence:new')}?{urlencode(whose)}",
    }
