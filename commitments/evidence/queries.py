"""What pages about evidence read."""

from django.db.models import Count, Prefetch, Q, QuerySet

from commitments.access.actor import Actor
from commitments.evidence.models import Evidence, EvidenceOfAction
from commitments.implementation.models import ImplementationAction
from commitments.respondents.models import Respondent


def evidence_of(respondent: Respondent, actor: Actor) -> "QuerySet[Evidence]":
    """The respondent's evidence that the actor may see, newest first, with how many actions it shows."""
    visible: QuerySet[Evidence] = Evidence.objects.visible_to(actor)
    return (
        visible.filter(respondent=respondent)
        .select_related("blob", "withdrawn_by")
        .annotate(action_count=Count("actions", filter=Q(actions__withdrawn_at__isnull=True), distinct=True))
        .order_by("-created_at", "-pk")
    )


def evidence_for_page(actor: Actor) -> "QuerySet[Evidence]":
    """The evidence the actor may see, with all that one page shows."""
    visible: QuerySet[Evidence] = Evidence.objects.visible_to(actor)
    links = EvidenceOfAction.objects.visible_to(actor).select_related("action").order_by("-action__created_at")
    return visible.select_related(
        "respondent", "blob__preview", "created_by", "withdrawn_by", "link_check"
    ).prefetch_related(Prefetch("action_links", queryset=links), "blob__preview__leaves")


def evidence_of_action(action: ImplementationAction, actor: Actor) -> "QuerySet[Evidence]":
    """What shows this action, as far as the actor may see it."""
    return evidence_of(action.respondent, actor).filter(actions=action)


def attachable_to(action: ImplementationAction, actor: Actor) -> "QuerySet[Evidence]":
    """What stands and could show this action as well."""
    return evidence_of(action.respondent, actor).filter(withdrawn_at__isnull=True).exclude(actions=action)


def same_bytes(evidence: Evidence, actor: Actor) -> Evidence | None:
    """Another standing piece of evidence of the respondent with the same file, if there is one."""
    if evidence.blob_id is None:
        return None
    others: QuerySet[Evidence] = Evidence.objects.visible_to(actor)
    return others.filter(blob_id=evidence.blob_id, withdrawn_at__isnull=True).exclude(pk=evidence.pk).first()
