"""A plain walk of a raw OpenAPI or Swagger file, which shares nothing with the program."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

METHODS = {"get", "put", "post", "delete", "options", "head", "patch", "trace", "query"}
NOT_SCHEMA = {"example", "examples", "default", "const", "enum", "value"}
MAPS = {
    "properties", "patternProperties", "definitions", "schemas", "$defs", "responses", "headers",
    "callbacks", "paths", "content", "links", "securitySchemes", "securityDefinitions",
    "requestBodies",
}  # fmt: skip


class _Loader(yaml.CSafeLoader):
    """Scalars as text, and any tag as the text it stands before."""


_Loader.yaml_implicit_resolvers = {}
_Loader.add_multi_constructor("!", lambda _, __, node: str(node.value))


def load(file: Path) -> Any:
    content = file.read_bytes()
    if file.suffix == ".json":
        return json.loads(content.decode("utf-8-sig"))
    return _as_json(yaml.load(content, _Loader))


def _as_json(node: Any) -> Any:
    if isinstance(node, dict):
        return {str(key): _as_json(value) for key, value in node.items()}
    if isinstance(node, list):
        return [_as_json(item) for item in node]
    return {"true": True, "false": False}.get(node, node)


def pointers(node: Any, at: str = "", *, is_map: bool = False) -> Iterator[tuple[str, str]]:
    """The JSON Pointer of each property, enum value and deprecated object."""
    if isinstance(node, list):
        for index, item in enumerate(node):
            yield from pointers(item, f"{at}/{index}")
    if not isinstance(node, dict):
        return
    for key, value in node.items():
        here = f"{at}/{_step(key)}"
        if not is_map:
            if key.startswith("x-") and key != "x-webhooks":
                continue
            if key == "properties" and isinstance(value, dict):
                yield from (("property", f"{here}/{_step(name)}") for name in value)
            if key == "enum" and isinstance(value, list):
                yield from (("enum value", f"{here}/{index}") for index in range(len(value)))
            if key == "deprecated" and value is True:
                yield "deprecated", at
            if key in NOT_SCHEMA:
                continue
        is_named = key in MAPS or (key == "parameters" and at in ("", "/components"))
        yield from pointers(value, here, is_map=not is_map and is_named)


def operations(document: Any) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Method and path of each operation, with the place and name of each of its parameters."""
    for path, item in document.get("paths", {}).items():
        for method in METHODS & item.keys():
            told = [*item.get("parameters", []), *item[method].get("parameters", [])]
            meant = [_target(document, parameter) for parameter in told]
            yield (
                f"{method.upper()} {path}",
                list(dict.fromkeys((p["in"], p["name"]) for p in meant if _is_parameter(p))),
            )


def _is_parameter(parameter: Any) -> bool:
    return parameter["in"] not in ("body", "formData")


def _target(document: Any, node: Any) -> Any:
    while "$ref" in node:
        found = document
        for step in node["$ref"].split("/")[1:]:
            found = found[step.replace("~1", "/").replace("~0", "~")]
        node = found
    return node


def _step(key: str) -> str:
    return key.replace("~", "~0").replace("/", "~1")
