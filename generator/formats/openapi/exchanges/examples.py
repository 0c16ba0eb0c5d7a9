"""Every example and default of a document, and what it is an example of."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NamedTuple

from generator.formats.openapi.document.grammar import Path, inner
from generator.formats.openapi.document.pointers import Place, followed, pointer
from generator.formats.openapi.exchanges.dialect import Direction


class Carrier(StrEnum):
    """What a value is an example of."""

    PARAMETER = "parameter"
    HEADER = "header"
    CONTENT = "content"
    SCHEMA = "schema"


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """An example or default: the `value` where it stands, and the `subject` it is one of.

    `root` is the pointer of the outermost schema around a schema, of others the subject's own.
    `media_type` and `status` are those of content, the status as the document writes it.
    """

    value: Place
    carrier: Carrier
    subject: Place
    direction: Direction
    root: str
    media_type: str = ""
    status: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """A schema that a request or a response starts with."""

    pointer: str
    direction: Direction


class _Around(NamedTuple):
    """What an object stands in: see `Example`. `judged` is whether content is a whole body."""

    direction: Direction
    status: str = ""
    judged: bool = True
    root: str = ""


_SHARED = {
    "parameter": Direction.REQUEST,
    "request body": Direction.REQUEST,
    "path item": Direction.REQUEST,
    "response": Direction.RESPONSE,
    "header": Direction.RESPONSE,
}
"""Who sends what stands among the components, where that is sure."""
_CARRIERS = {
    "parameter": Carrier.PARAMETER,
    "header": Carrier.HEADER,
    "media type": Carrier.CONTENT,
}
_LEFT_OUT = "x-webhooks"
"""No field of the specification: what its examples must be, it does not say."""
_SCHEMA_EXAMPLES = frozenset({"example", "examples", "default"})


def examples(document: Mapping[str, Any]) -> tuple[list[Example], list[Use]]:
    """All examples in the order of the document, and where its schemas are used.

    Each object is looked at where it stands; references are passed by.
    """
    found: list[Example] = []
    uses: list[Use] = []
    is_old = str(document.get("openapi", "")).startswith("3.0")
    tried = {key: value for key, value in document.items() if key != _LEFT_OUT}
    waiting: list[tuple[str, Any, Path, _Around]] = [
        ("document", tried, (), _Around(Direction.REQUEST))
    ]
    while waiting:
        kind, node, path, around = waiting.pop()
        if not isinstance(node, dict):
            continue
        if kind == "schema":
            if not around.root:
                around = around._replace(root=pointer(path))
                if path[:-1] != ("components", "schemas"):
                    uses.append(Use(pointer=around.root, direction=around.direction))
            if not _SCHEMA_EXAMPLES.isdisjoint(node) and not (is_old and "$ref" in node):
                found.extend(
                    _of_schema(Place(pointer=pointer(path), value=node), around, is_old=is_old)
                )
        elif "$ref" in node and kind != "path item":
            continue
        elif kind in _CARRIERS and (around.judged or kind != "media type"):
            found.extend(_of_carrier(document, kind, path, node, around))
        held = [(k, v, at, _within(kind, k, at, around)) for k, v, at in inner(kind, node, path)]
        waiting.extend(reversed(held))
    return found, uses


def _within(kind: str, inner_kind: str, path: Path, around: _Around) -> _Around:
    """What an object at `path` stands in, which is held by one of another kind or its own."""
    if kind == "schema":
        return around
    if kind == "components":
        return _Around(
            _SHARED.get(inner_kind, Direction.EITHER),
            status=str(path[-1]) if inner_kind == "response" else "",
            judged=inner_kind != "media type",  # its name is not that of a media type
        )
    if kind == "operation" and inner_kind == "response":
        is_sent = around.direction == Direction.REQUEST
        back = Direction.RESPONSE if is_sent else Direction.EITHER
        return _Around(back, status=str(path[-1]))
    if inner_kind == "callback":  # who sends and who answers is the other way round
        return _Around(Direction.EITHER)
    if inner_kind == "parameter":
        return _Around(Direction.REQUEST)
    if kind in ("parameter", "header") and inner_kind == "media type":
        return around._replace(judged=False)
    return around


def _of_carrier(
    document: Mapping[str, Any], kind: str, path: Path, node: Mapping[str, Any], around: _Around
) -> Iterator[Example]:
    at = Place(pointer=pointer(path), value=node)
    is_content = kind == "media type"
    for value in given(document, at):
        yield Example(
            value=value,
            carrier=_CARRIERS[kind],
            subject=at,
            direction=around.direction,
            root=at.pointer,
            media_type=str(path[-1]) if is_content else "",
            status=around.status if is_content else "",
        )


def _of_schema(schema: Place, around: _Around, *, is_old: bool) -> Iterator[Example]:
    values = [schema.at(key) for key in ("example", "default") if key in schema.value]
    if not is_old:
        values.extend(schema.at("examples").elements())
    for value in values:
        yield Example(
            value=value,
            carrier=Carrier.SCHEMA,
            subject=schema,
            direction=around.direction,
            root=around.root,
        )


def given(document: Mapping[str, Any], at: Place) -> Iterator[Place]:
    """The examples of a parameter, header or media type where they stand.

    What lies outside the document (`externalValue`) is not fetched.
    """
    if not isinstance(at.value, dict):
        return
    if "example" in at.value:
        yield at.at("example")
    for _, example in at.at("examples").entries():
        found = followed(document, example)
        for key in ("value", "dataValue"):
            if isinstance(found.value, dict) and key in found.value:
                yield found.at(key)
