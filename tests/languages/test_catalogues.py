"""The catalogues: up to what the code marks, without a broken translation, compiled where no gettext is."""

import gettext

import pytest
from babel.messages.catalog import Catalog

from tracker.catalogues.collecting import marked
from tracker.catalogues.faults import faults
from tracker.catalogues.keeping import compile_stale, missing, update
from tracker.catalogues.places import LANGUAGES, place_of, read, write

GREETING = "Reply of %(state)s"
NUMBER = ("%(n)s reply of %(state)s", "%(n)s replies of %(state)s")
RUSSIAN = {1: "1 ответ", 3: "3 ответа", 5: "5 ответов", 21: "21 ответ", 112: "112 ответов"}
ARABIC = {0: "zero", 1: "one", 2: "two", 7: "few", 15: "many", 100: "other"}


@pytest.fixture(scope="module")
def said() -> Catalog:
    return marked()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalogue_holds_what_the_code_marks_and_nothing_else(language, said):
    assert missing(said, read(place_of(language))) == [], "make words"


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_translation_loses_what_a_page_puts_into_it(language):
    assert faults(read(place_of(language))) == []


def a_catalogue(language: str, **strings) -> Catalog:
    kept = Catalog(locale=place_of(language).parent.parent.name, fuzzy=False)
    kept.add(GREETING, strings.get("greeting", ""))
    kept.add(NUMBER, strings.get("number", ()))
    kept.add("<b>Sent</b>", strings.get("tagged", ""))
    kept.add("%(part)s of the whole", strings.get("part", ""))
    return kept


@pytest.mark.parametrize(
    "broken",
    [
        {"greeting": "Réponse de %(etat)s"},
        {"greeting": "Réponse"},
        {"greeting": "Réponse de %(state)"},
        {"greeting": "\nRéponse de %(state)s"},
        {"number": ("%(n)s réponse de %(state)s", "%(n)s réponses de %(state)s")},
        {"number": ("une réponse", "%(n)s de %(state)s", "%(n)s de %(state)s")},
        {"tagged": "<b>Envoyé"},
        {"part": "%(part)s, soit 100 % du tout"},
    ],
)
def test_a_broken_translation_is_refused(broken):
    assert len(faults(a_catalogue("fr", **broken))) >= 1


def test_a_translation_that_says_one_in_words_and_one_that_is_not_there_yet_are_none():
    whole = ("une réponse de %(state)s", "%(n)s réponses de %(state)s", "%(n)s réponses de %(state)s")

    assert faults(a_catalogue("fr", greeting="Réponse de %(state)s", number=whole)) == []
    assert faults(a_catalogue("fr")) == []


def test_what_is_marked_in_code_and_templates_is_collected_with_its_plural_and_context(tmp_path):
    (tmp_path / "commitments").mkdir()
    (tmp_path / "templates").mkdir()
    (tmp_path / "commitments" / "words.py").write_text(
        'from django.utils.translation import gettext as _\n_("One " "sentence")\n_(variable)\n'
        'ngettext("%(n)d day", "%(n)d days", n)\npgettext("month", "May")\n'
    )
    (tmp_path / "templates" / "page.html").write_text(
        '  {% load i18n %}\n{% include "x" with label=_("A label") %}\n    {% translate "Title" %}\n'
        "{% blocktranslate count n=all %}{{ n }} page{% plural %}{{ n }} pages{% endblocktranslate %}"
    )

    found = {(each.id, each.context) for each in marked(tmp_path) if each.id}

    assert found == {
        ("One sentence", None), (("%(n)d day", "%(n)d days"), None), ("May", "month"),
        ("A label", None), ("Title", None), (("%(n)s page", "%(n)s pages"), None),
    }  # fmt: skip


def test_a_catalogue_that_is_brought_up_keeps_its_words_drops_what_went_and_guesses_nothing(tmp_path):
    before, said = a_catalogue("fr", greeting="Réponse de %(state)s"), Catalog(fuzzy=False)
    write(before, place_of("fr", tmp_path))
    said.add(GREETING)
    said.add("Replies of %(state)s")

    update(said, tmp_path)
    first = place_of("fr", tmp_path).read_bytes()
    update(said, tmp_path)

    kept = read(place_of("fr", tmp_path))
    assert {each.id: each.string for each in kept if each.id} == {
        GREETING: "Réponse de %(state)s", "Replies of %(state)s": "",
    }  # fmt: skip
    assert place_of("fr", tmp_path).read_bytes() == first


@pytest.mark.parametrize(
    ("language", "forms", "wanted"),
    [
        ("ru", ("%(n)s ответ", "%(n)s ответа", "%(n)s ответов"), RUSSIAN),
        ("ar", ("zero", "one", "two", "few", "many", "other"), ARABIC),
    ],
)
def test_compiled_plurals_are_those_of_the_language(tmp_path, language, forms, wanted):
    kept = Catalog(locale=language, fuzzy=False)
    kept.add(("%(n)s reply", "%(n)s replies"), forms)
    write(kept, place_of(language, tmp_path))

    (compiled,) = compile_stale(tmp_path)

    with compiled.open("rb") as file:
        read_back = gettext.GNUTranslations(file)
    said = {n: read_back.ngettext("%(n)s reply", "%(n)s replies", n) for n in wanted}
    assert {n: words.replace("%(n)s", str(n)) for n, words in said.items()} == wanted
    assert compile_stale(tmp_path) == []
