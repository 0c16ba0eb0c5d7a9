"""The text of finished pages, by heading: what a reader finds in them."""

from collections.abc import Iterable
from dataclasses import dataclass
from html.parser import HTMLParser

from generator.render.script import assigning
from generator.render.search import FOLDER

_HEADINGS = {"h1", "h2", "h3", "h4"}
_SILENT = {"script", "style", "template"}
_BLOCKS = {*_HEADINGS, "p", "li", "dt", "dd", "td", "th", "tr", "div", "pre", "blockquote", "br"}


@dataclass(frozen=True, slots=True)
class ReadPage:
    """A page as it will stand on the site: its path, its title, its content as HTML."""

    path: str
    title: str
    html: str


@dataclass(slots=True)
class _Passage:
    """What stands below one heading; `anchor` is "" where the page begins or has no id there."""

    anchor: str
    heading: list[str]
    text: list[str]


class _Passages(HTMLParser):
    """Cuts a page at its headings."""

    def __init__(self) -> None:
        super().__init__()
        self.found = [_Passage("", [], [])]
        self._in_heading, self._silent = False, 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _HEADINGS:
            self.found.append(_Passage(dict(attrs).get("id") or "", [], []))
            self._in_heading = True
        self._silent += tag in _SILENT
        self._break(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in _HEADINGS:
            self._in_heading = False
        self._silent -= tag in _SILENT
        self._break(tag)

    def handle_data(self, data: str) -> None:
        if not self._silent:
            passage = self.found[-1]
            (passage.heading if self._in_heading else passage.text).append(data)

    def _break(self, tag: str) -> None:
        """What stands in two blocks is not one word."""
        if tag in _BLOCKS:
            self.found[-1].text.append(" ")


def pages_file(language: str) -> str:
    """Where the texts of a language's pages lie, from the site's root."""
    return f"{FOLDER}/pages-{language}.js"


def pages(read: Iterable[ReadPage]) -> bytes:
    """Each page as [path, title, [anchor, heading, text]…], by path."""
    rows = [
        [page.path, page.title, *_passages(page.html)]
        for page in sorted(read, key=lambda page: page.path)
    ]
    return assigning("katalogPages", rows)


def _passages(html: str) -> list[tuple[str, str, str]]:
    parser = _Passages()
    parser.feed(html)
    parser.close()
    passages = ((p.anchor, _line(p.heading), _line(p.text)) for p in parser.found)
    return [(anchor, heading, text) for anchor, heading, text in passages if heading or text]


def _line(pieces: Iterable[str]) -> str:
    return " ".join("".join(pieces).split())
