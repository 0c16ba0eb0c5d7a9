"""Which object of a spec's files can say the status of which part, and what is to be written there.

A part says it on its own object, if it has one that may hold more than it does; else an object
around it says it (`told.py`). Several parts may be one object.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from generator.contract import days
from generator.contract.remarks import Remarks, gone_from
from generator.formats.openapi.document.gathered import Gathered
from generator.formats.openapi.document.grammar import Path
from generator.formats.openapi.document.pointers import keys_of
from generator.formats.openapi.parts.told import OF_PARTS, OF_PROPERTIES, OF_VALUES, STATUS
from generator.model.address import Address
from generator.model.part import Annotation, Part, Tree

STABILITY, SUNSET, BADGES = "x-stability-level", "x-sunset", "x-badges"
_LEVELS = ("stable", "beta", "alpha", "draft")
"""The words of oasdiff, which reads them on operations, from the firmest on."""
_READ_BESIDE_REFERENCE = ("schema", "property", "condition")
_WITHOUT_EXTENSIONS = ("tag group", "callback")
"""A group is an extension itself; the schema of OpenAPI 3.1 takes all in a callback for paths."""
_HELD_IN_SCHEMA = ("property", "enum value")

Place = tuple[str, Path]
"""A file and the path of an object in it."""


@dataclass(slots=True)
class Writing:
    """What is to be written into a spec's files.

    `entries` by file and path of the object: a map is merged with what is there, a list follows it,
    all else takes its place. `first` is a part each object speaks for; `lost` are the parts whose
    status no id can say.
    """

    entries: dict[Place, dict[str, object]] = field(default_factory=dict)
    first: dict[Place, Part] = field(default_factory=dict)
    lost: list[Part] = field(default_factory=list)

    def add(self, place: Place, name: str, value: object, part: Part) -> None:
        """One entry; entries of maps are gathered."""
        entries = self.entries.setdefault(place, {})
        held = entries.get(name)
        entries[name] = {**held, **value} if _both_maps(held, value) else value  # type: ignore[dict-item]  # just looked at
        self.first.setdefault(place, part)


def _both_maps(one: object, other: object) -> bool:
    return isinstance(one, dict) and isinstance(other, dict)


def writing(tree: Tree, remarks: Remarks, gathered: Gathered, *, beside_reference: bool) -> Writing:
    """What the files must say so that they tell the effective status of every deviating part.

    `beside_reference`: a schema may hold more than its `$ref`.
    """
    return _Writer(tree, remarks, gathered, beside_reference=beside_reference).writing()


@dataclass(frozen=True, slots=True)
class _Carrier:
    """The object that speaks for a part: under `key`, in the map's entry `name` if there is one."""

    place: Place
    node: Mapping[str, object]
    key: str
    name: str | None = None


