"""A GraphQL schema that cannot be used is refused with findings that say where and why."""

import copy
import json
from collections.abc import Iterator, Sequence
from typing import Any

import pytest
from graphql import NamedTypeNode, TypeDefinitionNode, Visitor, build_schema, parse, visit
from graphql import introspection_from_schema as introspect
from hypothesis import example, given
from hypothesis import strategies as st

from generator.formats import Bundle, Document, all_formats
from generator.model.errors import SpecError
from generator.model.finding import Finding, Severity
from generator.pipeline import texts
from generator.report import findings as report
from tests.conftest import shared

FORMAT = all_formats()["graphql"]
SMALL = (
    'type Query { a(x: Int = 1): [E] b: S @deprecated(reason: "Nei.") } enum E { A } '
    'scalar S @specifiedBy(url: "https://s.example/") input I { i: I } '
    "union U = Query directive @d(a: E) on FIELD interface N { id: ID! }"
)
ANSWER: Any = introspect(build_schema(SMALL))


def refused(*contents: str | bytes, name: str = "{}.graphql") -> Sequence[Finding]:
    documents = [
        Document(file=name.format(n), content=c if isinstance(c, bytes) else c.encode())
        for n, c in enumerate(contents)
    ]
    with pytest.raises(SpecError) as caught:
        FORMAT.read(Bundle(documents))
    english = texts("en")
    for finding in caught.value.findings:
        assert finding.severity is Severity.ERROR
        assert len(report.line(finding, english).splitlines()) == 1
    return caught.value.findings


def refused_answer(answer: object) -> Sequence[Finding]:
    return refused(json.dumps(answer), name="{}.json")


def rule_and_line(findings: Sequence[Finding]) -> list[tuple[str, int | None]]:
    return [(f.rule, f.location.line if f.location else None) for f in findings]


def problem(findings: Sequence[Finding]) -> str:
    assert [finding.rule for finding in findings] == ["invalid-schema"]
    return str(findings[0].arguments["problem"])


@pytest.mark.parametrize(
    ("sdl", "rule", "line"),
    [
        ("type Query { a: Int }\ntype X {\n  a:\n}", "invalid-schema", 4),
        ("{ a }", "not-a-schema", 1),
        ("\n# en kommentar\n\nquery Q { a }", "not-a-schema", 4),
        ("type Query { a: Int }\n\nmutation { a }", "not-a-schema", 3),
        ("type Query { a: Int }\ntype __X { a: Int }", "invalid-schema", 2),
        ("type Query {\n  a(\n  __x: Int): Int }", "invalid-schema", 3),
        ("type Query { a: Int }\ntype X", "invalid-schema", 2),
        ("type X { a: Int }", "invalid-schema", None),
        ("type Query {\n a: " + "[" * 5_000 + "Int" + "]" * 5_000 + "}", "invalid-schema", 2),
        ("type Query {\n a: Int }\n" + "#\n" * 400_000, "invalid-schema", 200_003),
        ("", "invalid-schema", 1),
    ],
    ids=[
        "syntax",
        "query",
        "query-after-comment",
        "query-among-types",
        "reserved-type",
        "reserved-argument",
        "type-without-fields",
        "no-query-type",
        "nested",
        "comments",
        "empty",
    ],
)
def test_the_fault_has_a_line(sdl: str, rule: str, line: int | None) -> None:
    assert rule_and_line(refused(sdl)) == [(rule, line)]


@pytest.mark.parametrize(
    ("content", "line"),
    [
        pytest.param("type Query { a: Int }\n# \xe6\n".encode("latin-1"), 2, id="latin-1"),
        pytest.param("type Query { a: Int }".encode("utf-16"), 1, id="utf-16"),
        pytest.param(b"#\n#\n#\ntype Query { a: Int } # \xc3", 4, id="cut-in-a-character"),
    ],
)
def test_a_file_that_is_not_utf8_is_refused_at_the_first_bad_byte(
    content: bytes, line: int
) -> None:
    assert rule_and_line(refused("type Query { a: Int }", content)) == [("not-utf-8", line)]
    assert refused("type Query { a: Int }", content)[0].location.file == "1.graphql"  # type: ignore[union-attr]


