"""Every schema of a document as something that tries a value and says what is wrong with it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from jsonschema_rs import (
    Draft202012,
    Draft202012Validator,
    ReferencingError,
    Registry,
    ValidationError,
)

from generator.formats.openapi.cost import Costs
from generator.formats.openapi.dialect import PATTERNS, Dialect, Direction, JsonSchema
from generator.formats.openapi.mismatch import mismatch
from generator.formats.openapi.pointers import place, target

_BASE = "urn:schemas"
_ANYTHING = f"{_BASE}#/anything"


class Untried(Exception):
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
    _registries: list[Registry] = field(default_factory=list)
    _validators: dict[str, Draft202012Validator] = field(default_factory=dict)

    @property
    def old(self) -> bool:
        """Whether the document is one of OpenAPI 3.0."""
        return str(self.document.get("openapi", "")).startswith("3.0")

    def need(self, pointers: Iterable[str]) -> None:
        """Read these schemas and all they refer to; cheapest when all are asked for at once."""
        dialect = Dialect(old=self.old, direction=self.direction)
        waiting = [pointer for pointer in pointers if pointer not in self._names]
        for pointer in waiting:
            self._name(pointer)

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
            self._registries.clear()

    def reached(self) -> frozenset[str]:
        """The pointers of the schemas read so far."""
        return frozenset(self._names)

    def accepts(self, pointer: str, value: object) -> bool:
        """Whether the schema allows the value. Raises Untried."""
        validator = self._validator(pointer, value)
        try:
            return validator.is_valid(value)
        except ValueError as error:
            raise Untried from error

    def problem(self, pointer: str, value: object) -> str | None:
        """What is wrong with the value, None if nothing is. Raises Untried."""
        if self.accepts(pointer, value):
            return None
        try:
            self._validator(pointer, value).validate(value)
        except ValidationError as error:
            return mismatch(error, self.direction)
        raise Untried

    def _name(self, pointer: str) -> str:
        return self._names.setdefault(pointer, f"{_BASE}#/{len(self._names)}")

    def _validator(self, pointer: str, value: object) -> Draft202012Validator:
        self.need((pointer,))
        name = self._names[pointer]
        if not self._costs:
            self._costs.append(Costs(definitions=self._definitions))
        if not self._costs[0].is_bearable(name, value):
            raise Untried
        if name not in self._validators:
            try:
                self._validators[name] = Draft202012Validator(
                    {"$ref": name},
                    registry=self._registry(),
                    pattern_options=PATTERNS,
                    validate_formats=True,
                    offline=True,
                )
            except (ValueError, ReferencingError) as error:
                raise Untried from error
        return self._validators[name]

    def _registry(self) -> Registry:
        if not self._registries:
            named = {name.split("#/")[1]: schema for name, schema in self._definitions.items()}
            self._registries.append(Registry([(_BASE, named)], draft=Draft202012))
        return self._registries[0]
