"""A schema of OpenAPI 3.0, 3.1 or 3.2 as JSON Schema 2020-12 for one direction.

Only keywords with a value of the right kind are taken over, so that what one odd keyword says does
not decide about an example. Names other than keywords (`x-…`, `xml`) say nothing about a value.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Any

from jsonschema_rs import Draft202012Validator, RegexOptions

JsonSchema = dict[str, Any] | bool
Link = Callable[[str], str]
"""From a reference as written to the reference in its place."""

PATTERNS = RegexOptions(size_limit=1_000_000, dfa_size_limit=1_000_000)
"""An engine without backtracking: a foreign pattern costs time linear in the text."""

_TYPES = frozenset({"array", "boolean", "integer", "null", "number", "object", "string"})
FORMATS = {
    "date": "date",
    "date-time": "date-time",
    "email": "idn-email",
    "ipv4": "ipv4",
    "ipv6": "ipv6",
    "uuid": "uuid",
}
"""The formats that leave no doubt, and the one each is tried as: not all mail is in ASCII."""

_RANGES = {"int32": 2**31, "int64": 2**63}
_COUNTS = (
    *("minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties"),
    *("minContains", "maxContains"),
)
_COUNTING = frozenset(_COUNTS)
_BOUNDING = frozenset(
    (*("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf", "format"),)
)
_CHOSEN = "what a discriminator chooses, until it joins allOf"
_IN_PLACE = ("allOf", "anyOf", "oneOf")
_ONE_NEW = (
    *("if", "then", "else", "contains", "propertyNames", "unevaluatedItems"),
    "unevaluatedProperties",
)


class Direction(StrEnum):
    """Which way a value goes; `EITHER` where that is not known."""

    REQUEST = "request"
    RESPONSE = "response"
    EITHER = "either"


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """How a document's schemas are to be read.

    In 3.0 a reference hides what stands beside it, `nullable` allows null, and a property that is
    `readOnly` is not sent in a request (3.0.3, "Schema Object"). Since 3.1 the two keywords
    only inform, and what they are on may be left out, but not only then.
    """

    old: bool
    direction: Direction

    def converted(self, schema: Any, link: Link) -> JsonSchema:
        """The schema in 2020-12. What is no schema allows everything."""
        if not isinstance(schema, dict):
            return schema if isinstance(schema, bool) and not self.old else True
        if "$ref" in schema:
            reference = {"$ref": link(schema["$ref"])}
            if self.old or len(schema) == 1:
                return reference
            rest = self.converted({k: v for k, v in schema.items() if k != "$ref"}, link)
            return {"allOf": [reference, rest]} if rest and rest is not True else reference
        found = dict(self._keywords(schema, link))
        if _CHOSEN in found:
            found["allOf"] = [*found.get("allOf", ()), *found.pop(_CHOSEN)]
        if schema.get("nullable") is True and (self.old or "type" in schema):
            return _or_null(found)
        return found

    def _keywords(self, schema: Mapping[str, Any], link: Link) -> Iterator[tuple[str, Any]]:
        yield from _type(schema.get("type"))
        yield from _assertions(schema)
        yield from _bounds(schema)
        yield from self._members(schema, link)
        for key in _IN_PLACE:
            branches = schema.get(key)
            if isinstance(branches, list) and branches:
                yield from self._branches(schema, key, branches, link)
        if "not" in schema and isinstance(schema["not"], dict):
            yield "not", self.converted(schema["not"], link)
        if not self.old:
            yield from self._new(schema, link)

    def _branches(
        self, schema: Mapping[str, Any], key: str, branches: list[Any], link: Link
    ) -> Iterator[tuple[str, Any]]:
        """A discriminator says which branch counts, so that several may match."""
        found = [self.converted(branch, link) for branch in branches]
        discriminator = schema.get("discriminator")
        if key == "allOf" or not isinstance(discriminator, dict):
            yield key, found
            return
        yield "anyOf" if key == "oneOf" and "anyOf" not in schema else key, found
        yield from _chosen(discriminator, branches, link)

    def _members(self, schema: Mapping[str, Any], link: Link) -> Iterator[tuple[str, Any]]:
        properties = schema.get("properties")
        hidden: set[str] = set()
        if isinstance(properties, dict) and properties:
            hidden = {name for name, inner in properties.items() if self._is_hidden(inner)}
            yield (
                "properties",
                {
                    name: False
                    if self.old and name in hidden and self.direction != Direction.EITHER
                    else self.converted(inner, link)
                    for name, inner in properties.items()
                },
            )
        required = schema.get("required")
        if isinstance(required, list):
            names = [n for n in required if isinstance(n, str) and n not in hidden]
            if names:
                yield "required", list(dict.fromkeys(names))
        yield from self._other_members(schema, link)

    def _other_members(self, schema: Mapping[str, Any], link: Link) -> Iterator[tuple[str, Any]]:
        if isinstance(schema.get("items"), dict | bool):
            yield "items", self.converted(schema["items"], link)
        patterned = schema.get("patternProperties")
        if isinstance(patterned, dict) and patterned and not self.old:
            if not all(map(is_pattern, patterned)):
                return
            yield (
                "patternProperties",
                {name: self.converted(inner, link) for name, inner in patterned.items()},
            )
        others = schema.get("additionalProperties")
        if isinstance(others, bool):
            yield "additionalProperties", others
        elif isinstance(others, dict):
            yield "additionalProperties", self.converted(others, link)

    def _new(self, schema: Mapping[str, Any], link: Link) -> Iterator[tuple[str, Any]]:
        """Keywords that came with 3.1."""
        if "const" in schema:
            yield "const", schema["const"]
        for key in _ONE_NEW:
            if isinstance(schema.get(key), dict | bool):
                yield key, self.converted(schema[key], link)
        if isinstance(schema.get("prefixItems"), list) and schema["prefixItems"]:
            yield "prefixItems", [self.converted(inner, link) for inner in schema["prefixItems"]]
        if isinstance(schema.get("dependentSchemas"), dict):
            yield (
                "dependentSchemas",
                {k: self.converted(inner, link) for k, inner in schema["dependentSchemas"].items()},
            )
        dependent = schema.get("dependentRequired")
        if isinstance(dependent, dict):
            yield (
                "dependentRequired",
                {
                    name: list(dict.fromkeys(n for n in needs if isinstance(n, str)))
                    for name, needs in dependent.items()
                    if isinstance(needs, list)
                },
            )

    def _is_hidden(self, schema: Any) -> bool:
        """Whether a property does not belong to values that go this way."""
        if not isinstance(schema, dict):
            return False
        return (schema.get("readOnly") is True and self.direction != Direction.RESPONSE) or (
            schema.get("writeOnly") is True and self.direction != Direction.REQUEST
        )


@lru_cache(maxsize=10_000)
def is_pattern(pattern: str) -> bool:
    """Whether an engine without backtracking can try the pattern."""
    try:
        Draft202012Validator({"pattern": pattern}, pattern_options=PATTERNS)
    except ValueError:
        return False
    return True


def _type(said: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(said, str) and said in _TYPES:
        yield "type", said
    elif isinstance(said, list):
        known = [t for t in dict.fromkeys(t for t in said if isinstance(t, str)) if t in _TYPES]
        if known and len(known) == len(said):
            yield "type", known


def _assertions(schema: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    if isinstance(schema.get("enum"), list) and schema["enum"]:
        yield "enum", schema["enum"]
    if isinstance(schema.get("pattern"), str) and is_pattern(schema["pattern"]):
        yield "pattern", schema["pattern"]
    if isinstance(schema.get("format"), str) and schema["format"] in FORMATS:
        yield "format", FORMATS[schema["format"]]
    if schema.get("uniqueItems") is True:
        yield "uniqueItems", True
    for key in () if _COUNTING.isdisjoint(schema) else _COUNTS:
        if isinstance(schema.get(key), int) and schema[key] >= 0 and schema[key] is not True:
            yield key, schema[key]


def _bounds(schema: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """In 3.0 `exclusiveMinimum` says how `minimum` is meant, since 3.1 it is a bound itself."""
    if _BOUNDING.isdisjoint(schema):
        return
    for side in ("Minimum", "Maximum"):
        bound, exclusive = schema.get(side.lower()), schema.get(f"exclusive{side}")
        if _is_number(bound):
            yield (f"exclusive{side}" if exclusive is True else side.lower()), bound
        if _is_number(exclusive):
            yield f"exclusive{side}", exclusive
    if _is_number(schema.get("multipleOf")) and schema["multipleOf"] > 0:
        yield "multipleOf", schema["multipleOf"]
    limit = _RANGES.get(schema["format"]) if isinstance(schema.get("format"), str) else None
    if limit and not {"minimum", "maximum"} & schema.keys():
        yield "minimum", -limit
        yield "maximum", limit - 1


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _or_null(schema: dict[str, Any]) -> JsonSchema:
    """The schema or null: what `nullable` is meant to say, with `enum` and `allOf` too."""
    if isinstance(schema.get("type"), str) and not {"enum", *_IN_PLACE, "not"} & schema.keys():
        return {**schema, "type": [schema["type"], "null"]}
    return {"anyOf": [{"type": "null"}, schema]} if schema else True


def _chosen(
    discriminator: Mapping[str, Any], branches: list[Any], link: Link
) -> Iterator[tuple[str, Any]]:
    """That the value of the discriminator picks a branch: by mapping, else by the schema's name."""
    name = discriminator.get("propertyName")
    if not isinstance(name, str):
        return
    yield (
        _CHOSEN,
        [
            {
                "if": {"properties": {name: {"const": value}}, "required": [name]},
                "then": {"$ref": link(reference)},
            }
            for value, reference in choices(discriminator, branches).items()
        ],
    )


def choices(discriminator: Mapping[str, Any], branches: list[Any]) -> Mapping[str, str]:
    """The reference of the branch that each value of a discriminator stands for."""
    found = {}
    for branch in branches:
        reference = branch.get("$ref") if isinstance(branch, dict) else None
        if isinstance(reference, str) and reference.startswith("#/components/schemas/"):
            found[reference.removeprefix("#/components/schemas/")] = reference
    mapping = discriminator.get("mapping")
    for value, reference in mapping.items() if isinstance(mapping, dict) else ():
        if isinstance(reference, str):
            whole = reference if "/" in reference else f"#/components/schemas/{reference}"
            if whole in found.values():
                found[value] = whole
    return found
