"""The SDL shown for each part, taken together, is the schema without its descriptions."""

import json
from collections.abc import Iterator
from dataclasses import replace

import pytest
from graphql import (
    GraphQLSchema,
    Visitor,
    build_ast_schema,
    build_schema,
    introspection_from_schema,
    parse,
    print_ast,
    print_schema,
    visit,
)
from graphql.language import ast
from graphql.language.print_string import print_string
from hypothesis import given
from hypothesis import strategies as st

from generator.contract import deprecation
from generator.formats import Bundle, Document, all_formats
from generator.model.address import Address
from generator.model.part import Tree
from tests.conftest import ROOT, shared
from tests.formats.graphql.test_parts import ANIMALS

FORMAT = all_formats()["graphql"]
REAL = "specs/sikt/fs-graphql/fs-2026-01-15.graphql"
ODD = '''
schema { query: Inn mutation: Ut }
directive @a(x: [In!]! = [{a: "\\\" \\n", b: [1, 2]}] @deprecated(reason: ""))
  repeatable on FIELD | ENUM
"""Sier @feil { og "slikt" }."""
type Inn implements B & A {
  "Med # tegn"
  id(x: In = {a: "}", b: null}, y: String = """
    To linjer
      og innrykk "slik"
  """): ID! @deprecated
  flagg: [[Boolean!]]! @deprecated(reason: "Linje\\n\\"to\\" \\u0007 🎓")
}
interface A { id(x: In): ID! }
interface B implements A { id(x: In): ID! }
type Ut { a(e: E = B): U @deprecated(reason: "Fjernes etter 31. mars 2027. Bruk Inn.id.") }
union U = Inn | Ut
enum E { A @deprecated(reason: "No longer supported") B }
input In { a: String = "}" b: [Int!] }
input En @oneOf { a: Int @deprecated c: String }
scalar S @specifiedBy(url: "https://example.no/\\"x\\"")
'''


def read(sdl: str) -> Tree:
    """The parts as pages have them: with their deprecations understood."""
    reading = FORMAT.read(Bundle([Document(file="a.graphql", content=sdl.encode())]))
    return deprecation.understood(reading.tree)


def plain(schema: GraphQLSchema) -> str:
    """The schema as graphql-core prints it, in one order and without descriptions."""
    document = parse(print_schema(schema), no_location=True)
    bare = [_bare(node) for node in document.definitions]
    types = sorted(
        print_ast(node) for node in bare if not isinstance(node, ast.SchemaDefinitionNode)
    )
    roots = (schema.query_type, schema.mutation_type, schema.subscription_type)
    return "\n\n".join((" ".join(map(str, roots)), *types))


def _bare(node: ast.Node) -> ast.Node:
    bare = visit(node, _NoDescriptions())
    assert isinstance(bare, ast.Node)
    return bare


class _NoDescriptions(Visitor):
    @staticmethod
    def leave(node: ast.Node, *_: object) -> ast.Node | None:
        if getattr(node, "description", None) is None:
            return None
        return replace(node, description=None)  # type: ignore[call-arg]  # as just seen


def shown(tree: Tree) -> Iterator[str]:
    """What the page of each type and directive shows."""
    for part in tree.parts:
        sdl = FORMAT.source(part)
        (definition,) = parse(sdl, no_location=True).definitions
        assert isinstance(definition, ast.TypeDefinitionNode | ast.DirectiveDefinitionNode)
        assert definition.name.value == part.name.lstrip("@")
        yield sdl


def built(tree: Tree) -> GraphQLSchema:
    roots = {part.details["root"]: part.name for part in tree.parts if "root" in part.details}
    head = "".join(f"{operation}: {name} " for operation, name in roots.items())
    return build_schema("\n".join((f"schema {{ {head} }}", *shown(tree))))


def same(sdl: str) -> None:
    """The parts' SDL builds the schema that `sdl` builds."""
    original = plain(build_ast_schema(parse(sdl), assume_valid_sdl=True))
    assert len(original) > 20
    assert plain(built(read(sdl))) == original


