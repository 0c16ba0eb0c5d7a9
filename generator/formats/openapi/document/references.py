"""Gathers what a document refers to into one document, all of whose references are local.

References are followed inside the spec's own files only, and never fetched. By RFC 3986 and 6901,
the Reference Object of the OpenAPI Specification, and JSON Schema 2020-12 section 8.
"""

import posixpath
from collections import deque
from collections.abc import Callable, Iterator
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from generator.formats.openapi.document.gathered import Gathered, Node, Origin
from generator.formats.openapi.document.grammar import OPENAPI_3, Grammar, Path, walk
from generator.formats.openapi.document.names import Names
from generator.formats.openapi.document.path_items import MOST_HOPS, PATHS, inline
from generator.formats.openapi.document.pointers import local, path_of, pointer, reached
from generator.formats.openapi.document.wished import called, wishes
from generator.model.errors import SpecError
from generator.model.finding import Finding, Severity
from generator.model.location import Location
from generator.syntax.source import Source

_MOST_FAULTS = 5

Open = Callable[[str, str], Source | None]
"""From the file that refers and the file named there: the latter read, None where it is not."""


def gather(
    root: Node, file: str, source: Source, open_: Open, grammar: Grammar = OPENAPI_3
) -> Gathered:
    """The document `root`, read from `file`, together with everything it refers to.

    Raises SpecError for a reference that leads out of the spec's files, in circles, or on and on;
    one that leads nowhere is a finding, and is taken away.
    """
    return _Gathering(root, file, source, open_, grammar).gathered()


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
        is_moved = inline(self._so_far(), self._origins)
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
        for section in dict.fromkeys([*self._grammar.sections.values(), *((p,) for p in PATHS)]):
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
            wished = self._wished.setdefault((section, *called(file, path)), wishes(file, path))
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
        return here.path if here.file != self._file else self._so_far().origin(here.path).path

    def _names_in(self, file: str) -> Names:
        if file not in self._names:
            self._names[file] = Names.of(self._value(file), self._grammar)
        return self._names[file]

    def _so_far(self) -> Gathered:
        return Gathered(
            file=self._file, root=self._root, sources=self._sources, origins=self._origins
        )

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


def _shown(reference: str) -> str:
    return "".join(c if c.isprintable() else " " for c in reference)[:200]
