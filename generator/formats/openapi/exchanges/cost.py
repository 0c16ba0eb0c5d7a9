"""What trying a value against a schema costs, before it is tried.

A schema of a few lines can stand for millions: each of 25 that names the next one twice. How often
each is tried is counted by memory, not by trying.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

MOST_VISITS = 5_000_000
_DEEPEST = 150
_LISTS = ("allOf", "anyOf", "oneOf")
_SINGLE = ("not", "if", "then", "else")
_MEMBERS = frozenset(
    (
        *("properties", "prefixItems", "items", "contains", "patternProperties"),
        *("additionalProperties", "unevaluatedProperties", "unevaluatedItems"),
    )
)
_MORE = frozenset(("$ref", *_LISTS, *_SINGLE, "dependentSchemas", *_MEMBERS))
"""What leads to other schemas; most schemas have none of it, and only assert."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Weight:
    """How many schemas are tried at one value, and how often each member of the value is."""

    visits: int
    members: Mapping[str, int]


_ENDLESS = _Weight(visits=MOST_VISITS + 1, members={})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Bound:
    """The most a definition asks for anywhere in it, and the definitions it refers to."""

    visits: int
    times: int
    references: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Costs:
    """The costs of schemas in JSON Schema 2020-12 that refer to each other by `definitions`.

    These may become more, but a definition that is asked for knows all it refers to.
    """

    definitions: Mapping[str, Any]
    _known: dict[str, _Weight | None] = field(default_factory=dict)
    _bounds: dict[str, _Bound] = field(default_factory=dict)
    _reached: dict[str, tuple[int, int]] = field(default_factory=dict)

    def is_bearable(self, name: str, value: object) -> bool:
        """Whether the definition can be tried against the value in a moment."""
        visits, times = self._reach(name)
        if visits > MOST_VISITS:
            return False
        if times == 1 or visits * times ** _depth(value) <= MOST_VISITS:
            return True
        return _Count(costs=self).visits({"$ref": name}, value, 0) <= MOST_VISITS

    def _reach(self, name: str) -> tuple[int, int]:
        """The most that the definition and all it leads to ask for."""
        if name not in self._reached:
            seen, waiting = {name}, [name]
            while waiting:
                more = self._bound(waiting.pop()).references - seen
                seen |= more
                waiting.extend(more)
            bounds = [self._bounds[inner] for inner in seen]
            self._reached[name] = (max(b.visits for b in bounds), max(b.times for b in bounds))
        return self._reached[name]

    def _bound(self, name: str) -> _Bound:
        if name not in self._bounds:
            schema = self.definitions.get(name)
            weights = list(self._weights(schema))
            self._bounds[name] = _Bound(
                visits=max(weight.visits for weight in weights),
                times=max(max(weight.members.values(), default=1) for weight in weights),
                references=frozenset(_references(schema)),
            )
        return self._bounds[name]

    def _weights(self, schema: Any) -> Iterator[_Weight]:
        """Of a schema and of every one below it that does more than assert."""
        yield self.weight(schema, 0)
        for _, inner in _children(schema):
            if isinstance(inner, dict) and not _MORE.isdisjoint(inner):
                yield from self._weights(inner)
        for inner in _in_place(schema):
            yield from self._weights(inner)

    def weight(self, schema: Any, depth: int) -> _Weight:
        """What is tried in place of the schema; endless where that leads back to itself."""
        if not isinstance(schema, dict):
            return _Weight(visits=1, members={})
        if depth > _DEEPEST:
            return _ENDLESS
        visits, members = 1, Counter(name for name, _ in _children(schema))
        for inner in _in_place(schema):
            weight = self.weight(inner, depth + 1)
            visits += weight.visits
            members.update(weight.members)
        if "$ref" in schema:
            weight = self._named(schema["$ref"], depth)
            visits += weight.visits
            members.update(weight.members)
        return _Weight(visits=min(visits, MOST_VISITS + 1), members=members)

    def _named(self, name: str, depth: int) -> _Weight:
        if name not in self._known:
            self._known[name] = None
            self._known[name] = self.weight(self.definitions.get(name), depth + 1)
        return self._known[name] or _ENDLESS


@dataclass(frozen=True, slots=True, kw_only=True)
class _Count:
    """How many schemas are tried against one value, exactly, each pair counted once."""

    costs: Costs
    known: dict[tuple[int, int], int] = field(default_factory=dict)

    def visits(self, schema: Any, value: object, depth: int) -> int:
        if not isinstance(schema, dict):
            return 1
        if depth > _DEEPEST or len(self.known) > MOST_VISITS // 50:
            return MOST_VISITS + 1
        pair = (id(schema), id(value))
        if "$ref" in schema and len(schema) == 1:
            return 1 + self.visits(self.costs.definitions.get(schema["$ref"]), value, depth + 1)
        if pair not in self.known:
            self.known[pair] = 1 + sum(
                self.visits(inner, member, depth + 1) for inner, member in _pairs(schema, value)
            )
        return self.known[pair]


def _pairs(schema: dict[str, Any], value: object) -> Iterator[tuple[Any, object]]:
    """What is tried against what, one step on."""
    for inner in _in_place(schema):
        yield inner, value
    for name, inner in _children(schema):
        if isinstance(value, dict):
            if name.startswith("."):
                if name[1:] in value:
                    yield inner, value[name[1:]]
            elif name == "{}":
                yield from ((inner, member) for member in value.values())
        elif isinstance(value, list) and name == "[]":
            yield from ((inner, member) for member in value)


def _in_place(schema: Any) -> Iterator[Any]:
    """The schemas tried against the same value."""
    if isinstance(schema, dict):
        for key in _LISTS:
            yield from schema.get(key, ())
        for key in _SINGLE:
            if key in schema:
                yield schema[key]
        yield from schema.get("dependentSchemas", {}).values()


def _children(schema: Any) -> Iterator[tuple[str, Any]]:
    """The schemas tried against members: `.name`, `[]` for an element, `{}` for any member."""
    if isinstance(schema, dict) and not _MEMBERS.isdisjoint(schema):
        for name, inner in schema.get("properties", {}).items():
            yield f".{name}", inner
        for inner in (*schema.get("prefixItems", ()), schema.get("items"), schema.get("contains")):
            if inner is not None:
                yield "[]", inner
        yield from (("{}", inner) for inner in schema.get("patternProperties", {}).values())
        for key in ("additionalProperties", "unevaluatedProperties", "unevaluatedItems"):
            if isinstance(schema.get(key), dict):
                yield "{}", schema[key]


def _references(schema: Any) -> Iterator[str]:
    if isinstance(schema, dict) and not _MORE.isdisjoint(schema):
        if "$ref" in schema:
            yield schema["$ref"]
        for inner in _in_place(schema):
            yield from _references(inner)
        for _, inner in _children(schema):
            yield from _references(inner)


def _depth(value: object) -> int:
    """How deep the value is nested, without recursion."""
    deepest, waiting = 0, [(value, 0)]
    while waiting:
        inner, depth = waiting.pop()
        deepest = max(deepest, depth)
        if isinstance(inner, dict):
            waiting.extend((v, depth + 1) for v in inner.values())
        elif isinstance(inner, list):
            waiting.extend((v, depth + 1) for v in inner)
    return deepest
