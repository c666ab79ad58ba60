"""What tests of the walls take away."""

from collections.abc import Iterator

import pytest
from django.apps import apps

from commitments.web.kept import MARKUP


@pytest.fixture
def without_the_first_wall(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Every queryset answers `visible_to` with all it has, and statements are built of it anew."""
    MARKUP.clear()
    for model in apps.get_app_config("commitments").get_models():
        kind = type(model._default_manager.all())
        if hasattr(kind, "visible_to"):
            monkeypatch.setattr(kind, "visible_to", lambda rows, _actor: rows.all())
    yield
    MARKUP.clear()
