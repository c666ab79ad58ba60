"""The controls that are built of strings are those that Django's templates give."""

import re

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from django.utils.safestring import mark_safe

from commitments.web.widgets import MADE, StringRenderer

NASTY = '"><script>alert(1)</script>&amp;'
CHOICES = [("", "Choose …"), (1, NASTY), ("Group <of> two", [("a", mark_safe("<b>a</b>")), (NASTY, "b")])]


class Every(forms.Form):
    """A form with each kind of control."""

    words = forms.CharField(help_text="Hint")
    number = forms.IntegerField(min_value=0, required=False)
    address = forms.URLField(assume_scheme="https")
    mail = forms.EmailField()
    hidden = forms.IntegerField(widget=forms.HiddenInput)
    day = forms.DateField(widget=forms.DateInput({"type": "date"}))
    long = forms.CharField(widget=forms.Textarea({"dir": "auto", "title": NASTY}), required=False)
    tick = forms.BooleanField()
    one = forms.ChoiceField(choices=CHOICES)
    radio = forms.ChoiceField(choices=CHOICES, widget=forms.RadioSelect({"class": NASTY}), required=False)
    many = forms.MultipleChoiceField(choices=CHOICES, widget=forms.CheckboxSelectMultiple)
    several = forms.MultipleChoiceField(choices=CHOICES)
    file = forms.FileField()


TYPED = {
    "empty": {},
    "filled": {"words": NASTY, "number": "3", "hidden": "7", "day": "2026-11-27", "long": NASTY, "tick": "on", "one": "1",
               "radio": "a", "many": ["a", NASTY], "several": ["1", "a"], "mail": "x@example.org", "address": "https://x"},
    "wrong": {"number": "three", "day": "soon", "one": "none of these", "long": "two\nlines  of spaces"},
}  # fmt: skip


def shown(form, name):
    bound = form[name]
    parts = [str(bound), *(part.tag(wrap_label) for part in bound.subwidgets for wrap_label in (False, True))]
    return [part.strip() if part.startswith("<textarea") else re.sub(r">\s+", ">", part).strip() for part in parts]


@pytest.mark.parametrize("name", Every.base_fields)
@pytest.mark.parametrize("typed", TYPED)
def test_a_control_is_as_django_gives_it(typed, name):
    ours, theirs = (
        Every(TYPED[typed] or None, renderer=renderer) for renderer in (StringRenderer(), DjangoTemplates())
    )

    assert shown(ours, name) == shown(theirs, name)


def test_what_is_named_are_templates_that_django_has():
    for name in MADE:
        assert DjangoTemplates().get_template(name)
