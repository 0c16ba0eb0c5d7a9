"""Plausible values for the variables of an example: valid, and no larger than they must be."""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from graphql import (
    GraphQLEnumType,
    GraphQLEnumValue,
    GraphQLInputField,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLList,
    GraphQLNonNull,
    get_named_type,
    is_required_input_field,
)

from generator.formats.graphql.types import own
from generator.model.address import Address
from generator.model.call import MayUse

_MOST_VALUES = 200
_DEEPEST = 20
_PLACEHOLDER = "…"
_BY_TYPE: dict[str, object] = {
    "int": 1,
    "float": 1.5,
    "boolean": False,
    "long": 1,
    "short": 1,
    "byte": 1,
    "bigint": 1,
    "positiveint": 1,
    "bigdecimal": 1.5,
    "decimal": 1.5,
    "date": "2026-01-31",
    "localdate": "2026-01-31",
    "datetime": "2026-01-31T12:00:00Z",
    "offsetdatetime": "2026-01-31T12:00:00Z",
    "instant": "2026-01-31T12:00:00Z",
    "localdatetime": "2026-01-31T12:00:00",
    "time": "12:00:00",
    "localtime": "12:00:00",
    "duration": "PT1H",
    "timespan": "PT1H",
    "year": 2026,
    "uuid": "3f2504e0-4f89-41d3-9a0c-0305e82c3301",
    "uri": "https://example.com/",
    "url": "https://example.com/",
    "email": "name@example.com",
    "json": {},
    "map": {},
    "object": {},
    "any": {},
}
_BY_NAME: tuple[tuple[str, re.Pattern[str], object], ...] = tuple(
    (type_, re.compile(pattern, re.IGNORECASE), value)
    for type_, pattern, value in (
        ("Int", r"(?:year|arstall|\baar|\bar)$", 2026),
        ("Int", r"^(?:first|last|limit|antall|count)$", 10),
        ("String", r"(?:date|dato)$", "2026-01-31"),
        ("String", r"(?:e-?mail|e-?post)(?:adresse)?$", "name@example.com"),
        ("String", r"ur[il]$", "https://example.com/"),
    )
)
"""What a value of a built-in type is likely to be by the name of its argument or field."""


class Given(NamedTuple):
    """A value as in JSON, and the addresses of the parts it uses besides its type."""

    value: object
    uses: tuple[Address, ...] = ()


class Values:
    """Makes the values of one operation: what is required, and of what is left to choose, one."""

    def __init__(self, may_use: MayUse) -> None:
        self._may_use = may_use
        self._left = _MOST_VALUES

    def of(self, type_: GraphQLInputType, name: str, around: tuple[str, ...] = ()) -> Given | None:
        """A value of `type_` for the argument or field `name`.

        `around` are the input objects it stands in. None where no value of reasonable size exists.
        """
        self._left -= 1
        if self._left < 0 or len(around) > _DEEPEST:
            return None
        match type_:
            case GraphQLNonNull():
                return self.of(type_.of_type, name, around)
            case GraphQLList():
                item = self.of(type_.of_type, name, around)
                return Given([]) if item is None else Given([item.value], item.uses)
            case GraphQLInputObjectType():
                return None if type_.name in around else self._object(type_, (*around, type_.name))
            case GraphQLEnumType():
                chosen = self._preferred(type_.name, type_.values)[0]
                return Given(chosen, (Address(f"{type_.name}.{chosen}"),))
            case _:
                return Given(_scalar(get_named_type(type_).name, name))

    def _object(self, type_: GraphQLInputObjectType, around: tuple[str, ...]) -> Given | None:
        if type_.is_one_of:
            choices = self._preferred(type_.name, type_.fields)
            found = (self._object_of(type_, [name], around) for name in choices)
            return next((given for given in found if given is not None), None)
        required = [name for name, f in type_.fields.items() if is_required_input_field(f)]
        return self._object_of(type_, required, around)

    def _object_of(
        self, type_: GraphQLInputObjectType, names: Sequence[str], around: tuple[str, ...]
    ) -> Given | None:
        """An object with these fields, None where one of them can have no value."""
        value: dict[str, object] = {}
        uses: list[Address] = []
        for name in names:
            field = type_.fields[name]
            given = self.of(field.type, name, around)
            if given is None:
                return None
            value[name] = given.value
            member = Address(f"{type_.name}.{name}")
            uses.extend((member, *own(get_named_type(field.type)), *given.uses))
        return Given(value, tuple(uses))

    def _preferred(
        self, type_: str, members: Mapping[str, GraphQLInputField | GraphQLEnumValue]
    ) -> list[str]:
        """The members, those first that may be used, of them those first that stay."""

        def reluctance(name: str) -> tuple[bool, bool]:
            is_deprecated = members[name].deprecation_reason is not None
            return not self._may_use(Address(f"{type_}.{name}")), is_deprecated

        return sorted(members, key=reluctance)


def _scalar(type_: str, name: str) -> object:
    for named, pattern, value in _BY_NAME:
        if named == type_ and pattern.search(name):
            return value
    return _BY_TYPE.get(type_.replace("_", "").lower(), _PLACEHOLDER)
