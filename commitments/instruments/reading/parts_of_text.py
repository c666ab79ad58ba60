"""Which paragraphs are preamble, operative part and declaration, and which sentences only frame them."""

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from commitments.instruments.parts import Part
from commitments.instruments.reading.errors import ReadingError
from commitments.instruments.reading.paragraphs import RawParagraph, RawPart

BODY_SPEAKS = re.compile(r"^The [A-Z][\w ]+,?$")
STATES_SPEAK = re.compile(r"^We\b.*,$")


@dataclass(frozen=True)
class Divided:
    """A resolution or an annex: the sentence that opens it, its preamble, what enacts it, its paragraphs."""

    opening: str
    preamble: tuple[RawParagraph, ...]
    enacting: str
    numbered: tuple[RawParagraph, ...]
    subtitle: tuple[str, ...] = ()


def divided_resolution(part: RawPart, *, line: int) -> Divided:
    """The resolution. A text with one unnumbered operative paragraph has that one as number 1."""
    if not part.paragraphs or not BODY_SPEAKS.match(part.paragraphs[0].body):
        raise ReadingError(_("The resolution does not begin with the body that speaks (“The …,”)."), line=line)
    _refuse_loose(part)
    opening, *rest = part.paragraphs
    preamble, numbered = _split(rest)
    if not numbered:
        preamble, numbered = _sole_operative(preamble, line=opening.line)
    subtitle = tuple(" ".join([heading.label, heading.text]).strip() for heading in opening.headings)
    return Divided(opening.body, tuple(preamble), "", tuple(numbered), subtitle)


def divided_declaration(part: RawPart, *, line: int) -> Divided:
    """The annexed declaration; its opening and enacting sentences are optional."""
    _refuse_loose(part)
    preamble, numbered = _split(list(part.paragraphs))
    if not numbered:
        raise ReadingError(_("The annex has no numbered paragraph."), line=line)
    enacting = _framed(preamble, -1, numbered[0]) if preamble and preamble[-1].body.endswith(":") else ""
    opening = ""
    if preamble and STATES_SPEAK.match(preamble[0].body):
        opening = _framed(preamble, 0, [*preamble, numbered[0]][1])
    return Divided(opening, tuple(preamble), enacting, tuple(numbered))


def _framed(preamble: list[RawParagraph], index: int, following: RawParagraph) -> str:
    """Take a framing sentence out of the preamble; headings above it go to the paragraph that follows."""
    sentence = preamble.pop(index)
    following.headings[:0] = sentence.headings
    return sentence.body


def _refuse_loose(part: RawPart) -> None:
    if part.loose_headings:
        raise ReadingError(_("These words belong to no paragraph."), line=part.loose_headings[0].line)


def _split(paragraphs: list[RawParagraph]) -> tuple[list[RawParagraph], list[RawParagraph]]:
    start = next((i for i, paragraph in enumerate(paragraphs) if paragraph.number is not None), len(paragraphs))
    numbered = paragraphs[start:]
    for expected, paragraph in enumerate(numbered, start=1):
        if paragraph.number != expected:
            raise ReadingError(
                _("Paragraph %(expected)s is due here; the text has %(found)s.")
                % {"expected": expected, "found": paragraph.number or _("an unnumbered one")},
                line=paragraph.line,
            )
    return paragraphs[:start], numbered


def _sole_operative(preamble: list[RawParagraph], *, line: int) -> tuple[list[RawParagraph], list[RawParagraph]]:
    if not preamble or not preamble[-1].body.endswith("."):
        raise ReadingError(_("The resolution has no operative paragraph."), line=line)
    return preamble[:-1], preamble[-1:]


PARTS_OF_RESOLUTION = (Part.PREAMBULAR, Part.OPERATIVE)
PARTS_OF_DECLARATION = (Part.DECLARATION_PREAMBULAR, Part.DECLARATION)
