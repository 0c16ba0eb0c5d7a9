"""Whether a document's examples, and the samples made from it, are real requests and responses.

Everything here is pure, and takes and returns what can be pickled: it is meant to be run where it
can be stopped.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from generator.formats.openapi.document.pointers import Place, keys_of
from generator.formats.openapi.exchanges.dialect import Direction
from generator.formats.openapi.exchanges.examples import Carrier, Example, examples
from generator.formats.openapi.exchanges.fault import Fault
from generator.formats.openapi.exchanges.operation import Operation, operation_at
from generator.formats.openapi.exchanges.schemas import Schemas, UntriedError
from generator.formats.openapi.exchanges.trial import (
    body_problem,
    header_problem,
    parameter_problem,
)
from generator.formats.openapi.exchanges.whole import Sample, answer_problem, sample_problem


def check(document: Mapping[str, Any]) -> list[Fault]:
    """The faults of all examples and defaults in an OpenAPI 3 document."""
    found, uses = examples(document)
    schemas = {
        direction: Schemas(document=document, direction=direction) for direction in Direction
    }
    for direction in Direction:
        schemas[direction].need(use.pointer for use in uses if use.direction == direction)
    ways = _Ways(schemas=schemas)
    faults: dict[str, list[Fault]] = {}
    for example, direction in _needed(found, ways):
        if example.value.pointer not in faults:
            told = list(_faults(document, schemas[direction], example))
            if told:
                faults[example.value.pointer] = told
    return [fault for told in faults.values() for fault in told]


def check_samples(document: Mapping[str, Any], samples: Sequence[Sample]) -> list[Sample]:
    """Those whose request or answer is not what the document describes."""
    trial = Trial(document)
    operations = [operation_at(document, sample.template, sample.method) for sample in samples]
    for operation in operations:
        trial.need(operation)
    trial.read()
    return [
        sample
        for sample, operation in zip(samples, operations, strict=True)
        if trial.problem(sample, operation) is not None
        or trial.answer_problem(sample, operation) is not None
    ]


class Trial:
    """Tries samples of one document. Schemas are read when all are known that are needed."""

    def __init__(self, document: Mapping[str, Any]) -> None:
        self.schemas = {
            direction: Schemas(document=document, direction=direction)
            for direction in (Direction.REQUEST, Direction.RESPONSE)
        }
        self._proven: set[tuple[str, str]] = set()
        self._answers: dict[tuple[str, str, str], str | None] = {}
        self._needed: dict[Direction, list[str]] = {way: [] for way in self.schemas}

    def need(self, operation: Operation) -> None:
        """Prepares for samples of an operation."""
        requested = self._needed[Direction.REQUEST]
        for parameter in operation.parameters:
            requested.append(parameter.at("schema").pointer)
            requested += [m.at("schema").pointer for _, m in parameter.at("content").entries()]
        for content, needed in (
            (operation.body, requested),
            (operation.answer, self._needed[Direction.RESPONSE]),
        ):
            if content is not None:
                needed.append(content.media_type.at("schema").pointer)

    def read(self) -> None:
        """Reads what was asked for."""
        for way, schemas in self.schemas.items():
            schemas.need(self._needed[way])

    def problem(self, sample: Sample, operation: Operation) -> str | None:
        """What is wrong with the request of a sample; that it cannot be tried is wrong too."""
        try:
            return sample_problem(self.schemas[Direction.REQUEST], operation, sample, self._proven)
        except UntriedError:
            return _UNTRIED

    def answer_problem(self, sample: Sample, operation: Operation) -> str | None:
        """What is wrong with the answer of a sample, nothing where there is none."""
        if not sample.status or operation.answer is None:
            return None
        schema = operation.answer.media_type.at("schema")
        key = (_one_schema(schema), operation.answer.name, sample.answer)
        if key not in self._answers:
            try:
                self._answers[key] = answer_problem(
                    self.schemas[Direction.RESPONSE], operation, sample
                )
            except UntriedError:
                self._answers[key] = _UNTRIED
        return self._answers[key]


_UNTRIED = "untried"


def _one_schema(at: Place) -> str:
    """What the schemas have in common that are but a reference to the same one."""
    match at.value:
        case {"$ref": str(reference)} if len(at.value) == 1:
            return reference
    return at.pointer


class _Ways:
    """Which way each schema is used, as far as one way is the only one."""

    def __init__(self, *, schemas: Mapping[Direction, Schemas]) -> None:
        self.schemas = schemas
        self.reached = {direction: schemas[direction].reached() for direction in Direction}

    def of(self, example: Example) -> Direction:
        if example.carrier != Carrier.SCHEMA or example.direction != Direction.EITHER:
            return example.direction
        ways = [way for way in Direction if example.root in self.reached[way]]
        return ways[0] if len(ways) == 1 else Direction.EITHER


def _needed(found: list[Example], ways: _Ways) -> list[tuple[Example, Direction]]:
    """The examples with their directions, once all the schemas they are tried against are read."""
    judged = [(example, ways.of(example)) for example in found]
    for direction, schemas in ways.schemas.items():
        schemas.need(
            example.subject.pointer
            if example.carrier == Carrier.SCHEMA
            else f"{example.root}/schema"
            for example, way in judged
            if way == direction
        )
    return judged


def _faults(document: Mapping[str, Any], schemas: Schemas, example: Example) -> Iterator[Fault]:
    path = _path(document, example.value.pointer)
    try:
        first = _problem(schemas, example)
        if first is None:
            return
        is_schema = example.carrier == Carrier.SCHEMA
        schema = example.subject if is_schema else example.subject.at("schema")
        inner = schemas.problems(schema.pointer, example.value.value) if schema.value else []
    except UntriedError:
        yield Fault(path=path, problem="", tried=False)
        return
    for inside, asked in inner:
        yield Fault(path=path, inside=inside, problem=asked)
    if not inner:
        yield Fault(path=path, problem=first)


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
