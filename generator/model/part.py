"""The one tree: every piece of an API that has a name of its own, as the spec tells it."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from types import MappingProxyType

from generator.model.about import About
from generator.model.address import Address
from generator.model.deprecation import Deprecation
from generator.model.location import Location
from generator.model.status import Mark
from generator.model.types import Type


class Direction(StrEnum):
    """Which way a value travels, seen from the client."""

    INPUT = "input"
    OUTPUT = "output"
    BOTH = "both"


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotation:
    """A machine-readable remark on a part: a directive, an extension, a foreign attribute.

    `name` is as written in the spec (`@feature`, `x-beta`); `values` are its arguments, each a
    scalar, list or mapping, under "" where the remark is one bare value.
    """

    name: str
    values: Mapping[str, object]
    location: Location


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One addressable piece of an API: what the spec says of it, nothing computed.

    `kind` is the format's own word. `written` is the coordinate where it is printed otherwise
    than the address; `title` is what the spec calls the part in words; `aliases` are other
    names by which the spec or a client knows the part. `refers` are the parts a client gets at
    through this one, besides its `children`. `wraps` is the part a reader means by this one:
    what a page of results holds a page of. `default` is written in the format's notation.
    `described_at` is where the first line of `description` stands, `links` are the targets in it
    that mean parts. `details` hold facts only the format's pages need.
    """

    address: Address
    kind: str
    name: str
    direction: Direction
    location: Location
    written: str | None = None
    title: str = ""
    aliases: tuple[str, ...] = ()
    type: Type | None = None
    required: bool = False
    default: str | None = None
    refers: tuple[Address, ...] = ()
    wraps: Address | None = None
    annotations: tuple[Annotation, ...] = ()
    mark: Mark | None = None
    deprecation: Deprecation | None = None
    description: str = ""
    described_at: Location | None = None
    links: Mapping[str, Address] = field(default_factory=lambda: MappingProxyType({}))
    details: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))
    children: tuple["Part", ...] = ()

    @property
    def coordinate(self) -> str:
        """The address as printed for readers."""
        return self.written or self.address


@dataclass(frozen=True, kw_only=True)
class Tree:
    """A whole spec: its top-level parts, and the addresses where a client can enter.

    `about` is what it says of the API as a whole, where it does.

    Without slots, so that what follows from the parts is worked out once.
    """

    parts: tuple[Part, ...]
    entries: tuple[Address, ...]
    about: About | None = None

    @cached_property
    def walked(self) -> tuple[tuple[Part, Part | None], ...]:
        """Each part with the part that encloses it, in the tree's order (`walk`)."""
        return tuple(walk(self.parts))

    @cached_property
    def by_address(self) -> Mapping[Address, Part]:
        """Every part by its address, in the tree's order."""
        return {part.address: part for part, _ in self.walked}

    @cached_property
    def coordinates(self) -> Mapping[str, tuple[Part, ...]]:
        """The parts by their coordinate, in the tree's order."""
        return _grouped((part.coordinate, part) for part in self.by_address.values())

    @cached_property
    def _aliases(self) -> Mapping[str, tuple[Part, ...]]:
        parts = self.by_address.values()
        return _grouped((alias, part) for part in parts if part.aliases for alias in part.aliases)

    @cached_property
    def _pointers(self) -> Mapping[str, tuple[Part, ...]]:
        pointers = ((part.location.pointer, part) for part in self.by_address.values())
        return _grouped((pointer, part) for pointer, part in pointers if pointer)

    def _named_exactly(self, name: str) -> tuple[Part, ...]:
        """By coordinate, address, alias or JSON Pointer: a firmer name goes before."""
        if found := self.coordinates.get(name):
            return found
        if (part := self.by_address.get(Address(name))) is not None:
            return (part,)
        return self._aliases.get(name) or (self._pointers.get(name, ()) if "/" in name else ())

    def named(self, name: str) -> tuple[Part, ...]:
        """The parts that go by this name: a coordinate, address, alias or JSON Pointer (RFC 6901).

        A pointer may stand behind `#`. How a placeholder is called makes no difference.
        """
        for tried in (name, name.removeprefix("#"), without_placeholders(name)):
            if found := self._named_exactly(tried):
                return found
        return ()

    @cached_property
    def enclosing(self) -> Mapping[Address, Part]:
        """The part that encloses each part; a top-level part has none."""
        return {part.address: outer for part, outer in self.walked if outer is not None}


_PLACEHOLDER = re.compile(r"\{[^{}]*\}")


def without_placeholders(name: str) -> str:
    """A name in which it makes no difference how placeholders are called: `/a/{}`."""
    return _PLACEHOLDER.sub("{}", name)


def _grouped(named: Iterable[tuple[str, Part]]) -> Mapping[str, tuple[Part, ...]]:
    found: dict[str, list[Part]] = {}
    for name, part in named:
        found.setdefault(name, []).append(part)
    return {name: tuple(parts) for name, parts in found.items()}


def walk(parts: Iterable[Part]) -> Iterator[tuple[Part, Part | None]]:
    """Each part with the part that encloses it, enclosing before enclosed, in the spec's order."""
    stack: list[tuple[Part, Part | None]] = [(part, None) for part in reversed(tuple(parts))]
    while stack:
        part, enclosing = stack.pop()
        yield part, enclosing
        if part.children:
            stack.extend((child, part) for child in reversed(part.children))
