"""An OpenAPI Overlay: what to write into a document, as a document of its own.

By the Overlay Specification 1.1.0; nothing in it is newer than 1.0.0 but the number. Each target is
a normalized path (RFC 9535, section 2.7), so that it selects just one object.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import quote

from generator.formats.openapi.copies.carriers import Writing
from generator.formats.openapi.document.grammar import Path
from generator.model.about import About

_VERSION = "1.1.0"
_ESCAPED = re.compile(r"[\x00-\x1f'\\]")
_SHORT = {"\b": "b", "\t": "t", "\n": "n", "\f": "f", "\r": "r", "'": "'", "\\": "\\"}


def overlay(
    file: str, document: object, writing: Writing, about: About | None, entry: str
) -> bytes | None:
    """The overlay for one file of a spec, as JSON with a line for each action.

    None where there is nothing to write into it. `entry` names what is written.
    """
    actions = [
        json.dumps(action, ensure_ascii=False) for action in _actions(file, document, writing)
    ]
    if not actions:
        return None
    title = about.title if about is not None and about.title else file
    head: dict[str, object] = {
        "overlay": _VERSION,
        "info": {"title": f"{title}: {entry}", "version": (about and about.version) or "1"},
        "extends": quote(file.rpartition("/")[2]),
    }
    if lost := [part.coordinate for part in writing.lost if part.location.file == file]:
        head["x-not-told"] = lost
    text = json.dumps(head, ensure_ascii=False, indent=1)[:-2]
    return "".join((text, ',\n "actions": [\n  ', ",\n  ".join(actions), "\n ]\n}\n")).encode()


def _actions(file: str, document: object, writing: Writing) -> Iterator[Mapping[str, object]]:
    for place, entries in writing.entries.items():
        if place[0] != file:
            continue
        told = writing.first[place].coordinate
        node = at(document, place[1])
        plain = {name: v for name, v in entries.items() if not _follows(node, name, v)}
        if plain:
            yield {"target": json_path(place[1]), "description": told, "update": plain}
        for name, items in entries.items():
            if name not in plain and isinstance(items, list):
                target = json_path((*place[1], name))
                for item in items:
                    yield {"target": target, "description": told, "update": item}


def _follows(node: object, name: str, value: object) -> bool:
    """Whether the value follows in a list that is there: a list is a target of its own."""
    return isinstance(value, list) and isinstance(node, dict) and name in node


def at(document: object, path: Sequence[str | int]) -> object:
    """What stands at a path that exists."""
    for step in path:
        document = document[step]  # type: ignore[index]  # the path was found there
    return document


def json_path(path: Path) -> str:
    """The normalized path (RFC 9535, section 2.7) of what stands at `path`."""
    return "$" + "".join(
        f"[{step}]" if isinstance(step, int) else f"['{_ESCAPED.sub(_escaped, step)}']"
        for step in path
    )


def _escaped(match: re.Match[str]) -> str:
    character = match[0]
    short = _SHORT.get(character)
    return f"\\{short}" if short else f"\\u{ord(character):04x}"
