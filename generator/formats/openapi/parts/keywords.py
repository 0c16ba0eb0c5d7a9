"""What a Schema Object says by itself, without what it holds or refers to."""

import json
from collections.abc import Iterator, Mapping

from generator.formats.openapi.parts.places import Register, Spot
from generator.model.part import Annotation, Direction
from generator.syntax.number import Number

Node = Mapping[str, object]

_CONSTRAINTS = (
    "const", "multipleOf", "minimum", "exclusiveMinimum", "maximum", "exclusiveMaximum",
    "minLength", "maxLength", "pattern", "minItems", "maxItems", "uniqueItems", "minContains",
    "maxContains", "minProperties", "maxProperties", "contentEncoding", "contentMediaType",
)  # fmt: skip
CONDITIONS = (
    "not", "if", "then", "else", "contains", "propertyNames", "dependentSchemas",
    "dependentRequired", "unevaluatedProperties", "unevaluatedItems",
)  # fmt: skip
_LIMITING = frozenset(_CONSTRAINTS)
_STRUCTURE = ("properties", "patternProperties", "allOf", "oneOf", "anyOf", "$defs", "definitions")
HOLDING = frozenset((*_STRUCTURE, *CONDITIONS, "additionalProperties", "discriminator", "enum"))
"""What a schema holds besides items; most hold none of it."""
_NAMES = {str: "string", bool: "boolean", int: "integer", Number: "number"}
_JSON = json.JSONEncoder(ensure_ascii=False)


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


def constraints(node: Node) -> Iterator[tuple[str, str]]:
    """The limits by their names, those of OpenAPI 3.0 as later versions write them."""
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


def side_of(node: object, side: Direction) -> Direction:
    """The direction of a property, which it may say itself or in an `allOf`."""
    if not isinstance(node, dict):
        return side
    if node.get("readOnly") is True:
        return Direction.OUTPUT
    if node.get("writeOnly") is True:
        return Direction.INPUT
    members = node.get("allOf")
    for member in members if isinstance(members, list) else ():
        if (told := side_of(member, side)) is not side:
            return told
    return side


def implied(node: Node) -> str:
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


def is_structured(node: Node) -> bool:
    """Whether a schema holds parts besides enum values."""
    if any(key in node for key in _STRUCTURE):
        return True
    inner = (node.get("items"), node.get("additionalProperties"))
    return any(isinstance(n, dict) and "$ref" not in n and is_structured(n) for n in inner)


def keys(node: Node, key: str) -> list[str]:
    """The names in an object that stands under `key`."""
    value = node.get(key)
    return [str(name) for name in value] if isinstance(value, dict) else []


def texts_in(value: object) -> tuple[str, ...]:
    return tuple(v for v in value if isinstance(v, str)) if isinstance(value, list) else ()


_REQUIRING = frozenset(("required", "allOf"))


def required(node: object) -> dict[str, None]:
    """The names that must be given, by the schema itself or what its `allOf` holds in place."""
    found: dict[str, None] = {}
    waiting = [node] if isinstance(node, dict) and not _REQUIRING.isdisjoint(node) else []
    while waiting:
        held = waiting.pop()
        if isinstance(held, dict):
            found.update(dict.fromkeys(texts_in(held.get("required"))))
            members = held.get("allOf")
            waiting.extend(reversed(members) if isinstance(members, list) else ())
    return found