def test_a_byte_order_mark_is_no_fault() -> None:
    content = b"\xef\xbb\xbftype Query { a: Int }"
    assert FORMAT.read(Bundle([Document(file="a.graphql", content=content)])).tree.entries == (
        "Query.a",
    )


def test_a_deprecation_that_the_interface_lacks_is_no_reason_to_refuse() -> None:
    sdl = "type Query implements N { a: Int @deprecated b: Int } interface N { a: Int }"
    read = FORMAT.read(Bundle([Document(file="a.graphql", content=sdl.encode())]))
    assert read.tree.entries == ("Query.a", "Query.b")


@pytest.mark.parametrize(
    ("number", "rules"),
    [(1, ["unknown-type"]), (5, ["unknown-type"] * 5), (8, [*["unknown-type"] * 5, "more"])],
)
def test_the_first_five_unknown_types_are_named_and_the_rest_counted(
    number: int, rules: list[str]
) -> None:
    uses = "".join(f"  f{n}(a: T{n}): [T{n}!]!\n" for n in range(number))
    findings = refused(f"type Query {{\n{uses}}}\nunion U = T0 | Query")
    named = [f for f in findings if f.rule == "unknown-type"]
    assert len(findings) == len(rules)
    assert [(f.arguments["name"], f.location and f.location.line) for f in named] == [
        (f"T{n}", n + 2) for n in range(min(number, 5))
    ]
    assert [f.arguments["n"] for f in findings if f.rule == "more-unknown-types"] == (
        [number - 5] if "more" in rules else []
    )


@pytest.mark.parametrize(
    "use",
    [
        "type Query { a: Nope }",
        "type Query { a(x: [Nope!]): Int }",
        "type Query implements Nope { a: Int }",
        "type Query { a: Int } union U = Nope",
        "type Query { a: Int } input I { a: Nope }",
        "type Query { a: Int } schema { query: Query mutation: Nope }",
        "type Query { a: Int } extend type Query { b: Nope }",
        "type Query { a: Int } directive @d(a: Nope) on FIELD",
        "type Query { a: Int } interface X implements Nope { a: Int }",
    ],
)
def test_an_unknown_type_is_found_wherever_it_is_used(use: str) -> None:
    findings = refused(use)
    assert [(f.rule, f.arguments["name"]) for f in findings] == [("unknown-type", "Nope")]


