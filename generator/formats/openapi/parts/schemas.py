"""Schema Objects into types, facts and parts.

By JSON Schema 2020-12 and the Schema Object of the OpenAPI Specification 3.0 to 3.2. What `allOf`
holds in place is read as the schema's own; what it refers to is named. `oneOf` and `anyOf` become
alternatives. No reference is expanded, so that a recursive schema stays finite.
"""

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache

from generator.formats.openapi.parts.asides import conditions, definitions
from generator.formats.openapi.parts.keywords import (
    HOLDING,
    Node,
    implied,
    is_structured,
    keys,
    required,
    side_of,
    texts_in,
)
from generator.formats.openapi.parts.places import Register, Spot
from generator.formats.openapi.parts.shape import ANY, Shape, is_plain, with_null
from generator.formats.openapi.parts.shared import Shared
from generator.formats.openapi.parts.statements import discriminator, enum, say
from generator.formats.openapi.parts.texts import Texts
from generator.formats.openapi.parts.told import OF_PROPERTIES, told_of
from generator.model.address import Address
from generator.model.errors import SpecError
from generator.model.finding import Finding, Severity
from generator.model.part import Direction, Part
from generator.model.types import ListOf, MapOf, Named, OneOf, Type, targets

MOST_DEEP = 100
"""Schemas inside each other: all that YAML may hold, and what Python's stack can bear."""


