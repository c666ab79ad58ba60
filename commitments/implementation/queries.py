"""What pages about actions read: the obligations asked of a respondent, its actions, its figures."""

import re
from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet

from commitments.access.actor import Actor
from commitments.access.permissions import Permission
from commitments.implementation.models import ActionObligation, ImplementationAction, ReportedFigure
from commitments.instruments.models import Obligation, ObligationWording, SuggestedIndicatorWording
from commitments.instruments.models.obligation import ObligationQuerySet
from commitments.instruments.subqueries import words
from commitments.respondents.models import OF_THE_UNITED_NATIONS, Respondent
from commitments.web.kept import by_reference

SEPARATOR = "/"
KEY = re.compile(r"[\w-]{1,60}/[\w-]{1,12}")


def asked_of(respondent: Respondent) -> ObligationQuerySet:
    """What the respondent may take up: States what is asked of States, the secretariat and institutes everything."""
    everything: ObligationQuerySet = Obligation.objects.all()
    return everything if respondent.kind in OF_THE_UNITED_NATIONS else everything.asked_of_states()


def served_by(respondent: Respondent) -> ObligationQuerySet:
    """What an action of the respondent may serve: what it may be asked, and every recommendation."""
    return asked_of(respondent) | Obligation.objects.recommendations()


@by_reference
def served_with_labels(respondent: Respondent, language: str) -> list[Obligation]:
    """The same in text order, with labels, for ticking."""
    return list(served_by(respondent).in_text_order().with_labels(language).select_related("instrument"))


@by_reference
def asked_with_labels(respondent: Respondent, language: str) -> list[Obligation]:
    """What the respondent is asked, in text order, with labels, for ticking."""
    return list(asked_of(respondent).in_text_order().with_labels(language).select_related("instrument"))


def workable(actor: Actor, respondent: Respondent, language: str) -> list[Obligation]:
    """Those of them on which the actor works for the respondent."""
    asked = asked_with_labels(respondent, language)
    return [one for one in asked if actor.works_on(Permission.DESK_OPEN, respondent.pk, one.pk)]


def servable(actor: Actor, respondent: Respondent, language: str) -> list[Obligation]:
    """What an action of the respondent may serve, of that on which the actor works."""
    found = served_with_labels(respondent, language)
    return [one for one in found if actor.works_on(Permission.DESK_OPEN, respondent.pk, one.pk)]


def key_of(obligation: Obligation) -> str:
    """How forms and addresses name an obligation: `A-RES-60-177/D17`."""
    return f"{obligation.instrument.slug}{SEPARATOR}{obligation.reference}"


def suggested_indicators(obligation: Obligation, language: str) -> list[str]:
    """What the analysis of the text proposes to count for this obligation, in its order."""
    text = words(SuggestedIndicatorWording, "indicator", "pk", "text", language)
    return list(obligation.indicators.order_by("position").annotate(text_read=text).values_list("text_read", flat=True))


def by_keys(respondent: Respondent, keys: Iterable[str]) -> list[Obligation]:
    """The obligations named; an unknown name is left out."""
    named = Q(pk__in=[])
    for key in {key for key in keys if KEY.fullmatch(key)}:
        slug, _found, reference = key.rpartition(SEPARATOR)
        named |= Q(instrument__slug=slug, reference=reference)
    return list(served_by(respondent).filter(named).in_text_order().select_related("instrument"))


def links_with_labels(actor: Actor, language: str) -> "Prefetch[Any]":
    """A prefetch of an action's links, in text order, each with its obligation's label as `label_read`."""
    label = words(ObligationWording, "obligation", "obligation_id", "label", language)
    return Prefetch("links", queryset=_links(actor).annotate(label_read=label))


def _links(actor: Actor) -> "QuerySet[ActionObligation]":
    links: QuerySet[ActionObligation] = ActionObligation.objects.visible_to(actor)
    in_order = links.order_by("obligation__instrument_id", "obligation__paragraph__position")
    return in_order.select_related("obligation__instrument")


def actions_of(respondent: Respondent, actor: Actor) -> "QuerySet[ImplementationAction]":
    """The respondent's actions that the actor may see, newest first, with what they serve and what shows them."""
    visible: QuerySet[ImplementationAction] = ImplementationAction.objects.visible_to(actor)
    return (
        visible.filter(respondent=respondent)
        .annotate(evidence_count=Count("evidence", filter=Q(evidence__withdrawn_at__isnull=True), distinct=True))
        .prefetch_related(Prefetch("links", queryset=_links(actor)))
        .order_by("-created_at", "-pk")
    )


def action_for_page(actor: Actor, *, language: str) -> "QuerySet[ImplementationAction]":
    """The actions the actor may see, with what they serve."""
    visible: QuerySet[ImplementationAction] = ImplementationAction.objects.visible_to(actor)
    return visible.select_related("respondent", "created_by", "withdrawn_by").prefetch_related(
        links_with_labels(actor, language)
    )


def figures_of(respondent: Respondent, obligation: Obligation, actor: Actor) -> "QuerySet[ReportedFigure]":
    """The respondent's figures on an obligation that the actor may see, series by series, year by year."""
    visible: QuerySet[ReportedFigure] = ReportedFigure.objects.visible_to(actor)
    return (
        visible.filter(respondent=respondent, obligation=obligation)
        .select_related("withdrawn_by")
        .order_by("label", "unit", "currency", "year", "sex", "age_group", "pk")
    )
