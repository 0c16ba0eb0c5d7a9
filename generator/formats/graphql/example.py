"""An example call for each root field: a minimal operation and its variables, both checked.

Checked by all the rules of the GraphQL specification, sections 5 and 6.1.2.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from graphql import (
    DocumentNode,
    GraphQLError,
    GraphQLField,
    GraphQLSchema,
    NameNode,
    OperationDefinitionNode,
    get_named_type,
    get_variable_values,
    is_required_argument,
    parse,
    validate,
)

from generator.formats.graphql.collector import no_collection
from generator.formats.graphql.selection import Selected, Selections
from generator.formats.graphql.types import own
from generator.formats.graphql.values import Values
from generator.model.address import Address
from generator.model.call import Call, Excerpt, MayUse, Wanted

_WIDEST = 80
_HEADERS = MappingProxyType({"Content-Type": "application/json"})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Root:
    """A root field and the operation it belongs to."""

    operation: str
    address: Address
    parent: str
    name: str
    field: GraphQLField


@dataclass(frozen=True, slots=True, kw_only=True)
class _Draft:
    """An operation that is not checked yet, and its variables."""

    operation: str
    text: str
    variables: Mapping[str, object]
    uses: tuple[Address, ...]


def calls(native: object, wanted: Sequence[Wanted]) -> Sequence[Call | None]:
    """The call of the root field each wish is for.

    Where a required argument or input field may not be used it is given all the same; of
    everything else only what may be used. None for what is no root field, for one that may not be
    used itself, and for one of which no small valid operation can be made.
    """
    assert isinstance(native, GraphQLSchema)
    with no_collection():
        return _calls(native, wanted)


def _calls(schema: GraphQLSchema, wanted: Sequence[Wanted]) -> Sequence[Call | None]:
    roots = {root.address: root for root in _roots(schema)}
    selections = {rule: Selections(schema, rule) for rule in {wish.may_use for wish in wanted}}
    drafts = [
        _draft(roots[wish.address], selections[wish.may_use], wish.may_use)
        if wish.address in roots and wish.may_use(wish.address)
        else None
        for wish in wanted
    ]
    valid = _valid(schema, dict.fromkeys(draft.text for draft in drafts if draft))
    return [
        _call(draft)
        if draft and draft.text in valid and _accepts(schema, valid[draft.text], draft.variables)
        else None
        for draft in drafts
    ]


def _roots(schema: GraphQLSchema) -> Iterator[_Root]:
    for operation, type_ in (
        ("query", schema.query_type),
        ("mutation", schema.mutation_type),
        ("subscription", schema.subscription_type),
    ):
        for name, field in type_.fields.items() if type_ else ():
            yield _Root(
                operation=operation,
                address=Address(f"{type_}.{name}"),
                parent=str(type_),
                name=name,
                field=field,
            )


def _draft(root: _Root, selections: Selections, may_use: MayUse) -> _Draft | None:
    """The operation with its required arguments as variables; None where one can have no value."""
    values = Values(may_use)
    definitions, arguments = [], []
    variables: dict[str, object] = {}
    uses = [root.address]
    for name, argument in root.field.args.items():
        if is_required_argument(argument):
            given = values.of(argument.type, name)
            if given is None:
                return None
            definitions.append(f"${name}: {argument.type}")
            arguments.append(f"{name}: ${name}")
            variables[name] = given.value
            address = Address(f"{root.address}({name}:)")
            uses.extend((address, *own(get_named_type(argument.type)), *given.uses))
    if page := selections.page_size(root.parent, root.name, root.field):
        arguments.append(page[0])
        uses.append(page[1])
    selected = Selected(
        head=_bracketed(root.name, arguments, "  "),
        uses=own(get_named_type(root.field.type)),
        inner=selections.of(root.field.type),
    )
    head = _bracketed(f"{root.operation} {_operation_name(root.name)}", definitions, "")
    return _Draft(
        operation=root.operation,
        text="\n".join((f"{head} {{", *_lines(selected, "  "), "}")),
        variables=variables,
        uses=tuple(dict.fromkeys((*uses, *selected.all_uses()))),
    )


def _operation_name(field: str) -> str:
    """The field's name in PascalCase, or as it is where that would be no name."""
    name = "".join(word[:1].upper() + word[1:] for word in field.split("_"))
    return name if name[:1].isalpha() else field


def _bracketed(head: str, items: Sequence[str], indent: str) -> str:
    """The head with its arguments, one on each line where they are too long for one."""
    if not items:
        return head
    line = f"{head}({', '.join(items)})"
    if len(indent) + len(line) + len(" {") <= _WIDEST:
        return line
    return "\n".join((f"{head}(", *(f"{indent}  {item}" for item in items), f"{indent})"))


def _lines(selected: Selected, indent: str) -> Iterator[str]:
    if not selected.inner:
        yield f"{indent}{selected.head}"
        return
    yield f"{indent}{selected.head} {{"
    for inner in selected.inner:
        yield from _lines(inner, f"{indent}  ")
    yield f"{indent}}}"


def _valid(schema: GraphQLSchema, texts: Iterable[str]) -> Mapping[str, OperationDefinitionNode]:
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


def _accepts(
    schema: GraphQLSchema, operation: OperationDefinitionNode, variables: Mapping[str, object]
) -> bool:
    """Whether the variables are valid values of what the operation declares."""
    definitions = operation.variable_definitions or ()
    given = get_variable_values(schema, definitions, dict(variables), hide_suggestions=True)
    return not isinstance(given, list)


def _call(draft: _Draft) -> Call:
    """The operation over HTTP, as the draft "GraphQL over HTTP" has it: a POST of JSON.

    A subscription has more than one answer and goes other ways.
    """
    body: dict[str, object] = {"query": " ".join(map(str.strip, draft.text.splitlines()))}
    shown = [Excerpt(id="operation", text=draft.text)]
    if draft.variables:
        body["variables"] = draft.variables
        shown.append(Excerpt(id="variables", text=_json(draft.variables)))
    return Call(
        method=None if draft.operation == "subscription" else "POST",
        headers=_HEADERS,
        body=_json(body),
        shown=tuple(shown),
        uses=draft.uses,
    )


def _json(value: object) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False)
