"""What an SDL document refers to and does not define."""

from collections.abc import Iterator, Sequence

from graphql import specified_scalar_types
from graphql.language import ast

_DEFINITION_OF = {
    ast.ScalarTypeExtensionNode: ast.ScalarTypeDefinitionNode,
    ast.ObjectTypeExtensionNode: ast.ObjectTypeDefinitionNode,
    ast.InterfaceTypeExtensionNode: ast.InterfaceTypeDefinitionNode,
    ast.UnionTypeExtensionNode: ast.UnionTypeDefinitionNode,
    ast.EnumTypeExtensionNode: ast.EnumTypeDefinitionNode,
    ast.InputObjectTypeExtensionNode: ast.InputObjectTypeDefinitionNode,
}


def definitions_for_orphans(
    definitions: Sequence[ast.DefinitionNode],
) -> list[ast.DefinitionNode]:
    """The same, where the first extension of a type that stands elsewhere becomes its definition.

    A federation subgraph extends types that another subgraph defines; here it is all there is.
    """
    defined = {n.name.value for n in definitions if isinstance(n, ast.TypeDefinitionNode)}
    result = []
    for node in definitions:
        definition = _DEFINITION_OF.get(type(node))
        if definition is not None and node.name.value not in defined:  # type: ignore[attr-defined]
            defined.add(node.name.value)  # type: ignore[attr-defined]
            facts = {key: getattr(node, key) for key in node.keys if hasattr(node, key)}
            result.append(definition(**facts))
        else:
            result.append(node)
    return result


def unknown_types(definitions: Sequence[ast.DefinitionNode]) -> list[ast.NamedTypeNode]:
    """Every use of a type that is neither defined nor built in, in the order of the source."""
    known = {n.name.value for n in definitions if isinstance(n, ast.TypeDefinitionNode)}
    known.update(specified_scalar_types)
    return [use for use in _uses(definitions) if use.name.value not in known]


def _uses(definitions: Sequence[ast.DefinitionNode]) -> Iterator[ast.NamedTypeNode]:
    stack: list[ast.Node] = list(reversed(definitions))
    while stack:
        node = stack.pop()
        if isinstance(node, ast.NamedTypeNode):
            yield node
            continue
        inner: list[ast.Node] = []
        for key in ("interfaces", "types", "operation_types", "fields", "arguments", "type"):
            value = getattr(node, key, None)
            if isinstance(value, ast.Node):
                inner.append(value)
            elif value:
                inner.extend(value)
        stack.extend(reversed(inner))
