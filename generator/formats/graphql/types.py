"""GraphQL types in the neutral form, and which way each one travels."""

from collections.abc import Iterable, Mapping

from graphql import (
    GraphQLDirective,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLNamedType,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLType,
    GraphQLUnionType,
    get_named_type,
    is_introspection_type,
    is_specified_scalar_type,
)

from generator.model.address import Address
from generator.model.part import Direction
from generator.model.types import ListOf, Named, Type


def neutral(type_: object, *, nullable: bool = True) -> Type:
    """The type without GraphQL in it; `nullable` unless wrapped in NonNull."""
    match type_:
        case GraphQLNonNull():
            return neutral(type_.of_type, nullable=False)
        case GraphQLList():
            return ListOf(item=neutral(type_.of_type), nullable=nullable)
        case _:
            assert isinstance(type_, GraphQLNamedType)
            return Named(name=type_.name, target=next(iter(own(type_)), None), nullable=nullable)


def own(type_: GraphQLNamedType) -> tuple[Address, ...]:
    """The type's address; nothing for a type that GraphQL itself defines."""
    if is_specified_scalar_type(type_) or is_introspection_type(type_):
        return ()
    return (Address(type_.name),)


def directions(
    types: Iterable[GraphQLNamedType], directives: Iterable[GraphQLDirective]
) -> Mapping[str, Direction]:
    """The direction of each type by its uses; input objects and outputs need no use."""
    taken: set[str] = set()
    given: set[str] = set()
    for directive in directives:
        taken.update(_name(argument.type) for argument in directive.args.values())
    for type_ in types:
        match type_:
            case GraphQLObjectType() | GraphQLInterfaceType():
                given.add(type_.name)
                for field in type_.fields.values():
                    given.add(_name(field.type))
                    taken.update(_name(argument.type) for argument in field.args.values())
            case GraphQLInputObjectType():
                taken.add(type_.name)
                taken.update(_name(field.type) for field in type_.fields.values())
            case GraphQLUnionType():
                given.add(type_.name)
    both = dict.fromkeys(taken & given, Direction.BOTH)
    return {
        **dict.fromkeys(given, Direction.OUTPUT),
        **dict.fromkeys(taken, Direction.INPUT),
        **both,
    }


def _name(type_: GraphQLType) -> str:
    return get_named_type(type_).name
