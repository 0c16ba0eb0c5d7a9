"""A GraphQLSchema into parts, addressed by schema coordinates.

Coordinates are those of the GraphQL specification, September 2025, section 3.14.
"""

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from graphql import (
    GraphQLArgument,
    GraphQLDirective,
    GraphQLEnumType,
    GraphQLEnumValue,
    GraphQLField,
    GraphQLInputField,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLScalarType,
    GraphQLSchema,
    GraphQLUnionType,
    ast_from_value,
    get_named_type,
    is_abstract_type,
    is_introspection_type,
    is_specified_directive,
    is_specified_scalar_type,
    print_ast,
    value_from_ast_untyped,
)
from graphql.language import DirectiveLocation

from generator.formats.graphql.conventions import PAGE_FIELDS, item_of_page, tells_errors
from generator.formats.graphql.origins import Origins, location_of
from generator.formats.graphql.types import directions, neutral
from generator.model.address import Address
from generator.model.deprecation import Deprecation
from generator.model.part import Annotation, Direction, Part, Tree
from generator.model.types import Type, targets

_BUILT_IN = {"deprecated", "specifiedBy", "oneOf"}
_EXECUTABLE = {
    location
    for location in DirectiveLocation
    if location.name
    in (
        "QUERY",
        "MUTATION",
        "SUBSCRIPTION",
        "FIELD",
        "FRAGMENT_DEFINITION",
        "FRAGMENT_SPREAD",
        "INLINE_FRAGMENT",
        "VARIABLE_DEFINITION",
    )
}
_Member = GraphQLField | GraphQLArgument | GraphQLInputField | GraphQLEnumValue
_NOTHING: Mapping[str, object] = MappingProxyType({})


def parts(schema: GraphQLSchema, origins: Origins) -> Tree:
    """Every own type and directive of `schema`; its root fields are the entry points."""
    own = {
        name: type_
        for name, type_ in schema.type_map.items()
        if not is_introspection_type(type_) and not is_specified_scalar_type(type_)
    }
    directives = [d for d in schema.directives if not is_specified_directive(d)]
    builder = _Builder(schema, own, directives, origins)
    types = tuple(builder.type(type_) for type_ in own.values())
    applicable = tuple(builder.directive(directive) for directive in directives)
    return Tree(parts=types + applicable, entries=tuple(_entries(schema, directives)))


def _entries(schema: GraphQLSchema, directives: Iterable[GraphQLDirective]) -> Iterator[Address]:
    for root in (schema.query_type, schema.mutation_type, schema.subscription_type):
        for name in root.fields if root else ():
            yield Address(f"{root}.{name}")
    for directive in directives:
        if _EXECUTABLE.intersection(directive.locations):
            yield Address(f"@{directive.name}")


