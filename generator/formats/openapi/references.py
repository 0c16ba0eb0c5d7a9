"""Gathers what a document refers to into one document, all of whose references are local.

References are followed inside the spec's own files only, and never fetched. By RFC 3986 and 6901,
and the Reference Object of the OpenAPI Specification.
"""

import posixpath
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from generator.formats.openapi.grammar import SECTIONS, Path, walk
from generator.model.errors import SpecError
from generator.model.finding import Finding, Severity
from generator.model.location import Location
from generator.syntax.source import Source

Node = dict[str, object]
MOST_HOPS = 50
"""References one after the other, each of which only leads to the next."""
_MOST_FAULTS = 5
_PATHS = ("paths", "webhooks", "x-webhooks")

Open = Callable[[str, str], Source | None]
"""From the file that refers and the file named there: the latter read, None where it is not."""


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
        here, node = Origin(self.file, (), ""), self.root
        for key in path:
            inner = _child(node, key)
            here = self.origins.get(id(inner)) or here.down(key)
            node = inner  # type: ignore[assignment]  # what is no mapping has no children
        return here

    def target(self, reference: str) -> tuple[Path, object]:
        """Where a local reference leads, and what stands there."""
        path = _path(reference)
        return path, found(self.root, path)


def gather(
    root: Node, file: str, source: Source, open_: Open, moved: Mapping[int, Path]
) -> Gathered:
    """The document `root`, read from `file`, together with everything it refers to.

    `moved` are the paths in the file of objects that stand elsewhere in `root`. Raises SpecError
    for a reference that leads out of the spec's files, in circles, or on and on; what leads nowhere
    is a finding, and an empty object in its place.
    """
    return _Gathering(root, file, source, open_, moved).gathered()


def pointer(path: Path) -> str:
    """A path as a JSON Pointer (RFC 6901)."""
    return "".join(map(step, path))


def step(key: str | int) -> str:
    """One step of a JSON Pointer."""
    text = str(key)
    if "/" in text or "~" in text:
        text = text.replace("~", "~0").replace("/", "~1")
    return f"/{text}"


def found(node: object, path: Path) -> object:
    """What stands at a path, None where nothing does."""
    for key in path:
        node = _child(node, key)
    return node


def _child(node: object, key: str | int) -> object:
    if isinstance(node, dict):
        return node.get(key)
    if isinstance(node, list) and str(key).isdecimal() and int(key) < len(node):
        return node[int(key)]
    return None


def _path(reference: str) -> Path:
    fragment = unquote(reference.partition("#")[2])
    steps = fragment.split("/")[1:]
    return tuple(step.replace("~1", "/").replace("~0", "~") for step in steps)


