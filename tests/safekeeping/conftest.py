"""Places for backups: a folder to write to, an empty database with an empty media folder to restore into, keys.

Imports stand inside: this file is read before Django starts.
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests import conftest as whole


@pytest.fixture(autouse=True)
def own_settings(settings: Any, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    """The programs of the server that the tests run, no key, files of seals and removals for this test alone."""
    settings.POSTGRES_BIN = str(whole.SERVICES.start().server.folder)
    settings.BACKUP_KEY = ""
    settings.SEALS_FILE = str(tmp_path / "seals.txt")
    removals = tmp_path_factory.mktemp("elsewhere") / "removals.txt"
    removals.touch()
    settings.REMOVALS_FILE = str(removals)


@pytest.fixture
def empty_place(
    committed_db: str, settings: Any, tmp_path: Path
) -> Iterator[Callable[[], AbstractContextManager[str]]]:
    """Enter it and the program works on an empty database and folder; leave it and it is back where it was."""
    made: list[str] = []

    @contextmanager
    def entered() -> Iterator[str]:
        name, media = f"{committed_db}_{len(made)}", settings.MEDIA_ROOT
        made.append(name)
        with whole.SERVICES.start().connect("postgres") as connection:
            whole.SERVICES.start().create_database(connection, name)
        whole._switch_connections(name)
        settings.MEDIA_ROOT = str(tmp_path / f"media-{name}")
        try:
            yield name
        finally:
            settings.MEDIA_ROOT = media
            whole._switch_connections(committed_db)

    yield entered
    for name in made:
        whole.SERVICES.drop(name)


@pytest.fixture
def key_file(tmp_path: Path) -> Path:
    """A new secret key, as age-keygen writes it."""
    from pyrage import x25519

    identity = x25519.Identity.generate()
    file = tmp_path / "key.txt"
    file.write_text(f"# public key: {identity.to_public()}\n{identity}\n")
    return file
