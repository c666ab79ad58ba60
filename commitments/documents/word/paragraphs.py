"""Paragraphs of a style, made as the format has them: python-docx looks each style up anew, which takes its time."""

from typing import Any

from commitments.documents.content import Words
from commitments.documents.letters import printable, reads_from_right
from commitments.documents.word.order import made, put, text_of
from commitments.documents.word.styles import REGIONS, identifier


def paragraph_of(words: Words, style: str, *, language: str, in_margin: str | None = None) -> Any:
    """A paragraph in the language and direction of its words, behind what stands in the margin."""
    own = words.language or language
    from_right = reads_from_right(words.text, own)
    paragraph = made("p", made("pPr", made("pStyle", val=identifier(style))))
    if from_right:
        put(paragraph[0], "bidi")
    if in_margin is not None:
        number = _run(printable(in_margin), from_right=reads_from_right(in_margin, language))
        number.append(made("tab"))
        paragraph.append(number)
    run = _run(printable(words.text).replace("\n", " "), from_right=from_right)
    paragraph.append(run)
    if words.is_bold:
        put(run[0], "b")
        put(run[0], "bCs")
    if own != language:
        region = REGIONS.get(own, own)
        put(run[0], "lang", val=region, eastAsia=region, bidi=region)
    return paragraph


def _run(text: str, *, from_right: bool) -> Any:
    letters = made("rPr")
    if from_right:
        put(letters, "rtl")
    return made("r", letters, text_of(text))
