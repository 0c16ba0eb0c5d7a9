"""The published map of anchors: which page and which id of it each part has, for other programs."""

import json
from collections.abc import Iterator, Sequence

from generator.model.part import Part
from generator.render.page import File
from generator.render.shelf import Shelf

_COLUMNS = ("anchor", "coordinate", "pointer", "names")


def path(api: str) -> str:
    """Where the map of an API lies, from the site's root."""
    return f"{api}/anker.json"


def file(shelf: Shelf) -> File:
    """Every part of an API, under the page it stands on.

    A line for each part holds `columns`, in which null means the same as the column before (for
    `pointer`: none), and what is null or empty at the end is left out. `names` are what else the
    part is known by: its address, where that is another than the coordinate, and its aliases.
    """
    api = shelf.api.id
    by_page: dict[str, list[str]] = {}
    for part in shelf.parts.values():
        page, anchor = shelf.places[part.address]
        line = json.dumps(_facts(part, anchor), ensure_ascii=False, separators=(",", ":"))
        by_page.setdefault(page.removeprefix(f"{api}/"), []).append(line)
    pages = (
        f"{json.dumps(page, ensure_ascii=False)}:[\n" + ",\n".join(lines) + "]"
        for page, lines in by_page.items()
    )
    head = json.dumps({"api": api, "columns": _COLUMNS}, separators=(",", ":"))[:-1]
    text = f'{head},"pages":{{\n' + ",\n".join(pages) + "}}\n"
    return File(path=path(api), content=text.encode())


def _facts(part: Part, anchor: str) -> Sequence[object]:
    names = [name for name in (part.address, *part.aliases) if name != part.coordinate]
    facts = [
        anchor,
        None if part.coordinate == anchor else part.coordinate,
        part.location.pointer,
        names,
    ]
    return list(_trimmed(facts))


def _trimmed(facts: Sequence[object]) -> Iterator[object]:
    last = max(number for number, fact in enumerate(facts) if fact)
    yield from facts[: last + 1]
