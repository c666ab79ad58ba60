"""A mail is written in the language of whoever gets it, and so is every sentence it tells."""

import pytest
from django.test import Client

from commitments.notices.mailing.writing import written
from tests.notices.scenes import a_mail

pytestmark = pytest.mark.django_db

WORDS = {
    "ar": ("هناك شيء في صندوق الوارد", "بانتظار إجازتك", "إيقاف الرسائل المماثلة"),
    "fr": ("il y a quelque chose dans votre boîte de réception", "attend votre visa", "Arrêter les courriels"),
}


@pytest.mark.parametrize("language", WORDS)
def test_a_mail_speaks_the_language_of_its_reader_from_subject_to_end(language):
    mail = written(a_mail(language=language))

    subject, sentence, ending = WORDS[language]
    assert subject in mail.subject
    assert sentence in mail.body
    assert ending in mail.body
    assert "in your inbox" not in mail.subject + mail.body


def test_a_page_says_its_language_and_direction_and_speaks_it():
    page = Client().get("/accounts/login/?lang=ar").text

    assert '<html lang="ar" dir="rtl"' in page
    assert "تسجيل الدخول" in page
    assert "Sign in" not in page
