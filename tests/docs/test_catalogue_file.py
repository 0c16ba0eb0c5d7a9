"""The page about the catalogue file names every key, and its examples are right."""

import re
from collections.abc import Iterator, Mapping

import pytest

from generator.catalog import read
from generator.catalog.schema import schema
from generator.syntax import yaml
from tests.docs.pages import MAINTAINERS, examples, name, tokens

PAGE = MAINTAINERS / "catalogue-file.md"
SAID_FOR_ALL = "#/$defs/words"
"""A text in several languages: its keys are told once, at the top of the page."""


def mapping(value: object) -> Mapping[str, object]:
    assert isinstance(value, dict)
    return value


TOP = mapping(schema()["properties"])
DEFINITIONS = mapping(schema()["$defs"])


def keys(rule: object, *, known: frozenset[str] = frozenset(TOP)) -> Iterator[str]:
    """Every key that may stand in what `rule` describes; those with a section of their own once."""
    if isinstance(rule, list):
        for item in rule:
            yield from keys(item)
    if not isinstance(rule, dict) or rule.get("$ref") == SAID_FOR_ALL:
        return
    for word, inner in rule.items():
        if word == "$ref":
            yield from keys(DEFINITIONS[str(inner).rpartition("/")[2]])
        elif word == "properties":
            for key, value in mapping(inner).items():
                yield key
                if key not in known:
                    yield from keys(value)
        elif word in ("items", "oneOf", "anyOf", "allOf", "additionalProperties"):
            yield from keys(inner)


def sections() -> Mapping[str, set[str]]:
    """The words of the code within sentences and tables, by the heading it stands under."""
    found: dict[str, set[str]] = {}
    heading, opened = "", False
    for token in tokens(PAGE):
        if token.type == "inline" and opened:
            heading = token.content.strip("`")
        opened = token.type == "heading_open"
        if token.type == "code_inline":
            found.setdefault(heading, set()).update(re.findall(r"[a-z_]+", token.content))
    return found


@pytest.mark.parametrize("section", TOP)
def test_every_key_is_named_in_its_section(section: str) -> None:
    assert section in sections(), "a section with this heading"
    missing = set(keys(TOP[section])) - sections()[section]
    assert not missing


def test_the_sections_stand_in_the_order_of_the_schema() -> None:
    assert [heading for heading in sections() if heading in TOP] == list(TOP)


def test_the_keys_of_the_side_file_are_named() -> None:
    assert set(keys(DEFINITIONS["side_file"])) <= sections()["The side file"]


def test_the_languages_of_a_text_are_named() -> None:
    words = set(keys({"oneOf": mapping(DEFINITIONS["words"])["oneOf"]}))
    assert words == {"nb", "nn", "en"}
    assert words <= sections()["The catalogue file"]


def whole_catalogues() -> Iterator[tuple[str, str]]:
    for page in sorted(MAINTAINERS.glob("*.md")):
        for line, example in examples(page, "yaml"):
            node = yaml.parse(example.encode())
            if isinstance(node, yaml.Entries) and {"catalog", "apis"} <= node.items.keys():
                yield f"{name(page)}:{line}", example


@pytest.mark.parametrize(("place", "example"), list(whole_catalogues()))
def test_a_whole_catalogue_can_be_read(place: str, example: str) -> None:
    assert read.read(example.encode(), place).apis


def test_there_are_whole_catalogues() -> None:
    """The one of getting-started, and the one of the page about the file."""
    assert len(list(whole_catalogues())) >= 2