class Schemas:
    """Reads the schemas of one document."""

    def __init__(self, register: Register, texts: Texts, names: Mapping[str, Address]) -> None:
        self.shared = Shared(register=register, texts=texts, names=names)
        self._depth = 0

    def component(self, name: str, node: object, spot: Spot, side: Direction) -> Part:
        """A component schema."""
        address = self.shared.names[name]
        shape = self.shape(node, spot, address, side)
        is_whole = any(child.kind != "enum value" for child in shape.children)
        is_container = is_whole and not isinstance(shape.type, ListOf | OneOf)
        return self.shared.part(
            address,
            "schema",
            name,
            spot,
            shape,
            side,
            node,
            type_=None if is_container else shape.type,
        )

    def shape(self, node: object, spot: Spot, base: str, side: Direction) -> Shape:
        """What the schema at `spot` says; `base` begins the addresses of what it holds."""
        shape = Shape()
        self._depth += 1
        if self._depth > MOST_DEEP:
            raise SpecError([self._too_deep(spot)])
        names = required(node)
        self._read(shape, node, spot, base, side, frozenset(names))
        if names:
            known = {child.name for child in shape.children if child.kind == "property"}
            if missing := tuple(name for name in names if name not in known):
                shape.details["also_required"] = missing
        self._depth -= 1
        return shape

    def _too_deep(self, spot: Spot) -> Finding:
        return Finding(
            rule="spec-too-deep",
            severity=Severity.ERROR,
            location=self.shared.register.location(spot),
            arguments={"limit": MOST_DEEP},
        )

    def _read(
        self,
        shape: Shape,
        node: object,
        spot: Spot,
        base: str,
        side: Direction,
        required: frozenset[str],
    ) -> None:
        if not isinstance(node, dict):
            if node is False:
                shape.constraints.append(("never", ""))
            return
        say(self.shared, shape, node, spot)
        if HOLDING.isdisjoint(node):
            shape.type = self._type(shape, node, spot, base, side) or ANY
            return
        self._properties(shape, node, spot, base, side, required)
        own = self._type(shape, node, spot, base, side)
        merged = self._all_of(shape, node, spot, base, side, required)
        chosen = self._choices(shape, node, spot, base, side)
        enum(self.shared, shape, node, spot, base, side)
        conditions(self.shared, self.shape, shape, node, spot, base, side)
        definitions(self.shared, self.shape, shape, node, spot, base, side)
        types = [t for t in (own, *merged, *chosen) if t is not None and t != ANY]
        is_object = any(child.kind == "property" for child in shape.children)
        if is_object and len(types) > 1:
            shape.type = own if own is not None and own != ANY else types[0]
        elif types:
            shape.type = next((t for t in types if not is_plain(t)), types[0])
        elif is_object:
            shape.type = Named(name="object", target=None, nullable=False)
        for target in (*merged, *chosen):
            shape.refers.extend(targets(target))

    def _properties(
        self,
        shape: Shape,
        node: Node,
        spot: Spot,
        base: str,
        side: Direction,
        required: frozenset[str],
    ) -> None:
        names = keys(node, "properties")
        made: dict[str, Part] = {}
        held, around = self.shared.down(spot, node, "properties") if names else ({}, spot)
        for name in sorted(names):  # so that addresses do not hang on the order in the file
            inner, at = self.shared.down(around, held, name)
            part = self._property(
                f"{base}.{name}", name, inner, at, side, is_required=name in required
            )
            made[name] = self._marked(part, node, spot)
        shape.children.extend(made[name] for name in names)
        for pattern in keys(node, "patternProperties"):
            inner, at = self.shared.down(spot, node, "patternProperties", pattern)
            name = f"/{pattern}/"
            part = self._property(f"{base}.{name}", name, inner, at, side, is_required=False)
            shape.children.append(self._marked(part, node, spot))
        has_names = any(keys(node, key) for key in ("properties", "patternProperties"))
        more = node.get("additionalProperties")
        if isinstance(more, dict) and (has_names or is_structured(more)):
            inner, at = self.shared.down(spot, node, "additionalProperties")
            part = self._property(f"{base}.*", "*", inner, at, side, is_required=False)
            shape.children.append(self._marked(part, node, spot))

    def _marked(self, part: Part, node: Node, spot: Spot) -> Part:
        """The property with what the schema around it says of its status."""
        said = told_of(node, spot, self.shared.register, OF_PROPERTIES, part.name)
        return replace(part, annotations=(*part.annotations, *said)) if said else part

    def _property(
        self,
        wished: str,
        name: str,
        node: object,
        spot: Spot,
        side: Direction,
        *,
        is_required: bool,
    ) -> Part:
        address = self.shared.register.claim(wished, spot)
        side = side_of(node, side)
        shape = self.shape(node, spot, address, side)
        return self.shared.part(
            address,
            "property",
            name,
            spot,
            shape,
            side,
            node,
            type_=shape.type,
            required=is_required,
        )

    def _type(
        self, shape: Shape, node: Node, spot: Spot, base: str, side: Direction
    ) -> Type | None:
        """The type as said by `$ref`, `type`, `format`, `items` and the like."""
        reference = node.get("$ref", node.get("$dynamicRef"))
        if isinstance(reference, str):
            return self.shared.reference(reference)
        said = node.get("type")
        if isinstance(said, str) and said != "null":
            return self._simple(said, shape, node, spot, base, side) if said else None
        names = [said] if isinstance(said, str) else list(texts_in(said))
        if "null" in names:
            shape.is_nullable = True
            names.remove("null")
        if not names:
            names = [implied(node)]
        types = [self._simple(n, shape, node, spot, base, side) for n in names if n]
        if len(types) > 1:
            return OneOf(choices=tuple(types), nullable=False)
        return types[0] if types else None

    def _simple(
        self, name: str, shape: Shape, node: Node, spot: Spot, base: str, side: Direction
    ) -> Type:
        if name == "array":
            return ListOf(item=self._items(shape, node, spot, base, side), nullable=False)
        more = node.get("additionalProperties")
        if name == "object" and isinstance(more, dict) and not keys(node, "properties"):
            if any(child.name == "*" for child in shape.children):
                value: Type = Named(name="object", target=None, nullable=False)
            else:
                inner, at = self.shared.down(spot, node, "additionalProperties")
                sub = self.shape(inner, at, f"{base}.*", side)
                shape.take_item(sub)
                value = with_null(sub)
            return MapOf(value=value, nullable=False)
        format_ = node.get("format")
        shown = f"{name}<{format_}>" if isinstance(format_, str) else name
        return _scalar(shown)

    def _items(self, shape: Shape, node: Node, spot: Spot, base: str, side: Direction) -> Type:
        found: list[Type] = []
        prefix = node.get("prefixItems")
        for index in range(len(prefix)) if isinstance(prefix, list) else ():
            inner, at = self.shared.down(spot, node, "prefixItems", index)
            sub = self.shape(inner, at, f"{base}[{index}]", side)
            shape.take_item(sub)
            found.append(with_null(sub))
        if isinstance(node.get("items"), dict):
            inner, at = self.shared.down(spot, node, "items")
            sub = self.shape(inner, at, f"{base}[]", side)
            shape.take_item(sub)
            found.append(with_null(sub))
        if len(found) > 1:
            return OneOf(choices=tuple(found), nullable=False)
        return found[0] if found else ANY

    def _all_of(
        self,
        shape: Shape,
        node: Node,
        spot: Spot,
        base: str,
        side: Direction,
        required: frozenset[str],
    ) -> list[Type]:
        types: list[Type] = []
        extended: list[Type] = []
        members = node.get("allOf")
        for index, member in enumerate(members) if isinstance(members, list) else ():
            inner, at = self.shared.down(spot, node, "allOf", index)
            if not isinstance(member, dict):
                continue
            if isinstance(member.get("$ref"), str):
                extended.append(self.shared.reference(member["$ref"]))
            merged = Shape()
            self._read(merged, inner, at, base, side, required)
            shape.take_merged(merged)
            types.append(merged.type)
        if extended:
            shape.details["extends"] = tuple(
                target for type_ in extended for target in targets(type_)
            )
        return types

    def _choices(
        self, shape: Shape, node: Node, spot: Spot, base: str, side: Direction
    ) -> list[Type]:
        choices: list[Type] = []
        for key in ("oneOf", "anyOf"):
            members = node.get(key)
            for index, member in enumerate(members) if isinstance(members, list) else ():
                inner, at = self.shared.down(spot, node, key, index)
                if isinstance(member, dict) and member.get("type") == "null":
                    shape.is_nullable = True
                    continue
                choices.append(self._choice(shape, inner, at, base, side, index))
        discriminator(self.shared, shape, node)
        choices = list(dict.fromkeys(choices))
        if len(choices) > 1:
            return [OneOf(choices=tuple(choices), nullable=False)]
        return choices

    def _choice(
        self, shape: Shape, node: object, spot: Spot, base: str, side: Direction, index: int
    ) -> Type:
        is_own = isinstance(node, dict) and "$ref" not in node and is_structured(node)
        if not is_own:
            sub = self.shape(node, spot, base, side)
            known = {child.address for child in shape.children}
            sub.children = [child for child in sub.children if child.address not in known]
            shape.take_merged(sub)
            return sub.type
        assert isinstance(node, dict)
        title = node.get("title")
        label = title if isinstance(title, str) and title.strip() else f"{index + 1}"
        address = self.shared.register.claim(f"{base}<{label}>", spot)
        sub = self.shape(node, spot, address, side)
        is_container = not isinstance(sub.type, ListOf)
        part = self.shared.part(
            address, "alternative", label, spot, sub, side, node,
            type_=None if is_container else sub.type,
        )  # fmt: skip
        shape.children.append(part)
        return Named(name=label, target=address, nullable=False)


@lru_cache(maxsize=1_000)
def _scalar(name: str) -> Type:
    """A type that no part defines; one and the same for all that have it, and so soon compared."""
    return Named(name=name, target=None, nullable=False)
