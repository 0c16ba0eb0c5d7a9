"""A GraphQL schema becomes parts that carry everything the schema says of them."""

import json
import re
from collections.abc import Mapping
from typing import Any

import pytest
from graphql import build_schema, introspection_from_schema, parse_value, print_ast
from graphql.utilities import resolve_schema_coordinate

from generator.formats import Document, all_formats
from generator.model.part import Direction, Part, Tree, index
from generator.model.types import Type, named
from tests.conftest import ROOT, shared

FORMAT = all_formats()["graphql"]
OWN = ROOT / "specs/fs-graphql/2026-10-02/fs.graphql"
EVERYTHING = '''
"""Inngangen."""
type Query implements Node & Named {
  id: ID!
  name: String
  title: String @deprecated(reason: "Bruk name.")
  "Finner dyr."
  pets(first: Int! = 10, kind: [Kind!] = [CAT, DOG], by: Key, "Før" old: Int @deprecated): [Pet!]!
  at: Time
}
interface Node { id: ID! }
interface Named implements Node { id: ID! name: String }
type Dog implements Node { id: ID! kind: Kind }
type Cat { lives(left: Boolean = null): Float }
union Pet = Dog | Cat
enum Kind { "Mjau" CAT DOG @deprecated(reason: "Fjernes i versjon 4.") }
input Key @oneOf { chip: ID box: Box }
input Box { wide: Float! = 1.5 high: Int! old: Size = { cm: 3 } @deprecated(reason: "Nei.") }
input Size { cm: Int = 1 }
scalar Time @specifiedBy(url: "https://scalars.example/time")
directive @log(to: Target = FILE, as: String!) repeatable on FIELD | FIELD_DEFINITION
enum Target { FILE }
'''


def read(*sdl: str) -> Tree:
    documents = [Document(file=f"{n}.graphql", content=s.encode()) for n, s in enumerate(sdl)]
    assert FORMAT.detects(documents)
    return FORMAT.read(documents).tree


def written(type_: Type) -> str:
    return "".join(run for run, _ in FORMAT.notation(type_))


@pytest.mark.parametrize(
    ("coordinate", "kind"),
    [
        ("Query", "object"),
        ("Node", "interface"),
        ("Pet", "union"),
        ("Kind", "enum"),
        ("Key", "input object"),
        ("Time", "scalar"),
        ("Query.pets", "field"),
        ("Named.name", "field"),
        ("Query.pets(first:)", "argument"),
        ("Key.chip", "input field"),
        ("Kind.CAT", "enum value"),
        ("@log", "directive"),
        ("@log(to:)", "directive argument"),
    ],
)
def test_every_piece_has_its_kind(coordinate: str, kind: str) -> None:
    parts = {part.coordinate: part for part in index(read(EVERYTHING)).values()}
    assert parts[coordinate].kind == kind


@pytest.mark.parametrize(
    "file",
    [
        pytest.param("own", id="own"),
        pytest.param(
            "specs/sikt/fs-graphql/fs-2026-01-15.graphql", id="fs", marks=pytest.mark.real
        ),
        pytest.param(
            "specs/norway/nav-saf/saf-2026-04-15.graphql", id="saf", marks=pytest.mark.real
        ),
    ],
)
def test_the_coordinates_are_those_of_the_schema_and_locations_are_its_names(file: str) -> None:
    sdl = (OWN if file == "own" else shared(file)).read_text(encoding="utf-8")
    schema, lines = build_schema(sdl), sdl.splitlines()
    parts = index(read(sdl))
    for address, part in parts.items():
        assert resolve_schema_coordinate(schema, address) is not None, address
        assert part.location.line is not None
        assert part.location.column is not None
        named_at = lines[part.location.line - 1][part.location.column - 1 :]
        assert re.match(rf"{part.name.lstrip('@')}\b", named_at), (address, part.location)
        if part.described_at is not None and part.described_at.line is not None:
            first_line = part.description.split("\n")[0].strip()
            described = lines[part.described_at.line - 1]
            assert first_line in described.replace('\\"', '"'), (address, part.described_at)
        assert (part.described_at is None) == (not part.description), address
    introspected = introspection_from_schema(schema)["__schema"]
    own = {t["name"] for t in introspected["types"] if not t["name"].startswith("__")}
    built_in = {"String", "Int", "Float", "Boolean", "ID"}
    assert {a for a in parts if re.fullmatch(r"\w+", a)} == own - built_in


@pytest.mark.parametrize(
    ("description", "line"),
    [
        pytest.param('"Kort."', 1, id="string"),
        pytest.param('"""Kort."""', 1, id="block-on-one-line"),
        pytest.param('"""\n  Kort.\n  Og mer.\n  """', 2, id="block-below-its-quotes"),
        pytest.param('"""\n\n   \n  Kort."""', 4, id="block-after-blank-lines"),
    ],
)
def test_a_description_is_located_where_its_text_begins(description: str, line: int) -> None:
    part = index(read(f"{description} type Query {{ a: Int }}"))["Query"]  # type: ignore[index]
    assert part.description.startswith("Kort.")
    assert part.described_at is not None
    assert part.described_at.line == line


