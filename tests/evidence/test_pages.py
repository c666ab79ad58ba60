"""The pages about evidence: several files at once, links, downloads for the own State's people only."""

import io
from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from commitments.evidence import services
from commitments.evidence.models import Evidence
from tests.factories import evidence as factory
from tests.factories.access import actor, designated, person
from tests.factories.implementation import NOON, action

pytestmark = pytest.mark.django_db

TYPED = {"kind": "legislation", "language": "en"}


def signed_in(role: str | None = "focal_point", code: str | None = "THA") -> Client:
    client = Client()
    client.force_login(person(role, code))
    return client


def at(name: str, record=None, **where) -> str:
    return reverse(f"evidence:{name}", kwargs={"public_id": record.public_id} if record else where)


def pdf_file(name: str = "law.pdf", words: str = "") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, factory.pdf(words), content_type="text/html")


def test_several_files_are_recorded_at_once_for_an_action():
    made = action()

    answer = signed_in().post(
        f"{at('new')}?action={made.public_id}", {**TYPED, "documents": [pdf_file("a.pdf", "a"), pdf_file("b.pdf", "b")]}
    )

    assert answer["Location"] == made.get_absolute_url()
    assert {each.title for each in made.evidence.all()} == {"a", "b"}


def test_the_good_files_are_kept_the_bad_named_and_the_typed_text_stays():
    files = [
        pdf_file("good.pdf"),
        SimpleUploadedFile("empty.pdf", b""),
        SimpleUploadedFile("page.html", b"<html>x</html>"),
    ]

    answer = signed_in().post(at("new"), {**TYPED, "dated_on": "2020-02-02", "request_id": uuid4(), "documents": files})

    assert answer.status_code == 422
    assert Evidence.objects.get().title == "good"
    for words in ("empty.pdf", "page.html", "need not be sent again", "2020-02-02"):
        assert words in answer.text


def test_the_same_form_sent_twice_records_each_file_once():
    client, request_id = signed_in(), uuid4()

    for _time in range(2):
        client.post(
            at("new"), {**TYPED, "request_id": request_id, "documents": [pdf_file("a.pdf"), pdf_file("b.pdf", "b")]}
        )

    assert Evidence.objects.count() == 2


def test_a_file_recorded_before_is_said_to_be():
    client = signed_in()
    factory.file(title="The first")

    page = client.post(at("new"), {**TYPED, "documents": [pdf_file("again.pdf")]}, follow=True)

    assert "The first" in page.text


def test_no_file_at_all_is_said_at_the_field():
    answer = signed_in().post(at("new"), TYPED)

    assert answer.status_code == 422
    assert "documents" in answer.context["form"].errors


def test_a_file_past_the_limit_is_left_on_the_line_and_the_rest_of_the_form_kept(monkeypatch):
    monkeypatch.setattr("commitments.evidence.upload_handler.FILE_LIMIT", 200_000)
    big = SimpleUploadedFile("big.pdf", factory.pdf() + b"x" * 300_000)

    answer = signed_in().post(at("new"), {**TYPED, "dated_on": "2020-02-02", "documents": [pdf_file("small.pdf"), big]})

    assert answer.status_code == 422
    assert "big.pdf" in answer.text
    assert "2020-02-02" in answer.text
    assert Evidence.objects.get().title == "small"


def test_more_files_than_are_taken_at_a_time_are_named(monkeypatch):
    monkeypatch.setattr("commitments.evidence.upload_handler.MOST_FILES", 2)
    files = [pdf_file(f"{n}.pdf", str(n)) for n in range(3)]

    answer = signed_in().post(at("new"), {**TYPED, "documents": files})

    assert {each.title for each in Evidence.objects.all()} == {"0", "1"}
    assert "2.pdf" in answer.text


def test_the_form_is_refused_without_its_token():
    client = Client(enforce_csrf_checks=True)
    client.force_login(person("focal_point", "THA"))

    answer = client.post(at("new"), {**TYPED, "documents": [pdf_file()]})

    assert answer.status_code == 403
    assert not Evidence.objects.exists()


@pytest.mark.parametrize("link", ["javascript:alert(1)", "https://user:secret@example.org/x", "not a link"])
def test_a_bad_link_is_refused_at_its_field_and_stays_typed(link):
    answer = signed_in().post(f"{at('new')}?as=link", {**TYPED, "title": "Law", "url": link})

    assert answer.status_code == 422
    assert "url" in answer.context["form"].errors
    assert 'href="javascript' not in answer.text.lower()


def test_a_link_and_a_paper_already_supplied_are_recorded():
    client = signed_in()

    client.post(f"{at('new')}?as=link", {**TYPED, "title": "Law", "url": "https://example.org/law"})
    supplied = {
        "supplied_to": "Treaty review",
        "supplied_document": "Answers 2019",
        "dated_on": "2019-05-05",
        "language": "en",
    }
    client.post(f"{at('new')}?as=supplied", supplied)
    short = client.post(f"{at('new')}?as=supplied", {**supplied, "dated_on": ""})

    assert set(Evidence.objects.values_list("kind", "title")) == {("legislation", "Law"), ("supplied", "Answers 2019")}
    assert short.status_code == 422


