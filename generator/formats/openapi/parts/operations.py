"""Operations with all that belongs to one: parameters, bodies, responses, headers, callbacks.

By the OpenAPI Specification 3.0 to 3.2. A parameter, body, response or header that stands among the
components is a part there, once, with all it holds; an operation that uses it has a part of its own
that says the same of itself and refers to it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from generator.formats.openapi.document.gathered import Origin
from generator.formats.openapi.document.grammar import METHODS
from generator.formats.openapi.document.pointers import pointer
from generator.formats.openapi.parts.keywords import annotations, as_json
from generator.formats.openapi.parts.places import Register, Spot, normalised, placeholders
from generator.formats.openapi.parts.schemas import Schemas
from generator.formats.openapi.parts.shape import Shape
from generator.formats.openapi.parts.texts import Texts
from generator.formats.openapi.parts.told import OF_PARTS, with_told
from generator.model.address import Address
from generator.model.deprecation import Deprecation
from generator.model.location import Location
from generator.model.part import Annotation, Direction, Part
from generator.model.types import ListOf, Type

Node = dict[str, object]

_PLACES = ("path", "header", "query", "querystring", "cookie")


@dataclass(frozen=True, slots=True)
class Base:
    """How the addresses and coordinates of what an operation holds begin."""

    address: str
    written: str

    def with_(self, step: str, written: str | None = None) -> "Base":
        """The same for something below."""
        return Base(self.address + step, self.written + (step if written is None else written))


class Operations:
    """Reads the operations of one document."""

    def __init__(
        self,
        register: Register,
        texts: Texts,
        schemas: Schemas,
        components: Mapping[tuple[str, str], Address],
    ) -> None:
        """`components` are the addresses of all but schemas, by section and name."""
        self._register, self._texts, self._schemas = register, texts, schemas
        self._components = components
        self._gathered = register.gathered
        self._origins = register.gathered.origins
        self._made: dict[Address, Part] = {}
        """The parameters and headers that were read, by their addresses."""
        self._entered: list[str] = []
        """The path items we are inside of: one may be called back from within."""

    def operation(
        self, base: Base, method: str, path: str, item: tuple[Node, Spot], own: tuple[Node, Spot],
        *, is_turned: bool, aliases: tuple[str, ...] = (), tags: tuple[Address, ...] = (),
    ) -> Part:  # fmt: skip
        """One operation. `is_turned` where the API calls and the client answers."""
        node, spot = own
        sent, got = (Direction.OUTPUT, Direction.INPUT) if is_turned else _SIDES
        description = _text(node, "description")
        described_at = self._described(node, spot)
        security = self._security(node)
        details: dict[str, object] = {
            "method": method,
            "path": path,
            "operation_id": _text(node, "operationId"),
            "security": security,
            "tags": tags,
            "node": node,
        }
        self._texts.documentation(details, node)
        servers = node.get("servers") or item[0].get("servers")
        if servers:
            details["servers"] = tuple(_servers(servers))
        own_remarks = annotations(node, spot, self._register, {OF_PARTS})
        told = [*self._about_item(item), *own_remarks]
        children = (
            *self._parameters(base, path, item, own, sent),
            *self._body(base, own, sent),
            *self._responses(base, own, got),
            *self._callbacks(base, own, is_turned=is_turned),
        )
        return Part(
            address=Address(base.address),
            kind="operation",
            name=base.written,
            written=base.written,
            direction=Direction.BOTH,
            location=self._register.location(spot),
            title=_text(node, "summary") or _text(item[0], "summary"),
            aliases=aliases,
            refers=tuple(dict.fromkeys(a for choice in security for a, _ in choice)),
            annotations=tuple({a.name: a for a in told}.values()),
            deprecation=_deprecation(node),
            description=description,
            described_at=described_at,
            links=self._texts.links(description, described_at),
            details=MappingProxyType(details),
            children=with_told(children, base.written, node, spot, self._register),
        )

    def _about_item(self, item: tuple[Node, Spot]) -> Iterator[Annotation]:
        """What is remarked on the path as a whole holds for each of its operations."""
        yield from annotations(item[0], item[1], self._register)

    def _security(self, node: Node) -> tuple[tuple[tuple[Address, tuple[str, ...]], ...], ...]:
        """Alternatives, each of schemes that are needed together, each with its scopes."""
        told = node.get("security", self._gathered.root.get("security"))
        return tuple(
            tuple(
                (address, tuple(str(s) for s in scopes) if isinstance(scopes, list) else ())
                for name, scopes in choice.items()
                if (address := self._components.get(("securitySchemes", str(name)))) is not None
            )
            for choice in (told if isinstance(told, list) else ())
            if isinstance(choice, dict)
        )

    def _parameters(
        self, base: Base, path: str, item: tuple[Node, Spot], own: tuple[Node, Spot],
        side: Direction,
    ) -> list[Part]:  # fmt: skip
        """Those of the operation, and those of its path that it does not override."""
        found: dict[tuple[str, str], tuple[Node, Spot, Address | None]] = {}
        for node, spot in (item, own):
            told = node.get("parameters")
            for index in range(len(told)) if isinstance(told, list) else ():
                held, at, shared = self._resolved(node, spot, "parameters", index)
                place, name = _text(held, "in"), _text(held, "name")
                if name or place:
                    found[place, name] = held, at, shared
        order = {place: number for number, place in enumerate(_PLACES)}
        ordered = sorted(found.items(), key=lambda pair: order.get(pair[0][0], len(order)))
        names = placeholders(path)
        parts = []
        for (place, name), (held, at, shared) in ordered:
            step = f" {place}:{name}"
            is_numbered = place == "path" and name in names
            identity = f" path:{names.index(name) + 1}" if is_numbered else step
            inner = self._claimed(base.with_(identity, step), at, shared)
            parts.append(self.parameter(inner, "parameter", name, held, at, side, shared=shared))
        return parts

    def parameter(
        self, base: Base, kind: str, name: str, node: Node, spot: Spot, side: Direction,
        *, shared: Address | None = None,
    ) -> Part:  # fmt: skip
        """A parameter or header; what is `shared` has its inner parts there, not here."""
        address = Address(base.address)
        made = None if shared is None else self._made.get(shared)
        if shared is not None and made is not None and made.details["node"] is node:
            return replace(
                made, address=address, name=name, written=base.written, direction=side,
                refers=(made.address,), children=(),
            )  # fmt: skip
        shape = self._value(node, spot, address, side)
        if shared is not None:
            shape.children = []
            shape.refers = [shared]
        if _text(node, "description"):
            shape.descriptions.insert(0, _text(node, "description"))
            shape.described_at = self._described(node, spot)
        shape.is_deprecated |= node.get("deprecated") is True
        shape.annotations[:0] = annotations(node, spot, self._register)
        for key in ("in", "style", "explode", "allowReserved", "allowEmptyValue"):
            if key in node:
                shape.details[key] = node[key]
        examples = self._texts.examples(node, spot)
        if examples:
            shape.details["examples"] = examples
        part = self._schemas.shared.part(
            address, kind, name, spot, shape, side, node,
            type_=shape.type, required=node.get("required") is True, written=base.written,
        )  # fmt: skip
        self._made[address] = part
        return replace(part, refers=(shared,)) if shared is not None else _as_written(part)

    def _value(self, node: Node, spot: Spot, base: str, side: Direction) -> Shape:
        """The schema of a parameter or header, which may stand under a media type."""
        if "schema" in node:
            return self._schemas.shape(node["schema"], self._down(spot, node, "schema"), base, side)
        content = node.get("content")
        for mime, held in content.items() if isinstance(content, dict) else ():
            media, at, _ = self._resolved(node, spot, "content", mime)
            if "schema" in media:
                shape = self._schemas.shape(
                    media["schema"], self._down(at, media, "schema"), base, side
                )
                shape.details["media_type"] = mime
                return shape
            del held
        return Shape()

    def _body(self, base: Base, own: tuple[Node, Spot], side: Direction) -> Iterator[Part]:
        node, spot = own
        if not isinstance(node.get("requestBody"), dict):
            return
        held, at, shared = self._resolved(node, spot, "requestBody")
        inner = self._claimed(base.with_(" body"), at, shared)
        yield self.body(inner, "body", held, at, side, shared=shared)

    def body(
        self, base: Base, name: str, node: Node, spot: Spot, side: Direction,
        *, shared: Address | None = None,
    ) -> Part:  # fmt: skip
        """A request body with its media types."""
        media = () if shared else self._media(base, node, spot, side)
        return self._holder(
            base, "request body", name, node, spot, side, media, shared,
            required=node.get("required") is True,
        )  # fmt: skip

    def _responses(self, base: Base, own: tuple[Node, Spot], side: Direction) -> Iterator[Part]:
        node, spot = own
        told = node.get("responses")
        for code, response in told.items() if isinstance(told, dict) else ():
            if str(code).startswith("x-") or not isinstance(response, dict):
                continue
            held, at, shared = self._resolved(node, spot, "responses", code)
            inner = self._claimed(base.with_(f" {code}"), at, shared)
            yield self.response(inner, str(code), held, at, side, shared=shared)

    def response(
        self, base: Base, name: str, node: Node, spot: Spot, side: Direction,
        *, shared: Address | None = None,
    ) -> Part:  # fmt: skip
        """A response with its headers and media types."""
        children: list[Part] = []
        if shared is None:
            headers = node.get("headers")
            for header in headers if isinstance(headers, dict) else ():
                held, at, elsewhere = self._resolved(node, spot, "headers", header)
                inner = self._claimed(base.with_(f" header:{header}"), at, elsewhere)
                part = self.parameter(inner, "header", header, held, at, side, shared=elsewhere)
                children.append(part)
            children.extend(self._media(base, node, spot, side))
        return self._holder(base, "response", name, node, spot, side, tuple(children), shared)

    def _holder(
        self, base: Base, kind: str, name: str, node: Node, spot: Spot, side: Direction,
        children: tuple[Part, ...], shared: Address | None, *, required: bool = False,
    ) -> Part:  # fmt: skip
        description = _text(node, "description")
        described_at = self._described(node, spot)
        details: dict[str, object] = {"node": node}
        links = node.get("links")
        if isinstance(links, dict) and links:
            details["links"] = tuple((str(name), as_json(link)) for name, link in links.items())
        return Part(
            address=Address(base.address),
            kind=kind,
            name=name,
            written=base.written,
            direction=side,
            location=self._register.location(spot),
            title=_text(node, "summary"),
            required=required,
            refers=(shared,) if shared is not None else (),
            annotations=tuple(annotations(node, spot, self._register)),
            description=description,
            described_at=described_at,
            links=self._texts.links(description, described_at if shared is None else None),
            details=MappingProxyType(details),
            children=children,
        )

    def _media(self, base: Base, node: Node, spot: Spot, side: Direction) -> tuple[Part, ...]:
        content = node.get("content")
        found = []
        for mime in content if isinstance(content, dict) else ():
            held, at, _ = self._resolved(node, spot, "content", mime)
            inner = self._claimed(base.with_(f":{mime}"), at)
            found.append(self._media_type(inner, str(mime), held, at, side))
        return tuple(found)

    def _media_type(self, base: Base, mime: str, node: Node, spot: Spot, side: Direction) -> Part:
        address = Address(base.address)
        key = "schema" if "schema" in node else "itemSchema" if "itemSchema" in node else None
        shape = Shape()
        type_: Type | None = None
        if key is not None:
            shape = self._schemas.shape(node[key], self._down(spot, node, key), address, side)
            type_ = shape.type
            if key == "itemSchema":
                type_ = ListOf(item=shape.type, nullable=False)
                shape.details["is_stream"] = True
        shape.annotations[:0] = annotations(node, spot, self._register)
        examples = self._texts.examples(node, spot)
        if examples:
            shape.details["examples"] = examples
        if isinstance(node.get("encoding"), dict) and node["encoding"]:
            shape.details["encoding"] = as_json(node["encoding"])
        part = self._schemas.shared.part(
            address, "media type", mime, spot, shape, side, node, type_=type_,
            written=base.written,
        )  # fmt: skip
        return _as_written(part)

    def _callbacks(self, base: Base, own: tuple[Node, Spot], *, is_turned: bool) -> Iterator[Part]:
        node, spot = own
        told = node.get("callbacks")
        for name in told if isinstance(told, dict) else ():
            held, at, shared = self._resolved(node, spot, "callbacks", name)
            inner = self._claimed(base.with_(f" callback:{name}"), at, shared)
            yield self.callback(inner, str(name), held, at, is_turned=is_turned, shared=shared)

    def callback(
        self, base: Base, name: str, node: Node, spot: Spot, *, is_turned: bool,
        shared: Address | None = None,
    ) -> Part:  # fmt: skip
        """A callback with the operations the API calls."""
        children = []
        refers = [] if shared is None else [shared]
        for expression in node if shared is None else ():
            if expression.startswith("x-") or not isinstance(node[expression], dict):
                continue
            item, at, _ = self._resolved(node, spot, expression)
            is_entered = at.pointer in self._entered
            self._entered.append(at.pointer)
            for method, operation, where in operations_of(item, at, self._origins):
                if is_entered:
                    refers.append(Address(f"#{where.pointer}"))
                    continue
                inner = self._claimed(base.with_(f" {method} {expression}"), where)
                children.append(
                    self.operation(
                        inner,
                        method,
                        expression,
                        (item, at),
                        (operation, where),
                        is_turned=not is_turned,
                    )
                )
            self._entered.pop()
        return Part(
            address=Address(base.address),
            kind="callback",
            name=name,
            written=base.written,
            direction=Direction.BOTH,
            location=self._register.location(spot),
            refers=tuple(refers),
            annotations=tuple(annotations(node, spot, self._register)),
            details=MappingProxyType({"node": node}),
            children=tuple(children),
        )

    def _claimed(self, base: Base, spot: Spot, shared: Address | None = None) -> Base:
        """The base with an address that is its own; what is `shared` stands elsewhere too."""
        address = self._register.claim(base.address, None if shared else spot)
        return Base(address, base.written)

    def _resolved(
        self, node: Node, spot: Spot, *keys: str | int
    ) -> tuple[Node, Spot, Address | None]:
        """What is meant under `keys`, and its part where that stands among the components."""
        at = self._down(spot, node, *keys)
        held: object = node
        for key in keys:
            held = held[key]  # type: ignore[index]  # the caller found it there
        shared: Address | None = None
        beside: Node = {}
        while isinstance(held, dict) and isinstance(held.get("$ref"), str):
            beside = {**{k: held[k] for k in ("summary", "description") if k in held}, **beside}
            path, held = self._gathered.target(held["$ref"])
            at = Spot(pointer(path), self._gathered.origin(path))
            if len(path) == 3:
                shared = self._components.get((str(path[1]), str(path[2])), shared)
        found = held if isinstance(held, dict) else {}
        return ({**found, **beside} if beside else found), at, shared

    def _down(self, spot: Spot, node: object, *keys: str | int) -> Spot:
        for key in keys:
            node = node[key]  # type: ignore[index]  # the caller found it there
            spot = spot.down(key, node, self._origins)
        return spot

    def _described(self, node: Node, spot: Spot) -> Location | None:
        if not _text(node, "description"):
            return None
        return self._register.location(spot.down("description", None, self._origins))


def operations_of(
    item: Node, spot: Spot, origins: Mapping[int, Origin]
) -> Iterator[tuple[str, Node, Spot]]:
    """The operations of a path item: method in capitals, object and spot."""
    for method in METHODS:
        operation = item.get(method)
        if isinstance(operation, dict):
            yield method.upper(), operation, spot.down(method, operation, origins)
    more = item.get("additionalOperations")
    for method, operation in more.items() if isinstance(more, dict) else ():
        if isinstance(operation, dict):
            held = spot.down("additionalOperations", more, origins)
            yield method, operation, held.down(method, operation, origins)


def _as_written(part: Part) -> Part:
    """The part, in which what it holds is printed as it is itself."""
    if part.written is None or part.written == part.address or not part.children:
        return part
    known = len(part.address)
    children = (
        replace(child, written=part.written + child.address[known:]) for child in part.children
    )
    return replace(part, children=tuple(map(_as_written, children)))


_SIDES = (Direction.INPUT, Direction.OUTPUT)


def base_of(method: str, path: str) -> Base:
    """How an operation is called: its placeholders' names do not count for what it is."""
    return Base(f"{method} {normalised(path)}", f"{method} {path}")


def _deprecation(node: Node) -> Deprecation | None:
    return Deprecation(reason="") if node.get("deprecated") is True else None


def _servers(value: object) -> Iterator[tuple[str, str]]:
    for server in value if isinstance(value, list) else ():
        if isinstance(server, dict) and isinstance(server.get("url"), str):
            yield server["url"], _text(server, "description")


def _text(node: Mapping[str, object], key: str) -> str:
    value = node.get(key)
    return value if isinstance(value, str) else ""
