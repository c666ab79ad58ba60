"""What was found as markup built of strings: up to twenty entries of each kind, drawn at every search."""

from collections.abc import Iterable

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from commitments.search.queries import Found
from commitments.search.words import Piece

ENTRY = '<li class="stack"><p><a href="{}">{}{}</a> <span class="soft small">{}</span></p>{}</li>'


def entries(found: Iterable[Found]) -> SafeString:
    """The list of one kind: what each is called, where it is, the words around the hit."""
    return format_html_join(
        "\n", ENTRY, ((one.url, _reference(one), one.title, one.meta, _excerpt(one.pieces)) for one in found)
    )


def _reference(one: Found) -> SafeString | str:
    return format_html('<span class="reference">{}</span> ', one.reference) if one.reference else ""


def _excerpt(pieces: tuple[Piece, ...]) -> SafeString | str:
    if not pieces:
        return ""
    return format_html('<p class="small">{}</p>', format_html_join("", "{}", ((_piece(piece),) for piece in pieces)))


def _piece(piece: Piece) -> SafeString | str:
    return format_html("<mark>{}</mark>", piece.text) if piece.found else piece.text
