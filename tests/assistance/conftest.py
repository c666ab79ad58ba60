"""A paragraph that a cycle asks, for papers to name.

Imports stand inside: this file is read before Django starts.
"""

from typing import Any

import pytest


@pytest.fixture
def asked(db: None) -> Any:
    from tests.factories import submissions as make

    return make.obligations(make.cycle())[0]