@pytest.mark.parametrize(
    "sdl", [pytest.param(ANIMALS, id="all-kinds"), pytest.param(ODD, id="odd")]
)
def test_the_pieces_make_the_schema_again(sdl: str) -> None:
    same(sdl)


def test_the_repositorys_own_schema_is_made_again() -> None:
    (file,) = (ROOT / "specs/fs-graphql").rglob("*.graphql")
    same(file.read_text("utf-8"))


def test_an_introspection_answer_is_shown_as_the_schema_it_is_of() -> None:
    schema = build_schema(ANIMALS)
    answer = json.dumps(introspection_from_schema(schema, input_value_deprecation=True))
    reading = FORMAT.read(Bundle([Document(file="a.json", content=answer.encode())]))
    assert plain(built(deprecation.understood(reading.tree))) == plain(schema)


@pytest.mark.real
def test_the_real_schema_is_made_again() -> None:
    same(shared(REAL).read_text("utf-8"))


def test_descriptions_and_the_directives_that_carry_marks_are_left_out() -> None:
    tree = read(
        'directive @feature(flags: [String!]!) on FIELD_DEFINITION "Inn" type Query '
        '{ "Felt" a("Arg" x: Int): Int @feature(flags: ["beta"]) }'
    )
    assert FORMAT.source(tree.parts[0]) == "type Query {\n  a(x: Int): Int\n}"


@pytest.mark.parametrize(
    ("coordinate", "expected"),
    [
        pytest.param("Query.pets", None, id="field"),
        pytest.param("Query.pets(first:)", "first: Int! = 10", id="argument"),
        pytest.param("Kind.DOG", 'DOG @deprecated(reason: "Fjernes i versjon 4.")', id="value"),
        pytest.param("Box.wide", "wide: Float! = 1.5", id="input-field"),
        pytest.param("Query.title", 'title: String @deprecated(reason: "Bruk name.")', id="plain"),
        pytest.param("@log(to:)", "to: Target = FILE", id="directive-argument"),
    ],
)
def test_a_member_is_shown_as_it_stands_in_its_type(coordinate: str, expected: str | None) -> None:
    tree = read(ANIMALS)
    part = tree.by_address[Address(coordinate)]
    shown_ = FORMAT.source(part)
    assert expected is None or shown_ == expected
    assert shown_ in FORMAT.source(tree.enclosing[part.address])


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
NAMES = st.sampled_from(["A", "B", "C"])


@st.composite
def schemas(draw: st.DrawFn) -> str:
    """Small schemas with texts of any kind wherever a schema may hold one."""

    def text() -> str:
        return print_string(draw(TEXTS))

    def wrapped(name: str) -> str:
        return draw(st.sampled_from(["{}", "{}!", "[{}]", "[{}!]!", "[[{}]!]"])).format(name)

    def deprecated() -> str:
        return draw(st.sampled_from(["", " @deprecated", f" @deprecated(reason: {text()})"]))

    def field(number: int) -> str:
        argument = f"(x: String = {text()})" if draw(st.booleans()) else ""
        return f"f{number}{argument}: {wrapped(draw(NAMES))}{deprecated()}"

    fields = [" ".join(field(n) for n in range(draw(st.integers(1, 3)))) for _ in "ABCQ"]
    types = [f"{text()} type {name} {{ {f} }}" for name, f in zip("ABC", fields, strict=False)]
    values = " ".join(f"V{n}{deprecated()}" for n in range(draw(st.integers(1, 3))))
    return "\n".join(
        (
            f"type Query {{ {fields[-1]} u: U i(e: E = V0, in: In): S }}",
            *types,
            "union U = " + " | ".join(draw(st.lists(NAMES, min_size=1, unique=True))),
            f"enum E {{ {values} }}",
            f"input In {{ t: [String!] = [{text()}] n: Int = {draw(st.integers(-9, 9))} }}",
            f"scalar S @specifiedBy(url: {print_string(draw(TEXTS) + 'x')})",
            f"directive @d(x: String! = {text()}) repeatable on FIELD | ENUM",
        )
    )


@given(schemas())
def test_whatever_texts_a_schema_holds_it_is_made_again(sdl: str) -> None:
    same(sdl)
