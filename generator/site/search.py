"""The search's part of the site: which pages are read, which files are written."""

from collections.abc import Iterable, Iterator, Sequence
from html import unescape

from markupsafe import Markup

from generator.pipeline import search_index
from generator.render import search, search_pages
from generator.render.page import Page
from generator.render.search_pages import ReadPage
from generator.site.languages import Translation


class Reader:
    """Collects one language's pages as they come by: the hand-written ones, and ours in prose."""

    def __init__(self) -> None:
        self.pages: list[ReadPage] = []

    def read_docs(self, path: str, title: str, html: str) -> None:
        """A hand-written page."""
        self.pages.append(ReadPage(path, unescape(Markup(title).striptags()), html))

    def read(self, pages: Iterable[Page]) -> Iterator[Page]:
        """Generated pages as they go by, those that are more than names.

        They are the catalogue's own, and the overviews of APIs.
        """
        for page in pages:
            if page.api is None or page.path == f"{page.api}/index.html":
                self.pages.append(ReadPage(page.path, page.title, page.html))
            yield page


def shared_files(everywhere: Sequence[Translation]) -> dict[str, bytes]:
    """What all languages search, and the words of each: content by path from the site's root."""
    first = everywhere[0]
    index = search_index(first.edition, first.shelves)
    return {
        search.SYMBOLS: index.symbols(),
        search.TEXTS: index.texts(),
        **{search.words_file(here.language): index.words(here.words) for here in everywhere},
    }


def page_files(language: str, reader: Reader) -> dict[str, bytes]:
    """What one language's pages say: content by path from the site's root."""
    return {search_pages.pages_file(language): search_pages.pages(reader.pages)}
