"""Parts of a page that are kept: they show their values and nothing of a request, and never another's words."""

from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation
from django.utils.safestring import mark_safe

from commitments.dashboards.filters import Filters, Known, form_for
from commitments.dashboards.rows import Choice

BAR = '{% piece "components/_share_bar.html" segments=segments sentence=sentence %}'


def drawn(source, **shown):
    return Template(source).render(Context(shown))


def test_a_piece_shows_nothing_of_the_page_that_it_stands_in():
    request = RequestFactory().get("/", {"q": "mine"})
    source = '{% piece "components/_token.html" %}{% piece "components/_site_account.html" %}'

    assert "mine" not in drawn(source, request=request, csrf_token="secret")
    assert "secret" not in drawn(source, request=request, csrf_token="secret")


def test_a_constant_is_drawn_once_in_each_language_and_shows_nothing_of_the_page_that_it_stands_in():
    page = Template(
        "{% load i18n %}{% constant %}[{{ mine }}]{% get_current_language as now %}{{ now }}{% endconstant %}"
    )

    said = []
    for language in ("en", "ar", "en"):
        with translation.override(language):
            said.append(page.render(Context({"mine": "secret"})))

    assert said == ["[]en", "[]ar", "[]en"]


def test_words_that_are_safe_do_not_make_equal_words_safe():
    markup = "<b>18 answers</b>"

    assert markup in drawn(BAR, segments=(), sentence=mark_safe(markup))  # noqa: S308
    assert markup not in drawn(BAR, segments=(), sentence=markup)


def test_filters_are_drawn_with_the_choice_of_this_address():
    choices = [Choice(1, "one", "First <theme>"), Choice(2, "two", "Second")]
    known = Known((), (), themes=choices)

    chosen, other = (
        form_for(Filters(theme=theme, asked_for={"theme": theme.code}), known, ("theme",)).drawn for theme in choices
    )

    assert 'value="one" selected' in chosen
    assert 'value="two" selected' in other
    assert "First &lt;theme&gt;" in chosen
