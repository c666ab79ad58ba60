"""The recommendations that actions can serve, each with the actions the reader may see."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any

from django.core.paginator import Page
from django.db.models import F, QuerySet

from commitments.access.actor import Actor
from commitments.access.audience import Audience
from commitments.access.restricted import Answered, tell_answers
from commitments.implementation.models import ActionObligation
from commitments.implementation.queries import key_of
from commitments.instruments.models import Obligation, ObligationWording, ParagraphWording
from commitments.instruments.subqueries import words
from commitments.submissions.models import CitedRecord
from commitments.submissions.services.freezing import RECOMMENDATIONS
from commitments.web.grouped import grouped
from commitments.web.together import together

EVERYBODYS = {Audience.PUBLIC.value}


@dataclass(frozen=True)
class Recommendation:
    """One recommendation; the reader's own actions as they stand, those of others as they were sent."""

    obligation: Any
    own: list[ActionObligation] = field(default_factory=list)
    sent: list[CitedRecord] = field(default_factory=list)


def recommendations(language: str) -> QuerySet[Obligation]:
    """All that are held, list by list, each with its label and its words in this language or the original."""
    text = words(ParagraphWording, "paragraph", "paragraph_id", "text", language)
    label = words(ObligationWording, "obligation", "pk", "label", language)
    found = Obligation.objects.recommendations().in_text_order().select_related("instrument")
    return found.annotate(text_read=text, label_read=label)


def with_actions(page: Page[Obligation], actor: Actor) -> list[Recommendation]:
    """Those of the page, with the actions that serve each; two queries at most."""
    obligations = list(page.object_list)
    if not obligations:
        return []
    own, cited = together(_own(obligations, actor), _sent(obligations, actor))
    _told(cited)
    of_own = grouped(own, attrgetter("obligation_id"))
    latest = {record.action_id: record for record in cited}
    return [Recommendation(one, of_own[one.pk], _serving(one, latest.values())) for one in obligations]


def _own(obligations: Sequence[Obligation], actor: Actor) -> QuerySet[Any]:
    links = ActionObligation.objects.visible_to(actor).filter(obligation__in=obligations)
    return links.filter(action__withdrawn_at=None).select_related("action__respondent").order_by("-action_id")


def _sent(obligations: Sequence[Obligation], actor: Actor) -> QuerySet[Any]:
    """Of other respondents than the reader's own, the newest last."""
    keys = [key_of(one) for one in obligations]
    cited = CitedRecord.objects.visible_to(actor).exclude(respondent__in=actor.respondent_ids)
    serving = cited.filter(kind=CitedRecord.Kind.ACTION, **{f"content__{RECOMMENDATIONS}__has_any_keys": keys})
    read_on = {"on": F("report__obligation"), "answer_shown_to": F("report__shown_to")}
    found: QuerySet[Any] = serving.annotate(**read_on).select_related("respondent").order_by("pk")
    return found


def _serving(one: Obligation, records: Any) -> list[CitedRecord]:
    serving = [record for record in records if key_of(one) in record.content[RECOMMENDATIONS]]
    return sorted(serving, key=lambda record: (record.respondent.position, record.pk))


def _told(cited: Sequence[Any]) -> None:
    for record in cited:
        is_everybodys = {record.open_to, record.answer_shown_to} == EVERYBODYS
        tell_answers(record.cycle_id, [Answered(record.respondent_id, record.on, is_everybodys)])
