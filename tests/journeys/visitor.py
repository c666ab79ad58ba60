"""A person at pages without a browser: reads them, types into fields by name, presses buttons by their words.

What stands in a form when it opens (tokens, digests, what was stored) is sent as a browser would send it; a field or
button that is not on the page cannot be used.
"""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urldefrag, urljoin

from django.test import Client
from lxml import html

from commitments.access.models import User

BUTTONS = {"submit", "button", "reset", "image"}
TICKED = {"checkbox", "radio"}
CONTROLS = "//input[@name] | //select[@name] | //textarea[@name]"


class Visitor:
    """Somebody with a browser of his own; signed in where `user` is given."""

    def __init__(self, user: User | None = None) -> None:
        self.client = Client(enforce_csrf_checks=True)
        self.user = user
        self.address, self.status, self.text = "", 0, ""
        self.content = b""
        if user:
            self.client.force_login(user)

    def opens(self, address: str) -> "Visitor":
        """Go to the page, as from a bookmark or by a link of the page."""
        found = urljoin(self.address, address)
        return self._arrive(found, self.client.get(found, follow=True))

    def follows(self, words: str) -> "Visitor":
        """Follow the first link with these words."""
        found = [each for each in self._links() if words in _words(each)]
        assert found, f"no link “{words}” at {self.address}:\n{self.text}"
        return self.opens(found[0].get("href"))

    def presses(self, words: str, **typed: Any) -> "Visitor":
        """Type into the form of the button with these words, and press it."""
        button = self._button(words)
        form = self._form_of(button)
        sent = self._sent(form, typed)
        if button.get("name"):
            sent[button.get("name")] = [button.get("value", "")]
        action = urljoin(self.address, button.get("formaction") or form.get("action") or urldefrag(self.address).url)
        send = self.client.post if form.get("method", "").lower() == "post" else self.client.get
        return self._arrive(action, send(action, sent, follow=True))

    def tries(self, address: str, **sent: Any) -> "Visitor":
        """Send to an address that the page offers no button for, with the token of the page."""
        token = self.client.cookies["csrftoken"].value
        found = urljoin(self.address, address)
        return self._arrive(found, self.client.post(found, {"csrfmiddlewaretoken": token, **sent}, follow=True))

    def offers(self, words: str) -> bool:
        """Whether the page has a button with these words."""
        return any(words in _label(each) for each in self._buttons())

    def reads(self, *words: str) -> "Visitor":
        """The page says all of this."""
        for each in words:
            assert each in self.text, f"“{each}” is not said at {self.address} ({self.status}):\n{self.text}"
        return self

    def ticks(self, name: str, words: str) -> str:
        """The value of the box or choice of that name whose label has these words."""
        for box in self.tree.xpath(f"//input[@name='{name}']"):
            label = self.tree.xpath(f"//label[@for='{box.get('id')}']") or box.xpath("ancestor::label")
            if label and words in _words(label[0]):
                return str(box.get("value"))
        for option in self.tree.xpath(f"//select[@name='{name}']/option"):
            if words in _words(option):
                return str(option.get("value"))
        raise AssertionError(f"no “{words}” to choose for {name} at {self.address}:\n{self.text}")

    def value(self, name: str) -> str:
        """What stands in the field."""
        return str(next(value for form in self.tree.forms for each, value in self._stands(form) if each == name))

    def _arrive(self, address: str, response: Any) -> "Visitor":
        steps = getattr(response, "redirect_chain", [])
        self.address = urljoin(address, steps[-1][0]) if steps else address
        self.status = response.status_code
        self.content = b"".join(response.streaming_content) if response.streaming else response.content
        if response.get("Content-Type", "").startswith("text/html"):
            self.tree = html.document_fromstring(self.content.decode())
            self.text = _words(self.tree.find("body"))
        return self

    def _links(self) -> list[Any]:
        return list(self.tree.xpath("//a[@href]"))

    def _buttons(self) -> list[Any]:
        return [each for each in self.tree.xpath("//button | //input") if _is_pressed(each)]

    def _button(self, words: str) -> Any:
        found = [each for each in self._buttons() if words in _label(each)]
        exact = [each for each in found if _label(each) == words]
        assert found, f"no button “{words}” at {self.address} ({self.status}):\n{self.text}"
        return (exact or found)[0]

    def _form_of(self, control: Any) -> Any:
        if control.get("form"):
            return self.tree.get_element_by_id(control.get("form"))
        return next(control.iterancestors("form"), None)

    def _sent(self, form: Any, typed: dict[str, Any]) -> dict[str, Any]:
        names = {each.get("name") for each in self.tree.xpath(CONTROLS) if self._form_of(each) is form}
        assert set(typed) <= names, f"no field {set(typed) - names} at {self.address}: {names}"
        sent: dict[str, Any] = {}
        for name, value in self._stands(form):
            sent.setdefault(name, []).append(value)
        return {**sent, **typed}

    def _stands(self, form: Any) -> Iterator[tuple[str, str]]:
        for each in self.tree.xpath(CONTROLS):
            if self._form_of(each) is form and each.get("disabled") is None:
                yield from ((each.get("name"), value) for value in _values(each))


def _values(control: Any) -> list[str]:
    if control.tag == "select":
        options = control.xpath(".//option")
        chosen = [each for each in options if each.get("selected") is not None]
        chosen = chosen or ([] if control.get("multiple") is not None else options[:1])
        return [each.get("value", _words(each)) for each in chosen]
    if control.tag == "textarea":
        return [(control.text or "").removeprefix("\n")]
    kind = control.get("type", "text")
    if kind in TICKED:
        return [control.get("value", "on")] if control.get("checked") is not None else []
    return [] if kind == "file" or kind in BUTTONS else [control.get("value", "")]


def _is_pressed(control: Any) -> bool:
    return str(control.get("type", "submit" if control.tag == "button" else "text")) == "submit"


def _label(button: Any) -> str:
    return _words(button) or str(button.get("value", ""))


def _words(element: Any) -> str:
    return " ".join(element.text_content().split())
