"""One writer for each format, all with the same signature: the same content in, a whole file out."""

from collections.abc import Callable

from django.db import models
from django.utils.translation import gettext_lazy as _

from commitments.documents.content import Document
from commitments.documents.printed import printed
from commitments.documents.word import written


class Format(models.TextChoices):
    """The formats, by the end of a file's name."""

    DOCX = "docx", _("Word (DOCX)")
    PDF = "pdf", _("PDF")


WRITERS: dict[Format, Callable[[Document], bytes]] = {Format.DOCX: written, Format.PDF: printed}
