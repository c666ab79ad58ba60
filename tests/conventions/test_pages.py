"""What no linter knows of the pages: every word can be translated, no template is left over, names agree."""

import inspect
import re
from pathlib import Path
from typing import Any

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from tracker.env import ROOT

TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
TWO_LETTERS = re.compile(r"[^\W\d_]{2,}")
MARKED = re.compile(
    r"\{% *comment.*?%\}.*?\{% *endcomment *%\}|\{#.*?#\}"
    r"|\{% *blocktrans(?:late)?\b.*?%\}.*?\{% *endblocktrans(?:late)? *%\}"
    r"|<(?:script|style|code|kbd|pre)\b.*?</(?:script|style|code|kbd|pre)>"
    r"|<span lang=\"en\".*?</span>",  # a citation as the United Nations prints it
    re.DOTALL,
)
TAGS = re.compile(r"\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
SPOKEN = re.compile(r"\s(?:title|alt|placeholder|aria-label|aria-description|label)=\"([^\"]*)\"")
EVERYWHERE = re.compile(r"\b(?:UTC|SHA-256|PDF|CSV|XLSX|JSON)\b|&\w+;")
"""The same in every language."""
SAMPLE_WORDS = {
    "templates/commitments/web/styleguide.html": "names of components and tokens, for those who build pages"
}
FOUND_BY_NAME = {
    "400.html": "Django's own name", "403.html": "Django's own name", "404.html": "Django's own name",
    "500.html": "Django's own name", "403_csrf.html": "Django's own name",
    "429.html": "django-allauth's own name",
}  # fmt: skip
OF_ALLAUTH = ("account/", "allauth/", "mfa/", "usersessions/")
"""Templates that django-allauth looks for by name."""
THIRD_PARTY = ("accounts/", "administration/")


def relative(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("template", TEMPLATES, ids=relative)
def test_every_word_of_a_template_can_be_translated(template):
    if relative(template) in SAMPLE_WORDS:
        return
    source = MARKED.sub(" ", template.read_text())

    bare = EVERYWHERE.sub(" ", TAGS.sub("", source))
    text, spoken = re.sub(r"<[^<>]*>", "\n", bare), SPOKEN.findall(bare)

    assert [words.strip() for words in (*text.split("\n"), *spoken) if TWO_LETTERS.search(words)] == []


def test_every_template_is_used():
    code = "\n".join(
        path.read_text() for folder in ("commitments", "tracker") for path in (ROOT / folder).rglob("*.py")
    )
    pages = {path: path.read_text() for path in TEMPLATES}
    left_over = []

    for template in TEMPLATES:
        name = str(template.relative_to(ROOT / "templates"))
        if name in FOUND_BY_NAME or name.startswith(OF_ALLAUTH):
            continue
        here, short = f"{template.parent.name}/{template.name}", template.name
        others = any(name in text for path, text in pages.items() if path != template)
        if not (others or name in code or re.search(rf"(?:HERE\}}|/|\"){re.escape(short)}", code) or here in code):
            left_over.append(name)

    assert [name for name in left_over if not _named_by_parts(name, code)] == []


def _named_by_parts(name: str, code: str) -> bool:
    """Whether a view names its page by its last word (`_render(request, "dashboard", …)`)."""
    return re.search(rf"render\w*\([^)]*\"{re.escape(Path(name).stem)}\"", code) is not None


def routes(patterns: list[Any], before: str = "", space: str = "") -> list[tuple[str, Any]]:
    """Name and view of every route of ours."""
    found: list[tuple[str, Any]] = []
    for pattern in patterns:
        address = before + str(pattern.pattern)
        if address.startswith(THIRD_PARTY):
            continue
        if isinstance(pattern, URLResolver):
            found += routes(pattern.url_patterns, address, pattern.namespace or space)
        elif isinstance(pattern, URLPattern):
            found.append((f"{space}:{pattern.name}" if space else str(pattern.name), pattern.callback))
    return found


def test_a_view_and_its_address_share_one_word():
    named = {name: inspect.unwrap(view).__name__ for name, view in routes(get_resolver().url_patterns)}

    assert {name: view for name, view in named.items() if name.rpartition(":")[2] != view} == {}


def test_a_page_has_the_word_of_its_view():
    pages = {
        str(path.relative_to(ROOT / "templates" / "commitments"))
        for path in (ROOT / "templates/commitments").rglob("*.html")
    }
    named = {name.replace(":", "/") + ".html" for name, _ in routes(get_resolver().url_patterns)}
    whole = {page for page in pages if not Path(page).name.startswith("_")}

    assert {page for page in whole - named if page not in NOT_BY_A_ROUTE} == set()


NOT_BY_A_ROUTE = {
    "access/organization_again.html": "its address is under accounts/, beside the pages of the library",
    "access/appointments.html": "its address is under accounts/, beside the pages of the library",
    "calls/preview.html": "what will happen, between the form that opens a cycle and its opening",
    "web/styleguide.html": "the look without domain, opened by dashboards",
    "access/typed.html": "what any form shows that was sent after the session ended",
    "submissions/conflict.html": "the answer's page when two people typed",
    "auditing/story.html": "the story of a record, opened by each kind of record",
    "implementation/milestone.html": "one form for adding and editing a step",
}
