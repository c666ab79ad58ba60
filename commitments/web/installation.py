"""Whether this installation holds, or ever held, demonstration records."""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from commitments.web.models import InstallationMark

DEMONSTRATION_MARK = _("Demonstration: invented records. Nothing here was said by a State.")
LOADED = InstallationMark.Kind.DEMONSTRATION_LOADED
LAST_MARK = "SELECT kind FROM commitments_installationmark ORDER BY id DESC LIMIT 1"


def holds_demonstration() -> bool:
    """Whether demonstration records are in the database now."""
    return is_of_demonstration(InstallationMark.objects.values_list("kind", flat=True).last())


def is_of_demonstration(last_mark: str | None) -> bool:
    """Whether an installation with this last mark holds demonstration records."""
    return last_mark == LOADED


def mark_for(request: HttpRequest) -> str:
    """The sentence on every page of a demonstration, else nothing; what the request read already is not read again."""
    known = getattr(request, "holds_demonstration", None)
    return str(DEMONSTRATION_MARK) if (holds_demonstration() if known is None else known) else ""


def ever_held_demonstration() -> bool:
    """Whether there ever were any: production refuses such a database."""
    return InstallationMark.objects.filter(kind=LOADED).exists()
