"""Schema Objects into types, facts and parts.

By JSON Schema 2020-12 and the Schema Object of the OpenAPI Specification 3.0 to 3.2. What `allOf`
holds in place is read as the schema's own; what it refers to is named. `oneOf` and `anyOf` become
alternatives. No reference is expanded, so that a recursive schema stays finite.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from types import MappingProxyType

from generator.formats.openapi.document.grammar import Path
from generator.formats.openapi.document.references import path_of, pointer
from generator.formats.openapi.parts.directions import component
from generator.formats.openapi.parts.places import Register, Spot
from generator.formats.openapi.parts.texts import Texts
from generator.formats.openapi.parts.told import OF_PROPERTIES, OF_VALUES, told_of
from generator.model.address import Address
from generator.model.deprecation import Deprecation
from generator.model.errors import SpecError
from generator.model.finding import Finding, Severity
from generator.model.location import Location
from generator.model.part import Annotation, Direction, Part
from generator.model.types import ListOf, MapOf, Named, OneOf, Type, targets
from generator.syntax.number import Number

Node = Mapping[str, object]

_CONSTRAINTS = (
    "const", "multipleOf", "minimum", "exclusiveMinimum", "maximum", "exclusiveMaximum",
    "minLength", "maxLength", "pattern", "minItems", "maxItems", "uniqueItems", "minContains",
    "maxContains", "minProperties", "maxProperties", "contentEncoding", "contentMediaType",
)  # fmt: skip
_CONDITIONS = (
    "not", "if", "then", "else", "contains", "propertyNames", "dependentSchemas",
    "dependentRequired", "unevaluatedProperties", "unevaluatedItems",
)  # fmt: skip
_LIMITING, _CONDITIONAL = frozenset(_CONSTRAINTS), frozenset(_CONDITIONS)
_STRUCTURE = ("properties", "patternProperties", "allOf", "oneOf", "anyOf", "$defs", "definitions")
_HOLDING = frozenset((*_STRUCTURE, *_CONDITIONS, "additionalProperties", "discriminator", "enum"))
"""What a schema holds besides items; most hold none of it."""
_REQUIRING = frozenset(("required", "allOf"))
_ENUM_NAMES = ("x-enum-varnames", "x-enumNames", "x-enum-names")
_ENUM_TEXTS = ("x-enumDescriptions", "x-enum-descriptions")
_READ_HERE = {*_ENUM_NAMES, *_ENUM_TEXTS, "x-nullable", OF_VALUES, OF_PROPERTIES}
MOST_DEEP = 100
"""Schemas inside each other: all that YAML may hold, and what Python's stack can bear."""
_NAMES = {str: "string", bool: "boolean", int: "integer", Number: "number"}
_ANY = Named(name="any", target=None, nullable=False)
_JSON = json.JSONEncoder(ensure_ascii=False)


@dataclass(slots=True)
class Shape:
    """What one schema says, as far as the part that has it is concerned."""

    type: Type = _ANY
    refers: list[Address] = field(default_factory=list)
    children: list[Part] = field(default_factory=list)
    annotations: list[Annotation] = field(default_factory=list)
    constraints: list[tuple[str, str]] = field(default_factory=list)
    details: dict[str, object] = field(default_factory=dict)
    descriptions: list[str] = field(default_factory=list)
    described_at: Location | None = None
    title: str = ""
    default: str | None = None
    is_deprecated: bool = False
    is_nullable: bool = False

    @property
    def description(self) -> str:
        """Everything said in words."""
        return "\n\n".join(dict.fromkeys(self.descriptions))

    def facts(self) -> Mapping[str, object]:
        """The details, constraints included."""
        if self.constraints:
            self.details["constraints"] = tuple(self.constraints)
        if self.is_nullable:
            self.details["nullable"] = True
        return MappingProxyType(self.details)


