"""The site in each language of the catalogue: the folder it lies in, its pages, the ways across.

The first language lies at the site's root, where it lay before there were others; every other one
has a folder of its own with the same paths below.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator import pipeline
from generator.catalog.model import Catalog
from generator.pipeline import Edition, Tell, tell_nobody
from generator.render.catalogue_pages import CataloguePages
from generator.render.links import folder_of, relative
from generator.render.marks import Proof
from generator.render.page import File, Page
from generator.render.prose import prose
from generator.render.shelf import Shelf, Spec
from generator.render.words import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Translation:
    """The site in one language; `folder` is "" for the catalogue's first."""

    language: str
    folder: str
    edition: Edition
    shelves: Mapping[str, Shelf]
    words: Words
    catalogue: CataloguePages

    @property
    def catalog(self) -> Catalog:
        """The catalogue as read."""
        return self.edition.catalog

    @property
    def title(self) -> str:
        """The catalogue's title."""
        return self.words.text.words(self.catalog.title)

    @property
    def description(self) -> str | None:
        """The catalogue's description as one line of plain text."""
        given = self.catalog.description
        return prose(self.words.text.words(given)).striptags() if given else None

    def address(self, path: str) -> str:
        """A page's path from the site's root; `path` is the same in all languages."""
        return f"{self.folder}/{path}" if self.folder else path

    def pages(self, *, with_front: bool = True, tell: Tell = tell_nobody) -> Iterator[Page]:
        """Every generated page; the front page where nobody has written one."""
        yield self.catalogue.contracts()
        yield self.catalogue.accessibility()
        if with_front:
            yield self.catalogue.front()
        yield from pipeline.pages(self.edition, self.shelves, self.words, tell)

    def files(self) -> Iterator[File]:
        """Every file beside the pages; they are the same in every language."""
        return pipeline.files(self.edition, self.shelves)

    def proof(self) -> Proof:
        """What its pages must show of every part's standing."""
        return pipeline.proof(self.shelves)


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """A link to the same page in a language, which is named in itself."""

    language: str
    name: str
    href: str
    is_current: bool


def translations(edition: Edition) -> tuple[Translation, ...]:
    """The site in every language, the catalogue's first language first."""
    specs = pipeline.specs(edition)
    return tuple(
        _translation(edition, specs, language, "" if number == 0 else language)
        for number, language in enumerate(edition.catalog.languages)
    )


def ways(
    everywhere: Sequence[Translation], here: Translation, path: str, root: str | None = None
) -> Sequence[Way]:
    """From the page at `path` to the same page in each language; none where there is but one.

    Links are relative to the page, or begin with `root` where a page may be shown at any address.
    """
    if len(everywhere) == 1:
        return ()
    folder = folder_of(here.address(path))

    def href(there: str) -> str:
        return relative(folder, there) if root is None else f"{root.rstrip('/')}/{there}"

    return [
        Way(
            language=other.language,
            name=other.words.text.plain("site.language"),
            href=href(other.address(path)),
            is_current=other is here,
        )
        for other in everywhere
    ]


def _translation(
    edition: Edition, specs: Mapping[str, Spec], language: str, folder: str
) -> Translation:
    words = pipeline.words(edition, language, root="../" if folder else "")
    shelves = pipeline.shelves(edition, specs, words)
    return Translation(
        language=language,
        folder=folder,
        edition=edition,
        shelves=shelves,
        words=words,
        catalogue=pipeline.catalogue_pages(edition, shelves, words),
    )