@pytest.mark.parametrize(
    ("uses", "direction"),
    [
        ("type Query { a(e: E): Int }", Direction.INPUT),
        ("type Query { a(i: I): Int } input I { e: [E!]! }", Direction.INPUT),
        ("type Query { a: Int } directive @d(e: E) on FIELD", Direction.INPUT),
        ("type Query { e: [E!]! }", Direction.OUTPUT),
        ("type Query { e(e: E): E }", Direction.BOTH),
        ("type Query { a(e: E): Int b: X } interface X { e: E! }", Direction.BOTH),
    ],
    ids=["argument", "input-field", "directive-argument", "field", "one-field", "apart"],
)
def test_an_enum_and_its_values_travel_the_way_they_are_used(
    uses: str, direction: Direction
) -> None:
    parts = index(read(f"{uses} enum E {{ A }} scalar S input Unused {{ a: Int }}"))
    found = {part.coordinate: part.direction for part in parts.values()}
    assert found["E"] is found["E.A"] is direction
    assert found["Unused"] is found["Unused.a"] is Direction.INPUT
    assert found["Query"] is Direction.OUTPUT


@pytest.mark.parametrize(
    ("declared", "required", "default"),
    [
        ("Int", False, None),
        ("Int!", True, None),
        ("Int! = 1", False, "1"),
        ("Int = null", False, "null"),
        ("[String!]! = []", False, "[]"),
        ('String = "æ \\"x\\""', False, '"æ \\"x\\""'),
        ("I = {i: {e: A}, l: [A]}", False, "{i: {e: A}, l: [A]}"),
        ("E = A", False, "A"),
    ],
)
def test_what_a_client_must_send_and_what_it_may_leave_out(
    declared: str, required: bool, default: str | None
) -> None:
    tree = read(
        f"type Query {{ f(a: {declared}): Int! }} input J {{ a: {declared} }}"
        "input I { i: I e: E l: [E!] } enum E { A }"
        f"directive @d(a: {declared}) on FIELD"
    )
    parts = {part.coordinate: part for part in index(tree).values()}
    for coordinate in ("Query.f(a:)", "J.a", "@d(a:)"):
        part = parts[coordinate]
        assert part.required is required
        assert part.type is not None
        assert written(part.type) == declared.partition(" ")[0]
        if default is None or part.default is None:
            assert part.default is default
        else:
            assert print_ast(parse_value(part.default)) == print_ast(parse_value(default))
    assert not parts["Query.f"].required


def test_a_deprecation_keeps_its_reason_wherever_it_stands() -> None:
    found = {p.coordinate: p.deprecation for p in index(read(EVERYTHING)).values() if p.deprecation}
    assert {coordinate: given.reason for coordinate, given in found.items()} == {
        "Query.title": "Bruk name.",
        "Query.pets(old:)": "No longer supported",
        "Kind.DOG": "Fjernes i versjon 4.",
        "Box.old": "Nei.",
    }


def test_directives_become_annotations_with_values_and_lines_those_of_extensions_too() -> None:
    tree = read(
        'type Query @tag(name: "a") {\n a(x: Int @n(v: 1)): E @tag(name: "b") @deprecated\n}\n'
        'extend type Query @tag(name: "c")\n'
        'enum E { A @feature(flags: ["beta", "x"]) }\n'
        "input I @oneOf { i: I @n(v: {k: [true, null, 1.5, SYM]}) }\n"
        'union U @tag(name: "u") = Query\nscalar S @specifiedBy(url: "https://x.example/") @bare\n'
        "interface N @bare { a: Int }"
    )
    found = {
        part.coordinate: [(a.name, dict(a.values), a.location.line) for a in part.annotations]
        for part in index(tree).values()
        if part.annotations
    }
    assert found == {
        "Query": [("@tag", {"name": "a"}, 1), ("@tag", {"name": "c"}, 4)],
        "Query.a": [("@tag", {"name": "b"}, 2)],
        "Query.a(x:)": [("@n", {"v": 1}, 2)],
        "E.A": [("@feature", {"flags": ["beta", "x"]}, 5)],
        "I.i": [("@n", {"v": {"k": [True, None, 1.5, "SYM"]}}, 6)],
        "U": [("@tag", {"name": "u"}, 7)],
        "S": [("@bare", {}, 8)],
        "N": [("@bare", {}, 9)],
    }


def test_a_part_refers_to_its_type_its_members_and_its_kin() -> None:
    parts = {part.coordinate: part for part in index(read(EVERYTHING)).values()}
    expected = {
        "Query": {"Node", "Named"},
        "Node": {"Named", "Query", "Dog"},
        "Named": {"Node", "Query"},
        "Dog": {"Node"},
        "Pet": {"Dog", "Cat"},
        "Query.pets": {"Pet"},
        "Query.pets(kind:)": {"Kind"},
        "Query.pets(first:)": set(),
        "Key.box": {"Box"},
        "@log(to:)": {"Target"},
        "Cat": set(),
    }
    assert {c: set(parts[c].refers) for c in expected} == expected


