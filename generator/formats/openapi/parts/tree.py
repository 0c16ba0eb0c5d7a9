"""A gathered document into parts.

Addresses: an operation is its method and path, in which placeholders' names do not count
(`GET /personer/{}`), a schema its name, a property `Person.navn`; what an operation holds follows
after a blank (`GET /personer/{} query:felt`, `POST /a body:application/json.navn`), and other
components are named with their sort (`parameter:felt`, `security:basic`).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from functools import partial
from types import MappingProxyType

from generator.formats import Document
from generator.formats.openapi.document.gathered import Gathered, Origin
from generator.formats.openapi.parts.directions import alone, directions
from generator.formats.openapi.parts.keywords import annotations
from generator.formats.openapi.parts.operations import Base, Operations, base_of, operations_of
from generator.formats.openapi.parts.places import Register, Spot, by_name, normalised
from generator.formats.openapi.parts.schemas import Schemas
from generator.formats.openapi.parts.tags import Tags
from generator.formats.openapi.parts.texts import Texts
from generator.formats.openapi.parts.told import with_told
from generator.model.about import About, Link
from generator.model.address import Address
from generator.model.deprecation import Deprecation
from generator.model.finding import Finding, Severity
from generator.model.part import Direction, Part, Tree, walk
from generator.model.types import ListOf, MapOf, Named, OneOf, Type

Node = dict[str, object]

_SORTS = {
    "parameters": "parameter",
    "requestBodies": "body",
    "responses": "response",
    "headers": "header",
    "callbacks": "callback",
    "securitySchemes": "security",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """The parts of a document, the address of each object, and the operations to call.

    `addresses` go by JSON Pointers into the one document; `operations` are the path and the method,
    in lower case, of each operation that a client calls first.
    """

    tree: Tree
    addresses: Mapping[str, Address]
    operations: Mapping[Address, tuple[str, str]]
    findings: tuple[Finding, ...]


def built(
    bundle: Sequence[Document], gathered: Gathered, notation: str, faults: Mapping[str, str]
) -> Built:
    """Everything in the document, read from a bundle, as parts.

    `faults` are what is wrong with examples, by their JSON Pointers in the one document.
    """
    return _Builder(bundle, gathered, notation, faults).built()


@dataclass(frozen=True, slots=True)
class _Entry:
    """An operation a client meets first, or a webhook, before it is read."""

    base: Base
    method: str
    path: str
    item: tuple[Node, Spot]
    own: tuple[Node, Spot]
    is_webhook: bool


class _Builder:
    def __init__(
        self,
        bundle: Sequence[Document],
        gathered: Gathered,
        notation: str,
        faults: Mapping[str, str],
    ) -> None:
        self._gathered, self._notation = gathered, notation
        self._root = gathered.root
        self._top = Spot("", Origin(gathered.file, (), ""))
        self._sides = directions(gathered.references)
        self._register = Register(gathered)
        self._findings: list[Finding] = []
        schemas = {
            name: self._register.claim(name, spot) for name, _, spot in self._components("schemas")
        }
        self._shared = {
            (section, name): self._register.claim(f"{sort}:{name}", spot)
            for section, sort in _SORTS.items()
            for name, _, spot in self._components(section)
        }
        self._entries = tuple(self._found_entries())
        self._ids = self._unique_ids()
        self._tags = Tags(self._root, [e.own for e in self._entries], self._register)
        self._texts = Texts(bundle, gathered, faults, self._ids, self._tags.addresses, schemas)
        self._schemas = Schemas(self._register, self._texts, schemas)
        self._operations = Operations(self._register, self._texts, self._schemas, self._shared)

    def built(self) -> Built:
        held = {name: (node, spot) for name, node, spot in self._components("schemas")}
        schemas = by_name(
            held,
            lambda name: self._schemas.component(name, *held[name], self._side("schemas", name)),
        )
        shared = list(self._shared_parts())
        entries = {entry.base.address: entry for entry in self._entries}
        operations = by_name(entries, lambda address: self._entry(entries[address]))
        tagged = self._tags.parts(operations, self._texts)
        parts = self._settled((*tagged, *schemas, *shared))
        parts = with_told(parts, "", self._root, self._top, self._register)
        tree = Tree(
            parts=parts,
            entries=tuple(operation.address for operation in operations),
            about=self._about(),
        )
        return Built(
            tree=tree,
            addresses=self._register.by_pointer,
            operations={
                Address(entry.base.address): (entry.path, entry.method.lower())
                for entry in self._entries
                if not entry.is_webhook
            },
            findings=(*self._findings, *self._texts.findings),
        )

    def _components(self, section: str) -> Iterator[tuple[str, object, Spot]]:
        components = self._root.get("components")
        held = components.get(section) if isinstance(components, dict) else None
        for name, node in held.items() if isinstance(held, dict) else ():
            is_schema = section == "schemas"
            if isinstance(node, dict) or (is_schema and isinstance(node, bool)):
                yield str(name), node, self._down("components", section, str(name))

    def _down(self, *keys: str | int) -> Spot:
        spot, node = self._top, self._root
        for key in keys:
            node = node[key]  # type: ignore[index, assignment]  # the caller found it there
            spot = spot.down(key, node, self._gathered.origins)
        return spot

    def _side(self, section: str, name: str) -> Direction:
        return self._sides.get((section, name), alone(section))

    def _found_entries(self) -> Iterator[_Entry]:
        firsts = _firsts(self._root.get("paths"))
        for key in ("paths", "webhooks", "x-webhooks"):
            held = self._root.get(key)
            for path, item in held.items() if isinstance(held, dict) else ():
                if not isinstance(item, dict) or (key == "paths" and path.startswith("x-")):
                    continue
                spot = self._down(key, path)
                for method, node, at in operations_of(item, spot, self._gathered.origins):
                    is_webhook = key != "paths"
                    base = _base(method, str(path), firsts, is_webhook=is_webhook)
                    base = Base(self._register.claim(base.address, at), base.written)
                    yield _Entry(base, method, str(path), (item, spot), (node, at), is_webhook)

    def _unique_ids(self) -> Mapping[str, Address]:
        """What each operationId means; one that is given twice means the first."""
        found: dict[str, Address] = {}
        for entry in self._entries:
            id_ = entry.own[0].get("operationId")
            if not isinstance(id_, str):
                continue
            if id_ not in found:
                found[id_] = Address(entry.base.address)
                continue
            self._findings.append(
                Finding(
                    rule="operation-id-repeated",
                    severity=Severity.WARNING,
                    coordinate=entry.base.written,
                    location=self._register.location(entry.own[1]),
                    arguments={"id": id_, "first": found[id_]},
                )
            )
        return found

    def _entry(self, entry: _Entry) -> Part:
        id_ = entry.own[0].get("operationId")
        address = Address(entry.base.address)
        is_own = isinstance(id_, str) and self._ids.get(id_) == address
        return self._operations.operation(
            entry.base,
            entry.method,
            entry.path,
            entry.item,
            entry.own,
            is_turned=entry.is_webhook,
            aliases=(str(id_),) if is_own else (),
            tags=self._tags.of(entry.own[0]),
        )

    def _shared_parts(self) -> Iterator[Part]:
        """Components besides schemas, as parts of their own."""
        for section in _SORTS:
            held = {name: (node, spot) for name, node, spot in self._components(section)}
            read = partial(self._shared_part, section, held)
            yield from by_name(held, read)

    def _shared_part(
        self, section: str, held: Mapping[str, tuple[object, Spot]], name: str
    ) -> Part:
        node, spot = held[name]
        assert isinstance(node, dict)
        sort, base = _SORTS[section], Base(self._shared[section, name], self._shared[section, name])
        side = self._side(section, name)
        if isinstance(node.get("$ref"), str):
            return self._alias(base, sort, name, node, spot, side)
        match section:
            case "parameters" | "headers":
                return self._operations.parameter(base, sort, name, node, spot, side)
            case "requestBodies":
                return self._operations.body(base, name, node, spot, side)
            case "responses":
                return self._operations.response(base, name, node, spot, side)
            case "callbacks":
                return self._operations.callback(base, name, node, spot, is_turned=False)
            case _:
                return self._security_scheme(base, name, node, spot)

    def _alias(
        self, base: Base, sort: str, name: str, node: Node, spot: Spot, side: Direction
    ) -> Part:
        """A component that only refers to another."""
        path, _ = self._gathered.target(str(node["$ref"]))
        target = self._shared.get((str(path[1]), str(path[2]))) if len(path) == 3 else None
        return Part(
            address=Address(base.address),
            kind={"body": "request body", "security": "security scheme"}.get(sort, sort),
            name=name,
            direction=side,
            location=self._register.location(spot),
            refers=(target,) if target is not None else (),
            details=MappingProxyType({"node": node}),
        )

    def _security_scheme(self, base: Base, name: str, node: Node, spot: Spot) -> Part:
        description = node.get("description")
        said = description if isinstance(description, str) else ""
        at = self._register.location(spot.down("description", None, {})) if said else None
        return Part(
            address=Address(base.address),
            kind="security scheme",
            name=name,
            direction=Direction.INPUT,
            location=self._register.location(spot),
            annotations=tuple(annotations(node, spot, self._register)),
            deprecation=Deprecation(reason="") if node.get("deprecated") is True else None,
            description=said,
            described_at=at,
            links=self._texts.links(said, at),
            details=MappingProxyType({"node": node}),
        )

    def _about(self) -> About:
        info = self._root.get("info")
        node: Node = info if isinstance(info, dict) else {}
        description = _text(node, "description")
        at = self._register.location(self._top.down("info", None, {}).down("description", None, {}))
        servers = self._root.get("servers")
        return About(
            notation=self._notation,
            title=_text(node, "title"),
            version=str(node.get("version", "")),
            description=description,
            links=self._texts.links(description, at),
            servers=tuple(
                Link(url=str(s["url"]), text=_text(s, "description"))
                for s in (servers if isinstance(servers, list) else ())
                if isinstance(s, dict) and "url" in s
            ),
            further=tuple(_further(node, self._root)),
        )

    def _settled(self, parts: tuple[Part, ...]) -> tuple[Part, ...]:
        """The same with the addresses of what references mean that lead deep into a schema."""
        pending = {
            target for part, _ in walk(parts) for target in part.refers if target.startswith("#")
        }
        if not pending:
            return parts
        known = {part.address for part, _ in walk(parts)}
        meant = {target: self._meant(target, known) for target in pending}
        return tuple(_with_targets(part, meant) for part in parts)

    def _meant(self, pending: Address, known: Set[Address]) -> Address | None:
        """The part of what a pointer leads to, or the nearest around it: an item has none."""
        pointer = str(pending)[1:]
        while pointer:
            found = self._register.by_pointer.get(pointer)
            if found in known:
                return found
            pointer = pointer.rpartition("/")[0]
        return None


def _with_targets(part: Part, meant: Mapping[Address, Address | None]) -> Part:
    return replace(
        part,
        type=None if part.type is None else _type_with(part.type, meant),
        refers=tuple(_settled(part.refers, meant)),
        details=_details_with(part.details, meant),
        children=tuple(_with_targets(child, meant) for child in part.children),
    )


def _settled(
    addresses: Iterable[Address], meant: Mapping[Address, Address | None]
) -> Iterator[Address]:
    for address in addresses:
        found = meant.get(address) if address.startswith("#") else address
        if found is not None:
            yield found


def _details_with(
    details: Mapping[str, object], meant: Mapping[Address, Address | None]
) -> Mapping[str, object]:
    extends = details.get("extends")
    if not isinstance(extends, tuple):
        return details
    return MappingProxyType({**details, "extends": tuple(_settled(extends, meant))})


def _type_with(type_: Type, meant: Mapping[Address, Address | None]) -> Type:
    match type_:
        case Named():
            is_pending = type_.target is not None and type_.target.startswith("#")
            return replace(type_, target=meant.get(type_.target)) if is_pending else type_  # type: ignore[arg-type]  # just looked at
        case ListOf():
            return replace(type_, item=_type_with(type_.item, meant))
        case MapOf():
            return replace(type_, value=_type_with(type_.value, meant))
        case OneOf():
            return replace(type_, choices=tuple(_type_with(c, meant) for c in type_.choices))


def _firsts(paths: object) -> Mapping[str, str]:
    """The first by alphabet of the paths that differ in their placeholders' names alone."""
    firsts: dict[str, str] = {}
    for path in sorted(paths if isinstance(paths, dict) else (), reverse=True):
        firsts[normalised(path)] = path
    return firsts


def _base(method: str, path: str, firsts: Mapping[str, str], *, is_webhook: bool) -> Base:
    if is_webhook:
        return Base(f"webhook:{path} {method}", f"webhook:{path} {method}")
    base = base_of(method, path)
    return base if firsts[normalised(path)] == path else Base(base.written, base.written)


def _further(info: Node, root: Node) -> Iterator[tuple[str, Link]]:
    """Documentation, terms, licence and contact, each where it is given."""
    docs, licence, contact = root.get("externalDocs"), info.get("license"), info.get("contact")
    if isinstance(docs, dict):
        yield "documentation", Link(url=_text(docs, "url"), text=_text(docs, "description"))
    if _text(info, "termsOfService"):
        yield "terms", Link(url=_text(info, "termsOfService"))
    if isinstance(licence, dict):
        name = _text(licence, "name") or _text(licence, "identifier")
        yield "licence", Link(url=_text(licence, "url"), text=name)
    if isinstance(contact, dict):
        mail = _text(contact, "email")
        url = _text(contact, "url") or (f"mailto:{mail}" if mail else "")
        yield "contact", Link(url=url, text=_text(contact, "name") or mail)


def _text(node: Node, key: str) -> str:
    value = node.get(key)
    return value if isinstance(value, str) else ""
