"""The search's part of the site: which pages are read, which files are written, where A–Å lies."""

from collections.abc import Sequence
from html import unescape

from markupsafe import Markup

from generator.pipeline import Edition, search_index
from generator.render import search, search_pages
from generator.render.links import folder_of, relative
from generator.render.page import Page
from generator.render.search_pages import ReadPage
from generator.render.words import Words
from generator.site.menu import Item


class Reader:
    """Collects one language's pages as they come by: the hand-written ones, and ours in prose."""

    def __init__(self) -> None:
        self.pages: list[ReadPage] = []

    def read_docs(self, path: str, title: str, html: str) -> None:
        """A hand-written page."""
        self.pages.append(ReadPage(path, unescape(Markup(title).striptags()), html))

    def read(self, page: Page) -> None:
        """A generated page, if it is more than names: the catalogue's own, and API overviews."""
        if page.api is None or page.path == f"{page.api}/index.html":
            self.pages.append(ReadPage(page.path, page.title, page.html))


def shared_files(edition: Edition, words: Sequence[Words]) -> dict[str, bytes]:
    """What all languages search, and the words of each: content by path from the site's root."""
    index = search_index(edition)
    of_languages = {search.words_file(w.text.language): index.words(w) for w in words}
    return {
        search.SYMBOLS: index.symbols(),
        search.TEXTS: index.texts(edition.catalog.language),
        **of_languages,
    }


def page_files(language: str, reader: Reader) -> dict[str, bytes]:
    """What one language's pages say: content by path from the site's root."""
    return {search_pages.pages_file(language): search_pages.pages(reader.pages)}


def alphabets(edition: Edition, words: Words, path: str, root: str | None) -> Sequence[Item]:
    """The A–Å index of each API that has one, for who searches without scripts.

    Links are relative to the page at `path`, or begin with `root`.
    """

    def href(to: str) -> str:
        return relative(folder_of(path), to) if root is None else f"{root.rstrip('/')}/{to}"

    return [
        Item(title=words.api_name(e.api), href=href(f"{e.api.id}/indeks/index.html"))
        for e in edition.apis
        if e.content is not None
    ]