class _Gathering:
    def __init__(
        self, root: Node, file: str, source: Source, open_: Open, moved: Mapping[int, Path]
    ) -> None:
        self._file, self._open = file, open_
        self._sources: dict[str, Source] = {file: source}
        self._origins: dict[int, Origin] = {k: Origin.at(file, path) for k, path in moved.items()}
        self._root = root
        self._names: dict[tuple[str, str, Path], str] = {}
        self._faults: list[Finding] = []
        self._findings: list[Finding] = []
        self._by_name: dict[str, Mapping[str, Path]] = {}
        self._waiting: deque[tuple[str, str, Node, Path]] = deque()

    def gathered(self) -> Gathered:
        self._own_components()
        self._adopt_components()
        self._wait_for(self._file, "document", self._root, ())
        own = list(self._waiting)
        while self._waiting:
            self._follow(*self._waiting.popleft())
        if self._faults:
            raise SpecError(self._faults[:_MOST_FAULTS])
        self._inline_path_items()
        references = self._references(own)
        self._refuse_circles(references)
        return Gathered(
            file=self._file,
            root=self._root,
            sources=self._sources,
            origins=self._origins,
            references=tuple((path, str(node["$ref"])) for node, path in references),
            findings=tuple(self._findings),
        )

    def _own_components(self) -> None:
        """Containers that may be added to without touching those that were read."""
        components = self._root.get("components")
        kept = components if isinstance(components, dict) else {}
        self._root["components"] = {
            key: {**value} if isinstance(value, dict) else value for key, value in kept.items()
        }
        for key in _PATHS:
            held = self._root.get(key)
            if isinstance(held, dict):
                self._root[key] = {**held}

    def _adopt_components(self) -> None:
        """A component that is nothing but a reference to a file is what stands there."""
        for kind, section in SECTIONS.items():
            held = self._section(section)
            for name, node in list(held.items()):
                if not (isinstance(node, dict) and set(node) == {"$ref"}):
                    continue
                reached = self._reached((self._file, node, ("components", section, name)))
                if reached is not None and reached[0] != self._file:
                    file, path, target = reached
                    held[name] = target
                    self._names[kind, file, path] = name
                    self._added(file, path, kind, target)

    def _follow(self, file: str, kind: str, node: Node, path: Path) -> None:
        here = (file, node, path)
        reached = self._reached(here)
        if reached is None:
            return
        other, target_path, target = reached
        if target is None or (target_path and not isinstance(target, dict | bool)):
            if not self._faults:
                self._report("reference-dead", Severity.ERROR, here, str(node["$ref"]))
            node.clear()
        elif other != self._file:
            node["$ref"] = self._imported(kind, other, target_path, target)
        else:
            node["$ref"] = f"#{pointer(target_path)}"

    def _reached(self, here: tuple[str, Node, Path]) -> tuple[str, Path, object] | None:
        """File, path and object that are meant; None where it leads out of the spec's files."""
        file, reference = here[0], str(here[1]["$ref"])
        if reference.startswith("/") and "#" not in reference:
            path = _path(f"#{reference}")
            if (meant := found(self._value(file), path)) is not None:
                self._report("reference-without-hash", Severity.WARNING, here, reference)
                return file, path, meant
        try:
            parts = urlsplit(reference)
        except ValueError:
            parts = urlsplit("invalid:")
        if parts.scheme or parts.netloc or parts.path.startswith(("/", "\\")):
            wanted, _, fragment = reference.partition("#")
            known = self._named(file).get(wanted)
            if known is None:
                self._outside(here, reference)
                return None
            path = (*known, *_path(f"#{fragment}"))
            return file, path, found(self._value(file), path)
        other = file
        if parts.path:
            name = unquote(parts.path)
            other = posixpath.normpath(posixpath.join(posixpath.dirname(file), name))
            if other not in self._sources:
                source = self._open(file, name)
                if source is None:
                    self._outside(here, reference)
                    return None
                self._sources[other] = source
        path = _path(reference)
        if parts.fragment and not parts.fragment.startswith("/"):
            path = self._named(other).get(f"#{unquote(parts.fragment)}", ("",))
        return other, path, found(self._value(other), path)

    def _value(self, file: str) -> object:
        return self._root if file == self._file else self._sources[file].value

    def _outside(self, here: tuple[str, Node, Path], reference: str) -> None:
        self._report("reference-outside", Severity.ERROR, here, reference, self._faults)

    def _imported(self, kind: str, file: str, path: Path, target: object) -> str:
        """A local reference to an object of another file, which is taken in the first time."""
        section = SECTIONS.get(kind, "schemas")
        key = (kind, file, path)
        if key not in self._names:
            held = self._section(section)
            stem = posixpath.basename(file).partition(".")[0]
            wished = str(path[-1]) if path else stem
            tries: Iterator[str] = iter((wished, f"{stem}.{wished}"))
            name = next((name for name in tries if name not in held), None)
            number = 2
            while name is None:
                name = f"{stem}.{wished}-{number}"
                name, number = (None if name in held else name), number + 1
            held[name] = target
            self._names[key] = name
            self._added(file, path, kind, target)
        return f"#{pointer(('components', section, self._names[key]))}"

    def _added(self, file: str, path: Path, kind: str, target: object) -> None:
        self._origins[id(target)] = Origin.at(file, path)
        self._wait_for(file, kind, target, path)

    def _wait_for(self, file: str, kind: str, node: object, path: Path) -> None:
        """Notes every reference in an object for being followed."""
        self._waiting.extend(
            (file, found_kind, inner, at)
            for found_kind, inner, at in walk(kind, node, path)
            if isinstance(inner.get("$ref"), str)
        )

    def _references(
        self, own: Sequence[tuple[str, str, Node, Path]]
    ) -> Sequence[tuple[Node, Path]]:
        """Each object of the one document that refers; `own` are those that were there first."""
        if len(self._sources) == 1:
            return [(node, path) for _, _, node, path in own if "$ref" in node]
        return [(node, path) for _, node, path in walk("document", self._root) if "$ref" in node]

    def _section(self, section: str) -> Node:
        components = self._root["components"]
        assert isinstance(components, dict)
        held = components.setdefault(section, {})
        return held if isinstance(held, dict) else {}

    def _where(self, file: str, node: Node, path: Path) -> Path:
        origin = self._origins.get(id(node))
        return origin.path if origin else path if file != self._file else self._in_file(path)

    def _in_file(self, path: Path) -> Path:
        gathered = Gathered(
            file=self._file, root=self._root, sources=self._sources, origins=self._origins
        )
        return gathered.origin(path).path

    def _named(self, file: str) -> Mapping[str, Path]:
        """The paths of the schemas of a file by what they call themselves.

        That is `#` with a `$anchor` or `$dynamicAnchor`, or an `$id` (JSON Schema 2020-12).
        """
        if file not in self._by_name:
            is_main = file == self._file
            value = self._value(file)
            self._by_name[file] = {
                f"{mark}{node[key]}": path
                for kind, node, path in walk("document" if is_main else "schema", value)
                if kind == "schema"
                for key, mark in (("$id", ""), ("$anchor", "#"), ("$dynamicAnchor", "#"))
                if isinstance(node.get(key), str)
            }
        return self._by_name[file]

    def _inline_path_items(self) -> None:
        for key in _PATHS:
            held = self._root.get(key)
            if not isinstance(held, dict):
                continue
            for name, item in list(held.items()):
                hops = 0
                while isinstance(item, dict) and isinstance(item.get("$ref"), str) and hops < 9:
                    path = _path(str(item["$ref"]))
                    target, hops = found(self._root, path), hops + 1
                    if isinstance(target, dict) and id(target) not in self._origins:
                        self._origins[id(target)] = Origin.at(self._file, self._in_file(path))
                    item = target
                held[name] = item if isinstance(item, dict) else {}

    def _refuse_circles(self, references: Sequence[tuple[Node, Path]]) -> None:
        """By following each reference that leads to nothing but another one."""
        ends: set[int] = set()
        for node, path in references:
            hops: list[int] = []
            step: object = node
            while isinstance(step, dict) and isinstance(step.get("$ref"), str):
                if id(step) in ends:
                    break
                if id(step) in hops or len(hops) >= MOST_HOPS:
                    rule = "reference-loop" if id(step) in hops else "reference-chain"
                    faults: list[Finding] = []
                    reference = str(node["$ref"])
                    self._report(rule, Severity.ERROR, (self._file, node, path), reference, faults)
                    raise SpecError(faults)
                hops.append(id(step))
                step = found(self._root, _path(str(step["$ref"])))
            if len(hops) < MOST_HOPS // 2:
                ends.update(hops)

    def _report(
        self,
        rule: str,
        severity: Severity,
        here: tuple[str, Node, Path],
        reference: str,
        to: list[Finding] | None = None,
    ) -> None:
        file, at = here[0], self._where(*here)
        shown = "".join(c if c.isprintable() else " " for c in reference)[:200]
        finding = Finding(
            rule=rule,
            severity=severity,
            location=Location(
                file=file, line=self._sources[file].line(at), pointer=pointer(at) or None
            ),
            arguments={"reference": shown, "limit": MOST_HOPS},
        )
        (self._findings if to is None else to).append(finding)