def test_the_file_leaves_as_an_attachment_that_cannot_run_for_each_of_the_states_people():
    made = factory.file(name="Loi \u00ab nationale \u00bb.pdf")

    for role in ("focal_point", "clearance", "mission"):
        answer = signed_in(role).get(at("file", made))

        assert b"".join(answer.streaming_content) == factory.pdf()
        assert answer["Content-Disposition"].startswith("attachment;")
        assert "sandbox" in answer["Content-Security-Policy"]
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Content-Type"] == "application/pdf"


def test_the_file_does_not_exist_for_another_state_and_is_closed_to_all_others():
    made = factory.file()
    Evidence.objects.filter(pk=made.pk).update(audience="public")

    assert signed_in("focal_point", "KEN").get(at("file", made)).status_code == 404
    for role, code in (("officer", None), ("reader", "THA"), ("administrator", None), (None, None)):
        assert signed_in(role, code).get(at("file", made)).status_code == 403
    assert Client().get(at("file", made)).status_code == 302


def test_a_link_has_no_file():
    assert signed_in().get(at("file", factory.link())).status_code == 404


def test_a_file_that_was_changed_on_the_disk_or_is_gone_is_not_given_out():
    made = factory.file()
    stored = Path(settings.MEDIA_ROOT) / made.blob.path

    stored.write_bytes(factory.pdf("forged"))
    changed = signed_in().get(at("file", made))
    stored.unlink()
    gone = signed_in().get(at("file", made))

    assert changed.status_code == gone.status_code == 500
    assert b"%PDF" not in changed.content


def test_evidence_of_another_state_does_not_exist():
    made, foreign, stranger = factory.file(), action("KEN"), signed_in(code="KEN")

    for name in ("piece", "edit", "withdraw"):
        assert stranger.get(at(name, made)).status_code == 404
    for name in ("edit", "withdraw", "restore", "audience"):
        assert stranger.post(at(name, made), {}).status_code == 404
    both = {"evidence": made.public_id, "action": foreign.public_id}
    assert stranger.post(at("attach"), both).status_code == 404
    assert signed_in().post(at("attach"), both).status_code == 404
    assert signed_in().get(f"{at('new')}?action={foreign.public_id}").status_code == 404
    assert signed_in().post(at("attach"), {"evidence": "x", "action": "y"}).status_code == 404


def test_evidence_is_attached_detached_edited_withdrawn_and_restored_on_its_pages():
    client, made, shown = signed_in(), factory.file(), action()
    both = {"evidence": made.public_id, "action": shown.public_id}

    client.post(at("attach"), both)
    assert made.title in client.get(shown.get_absolute_url()).text
    client.post(at("detach"), both)
    client.post(at("edit", made), {**TYPED, "title": "New title", "version": 1})
    stale = client.post(at("edit", made), {**TYPED, "title": "Other title", "version": 1})
    client.post(at("withdraw", made), {"reason": "Old"})
    page = client.get(at("piece", made))
    client.post(at("restore", made))

    made.refresh_from_db()
    assert stale.status_code == 409
    assert "New title" in stale.text
    assert (made.title, made.is_withdrawn, made.actions.count()) == ("New title", False, 0)
    assert "Old" in page.text


def test_a_file_keeps_its_bytes_when_what_is_said_of_it_is_edited():
    made = factory.file()

    answer = signed_in().post(
        at("edit", made), {**TYPED, "title": "T", "version": 1, "url": "https://example.org", "blob": "9"}
    )

    made.refresh_from_db()
    assert answer.status_code == 302
    assert (made.url, made.blob.sha256) == ("", factory.file(words="").blob.sha256)


def test_the_list_is_filtered():
    client = signed_in()
    factory.file(title="Alpha", kind="report")
    factory.link(title="Beta")

    def titles(query: str) -> set[str]:
        return {each.title for each in client.get(f"{at('evidence')}?{query}").context["page"]}

    assert titles("") == {"Alpha", "Beta"}
    assert titles("q=beta") == {"Beta"}
    assert titles("kind=report") == {"Alpha"}
    assert titles("used=yes") == set()
    assert titles("state=withdrawn") == set()


def announce(client: Client, *, name: str = "law.pdf", size: int, **headers):
    import base64

    words = f"filename {base64.b64encode(name.encode()).decode()}"
    return client.post(
        f"{at('uploads')}?for=THA", headers={"Upload-Length": str(size), "Upload-Metadata": words, **headers}
    )


def send_piece(client: Client, address: str, offset: int, data: bytes):
    return client.patch(
        address, data, content_type="application/offset+octet-stream", headers={"Upload-Offset": str(offset)}
    )


