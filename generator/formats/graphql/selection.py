"""What an example asks for in the answer: a little that is useful, of the parts it may use."""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TypeGuard

from graphql import (
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLOutputType,
    GraphQLSchema,
    GraphQLUnionType,
    get_named_type,
    get_nullable_type,
    is_leaf_type,
    is_list_type,
    is_required_argument,
)

from generator.formats.graphql.types import own
from generator.model.address import Address
from generator.model.call import MayUse

_MOST_FIELDS = 8
_MOST_DEEPER = 3
_MOST_MEMBERS = 3
_MOST_MEMBER_FIELDS = 3
_DEEPEST = 4
_PAGE = 10
_TELLING = (
    re.compile(r"(?:id|kode|code|navn|name|tittel|title|nummer|number)", re.IGNORECASE),
    re.compile(r".*(?:kode|code|navn|name).*", re.IGNORECASE),
)
"""Names of fields by which a person knows what an answer is about, the best first."""
_FAULTS = re.compile(r"error|feil|problem", re.IGNORECASE)
"""Names of unions of what may have gone wrong."""

Fields = GraphQLObjectType | GraphQLInterfaceType


@dataclass(frozen=True, slots=True, kw_only=True)
class Selected:
    """A field or fragment as it begins, what is selected in it, and the parts it uses itself."""

    head: str
    uses: tuple[Address, ...] = ()
    inner: tuple["Selected", ...] = ()

    def all_uses(self) -> Iterator[Address]:
        """The parts it and everything in it use, in order, perhaps more than once."""
        yield from self.uses
        for selected in self.inner:
            yield from selected.all_uses()


Selection = tuple[Selected, ...]
_TYPE_NAME: Selection = (Selected(head="__typename"),)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Choice:
    """The fields of a type that may be used and need no arguments, in the order of the schema."""

    current: tuple[str, ...]
    leaves: tuple[str, ...]
    deeper: tuple[str, ...]
    deprecated_leaves: tuple[str, ...]


