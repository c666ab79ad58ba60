"""Small markup built as strings, for what repeats on a page: escaped here, no template loop."""

from functools import cache

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString


@cache
def sprite() -> str:
    """The address of the icons."""
    return static("icons/sprite.svg")


def marked(kind: str, name: str, word: str) -> SafeString:
    """A shape of the sprite and its word, in a span of this class: the word speaks, the shape is decoration."""
    return format_html(
        '<span class="{}"><svg class="icon" aria-hidden="true" focusable="false"><use href="{}#{}"/></svg>'
        "<span>{}</span></span>",
        kind, sprite(), name, word,
    )  # fmt: skip
