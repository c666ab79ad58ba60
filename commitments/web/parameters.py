"""What an address or a form names: a name that cannot be read names nothing."""

from uuid import UUID

from django.http import Http404


def uuid_or_404(value: str) -> UUID:
    """The public id that stands there."""
    try:
        return UUID(value)
    except ValueError as unreadable:
        raise Http404 from unreadable
