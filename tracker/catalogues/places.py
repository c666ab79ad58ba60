"""Where catalogues stand, and how they are read and written."""

from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po
from django.utils.translation import to_locale

from tracker.env import ROOT

LOCALE = ROOT / "locale"
LANGUAGES = ("ar", "es", "fr", "ru", "zh-hans")
"""Those that are translated into; English is what the code says."""

WIDTH = 120
HEADER = """\
msgid ""
msgstr ""
"Language: {language}\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: {plural_forms}\\n"

"""


def place_of(language: str, locale: Path = LOCALE) -> Path:
    """The catalogue of a language, as people write it."""
    return locale / to_locale(language) / "LC_MESSAGES" / "django.po"


def read(path: Path) -> Catalog:
    """What a catalogue says, with the plural rule of its language. Refuses with PoFileError what cannot be read."""
    locale = path.parent.parent.name
    if not path.exists():
        return Catalog(locale=locale, fuzzy=False)
    with path.open("rb") as kept:
        return read_po(kept, locale=locale, abort_invalid=True)


def write(catalogue: Catalog, path: Path) -> None:
    """Sorted by file, without lines and days: a change of the code changes no more than what it says."""
    path.parent.mkdir(parents=True, exist_ok=True)
    header = HEADER.format(language=path.parent.parent.name, plural_forms=catalogue.plural_forms)
    with path.open("wb") as kept:
        kept.write(header.encode())
        write_po(
            kept, catalogue, width=WIDTH, sort_by_file=True, include_lineno=False, ignore_obsolete=True,
            omit_header=True,
        )  # fmt: skip
