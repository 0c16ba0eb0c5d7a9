"""Whether operations are valid, and whether they accept their variables.

By all the rules of the GraphQL specification, September 2025, sections 5 and 6.1.2.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from graphql import (
    DocumentNode,
    GraphQLError,
    GraphQLSchema,
    NameNode,
    OperationDefinitionNode,
    get_variable_values,
    parse,
    validate,
)


def valid_operations(
    schema: GraphQLSchema, texts: Iterable[str]
) -> Mapping[str, OperationDefinitionNode]:
    """The operations that are valid, by their text.

    All are validated as one document, which takes half the time; only if that fails, one by one.
    """
    parsed = {text: node for text in texts if (node := _parsed(text)) is not None}
    renamed = [_renamed(node, f"n{number}") for number, node in enumerate(parsed.values())]
    if _is_valid(schema, renamed):
        return parsed
    return {text: node for text, node in parsed.items() if _is_valid(schema, [node])}


def _parsed(text: str) -> OperationDefinitionNode | None:
    try:
        (operation,) = parse(text, no_location=True).definitions
    except GraphQLError:
        return None
    assert isinstance(operation, OperationDefinitionNode)
    return operation


def _renamed(operation: OperationDefinitionNode, name: str) -> OperationDefinitionNode:
    """The same operation under a name that no other has."""
    return replace(operation, name=NameNode(value=name))


def _is_valid(schema: GraphQLSchema, operations: Sequence[OperationDefinitionNode]) -> bool:
    document = DocumentNode(definitions=tuple(operations))
    return not validate(schema, document, max_errors=1, hide_suggestions=True)


def accepts(
    schema: GraphQLSchema, operation: OperationDefinitionNode, variables: Mapping[str, object]
) -> bool:
    """Whether the variables are valid values of what the operation declares."""
    definitions = operation.variable_definitions or ()
    given = get_variable_values(schema, definitions, dict(variables), hide_suggestions=True)
    return not isinstance(given, list)
