"""Each root field has an example that is valid, minimal and keeps to what it may use."""

import json
from collections.abc import Collection
from typing import Any

import pytest
from graphql import (
    GraphQLArgument,
    GraphQLField,
    GraphQLID,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLScalarType,
    GraphQLSchema,
    build_schema,
    get_named_type,
    introspection_from_schema,
    parse,
    validate,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.formats import Bundle, Document, all_formats, no_calls
from generator.model.address import Address
from generator.model.call import Call, Wanted

FORMAT = all_formats()["graphql"]
PAGE = "type PageInfo { hasNextPage: Boolean! endCursor: String }"


def found(sdl: str, address: str, *, without: Collection[str] = ()) -> Call | None:
    """The call of one root field that may use all but `without`."""
    reading = FORMAT.read(Bundle([Document(file="a.graphql", content=sdl.encode())]))
    wanted = Wanted(address=Address(address), may_use=lambda a: a not in without)
    (call,) = FORMAT.calls(reading.native, [wanted])
    return call


def example(sdl: str, address: str, *, without: Collection[str] = ()) -> Call:
    call = found(sdl, address, without=without)
    assert call is not None
    return call


def operation(sdl: str, address: str, *, without: Collection[str] = ()) -> str:
    return example(sdl, address, without=without).shown[0].text


def answer(sdl: str, *, without: Collection[str] = ()) -> str:
    """What the example of `Query.a` asks for, on one line; the schema goes on from `sdl`."""
    text = operation(f"type Query {{ {sdl}", "Query.a", without=without)
    return " ".join(text.split()).removeprefix("query A { ").removesuffix(" }")


def variables(sdl: str, *, without: Collection[str] = ()) -> Any:
    """The variables of the example of `Query.a`, the arguments of which `sdl` begins with."""
    call = example(f"type Query {{ a({sdl}", "Query.a", without=without)
    assert [excerpt.id for excerpt in call.shown] == ["operation", "variables"]
    return json.loads(call.shown[1].text)


def test_a_call_as_a_whole() -> None:
    sdl = f"""
    type Query {{ emner(filter: Filter!, first: Int = 100, after: String): Emner }}
    input Filter {{ eier: ID! spraak: Spraak! kode: String }}
    enum Spraak {{ NB NN }}
    type Emner {{ nodes: [Emne!]! pageInfo: PageInfo! totalCount: Int }}
    type Emne {{ kode: String! navn: Navn studiepoeng: Float }}
    type Navn {{ nb: String }}
    {PAGE}
    """
    call = example(sdl, "Query.emner")
    text = """\
query Emner($filter: Filter!) {
  emner(filter: $filter, first: 10) {
    nodes {
      kode
      studiepoeng
    }
  }
}"""
    filter_ = {"filter": {"eier": "…", "spraak": "NB"}}
    assert [excerpt.id for excerpt in call.shown] == ["operation", "variables"]
    assert call.shown[0].text == text
    assert json.loads(call.shown[1].text) == filter_
    assert (call.method, call.path, dict(call.headers)) == (
        "POST",
        "",
        {"Content-Type": "application/json"},
    )
    assert call.body is not None
    assert json.loads(call.body) == {
        "query": "query Emner($filter: Filter!) { emner(filter: $filter, first: 10) "
        "{ nodes { kode studiepoeng } } }",
        "variables": filter_,
    }
    assert call.uses == (
        "Query.emner",
        "Query.emner(filter:)",
        "Filter",
        "Filter.eier",
        "Filter.spraak",
        "Spraak",
        "Spraak.NB",
        "Query.emner(first:)",
        "Emner",
        "Emner.nodes",
        "Emne",
        "Emne.kode",
        "Emne.studiepoeng",
    )


def test_operations_are_named_after_the_field() -> None:
    sdl = "type Query { min_side: ID _: ID _1: ID query: ID } type Mutation { endre(id: ID!): ID }"
    assert operation(sdl, "Query.min_side") == "query MinSide {\n  min_side\n}"
    assert operation(sdl, "Query._") == "query _ {\n  _\n}"
    assert operation(sdl, "Query._1") == "query _1 {\n  _1\n}"
    assert operation(sdl, "Query.query") == "query Query {\n  query\n}"
    assert operation(sdl, "Mutation.endre") == ("mutation Endre($id: ID!) {\n  endre(id: $id)\n}")


def test_what_is_too_long_for_a_line_gets_one_for_each() -> None:
    one, other = "organisasjonskodeForEier", "organisasjonskodeForBruker"
    sdl = f"type Query {{ a({one}: String!, {other}: String!): ID }}"
    assert operation(sdl, "Query.a") == (
        f"query A(\n  ${one}: String!\n  ${other}: String!\n) {{\n"
        f"  a(\n    {one}: ${one}\n    {other}: ${other}\n  )\n}}"
    )


def test_a_subscription_is_no_single_request() -> None:
    call = example("type Query { a: ID } type Subscription { b: ID }", "Subscription.b")
    assert call.shown[0].text == "subscription B {\n  b\n}"
    assert call.method is None


@pytest.mark.parametrize("address", ["Query", "Query.b", "Emne.a", "@skip", ""])
def test_what_is_no_root_field_has_no_call(address: str) -> None:
    assert found("type Query { a: Emne } type Emne { a: ID }", address) is None


def test_a_root_field_that_may_not_be_used_has_no_call() -> None:
    assert found("type Query { a: ID }", "Query.a", without=["Query.a"]) is None


def test_a_format_without_examples_answers_each_wish_with_none() -> None:
    wanted = [Wanted(address=Address(a), may_use=lambda _: True) for a in "ab"]
    assert no_calls(None, wanted) == [None, None]


def test_each_wish_has_its_answer_in_its_place_under_its_own_rule() -> None:
    sdl = "type Query { a: Emne b: ID } type Emne { kode: ID navn: ID }"
    reading = FORMAT.read(Bundle([Document(file="a.graphql", content=sdl.encode())]))
    wanted = [
        Wanted(address=Address("Query.a"), may_use=lambda _: True),
        Wanted(address=Address("Query.c"), may_use=lambda _: True),
        Wanted(address=Address("Query.a"), may_use=lambda a: a != "Emne.navn"),
        Wanted(address=Address("Query.b"), may_use=lambda _: True),
    ]
    texts = [
        call and " ".join(call.shown[0].text.split())
        for call in FORMAT.calls(reading.native, wanted)
    ]
    assert texts == [
        "query A { a { kode navn } }",
        None,
        "query A { a { kode } }",
        "query B { b }",
    ]


@pytest.mark.parametrize(
    ("sdl", "expected"),
    [
        ("a: ID }", "a"),
        ("a: [E!]! } enum E { X }", "a"),
        # Scalars and enum values, in the order of the schema; what needs an argument is left out.
        (
            "a: T } type T { z: E b: T id: ID c(x: ID!): ID d(x: ID): [Int!] } enum E { X }",
            "a { z id d }",
        ),
        # At most eight, the telling ones among them.
        (
            "a: T } type T { a: ID b: ID c: ID d: ID e: ID f: ID g: ID h: ID i: ID kode: ID }",
            "a { a b c d e f g kode }",
        ),
        (
            "a: T } type T { k1kode: ID k2kode: ID k3kode: ID k4kode: ID k5kode: ID k6kode: ID "
            "k7kode: ID k8kode: ID navn: ID }",
            "a { k1kode k2kode k3kode k4kode k5kode k6kode k7kode navn }",
        ),
        # One deeper where there is no scalar, in the end the name of the type.
        ("a: T } type T { b: U } type U { c: ID t: T }", "a { b { c } }"),
        ("a: T } type T { t: T }", "a { __typename }"),
        ("a: T } type T { b: U } type U { t: T }", "a { __typename }"),
        # Deprecated only where there is nothing else.
        ("a: T } type T { b: ID @deprecated c: ID }", "a { c }"),
        ("a: T } type T { b: ID @deprecated u: U } type U { c: ID }", "a { u { c } }"),
        ("a: T } type T { b: ID @deprecated u: [T] }", "a { b }"),
        # Connections.
        ("a: C } type C { nodes: [T] pageInfo: ID } type T { id: ID }", "a { nodes { id } }"),
        (
            "a: TConnection } type TConnection { nodes: [T] } type T { id: ID }",
            "a { nodes { id } }",
        ),
        (
            "a: C } type C { edges: [E] pageInfo: ID n: Int } type E { node: T } type T { id: ID }",
            "a { edges { node { id } } }",
        ),
        (
            "a: C } type C { nodes: [T] @deprecated edges: [E] pageInfo: ID } type E { node: T } "
            "type T { id: ID }",
            "a { edges { node { id } } }",
        ),
        ("a: C } type C { nodes: [ID] pageInfo: ID }", "a { nodes pageInfo }"),
        (
            "a: C } type C { nodes: [C] pageInfo: ID }",
            "a { nodes { nodes { nodes { pageInfo } } } }",
        ),
        # `first` only where it keeps a connection short, is optional and a number.
        (
            "a(first: Int): C } type C { nodes: [T] pageInfo: ID } type T { id: ID }",
            "a(first: 10) { nodes { id } }",
        ),
        (
            "a(first: Int! = 5): C } type C { nodes: [T] pageInfo: ID } type T { id: ID }",
            "a(first: 10) { nodes { id } }",
        ),
        (
            "a(first: ID): C } type C { nodes: [T] pageInfo: ID } type T { id: ID }",
            "a { nodes { id } }",
        ),
        (
            "a(first: Int @deprecated): C } type C { nodes: [T] pageInfo: ID } type T { id: ID }",
            "a { nodes { id } }",
        ),
        ("a(first: Int): [T] } type T { id: ID }", "a { id }"),
        # Interfaces and unions.
        (
            "a: I } interface I { id: ID t: T } type T implements I { id: ID t: T }",
            "a { __typename id }",
        ),
        (
            "a: U } union U = A | B | C | D | E type A { a: ID } type B { a: B } type C { c: ID } "
            "type D { d: ID } type E { e: ID }",
            "a { __typename ... on A { a } ... on C { c } ... on D { d } }",
        ),
        # Fields of one name and two types cannot stand beside each other.
        (
            "a: U } union U = A | B | C type A { x: ID y: ID } type B { x: ID! z: ID } "
            "type C { x: [ID] }",
            "a { __typename ... on A { x y } ... on B { z } }",
        ),
    ],
)
def test_the_answer(sdl: str, expected: str) -> None:
    assert answer(sdl) == expected


ERRORS = """
type Query { a: ID }
type Mutation { b: Payload c: Emne d: [Emne!] e(id: ID!): ID }
type Payload { emner: [Emne!] errors: [BError!] side: Emner gammelt: ID @deprecated antall: Int }
type Emne { kode: ID felter: Emner }
type Emner { nodes: [Emne] pageInfo: ID }
interface Error { message: String! path: [String!] kode: ID }
union BError = Ett | To
type Ett implements Error { message: String! path: [String!] kode: ID ett: ID }
type To implements Error { message: String! path: [String!] kode: ID to: ID }
"""


def test_a_payload_shows_all_it_holds() -> None:
    assert (
        operation(ERRORS, "Mutation.b")
        == """\
mutation B {
  b {
    emner {
      kode
    }
    errors {
      __typename
      ... on Error {
        message
        path
      }
    }
    side {
      nodes {
        kode
      }
    }
    antall
  }
}"""
    )


def test_an_entity_that_a_mutation_returns_is_no_payload() -> None:
    assert operation(ERRORS, "Mutation.c") == "mutation C {\n  c {\n    kode\n  }\n}"


def errors_in(sdl: str, *, without: Collection[str] = ()) -> str:
    text = " ".join(operation(sdl, "Mutation.b", without=without).split())
    return text[text.index("errors {") : text.index("} side")]


def test_errors_without_a_common_interface_are_told_one_by_one() -> None:
    sdl = ERRORS.replace("To implements Error", "To")
    assert errors_in(sdl) == ("errors { __typename ... on Ett { message } ... on To { message } ")


def test_errors_are_told_by_the_interface_only_if_a_member_is_there() -> None:
    """At a level where no member has all the interface has, none implements it."""
    one, both = ["To.path"], ["To.path", "Ett.path"]
    assert "... on Error { message path }" in errors_in(ERRORS, without=one)
    assert errors_in(ERRORS, without=both) == (
        "errors { __typename ... on Ett { message } ... on To { message } "
    )
    assert "... on Error { message }" in errors_in(ERRORS, without=[*both, "Error.path"])


LEVELS = """
type Query { a(by: By!, first: Int): C }
input By @oneOf { beta: ID old: ID @deprecated stable: Kind }
enum Kind { BETA OLD @deprecated STABLE }
type C { nodes: [T] edges: [E] pageInfo: ID }
type E { node: T }
type T { beta: ID stable: ID u: U i: K }
type U { id: ID }
enum K { X }
"""


def test_nothing_that_may_not_be_used_is_used() -> None:
    refused = {"By.beta", "Kind.BETA", "C.nodes", "T.beta", "Query.a(first:)", "K"}
    call = example(LEVELS, "Query.a", without=refused)
    assert " ".join(call.shown[0].text.split()) == (
        "query A($by: By!) { a(by: $by) { edges { node { stable } } } }"
    )
    assert json.loads(call.shown[1].text) == {"by": {"stable": "STABLE"}}
    assert not refused & set(call.uses)
    everything = example(LEVELS, "Query.a")
    assert {"By.beta", "C.nodes", "T.beta", "Query.a(first:)", "K"} <= set(everything.uses)


def test_what_is_required_is_given_though_it_may_not_be_used() -> None:
    required = {
        "Query.a(by:)",
        "By.stable",
        "By.beta",
        "By.old",
        "Kind.BETA",
        "Kind.STABLE",
        "Kind.OLD",
    }
    call = example(LEVELS, "Query.a", without=required)
    assert json.loads(call.shown[1].text) == {"by": {"beta": "…"}}
    assert {"Query.a(by:)", "By.beta"} <= set(call.uses)


@pytest.mark.parametrize(
    ("sdl", "expected"),
    [
        ("x: ID!, y: ID, z: ID! = 1): ID }", {"x": "…"}),
        (
            "x: Int!, y: Float!, z: Boolean!, s: String!): ID }",
            {"x": 1, "y": 1.5, "z": False, "s": "…"},
        ),
        ("x: [[Int!]!]!): ID }", {"x": [[1]]}),
        ("first: Int!, arstall: Int!): ID }", {"first": 10, "arstall": 2026}),
        (
            "fraDato: String!, epost: String!, url: String!): ID }",
            {"fraDato": "2026-01-31", "epost": "name@example.com", "url": "https://example.com/"},
        ),
        (
            "x: DateTime!, y: Long!, z: BigDecimal!, q: Ukjent!): ID } "
            "scalar DateTime scalar Long scalar BigDecimal scalar Ukjent",
            {"x": "2026-01-31T12:00:00Z", "y": 1, "z": 1.5, "q": "…"},
        ),
        ("x: E!): ID } enum E { A @deprecated B C }", {"x": "B"}),
        ("x: E!): ID } enum E { A @deprecated }", {"x": "A"}),
        (
            "x: I!): ID } input I { a: ID! b: ID c: ID! = 1 d: [I!]! e: J! } input J { f: ID }",
            {"x": {"a": "…", "d": [], "e": {}}},
        ),
        ("x: I!): ID } input I { j: [J!]! } input J { i: I! }", {"x": {"j": []}}),
        # One of them: the first that ends.
        ("x: I!): ID } input I @oneOf { i: I j: J k: ID } input J { i: I! }", {"x": {"k": "…"}}),
        ("x: I!): ID } input I @oneOf { a: ID @deprecated b: ID c: ID }", {"x": {"b": "…"}}),
    ],
)
def test_the_variables(sdl: str, expected: object) -> None:
    assert variables(sdl) == expected


def test_a_value_of_unreasonable_size_is_not_made() -> None:
    """Each input object asks for two of the next: thirty such are a thousand million values."""
    chain = "".join(f"input I{n} {{ a: I{n + 1}! b: I{n + 1}! }} " for n in range(30))
    assert found(f"type Query {{ a(i: I0!): ID }} {chain} input I30 {{ c: ID }}", "Query.a") is None
    deep = "".join(f"input I{n} {{ a: I{n + 1}! }} " for n in range(400))
    assert found(f"type Query {{ a(i: I0!): ID }} {deep} input I400 {{ c: ID }}", "Query.a") is None


def test_a_call_whose_variables_are_refused_is_not_shown() -> None:
    """A scalar that knows its own values takes no placeholder."""
    seven = GraphQLScalarType("Seven", coerce_input_value=[7].index)
    field = GraphQLField(GraphQLID, args={"n": GraphQLArgument(GraphQLNonNull(seven))})
    schema = GraphQLSchema(GraphQLObjectType("Query", {"a": field, "b": GraphQLField(GraphQLID)}))
    wanted = [Wanted(address=Address(f"Query.{n}"), may_use=lambda _: True) for n in "ab"]
    refused, shown = FORMAT.calls(schema, wanted)
    assert refused is None
    assert shown is not None


def test_names_that_mean_something_in_the_language_are_names_all_the_same() -> None:
    sdl = """
    type Query { query: fragment on: on type: [true] }
    type fragment { mutation: ID fragment: ID }
    union on = fragment | input
    type input { on: ID null: ID }
    type true { true: ID false: ID }
    """
    query = " ".join(operation(sdl, "Query.query").split())
    assert query == "query Query { query { mutation fragment } }"
    assert "... on input {\n      on\n      null" in operation(sdl, "Query.on")
    assert "true\n    false" in operation(sdl, "Query.type")


def test_a_schema_that_is_read_with_a_warning_has_examples_too() -> None:
    """That an implementation is deprecated and the interface not, is doubtful, not wrong."""
    sdl = "type Query implements I { a: ID @deprecated b: ID } interface I { a: ID }"
    reading = FORMAT.read(Bundle([Document(file="a.graphql", content=sdl.encode())]))
    assert [finding.rule for finding in reading.findings] == ["doubtful-schema"]
    assert operation(sdl, "Query.b") == "query B {\n  b\n}"


def test_an_introspection_answer_has_the_same_examples() -> None:
    content = json.dumps(
        introspection_from_schema(build_schema(LEVELS), input_value_deprecation=True)
    )
    reading = FORMAT.read(Bundle([Document(file="a.json", content=content.encode())]))
    wanted = [Wanted(address=Address("Query.a"), may_use=lambda _: True)]
    assert FORMAT.calls(reading.native, wanted) == [example(LEVELS, "Query.a")]


NAMES = st.sampled_from(["id", "message", "nodes", "edges", "node", "pageInfo", "x"])
OUTPUT = ["ID", "Int", "K", "Z", "T0", "T1", "TConnection", "I", "U", "ErrorU"]
WRAPPED = st.sampled_from(["{}", "{}!", "[{}]", "[{}!]!"])


@st.composite
def schemas(draw: st.DrawFn) -> str:
    """Schemas whose types have fields of the same names and other types."""

    def fields() -> str:
        names = draw(st.lists(NAMES, min_size=1, max_size=4, unique=True))
        return " ".join(
            f"{name}{draw(st.sampled_from(['', '(x: E!)', '(first: Int)', '(first: In = {})']))}: "
            f"{draw(WRAPPED).format(draw(st.sampled_from(OUTPUT)))}"
            f"{draw(st.sampled_from(['', '', ' @deprecated']))}"
            for name in names
        )

    types = " ".join(f"type {name} {{ {fields()} }}" for name in ("T0", "T1", "TConnection"))
    shared = "implements I & Error { shared: ID message: String! "
    return (
        f"type Query {{ {fields()} }} type Mutation {{ {fields()} }} {types} "
        "enum K { X } scalar Z enum E { A B @deprecated } scalar S "
        "input In { e: E! s: [S!]! i: [In!]! o: One! } "
        "input One @oneOf { i: In e: E s: S @deprecated } "
        f"interface I {{ shared: ID }} interface Error {{ message: String! }} "
        f"type A {shared} x: ID }} type B {shared} x: Int }} "
        "union U = A | T0 | T1 union ErrorU = A | B"
    ).replace("In = {}", "In")


@given(sdl=schemas(), hidden=st.sets(st.integers(0, 12)))
@settings(max_examples=60)
def test_any_root_field_has_a_valid_example_of_what_may_be_used(sdl: str, hidden: set[int]) -> None:
    schema = build_schema(sdl)

    def may_use(address: Address) -> bool:
        return address.startswith(("Query", "Mutation")) or sum(address.encode()) % 13 not in hidden

    roots = [root for root in (schema.query_type, schema.mutation_type) if root]
    fields = {
        Address(f"{root}.{name}"): get_named_type(field.type).name
        for root in roots
        for name, field in root.fields.items()
    }
    wanted = [Wanted(address=address, may_use=may_use) for address in fields]
    for (address, result), call in zip(fields.items(), FORMAT.calls(schema, wanted), strict=True):
        assert call is not None, address
        assert validate(schema, parse(call.shown[0].text)) == []
        unavoidable = ("E", "S", "In", "One", f"{address}(x:)", result)
        for used in call.uses:
            is_given = used.startswith(("E.", "In.", "One."))
            assert may_use(used) or used in unavoidable or is_given, used
