"""Small documents to try things on."""

from typing import Any


def document(
    paths: dict[str, Any] | None = None, version: str = "3.0.3", **components: Any
) -> dict[str, Any]:
    return {"openapi": version, "paths": paths or {}, "components": components}


def operation(
    *parameters: dict[str, Any],
    body: dict[str, Any] | None = None,
    answer: dict[str, Any] | None = None,
    media_type: str = "application/json",
    method: str = "post",
    path: str = "/personer",
) -> dict[str, Any]:
    """Paths with one operation; `body` and `answer` are media types."""
    found: dict[str, Any] = {"parameters": list(parameters)}
    if body is not None:
        found["requestBody"] = {"required": True, "content": {media_type: body}}
    content = {} if answer is None else {"content": {media_type: answer}}
    found["responses"] = {"200": {"description": "", **content}}
    return {path: {method: found}}


def parameter(name: str = "q", where: str = "query", **more: Any) -> dict[str, Any]:
    return {"name": name, "in": where, "required": where == "path", **more}


NUMBER = {"type": "integer"}
NUMBERS = {"type": "array", "items": NUMBER}
PERSON = {
    "type": "object",
    "required": ["id", "navn", "passord"],
    "properties": {
        "id": {"type": "string", "readOnly": True},
        "navn": {"type": "string"},
        "passord": {"type": "string", "writeOnly": True},
    },
}
