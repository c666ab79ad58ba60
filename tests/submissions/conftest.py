"""A cycle that asks Thailand and Kenya, and people who open pages of it.

Imports stand inside: this file is read before Django starts.
"""

from typing import Any

import pytest


@pytest.fixture
def cycle(db: None) -> Any:
    from tests.factories import submissions as make

    return make.cycle()


@pytest.fixture
def sign_in(request: pytest.FixtureRequest) -> Any:
    """A client of a new person in the role, for the State; a contributor is `given` paragraphs by their places."""
    from django.test import Client

    from tests.factories import access
    from tests.factories import submissions as make

    def signed_in(
        role: str = "focal_point", code: str | None = "THA", *, checks_tokens: bool = False, given: Any = ()
    ) -> Client:
        client, person = Client(enforce_csrf_checks=checks_tokens), access.person(role, code)
        client.force_login(person)
        if role == "contributor" and given:
            cycle = request.getfixturevalue("cycle")
            make.given(person, *(make.obligations(cycle)[place] for place in given), of=cycle)
        return client

    return signed_in


@pytest.fixture
def urls(cycle: Any) -> Any:
    """Addresses of Thailand's place in the cycle: by page, or of an answer by its place in the text."""
    from django.urls import reverse

    from tests.factories import submissions as make

    def url(name: str | int, code: str = "THA") -> str:
        if isinstance(name, str):
            return reverse(f"submissions:{name}", args=[code, cycle.slug])
        asked = make.obligations(cycle)[name]
        return reverse("submissions:answer", args=[code, cycle.slug, asked.instrument.slug, asked.reference])

    return url
