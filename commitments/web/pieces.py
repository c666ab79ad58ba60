"""Parts of a page that are kept: a template that shows the values it is given and nothing else.

It is drawn without the page's context, so nothing of a person or of a request can be in what is kept.
"""

from collections.abc import Hashable, Sequence

from django import template
from django.template.loader import render_to_string
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from commitments.web.kept import by_arguments
from commitments.web.printed import Printed

register = template.Library()


@register.simple_tag
def piece(name: str, **shown: Hashable) -> SafeString:
    """The template `name` over these values, drawn once for all pages that show the same."""
    return _drawn(name, tuple(type(value) for value in shown.values()), **shown)


@by_arguments
def _drawn(name: str, _types: tuple[type, ...], **shown: Hashable) -> SafeString:
    """The types are part of the key: words that are safe and words that are not may be equal."""
    return render_to_string(name, shown)


class ConstantNode(template.Node):
    """What stands between `{% constant %}` and `{% endconstant %}`, drawn once in each language."""

    def __init__(self, inside: template.NodeList) -> None:
        self.inside, self.drawn = inside, dict[str, SafeString]()

    def render(self, context: template.Context) -> SafeString:
        """Without the page's context: whatever would differ between two pages is not there."""
        language = get_language()
        if language not in self.drawn:
            self.drawn[language] = self.inside.render(context.new())
        return self.drawn[language]


@register.tag
def constant(parser: template.base.Parser, _token: template.base.Token) -> ConstantNode:
    """`{% constant %}…{% endconstant %}`: markup and words of the program, the same on every page."""
    inside = parser.parse(("endconstant",))
    parser.delete_first_token()
    return ConstantNode(inside)


@by_arguments
def printed(words: str) -> Printed:
    """Markup as a piece of a page, compressed once for all pages that hold the same."""
    return Printed(words)


def print_together(pieces: Sequence[Printed] | Sequence[str], together: int) -> list[Printed]:
    """Pieces that are printed as they are, and markup as pieces of so many strings each: a change prints one anew."""
    markup = tuple(conditional_escape(piece) for piece in pieces if not isinstance(piece, Printed))
    done = [piece for piece in pieces if isinstance(piece, Printed)]
    return done + [_joined(markup[begin : begin + together]) for begin in range(0, len(markup), together)]


@by_arguments
def _joined(markup: tuple[str, ...]) -> Printed:
    return Printed("".join(markup))
