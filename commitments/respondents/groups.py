"""The regional groups' names in the reader's language, by the code kept in the table."""

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

GROUP_NAMES: dict[str, StrOrPromise] = {
    "african": _("African States"),
    "asia-pacific": _("Asia-Pacific States"),
    "eastern-european": _("Eastern European States"),
    "latin-american-and-caribbean": _("Latin American and Caribbean States"),
    "western-european-and-others": _("Western European and other States"),
}
