"""Whether the examples of a document, and the samples made from it, are real requests and responses.

Everything here is pure, and takes and returns what can be pickled: it is meant to be run where it
can be stopped.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from generator.formats.openapi.dialect import Direction
from generator.formats.openapi.examples import Carrier, Example, examples
from generator.formats.openapi.pointers import keys_of
from generator.formats.openapi.schemas import Schemas, Untried
from generator.formats.openapi.trial import body_problem, header_problem, parameter_problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """An example that is not what it says, or, if not `tried`, that cannot be tried.

    `path` leads to the example. `problem` is where in the example, and what the document asks for
    there: `/navn: type: string`.
    """

    path: tuple[str | int, ...]
    problem: str
    tried: bool = True


def check(document: Mapping[str, Any]) -> list[Fault]:
    """The faults of all examples and defaults in an OpenAPI 3 document, each example once."""
    found, uses = examples(document)
    schemas = {direction: Schemas(document=document, direction=direction) for direction in Direction}
    for direction in Direction:
        schemas[direction].need(use.pointer for use in uses if use.direction == direction)
    ways = _Ways(schemas=schemas)
    faults: dict[str, Fault] = {}
    for example, direction in _needed(found, ways):
        if example.value.pointer not in faults:
            fault = _fault(document, schemas[direction], example)
            if fault is not None:
                faults[example.value.pointer] = fault
    return list(faults.values())


class _Ways:
    """Which way each schema is used, as far as one way is the only one."""

    def __init__(self, *, schemas: Mapping[Direction, Schemas]) -> None:
        self.reached = {direction: schemas[direction].reached() for direction in Direction}

    def of(self, example: Example) -> Direction:
        if example.carrier != Carrier.SCHEMA or example.direction != Direction.EITHER:
            return example.direction
        ways = [way for way in Direction if example.root in self.reached[way]]
        return ways[0] if len(ways) == 1 else Direction.EITHER


def _needed(found: list[Example], ways: _Ways) -> list[tuple[Example, Direction]]:
    """The examples with their directions, all schemas read that they will be tried against."""
    judged = [(example, ways.of(example)) for example in found]
    return judged


def _fault(document: Mapping[str, Any], schemas: Schemas, example: Example) -> Fault | None:
    path = _path(document, example.value.pointer)
    try:
        problem = _problem(schemas, example)
    except Untried:
        return Fault(path=path, problem="", tried=False)
    return None if problem is None else Fault(path=path, problem=problem)


def _problem(schemas: Schemas, example: Example) -> str | None:
    value = example.value.value
    match example.carrier:
        case Carrier.PARAMETER:
            return parameter_problem(schemas, example.subject, value)
        case Carrier.HEADER:
            return header_problem(schemas, example.subject, value)
        case Carrier.CONTENT:
            return body_problem(
                schemas, example.subject, example.media_type, value, status=example.status
            )
        case Carrier.SCHEMA:
            return schemas.problem(example.subject.pointer, value)


def _path(document: Mapping[str, Any], pointer: str) -> tuple[str | int, ...]:
    """The keys of a pointer, those into an array as numbers."""
    return tuple(_keys(document, keys_of(pointer)))


def _keys(value: Any, keys: tuple[str, ...]) -> Iterator[str | int]:
    for said in keys:
        key: str | int = int(said) if isinstance(value, list) else said
        value = value[key]
        yield key