class Selections:
    """Selections in one schema under one rule of what may be used, each made once."""

    def __init__(self, schema: GraphQLSchema, may_use: MayUse) -> None:
        self._may_use = may_use
        self._payloads = _payloads(schema)
        self._made: dict[tuple[str, int], Selection] = {}
        self._objects: dict[tuple[str, int], Selection] = {}
        self._choices: dict[str, _Choice] = {}

    def of(self, type_: GraphQLOutputType) -> Selection:
        """What to select in an answer of `type_`; nothing in a scalar or enum value."""
        return self._of(get_named_type(type_), _DEEPEST)

    def page_size(
        self, parent: str, name: str, field: GraphQLField
    ) -> tuple[()] | tuple[str, Address]:
        """The argument that keeps an answer in pages short, where there is one and it may be used.

        It is the one of the GraphQL Cursor Connections Specification, section 4.
        """
        first = field.args.get("first")
        address = Address(f"{parent}.{name}(first:)")
        if (
            first is None
            or is_required_argument(first)
            or first.deprecation_reason is not None
            or str(get_nullable_type(first.type)) != "Int"
            or not _is_connection(get_named_type(field.type))
            or not self._may_use(address)
        ):
            return ()
        return f"first: {_PAGE}", address

    def _of(self, type_: GraphQLNamedType, depth: int) -> Selection:
        key = (type_.name, depth)
        if key not in self._made:
            self._made[key] = self._selection(type_, depth)
        return self._made[key]

    def _selection(self, type_: GraphQLNamedType, depth: int) -> Selection:
        match type_:
            case GraphQLUnionType():
                return (*_TYPE_NAME, *self._fragments(type_))
            case GraphQLInterfaceType():
                return (*_TYPE_NAME, *self._leaves(type_))
            case GraphQLObjectType():
                deprecated = self._choice(type_).deprecated_leaves
                return self._object(type_, depth) or self._few(type_, deprecated) or _TYPE_NAME
        return ()

    def _object(self, type_: GraphQLObjectType, depth: int) -> Selection:
        """What is of use in an object; nothing where it and those near it have nothing current."""
        key = (type_.name, depth)
        if key not in self._objects:
            self._objects[key] = (
                self._connection(type_, depth)
                or self._payload(type_, depth)
                or self._leaves(type_)
                or self._deeper(type_, depth)
            )
        return self._objects[key]

    def _connection(self, type_: GraphQLObjectType, depth: int) -> Selection:
        """The nodes of a connection, by the shorter way if there are two."""
        if depth < 2 or not _is_connection(type_):
            return ()
        current = self._choice(type_).current
        if "nodes" in current:
            return (self._field(type_, "nodes", depth - 1),)
        edge = get_named_type(type_.fields["edges"].type) if "edges" in current else None
        if not isinstance(edge, GraphQLObjectType) or "node" not in self._choice(edge).current:
            return ()
        node = self._field(edge, "node", depth - 2)
        return (self._field(type_, "edges", depth - 1, (node,)),)

    def _payload(self, type_: GraphQLObjectType, depth: int) -> Selection:
        """The result of a mutation: every sort of thing in it."""
        if depth == 0 or type_.name not in self._payloads:
            return ()
        return tuple(
            self._field(type_, name, depth - 1)
            for name in self._choice(type_).current[:_MOST_FIELDS]
        )

    def _leaves(self, type_: Fields) -> Selection:
        return self._few(type_, self._choice(type_).leaves)

    def _deeper(self, type_: GraphQLObjectType, depth: int) -> Selection:
        """The first few fields that lead to something."""
        if depth == 0:
            return ()
        leading = (
            name
            for name in self._choice(type_).deeper
            if self._leads_on(get_named_type(type_.fields[name].type), depth - 1)
        )
        return tuple(self._field(type_, n, depth - 1) for n in islice(leading, _MOST_DEEPER))

    def _leads_on(self, type_: GraphQLNamedType, depth: int) -> bool:
        if isinstance(type_, GraphQLObjectType):
            return self._object(type_, depth) != ()
        return self._of(type_, depth) != _TYPE_NAME

    def _few(self, type_: Fields, names: Iterable[str], most: int = _MOST_FIELDS) -> Selection:
        """The most telling of the fields, in the order of the schema."""
        names = tuple(names)
        chosen = set(sorted(names, key=_rank)[:most])
        return tuple(self._field(type_, name, 0) for name in names if name in chosen)

    def _fragments(self, type_: GraphQLUnionType) -> Selection:
        shared = self._shared_fault(type_)
        if shared is not None:
            told = (name for name in self._choice(shared).leaves if name in ("message", "path"))
            return (_fragment(shared, self._few(shared, told)),)
        types: dict[str, str] = {}
        fragments: list[Selected] = []
        for member in type_.types:
            if len(fragments) == _MOST_MEMBERS:
                break
            if self._may(member) and (inner := self._member(type_, member, types)):
                types.update((field.head, _type_of(member, field.head)) for field in inner)
                fragments.append(_fragment(member, inner))
        return tuple(fragments)

    def _member(
        self, union: GraphQLUnionType, member: GraphQLObjectType, types: dict[str, str]
    ) -> Selection:
        """Fields of one member; none that would have the name of one of another type in `types`.

        Such answers cannot be merged (GraphQL specification, section 5.3.2).
        """
        leaves = self._choice(member).leaves
        if "message" in leaves and _FAULTS.search(union.name):
            leaves = ("message",)
        taken = {name for name in leaves if types.get(name, "") not in ("", _type_of(member, name))}
        return self._few(member, (n for n in leaves if n not in taken), _MOST_MEMBER_FIELDS)

    def _shared_fault(self, type_: GraphQLUnionType) -> GraphQLInterfaceType | None:
        """The interface with a message that every member has, if one of them may be used."""
        first, *others = type_.types
        interfaces: Collection[GraphQLInterfaceType] = first.interfaces
        for interface in interfaces:
            if (
                self._may(interface)
                and "message" in self._choice(interface).leaves
                and all(interface in member.interfaces for member in others)
                and any(self._stands(member, interface) for member in type_.types)
            ):
                return interface
        return None

    def _stands(self, member: GraphQLObjectType, interface: GraphQLInterfaceType) -> bool:
        """Whether as much of the member may be used as of the interface."""
        return self._may(member) and all(
            self._may_use(Address(f"{member}.{name}"))
            for name in interface.fields
            if self._may_use(Address(f"{interface}.{name}"))
        )

    def _field(
        self, type_: Fields, name: str, depth: int, inner: Selection | None = None
    ) -> Selected:
        field = type_.fields[name]
        result = get_named_type(field.type)
        page = self.page_size(type_.name, name, field)
        return Selected(
            head=f"{name}({page[0]})" if page else name,
            uses=(Address(f"{type_}.{name}"), *page[1:], *own(result)),
            inner=self._of(result, depth) if inner is None else inner,
        )

    def _choice(self, type_: Fields) -> _Choice:
        if type_.name not in self._choices:
            self._choices[type_.name] = self._fresh_choice(type_)
        return self._choices[type_.name]

    def _fresh_choice(self, type_: Fields) -> _Choice:
        usable = {
            name: field
            for name, field in type_.fields.items()
            if not any(map(is_required_argument, field.args.values()))
            and self._may_use(Address(f"{type_}.{name}"))
            and self._may(get_named_type(field.type))
        }
        current = tuple(name for name, f in usable.items() if f.deprecation_reason is None)
        leaves = {name for name, f in usable.items() if is_leaf_type(get_named_type(f.type))}
        return _Choice(
            current=current,
            leaves=tuple(name for name in current if name in leaves),
            deeper=tuple(name for name in current if name not in leaves),
            deprecated_leaves=tuple(n for n in usable if n in leaves and n not in current),
        )

    def _may(self, type_: GraphQLNamedType) -> bool:
        return all(map(self._may_use, own(type_)))


def _type_of(type_: Fields, name: str) -> str:
    return str(type_.fields[name].type)


def _rank(name: str) -> int:
    """How far down the list of telling names this one is."""
    ranks = (rank for rank, names in enumerate(_TELLING) if names.fullmatch(name))
    return next(ranks, len(_TELLING))


def _fragment(type_: Fields, inner: Selection) -> Selected:
    return Selected(head=f"... on {type_}", uses=(Address(type_.name),), inner=inner)


def _is_connection(type_: GraphQLNamedType) -> TypeGuard[GraphQLObjectType]:
    """Whether the type holds one page of a longer list, by what it has and is called."""
    if not isinstance(type_, GraphQLObjectType):
        return False
    if not (type_.name.endswith("Connection") or "pageInfo" in type_.fields):
        return False
    lists = [type_.fields[name].type for name in ("nodes", "edges") if name in type_.fields]
    return any(
        is_list_type(get_nullable_type(list_)) and not is_leaf_type(get_named_type(list_))
        for list_ in lists
    )


def _payloads(schema: GraphQLSchema) -> frozenset[str]:
    """The types that only mutations return."""
    mutation = schema.mutation_type
    if mutation is None:
        return frozenset()
    results = {get_named_type(field.type).name for field in mutation.fields.values()}
    elsewhere = {
        get_named_type(field.type).name
        for type_ in schema.type_map.values()
        if isinstance(type_, GraphQLObjectType | GraphQLInterfaceType) and type_ is not mutation
        for field in type_.fields.values()
    }
    return frozenset(results - elsewhere)
