"""Whether this installation holds, or ever held, demonstration records."""

from django.utils.translation import gettext_lazy as _

from commitments.web.models import InstallationMark

DEMONSTRATION_MARK = _("Demonstration: invented records. Nothing here was said by a State.")
LOADED = InstallationMark.Kind.DEMONSTRATION_LOADED


def holds_demonstration() -> bool:
    """Whether demonstration records are in the database now."""
    last = InstallationMark.objects.last()
    return last is not None and last.kind == LOADED


def ever_held_demonstration() -> bool:
    """Whether there ever were any: production refuses such a database."""
    return InstallationMark.objects.filter(kind=LOADED).exists()
