"""The cases of other GraphQL tools made whole: schemas that a server could have."""

from graphql import parse, print_ast
from graphql.language import ast

_EMPTY = " { _nothing: Int }"
_INPUTS = (ast.InputObjectTypeDefinitionNode,)
_OUTPUTS = (
    ast.ObjectTypeDefinitionNode,
    ast.InterfaceTypeDefinitionNode,
    ast.UnionTypeDefinitionNode,
)
_EITHER = (ast.EnumTypeDefinitionNode, ast.ScalarTypeDefinitionNode)


def whole(sdl: str) -> str:
    """The schema with a field in each empty type, and a query that reaches every type.

    Many cases are fragments of schemas, which no server has and which nobody could call.
    """
    nodes = parse(sdl).definitions
    texts = [_filled(node) for node in nodes]
    names = {node.name.value for node in nodes if isinstance(node, ast.TypeDefinitionNode)}
    has_root = "Query" in names or any(
        isinstance(n, ast.SchemaDefinitionNode | ast.SchemaExtensionNode) for n in nodes
    )
    return "\n".join(texts) if has_root else "\n".join([*texts, _query(nodes)])


def _filled(node: ast.DefinitionNode) -> str:
    text = print_ast(node)
    is_empty = (
        isinstance(node, ast.ObjectTypeDefinitionNode | ast.InterfaceTypeDefinitionNode)
        and not node.fields
    )
    return text + _EMPTY if is_empty else text


def _query(nodes: tuple[ast.DefinitionNode, ...]) -> str:
    fields = ["_nothing: Int"]
    for node in nodes:
        if isinstance(node, (*_OUTPUTS, *_EITHER)):
            fields.append(f"_{node.name.value}: {node.name.value}")
        if isinstance(node, (*_INPUTS, *_EITHER)):
            fields.append(f"_given_{node.name.value}(x: {node.name.value}): Int")
    return "type Query {\n" + "\n".join(fields) + "\n}"
