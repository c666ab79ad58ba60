"""Files of a form as they come in: what is too much is left on the line, so that no disk or memory fills."""

from collections.abc import Callable
from contextlib import suppress
from functools import wraps
from typing import Any, NoReturn

from django.core.files.uploadhandler import FileUploadHandler, SkipFile, TemporaryFileUploadHandler
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from commitments.evidence.rules import ALL_FILES_LIMIT, FILE_LIMIT, MOST_FILES
from commitments.files.naming import safe_name
from commitments.files.refusals import refusal_of

View = Callable[..., HttpResponseBase]


class LimitedUpload(FileUploadHandler):
    """Stands before the handler that writes; a file past a limit is skipped, the rest of the form is kept."""

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self.files = self.of_this = self.of_all = 0
        self.skipped: list[tuple[str, str]] = []

    def new_file(self, *args: Any, **options: Any) -> None:
        """A further file begins."""
        super().new_file(*args, **options)
        self.files, self.of_this = self.files + 1, 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:  # noqa: ARG002 (Django asks for it)
        """Pass the piece on, or skip the file when it is one too many."""
        self.of_this += len(raw_data)
        self.of_all += len(raw_data)
        if self.files > MOST_FILES or self.of_this > FILE_LIMIT or self.of_all > ALL_FILES_LIMIT:
            # Here and not in new_file: Django then closes the file of the handler behind, which must be this one.
            words = _("The file is too large, or more files were sent than are taken at a time. It was not kept.")
            self.skip(words)
        return raw_data

    def skip(self, words: str) -> NoReturn:
        """Leave the rest of this file on the line; its sender reads why."""
        self.skipped.append((safe_name(self.file_name or ""), words))
        raise SkipFile

    def file_complete(self, file_size: int) -> None:
        """Another handler keeps the file."""


class KeptAside(TemporaryFileUploadHandler):
    """Writes what comes to a file of the moment; a file that finds no room is skipped, and it says why."""

    def __init__(self, request: HttpRequest, limited: LimitedUpload) -> None:
        super().__init__(request)
        self.limited = limited

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Keep the piece, down to the disk: what cannot be kept is known now, and not when the file is closed."""
        try:
            super().receive_data_chunk(raw_data, start)
            self.file.flush()
        except OSError as failure:
            with suppress(OSError):
                self.file.close()
            self.limited.skip(str(refusal_of(failure)))


def limited_uploads(view: View) -> View:
    """Read the form's files through LimitedUpload; `request.skipped_files` names those left out, each with the reason.

    The token is checked inside, after the handlers are set: the form may not be read before.
    """
    protected = csrf_protect(view)

    @csrf_exempt
    @wraps(view)
    def limited(request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        handler = LimitedUpload(request)
        request.upload_handlers = [handler, KeptAside(request, handler)]
        request.skipped_files = handler.skipped
        return protected(request, *args, **kwargs)

    return limited