class Schemas:
    """Reads the schemas of one document."""

    def __init__(self, register: Register, texts: Texts, names: Mapping[str, Address]) -> None:
        """`names` are the addresses of the component schemas by their names."""
        self._register, self._texts, self._names = register, texts, names
        self._origins = register.gathered.origins
        self._referred: dict[str, Type] = {}
        self._depth = 0

    def component(self, name: str, node: object, spot: Spot, side: Direction) -> Part:
        """A component schema."""
        address = self._names[name]
        shape = self.shape(node, spot, address, side)
        is_whole = any(child.kind != "enum value" for child in shape.children)
        is_container = is_whole and not isinstance(shape.type, ListOf | OneOf)
        return self.part(
            address,
            "schema",
            name,
            spot,
            shape,
            side,
            node,
            type_=None if is_container else shape.type,
        )

    def part(
        self,
        address: Address,
        kind: str,
        name: str,
        spot: Spot,
        shape: Shape,
        side: Direction,
        node: object,
        *,
        type_: Type | None,
        required: bool = False,
        written: str | None = None,
    ) -> Part:
        """The part that has a shape."""
        refers = (*shape.refers, *targets(shape.type))
        description = shape.description
        return Part(
            address=address,
            kind=kind,
            name=name,
            written=written,
            direction=side,
            location=self._register.location(spot),
            title=shape.title,
            type=type_,
            required=required,
            default=shape.default,
            refers=tuple(dict.fromkeys(refers)),
            annotations=tuple(shape.annotations),
            deprecation=Deprecation(reason="") if shape.is_deprecated else None,
            description=description,
            described_at=shape.described_at,
            links=self._texts.links(description, shape.described_at),
            details=MappingProxyType({**shape.facts(), "node": node}),
            children=tuple(shape.children),
        )

    def shape(self, node: object, spot: Spot, base: str, side: Direction) -> Shape:
        """What the schema at `spot` says; `base` begins the addresses of what it holds."""
        shape = Shape()
        self._depth += 1
        if self._depth > MOST_DEEP:
            raise SpecError([self._too_deep(spot)])
        required = self._required(node)
        self._read(shape, node, spot, base, side, frozenset(required))
        if required:
            known = {child.name for child in shape.children if child.kind == "property"}
            if missing := tuple(name for name in required if name not in known):
                shape.details["also_required"] = missing
        self._depth -= 1
        return shape

    def _too_deep(self, spot: Spot) -> Finding:
        return Finding(
            rule="spec-too-deep",
            severity=Severity.ERROR,
            location=self._register.location(spot),
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
        self._say(shape, node, spot)
        if _HOLDING.isdisjoint(node):
            shape.type = self._type(shape, node, spot, base, side) or _ANY
            return
        self._properties(shape, node, spot, base, side, required)
        own = self._type(shape, node, spot, base, side)
        merged = self._all_of(shape, node, spot, base, side, required)
        chosen = self._choices(shape, node, spot, base, side)
        self._enum(shape, node, spot, base, side)
        self._conditions(shape, node, spot, base, side)
        self._definitions(shape, node, spot, base, side)
        types = [t for t in (own, *merged, *chosen) if t is not None and t != _ANY]
        is_object = any(child.kind == "property" for child in shape.children)
        if is_object and len(types) > 1:
            shape.type = own if own is not None and own != _ANY else types[0]
        elif types:
            shape.type = next((t for t in types if not _is_plain(t)), types[0])
        elif is_object:
            shape.type = Named(name="object", target=None, nullable=False)
        for target in (*merged, *chosen):
            shape.refers.extend(targets(target))

    def _down(self, spot: Spot, node: object, *keys: str | int) -> tuple[object, Spot]:
        inner = node
        for key in keys:
            inner = inner[key]  # type: ignore[index]  # the caller found it there
            spot = spot.down(key, inner, self._origins)
        return inner, spot

    def _say(self, shape: Shape, node: Node, spot: Spot) -> None:
        """What is said in words, in marks and in limits."""
        description = node.get("description")
        if isinstance(description, str) and description.strip():
            shape.descriptions.append(description)
            if shape.described_at is None:
                shape.described_at = self._register.location(
                    self._down(spot, node, "description")[1]
                )
        title = node.get("title")
        if isinstance(title, str) and not shape.title:
            shape.title = title
        shape.is_deprecated |= node.get("deprecated") is True
        shape.is_nullable |= node.get("nullable") is True
        if "default" in node and shape.default is None:
            shape.default = as_json(node["default"])
        shape.annotations.extend(annotations(node, spot, self._register, _READ_HERE))
        shape.constraints.extend(_constraints(node))
        for key in ("readOnly", "writeOnly"):
            if node.get(key) is True:
                shape.details[key] = True
        if node.get("additionalProperties") is False or node.get("unevaluatedProperties") is False:
            shape.details["closed"] = True
        if isinstance(node.get("xml"), dict):
            shape.details["xml"] = as_json(node["xml"])
        self._texts.documentation(shape.details, node)
        if "example" in node or "examples" in node:
            examples = self._texts.examples(node, spot)
            held = shape.details.get("examples", ())
            shape.details["examples"] = (*held, *examples)  # type: ignore[misc]  # set here only

    def _properties(
        self,
        shape: Shape,
        node: Node,
        spot: Spot,
        base: str,
        side: Direction,
        required: frozenset[str],
    ) -> None:
        names = _keys(node, "properties")
        made: dict[str, Part] = {}
        held, around = self._down(spot, node, "properties") if names else ({}, spot)
        for name in sorted(names):  # so that addresses do not hang on the order in the file
            inner, at = self._down(around, held, name)
            part = self._property(
                f"{base}.{name}", name, inner, at, side, is_required=name in required
            )
            made[name] = self._marked(part, node, spot)
        shape.children.extend(made[name] for name in names)
        for pattern in _keys(node, "patternProperties"):
            inner, at = self._down(spot, node, "patternProperties", pattern)
            name = f"/{pattern}/"
            part = self._property(f"{base}.{name}", name, inner, at, side, is_required=False)
            shape.children.append(self._marked(part, node, spot))
        has_names = any(_keys(node, key) for key in ("properties", "patternProperties"))
        more = node.get("additionalProperties")
        if isinstance(more, dict) and (has_names or _is_structured(more)):
            inner, at = self._down(spot, node, "additionalProperties")
            part = self._property(f"{base}.*", "*", inner, at, side, is_required=False)
            shape.children.append(self._marked(part, node, spot))

    def _marked(self, part: Part, node: Node, spot: Spot) -> Part:
        """The property with what the schema around it says of its status."""
        said = told_of(node, spot, self._register, OF_PROPERTIES, part.name)
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
        address = self._register.claim(wished, spot)
        side = _side_of(node, side)
        shape = self.shape(node, spot, address, side)
        return self.part(
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
            return self.reference(reference)
        said = node.get("type")
        if isinstance(said, str) and said != "null":
            return self._simple(said, shape, node, spot, base, side) if said else None
        names = [said] if isinstance(said, str) else list(_texts_in(said))
        if "null" in names:
            shape.is_nullable = True
            names.remove("null")
        if not names:
            names = [_implied(node)]
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
        if name == "object" and isinstance(more, dict) and not _keys(node, "properties"):
            if any(child.name == "*" for child in shape.children):
                value: Type = Named(name="object", target=None, nullable=False)
            else:
                inner, at = self._down(spot, node, "additionalProperties")
                sub = self.shape(inner, at, f"{base}.*", side)
                self._take(shape, sub)
                value = _with_null(sub)
            return MapOf(value=value, nullable=False)
        format_ = node.get("format")
        shown = f"{name}<{format_}>" if isinstance(format_, str) else name
        return _scalar(shown)

    def _items(self, shape: Shape, node: Node, spot: Spot, base: str, side: Direction) -> Type:
        found: list[Type] = []
        prefix = node.get("prefixItems")
        for index in range(len(prefix)) if isinstance(prefix, list) else ():
            inner, at = self._down(spot, node, "prefixItems", index)
            sub = self.shape(inner, at, f"{base}[{index}]", side)
            self._take(shape, sub)
            found.append(_with_null(sub))
        if isinstance(node.get("items"), dict):
            inner, at = self._down(spot, node, "items")
            sub = self.shape(inner, at, f"{base}[]", side)
            self._take(shape, sub)
            found.append(_with_null(sub))
        if len(found) > 1:
            return OneOf(choices=tuple(found), nullable=False)
        return found[0] if found else _ANY

    @staticmethod
    def _take(shape: Shape, sub: Shape) -> None:
        """What is said of the items of a list is said of the list's part: they have none."""
        shape.children.extend(sub.children)
        shape.refers.extend(sub.refers)
        shape.annotations.extend(sub.annotations)
        shape.descriptions.extend(sub.descriptions)
        shape.is_deprecated |= sub.is_deprecated
        shape.described_at = shape.described_at or sub.described_at
        if sub.default is not None:
            shape.constraints.append(("item_default", sub.default))
        shape.constraints.extend(
            (key if key.startswith("item_") else f"item_{key}", value)
            for key, value in sub.constraints
        )
        for key, value in sub.details.items():
            shape.details.setdefault(key, value)

    def reference(self, reference: str) -> Type:
        """The type that a local reference names.

        One that does not lead to a component has its JSON Pointer as a provisional address.
        """
        if reference not in self._referred:
            self._referred[reference] = self._named(reference)
        return self._referred[reference]

    def _named(self, reference: str) -> Type:
        path = path_of(reference)
        name = _called(path)
        if len(path) == 3 and path[:2] == ("components", "schemas") and name in self._names:
            return Named(name=name, target=self._names[name], nullable=False)
        return Named(name=name, target=Address(f"#{pointer(path)}"), nullable=False)

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
            inner, at = self._down(spot, node, "allOf", index)
            if not isinstance(member, dict):
                continue
            if isinstance(member.get("$ref"), str):
                extended.append(self.reference(member["$ref"]))
            merged = Shape()
            self._read(merged, inner, at, base, side, required)
            self._take_merged(shape, merged)
            types.append(merged.type)
        if extended:
            shape.details["extends"] = tuple(
                target for type_ in extended for target in targets(type_)
            )
        return types

    @staticmethod
    def _take_merged(shape: Shape, merged: Shape) -> None:
        for name in ("children", "refers", "annotations", "constraints", "descriptions"):
            getattr(shape, name).extend(getattr(merged, name))
        shape.described_at = shape.described_at or merged.described_at
        shape.title = shape.title or merged.title
        shape.default = merged.default if shape.default is None else shape.default
        shape.is_deprecated |= merged.is_deprecated
        shape.is_nullable |= merged.is_nullable
        for key, value in merged.details.items():
            held = shape.details.get(key)
            both = isinstance(held, tuple) and isinstance(value, tuple)
            shape.details[key] = (*held, *value) if both else held or value  # type: ignore[misc]  # just looked at

    def _choices(
        self, shape: Shape, node: Node, spot: Spot, base: str, side: Direction
    ) -> list[Type]:
        choices: list[Type] = []
        for key in ("oneOf", "anyOf"):
            members = node.get(key)
            for index, member in enumerate(members) if isinstance(members, list) else ():
                inner, at = self._down(spot, node, key, index)
                if isinstance(member, dict) and member.get("type") == "null":
                    shape.is_nullable = True
                    continue
                choices.append(self._choice(shape, inner, at, base, side, index))
        self._discriminator(shape, node)
        choices = list(dict.fromkeys(choices))
        if len(choices) > 1:
            return [OneOf(choices=tuple(choices), nullable=False)]
        return choices

    def _choice(
        self, shape: Shape, node: object, spot: Spot, base: str, side: Direction, index: int
    ) -> Type:
        is_own = isinstance(node, dict) and "$ref" not in node and _is_structured(node)
        if not is_own:
            sub = self.shape(node, spot, base, side)
            known = {child.address for child in shape.children}
            sub.children = [child for child in sub.children if child.address not in known]
            self._take_merged(shape, sub)
            return sub.type
        assert isinstance(node, dict)
        title = node.get("title")
        label = title if isinstance(title, str) and title.strip() else f"{index + 1}"
        address = self._register.claim(f"{base}<{label}>", spot)
        sub = self.shape(node, spot, address, side)
        is_container = not isinstance(sub.type, ListOf)
        part = self.part(
            address, "alternative", label, spot, sub, side, node,
            type_=None if is_container else sub.type,
        )  # fmt: skip
        shape.children.append(part)
        return Named(name=label, target=address, nullable=False)

    def _discriminator(self, shape: Shape, node: Node) -> None:
        told = node.get("discriminator")
        if not isinstance(told, dict):
            return
        mapping = told.get("mapping")
        values = []
        for value, name in mapping.items() if isinstance(mapping, dict) else ():
            values.append((value, self._mapped(shape, str(name)), str(name)))
        shape.details["discriminator"] = (str(told.get("propertyName", "")), tuple(values))
        otherwise = told.get("defaultMapping")
        if isinstance(otherwise, str):
            shape.details["default_mapping"] = (self._mapped(shape, otherwise), otherwise)

    def _mapped(self, shape: Shape, name: str) -> Address | None:
        """The schema that a discriminator names, by its name or by a reference to it."""
        target = self._names.get(name) or self._names.get((component(name) or ("", ""))[1])
        if target is not None:
            shape.refers.append(target)
        return target

    def _enum(self, shape: Shape, node: Node, spot: Spot, base: str, side: Direction) -> None:
        values = node.get("enum")
        if not isinstance(values, list):
            return
        names = next((node[k] for k in _ENUM_NAMES if isinstance(node.get(k), list)), [])
        texts = next((node[k] for k in _ENUM_TEXTS if k in node), None)
        known: set[str] = set()
        for index, value in enumerate(values):
            shape.is_nullable |= value is None
            text = value if isinstance(value, str) else as_json(value)
            if (exact := as_json(value)) in known:
                continue
            known.add(exact)
            at = self._down(spot, node, "enum", index)[1]
            title = names[index] if isinstance(names, list) and index < len(names) else ""
            said = _said_of(texts, text, index)
            shape.children.append(
                Part(
                    address=self._register.claim(f"{base}.{text}", at),
                    kind="enum value",
                    name=text,
                    direction=side,
                    location=self._register.location(at),
                    title=str(title) if str(title) != text else "",
                    annotations=told_of(node, spot, self._register, OF_VALUES, text),
                    description=said,
                    described_at=self._register.location(at) if said else None,
                    links=self._texts.links(said, None),
                )
            )

    def _conditions(self, shape: Shape, node: Node, spot: Spot, base: str, side: Direction) -> None:
        if _CONDITIONAL.isdisjoint(node):
            return
        told = []
        for key in _CONDITIONS:
            value = node.get(key)
            if value is None or isinstance(value, bool):
                continue
            told.append((key, as_json(value)))
            inner = [(key,)] if key != "dependentSchemas" else [(key, n) for n in _keys(node, key)]
            for keys in inner if key != "dependentRequired" else ():
                held, at = self._down(spot, node, *keys)
                if not isinstance(held, dict):
                    continue
                label = " ".join(keys)
                if not _is_structured(held) and "enum" not in held:
                    shape.refers.extend(
                        targets(self.shape(held, at, f"{base}<{label}>", side).type)
                    )
                    continue
                address = self._register.claim(f"{base}<{label}>", at)
                sub = self.shape(held, at, address, side)
                shape.children.append(
                    self.part(address, "condition", label, at, sub, side, held, type_=None)
                )
        if told:
            held_already = shape.details.get("conditions", ())
            shape.details["conditions"] = (*held_already, *told)  # type: ignore[misc]  # set here only

    def _definitions(
        self, shape: Shape, node: Node, spot: Spot, base: str, side: Direction
    ) -> None:
        for key in ("$defs", "definitions"):
            for name in _keys(node, key):
                inner, at = self._down(spot, node, key, name)
                address = self._register.claim(f"{base}.{key}.{name}", at)
                sub = self.shape(inner, at, address, side)
                is_whole = any(child.kind == "property" for child in sub.children)
                shape.children.append(
                    self.part(
                        address,
                        "schema",
                        name,
                        at,
                        sub,
                        side,
                        inner,
                        type_=None if is_whole else sub.type,
                    )
                )

    def _required(self, node: object) -> dict[str, None]:
        """The names that must be given, by the schema itself or what its `allOf` holds in place."""
        found: dict[str, None] = {}
        waiting = [node] if isinstance(node, dict) and not _REQUIRING.isdisjoint(node) else []
        while waiting:
            held = waiting.pop()
            if isinstance(held, dict):
                found.update(dict.fromkeys(_texts_in(held.get("required"))))
                members = held.get("allOf")
                waiting.extend(reversed(members) if isinstance(members, list) else ())
        return found


def as_json(value: object) -> str:
    """A value in one line of JSON; a number as its author wrote it."""
    return value.text if isinstance(value, Number) else _JSON.encode(value)


def annotations(
    node: Node, spot: Spot, register: Register, but: set[str] | frozenset[str] = frozenset()
) -> Iterator[Annotation]:
    """The extensions of an object (Specification Extensions of the OpenAPI Specification)."""
    for key, value in node.items():
        if key.startswith("x-") and key not in but:
            yield Annotation(
                name=key,
                values=value if isinstance(value, dict) else {"": value},
                location=register.location(spot.down(key, value, register.gathered.origins)),
            )


def _constraints(node: Node) -> Iterator[tuple[str, str]]:
    if _LIMITING.isdisjoint(node):
        return
    for key in _CONSTRAINTS:
        value = node.get(key)
        if key not in node or (key != "const" and (value is None or value is False)):
            continue
        is_old = key in ("exclusiveMinimum", "exclusiveMaximum") and value is True
        if not is_old:
            is_bound_open = node.get(f"exclusive{key.capitalize()}") is True
            name = f"exclusive{key.capitalize()}" if is_bound_open else key
            yield name, value if isinstance(value, str) and key != "const" else as_json(value)


def _said_of(texts: object, value: str, index: int) -> str:
    if isinstance(texts, dict):
        said = texts.get(value, "")
    else:
        said = texts[index] if isinstance(texts, list) and index < len(texts) else ""
    return said if isinstance(said, str) else ""


@lru_cache(maxsize=1_000)
def _scalar(name: str) -> Type:
    """A type that no part defines; one and the same for all that have it, and so soon compared."""
    return Named(name=name, target=None, nullable=False)


def _called(path: Path) -> str:
    """What a reference calls its target: the last step, or two where that is no name."""
    last = str(path[-1]) if path else "any"
    is_name = last not in ("items", "additionalProperties") and not last.isdecimal()
    return last if is_name or len(path) < 2 else f"{path[-2]}/{last}"


def _side_of(node: object, side: Direction) -> Direction:
    """The direction of a property, which it may say itself or in an `allOf`."""
    if not isinstance(node, dict):
        return side
    if node.get("readOnly") is True:
        return Direction.OUTPUT
    if node.get("writeOnly") is True:
        return Direction.INPUT
    members = node.get("allOf")
    for member in members if isinstance(members, list) else ():
        if (told := _side_of(member, side)) is not side:
            return told
    return side


def _implied(node: Node) -> str:
    """The type where none is said."""
    if any(key in node for key in ("properties", "additionalProperties", "patternProperties")):
        return "object"
    if "items" in node or "prefixItems" in node:
        return "array"
    values = [node["const"]] if "const" in node else node.get("enum")
    kinds = {type(v) for v in values} if isinstance(values, list) else set()
    if len(kinds) == 1 and (name := _NAMES.get(kinds.pop())):
        return name
    return "string" if isinstance(node.get("format"), str) else ""


def _is_structured(node: Node) -> bool:
    """Whether a schema holds parts besides enum values."""
    if any(key in node for key in _STRUCTURE):
        return True
    inner = (node.get("items"), node.get("additionalProperties"))
    return any(isinstance(n, dict) and "$ref" not in n and _is_structured(n) for n in inner)


def _is_plain(type_: Type) -> bool:
    return isinstance(type_, Named) and type_.target is None


def _with_null(shape: Shape) -> Type:
    """The type of an item, with null among what it may be."""
    if not shape.is_nullable:
        return shape.type
    null = Named(name="null", target=None, nullable=False)
    return OneOf(choices=(shape.type, null), nullable=False)


def _keys(node: Node, key: str) -> list[str]:
    value = node.get(key)
    return [str(name) for name in value] if isinstance(value, dict) else []


def _texts_in(value: object) -> tuple[str, ...]:
    return tuple(v for v in value if isinstance(v, str)) if isinstance(value, list) else ()
