"""The form in which somebody shows a receipt."""

from typing import Any

from django import forms
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

from commitments.receipts.presented import LARGEST, NotAReceipt, Presented, from_code, from_file


class VerifyForm(forms.Form):
    """A code, or the receipt itself; and, if wanted, a file of which it may hold the digest."""

    code = forms.CharField(
        label=_("Code of the receipt"), required=False, max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "dir": "ltr"}),
        help_text=_("64 digits and letters, as the receipt shows them."),
    )  # fmt: skip
    receipt = forms.FileField(
        label=_("Or the receipt itself"), required=False, allow_empty_file=True,
        help_text=_("The JSON or the PDF, as it was taken from this site."),
    )  # fmt: skip
    document = forms.FileField(
        label=_("A document that was sent with the reply"), required=False, allow_empty_file=True,
        help_text=_("If you want to know whether the receipt names it. Its digest is taken; it is not kept."),
    )  # fmt: skip

    def clean_receipt(self) -> Presented | None:
        """What the file says of itself."""
        given = self.cleaned_data["receipt"]
        if given is None:
            return None
        if given.size > LARGEST:
            raise forms.ValidationError(_("A receipt has at most %(size)s."), params={"size": filesizeformat(LARGEST)})
        return self._read(from_file, given.read())

    def clean(self) -> dict[str, Any]:
        """One of the two is needed; the file counts where both are given."""
        values: dict[str, Any] = super().clean() or {}
        if self.errors:
            return values
        values["shown"] = values["receipt"] or self._from_code(values["code"])
        return values

    def _from_code(self, typed: str) -> Presented | None:
        if not typed:
            self.add_error("code", _("Give the code, or the receipt itself."))
            return None
        try:
            return self._read(from_code, typed)
        except forms.ValidationError as refusal:
            self.add_error("code", refusal)
            return None

    @staticmethod
    def _read(reader: Any, given: Any) -> Presented:
        try:
            return reader(given)  # type: ignore[no-any-return]
        except NotAReceipt as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
