"""Every example and default of a document, and what it is an example of."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from generator.formats.openapi.document.grammar import METHODS
from generator.formats.openapi.document.pointers import Place, followed
from generator.formats.openapi.exchanges.dialect import Direction

_SCHEMA_MAPS = ("properties", "patternProperties", "dependentSchemas", "$defs")
_SCHEMA_LISTS = ("allOf", "anyOf", "oneOf", "prefixItems")
_SCHEMA_SINGLES = (
    *("items", "additionalProperties", "not", "if", "then", "else", "contains"),
    *("propertyNames", "unevaluatedItems", "unevaluatedProperties"),
)
_DEEPEST = 200


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


def examples(document: Mapping[str, Any]) -> tuple[list[Example], list[Use]]:
    """All examples in the order of the document, and where its schemas are used."""
    walk = _Walk(document=document, found=[], uses=[])
    walk.all()
    return walk.found, walk.uses


@dataclass(frozen=True, slots=True, kw_only=True)
class _Walk:
    """A walk over each object once, where it stands; references are passed by."""

    document: Mapping[str, Any]
    found: list[Example]
    uses: list[Use]

    def all(self) -> None:
        whole = Place(pointer="", value=self.document)
        for key in ("paths", "webhooks"):
            for _, item in whole.at(key).entries():
                self._path_item(item, Direction.REQUEST)
        components = whole.at("components")
        for _, schema in components.at("schemas").entries():
            self._schema(schema, Direction.EITHER, schema.pointer, 0)
        for _, parameter in components.at("parameters").entries():
            self._parameter(parameter)
        for _, header in components.at("headers").entries():
            self._header(header, Direction.RESPONSE)
        for _, body in components.at("requestBodies").entries():
            self._contents(body, Direction.REQUEST)
        for name, response in components.at("responses").entries():
            self._response(response, name, Direction.RESPONSE)
        for _, item in components.at("pathItems").entries():
            self._path_item(item, Direction.REQUEST)
        for _, callback in components.at("callbacks").entries():
            self._callback(callback)

    def _path_item(self, item: Place, direction: Direction) -> None:
        for parameter in item.at("parameters").elements():
            self._parameter(parameter)
        for method, operation in item.entries():
            if method in METHODS:
                self._operation(operation, direction)

    def _operation(self, operation: Place, direction: Direction) -> None:
        for parameter in operation.at("parameters").elements():
            self._parameter(parameter)
        self._contents(operation.at("requestBody"), direction)
        back = Direction.RESPONSE if direction == Direction.REQUEST else Direction.EITHER
        for status, response in operation.at("responses").entries():
            self._response(response, status, back)
        for _, callback in operation.at("callbacks").entries():
            self._callback(callback)

    def _callback(self, callback: Place) -> None:
        """Who sends and who answers is the other way round: no direction is right for sure."""
        if not _is_reference(callback):
            for _, item in callback.entries():
                self._path_item(item, Direction.EITHER)

    def _response(self, response: Place, status: str, direction: Direction) -> None:
        if _is_reference(response):
            return
        self._contents(response, direction, status)
        for _, header in response.at("headers").entries():
            self._header(header, direction)

    def _parameter(self, parameter: Place) -> None:
        if _is_reference(parameter):
            return
        self._examples(parameter, Carrier.PARAMETER, Direction.REQUEST)
        self._start(parameter.at("schema"), Direction.REQUEST)
        self._contents(parameter, Direction.REQUEST, judged=False)

    def _header(self, header: Place, direction: Direction) -> None:
        if _is_reference(header):
            return
        self._examples(header, Carrier.HEADER, direction)
        self._start(header.at("schema"), direction)

    def _contents(
        self, at: Place, direction: Direction, status: str = "", *, judged: bool = True
    ) -> None:
        for name, media_type in at.at("content").entries():
            if judged and not _is_reference(media_type):
                self._examples(media_type, Carrier.CONTENT, direction, name, status)
            for key in ("schema", "itemSchema"):
                self._start(media_type.at(key), direction)
            for _, encoding in media_type.at("encoding").entries():
                for _, header in encoding.at("headers").entries():
                    self._header(header, direction)

    def _examples(
        self,
        at: Place,
        carrier: Carrier,
        direction: Direction,
        media_type: str = "",
        status: str = "",
    ) -> None:
        for value in given(self.document, at):
            self.found.append(
                Example(
                    value=value,
                    carrier=carrier,
                    subject=at,
                    direction=direction,
                    root=at.pointer,
                    media_type=media_type,
                    status=status,
                )
            )

    def _start(self, schema: Place, direction: Direction) -> None:
        if isinstance(schema.value, dict):
            self.uses.append(Use(pointer=schema.pointer, direction=direction))
            self._schema(schema, direction, schema.pointer, 0)

    def _schema(self, schema: Place, direction: Direction, root: str, depth: int) -> None:
        value = schema.value
        if not isinstance(value, dict) or depth > _DEEPEST:
            return
        if not value.keys().isdisjoint(_EXAMPLES) and ("$ref" not in value or not self._old()):
            for found in self._schema_values(schema):
                self.found.append(
                    Example(
                        value=found,
                        carrier=Carrier.SCHEMA,
                        subject=schema,
                        direction=direction,
                        root=root,
                    )
                )
        for key in value:
            if key in _SCHEMA_MAPS:
                for _, inner in schema.at(key).entries():
                    self._schema(inner, direction, root, depth + 1)
            elif key in _SCHEMA_LISTS:
                for inner in schema.at(key).elements():
                    self._schema(inner, direction, root, depth + 1)
            elif key in _SCHEMA_SINGLES:
                self._schema(schema.at(key), direction, root, depth + 1)

    def _schema_values(self, schema: Place) -> Iterator[Place]:
        for key in ("example", "default"):
            if key in schema.value:
                yield schema.at(key)
        if not self._old():
            yield from schema.at("examples").elements()

    def _old(self) -> bool:
        return str(self.document.get("openapi", "")).startswith("3.0")


_EXAMPLES = frozenset({"example", "examples", "default"})


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


def _is_reference(at: Place) -> bool:
    return not isinstance(at.value, dict) or "$ref" in at.value