def test_a_file_sent_in_pieces_is_recorded_with_the_form():
    client, data = signed_in(), factory.pdf("pieces")

    address = announce(client, size=len(data))["Location"]
    assert send_piece(client, address, 0, data[:10]).status_code == 204
    assert client.head(address)["Upload-Offset"] == "10"
    assert send_piece(client, address, 3, data[3:]).status_code == 409
    assert send_piece(client, address, 10, data[10:]).status_code == 204
    upload_id = address.rstrip("/").rpartition("/")[2]
    bad = client.post(at("new"), {**TYPED, "dated_on": "when?", "upload": [upload_id]})
    client.post(at("new"), {**TYPED, "upload": [upload_id]})
    client.post(at("new"), {**TYPED, "upload": [upload_id]})

    assert upload_id in bad.text  # a slow line sends it once, whatever else was wrong
    assert Evidence.objects.get().title == "law"


def test_an_upload_of_another_person_cannot_be_seen_continued_or_recorded():
    owner, data = signed_in(), factory.pdf()
    address = announce(owner, size=len(data))["Location"]
    send_piece(owner, address, 0, data)
    upload_id = address.rstrip("/").rpartition("/")[2]

    for other in (signed_in(), signed_in(code="KEN")):
        assert other.head(address).status_code == 404
        assert send_piece(other, address, 0, data).status_code == 404
        assert other.delete(address).status_code == 404
        assert other.post(at("new"), {**TYPED, "upload": [upload_id]}).status_code == 422
    assert not Evidence.objects.exists()


def test_an_upload_is_refused_before_its_bytes_are_sent():
    client = signed_in()

    assert announce(client, size=10**10).status_code == 413
    assert announce(client, size=0).status_code == 422
    assert announce(client, size=10, name="setup.exe").status_code == 422
    assert client.post(f"{at('uploads')}?for=THA", headers={"Upload-Length": "many"}).status_code == 400
    assert client.post(f"{at('uploads')}?for=KEN", headers={"Upload-Length": "5"}).status_code == 404
    assert announce(signed_in("mission"), size=10).status_code == 403


def test_an_upload_that_lies_about_its_type_is_refused_when_it_is_recorded():
    client, data = signed_in(), b"<html><script>x</script></html>"
    address = announce(client, size=len(data))["Location"]
    send_piece(client, address, 0, data)

    answer = client.post(at("new"), {**TYPED, "upload": [address.rstrip("/").rpartition("/")[2]]})

    assert answer.status_code == 422
    assert not Evidence.objects.exists()


def test_nothing_unreadable_in_the_form_makes_a_fault():
    sent = {
        "kind": "\x00",
        "language": "x" * 5000,
        "request_id": "no",
        "upload": ["no", str(uuid4())],
        "documents": io.BytesIO(b"x"),
    }

    assert signed_in().post(at("new"), sent).status_code == 422


def test_an_upload_begun_for_one_respondent_is_not_recorded_for_another():
    user, data = person("focal_point", "THA"), factory.pdf()
    designated(user, "focal_point", "KEN")
    client = Client()
    client.force_login(user)
    address = announce(client, size=len(data))["Location"]
    send_piece(client, address, 0, data)

    answer = client.post(f"{at('new')}?for=KEN", {**TYPED, "upload": [address.rstrip("/").rpartition("/")[2]]})

    assert answer.status_code == 422
    assert not Evidence.objects.exists()


@pytest.mark.parametrize("name", ["evidence", "actions"])
def test_a_longer_list_asks_the_database_no_more_often(name, django_assert_max_num_queries):
    client, by = signed_in(), actor("focal_point", "THA")
    address = at("evidence") if name == "evidence" else reverse("implementation:actions")
    made = [action(by=by, title=f"Action {n}", serves=("D17", "D21")) for n in range(30)]
    for n in range(30):
        services.attach_to_action(factory.link(by=by, title=f"Link {n}"), action=made[n], by=by, now=NOON)

    with django_assert_max_num_queries(20):
        answer = client.get(address)

    assert len(answer.context["page"]) == 30


def test_the_page_of_an_action_asks_the_database_no_more_often_for_more_evidence(django_assert_max_num_queries):
    client, by = signed_in(), actor("focal_point", "THA")
    made = action(by=by, serves=("D5", "D17", "D21"))
    for n in range(20):
        services.attach_to_action(factory.link(by=by, title=f"Link {n}"), action=made, by=by, now=NOON)

    with django_assert_max_num_queries(24):
        client.get(made.get_absolute_url())


def test_every_page_says_who_may_open_it():
    from commitments.evidence import urls

    assert all(getattr(each.callback, "access_rule", None) for each in urls.urlpatterns)


@pytest.mark.parametrize("address", ["/desk/actions/", "/desk/evidence/"])
def test_a_changed_filter_brings_the_panel_alone(address):
    client = signed_in()

    part = client.get(f"{address}?q=x", headers={"HX-Request": "true", "HX-Target": "panel"})
    whole = client.get(f"{address}?q=x")

    assert "<html" not in part.text
    assert 'id="panel"' not in part.text
    assert whole.text.count('id="panel"') == 1
    assert "HX-Target" in part["Vary"]
