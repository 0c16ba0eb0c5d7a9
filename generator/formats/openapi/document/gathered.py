"""A document all of whose references are local, and where its objects stand in the spec's files."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from generator.formats.openapi.document.grammar import Path
from generator.formats.openapi.document.pointers import path_of, pointer, reached, step
from generator.model.finding import Finding
from generator.model.location import Location
from generator.syntax.source import Source

Node = dict[str, object]


class Origin(NamedTuple):
    """Where an object stands in the files: its path, and the same as a JSON Pointer."""

    file: str
    path: Path
    pointer: str

    @classmethod
    def at(cls, file: str, path: Path) -> "Origin":
        """The origin of what stands at `path` of a file."""
        return cls(file, path, pointer(path))

    def down(self, key: str | int) -> "Origin":
        """The origin of what stands under `key`."""
        return Origin(self.file, (*self.path, key), self.pointer + step(key))


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """One document in the shape of OpenAPI 3, and where its objects come from.

    `origins` are of objects that stand elsewhere in the files, by their `id()`: what they hold
    stands with them. `references` are the path of each object that refers, and where to.
    """

    file: str
    root: Node
    sources: Mapping[str, Source]
    origins: Mapping[int, Origin]
    references: tuple[tuple[Path, str], ...] = ()
    findings: tuple[Finding, ...] = ()

    def location(self, origin: Origin) -> Location:
        """The place in the file, with its line."""
        line = self.sources[origin.file].line(origin.path)
        return Location(file=origin.file, line=line, pointer=origin.pointer)

    def origin(self, path: Path) -> Origin:
        """Where the object at a path of the one document stands in the files."""
        here = Origin(self.file, (), "")
        node: object = self.root
        for key in path:
            (key,), node = reached(node, (key,))
            here = self.origins.get(id(node)) or here.down(key)
        return here

    def target(self, reference: str) -> tuple[Path, object]:
        """Where a local reference leads, and what stands there."""
        return reached(self.root, path_of(reference))
