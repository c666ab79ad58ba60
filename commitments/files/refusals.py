"""Why a file is not taken or not given: every refusal is one sentence for the person who sent or asked for it."""

from __future__ import annotations

import errno
from datetime import datetime

from django.template.defaultfilters import filesizeformat
from django.utils.formats import date_format
from django.utils.translation import gettext as _


class FileRefused(Exception):
    """The file was not kept; nothing of it was written. The text is for people."""


class EmptyFile(FileRefused):
    """Not one byte."""

    def __init__(self) -> None:
        super().__init__(_("The file is empty. Please choose the file again; nothing was kept."))


class TooLarge(FileRefused):
    """More than the limit that the caller set."""

    def __init__(self, limit: int) -> None:
        super().__init__(
            _("The file is larger than %(limit)s. Please send a smaller file, or a link to it; nothing was kept.")
            % {"limit": filesizeformat(limit)}
        )


class TypeNotAccepted(FileRefused):
    """Content that is none of the accepted kinds, or could run."""


class NameLies(FileRefused):
    """The ending of the name says one type, the content is another."""


class NoRoom(FileRefused):
    """The disk is full, or a quota is used up."""

    def __init__(self) -> None:
        super().__init__(
            _("There is no room left to keep the file. Nothing was kept; please tell the people who run this site.")
        )


class StorageFailed(FileRefused):
    """The disk refused in another way."""

    def __init__(self) -> None:
        super().__init__(_("The file could not be written. Nothing was kept; please try again in a minute."))


class FileRemoved(FileRefused):
    """It was here once, and was lawfully removed."""

    def __init__(self, removed_at: datetime) -> None:
        day = date_format(removed_at, "DATE_FORMAT")
        super().__init__(_("The content of this file was lawfully removed on %(day)s and is not kept.") % {"day": day})


FULL = frozenset((errno.ENOSPC, errno.EDQUOT, errno.EFBIG))


def refusal_of(failure: OSError) -> FileRefused:
    """What the operating system says, as a refusal: no room, or something else."""
    return NoRoom() if failure.errno in FULL else StorageFailed()


class FileMissing(Exception):
    """Recorded, and not there."""

    def __init__(self) -> None:
        super().__init__(_("The file is recorded but is not in the store. Please tell the people who run this site."))


class FileDamaged(Exception):
    """There, and not what was recorded."""

    def __init__(self) -> None:
        super().__init__(
            _("The stored file is not the one that was recorded: its digest differs. It is not given out.")
        )
