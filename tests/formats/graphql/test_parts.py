"""A GraphQL schema becomes parts that carry everything the schema says of them."""

import json
import re
from typing import Any

import pytest
from graphql import build_schema, introspection_from_schema, parse_value, print_ast
from graphql.utilities import resolve_schema_coordinate

from generator.formats import Bundle, Document, all_formats
from generator.model.part import Direction, Part, Tree
from generator.model.types import Type, targets
from tests.conftest import ROOT, shared

FORMAT = all_formats()["graphql"]
OWN = (ROOT / "specs/fs-graphql/2026-10-02/fs.graphql").read_text(encoding="utf-8")
ANIMALS = '''
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
    return FORMAT.read(Bundle(documents)).tree


def parts(*sdl: str) -> dict[str, Part]:
    return {part.coordinate: part for part in read(*sdl).by_address.values()}


def written(type_: Type) -> str:
    return "".join(run for run, _ in FORMAT.notation(type_))


def test_every_piece_has_its_kind() -> None:
    expected = {
        "object": "Query",
        "interface": "Node",
        "union": "Pet",
        "enum": "Kind",
        "input object": "Key",
        "scalar": "Time",
        "field": "Named.name",
        "argument": "Query.pets(first:)",
        "input field": "Key.chip",
        "enum value": "Kind.CAT",
        "directive": "@log",
        "directive argument": "@log(to:)",
    }
    found = parts(ANIMALS)
    assert {found[coordinate].kind: coordinate for coordinate in expected.values()} == expected


REAL = (
    "specs/sikt/fs-graphql/fs-2026-01-15.graphql",
    "specs/norway/nav-saf/saf-2026-04-15.graphql",
)


@pytest.mark.parametrize("file", [None, *(pytest.param(f, marks=pytest.mark.real) for f in REAL)])
def test_coordinates_are_those_of_the_schema_and_locations_are_its_names(file: str | None) -> None:
    sdl = shared(file).read_text(encoding="utf-8") if file else OWN
    schema, lines, found = build_schema(sdl), sdl.splitlines(), parts(sdl)
    for coordinate, part in found.items():
        assert resolve_schema_coordinate(schema, coordinate) is not None, coordinate
        assert part.location.line is not None
        assert part.location.column is not None
        here = lines[part.location.line - 1][part.location.column - 1 :]
        assert re.match(rf"{part.name.lstrip('@')}\b", here), (coordinate, part.location)
        if part.described_at is not None and part.described_at.line is not None:
            first_line = part.description.split("\n")[0].strip()
            assert first_line in lines[part.described_at.line - 1], (coordinate, part.described_at)
        assert (part.described_at is None) == (not part.description), coordinate
    introspected = {
        type_["name"] for type_ in introspection_from_schema(schema)["__schema"]["types"]
    }
    of_the_language = {"String", "Int", "Float", "Boolean", "ID"}
    own = {n for n in introspected if not n.startswith("__")} - of_the_language
    assert {coordinate for coordinate in found if re.fullmatch(r"\w+", coordinate)} == own


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
    part = parts(f"{description} type Query {{ a: Int }}")["Query"]
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
def test_an_enum_and_its_values_travel_as_they_are_used(uses: str, direction: Direction) -> None:
    found = parts(f"{uses} enum E {{ A }} input Unused {{ a: Int }}")
    assert found["E"].direction is found["E.A"].direction is direction
    assert found["Unused"].direction is found["Unused.a"].direction is Direction.INPUT
    assert found["Query"].direction is Direction.OUTPUT


@pytest.mark.parametrize(
    ("declared", "default", "is_required"),
    [
        ("Int", None, None),
        ("Int!", None, "required"),
        ("Int! = 1", "1", None),
        ("Int = null", "null", None),
        ("[String!]! = []", "[]", None),
        ('String = "æ \\"x\\""', '"æ \\"x\\""', None),
        ("I = {i: {e: A}, l: [A]}", "{i: {e: A}, l: [A]}", None),
        ("E = A", "A", None),
    ],
)
def test_what_a_client_must_send_and_what_it_may_leave_out(
    declared: str, default: str | None, is_required: str | None
) -> None:
    found = parts(
        f"type Query {{ f(a: {declared}): Int! }} input J {{ a: {declared} }}"
        f"input I {{ i: I e: E l: [E!] }} enum E {{ A }} directive @d(a: {declared}) on FIELD"
    )
    for part in (found["Query.f(a:)"], found["J.a"], found["@d(a:)"]):
        assert part.required is (is_required is not None)
        assert part.type is not None
        assert written(part.type) == declared.partition(" ")[0]
        given = None if part.default is None else print_ast(parse_value(part.default))
        assert given == (None if default is None else print_ast(parse_value(default)))
    assert not found["Query.f"].required


def test_a_deprecation_keeps_its_reason_wherever_it_stands() -> None:
    found = {c: part.deprecation for c, part in parts(ANIMALS).items() if part.deprecation}
    assert {coordinate: given.reason for coordinate, given in found.items()} == {
        "Query.title": "Bruk name.",
        "Query.pets(old:)": "No longer supported",
        "Kind.DOG": "Fjernes i versjon 4.",
        "Box.old": "Nei.",
    }


def test_directives_become_annotations_with_values_and_lines_those_of_extensions_too() -> None:
    found = parts(
        'type Query @tag(name: "a") {\n a(x: Int @n(v: 1)): E @tag(name: "b") @deprecated\n}\n'
        'extend type Query @tag(name: "c")\n'
        'enum E { A @feature(flags: ["beta", "x"]) }\n'
        "input I @oneOf { i: Int @n(v: {k: [true, null, 1.5, SYM]}) }\n"
        'union U @tag(name: "u") = Query\nscalar S @specifiedBy(url: "https://x.example/") @bare\n'
        "interface N @bare { a: Int }"
    )
    given = {
        coordinate: [(a.name, dict(a.values), a.location.line) for a in part.annotations]
        for coordinate, part in found.items()
        if part.annotations
    }
    assert given == {
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
    found = parts(ANIMALS)
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
    assert {coordinate: set(found[coordinate].refers) for coordinate in expected} == expected


def test_pages_get_to_know_oneof_specified_by_repeatable_and_locations() -> None:
    found = parts(ANIMALS)
    assert found["Key"].details["one_of"]
    assert not found["Box"].details["one_of"]
    assert found["Time"].details["specified_by"] == "https://scalars.example/time"
    assert found["@log"].details["repeatable"]
    assert found["@log"].details["locations"] == ("FIELD", "FIELD_DEFINITION")


@pytest.mark.parametrize(
    ("sdl", "entries"),
    [
        ("type Query { a: Int } type Mutation { b: Int } type Subscription { c: Int }", "abc"),
        ("schema { query: Q } type Q { a: Int } type Mutation { b: Int }", "a"),
        (
            "schema { query: Q } extend schema { mutation: M } type Q { a: Int } type M { b: Q }",
            "ab",
        ),
        ("schema { query: Q subscription: S } type S { c: Int } type Q { a: Int d: Q }", "adc"),
        ("type Query { a: Int } extend type Query { b: Query }", "ab"),
    ],
    ids=["default-names", "mutation-by-name-only", "extended", "renamed", "extended-type"],
)
def test_clients_enter_at_the_fields_of_the_root_types(sdl: str, entries: str) -> None:
    tree = read(sdl)
    assert [entry.partition(".")[2] for entry in tree.entries] == list(entries)
    in_sections = [address for s in FORMAT.sections(tree) if s.whole for address in s.parts]
    assert in_sections == list(tree.entries)


def test_clients_enter_at_the_directives_they_write_themselves() -> None:
    tree = read(
        "type Query { a: Int } directive @d on OBJECT | FIELD directive @s on OBJECT"
        " directive @v on VARIABLE_DEFINITION"
    )
    assert tree.entries == ("Query.a", "@d", "@v")


def test_several_files_make_one_schema_and_each_part_knows_its_file() -> None:
    found = parts("extend type Query { b: E }", "type Query { a: Int }\n\nenum E { A }")
    assert {c: (part.location.file, part.location.line) for c, part in found.items()} == {
        "Query": ("1.graphql", 1),
        "Query.a": ("1.graphql", 1),
        "Query.b": ("0.graphql", 1),
        "E": ("1.graphql", 3),
        "E.A": ("1.graphql", 3),
    }


def test_a_federation_subgraph_is_read_though_its_directives_stand_elsewhere() -> None:
    found = parts(
        'schema @link(url: "https://specs.apollo.dev/federation/v2.4", import: ["@key"])'
        "{ query: Query }\n"
        'type Query { a: Emne }\nextend type Emne @key(fields: "id") { id: ID! @external }\n'
        'extend type Emne @shareable { navn: String }\nextend interface Node @key(fields: "id") '
        "{ id: ID! }\nextend enum E { A }\nextend input I { a: E }\nextend union U = Emne\n"
        "extend scalar S @inaccessible"
    )
    assert [child.name for child in found["Emne"].children] == ["id", "navn"]
    assert [a.name for a in found["Emne"].annotations] == ["@key", "@shareable"]
    assert found["Emne"].location.line == 3
    assert found.keys() >= {"Node.id", "E.A", "I.a", "U", "S"}


def facts(part: Part) -> dict[str, object]:
    told = ("kind", "direction", "required", "default", "deprecation", "description", "details")
    return {
        **{name: getattr(part, name) for name in told},
        "type": None if part.type is None else (written(part.type), targets(part.type)),
        "refers": set(part.refers),
        "children": [child.coordinate for child in part.children],
    }


def at(document: Any, pointer: str) -> Any:
    for step in pointer.split("/")[1:]:
        document = document[int(step) if isinstance(document, list) else step]
    return document


@pytest.mark.parametrize("wrapped", ["data", "bare"])
@pytest.mark.parametrize("sdl", [ANIMALS, OWN], ids=["animals", "own"])
def test_introspection_tells_the_same_as_sdl(sdl: str, wrapped: str) -> None:
    answer: Any = introspection_from_schema(build_schema(sdl))
    document = {"data": answer, "extensions": {}} if wrapped == "data" else answer
    tree = FORMAT.read(
        Bundle([Document(file="a.json", content=json.dumps(document).encode())])
    ).tree
    from_json, from_sdl = tree.by_address, read(sdl).by_address
    assert {a: facts(p) for a, p in from_json.items()} == {a: facts(p) for a, p in from_sdl.items()}
    assert set(tree.entries) == set(read(sdl).entries)
    for address, part in from_json.items():
        assert part.location.pointer is not None, address
        found = at(document, part.location.pointer)
        assert found["name"] == part.name.lstrip("@")
        assert (found["description"] or "") == part.description
