"""What the schemas of one file call themselves: `$id`, `$anchor` and `$dynamicAnchor`.

By JSON Schema 2020-12 section 8.2, and `$self` of the OpenAPI Specification 3.2.
"""

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urljoin

from generator.formats.openapi.document.grammar import Grammar, Path, walk

_OF_DOCUMENTS = ("openapi", "swagger", "paths", "components")


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """`bases` are the URI of each schema that has one; `anchors` go by the schema they are in."""

    itself: str
    bases: Mapping[Path, str]
    resources: Mapping[str, Path]
    anchors: Mapping[tuple[Path, str], Path]
    anywhere: Mapping[str, Path]

    @classmethod
    def of(cls, value: object, grammar: Grammar) -> "Names":
        """The names in a file, which is an OpenAPI document or a schema."""
        is_document = isinstance(value, dict) and any(key in value for key in _OF_DOCUMENTS)
        itself = value.get("$self") if is_document and isinstance(value, dict) else None
        base = itself if isinstance(itself, str) else ""
        bases: dict[Path, str] = {(): base} if base else {}
        found: list[tuple[Path, str]] = []
        for kind, node, path in walk("document" if is_document else "schema", value, (), grammar):
            if kind != "schema":
                continue
            if isinstance(id_ := node.get("$id"), str):
                bases[path] = _joined(bases.get(_around(bases, path), ""), id_)
            said = (node.get(key) for key in ("$anchor", "$dynamicAnchor"))
            found.extend((path, name) for name in said if isinstance(name, str))
        resources: dict[str, Path] = {}
        anchors: dict[tuple[Path, str], Path] = {}
        anywhere: dict[str, Path] = {}
        for path, uri in bases.items():
            resources.setdefault(uri.rstrip("#"), path)
        for path, name in found:
            anchors.setdefault((_around(bases, path), name), path)
            anywhere.setdefault(name, path)
        return cls(
            itself=base, bases=bases, resources=resources, anchors=anchors, anywhere=anywhere
        )

    def resource(self, path: Path) -> Path:
        """Where the nearest schema with a URI around `path` stands, or the file."""
        return _around(self.bases, path)

    def resource_called(self, name: str, path: Path) -> Path | None:
        """Where the schema stands that `name` means when said at `path`."""
        if not self.resources:
            return None
        return self.resources.get(_joined(self.bases.get(self.resource(path), ""), name))

    def anchor(self, name: str, start: Path) -> Path | None:
        """Where the anchor stands, that of the schema at `start` before any other."""
        return self.anchors.get((start, name)) or self.anywhere.get(name)

    def beside(self, uri: str) -> str | None:
        """The name, as seen from this file, of one that stands below the same URI."""
        folder = posixpath.dirname(self.itself) + "/"
        is_below = ":" in folder and uri.startswith(folder)
        return uri.removeprefix(folder) if is_below else None


def _around(bases: Mapping[Path, str], path: Path) -> Path:
    if not bases:
        return ()
    return next((path[:n] for n in range(len(path), 0, -1) if path[:n] in bases), ())


def _joined(base: str, name: str) -> str:
    try:
        return urljoin(base, name)
    except ValueError:
        return name
