"""Pages as pieces: sent compressed they are what they are sent plain, and what is one person's is in no kept piece."""

import gzip
import re

import pytest
from django.http import HttpResponse
from django.template import Context, Template
from django.test import Client, RequestFactory

from commitments.access import revalidation
from commitments.web import kept
from commitments.web.personal import split
from commitments.web.printed import LONGEST_STORED, CompressionMiddleware, Printed, PrintedResponse
from tests.factories import submissions as make
from tests.factories.access import person

MASKED = re.compile(rb"[A-Za-z0-9]{64}")  # a token is masked anew for each request
LONG = "words and “words” " * LONGEST_STORED


def sent(response: HttpResponse, **headers: str) -> HttpResponse:
    request = RequestFactory().get("/", headers=headers)
    return CompressionMiddleware(lambda _request: response)(request)


def page(*pieces: Printed) -> PrintedResponse:
    return PrintedResponse(pieces, status=200, headers={"Content-Type": "text/html; charset=utf-8"})


@pytest.mark.parametrize(
    "pieces",
    [
        [Printed("")],
        [Printed("one"), Printed("two", personal=True), Printed("three")],
        [Printed(LONG), Printed(LONG, personal=True), Printed("end")],
        [Printed("", personal=True), Printed(LONG[:LONGEST_STORED], personal=True)],
    ],
)
def test_a_page_of_pieces_is_the_same_compressed_and_plain(pieces):
    whole = "".join(piece.plain.decode() for piece in pieces)

    plain, compressed = sent(page(*pieces)), sent(page(*pieces), accept_encoding="gzip, br")

    assert plain.content.decode() == whole
    assert gzip.decompress(compressed.content).decode() == whole
    assert compressed.headers["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in plain.headers
    for answer in (plain, compressed):
        assert int(answer.headers["Content-Length"]) == len(answer.content) == len(b"".join(answer))
        assert "Accept-Encoding" in answer.headers["Vary"]


def test_a_piece_is_compressed_once_and_what_is_personal_never():
    shared, own = Printed("shared " * 100), Printed("secret " * 100, personal=True)

    first, second = (sent(page(shared, own), accept_encoding="gzip").content for _ in range(2))

    assert shared.blocks is shared.blocks
    assert own.plain in first
    assert len({len(sent(page(shared), accept_encoding="gzip").content) for _ in range(20)}) > 1
    assert gzip.decompress(first) == gzip.decompress(second)


def test_what_is_no_page_of_pieces_is_compressed_as_before():
    answer = sent(HttpResponse("words " * 100), accept_encoding="gzip")

    assert gzip.decompress(answer.content) == b"words " * 100


def test_pieces_are_laid_into_a_page_that_is_kept_and_written_out_in_any_other():
    pieces, request = [Printed("<i>one</i>"), Printed("<i>two</i>")], RequestFactory().get("/")
    template = Template("before {% laid pieces %} after")

    written = template.render(Context({"pieces": pieces, "request": request}))
    request.leaves_holes = []
    with_holes = template.render(Context({"pieces": pieces, "request": request}))

    assert written == "before <i>one</i><i>two</i> after"
    assert [piece.plain for piece in split(with_holes, request.leaves_holes)] == [
        b"before ", b"<i>one</i>", b"<i>two</i>", b" after",
    ]  # fmt: skip
    assert split(with_holes, request.leaves_holes)[1] is pieces[0]


@pytest.mark.django_db
def test_a_page_is_the_same_compressed_and_plain_and_nothing_of_a_person_is_in_any_piece_that_is_kept():
    make.sent("THA")
    revalidation.PAGES.clear()
    kept.MARKUP.clear()
    somebody = person("officer")
    client = Client()
    client.force_login(somebody)
    addresses = ("/", "/dashboard/", "/dashboard/matrix/?group=all", "/states/THA/")

    for address in addresses:
        client.get(address)
        plain, compressed = client.get(address), client.get(address, headers={"accept-encoding": "gzip"})
        assert MASKED.sub(b"", gzip.decompress(compressed.content)) == MASKED.sub(b"", plain.content)
        assert somebody.name.encode() in plain.content

    pieces = [piece.plain for piece, _weight in kept.MARKUP._values.values() if isinstance(piece, Printed)]
    assert len(pieces) > len(addresses)
    assert not any(somebody.name.encode() in piece or b"csrfmiddlewaretoken" in piece for piece in pieces)
