"""Keys come from a file or the environment; what is none is refused, and is never shown."""

import pytest
from pyrage import x25519

from commitments.safekeeping.keys import read_keys
from commitments.safekeeping.refusals import SafekeepingRefused


def test_without_a_key_nothing_is_encrypted(settings):
    settings.BACKUP_KEY = ""

    assert read_keys(None).recipients == ()


def test_a_file_as_age_keygen_writes_it_seals_and_opens(key_file):
    keys = read_keys(key_file)

    assert (len(keys.recipients), len(keys.identities)) == (1, 1)


def test_public_keys_in_the_environment_seal_and_do_not_open(settings):
    settings.BACKUP_KEY = " ".join(str(x25519.Identity.generate().to_public()) for _ in range(2))

    keys = read_keys(None)

    assert (len(keys.recipients), len(keys.identities)) == (2, 0)


def test_a_file_comes_before_the_environment(settings, key_file):
    settings.BACKUP_KEY = "nonsense"

    assert read_keys(key_file).identities


@pytest.mark.parametrize(
    ("words", "refusal"),
    [("password", "is no age key"), ("AGE-SECRET-KEY-1QQQ", "is damaged"), ("# only a comment\n", "holds no key")],
)
def test_what_is_no_key_is_refused_and_not_shown(tmp_path, words, refusal):
    (tmp_path / "key").write_text(words)

    with pytest.raises(SafekeepingRefused, match=refusal) as said:
        read_keys(tmp_path / "key")

    assert words not in str(said.value)


@pytest.mark.parametrize("name", ["nowhere", "."])
def test_a_file_that_cannot_be_read_is_named(tmp_path, name):
    with pytest.raises(SafekeepingRefused, match="cannot be read"):
        read_keys(tmp_path / name)
