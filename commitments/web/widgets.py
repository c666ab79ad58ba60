"""The controls of forms as markup built of strings: a form of fifteen fields took a third of its page's time.

The same as Django's own templates give, but for spaces between elements; a test compares. Whatever is not
named here Django renders.
"""

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.forms.renderers import DjangoTemplates
from django.http import HttpRequest
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString

Widget = Mapping[str, Any]


def day_input(**attributes: str) -> forms.DateInput:
    """A day as the browser's own field takes it, written YYYY-MM-DD."""
    return forms.DateInput({"type": "date", **attributes}, format="%Y-%m-%d")


class StringRenderer(DjangoTemplates):
    """Renders the controls named here by functions, and everything else by Django's templates."""

    def render(self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None) -> str:
        """The markup of a control, or of a whole form."""
        make = MADE.get(template_name)
        if make is None:
            return super().render(template_name, context, request)
        return SafeString(make(context["widget"]))


def _attributes(said: Mapping[str, Any]) -> str:
    return "".join(
        f" {name}" if value is True else f' {name}="{conditional_escape(value)}"'
        for name, value in said.items()
        if value is not False
    )


def _input(widget: Widget) -> str:
    said = {"type": widget["type"], "name": widget["name"], "value": widget["value"]}
    own = {name: str(value) for name, value in said.items() if value is not None}
    return f"<input{_attributes(own)}{_attributes(widget['attrs'])}>"


def _text(widget: Widget) -> str:
    said = conditional_escape(widget["value"] or "")
    return f'<textarea name="{conditional_escape(widget["name"])}"{_attributes(widget["attrs"])}>\n{said}</textarea>'


def _select(widget: Widget) -> str:
    groups = "".join(
        f'<optgroup label="{conditional_escape(name)}">{_each(_option, options)}</optgroup>'
        if name
        else _each(_option, options)
        for name, options, _place in widget["optgroups"]
    )
    return f'<select name="{conditional_escape(widget["name"])}"{_attributes(widget["attrs"])}>{groups}</select>'


def _option(widget: Widget) -> str:
    said = {"value": str(widget["value"])} | widget["attrs"]
    return f"<option{_attributes(said)}>{conditional_escape(widget['label'])}</option>"


def _choices(widget: Widget) -> str:
    said = {name: widget["attrs"].get(name) for name in ("id", "class")}
    inside = "".join(
        f"<div><label>{conditional_escape(name)}</label>{_each(_row, options)}</div>" if name else _each(_row, options)
        for name, options, _place in widget["optgroups"]
    )
    return f"<div{_attributes({name: value for name, value in said.items() if value})}>{inside}</div>"


def _row(widget: Widget) -> str:
    return f"<div>{_choice(widget)}</div>"


def _choice(widget: Widget) -> str:
    """A tick or a radio; where Django says so, within its label."""
    if not widget.get("wrap_label"):
        return _input(widget)
    of = {"for": widget["attrs"]["id"]} if widget["attrs"].get("id") else {}
    return f"<label{_attributes(of)}>{_input(widget)} {conditional_escape(widget['label'])}</label>"


def _each(make: Callable[[Widget], str], widgets: list[Widget]) -> str:
    return "".join(map(make, widgets))


FOLDER = "django/forms/widgets"
MADE: dict[str, Callable[[Widget], str]] = {
    f"{FOLDER}/{name}.html": make
    for make, names in (
        (_input, "input text number email url hidden date checkbox"),
        (_text, "textarea"),
        (_select, "select"),
        (_option, "select_option"),
        (_choices, "radio checkbox_select multiple_input"),
        (_choice, "radio_option checkbox_option input_option"),
    )
    for name in names.split()
}