class _Builder:
    """Makes the parts of one schema."""

    def __init__(
        self,
        schema: GraphQLSchema,
        own: Mapping[str, GraphQLNamedType],
        directives: Iterable[GraphQLDirective],
        origins: Origins,
    ) -> None:
        self._schema, self._origins = schema, origins
        self._directions = directions(own.values(), directives)
        self._roots = {
            str(root): operation
            for operation, root in (
                ("query", schema.query_type),
                ("mutation", schema.mutation_type),
                ("subscription", schema.subscription_type),
            )
            if root is not None
        }

    def type(self, type_: GraphQLNamedType) -> Part:
        address = Address(type_.name)
        details: dict[str, object] = {}
        if type_.name in self._roots:
            details["root"] = self._roots[type_.name]
        refers: tuple[Address, ...] = ()
        children: tuple[Part, ...] = ()
        wraps: Address | None = None
        match type_:
            case GraphQLObjectType() | GraphQLInterfaceType():
                kind = "object" if isinstance(type_, GraphQLObjectType) else "interface"
                wraps = item_of_page(type_)
                if wraps is not None:
                    beside = [name for name in type_.fields if name not in PAGE_FIELDS]
                    details["beside"] = tuple(Address(f"{address}.{name}") for name in beside)
                details["interfaces"] = tuple(Address(i.name) for i in type_.interfaces)
                implementers: tuple[Address, ...] = ()
                if isinstance(type_, GraphQLInterfaceType):
                    found = self._schema.get_implementations(type_)
                    implementers = tuple(
                        Address(t.name) for t in (*found.interfaces, *found.objects)
                    )
                    details["implementers"] = implementers
                refers = (*details["interfaces"], *implementers)  # type: ignore[misc]  # just set
                children = tuple(self._field(address, n, f) for n, f in type_.fields.items())
            case GraphQLUnionType():
                kind = "union"
                refers = tuple(Address(member.name) for member in type_.types)
                details["members"] = refers
            case GraphQLEnumType():
                kind = "enum"
                children = tuple(self._value(address, n, v) for n, v in type_.values.items())
            case GraphQLInputObjectType():
                kind = "input object"
                details["one_of"] = type_.is_one_of
                children = tuple(self._input(address, n, f) for n, f in type_.fields.items())
            case _:
                kind = "scalar"
                if isinstance(type_, GraphQLScalarType) and type_.specified_by_url:
                    details["specified_by"] = type_.specified_by_url
        return self._part(
            address,
            kind,
            type_.name,
            type_,
            direction=self._directions.get(type_.name, Direction.OUTPUT),
            refers=refers,
            wraps=wraps,
            children=children,
            details=details,
        )

    def directive(self, directive: GraphQLDirective) -> Part:
        address = Address(f"@{directive.name}")
        return self._part(
            address,
            "directive",
            f"@{directive.name}",
            directive,
            direction=Direction.INPUT,
            children=tuple(
                self._taken(Address(f"{address}({name}:)"), "directive argument", name, argument)
                for name, argument in directive.args.items()
            ),
            details={
                "locations": tuple(location.name for location in directive.locations),
                "repeatable": directive.is_repeatable,
            },
        )

    def _field(self, type_: Address, name: str, field: GraphQLField) -> Part:
        address = Address(f"{type_}.{name}")
        return self._part(
            address,
            "field",
            name,
            field,
            direction=Direction.OUTPUT,
            type_=neutral(field.type),
            details={"errors": found} if (found := self._errors(name, field)) else _NOTHING,
            children=tuple(
                self._taken(Address(f"{address}({argument}:)"), "argument", argument, taken)
                for argument, taken in field.args.items()
            ),
        )

    def _errors(self, name: str, field: GraphQLField) -> tuple[Address, ...]:
        """What may be told in a field of errors, as payloads of mutations have."""
        type_ = get_named_type(field.type)
        if not (is_abstract_type(type_) and tells_errors(name, type_.name)):
            return ()
        return tuple(Address(t.name) for t in self._schema.get_possible_types(type_))

    def _input(self, type_: Address, name: str, field: GraphQLInputField) -> Part:
        return self._taken(Address(f"{type_}.{name}"), "input field", name, field)

    def _taken(
        self, address: Address, kind: str, name: str, value: GraphQLArgument | GraphQLInputField
    ) -> Part:
        default = _default(value)
        return self._part(
            address,
            kind,
            name,
            value,
            direction=Direction.INPUT,
            type_=neutral(value.type),
            default=default,
            required=isinstance(value.type, GraphQLNonNull) and default is None,
        )

    def _value(self, type_: Address, name: str, value: GraphQLEnumValue) -> Part:
        direction = self._directions.get(type_, Direction.OUTPUT)
        return self._part(
            Address(f"{type_}.{name}"), "enum value", name, value, direction=direction
        )

    def _part(
        self,
        address: Address,
        kind: str,
        name: str,
        source: GraphQLNamedType | GraphQLDirective | _Member,
        *,
        direction: Direction,
        type_: Type | None = None,
        required: bool = False,
        default: str | None = None,
        refers: tuple[Address, ...] = (),
        wraps: Address | None = None,
        children: tuple[Part, ...] = (),
        details: Mapping[str, object] = _NOTHING,
    ) -> Part:
        node = source.ast_node
        reason = getattr(source, "deprecation_reason", None)
        refers = (*refers, *targets(type_))
        return Part(
            address=address,
            kind=kind,
            name=name,
            direction=direction,
            location=self._origins.of(address, node),
            type=type_,
            required=required,
            default=default,
            refers=refers,
            wraps=wraps,
            annotations=tuple(_annotations(source)),
            deprecation=None if reason is None else Deprecation(reason=reason),
            description=source.description or "",
            described_at=self._origins.of_description(node),
            details=MappingProxyType(details) if details else _NOTHING,
            children=children,
        )


def _annotations(source: object) -> Iterator[Annotation]:
    nodes = (
        getattr(source, "ast_node", None),
        *(getattr(source, "extension_ast_nodes", None) or ()),
    )
    for node in nodes:
        for directive in getattr(node, "directives", None) or ():
            if directive.name.value not in _BUILT_IN:
                values = {
                    a.name.value: value_from_ast_untyped(a.value) for a in directive.arguments or ()
                }
                yield Annotation(
                    name=f"@{directive.name.value}", values=values, location=location_of(directive)
                )


def _default(value: GraphQLArgument | GraphQLInputField) -> str | None:
    if value.default is None:
        return None
    literal = value.default.literal
    if literal is None:
        literal = ast_from_value(value.default.value, value.type)
    return None if literal is None else print_ast(literal)
