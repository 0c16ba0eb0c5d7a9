"""Templates hold markup and expressions only: no sentence, nothing unescaped, nothing long."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import ROOT

TEMPLATES = sorted((ROOT / "generator").rglob("*.html"))
STATEMENT = re.compile(r"\{%.*?%\}|\{#.*?#\}", re.DOTALL)
EXPRESSION = re.compile(r"\{\{.*?\}\}", re.DOTALL)
TAG = re.compile(r"<!?/?[a-z](?:\"[^\"]*\"|[^\">])*>|<!--.*?-->", re.IGNORECASE | re.DOTALL)
RAW = re.compile(r"\|\s*safe\b|autoescape\s+false|Markup\(")
UNQUOTED = re.compile(r"=\s*(?:[^\s\"'<>{}=]*)\{\{")
QUOTED = re.compile(r'"[^"]*"')
SPOKEN = re.compile(r"[^\W\d_]+")
ATTRIBUTE = re.compile(r"\b(?:title|alt|aria-label|placeholder|summary)=\"([^\"]*)\"")


def source(template: Path) -> str:
    return template.read_text(encoding="utf-8")


@pytest.fixture(params=TEMPLATES, ids=lambda path: path.relative_to(ROOT / "generator").as_posix())
def template(request: pytest.FixtureRequest) -> Path:
    assert isinstance(request.param, Path)
    return request.param


def raw(text: str) -> list[str]:
    return RAW.findall(text)


def unquoted(text: str) -> list[str]:
    """Attributes whose value is an expression without quotes around it."""
    markup = STATEMENT.sub("", text)
    return [tag for tag in TAG.findall(markup) if UNQUOTED.search(QUOTED.sub('""', tag))]


def spoken(text: str) -> list[str]:
    """The words a reader would see that no expression gives: between tags, and in attributes."""
    markup = EXPRESSION.sub("", STATEMENT.sub("", text))
    seen = [TAG.sub(" ", markup), *ATTRIBUTE.findall(markup)]
    return [word for run in seen for word in SPOKEN.findall(re.sub(r"&\w+;", " ", run))]


def test_nothing_is_marked_as_safe(template: Path) -> None:
    assert raw(source(template)) == []


def test_every_attribute_with_an_expression_is_quoted(template: Path) -> None:
    assert unquoted(source(template)) == []


def test_no_sentence_stands_in_a_template(template: Path) -> None:
    assert spoken(source(template)) == []


def test_a_template_has_at_most_80_lines(template: Path) -> None:
    assert len(source(template).splitlines()) <= 80


def test_templates_of_pages_formats_and_theme_are_all_looked_at() -> None:
    folders = {path.relative_to(ROOT / "generator").parts[0] for path in TEMPLATES}
    assert folders >= {"render", "formats", "site"}


@pytest.mark.parametrize(
    ("search", "text", "finds"),
    [
        (raw, "{{ a|safe }}", 1),
        (raw, "{{ a | safe }}", 1),
        (raw, '{{ t("safe") }}', 0),
        (unquoted, "<a href={{ a }}>", 1),
        (unquoted, '<a class="x" href=x/{{ a }}>', 1),
        (unquoted, '<a{% if x %} id="{{ a }}"{% endif %} href="{{ b == c }}">', 0),
        (spoken, '<p class="facts">{{ t("x") }}, Les mer</p>', 2),
        (spoken, '<nav aria-label="Innhold">', 1),
        (spoken, '<p title="{{ t("a") }}">{% if note %}({{ n }})&nbsp;→{% endif %}</p>', 0),
    ],
)
def test_the_searches_find_what_they_look_for(
    search: Callable[[str], list[str]], text: str, finds: int
) -> None:
    assert len(search(text)) == finds
