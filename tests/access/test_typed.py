"""Nothing typed is lost: what a form held comes back when the session has ended meanwhile, or another was begun."""

import re
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from commitments.evidence.models import Evidence
from tests.factories import evidence as factory
from tests.factories.access import person

pytestmark = pytest.mark.django_db

ADDRESS = "/desk/evidence/new/?as=link&for=THA"
TYPED = {
    "kind": "legislation", "language": "en", "title": "Law on <evidence> & more", "url": "https://www.example.org/law",
    "request_id": "8a1c1f0e-5a5b-4c0e-9f38-0f6d6e1a2b3c",
}  # fmt: skip
OURS = {"Origin": "http://testserver"}


def strict() -> Client:
    """A focal point's browser, held to the token as every browser is."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(person("focal_point", "THA"))
    return client


def fields(page: str) -> dict[str, str]:
    """What the form that came back would send."""
    main = page[page.index("<main") : page.index("</main")]
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', main)
    return {name: unescape(value) for name, value in found}


def test_a_form_sent_after_the_session_ended_comes_back_with_all_that_was_typed_and_nothing_is_recorded():
    answer = Client().post(ADDRESS, TYPED)

    page = answer.content.decode()
    assert answer.status_code == 401
    assert fields(page).items() >= TYPED.items()
    assert f'action="{ADDRESS.replace("&", "&amp;")}"' in page
    assert "/accounts/login/?next=%2Fdesk%2Fevidence%2Fnew%2F%3Fas%3Dlink%26for%3DTHA" in page
    assert not Evidence.objects.exists()


def test_sent_with_the_token_of_before_it_comes_back_once_more_with_one_that_is_taken():
    client = strict()

    stale = client.post(ADDRESS, TYPED, headers=OURS)
    assert stale.status_code == 403
    assert not Evidence.objects.exists()

    taken = client.post(ADDRESS, fields(stale.content.decode()), headers=OURS)
    assert taken.status_code == 302
    assert Evidence.objects.get().title == TYPED["title"]


@pytest.mark.parametrize("said", [{}, {"Origin": "null"}, {"Origin": "https://evil.example.org"}])
def test_a_form_of_another_site_gets_nothing_back(said):
    answer = strict().post(ADDRESS, TYPED, headers=said)

    assert answer.status_code == 403
    assert TYPED["url"] not in answer.content.decode()


def test_a_secret_typed_to_sign_in_comes_back_to_nobody():
    client, typed = Client(enforce_csrf_checks=True), {"login": "a@example.org", "password": "a long secret"}

    answer = client.post("/accounts/login/", typed, headers=OURS)

    assert answer.status_code == 403
    assert typed["password"] not in answer.content.decode()


def test_files_do_not_come_back_and_it_is_said():
    file = SimpleUploadedFile("law.pdf", factory.pdf("law"), content_type="application/pdf")

    answer = Client().post("/desk/evidence/new/?as=file", {"title": "A law", "documents": file})

    assert answer.status_code == 401
    assert "choose them again" in answer.content.decode()


@pytest.mark.parametrize("headers", [{"HX-Request": "true"}, {"Accept": "application/json"}])
def test_a_script_is_led_to_sign_in_as_before(headers):
    answer = Client().post(ADDRESS, TYPED, headers=headers)

    assert (answer.status_code, answer["Location"][:16]) == (302, "/accounts/login/")


def test_where_nothing_was_typed_one_is_led_to_sign_in():
    assert Client().post(ADDRESS, {}).status_code == 302
