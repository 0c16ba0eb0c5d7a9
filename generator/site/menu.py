"""The menu beside a page: the catalogue's pages, the APIs, and the open API's own sections."""

from collections.abc import Sequence
from dataclasses import dataclass

from generator.pipeline import Edition
from generator.render.links import folder_of, relative
from generator.render.words import CONTRACTS_PAGE, Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One entry: `is_here` for the page that is open, `items` for what lies below it."""

    title: str
    href: str
    is_here: bool = False
    items: Sequence["Item"] = ()


def menu(
    edition: Edition,
    words: Words,
    api: str | None,
    path: str,
    docs: Sequence[tuple[str, str]],
    root: str | None = None,
) -> Sequence[Item]:
    """The menu of the page at `path`; `docs` are the hand-written pages as (title, path).

    Links are relative to the page, or begin with `root` where a page may be shown at any address.
    """
    folder, text = folder_of(path), words.text

    def item(title: str, to: str, items: Sequence[Item] = ()) -> Item:
        href = relative(folder, to) if root is None else f"{root.rstrip('/')}/{to}"
        return Item(title=title, href=href, is_here=to == path, items=items)

    def of_api(id_: str) -> Sequence[Item]:
        shelf = next(e for e in edition.apis if e.api.id == id_)
        if shelf.content is None:
            return ()
        prefix = shelf.content.format.id
        sections = [
            item(text.plain(f"{prefix}.section.{s.id}"), f"{id_}/{s.folder}/index.html")
            for s in shelf.content.format.sections(shelf.content.tree)
        ]
        return [
            *sections,
            item(text.plain("api.index"), f"{id_}/indeks/index.html"),
            item(text.plain("api.deviations"), f"{id_}/avvik/index.html"),
            item(text.plain("api.removals"), f"{id_}/fjernes.html"),
        ]

    return [
        item(text.plain("site.home"), "index.html"),
        *(item(title, to) for title, to in docs),
        item(text.plain("site.contracts"), CONTRACTS_PAGE),
        *(
            item(words.api_name(e.api), f"{e.api.id}/index.html", of_api(e.api.id) if e.api.id == api else ())
            for e in edition.apis
        ),
    ]
