"""Gathers what a document refers to into one document, all of whose references are local.

References are followed inside the spec's own files only, and never fetched. By RFC 3986 and 6901,
the Reference Object of the OpenAPI Specification, and JSON Schema 2020-12 section 8.
"""

import posixpath
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import count
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from generator.formats.openapi.document.grammar import OPENAPI_3, Grammar, Path, walk
from generator.formats.openapi.parts.names import Names
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
        here = Origin(self.file, (), "")
        node: object = self.root
        for key in path:
            (key,), node = reached(node, (key,))
            here = self.origins.get(id(node)) or here.down(key)
        return here

    def target(self, reference: str) -> tuple[Path, object]:
        """Where a local reference leads, and what stands there."""
        return reached(self.root, path_of(reference))


def gather(
    root: Node, file: str, source: Source, open_: Open, grammar: Grammar = OPENAPI_3
) -> Gathered:
    """The document `root`, read from `file`, together with everything it refers to.

    Raises SpecError for a reference that leads out of the spec's files, in circles, or on and on;
    one that leads nowhere is a finding, and is taken away.
    """
    return _Gathering(root, file, source, open_, grammar).gathered()


def pointer(path: Path) -> str:
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
    if "%" in fragment:
        fragment = unquote(fragment)
    steps = fragment.split("/")[1:]
    if "~" not in fragment:
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


def _is_index(key: str | int, length: int) -> bool:
    text = str(key)
    return text.isascii() and text.isdecimal() and len(text) < 10 and int(text) < length


class _Here(NamedTuple):
    """An object that refers: its file, itself, its path, and the field that holds the reference."""

    file: str
    node: Node
    path: Path
    field: str = "$ref"

    @property
    def reference(self) -> str:
        return str(self.node[self.field])


