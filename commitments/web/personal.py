"""The places of a page that are one person's: his name, his token, what is said to him.

A page that is kept has holes there, filled anew for each request, so that nothing of a person is kept.
"""

import secrets
from collections.abc import Callable, Iterable, Sequence

from django import template
from django.http import HttpRequest
from django.template.context import Context, RequestContext
from django.utils.safestring import SafeString, mark_safe

from commitments.web.pieces import print_together
from commitments.web.printed import Printed

register = template.Library()

# PostgreSQL holds no NUL and nobody knows the word: no record and no address can make a hole.
WORD = secrets.token_hex(16)
OPENS, CLOSES = f"\x00{WORD}:", "\x00"


@register.simple_tag(takes_context=True)
def personal(context: Context, name: str) -> SafeString:
    """The template `name`, which shows something of the person; in a page that is to be kept a hole."""
    if getattr(context.get("request"), "leaves_holes", None) is not None:
        return mark_safe(f"{OPENS}{name}{CLOSES}")  # noqa: S308 (a word of the program)
    with context.push(out_of_band=False):
        return _template(name).render(context)


@register.simple_tag(takes_context=True)
def laid(context: Context, pieces: Sequence[Printed] | Sequence[str], together: int = 1) -> SafeString:
    """Pieces that were printed before, or markup to be printed, so many together; words are escaped.

    In a page that is to be kept they are laid in as they are: what did not change is not printed again.
    """
    holes: list[Printed] | None = getattr(context.get("request"), "leaves_holes", None)
    found = print_together(pieces, together)
    if holes is None:
        return mark_safe(b"".join(piece.plain for piece in found).decode())  # noqa: S308 (printed of markup)
    begin = len(holes)
    holes.extend(found)
    return mark_safe("".join(f"{OPENS}{place}{CLOSES}" for place in range(begin, len(holes))))  # noqa: S308 (numbers)


def split(
    html: str, laid_in: Sequence[Printed], print_words: Callable[[str], Printed] = Printed
) -> tuple[Printed | str, ...]:
    """The page as pieces: what is everybody's, and the names of its holes where it is personal."""
    first, *others = html.split(OPENS)
    pieces: list[Printed | str] = [print_words(first)]
    for other in others:
        hole, words = other.split(CLOSES, 1)
        pieces.append(laid_in[int(hole)] if hole.isdecimal() else hole)
        if words:
            pieces.append(print_words(words))
    return tuple(pieces)


def filled(pieces: Iterable[Printed | str], request: HttpRequest) -> list[Printed]:
    """The page with its holes filled for this request."""
    context = RequestContext(request, {"out_of_band": False})
    with context.bind_template(_template("base.html")):
        return [
            piece if isinstance(piece, Printed) else Printed(_template(piece).render(context), personal=True)
            for piece in pieces
        ]


def _template(name: str) -> template.Template:
    return template.Engine.get_default().get_template(name)
