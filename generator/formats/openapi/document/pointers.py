"""Places in a document: JSON Pointers (RFC 6901), and what a local reference leads to."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple
from urllib.parse import unquote

from generator.formats.openapi.document.grammar import Path

_HOPS = 50


def pointer(path: Iterable[str | int]) -> str:
    """A path as a JSON Pointer (RFC 6901)."""
    return "".join(map(step, path))


def step(key: str | int) -> str:
    """One step of a JSON Pointer."""
    text = str(key)
    if "/" in text or "~" in text:
        text = text.replace("~", "~0").replace("/", "~1")
    return f"/{text}"


def path_of(reference: str) -> Path:
    """The path that a reference's fragment names, all steps as texts."""
    fragment = reference.partition("#")[2]
    return keys_of(unquote(fragment) if "%" in fragment else fragment)


def keys_of(pointer: str) -> tuple[str, ...]:
    """The steps of a JSON Pointer, all as texts."""
    steps = pointer.split("/")[1:]
    if "~" not in pointer:
        return tuple(steps)
    return tuple(step.replace("~1", "/").replace("~0", "~") for step in steps)


def local(path: Path) -> str:
    """The reference to what stands at a path of the same document."""
    return f"#{pointer(path)}".replace("%", "%25")


def reached(node: object, path: Path) -> tuple[Path, object]:
    """What stands at a path, None where nothing does, and the path with numbers for items."""
    steps: list[str | int] = []
    for key in path:
        if isinstance(node, dict):
            node = node.get(key)
        elif isinstance(node, list) and _is_index(key, len(node)):
            key = int(key)
            node = node[key]
        else:
            node = None
        steps.append(key)
    return tuple(steps), node


class Place(NamedTuple):
    """A value of the document and the pointer to where it stands."""

    pointer: str
    value: Any

    def at(self, *keys: str | int) -> "Place":
        """What stands below; its value is None where nothing does."""
        pointer, value = self.pointer, self.value
        for key in keys:
            pointer, value = pointer + step(key), _below(value, key)
        return Place(pointer=pointer, value=value)

    def entries(self) -> "Iterable[tuple[str, Place]]":
        """The members of an object by their names, nothing for what is no object."""
        if isinstance(self.value, dict):
            for key, value in self.value.items():
                yield key, Place(pointer=self.pointer + step(key), value=value)

    def elements(self) -> "Iterable[Place]":
        """The members of an array, nothing for what is no array."""
        if isinstance(self.value, list):
            for number, value in enumerate(self.value):
                yield Place(pointer=f"{self.pointer}/{number}", value=value)


def target(reference: object) -> str | None:
    """The pointer of a reference within its document, None for every other reference."""
    if not isinstance(reference, str) or not reference.startswith("#"):
        return None
    found = reference[1:]
    if "%" in found:
        found = unquote(found)
    return found if not found or found.startswith("/") else None


def place(document: Mapping[str, Any], pointer: str) -> Place:
    """What a pointer leads to."""
    value: Any = document
    for key in keys_of(pointer):
        value = _below(value, key)
    return Place(pointer=pointer, value=value)


def followed(document: Mapping[str, Any], at: Place) -> Place:
    """What the references that start here lead to in the end."""
    for _ in range(_HOPS):
        if not isinstance(at.value, dict) or "$ref" not in at.value:
            return at
        to = target(at.value["$ref"])
        if to is None:
            break
        at = place(document, to)
    return Place(pointer=at.pointer, value=None)


def _below(value: Any, key: str | int) -> Any:
    if isinstance(value, dict):
        return value.get(key)
    if isinstance(value, list) and _is_index(key, len(value)):
        return value[int(key)]
    return None


def _is_index(key: str | int, length: int) -> bool:
    text = str(key)
    return text.isascii() and text.isdecimal() and len(text) < 10 and int(text) < length
