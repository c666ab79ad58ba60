"""A file leaves as an attachment that cannot run, under a name that steers nothing."""

import io

import pytest

from commitments.files.serving import serve_attachment


def served(name: str = "law.pdf", content_type: str = "application/pdf") -> dict[str, str]:
    return dict(
        serve_attachment(io.BytesIO(b"x"), name=name, content_type=content_type, size=1, sha256="a" * 64).items()
    )


def test_a_file_is_an_attachment_in_a_sandbox_and_is_not_guessed_at_or_kept() -> None:
    headers = served()

    assert headers["Content-Disposition"].startswith("attachment; ")
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert headers["Cache-Control"] == "private, no-store"
    assert headers["Content-Length"] == "1"


@pytest.mark.parametrize(
    "content_type", ["text/html", "image/svg+xml", "application/xhtml+xml", "", "text/html\r\nX: y"]
)
def test_a_type_that_could_run_is_given_as_bytes_without_a_meaning(content_type: str) -> None:
    assert served(content_type=content_type)["Content-Type"] == "application/octet-stream"


def test_a_name_in_any_letters_is_given_twice_and_cannot_break_the_header() -> None:
    header = served(name='../قانون"\r\nSet-Cookie: x=1; .pdf')["Content-Disposition"]

    assert "\r" not in header
    assert "\n" not in header
    assert header.count('"') == 2
    assert "filename*=UTF-8''" in header
    assert header.isascii()


def test_a_plain_name_stays_as_it_is() -> None:
    assert served()["Content-Disposition"] == "attachment; filename=\"law.pdf\"; filename*=UTF-8''law.pdf"
