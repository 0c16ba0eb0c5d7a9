"""What a document's schema finds wrong, in one short sentence at the deepest useful place."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from jsonschema_rs import ValidationError, ValidationErrorKind

from generator.formats.openapi.document.branches import Leaf, Path, leaves

MAX_SHOWN = 60
_MAX_OPTIONS = 12
_KIND = ValidationErrorKind

_NAMES_OF_TYPES = {
    "array": "a list",
    "boolean": "true or false",
    "integer": "a whole number",
    "null": "null",
    "number": "a number",
    "object": "an object",
    "string": "text",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One breach of the document's schema. Where something is missing, `path` is what lacks it."""

    path: Path
    problem: str


def faults_of(error: ValidationError, document: object) -> Iterator[Fault]:
    """What `error`, of the whole `document`, comes to; the same may come of several errors."""
    for found in leaves([error]):
        for path, problem in _told(found):
            yield Fault(path=_in_document(path, document), problem=problem)


def _told(leaf: Leaf) -> Iterator[tuple[Path, str]]:
    """Where, and what."""
    error, path = leaf.error, leaf.place
    match error.kind:
        case _KIND.AdditionalProperties(names) | _KIND.UnevaluatedProperties(names):
            yield from (((*path, name), f"{_shown(name)} is not allowed here") for name in names)
        case _KIND.FalseSchema():
            yield path, f"{_shown(path[-1] if path else '')} is not allowed here"
        case _KIND.PropertyNames(inner):
            yield (*path, str(inner.instance)), _problem(Leaf(error=inner))
        case _:
            yield path, _problem(leaf)


def _problem(leaf: Leaf) -> str:
    kinds = [error.kind for error in (leaf.error, *leaf.instead)]
    match leaf.error.kind:
        case _KIND.Required():
            names = [_shown(kind.property) for kind in kinds if isinstance(kind, _KIND.Required)]
            return f"{_either(names)} is missing"
        case _KIND.Type():
            types = [t for kind in kinds if isinstance(kind, _KIND.Type) for t in kind.types]
            return _another_type(types, leaf.error.instance)
        case _KIND.Enum():
            options = [o for kind in kinds if isinstance(kind, _KIND.Enum) for o in kind.options]
            return f"should be {_either([_shown(option) for option in options])}"
        case _KIND.Constant(value):
            return f"should be {_shown(value)}"
        case _KIND.Pattern(pattern):
            return f"{_shown(leaf.error.instance)} does not have the form {pattern[:MAX_SHOWN]}"
        case _KIND.UniqueItems():
            return "holds the same item twice"
        case _KIND.OneOfMultipleValid():
            return "has more than one of the forms that exclude each other here"
        case _KIND.Not(schema):
            return _excluded(schema)
        case _:
            return _outside(leaf.error.kind)


def _another_type(types: Iterable[str], value: object) -> str:
    names = _either([_NAMES_OF_TYPES.get(name, name) for name in types])
    quotes = ", so put it in quotes" if names == "text" and isinstance(value, int | float) else ""
    return f"should be {names}, not {_type_of(value)}{quotes}"


def _type_of(value: object) -> str:
    match value:
        case None:
            return "null"
        case bool():
            return "true or false"
        case str():
            return "text"
        case list():
            return "a list"
        case dict():
            return "an object"
        case _:
            return "a number"


def _excluded(schema: object) -> str:
    match schema:
        case {"required": [*names]} if len(names) > 1:
            return f"{' and '.join(_shown(name) for name in names)} exclude each other"
        case _:
            return "has a form that is excluded here"


def _outside(kind: ValidationErrorKind) -> str:
    match kind:
        case _KIND.MinItems(1) | _KIND.MinProperties(1) | _KIND.MinLength(1):
            return "is empty"
        case _KIND.MinItems(limit) | _KIND.MinProperties(limit):
            return f"holds fewer than {limit}"
        case _KIND.MaxItems(limit) | _KIND.MaxProperties(limit):
            return f"holds more than {limit}"
        case _KIND.Minimum(limit):
            return f"should be at least {limit}"
        case _KIND.ExclusiveMinimum(limit):
            return f"should be more than {limit}"
        case _KIND.Maximum(limit):
            return f"should be at most {limit}"
        case _KIND.ExclusiveMaximum(limit):
            return f"should be less than {limit}"
        case _:
            return f"breaks the rule {_shown(kind.name)} of the schema"


def _either(names: Iterable[str]) -> str:
    *rest, last = dict.fromkeys(names)
    if len(rest) >= _MAX_OPTIONS:
        return f"{', '.join(rest[:_MAX_OPTIONS])} …"
    return f"{', '.join(rest)} or {last}" if rest else last


def _shown(value: object) -> str:
    """A value of the schema or a name of the document, cut short, without control characters."""
    text = value if isinstance(value, str) else json.dumps(value)
    line = "".join(c if c.isprintable() else " " for c in text[:MAX_SHOWN])
    return f"'{line}…'" if len(text) > MAX_SHOWN else f"'{line}'"


def _in_document(path: Path, document: object) -> Path:
    """`path` with names as they stand: the validator makes numbers of those with digits alone."""
    steps: list[str | int] = []
    value = document
    for step in path:
        if isinstance(value, dict):
            steps.append(str(step))
            value = value.get(str(step))
        else:
            steps.append(step)
            value = value[int(step)] if isinstance(value, list) else None
    return tuple(steps)
