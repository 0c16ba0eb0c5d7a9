"""An example call for each root field: a minimal operation and its variables, both checked."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from graphql import (
    GraphQLField,
    GraphQLSchema,
    get_named_type,
    is_required_argument,
)

from generator.formats.graphql.operations import accepts, valid_operations
from generator.formats.graphql.selection import Selected, Selections
from generator.formats.graphql.types import own
from generator.formats.graphql.values import Values
from generator.model.address import Address
from generator.model.call import Call, Excerpt, MayUse, Wanted
from generator.syntax.collector import no_collection

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
    valid = valid_operations(schema, dict.fromkeys(draft.text for draft in drafts if draft))
    return [
        _call(draft)
        if draft and draft.text in valid and accepts(schema, valid[draft.text], draft.variables)
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
