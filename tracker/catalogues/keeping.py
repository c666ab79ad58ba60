"""Catalogues brought up to what the code says, and compiled to what Django reads."""

import os
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from tracker.catalogues.collecting import marked
from tracker.catalogues.places import LANGUAGES, LOCALE, place_of, read, write


def update(said: Catalog | None = None, locale: Path = LOCALE) -> None:
    """Every catalogue holds what the code marks: what is new untranslated, what went is gone, nothing guessed."""
    said = said or marked()
    for language in LANGUAGES:
        path = place_of(language, locale)
        kept = read(path)
        kept.update(said, no_fuzzy_matching=True, update_header_comment=False)
        kept.obsolete.clear()
        write(kept, path)


def missing(said: Catalog, kept: Catalog) -> list[str]:
    """What the code marks and the catalogue does not hold, and what it holds for nobody."""
    ours, theirs = ({(str(each.id), each.context) for each in catalogue if each.id} for catalogue in (said, kept))
    return sorted(words for words, _context in ours ^ theirs)


def compile_stale(locale: Path = LOCALE) -> list[Path]:
    """Compile each catalogue that is newer than what was compiled of it; returns what was made.

    Whole or not at all: a program that starts at the same time reads the old one or the new.
    """
    made = []
    for language in LANGUAGES:
        source = place_of(language, locale)
        target = source.with_suffix(".mo")
        if source.exists() and not (target.exists() and target.stat().st_mtime > source.stat().st_mtime):
            _compile(source, target)
            made.append(target)
    return made


def _compile(source: Path, target: Path) -> None:
    beside = target.with_suffix(f".{os.getpid()}")
    with beside.open("wb") as compiled:
        write_mo(compiled, read(source))
    beside.replace(target)
