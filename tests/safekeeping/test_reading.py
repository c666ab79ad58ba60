"""A backup that is not whole, or not one of ours, is refused in a sentence before anything is written."""

import io
import json
import tarfile

import pyrage
import pytest
from pyrage import x25519

from commitments.safekeeping.keys import Keys
from commitments.safekeeping.manifest import Closing
from commitments.safekeeping.reading import check
from commitments.safekeeping.refusals import NotWhole, SafekeepingRefused
from tests.safekeeping import archives

IDENTITY = x25519.Identity.generate()
KEYS = Keys((IDENTITY.to_public(),), (IDENTITY,))
NO_KEYS = Keys()
STEP = 97


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path / "media")


def read(whole: bytes, keys: Keys = NO_KEYS):
    return check(io.BytesIO(whole), keys)


@pytest.mark.parametrize("keys", [NO_KEYS, KEYS], ids=["plain", "encrypted"])
def test_a_whole_backup_says_what_is_in_it(keys):
    said = archives.manifest()

    found, closing = read(archives.backup_of(said, keys), keys)

    assert found == said
    assert closing.lacking == {}


@pytest.mark.parametrize("keys", [NO_KEYS, KEYS], ids=["plain", "encrypted"])
def test_a_backup_that_is_cut_anywhere_is_refused(keys):
    whole = archives.backup_of(archives.manifest(), keys)
    end = len(whole) - (0 if keys.recipients else 2 * tarfile.BLOCKSIZE)

    for length in range(0, end, STEP):
        with pytest.raises(NotWhole):
            read(whole[:length], keys)


@pytest.mark.parametrize("keys", [NO_KEYS, KEYS], ids=["plain", "encrypted"])
def test_a_changed_byte_is_refused_or_changes_nothing(keys):
    whole = archives.backup_of(archives.manifest(), keys)
    as_it_is, refused = read(whole, keys), 0

    for place in range(0, len(whole), STEP):
        changed = whole[:place] + bytes([whole[place] ^ 0x55]) + whole[place + 1 :]
        try:
            assert read(changed, keys) == as_it_is
        except SafekeepingRefused:
            refused += 1

    assert refused > 100


def test_what_follows_the_end_is_decrypted_to_its_end_too():
    said = archives.manifest()
    sealed = pyrage.encrypt(archives.backup_of(said) + bytes(3_000_000), [IDENTITY.to_public()])

    found, _ = read(sealed, KEYS)

    assert found == said
    with pytest.raises(NotWhole, match="does not decrypt to its end"):
        read(sealed[:-100], KEYS)


def test_the_wrong_key_is_refused():
    other = x25519.Identity.generate()

    with pytest.raises(SafekeepingRefused, match="sealed for another one"):
        read(archives.backup_of(archives.manifest(), KEYS), Keys((), (other,)))


def test_no_key_is_refused_with_the_way_to_give_one():
    with pytest.raises(SafekeepingRefused, match=r"give the secret key .* with --key-file or in BACKUP_KEY"):
        read(archives.backup_of(archives.manifest(), KEYS))


@pytest.mark.parametrize(
    "content",
    [b"", b"words", bytes(20_000), archives.tar_of(("a.txt", b"a")), archives.tar_of(("manifest.json", b"{}")),
     archives.tar_of(("manifest.json", b"[1]")), archives.tar_of(("manifest.json", b"no json")),
     archives.tar_of(("manifest.json", b'{"format": "commitments backup 1", "files": 3}')),
     archives.tar_of(("manifest.json", b""), kind=tarfile.SYMTYPE)],
    ids=["nothing", "words", "zeros", "another tar", "an empty manifest", "a list", "no json", "half", "a link"],
)  # fmt: skip
def test_what_is_no_backup_of_ours_is_refused(content):
    with pytest.raises(NotWhole, match="This is no backup of this program"):
        read(content)


def test_a_later_form_is_refused():
    with pytest.raises(NotWhole, match="a form that this program does not know"):
        read(archives.backup_of(archives.manifest(format="commitments backup 2")))


@pytest.mark.parametrize("path", ["../{0}", "/etc/{0}", "evidence/../../{0}", "evidence/THA/passwd", "evidence\\{0}"])
def test_a_file_outside_the_media_folder_is_refused(path):
    said = archives.manifest()
    file = next(iter(said.files.values()))
    members = archives.members_of(archives.backup_of(said))
    content = json.loads(members[0][1])
    content["files"] = {path.format(file.sha256): {"size": file.size, "sha256": file.sha256}}
    members[0] = ("manifest.json", json.dumps(content).encode())

    with pytest.raises(NotWhole, match="names a file at a place where none is kept"):
        read(archives.tar_of(*members))


@pytest.mark.parametrize("name", ["files/../../evil", "files/evidence/THA/" + "0" * 64])
def test_a_member_that_the_manifest_does_not_name_is_refused(name):
    *members, closing = archives.members_of(archives.backup_of(archives.manifest()))

    with pytest.raises(NotWhole, match="which it does not name"):
        read(archives.tar_of(*members, (name, b"evil"), closing))


def test_a_file_that_was_taken_out_is_refused():
    members = archives.members_of(archives.backup_of(archives.manifest()))
    del members[2]

    with pytest.raises(NotWhole, match="is not in the backup"):
        read(archives.tar_of(*members))


def test_a_database_of_another_backup_is_refused():
    members = archives.members_of(archives.backup_of(archives.manifest()))
    members[1] = (members[1][0], b"another")

    with pytest.raises(NotWhole, match="its database is not what its end says"):
        read(archives.tar_of(*members))


def test_files_that_were_lacking_at_the_backup_are_known_from_its_end():
    said = archives.manifest()
    gone = next(iter(said.files))
    (archives.Path(archives.settings.MEDIA_ROOT) / gone).unlink()

    _, closing = read(archives.backup_of(said))

    assert isinstance(closing, Closing)
    assert closing.lacking == {gone: "is missing"}
