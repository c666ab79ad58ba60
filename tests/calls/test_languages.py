"""The call in six languages: its own words translated, each paragraph as it is held, Arabic from right to left."""

import io
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn

from commitments.access.refusals import NotAllowed
from commitments.calls.documents.making import make_waiting
from commitments.calls.models import CallDocument
from commitments.calls.services import ask_for_documents
from commitments.instruments.models import InstrumentWording, ParagraphWording
from tests.calls.test_call import NOON, a_cycle, got_in, signed_in, words_of_docx, words_of_pdf
from tests.factories.access import actor

pytestmark = pytest.mark.django_db

HELD = {
    "ar": ("قرار تجريبي", "نتعهد بالمسألة الأولى"),
    "zh-hans": ("试验决议", "我们承诺处理第一事项"),
    "fr": ("Résolution d’essai", "Nous nous engageons sur la première question"),
    "ru": ("Пробная резолюция", "Мы обязуемся решить первый вопрос"),
    "es": ("Resolución de prueba", "Nos comprometemos a la primera cuestión"),
}
OWN_WORDS = {
    "en": ("Call for information", "Permanent Mission", "Questionnaire", "Implemented and maintained"),
    "ar": ("طلب معلومات", "البعثة الدائمة", "استبيان", "مُنفَّذ ومستمر"),
    "zh-hans": ("征求资料", "常驻代表团", "问卷", "已执行并保持"),
    "fr": ("Demande d’informations", "Mission permanente", "Questionnaire", "Appliqué et maintenu"),
    "ru": ("Запрос информации", "Постоянное представительство", "Вопросник", "Осуществлено и поддерживается"),
    "es": ("Solicitud de información", "Misión Permanente", "Cuestionario", "Aplicado y mantenido"),
}
ORIGINAL = "We undertake matter 1, as appropriate"


def a_call_in(*held: str, languages: list[str] | None = None) -> Any:
    """A call whose text is held in these languages besides English, made in `languages`."""
    cycle = a_cycle()
    instrument = cycle.instruments.get()
    for language in held:
        title, text = HELD[language]
        InstrumentWording.objects.create(instrument=instrument, language=language, title=title)
        for paragraph in instrument.paragraphs.all():
            ParagraphWording.objects.create(paragraph=paragraph, language=language, text=text)
    ask_for_documents(cycle, languages=languages, by=actor("officer"), now=NOON)
    make_waiting(now=lambda: NOON)
    return cycle


def test_a_call_in_each_language_held_has_its_paragraphs_and_its_own_words_in_it():
    cycle = a_call_in(*HELD)

    for language, words in OWN_WORDS.items():
        said = " ".join(words_of_docx(got_in(cycle, language, "docx")).split())
        for word in (*words, HELD[language][1] if language in HELD else ORIGINAL):
            assert word in said, (language, word)
        assert (ORIGINAL in said) is (language == "en")
    assert CallDocument.objects.filter(made_at__isnull=False).count() == 2 * len(OWN_WORDS)


@pytest.mark.parametrize("language", ["fr", "ru", "zh-hans"])
def test_a_pdf_has_the_letters_of_its_language(language):
    cycle = a_call_in(*HELD, languages=[language])

    said = "".join(words_of_pdf(got_in(cycle, language, "pdf")).split())

    for word in (*OWN_WORDS[language], HELD[language][1]):
        assert "".join(word.split()) in said, word


def test_an_arabic_pdf_has_arabic_letters_and_says_its_language():
    content = got_in(a_call_in("ar", languages=["ar"]), "ar", "pdf")

    assert b"NotoNaskhArabic" in content
    assert b"/Lang (ar)" in content or b"/Lang(ar)" in content


def test_where_no_official_text_is_held_the_paragraphs_stand_in_the_original_and_the_call_says_so():
    said = words_of_docx(got_in(a_call_in(languages=["fr"]), "fr", "docx"))

    assert "Mission permanente" in said
    assert ORIGINAL in said
    assert "les paragraphes figurent en anglais" in said


def turned(document: Any) -> list[bool]:
    """Of each paragraph with words, whether it and all its runs are marked as read from right to left."""
    return [
        paragraph.find(f"{qn('w:pPr')}/{qn('w:bidi')}") is not None
        and all(run.find(f"{qn('w:rPr')}/{qn('w:rtl')}") is not None for run in paragraph.iter(qn("w:r")))
        for paragraph in document.element.body.iter(qn("w:p"))
        if any(words.text for words in paragraph.iter(qn("w:t")))
    ]


def test_an_arabic_word_document_is_read_from_right_to_left_and_a_french_one_is_not():
    cycle = a_call_in("ar", "fr")
    arabic, french = (Document(io.BytesIO(got_in(cycle, language, "docx"))) for language in ("ar", "fr"))

    assert all(turned(arabic))
    assert all(table._tbl.tblPr.find(qn("w:bidiVisual")) is not None for table in arabic.tables)
    assert arabic.sections[0]._sectPr.find(qn("w:bidi")) is not None
    assert not any(turned(french))


def test_an_english_paragraph_inside_an_arabic_document_keeps_its_direction():
    document = Document(io.BytesIO(got_in(a_call_in(languages=["ar"]), "ar", "docx")))

    originals = [each for each in document.paragraphs if each.text.startswith("We undertake")]

    assert originals
    assert all(each._p.find(f"{qn('w:pPr')}/{qn('w:bidi')}") is None for each in originals)


def test_an_officer_chooses_on_the_page_in_which_languages_it_is_made():
    cycle, officer = a_cycle(), signed_in("officer")

    page = officer.get(f"/cycles/{cycle.slug}/").text
    officer.post(f"/cycles/{cycle.slug}/documents/", {"languages": ["en", "ru"]})

    assert "French (français): paragraphs in English, no official text is held" in page
    assert set(CallDocument.objects.values_list("language", flat=True)) == {"en", "ru"}
    assert "Русский" in officer.get(f"/cycles/{cycle.slug}/").text


@pytest.mark.parametrize("chosen", [[], ["xx"], ["en", "de"]])
def test_no_language_and_one_that_the_program_does_not_speak_are_refused(chosen):
    cycle = a_cycle()

    answer = signed_in("officer").post(f"/cycles/{cycle.slug}/documents/", {"languages": chosen})

    assert answer.status_code == 422
    assert not CallDocument.objects.exists()


def test_nobody_but_an_officer_has_them_made_in_another_language():
    with pytest.raises(NotAllowed):
        ask_for_documents(a_cycle(), languages=["fr"], by=actor("reader"), now=NOON)
