"""Synthetic OpenAPI documents of any size, shaped like the real ones: they share their schemas."""

import json
from collections.abc import Mapping

_MARKS: tuple[Mapping[str, str], ...] = (
    {},
    {"x-contract-status": "beta"},
    {"x-contract-status": "experimental"},
)
_PROPERTIES = 5
_METHODS = ("get", "put")
_TAGGED = 20  # operations of one tag


def document(operations: int) -> bytes:
    """A document in JSON with about `operations` operations, two to a path, and as many schemas."""
    numbers = range(operations)
    paths: dict[str, dict[str, object]] = {}
    for number in numbers:
        path = paths.setdefault(f"/ting{number // 2}/{{id}}", {})
        path[_METHODS[number % 2]] = _operation(number)
    return json.dumps(
        {
            "openapi": "3.0.3",
            "info": {"title": "Syntetisk", "version": "1.0.0"},
            "servers": [{"url": "https://example.org/api"}],
            "tags": [{"name": f"tag{number}"} for number in numbers[: operations // _TAGGED + 1]],
            "paths": paths,
            "components": {"schemas": {f"Ting{n}": _schema(n, operations) for n in numbers}},
        }
    ).encode()


def _operation(number: int) -> dict[str, object]:
    content = {"application/json": {"schema": _reference(number)}}
    operation: dict[str, object] = {
        "operationId": f"ting{number}",
        "summary": f"Operasjon nummer {number}",
        "tags": [f"tag{number // _TAGGED}"],
        "parameters": [
            {"name": "id", "in": "path", "required": True, "schema": {"type": "string"}},
            {"name": "antall", "in": "query", "schema": {"type": "integer", "default": 10}},
        ],
        "responses": {"200": {"description": "Slik den er nå.", "content": content}},
        **_MARKS[number % len(_MARKS)],
    }
    if number % 2:
        operation["requestBody"] = {"content": content}
    return operation


def _schema(number: int, of: int) -> dict[str, object]:
    properties = {f"felt{field}": _property(number, field, of) for field in range(_PROPERTIES)}
    return {
        "type": "object",
        "description": f"Beskriver ting nummer {number}.",
        "required": ["felt2"],
        "properties": properties,
    }


def _property(number: int, field: int, of: int) -> dict[str, object]:
    if field < 2:
        return _reference((number * _PROPERTIES + field + 1) % of)
    mark = _MARKS[(number + field) % len(_MARKS)]
    return {"type": "string", "description": f"Felt {field} av ting {number}.", **mark}


def _reference(number: int) -> dict[str, object]:
    return {"$ref": f"#/components/schemas/Ting{number}"}
