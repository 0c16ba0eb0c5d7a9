"""Every schema of a document as something that tries a value and says what is wrong with it."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from jsonschema_rs import (
    Draft202012,
    Draft202012Validator,
    ReferencingError,
    Registry,
    ValidationError,
)

from generator.formats.openapi.document.pointers import place, target
from generator.formats.openapi.exchanges.cost import Costs
from generator.formats.openapi.exchanges.dialect import PATTERNS, Dialect, Direction, JsonSchema
from generator.formats.openapi.exchanges.fault import problem
from generator.formats.openapi.exchanges.mismatch import mismatch

MOST_PROBLEMS = 20
_BASE = "urn:schemas"
_ANYTHING = f"{_BASE}#/anything"


class UntriedError(Exception):
    """A value cannot be tried against a schema, whatever it holds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Schemas:
    """The schemas of one document, read for one direction.

    References are followed inside the document only: each schema is known to the validators by a
    name of ours, and they may fetch nothing.
    """

    document: Mapping[str, Any]
    direction: Direction
    _names: dict[str, str] = field(default_factory=dict)
    _definitions: dict[str, JsonSchema] = field(default_factory=dict)
    _costs: list[Costs] = field(default_factory=list)
    _roots: dict[str, str] = field(default_factory=dict)
    _compiled: list[Mapping[str, Draft202012Validator]] = field(default_factory=list)

    @property
    def old(self) -> bool:
        """Whether the document is one of OpenAPI 3.0."""
        return str(self.document.get("openapi", "")).startswith("3.0")

    def need(self, pointers: Iterable[str]) -> None:
        """Read these schemas and all they refer to; cheapest when all are asked for at once."""
        dialect = Dialect(old=self.old, direction=self.direction)
        asked = [pointer for pointer in pointers if pointer not in self._roots]
        if not asked:
            return
        self._compiled.clear()
        waiting = [pointer for pointer in asked if pointer not in self._names]
        for pointer in asked:
            self._roots[pointer] = self._name(pointer)

        def link(said: Any) -> str:
            to = target(said)
            if to is None:
                self._definitions[_ANYTHING] = True
                return _ANYTHING
            if to not in self._names:
                waiting.append(to)
            return self._name(to)

        while waiting:
            pointer = waiting.pop()
            schema = place(self.document, pointer).value
            self._definitions[self._names[pointer]] = dialect.converted(schema, link)

    def reached(self) -> frozenset[str]:
        """The pointers of the schemas read so far."""
        return frozenset(self._names)

    def accepts(self, pointer: str, value: object) -> bool:
        """Whether the schema allows the value. Raises UntriedError."""
        validator, member = self._validator(pointer, value)
        try:
            return validator.is_valid(member)
        except ValueError as error:
            raise UntriedError from error

    def problem(self, pointer: str, value: object) -> str | None:
        """What is wrong with the value, None if nothing is. Raises UntriedError."""
        if self.accepts(pointer, value):
            return None
        validator, member = self._validator(pointer, value)
        try:
            validator.validate(member)
        except ValidationError as error:
            return problem(*mismatch(error, self.direction, within=1))
        except ValueError as error:
            raise UntriedError from error
        raise UntriedError

    def problems(self, pointer: str, value: object) -> list[tuple[tuple[str | int, ...], str]]:
        """Where in the value what is asked for that it does not give; MOST_PROBLEMS at most.

        Raises UntriedError.
        """
        validator, member = self._validator(pointer, value)
        try:
            errors = islice(validator.iter_errors(member), MOST_PROBLEMS)
            told = [mismatch(error, self.direction, within=1) for error in errors]
        except ValueError as error:
            raise UntriedError from error
        return list(dict.fromkeys(told))

    def _name(self, pointer: str) -> str:
        return self._names.setdefault(pointer, f"{_BASE}#/{len(self._names)}")

    def _validator(
        self, pointer: str, value: object
    ) -> tuple[Draft202012Validator, Mapping[str, object]]:
        """What tries a schema, and the value as a member of what it tries."""
        if pointer not in self._roots:
            self.need((pointer,))
        name = self._names[pointer]
        if not self._costs:
            self._costs.append(Costs(definitions=self._definitions))
        if not self._costs[0].is_bearable(name, value):
            raise UntriedError
        if not self._compiled:
            self._compiled.append(self._validators())
        if name not in self._compiled[0]:
            raise UntriedError
        return self._compiled[0][name], {name: value}

    def _validators(self) -> Mapping[str, Draft202012Validator]:
        """One validator for all schemas asked for, each as a member: they share what they refer to.

        Where one schema cannot be compiled, each is by itself.
        """
        named = {name.split("#/")[1]: schema for name, schema in self._definitions.items()}
        try:
            registry = Registry([(_BASE, named)], draft=Draft202012)
            return dict.fromkeys(self._roots.values(), _compiled(registry, self._roots.values()))
        except (ValueError, ReferencingError):
            return dict(self._one_by_one(named))

    def _one_by_one(
        self, named: Mapping[str, JsonSchema]
    ) -> Iterator[tuple[str, Draft202012Validator]]:
        for name in self._roots.values():
            with suppress(ValueError, ReferencingError):
                registry = Registry([(_BASE, dict(named))], draft=Draft202012)
                yield name, _compiled(registry, (name,))


def _compiled(registry: Registry, names: Iterable[str]) -> Draft202012Validator:
    return Draft202012Validator(
        {"properties": {name: {"$ref": name} for name in names}},
        registry=registry,
        pattern_options=PATTERNS,
        validate_formats=True,
        offline=True,
    )
