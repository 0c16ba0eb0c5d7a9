"""Small operations for openapi-core to try: everything it reads, and nothing else of the document.

openapi-core finds the operation, reads parameters and bodies by style and content type, and casts
them; the schema it asks in the end is one of ours. It sees that schema's types alone, and where it
stands, so that it neither follows a reference nor runs a pattern.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from generator.formats.openapi.document.pointers import Place, followed
from generator.formats.openapi.exchanges.wire import is_parameter, style_of

AT = "x-at"
"""The key under which a stand-in keeps the pointer of the schema it stands for."""

_DEEPEST = 4
_PLAIN_NAME = re.compile(r"[\w-]+")


def parameter(document: Mapping[str, Any], at: Place, value: object = None) -> dict[str, Any]:
    """A parameter, or a header where it has no place of its own."""
    style, explode = style_of(at.value)
    found: dict[str, Any] = {"style": style, "explode": explode}
    found["required"] = at.value.get("required") is True
    if is_parameter(at.value):
        found |= {"name": at.value["name"], "in": at.value["in"]}
    if "content" in at.value:
        content = {name: media_type(document, at_) for name, at_ in at.at("content").entries()}
        return {k: v for k, v in found.items() if k not in ("style", "explode")} | {
            "content": content
        }
    return found | {"schema": schema(document, at.at("schema"), value)}


def media_type(document: Mapping[str, Any], at: Place) -> dict[str, Any]:
    """A media type whose content is read as it is."""
    inner = followed(document, at).at("schema")
    return {} if inner.value is None else {"schema": {AT: inner.pointer}}


def form(document: Mapping[str, Any], at: Place, value: Mapping[str, Any]) -> dict[str, Any] | None:
    """A form with the fields of a value; None where openapi-core does not read one of them back."""
    at = followed(document, at)
    found = schema(document, at.at("schema"), value)
    types = found.get("properties", {})
    encoding = {}
    for name, inner in value.items():
        style, explode = style_of({"in": "query", **_mapping(at.at("encoding", name).value)})
        if isinstance(inner, dict):
            is_deep = style == "deepObject" and explode and _PLAIN_NAME.fullmatch(name)
            if not is_deep or not all(map(_PLAIN_NAME.fullmatch, inner)):
                return None
            encoding[name] = {"style": style, "explode": True}
        if isinstance(inner, list) and (style != "form" or not explode):
            return None
        members = inner.values() if isinstance(inner, dict) else inner
        if isinstance(members, Iterable) and any(isinstance(m, dict | list) for m in members):
            return None
    fields = {name: types.get(name, {}) for name in value}
    return {"schema": {**found, "type": "object", "properties": fields}, "encoding": encoding}


def schema(document: Mapping[str, Any], at: Place, value: object = None) -> dict[str, Any]:
    """The types of a schema, or of the value where the schema leaves several."""
    return {**_types(document, at, value, 0), AT: at.pointer}


def operation(
    *,
    version: str,
    path: str,
    method: str,
    parameters: Iterable[dict[str, Any]] = (),
    content: Mapping[str, Any] | None = None,
    responses: Mapping[str, Any] | None = None,
    required: bool = True,
) -> dict[str, Any]:
    """A document with one operation."""
    found: dict[str, Any] = {"parameters": list(parameters), "responses": responses or {}}
    if content is not None:
        found["requestBody"] = {"content": content, "required": required}
    return {"openapi": version, "paths": {path: {method: found}}}


def _types(document: Mapping[str, Any], at: Place, value: object, depth: int) -> dict[str, Any]:
    found = followed(document, at)
    if not isinstance(found.value, dict) or depth > _DEEPEST:
        return {}
    merged = _merged(document, found, depth)
    type_ = _one_type(merged.get("type")) or _type_of(value) or _shape(merged)
    result: dict[str, Any] = {"type": type_} if type_ else {}
    if type_ == "array" and isinstance(merged.get("items"), Place):
        first = value[0] if isinstance(value, list) and value else None
        result["items"] = _types(document, merged["items"], first, depth + 1)
    if type_ == "object":
        values = value if isinstance(value, dict) else {}
        result["properties"] = {
            name: _types(document, inner, values.get(name), depth + 1)
            for name, inner in merged["properties"].items()
        }
    return result


def _merged(document: Mapping[str, Any], at: Place, depth: int) -> dict[str, Any]:
    """Type, properties and items of a schema and of all that it demands besides (`allOf`)."""
    found: dict[str, Any] = {"properties": dict(at.at("properties").entries())}
    for key in ("type", "items"):
        if key in at.value:
            found[key] = at.at(key) if key == "items" else at.value[key]
    for inner in at.at("allOf").elements() if depth <= _DEEPEST else ():
        other = followed(document, inner)
        if isinstance(other.value, dict):
            more = _merged(document, other, depth + 1)
            found["properties"] = {**more.pop("properties"), **found["properties"]}
            found = {**more, **found}
    return found


def _mapping(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _one_type(said: object) -> str | None:
    types = [t for t in said if t != "null"] if isinstance(said, list) else [said]
    return types[0] if len(types) == 1 and isinstance(types[0], str) else None


def _shape(merged: Mapping[str, Any]) -> str | None:
    if merged["properties"]:
        return "object"
    return "array" if "items" in merged else None


def _type_of(value: object) -> str | None:
    match value:
        case bool():
            return "boolean"
        case int():
            return "integer"
        case float():
            return "number"
        case str():
            return "string"
        case list():
            return "array"
        case dict():
            return "object"
    return None