class _Writer:
    def __init__(
        self,
        tree: Tree,
        remarks: Remarks,
        gathered: Gathered,
        *,
        beside_reference: bool,
    ) -> None:
        self._tree, self._remarks = tree, remarks
        self._file, self._sources = gathered.file, gathered.sources
        self._beside_reference = beside_reference
        self._made = Writing()
        self._by_object: dict[tuple[str, str], list[Part]] = {}

    def writing(self) -> Writing:
        outer: dict[Address, Address | None] = {}
        for part, around in self._tree.walked:
            outer[part.address] = around.address if around is not None else None
            at = part.location.file, part.location.pointer or ""
            self._by_object.setdefault(at, []).append(part)
        for parts in self._by_object.values():
            self._object(parts, outer)
        return self._made

    def _object(self, parts: Sequence[Part], outer: Mapping[Address, Address | None]) -> None:
        """What one object says, for all the parts that it is.

        The firmest of them counts: what is weaker is so because of what encloses it.
        """
        remarks = self._remarks
        best = remarks.strongest([part.address for part in parts])
        told = [
            (annotation, part)
            for part in parts
            for annotation in part.annotations
            if annotation.name in (STATUS, STABILITY)
        ]
        is_told = remarks.deviates(best) or any(self._is_odd(p, outer) for p in parts)
        if not is_told and not told and not any(map(gone_from, parts)):
            self._apart(parts, outer, best)
            return
        carrier = self._carrier(parts[0])
        if carrier is not None:
            self._status(carrier, parts[0], best, is_told=is_told, told=told)
            if carrier.name is None:
                self._more(carrier, parts[0], best)
        self._below(told, best)
        is_said = carrier is not None and remarks.id_of(remarks.status(best)) is not None
        self._apart(parts, outer, best if is_said or not is_told else None)

    def _is_odd(self, part: Part, outer: Mapping[Address, Address | None]) -> bool:
        """Whether the part would inherit another contract than it has, were it not marked."""
        around = outer[part.address]
        contract = self._remarks.contract
        if self._remarks.deviates(part.address) or around is None:
            return False
        return contract(around) != contract(part.address)

    def _status(
        self,
        carrier: _Carrier,
        part: Part,
        best: Address,
        *,
        is_told: bool,
        told: Sequence[tuple[Annotation, Part]],
    ) -> None:
        """`x-contract-status`, unless what is there says the same."""
        id_ = self._remarks.id_of(self._remarks.status(best))
        wanted = self._remarks.contract(best)
        held = carrier.node.get(carrier.key)
        if carrier.name is not None:
            held = held.get(carrier.name) if isinstance(held, dict) else None
        meant = self._remarks.names_status(held) if held is not None else None
        from_above = [a for a, p in told if a.name == _key(a) == STATUS and not _is_below(a, p)]
        differs = any(wanted not in self._remarks.meanings(a) for a in from_above)
        differs |= carrier.name is not None and meant is not None
        if id_ is not None and meant != wanted and (is_told or differs):
            value = id_ if carrier.name is None else {carrier.name: id_}
            self._made.add(carrier.place, carrier.key, value, part)

    def _more(self, carrier: _Carrier, part: Part, best: Address) -> None:
        """What other programs read: a level and a badge on operations, a day on anything."""
        remarks, made, node = self._remarks, self._made, carrier.node
        status, is_operation = remarks.status(best), part.kind == "operation"
        level = remarks.word(STABILITY, status, _LEVELS)
        held = [a for a in part.annotations if a.name == STABILITY and not _is_below(a, part)]
        meant = {contract for a in held for contract in remarks.meanings(a)}
        is_new = is_operation and remarks.deviates(best) and not held
        if level is not None and (is_new or (meant and meant != {remarks.contract(best)})):
            made.add(carrier.place, STABILITY, level, part)
        label, badges = remarks.label(status), node.get(BADGES, [])
        is_list = isinstance(badges, list)
        if is_operation and remarks.deviates(best) and is_list and not _has(badges, label):
            made.add(carrier.place, BADGES, [{"name": label}], part)
        day, told = gone_from(part), node.get(SUNSET)
        if day is not None and (told is None or days.read(told) not in (None, day)):
            made.add(carrier.place, SUNSET, day.isoformat(), part)

    def _below(self, told: Sequence[tuple[Annotation, Part]], best: Address) -> None:
        """Marks of schemas that are read as the part's own, where they say otherwise."""
        status, wanted = self._remarks.status(best), self._remarks.contract(best)
        for annotation, part in told:
            meant = self._remarks.meanings(annotation)
            if not _is_below(annotation, part) or not meant or set(meant) == {wanted}:
                continue
            value = self._remarks.id_of(status)
            if annotation.name == STABILITY:
                value = self._remarks.word(STABILITY, status, _LEVELS)
            pointer = (annotation.location.pointer or "").rpartition("/")[0]
            found = self._at(annotation.location.file, pointer)
            if found is not None and value is not None:
                self._made.add((annotation.location.file, found[0]), annotation.name, value, part)

    def _apart(
        self,
        parts: Sequence[Part],
        outer: Mapping[Address, Address | None],
        told: Address | None,
    ) -> None:
        """What the object does not say of some of the parts is said of them elsewhere.

        The object says of all of them what the part `told` is, if anything.
        """
        contract = self._remarks.contract
        for part in parts:
            meant = [contract(a) for a in (told, outer[part.address]) if a is not None]
            own = contract(part.address)
            in_map = [a for a in part.annotations if _key(a) != a.name == STATUS]
            is_wrong = any(own not in self._remarks.meanings(a) for a in in_map)
            is_marked = part.mark is not None and part.mark.recogniser not in {
                annotation.name for annotation in part.annotations
            }
            is_missing = is_marked and self._remarks.deviates(part.address) and own not in meant
            if is_missing or (is_wrong and part.kind not in _HELD_IN_SCHEMA):
                self._elsewhere(part)

    def _elsewhere(self, part: Part) -> None:
        """The operation around the part speaks for it, or the document as a whole."""
        id_ = self._remarks.id_of(self._remarks.status(part.address))
        if id_ is None:
            self._made.lost.append(part)
            return
        operation = self._tree.enclosing.get(part.address)
        while operation is not None and operation.kind != "operation":
            operation = self._tree.enclosing.get(operation.address)
        place: Place = self._file, ()
        name = part.coordinate
        if operation is not None and not self._is_shared(operation):
            carrier = self._carrier(operation)
            if carrier is not None:
                place = carrier.place
                name = part.coordinate.removeprefix(operation.coordinate).strip()
        self._made.add(place, OF_PARTS, {name: id_}, part)

    def _is_shared(self, operation: Part) -> bool:
        """Whether the object is several operations, of paths that refer to the same."""
        at = operation.location.file, operation.location.pointer or ""
        return sum(part.kind == "operation" for part in self._by_object[at]) > 1

    def _carrier(self, part: Part) -> _Carrier | None:
        """The object that can speak for the part, None where there is none."""
        file, pointer = part.location.file, part.location.pointer or ""
        found = self._at(file, pointer)
        if found is None or part.kind in _WITHOUT_EXTENSIONS:
            return None
        path, node = found
        if part.kind == "enum value":
            return self._held(file, path[:-2], OF_VALUES, part.name)
        is_reference = isinstance(node, dict) and "$ref" in node
        may_say = self._beside_reference and part.kind in _READ_BESIDE_REFERENCE
        if part.kind == "property":
            is_rest = part.name == "*" and path[-1] == "additionalProperties"
            around = path[:-1] if is_rest else path[:-2]
            held = self._held(file, around, OF_PROPERTIES, part.name)
            is_in_map = held is not None and part.name in _map(held.node.get(OF_PROPERTIES))
            if is_in_map or not isinstance(node, dict) or (is_reference and not may_say):
                return held
        if not isinstance(node, dict) or (is_reference and not may_say):
            return None
        return _Carrier((file, path), node, STATUS)

    def _held(self, file: str, path: Path, key: str, name: str) -> _Carrier | None:
        node = _follow(self._sources[file].value, path)
        return _Carrier((file, path), node, key, name) if isinstance(node, dict) else None

    def _at(self, file: str, pointer: str) -> tuple[Path, object] | None:
        """The path that a pointer means in a file, and what stands there."""
        node: object = self._sources[file].value
        path: list[str | int] = []
        for name in keys_of(pointer):
            if isinstance(node, list):
                if not name.isdecimal() or int(name) >= len(node):
                    return None
                path.append(int(name))
                node = node[int(name)]
                continue
            if not isinstance(node, dict) or name not in node:
                return None
            path.append(name)
            node = node[name]
        return tuple(path), node


def _follow(node: object, path: Path) -> object:
    for step in path:
        node = node[step]  # type: ignore[index]  # the path was found there
    return node


def _key(annotation: Annotation) -> str:
    """The name under which the annotation stands; within a map it is that of a part."""
    return keys_of(annotation.location.pointer or "/")[-1]


def _is_below(annotation: Annotation, part: Part) -> bool:
    """Whether a part's annotation stands on a schema inside its object."""
    holder = (annotation.location.pointer or "").rpartition("/")[0]
    is_same_file = annotation.location.file == part.location.file
    return is_same_file and holder.startswith(f"{part.location.pointer or ''}/")


def _has(badges: object, name: str) -> bool:
    """Whether one of the badges has that name, however capitals are written."""
    held = badges if isinstance(badges, list) else []
    names = {str(badge.get("name")).casefold() for badge in held if isinstance(badge, dict)}
    return name.casefold() in names


def _map(value: object) -> Mapping[str, object]:
    return value if isinstance(value, dict) else {}