@pytest.mark.real
def test_half_of_the_real_schema_says_which_types_it_lacks() -> None:
    sdl = shared("specs/sikt/fs-graphql/fs-2026-01-15.graphql").read_text(encoding="utf-8")
    half = sdl[: sdl.index("\n\ntype ", len(sdl) // 2)]
    used: dict[str, int] = {}

    class Uses(Visitor):
        def enter_named_type(self, node: NamedTypeNode, *_: object) -> None:
            assert node.loc is not None
            used.setdefault(node.name.value, node.loc.start_token.line)

    document = parse(half)
    visit(document, Uses())
    defined = {n.name.value for n in document.definitions if isinstance(n, TypeDefinitionNode)}
    built_in = {"String", "Int", "Float", "Boolean", "ID"}
    missing = [(n, at) for n, at in used.items() if n not in defined | built_in]
    *first, rest = refused(half)
    assert [(f.arguments["name"], f.location and f.location.line) for f in first] == missing[:5]
    assert {f.rule for f in first} == {"unknown-type"}
    assert (rest.rule, rest.arguments["n"]) == ("more-unknown-types", len(missing) - 5)
    assert len(missing) > 100


@pytest.mark.parametrize("files", [1, 2])
def test_a_type_defined_twice_is_refused(files: int) -> None:
    one, other = "type Query { a: Int }\ntype X { a: Int }\n", "type X { b: Int }"
    findings = refused(one + other) if files == 1 else refused(one, other)
    assert "'X'" in problem(findings)
    assert findings[0].location is not None
    assert findings[0].location.line in (2, 3)


def test_of_many_faults_five_are_told_and_the_rest_counted() -> None:
    types = "".join(f"\ntype __{n} {{ a: Int }}" for n in range(8))
    findings = refused("type Query { a: Int }", types)
    assert {f.location.file for f in findings[:5] if f.location} == {"1.graphql"}
    told = [("invalid-schema", n) for n in range(2, 7)]
    assert rule_and_line(findings) == [*told, ("more-faults", None)]
    assert findings[-1].arguments["n"] == 3


def wrapped(depth: int) -> dict[str, Any]:
    answer = copy.deepcopy(ANSWER)
    type_: dict[str, object] = {"kind": "SCALAR", "name": "Int"}
    for _ in range(depth):
        type_ = {"kind": "LIST", "name": None, "ofType": type_}
    answer["__schema"]["types"][0]["fields"][0]["type"] = type_
    return {"data": answer}


def test_lists_in_lists_are_read_to_a_reasonable_depth_and_refused_beyond() -> None:
    read = FORMAT.read(Bundle([Document(file="a.json", content=json.dumps(wrapped(9)).encode())]))
    assert read.tree.by_address[read.tree.entries[0]].type is not None
    for depth in (21, 60):
        assert [f.rule for f in refused_answer(wrapped(depth))] == ["nested-too-deep"]
    assert [f.rule for f in refused_answer(wrapped(300))] == ["not-json"]


@pytest.mark.parametrize(
    "answer",
    [{}, [], None, {"errors": [{"message": "__schema"}]}, {"data": None}, {"data": {"x": 1}}],
    ids=["empty", "list", "null", "only-errors", "no-data", "another-query"],
)
def test_an_answer_without_a_schema_is_refused(answer: object) -> None:
    assert [f.rule for f in refused_answer(answer)] == ["no-introspection"]


def test_a_type_that_stands_twice_in_an_answer_is_refused_by_name() -> None:
    answer = copy.deepcopy(ANSWER)
    types = answer["__schema"]["types"]
    types.append(next(type_ for type_ in types if type_["name"] == "E"))
    findings = refused_answer(answer)
    assert [(f.rule, f.arguments["name"]) for f in findings] == [("repeated-type", "E")]


@pytest.mark.parametrize("name", ["../../etc/x", "<img src=x>", "__x", "", "é"])
def test_a_name_no_schema_may_have_is_refused_in_an_answer(name: str) -> None:
    answer = copy.deepcopy(ANSWER)
    answer["__schema"]["types"][0]["fields"][0]["name"] = name
    assert "ame" in problem(refused_answer(answer))


def test_broken_json_is_refused_with_its_line() -> None:
    assert rule_and_line(refused('{"data":\n{"__schema": }}', name="a.json")) == [("not-json", 2)]


def places(value: object, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    keys: Sequence[tuple[str | int, object]] = ()
    if isinstance(value, dict | list):
        keys = [*(value.items() if isinstance(value, dict) else enumerate(value))]
    for key, inner in keys:
        yield (*path, key)
        yield from places(inner, (*path, key))


ODD = [None, 5, True, -1.5, "", "x", "{", "é", [], {}, [None], ["a"], {"name": "x"}]
FIRST = ("__schema", "types", 0)


@given(place=st.sampled_from(list(places(ANSWER))), value=st.sampled_from(ODD))
@example(place=("__schema", "types"), value=5)
@example(place=(*FIRST, "description"), value=5)
@example(place=(*FIRST, "fields", 0, "args", 0, "defaultValue"), value=["a"])
def test_an_answer_damaged_anywhere_is_refused_or_read_as_text(
    place: tuple[str | int, ...], value: object
) -> None:
    damaged = copy.deepcopy(ANSWER)
    holder = damaged
    for step in place[:-1]:
        holder = holder[step]
    holder[place[-1]] = value
    try:
        read = FORMAT.read(Bundle([Document(file="a.json", content=json.dumps(damaged).encode())]))
    except SpecError:
        return
    for part in read.tree.by_address.values():
        text = [part.name, part.description, part.default, part.details.get("specified_by")]
        text += [part.deprecation.reason] if part.deprecation else []
        assert all(isinstance(run, str | None) for run in text), part
