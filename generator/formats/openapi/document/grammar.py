"""Which objects an OpenAPI document holds, and where: the one place that knows what is data.

By the OpenAPI Specification 2.0 to 3.2 and, for Schema Objects, JSON Schema 2020-12. What stands
under no name here (examples, defaults, enums, extensions) is data: a `$ref` in it is none.
"""

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace", "query")
"""The fixed fields of a Path Item Object that hold an operation, in the specification's order."""

Path = tuple[str | int, ...]

_EXTENDED = ("paths", "responses")
"""Objects whose names are free, yet that may have extensions among them."""


@dataclass(frozen=True, slots=True)
class _One:
    kind: str


@dataclass(frozen=True, slots=True)
class _List:
    kind: str


@dataclass(frozen=True, slots=True)
class _Map:
    kind: str


_Fields = Mapping[str, Mapping[str, _One | _List | _Map]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Grammar:
    """The objects of some versions; `sections` are where those of a kind stand to be shared."""

    fields: _Fields
    sections: Mapping[str, tuple[str, ...]]


_SCHEMA, _SCHEMAS = _One("schema"), _Map("schema")
_PARAMETER: Mapping[str, _One | _List | _Map] = {
    "schema": _SCHEMA,
    "content": _Map("media type"),
    "examples": _Map("example"),
}
_FIELDS: _Fields = {
    "document": {
        "paths": _Map("path item"),
        "webhooks": _Map("path item"),
        "x-webhooks": _Map("path item"),
        "components": _One("components"),
    },
    "components": {
        "schemas": _SCHEMAS,
        "responses": _Map("response"),
        "parameters": _Map("parameter"),
        "examples": _Map("example"),
        "requestBodies": _Map("request body"),
        "headers": _Map("header"),
        "securitySchemes": _Map("security scheme"),
        "links": _Map("link"),
        "callbacks": _Map("callback"),
        "pathItems": _Map("path item"),
        "mediaTypes": _Map("media type"),
    },
    "path item": {
        "parameters": _List("parameter"),
        **dict.fromkeys(METHODS, _One("operation")),
        "additionalOperations": _Map("operation"),
    },
    "operation": {
        "parameters": _List("parameter"),
        "requestBody": _One("request body"),
        "responses": _Map("response"),
        "callbacks": _Map("callback"),
    },
    "parameter": _PARAMETER,
    "header": _PARAMETER,
    "request body": {"content": _Map("media type")},
    "response": {
        "headers": _Map("header"),
        "content": _Map("media type"),
        "links": _Map("link"),
    },
    "media type": {
        "schema": _SCHEMA,
        "itemSchema": _SCHEMA,
        "examples": _Map("example"),
        "encoding": _Map("encoding"),
        "prefixEncoding": _List("encoding"),
        "itemEncoding": _One("encoding"),
    },
    "encoding": {"headers": _Map("header")},
    "schema": {
        "allOf": _List("schema"),
        "oneOf": _List("schema"),
        "anyOf": _List("schema"),
        "not": _SCHEMA,
        "if": _SCHEMA,
        "then": _SCHEMA,
        "else": _SCHEMA,
        "items": _SCHEMA,
        "prefixItems": _List("schema"),
        "contains": _SCHEMA,
        "unevaluatedItems": _SCHEMA,
        "properties": _SCHEMAS,
        "patternProperties": _SCHEMAS,
        "additionalProperties": _SCHEMA,
        "unevaluatedProperties": _SCHEMA,
        "propertyNames": _SCHEMA,
        "dependentSchemas": _SCHEMAS,
        "$defs": _SCHEMAS,
        "definitions": _SCHEMAS,
    },
    "security scheme": {},
    "example": {},
    "link": {},
}

OPENAPI_3 = Grammar(
    fields=_FIELDS,
    sections={
        field.kind: ("components", section)
        for section, field in _FIELDS["components"].items()
        if isinstance(field, _Map)
    },
)

SWAGGER_2 = Grammar(
    fields={
        "document": {
            "paths": _Map("path item"),
            "definitions": _SCHEMAS,
            "parameters": _Map("parameter"),
            "responses": _Map("response"),
            "x-path-items": _Map("path item"),
        },
        "path item": _FIELDS["path item"],
        "operation": {"parameters": _List("parameter"), "responses": _Map("response")},
        "parameter": {"schema": _SCHEMA},
        "response": {"schema": _SCHEMA},
        "schema": _FIELDS["schema"],
    },
    sections={
        "schema": ("definitions",),
        "parameter": ("parameters",),
        "response": ("responses",),
        "path item": ("x-path-items",),
    },
)
"""`x-path-items` is our own place for those of other files: 2.0 has none."""


def inner(
    kind: str, node: Mapping[str, object], path: Path, grammar: Grammar = OPENAPI_3
) -> Iterator[tuple[str, object, Path]]:
    """The objects directly in an object: kind, value (not checked) and path of each."""
    if kind == "callback":
        for expression, item in node.items():
            if not expression.startswith("x-"):
                yield "path item", item, (*path, expression)
        return
    fields = grammar.fields[kind]
    for name, value in node.items():
        field = fields.get(name)
        if field is None:
            continue
        here = (*path, name)
        if isinstance(field, _One):
            yield field.kind, value, here
        elif isinstance(field, _List) and isinstance(value, list):
            for index, item in enumerate(value):
                yield field.kind, item, (*here, index)
        elif isinstance(field, _Map) and isinstance(value, dict):
            is_extended = name in _EXTENDED and kind in ("document", "operation")
            for key, item in value.items():
                if not (is_extended and key.startswith("x-")):
                    yield field.kind, item, (*here, key)


def walk(
    kind: str, node: object, path: Path = (), grammar: Grammar = OPENAPI_3
) -> Iterator[tuple[str, dict[str, object], Path]]:
    """Every object in `node`, itself first, in the document's order; no reference is followed."""
    stack = [(kind, node, path)]
    while stack:
        kind, node, path = stack.pop()
        if isinstance(node, dict):
            yield kind, node, path
            stack.extend(reversed(tuple(inner(kind, node, path, grammar))))


def without(names: Container[str], kind: str, node: object) -> object:
    """An object without some of its fields, and the objects in it without theirs."""
    if not isinstance(node, dict):
        return node
    if kind == "callback":
        return {key: without(names, "path item", item) for key, item in node.items()}
    fields = OPENAPI_3.fields.get(kind, {})
    return {
        key: value if (field := fields.get(key)) is None else _within(names, field, value)
        for key, value in node.items()
        if key not in names
    }


def _within(names: Container[str], field: _One | _List | _Map, value: object) -> object:
    match field, value:
        case _One(), _:
            return without(names, field.kind, value)
        case _List(), list():
            return [without(names, field.kind, item) for item in value]
        case _Map(), dict():
            return {key: without(names, field.kind, item) for key, item in value.items()}
        case _:
            return value
