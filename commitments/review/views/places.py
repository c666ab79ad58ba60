"""What every page of reading a reply begins with: the version that was sent, and the way back."""

from uuid import UUID

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from commitments.access.actor import Actor
from commitments.submissions.models import ReportingCycle, Submission
from commitments.submissions.stages import NEVER_SENT


def sent_to(actor: Actor) -> QuerySet[Submission]:
    """The versions that were sent, as far as this reader of the secretariat may see them."""
    visible: QuerySet[Submission] = Submission.objects.visible_to(actor).exclude(stage__in=NEVER_SENT)
    return visible.exclude(respondent__in=actor.respondent_ids).select_related("cycle", "respondent", "submitted_by")


def reply_at(actor: Actor, public_id: UUID) -> Submission:
    """The version with this address; one he may not read does not exist (404)."""
    return get_object_or_404(sent_to(actor), public_id=public_id)


def url_of(submission: Submission) -> str:
    """The page of the version."""
    return reverse("review:reply", args=[submission.public_id])


def way_to(submission: Submission, *further: tuple[str, str]) -> list[tuple[str, str]]:
    """The breadcrumbs of its pages."""
    name = f"{submission.respondent.short_name}, {submission.cycle.name}"
    return way_past_queue(submission.cycle, (url_of(submission) if further else "", name), *further)


def way_past_queue(cycle: ReportingCycle, *further: tuple[str, str]) -> list[tuple[str, str]]:
    """The breadcrumbs of a page to which the queue of the cycle leads."""
    return [("/", _("Overview")), (f"{reverse('review:queue')}?cycle={cycle.slug}", _("Replies to read")), *further]
