"""Parts of a page that are kept: a template that shows the values it is given and nothing else.

It is drawn without the page's context, so nothing of a person or of a request can be in what is kept.
"""

from collections.abc import Hashable

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from commitments.web.kept import by_arguments

register = template.Library()


@register.simple_tag
def piece(name: str, **shown: Hashable) -> SafeString:
    """The template `name` over these values, drawn once for all pages that show the same."""
    return _drawn(name, tuple(type(value) for value in shown.values()), **shown)


@by_arguments
def _drawn(name: str, _types: tuple[type, ...], **shown: Hashable) -> SafeString:
    """The types are part of the key: words that are safe and words that are not may be equal."""
    return render_to_string(name, shown)
