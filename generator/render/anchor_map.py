"""The published map of anchors: which page and which id of it each part has, for other programs.

Its form is told in docs/maintainers/anchor-map.md.
"""

import json
from collections.abc import Sequence

from generator.model.part import Part, without_placeholders
from generator.render.page import File
from generator.render.shelf import Shelf

_COLUMNS = ("anchor", "coordinate", "pointer", "names")


def path(api: str) -> str:
    """Where the map of an API lies, from the site's root."""
    return f"{api}/anker.json"


def file(shelf: Shelf) -> File:
    """Every part of an API under its page, a line for each with the columns that it has.

    What is empty at the end of a line is left out.
    """
    api = shelf.api.id
    is_several = len({part.location.file for part in shelf.parts.values()}) > 1
    by_page: dict[str, list[str]] = {}
    for part in shelf.parts.values():
        page, anchor = shelf.places[part.address]
        facts = _trimmed(_facts(part, anchor, is_several=is_several))
        line = f"[{','.join('null' if fact is None else _json(fact) for fact in facts)}]"
        by_page.setdefault(page.removeprefix(f"{api}/"), []).append(line)
    pages = (f"{_json(page)}:[\n" + ",\n".join(lines) + "]" for page, lines in by_page.items())
    head = _json({"api": api, "columns": _COLUMNS})[:-1]
    text = f'{head},"pages":{{\n' + ",\n".join(pages) + "}}\n"
    return File(path=path(api), content=text.encode())


def _facts(part: Part, anchor: str, *, is_several: bool) -> Sequence[object]:
    """A coordinate that is the anchor is left empty, and so are names that follow from it.

    Where the spec `is_several` files, a pointer names its file.
    """
    coordinate = part.coordinate
    names = [n for n in part.aliases if n != coordinate]
    if part.address not in (coordinate, without_placeholders(coordinate)):
        names.insert(0, part.address)
    pointer = part.location.pointer
    if is_several and pointer is not None:
        pointer = f"{part.location.file}#{pointer}"
    return anchor, None if coordinate == anchor else coordinate, pointer, names


def _trimmed(facts: Sequence[object]) -> Sequence[object]:
    while not facts[-1]:
        facts = facts[:-1]
    return facts


_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