def test_oneof_specified_by_repeatable_and_locations_are_kept_for_the_pages() -> None:
    parts = {part.coordinate: part for part in index(read(EVERYTHING)).values()}
    assert parts["Key"].details["one_of"] is True
    assert parts["Box"].details["one_of"] is False
    assert parts["Time"].details["specified_by"] == "https://scalars.example/time"
    assert parts["@log"].details["repeatable"] is True
    assert parts["@log"].details["locations"] == ("FIELD", "FIELD_DEFINITION")


@pytest.mark.parametrize(
    ("sdl", "entries"),
    [
        ("type Query { a: Int } type Mutation { b: Int } type Subscription { c: Int }", "abc"),
        ("schema { query: Q } type Q { a: Int } type Mutation { b: Int }", "a"),
        (
            "schema { query: Q } extend schema { mutation: M } type Q { a: Int } type M { b: Int }",
            "ab",
        ),
        ("schema { query: Q subscription: S } type S { c: Int } type Q { a: Int d: Q }", "adc"),
        ("type Query { a: Int } extend type Query { b: Q } type Q { c: Int }", "ab"),
    ],
    ids=["default-names", "mutation-by-name-only", "extended", "renamed", "extended-type"],
)
def test_clients_enter_at_the_fields_of_the_root_types(sdl: str, entries: str) -> None:
    tree = read(sdl)
    assert [entry.partition(".")[2] for entry in tree.entries] == list(entries)
    in_sections = [address for s in FORMAT.sections(tree) if s.whole for address in s.parts]
    assert in_sections == list(tree.entries)


def test_clients_enter_at_directives_they_write_themselves() -> None:
    tree = read(
        "type Query { a: Int } directive @d on OBJECT | FIELD directive @s on OBJECT"
        " directive @v on VARIABLE_DEFINITION"
    )
    assert tree.entries == ("Query.a", "@d", "@v")


def test_several_files_make_one_schema_and_each_part_knows_its_file() -> None:
    tree = read("extend type Query { b: E }", "type Query { a: Int }\n\nenum E { A }")
    found = {p.coordinate: (p.location.file, p.location.line) for p in index(tree).values()}
    assert found == {
        "Query": ("1.graphql", 1),
        "Query.a": ("1.graphql", 1),
        "Query.b": ("0.graphql", 1),
        "E": ("1.graphql", 3),
        "E.A": ("1.graphql", 3),
    }


def test_a_federation_subgraph_is_read_though_its_directives_stand_elsewhere() -> None:
    tree = read(
        'schema @link(url: "https://specs.apollo.dev/federation/v2.4", import: ["@key"])'
        "{ query: Query }\n"
        'type Query { a: Emne }\nextend type Emne @key(fields: "id") { id: ID! @external }\n'
        'extend type Emne @shareable { navn: String }\nextend interface Node @key(fields: "id") '
        "{ id: ID! }\nextend enum E { A }\nextend input I { a: E }\nextend union U = Emne\n"
        "extend scalar S @inaccessible"
    )
    parts = {part.coordinate: part for part in index(tree).values()}
    assert [child.name for child in parts["Emne"].children] == ["id", "navn"]
    assert [a.name for a in parts["Emne"].annotations] == ["@key", "@shareable"]
    assert parts["Emne"].location.line == 3
    assert {"Node.id", "E.A", "I.a", "U", "S"} <= set(parts)


def facts(part: Part) -> dict[str, object]:
    return {
        "kind": part.kind,
        "direction": part.direction,
        "type": None if part.type is None else (written(part.type), named(part.type).target),
        "required": part.required,
        "default": part.default,
        "deprecation": part.deprecation,
        "description": part.description,
        "details": {key: value for key, value in part.details.items()},
        "refers": sorted(part.refers),
        "children": [child.coordinate for child in part.children],
    }


def at(document: object, pointer: str) -> Any:
    for step in pointer.split("/")[1:]:
        document = document[int(step)] if isinstance(document, list) else document[step]  # type: ignore[index]
    return document


@pytest.mark.parametrize("sdl", [EVERYTHING, OWN.read_text(encoding="utf-8")], ids=["all", "own"])
@pytest.mark.parametrize("is_wrapped", [True, False], ids=["data", "bare"])
def test_introspection_tells_the_same_as_sdl(sdl: str, is_wrapped: bool) -> None:
    answer: Mapping[str, object] = dict(introspection_from_schema(build_schema(sdl)))
    document = {"data": answer, "extensions": {"__schema": 1}} if is_wrapped else answer
    content = json.dumps(document).encode()
    tree = FORMAT.read([Document(file="answer.json", content=content)]).tree
    from_json, from_sdl = index(tree), index(read(sdl))
    assert {a: facts(p) for a, p in from_json.items()} == {a: facts(p) for a, p in from_sdl.items()}
    assert set(tree.entries) == set(read(sdl).entries)
    for address, part in from_json.items():
        assert part.location.file == "answer.json"
        assert part.location.pointer is not None, address
        found = at(document, part.location.pointer)
        assert found["name"] == part.name.lstrip("@")
        assert (found.get("description") or "") == part.description