class _Gathering:
    def __init__(
        self, root: Node, file: str, source: Source, open_: Open, grammar: Grammar
    ) -> None:
        self._file, self._open, self._grammar = file, open_, grammar
        self._sources: dict[str, Source] = {file: source}
        self._origins: dict[int, Origin] = {}
        self._root = root
        self._imported_as: dict[tuple[str, str, Path], str] = {}
        self._wished: dict[tuple[tuple[str, ...], str, str], Iterator[str]] = {}
        self._faults: list[Finding] = []
        self._findings: list[Finding] = []
        self._told: set[tuple[str, int]] = set()
        self._names: dict[str, Names] = {}
        self._with_ids: set[str] = set()
        self._waiting: deque[tuple[str, _Here]] = deque()
        self._seen: set[int] = set()
        self._followed: list[_Here] = []

    def gathered(self) -> Gathered:
        self._own_containers()
        self._adopt_components()
        self._wait_for(self._file, "document", self._root, ())
        own = [here for _, here in self._waiting]
        while self._waiting:
            kind, here = self._waiting.popleft()
            self._follow(kind, here)
        if self._faults:
            raise SpecError(self._faults[:_MOST_FAULTS])
        self._refuse_circles()
        is_moved = self._inline_path_items()
        if is_moved or len(self._sources) > 1:
            own = [
                _Here(self._file, node, path, "$ref" if "$ref" in node else "$dynamicRef")
                for _, node, path in walk("document", self._root, (), self._grammar)
            ]
        referring = [here for here in own if isinstance(here.node.get(here.field), str)]
        return Gathered(
            file=self._file,
            root=self._root,
            sources=self._sources,
            origins=self._origins,
            references=tuple((here.path, here.reference) for here in referring),
            findings=tuple(self._findings),
        )

    def _own_containers(self) -> None:
        """Containers that may be added to without touching those that were read."""
        for section in dict.fromkeys([*self._grammar.sections.values(), *((p,) for p in _PATHS)]):
            node = self._root
            for key in section:
                held = node.get(key)
                if key != "components" and not isinstance(held, dict):
                    break
                own: Node = {**held} if isinstance(held, dict) else {}
                node[key] = own
                node = own

    def _adopt_components(self) -> None:
        """A component that is nothing but a reference to a file is what stands there."""
        for kind, section in self._grammar.sections.items():
            held = self._section(section)
            for name, node in list(held.items()):
                if not (isinstance(node, dict) and set(node) == {"$ref"}):
                    continue
                if not isinstance(node["$ref"], str):
                    continue
                found = self._reached(_Here(self._file, node, (*section, name)))
                if found is None or found[0] == self._file or not _fits(kind, found[2]):
                    continue
                file, path, target = found
                if (kind, file, path) not in self._imported_as:
                    held[name] = target
                    self._added(kind, file, path, target, name)

    def _follow(self, kind: str, here: _Here) -> None:
        found = self._reached(here)
        if found is None:
            return
        other, path, target = found
        if not _fits(kind, target):
            self._report("reference-dead", Severity.ERROR, here)
            del here.node[here.field]
        elif other != self._file:
            here.node[here.field] = self._imported(kind, other, path, target)
        else:
            here.node[here.field] = local(path)
        if here.field == "$ref":
            self._followed.append(here)

    def _reached(self, here: _Here) -> tuple[str, Path, object] | None:
        """File, path and object that are meant; None where it leads out of the spec's files."""
        file, reference = here.file, here.reference
        if reference.startswith("/") and "#" not in reference:
            path, meant = reached(self._value(file), path_of(f"#{reference}"))
            if meant is not None:
                self._report("reference-without-hash", Severity.WARNING, here)
                return file, path, meant
        other, start = self._document(here)
        if other is None:
            self._report("reference-outside", Severity.ERROR, here, self._faults)
            return None
        fragment = reference.partition("#")[2]
        if fragment and not fragment.startswith("/"):
            named = self._names_in(other).anchor(unquote(fragment), start)
            path, target = reached(self._value(other), ("",) if named is None else named)
        else:
            path, target = reached(self._value(other), (*start, *path_of(reference)))
            if target is None and start and other == file:
                path, target = reached(self._value(other), path_of(reference))
        return other, path, target

    def _document(self, here: _Here) -> tuple[str | None, Path]:
        """The file that a reference names, None where it is none of ours, and where in it to begin.

        A reference to what an `$id` names begins there, and so does one inside of such a schema
        that names no other (JSON Schema 2020-12 section 8.2.1).
        """
        file, reference = here.file, here.reference
        if reference.startswith("#") and file not in self._with_ids:
            return file, ()
        try:
            parts = urlsplit(reference)
        except ValueError:
            return None, ()
        names = self._names_in(file)
        if not parts.scheme and not parts.netloc and not parts.path:
            return file, names.resource(here.path)
        known = names.resource_called(reference.partition("#")[0], here.path)
        if known is not None:
            return file, known
        beside = names.beside(reference.partition("#")[0])
        if beside is None and (parts.scheme or parts.netloc or parts.path.startswith(("/", "\\"))):
            return None, ()
        name = unquote(beside or parts.path)
        other = posixpath.normpath(posixpath.join(posixpath.dirname(file), name))
        if other not in self._sources:
            source = self._open(file, name)
            if source is None:
                return None, ()
            self._sources[other] = source
        return other, ()

    def _value(self, file: str) -> object:
        return self._root if file == self._file else self._sources[file].value

    def _imported(self, kind: str, file: str, path: Path, target: object) -> str:
        """A local reference to an object of another file, which is taken in the first time."""
        section = self._grammar.sections.get(kind, self._grammar.sections["schema"])
        if (kind, file, path) not in self._imported_as:
            held = self._section(section)
            wished = self._wished.setdefault((section, *_called(file, path)), _names(file, path))
            name = next(name for name in wished if name not in held)
            held[name] = target
            self._added(kind, file, path, target, name)
        return local((*section, self._imported_as[kind, file, path]))

    def _added(self, kind: str, file: str, path: Path, target: object, name: str) -> None:
        self._imported_as[kind, file, path] = name
        if isinstance(target, dict):
            self._origins[id(target)] = Origin.at(file, path)
        self._wait_for(file, kind, target, path)

    def _wait_for(self, file: str, kind: str, node: object, path: Path) -> None:
        """Notes every reference in an object for being followed, once."""
        for found_kind, inner, at in walk(kind, node, path, self._grammar):
            if "$id" in inner:
                self._with_ids.add(file)
            field = "$ref" if "$ref" in inner else "$dynamicRef"
            if not isinstance(inner.get(field), str) or id(inner) in self._seen:
                continue
            if field == "$ref" or found_kind == "schema":
                self._seen.add(id(inner))
                self._waiting.append((found_kind, _Here(file, inner, at, field)))

    def _section(self, section: tuple[str, ...]) -> Node:
        node = self._root
        for key in section:
            held = node.get(key)
            if not isinstance(held, dict):
                held = node[key] = {}
            node = held
        return node

    def _where(self, here: _Here) -> Path:
        """The path in its file of an object that refers."""
        origin = self._origins.get(id(here.node))
        if origin is not None:
            return origin.path
        return here.path if here.file != self._file else self._origin(here.path).path

    def _names_in(self, file: str) -> Names:
        if file not in self._names:
            self._names[file] = Names.of(self._value(file), self._grammar)
        return self._names[file]

    def _inline_path_items(self) -> bool:
        """Puts what a path item refers to in its place; whether there was any."""
        is_any = False
        for key in _PATHS:
            held = self._root.get(key)
            if not isinstance(held, dict):
                continue
            for name, item in list(held.items()):
                if isinstance(item, dict) and isinstance(item.get("$ref"), str):
                    is_any = True
                    held[name] = self._inlined(item, (key, name))
        return is_any

    def _inlined(self, item: Node, path: Path) -> Node:
        """The path item meant by one that refers, and what stands beside the reference."""
        merged: Node = {}
        step, hops = item, 0
        while hops < MOST_HOPS:
            here, hops = self._origin(path), hops + 1
            for key, value in step.items():
                if key not in merged and key != "$ref":
                    merged[key] = value
                    if isinstance(value, dict | list):
                        self._origins.setdefault(id(value), here.down(key))
            reference = step.get("$ref")
            if not isinstance(reference, str):
                break
            path, target = reached(self._root, path_of(reference))
            if not isinstance(target, dict):
                break
            step = target
        self._origins[id(merged)] = here
        return merged

    def _origin(self, path: Path) -> Origin:
        so_far = Gathered(
            file=self._file, root=self._root, sources=self._sources, origins=self._origins
        )
        return so_far.origin(path)

    def _refuse_circles(self) -> None:
        """By following each reference that leads to nothing but another one."""
        ends: set[int] = set()
        for here in self._followed:
            hops: list[int] = []
            step: object = here.node
            while isinstance(step, dict) and isinstance(step.get("$ref"), str):
                if id(step) in ends:
                    break
                if id(step) in hops or len(hops) >= MOST_HOPS:
                    rule = "reference-loop" if id(step) in hops else "reference-chain"
                    faults: list[Finding] = []
                    self._report(rule, Severity.ERROR, here, faults)
                    raise SpecError(faults)
                hops.append(id(step))
                step = reached(self._root, path_of(step["$ref"]))[1]
            if len(hops) < MOST_HOPS // 2:
                ends.update(hops)

    def _report(
        self, rule: str, severity: Severity, here: _Here, to: list[Finding] | None = None
    ) -> None:
        if (rule, id(here.node)) in self._told:
            return
        self._told.add((rule, id(here.node)))
        at = (*self._where(here), here.field)
        finding = Finding(
            rule=rule,
            severity=severity,
            location=Location(
                file=here.file, line=self._sources[here.file].line(at), pointer=pointer(at)
            ),
            arguments={"reference": _shown(here.reference), "limit": MOST_HOPS},
        )
        (self._findings if to is None else to).append(finding)


def _fits(kind: str, target: object) -> bool:
    """Whether an object of that kind can be what stands there."""
    return isinstance(target, dict) or (kind == "schema" and isinstance(target, bool))


def _called(file: str, path: Path) -> tuple[str, str]:
    """The words for what is taken in: its file's, and its own."""
    stem = posixpath.basename(file).partition(".")[0]
    return stem, str(path[-1]) if path else stem


def _names(file: str, path: Path) -> Iterator[str]:
    """The names for what is taken in from a file, the best first."""
    stem, own = _called(file, path)
    yield own
    yield (name := f"{stem}.{own}")
    yield from (f"{name}-{number}" for number in count(2))


def _shown(reference: str) -> str:
    return "".join(c if c.isprintable() else " " for c in reference)[:200]
