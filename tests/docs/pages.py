"""The repository's Markdown pages, as the forge shows them."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote, urlsplit

from markdown_it import MarkdownIt
from markdown_it.token import Token

from tests.conftest import ROOT

MAINTAINERS = ROOT / "docs" / "maintainers"
PAGES = sorted([ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").rglob("*.md")])


def name(page: Path) -> str:
    """What a test of that page is called."""
    return page.relative_to(ROOT).as_posix()


@cache
def tokens(page: Path) -> tuple[Token, ...]:
    """Everything that stands on the page, inline tokens after the block that holds them."""
    parser = MarkdownIt("commonmark").enable("table")
    return tuple(_flat(parser.parse(page.read_text(encoding="utf-8"))))


def _flat(nested: list[Token]) -> Iterator[Token]:
    for token in nested:
        yield token
        yield from _flat(token.children or [])


def targets(page: Path) -> Iterator[str]:
    """Where its links and images lead; a link that is a macro is text here, and none of them."""
    for token in tokens(page):
        target = token.attrs.get("href", token.attrs.get("src"))
        if target is not None:
            yield str(target)


def relative_targets(page: Path) -> Iterator[tuple[Path, str]]:
    """Those within the repository: the file, and the fragment without `#`, which may be empty."""
    for target in targets(page):
        parts = urlsplit(target)
        if not parts.scheme and not parts.netloc:
            path = unquote(parts.path)
            yield (page.parent / path).resolve() if path else page, unquote(parts.fragment)


def anchors(page: Path) -> set[str]:
    """The ids that a forge gives the page's headings."""
    found = tokens(page)
    seen: Counter[str] = Counter()
    ids = set()
    for token, content in pairwise(found):
        if token.type == "heading_open":
            said = "".join(t.content for t in content.children or [])
            slug = re.sub(r"[^\w\- ]", "", said.lower()).replace(" ", "-")
            ids.add(f"{slug}-{seen[slug]}" if seen[slug] else slug)
            seen[slug] += 1
    return ids


def examples(page: Path, language: str) -> Iterator[tuple[int, str]]:
    """Its fenced code in that language, with the line on which each begins."""
    for token in tokens(page):
        if token.type == "fence" and token.info.strip() == language:
            assert token.map is not None
            yield token.map[0] + 1, token.content
