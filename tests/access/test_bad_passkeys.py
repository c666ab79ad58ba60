"""Whatever is sent as a passkey is answered in words, by nobody and by everybody."""

import json

import pytest
from django.test import Client

from tests.factories.access import person

pytestmark = pytest.mark.django_db

NONSENSE = [
    "", "x", "{", "null", "1", "[]", "{}", '"words"', "[[]]", "\x00",
    json.dumps({"id": 1}), json.dumps({"id": "a", "rawId": "a", "type": "public-key", "response": []}),
    json.dumps({"id": "YQ", "rawId": "YQ", "type": "public-key", "response": {"userHandle": None}}),
    json.dumps({"id": "YQ", "rawId": "YQ", "type": "public-key", "clientExtensionResults": {}, "response": {
        "clientDataJSON": "YQ", "authenticatorData": "YQ", "signature": "YQ", "userHandle": "LTE"}}),
    json.dumps({"id": "YQ", "rawId": "YQ", "type": "public-key", "clientExtensionResults": {}, "response": {
        "clientDataJSON": "YQ", "attestationObject": "YQ"}}),
    json.dumps({"id": "é", "rawId": "é", "type": "x", "response": {"clientDataJSON": 1, "authenticatorData": {}, "signature": None}}),
    json.dumps({"response": {"userHandle": "OTk5OTk5OTk5OTk5OTk5OTk5OTk5"}}),
    pytest.param("[" * 100_000, id="deeper than anybody reads"),
    pytest.param('{"id":' * 5_000, id="as deep, and with names"),
]  # fmt: skip


@pytest.mark.parametrize("credential", NONSENSE)
@pytest.mark.parametrize("page", ["login", "add", "reauthenticate"])
def test_nonsense_as_a_passkey_is_refused_and_signs_nobody_in(page, credential):
    client = Client(raise_request_exception=False)
    if page != "login":
        client.force_login(person("officer"))
        client.get(f"/accounts/2fa/webauthn/{page}/")
    else:
        client.get("/accounts/2fa/webauthn/login/", headers={"accept": "application/json"})

    answer = client.post(f"/accounts/2fa/webauthn/{page}/", {"credential": credential, "name": "Key"})

    assert answer.status_code in (200, 302)
    assert page != "login" or "/accounts/login/" in client.get("/desk/")["Location"]
