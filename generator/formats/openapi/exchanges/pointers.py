"""Places in a document: JSON Pointers (RFC 6901), and what a local reference leads to."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple
from urllib.parse import unquote

_HOPS = 50


class Place(NamedTuple):
    """A value of the document and the pointer to where it stands."""

    pointer: str
    value: Any

    def at(self, *keys: str | int) -> "Place":
        """What stands below; its value is None where nothing does."""
        pointer, value = self.pointer, self.value
        for key in keys:
            pointer, value = f"{pointer}/{_escaped(str(key))}", _below(value, key)
        return Place(pointer=pointer, value=value)

    def entries(self) -> "Iterable[tuple[str, Place]]":
        """The members of an object by their names, nothing for what is no object."""
        if isinstance(self.value, dict):
            for key, value in self.value.items():
                yield key, Place(pointer=f"{self.pointer}/{_escaped(key)}", value=value)

    def elements(self) -> "Iterable[Place]":
        """The members of an array, nothing for what is no array."""
        if isinstance(self.value, list):
            for number, value in enumerate(self.value):
                yield Place(pointer=f"{self.pointer}/{number}", value=value)


def pointer(keys: Iterable[str | int]) -> str:
    """The pointer to what the keys lead to, one after the other."""
    return "".join(f"/{_escaped(str(key))}" for key in keys)


def keys_of(pointer: str) -> tuple[str, ...]:
    """The keys of a pointer."""
    return tuple(k.replace("~1", "/").replace("~0", "~") for k in pointer.split("/")[1:])


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
    if isinstance(value, list) and str(key).isdecimal() and int(key) < len(value):
        return value[int(key)]
    return None


def _escaped(key: str) -> str:
    return key.replace("~", "~0").replace("/", "~1") if "~" in key or "/" in key else key
