"""A hand-written page says the same in every language, as far as that can be counted."""

import re
from collections import Counter
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.docs.pages import name, targets, tokens

DOCS = ROOT / "docs"
ORIGINALS = sorted(page for page in DOCS.glob("*.md") if "." not in page.stem)
TRANSLATIONS = [
    (original, DOCS / f"{original.stem}.{language}.md")
    for original in ORIGINALS
    for language in ("nn", "en")
]

both = pytest.mark.parametrize(
    ("original", "translation"), TRANSLATIONS, ids=[name(t) for _, t in TRANSLATIONS]
)


def macros(page: Path) -> Counter[str]:
    return Counter(re.findall(r"\{\{.*?\}\}", page.read_text(encoding="utf-8")))


def outline(page: Path) -> list[str]:
    """What its blocks are, without what they say."""
    return [token.type + token.tag for token in tokens(page) if token.block and token.tag]


@both
def test_a_translation_has_the_same_data_in_it(original: Path, translation: Path) -> None:
    assert macros(translation) == macros(original)


@both
def test_a_translation_links_to_the_same(original: Path, translation: Path) -> None:
    assert Counter(targets(translation)) == Counter(targets(original))


@both
def test_a_translation_has_the_same_headings_lists_and_tables(
    original: Path, translation: Path
) -> None:
    more_said = {"paragraph_openp", "paragraph_closep", "inline"}
    blocks = [
        [block for block in outline(page) if block not in more_said]
        for page in (original, translation)
    ]
    assert blocks[0] == blocks[1]
