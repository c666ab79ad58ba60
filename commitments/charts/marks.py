"""SVG elements as escaped strings: attributes and classes only, no style, no script, no address that could run."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from html import escape

from django.utils.safestring import SafeString

_OWN_ADDRESS = re.compile(r"(/(?![/\\])|\?|#)[^\s\\<>\"'\x00-\x1f]*")
_CLASS = re.compile(r"[A-Za-z0-9_-]+( [A-Za-z0-9_-]+)*")
_NAME = re.compile(r"[a-z][A-Za-z0-9_-]*")


def element(name: str, *children: str | SafeString, **attributes: object) -> SafeString:
    """An element; texts and values are escaped, underscores in names of attributes become hyphens, None is left out."""
    written = "".join([_attribute(key, value) for key, value in attributes.items() if value is not None])
    inside = "".join([child if type(child) is SafeString else escape(str(child)) for child in children])
    return SafeString(f"<{name}{written}>{inside}</{name}>")


def joined(parts: Iterable[SafeString]) -> SafeString:
    return SafeString("".join(parts))


def link(href: str, label: str, *children: SafeString) -> SafeString:
    """The children as a link with this name for those who cannot see them; no link for an address that is not ours."""
    address = own_address(href)
    if not address:
        return joined(children)
    return element("a", *children, href=address, aria_label=label)


def own_address(href: str) -> str:
    """The address if it leads into this site, else nothing."""
    return href if _OWN_ADDRESS.fullmatch(href) else ""


def safe_class(word: str) -> str:
    """A word of the program as a class; anything else becomes `other`."""
    return word if _CLASS.fullmatch(word) else "other"


def percent(value: float) -> str:
    """A place across the drawing: it is as wide as its frame, its letters keep their size."""
    return f"{value:.3f}".rstrip("0").rstrip(".") + "%"


def number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


def drawing(
    key: str, *children: SafeString, title: str, description: str, height: float, rtl: bool, interactive: bool
) -> SafeString:
    """The whole drawing with its name and description. One with links is a group, as an image would hide them."""
    named = f"{safe_class(key)}-title"
    described = f"{safe_class(key)}-description"
    return element(
        "svg",
        element("title", title, id=named),
        element("desc", description, id=described),
        *children,
        xmlns="http://www.w3.org/2000/svg",
        **{"class": "chart"},
        role="group" if interactive else "img",
        aria_labelledby=named,
        aria_describedby=described,
        width="100%",
        height=number(height),
        direction="rtl" if rtl else None,
    )


def _attribute(key: str, value: object) -> str:
    return f' {_name(key)}="{value if type(value) is int else escape(str(value))}"'


@cache
def _name(key: str) -> str:
    name = key.replace("_", "-")
    if not _NAME.fullmatch(name) or name == "style" or name.startswith("on"):
        raise ValueError(f"not an attribute of a drawing: {name}")
    return name
