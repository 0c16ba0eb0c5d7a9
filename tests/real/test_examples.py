"""Example calls of real schemas are valid, and need the opt-in level they are shown with."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import NamedTuple

import pytest
from graphql import (
    DocumentNode,
    FieldDefinitionNode,
    GraphQLSchema,
    NamedTypeNode,
    TypeDefinitionNode,
    build_ast_schema,
    build_schema,
    get_variable_values,
    parse,
    validate,
    validate_schema,
)
from graphql.language import ast

from generator.contract.recognise import Recognition
from generator.contract.standing import Standings, standings
from generator.formats import Bundle, Document, all_formats
from generator.model.address import Address
from generator.model.call import Call, Wanted
from generator.model.part import Part
from tests.conftest import ROOT, shared
from tests.contract.builders import promises

pytestmark = pytest.mark.real

FORMAT = all_formats()["graphql"]
SCHEMA = "specs/sikt/fs-graphql/fs-2026-01-15.graphql"
LEVELS = ("production", "beta", "experimental")
PROMISES = promises(date(2026, 1, 15))


class Example(NamedTuple):
    """One call, the root field it is of, and the level it was asked for at."""

    root: Address
    level: str
    call: Call


class Real(NamedTuple):
    """The real schema: its parts, how they stand, and the example calls of every root field."""

    sdl: str
    parts: Mapping[Address, Part]
    standings: Standings
    roots: tuple[Address, ...]
    examples: tuple[Example, ...]

    def status(self, address: Address) -> str:
        return self.standings[address].effective.id

    def weakest(self, addresses: Iterable[Address]) -> str:
        return max(map(self.status, addresses), key=LEVELS.index)


@pytest.fixture(scope="module")
def real() -> Real:
    """Every root field asked for at its own level and at each weaker one."""
    content = shared(SCHEMA).read_bytes()
    reading = FORMAT.read(Bundle([Document(file="fs.graphql", content=content)]))
    api = PROMISES.catalog.apis[0]
    tree = Recognition(PROMISES, api.recognisers, ()).tree(reading.tree)
    standing = standings(tree, api.status, PROMISES)

    def reaches(level: str) -> set[Address]:
        return {
            a for a in standing if LEVELS.index(standing[a].effective.id) <= LEVELS.index(level)
        }

    rules = {level: reaches(level).__contains__ for level in LEVELS}
    roots = tuple(a for a in tree.entries if not a.startswith("@"))
    asked = [(a, level) for a in roots for level in LEVELS if rules[level](a)]
    wanted = [Wanted(address=a, may_use=rules[level]) for a, level in asked]
    examples = []
    for (root, level), call in zip(asked, FORMAT.calls(reading.native, wanted), strict=True):
        assert call is not None, f"{root} has no example at {level}"
        examples.append(Example(root, level, call))
    return Real(content.decode(), tree.by_address, standing, roots, tuple(examples))


def operation(call: Call) -> str:
    return call.shown[0].text


def problems(schema: GraphQLSchema, call: Call) -> list[str]:
    """What graphql-core has against the operation as it is shown, and against its variables."""
    document = parse(operation(call))
    if errors := validate(schema, document, hide_suggestions=True):
        return [error.message for error in errors]
    (definition,) = document.definitions
    assert isinstance(definition, ast.OperationDefinitionNode)
    variables = json.loads(call.shown[1].text) if len(call.shown) > 1 else {}
    given = get_variable_values(
        schema, definition.variable_definitions or (), variables, hide_suggestions=True
    )
    return [error.message for error in given] if isinstance(given, list) else []


def test_every_root_field_has_an_example_at_its_own_level(real: Real) -> None:
    assert len(real.roots) == 484
    own = {example.root for example in real.examples if example.level == real.status(example.root)}
    assert own == set(real.roots)


def test_every_answer_has_something_in_it(real: Real) -> None:
    """All but the one root field whose answer is a number ask for a field of it."""
    bare = {
        example.root
        for example in real.examples
        if sum(1 for address in example.call.uses if real.parts[address].kind == "field") == 1
    }
    assert bare == {"Query.maksDokumentStorrelseBytes"}


def test_nothing_weaker_than_asked_for_is_used(real: Real) -> None:
    """In this schema no required argument or input field is weaker than its root field."""
    for example in real.examples:
        weakest = real.weakest(example.call.uses)
        assert LEVELS.index(weakest) <= LEVELS.index(example.level), example.root


def test_nothing_deprecated_is_used(real: Real) -> None:
    for example in real.examples:
        used = [real.parts[address] for address in example.call.uses]
        assert [part.address for part in used[1:] if part.deprecation is not None] == []


def test_each_part_used_stands_once_and_the_root_field_first(real: Real) -> None:
    for example in real.examples:
        assert example.call.uses[0] == example.root
        assert len(set(example.call.uses)) == len(example.call.uses)
        assert set(example.call.uses) <= set(real.parts)


def test_an_example_needs_the_level_of_the_weakest_part_it_uses_and_no_other(real: Real) -> None:
    """Valid in the schema a client of that level sees, invalid in that of the next stronger."""
    document = parse(real.sdl, no_location=True)
    schemas = {level: visible(document, level, real) for level in LEVELS}
    stronger = {weak: strong for strong, weak in pairwise(LEVELS)}
    seen = dict.fromkeys(LEVELS, 0)
    for example in real.examples:
        needed = real.weakest(example.call.uses)
        seen[needed] += 1
        assert problems(schemas[needed], example.call) == []
        if needed in stronger:
            assert problems(schemas[stronger[needed]], example.call), operation(example.call)
    assert min(seen.values()) > 50


def visible(document: DocumentNode, level: str, real: Real) -> GraphQLSchema:
    """The schema without what is marked weaker than `level`, and without what then is nothing."""
    hidden = {
        address
        for address, standing in real.standings.items()
        if LEVELS.index(standing.inherited.id) > LEVELS.index(level)
    }
    definitions = list(document.definitions)
    while (fewer := [d for d in _without(definitions, hidden) if not _is_empty(d)]) != definitions:
        definitions = fewer
    schema = build_ast_schema(DocumentNode(definitions=tuple(definitions)))
    assert validate_schema(schema) == []
    return schema


def _without(
    definitions: list[ast.DefinitionNode], hidden: set[Address]
) -> list[ast.DefinitionNode]:
    """One step: each definition without hidden members and without references to nothing."""
    types = {d.name.value: d for d in definitions if isinstance(d, TypeDefinitionNode)}
    known = {*types, "ID", "String", "Int", "Float", "Boolean"}

    def keeps(node: ast.Node, address: str) -> bool:
        type_ = getattr(node, "type", None)
        while type_ is not None and not isinstance(type_, NamedTypeNode):
            type_ = type_.type
        return address not in hidden and (type_ is None or type_.name.value in known)

    def member(node: ast.Node, owner: str) -> ast.Node:
        if not isinstance(node, FieldDefinitionNode):
            return node
        address = f"{owner}.{node.name.value}"
        kept = (a for a in node.arguments or () if keeps(a, f"{address}({a.name.value}:)"))
        return replace(node, arguments=tuple(kept))

    def implements(node: ast.Node, interface: str) -> bool:
        definition = types.get(interface)
        names = {f.name.value for f in getattr(node, "fields", ())}
        return definition is not None and names >= {
            f.name.value for f in getattr(definition, "fields", ())
        }

    def reduced(node: ast.DefinitionNode) -> ast.DefinitionNode:
        if not isinstance(node, TypeDefinitionNode):
            return node
        name = node.name.value
        facts: dict[str, tuple[ast.Node, ...]] = {}
        for key in ("fields", "values"):
            if hasattr(node, key):
                facts[key] = tuple(
                    member(m, name)
                    for m in getattr(node, key) or ()
                    if keeps(m, f"{name}.{m.name.value}")
                )
        if hasattr(node, "types"):
            facts["types"] = tuple(m for m in node.types or () if m.name.value in types)
        if hasattr(node, "interfaces"):
            facts["interfaces"] = tuple(
                i for i in node.interfaces or () if implements(node, i.name.value)
            )
        return replace(node, **facts)  # type: ignore[arg-type]  # as many kinds of node as keys

    return [reduced(definition) for definition in definitions]


def _is_empty(node: ast.DefinitionNode) -> bool:
    found = [getattr(node, key) for key in ("fields", "values", "types") if hasattr(node, key)]
    return bool(found) and not any(found)


@pytest.mark.parametrize(
    "path",
    [
        "github-graphql/github-2024-04-25.graphql",
        "github-graphql/github-2024-07-08.graphql",
        "github-graphql/github-2025-02-27.graphql",
    ],
)
def test_every_root_field_of_a_large_foreign_schema_has_a_valid_example(path: str) -> None:
    # Not read as specs: the last one defines two fields twice, which is no reason to skip it here.
    sdl = shared(f"specs/big/{path}").read_text("utf-8")
    assert_all_valid(build_schema(sdl, assume_valid_sdl=True, assume_valid=True))


def test_every_root_field_of_the_own_catalogue_has_a_valid_example() -> None:
    for file in sorted((ROOT / "specs/fs-graphql").rglob("*.graphql")):
        assert_all_valid(build_schema(file.read_text("utf-8")))


def assert_all_valid(schema: GraphQLSchema) -> None:
    roots = [root for root in (schema.query_type, schema.mutation_type) if root is not None]
    addresses = [Address(f"{root}.{name}") for root in roots for name in root.fields]
    assert addresses
    wanted = [Wanted(address=address, may_use=_anything) for address in addresses]
    for address, call in zip(addresses, FORMAT.calls(schema, wanted), strict=True):
        assert call is not None, address
        assert problems(schema, call) == []
        sent = json.loads(call.body or "")
        assert parse(sent["query"], no_location=True) == parse(operation(call), no_location=True)
        assert sent.get("variables") == (
            json.loads(call.shown[1].text) if len(call.shown) > 1 else None
        )


def _anything(address: Address) -> bool:
    return True
