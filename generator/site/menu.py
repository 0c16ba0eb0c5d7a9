"""The menu beside a page: the catalogue's pages, the APIs, and the open API's own sections."""

from collections.abc import Sequence
from dataclasses import dataclass

from generator.model.section import Section
from generator.render.links import folder_of, relative
from generator.render.shelf import Shelf
from generator.render.words import CONTRACTS_PAGE
from generator.site.languages import Translation

_MOST_GROUPS = 12
"""Of a section in the menu; past that they stand on the section's own page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One entry: `current` is the value of aria-current, `items` what lies below it.

    `language` is that of the title, where it is not the page's.
    """

    title: str
    href: str
    language: str | None = None
    current: str | None = None
    items: Sequence["Item"] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page lies: its path, the API it belongs to, the menu's entry above it."""

    path: str
    api: str | None
    beneath: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A hand-written page; `language` is its own, where it is not translated."""

    title: str
    path: str
    language: str | None = None


def menu(
    here: Translation, place: Place, written: Sequence[Written], root: str | None = None
) -> Sequence[Item]:
    """The menu of a page, with the hand-written ones after the front page.

    Links are relative to the page, or begin with `root` where a page may be shown at any address.
    """
    folder, text = folder_of(place.path), here.words.text

    def item(title: str, to: str, items: Sequence[Item] = (), language: str | None = None) -> Item:
        href = relative(folder, to) if root is None else f"{root.rstrip('/')}/{to}"
        current = "page" if to == place.path else "true" if to == place.beneath else None
        return Item(title=title, href=href, language=language, current=current, items=items)

    def groups(shelf: Shelf, section: Section) -> Sequence[Item]:
        if len(section.groups) > _MOST_GROUPS:
            return ()
        language = None if shelf.language == text.language else shelf.language
        wholes = [shelf.parts[group.whole] for group in section.groups]
        return [
            item(shelf.called(whole), shelf.places[whole.address][0], language=language)
            for whole in wholes
        ]

    def of_api(id_: str) -> Sequence[Item]:
        shelf = here.shelves.get(id_)
        if shelf is None:
            return ()
        return [
            *(
                item(
                    text.plain(f"{shelf.spec.format}.section.{s.id}"),
                    f"{id_}/{s.folder}/index.html",
                    groups(shelf, s),
                )
                for s in shelf.sections
            ),
            item(text.plain("api.index"), f"{id_}/indeks/index.html"),
            item(text.plain("api.deviations"), f"{id_}/avvik/index.html"),
            item(text.plain("api.removals"), f"{id_}/fjernes.html"),
        ]

    return [
        item(text.plain("site.home"), "index.html"),
        *(item(page.title, page.path, language=page.language) for page in written),
        item(text.plain("site.contracts"), CONTRACTS_PAGE),
        *(
            item(
                here.words.api_name(e.api),
                f"{e.api.id}/index.html",
                of_api(e.api.id) if e.api.id == place.api else (),
            )
            for e in here.edition.apis
        ),
    ]


def alphabets(here: Translation, path: str, root: str | None = None) -> Sequence[Item]:
    """The A–Å index of each API that has one, for who searches without scripts.

    Links are relative to the page at `path`, or begin with `root`.
    """

    def href(to: str) -> str:
        return relative(folder_of(path), to) if root is None else f"{root.rstrip('/')}/{to}"

    return [
        Item(title=here.words.api_name(e.api), href=href(f"{e.api.id}/indeks/index.html"))
        for e in here.edition.apis
        if e.api.id in here.shelves
    ]
