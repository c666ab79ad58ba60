"""The places of a page that are one person's: his name, his token, what is said to him.

A page that is kept has holes there, filled anew for each request, so that nothing of a person is kept.
"""

import secrets

from django import template
from django.http import HttpRequest
from django.template.context import Context, RequestContext
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

# PostgreSQL holds no NUL and nobody knows the word: no record and no address can make a hole.
WORD = secrets.token_hex(16)
OPENS, CLOSES = f"\x00{WORD}:", "\x00"


@register.simple_tag(takes_context=True)
def personal(context: Context, name: str) -> SafeString:
    """The template `name`, which shows something of the person; in a page that is to be kept a hole."""
    if getattr(context.get("request"), "leaves_holes", False):
        return mark_safe(f"{OPENS}{name}{CLOSES}")  # noqa: S308 (a word of the program)
    with context.push(out_of_band=False):
        return _template(name).render(context)


def split(html: str) -> tuple[str, ...]:
    """The page as pieces: what is everybody's, then the name of a hole, and so on."""
    first, *others = html.split(OPENS)
    return (first, *(part for piece in others for part in piece.split(CLOSES, 1)))


def joined(pieces: tuple[str, ...], request: HttpRequest) -> str:
    """The page with its holes filled for this request."""
    context = RequestContext(request, {"out_of_band": False})
    with context.bind_template(_template("base.html")):
        return "".join(_template(piece).render(context) if place % 2 else piece for place, piece in enumerate(pieces))


def _template(name: str) -> template.Template:
    return template.Engine.get_default().get_template(name)
