"""What cannot be read is one clear finding at its line, whatever the input; the rest is read."""

import copy
import json
import random
import time
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.formats import Bundle, Document
from generator.formats.openapi.parts import places
from generator.model.errors import SpecError
from generator.model.finding import Finding, Severity
from generator.model.part import walk
from generator.syntax import source
from tests.conftest import ROOT
from tests.formats.openapi.builders import (
    FORMAT,
    MAIN,
    Node,
    content,
    document,
    findings,
    line_of,
    operation,
    parts,
    read,
    said,
    schemas,
    stages,
)
from tests.formats.openapi.builders import places as places_of

HEAD = "openapi: 3.1.0\ninfo: {title: t, version: '1'}\n"
OWN = sorted(
    file
    for file in ROOT.glob("specs/*/*/*")
    if file.suffix in (".yaml", ".json")
    and FORMAT.detects([Document(file="", content=file.read_bytes())])
)


def refused(*files: tuple[str, object]) -> Finding:
    documents = [Document(file=name, content=content(value)) for name, value in files]
    with pytest.raises(SpecError) as error:
        FORMAT.read(Bundle(documents))
    (finding,) = error.value.findings
    assert finding.severity is Severity.ERROR
    return finding


@pytest.mark.parametrize(
    ("start", "is_ours"),
    [
        ("openapi: 3.1.0\n", True),
        ("swagger: '2.0'\n", True),
        ("# merknad\n\nopenapi: '3.0.3'\n", True),
        ('{"info": {}, "openapi": "3.1.0"}', True),
        ("{openapi: 3.1.0}", True),
        ("\ufeffopenapi: 3.1.0\n", True),
        ("type Query { openapi: Int }", False),
        ("<html>openapi 3.1.0</html>", False),
        ("asyncapi: 3.0.0\n", False),
        ("", False),
    ],
)
def test_a_document_is_known_by_its_version(start: str, *, is_ours: bool) -> None:
    assert FORMAT.detects([Document(file="x", content=start.encode())]) is is_ours


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-8-sig"])
def test_other_encodings_with_a_mark_are_read(encoding: str) -> None:
    text = HEAD + "paths: {}\ncomponents: {schemas: {Ærlig: {}}}\n"
    mark = "" if encoding in ("utf-16", "utf-8-sig") else "\ufeff"
    assert list(parts((mark + text).encode(encoding))) == ["Ærlig"]


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        (HEAD + "paths: {}\npaths: {}\n", 4, "the key 'paths' stands twice, first on line 3"),
        (HEAD + "paths: [\n", 4, ""),
        (HEAD + "x-a: &a {}\nx-b: *b\n", 4, "alias"),
        (HEAD + "x-a: !!python/object:os.system {}\n", 3, "tag"),
        (b"openapi: 3.1.0\ninfo: {title: \xe6}\n", 2, "not UTF-8"),
        ('{"openapi": "3.1.0",\n"a": NaN}', 2, "NaN is not JSON"),
        ('{"openapi": "3.1.0",\n"a": 1,\n"a": 2}', 3, "the name 'a' stands twice"),
        (HEAD + "---\na: 1\n", 3, "more than one document"),
        ("openapi: 3.1.0\nx: " + "[" * 200, 2, "deep"),
    ],
)
def test_what_is_no_safe_yaml_or_json(text: str | bytes, line: int, says: str) -> None:
    finding = refused((MAIN, text))
    assert (finding.rule, places_of([finding])) == ("spec-unreadable", [(MAIN, line)])
    assert says in said(finding)


def test_a_further_file_that_cannot_be_read_is_told_with_its_name() -> None:
    held = schemas(A={"$ref": "d.yaml"})
    with pytest.raises(SpecError) as error:
        read(held, {"api/d.yaml": "a: 1\na: 2\n"})
    (finding,) = error.value.findings
    assert (finding.rule, places_of([finding])) == ("spec-unreadable", [("api/d.yaml", 2)])


def test_no_file_has_a_version() -> None:
    finding = refused(("a.yaml", "openapi-like: 1\n"), ("b.yaml", "x:\n  openapi: 3.1.0\n"))
    assert (finding.rule, places_of([finding])) == ("no-document", [("a.yaml", None)])
    assert "must have 'openapi' or 'swagger' at its top" in said(finding)


def test_several_files_have_a_version() -> None:
    finding = refused(("a.yaml", HEAD + "paths: {}"), ("b.yaml", HEAD + "paths: {}"))
    assert finding.rule == "several-documents"
    assert "a.yaml, b.yaml" in said(finding)


@pytest.mark.parametrize("version", ["1.2", "4.0.0", "x", "", "2.0", "3"])
def test_a_version_that_is_not_read(version: str) -> None:
    finding = refused(
        (
            MAIN,
            f"info: {{title: t, version: '1'}}\nopenapi: '{version}' # openapi: 3\npaths: {{}}\n",
        )
    )
    assert (finding.rule, places_of([finding])) == ("openapi-version", [(MAIN, 2)])
    assert said(finding).startswith(
        f"version {version} is not read. Use Swagger 2.0 or OpenAPI 3.0"
    )


def test_swagger_before_2_is_not_read() -> None:
    finding = refused((MAIN, "swagger: '1.2'\npaths: {}\n"))
    assert (finding.rule, places_of([finding])) == ("openapi-version", [(MAIN, 1)])


def test_a_newer_minor_version_is_read_with_a_warning() -> None:
    held = document("3.9.1", paths={"/a": {"get": {}}})
    (finding,) = findings(held)
    assert (finding.rule, finding.severity) == ("openapi-version-unknown", Severity.WARNING)
    assert places_of([finding]) == [(MAIN, 2)]
    assert said(finding) == "version 3.9.1 is newer than those we know, and is read as 3.2."
    assert list(parts(held)) == ["GET /a"]


@pytest.mark.parametrize("more", ["", "paths: []\n", "components: text\n", "paths: null\n"])
def test_a_document_that_describes_nothing(more: str) -> None:
    finding = refused((MAIN, HEAD + more))
    assert (finding.rule, places_of([finding])) == ("no-api", [(MAIN, None)])


def test_tags_of_yaml_are_told_once_each() -> None:
    held = HEAD + "paths: {}\nx-a: !Sub a\nx-b: !Sub b\nx-c: !Ref c\n"
    found = findings(held)
    assert [(f.rule, f.severity) for f in found] == [("yaml-tag", Severity.NOTE)] * 2
    assert places_of(found) == [(MAIN, 4), (MAIN, 6)]
    assert [said(f) for f in found] == [
        "the YAML tag !Sub is read as text, in 2 places.",
        "the YAML tag !Ref is read as text.",
    ]


def test_a_fault_of_the_structure_is_told_at_its_line_and_the_rest_is_read() -> None:
    held = operation(responses={"200": {"description": 1}}, deprecated="ja")
    found = read(held).findings
    assert [(f.rule, f.severity) for f in found] == [("structure-invalid", Severity.WARNING)] * 2
    assert places_of(found) == [
        (MAIN, line_of(held, '"description"')),
        (MAIN, line_of(held, '"dep')),
    ]
    assert said(found[1]) == "this is not as OpenAPI has it: should be true or false, not text."
    assert found[0].location is not None
    assert found[0].location.pointer == "/paths/~1a/get/responses/200/description"
    assert parts(held)["GET /a"].deprecation is None


def test_of_very_many_faults_of_the_structure_the_first_are_told() -> None:
    held = document(paths={f"/a{n:04}": {"get": {"foo": n}} for n in range(300)})
    *first, last = read(held).findings
    assert (len(first), last.rule) == (200, "more-structure-faults")
    assert said(last) == "100 further faults in the structure."


def test_an_operation_id_that_is_used_twice() -> None:
    held = document(
        paths={"/a": {"get": {"operationId": "x"}}, "/b/{id}": {"get": {"operationId": "x"}}}
    )
    (finding,) = findings(held)
    assert (finding.rule, finding.severity) == ("operation-id-repeated", Severity.WARNING)
    assert places_of([finding]) == [
        (MAIN, content(held).decode().count("\n", 0, content(held).decode().rindex('"get"')) + 1)
    ]
    assert said(finding) == "the operationId 'x' was used before, at GET /a. Both are shown."
    assert finding.coordinate == "GET /b/{id}"
    assert [p.aliases for p in parts(held).values()] == [("x",), ()]


def test_more_parts_than_can_be_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "MOST_PARTS", 10)
    held = schemas(A={"enum": [f"v{n}" for n in range(9)]})
    assert len(parts(held)) == 10
    held["components"]["schemas"]["B"] = {}
    with pytest.raises(SpecError) as error:
        read(held)
    (finding,) = error.value.findings
    assert (finding.rule, places_of([finding])) == ("spec-too-large", [(MAIN, None)])
    assert said(finding) == "the spec has more than 10 parts, and is not read."


def test_a_file_without_lines_is_read_without_them() -> None:
    found = parts(json.dumps(schemas(A={"enum": ["a"]})))
    assert [(p.location.line, p.location.pointer) for p in found.values()] == [
        (None, "/components/schemas/A"),
        (None, "/components/schemas/A/enum/0"),
    ]


VALUES: list[object] = [
    None, True, False, 0, -1, 1.5, "", "x", "#/", "#", "/", "{}", [], {}, [None], [[]], [{}],
    {"$ref": 1}, {"$ref": ""}, {"$ref": "#"}, {"$ref": "#/paths"}, {"$ref": "#/info/title"},
    {"": None}, ["null"],
    {"$ref": "%"}, {"$ref": "x.yaml"}, {"allOf": [{"$ref": "#"}]}, [1, "a"], {"type": "array"},
    {"$dynamicRef": "#x"}, {"$id": "http://["}, {"$anchor": "a"},
]  # fmt: skip


def _paths(value: object, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield path
    if isinstance(value, dict | list):
        for key, item in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _paths(item, (*path, key))


def _held(value: Any, path: tuple[Any, ...]) -> Any:
    for key in path:
        value = value[key]
    return value


def _changed(original: Mapping[str, Any], chance: random.Random) -> Any:
    """The document with a few nodes deleted, exchanged, doubled or referred to."""
    changed = copy.deepcopy(dict(original))
    for _ in range(chance.choice((1, 1, 3))):
        all_paths = list(_paths(changed))
        path, other = chance.choice(all_paths), chance.choice(all_paths)
        if not path:
            continue
        pointer = "".join(f"/{str(k).replace('~', '~0').replace('/', '~1')}" for k in other)
        around = _held(changed, path[:-1])
        match chance.randrange(4):
            case 0:
                del around[path[-1]]
            case 1:
                around[path[-1]] = copy.deepcopy(chance.choice(VALUES))
            case 2:
                around[path[-1]] = {"$ref": f"#{pointer}"}
            case _:
                around[path[-1]] = copy.deepcopy(_held(changed, other))
    return changed


DOCUMENTS = [
    value
    for file in OWN
    if isinstance(value := source.parse(file.read_bytes()).value, dict) and "openapi" in value
]


@given(st.sampled_from(DOCUMENTS), st.randoms(use_true_random=False))
def test_whatever_is_wrong_gives_parts_or_a_refusal(
    main: Mapping[str, Any], chance: random.Random
) -> None:
    changed = _changed(main, chance)
    try:
        gathered, made = stages(changed)
    except SpecError as error:
        assert all(map(said, error.findings))  # noqa: PT017  # both ends are right
        return
    addresses = {part.address for part, _ in walk(made.tree.parts)}
    assert len(addresses) == sum(1 for _ in walk(made.tree.parts))
    for part, _ in walk(made.tree.parts):
        assert set(part.refers) <= addresses
    assert all(said(finding) for finding in (*gathered.findings, *made.findings))


@given(st.sampled_from([file.read_bytes() for file in OWN]), st.randoms(use_true_random=False))
def test_whatever_bytes_give_parts_or_a_refusal(original: bytes, chance: random.Random) -> None:
    start = chance.randrange(len(original))
    end = start + chance.randrange(40)
    between = bytes(chance.randrange(256) for _ in range(chance.randrange(4)))
    try:
        parsed = source.parse(original[:start] + between + original[end:])
    except source.SourceError as error:
        assert error.problem  # noqa: PT017  # both ends are right
        return
    if not isinstance(parsed.value, dict):
        return
    try:
        stages(dict(parsed.value))
    except SpecError as error:
        assert error.findings  # noqa: PT017  # both ends are right


@pytest.mark.parametrize(
    "key", ["paths", "components", "tags", "webhooks", "servers", "info", "security"]
)
@pytest.mark.parametrize(
    "value", [None, True, 1, "x", [], [1], {}, {"x": 1}, {"schemas": {"A": 1}}]
)
@pytest.mark.parametrize("version", ["2.0", "3.1.0"])
def test_a_field_of_another_type_is_passed_over(version: str, key: str, value: object) -> None:
    held = schemas(version, B={"enum": ["b"]}) | {"webhooks": {}}
    try:
        found = parts(held | {key: value})
    except SpecError as error:
        assert {f.rule for f in error.findings} == {"no-api"}  # noqa: PT017  # nothing is left
        return
    assert ("B.b" in found) is not (version == "3.1.0" and key == "components")


@pytest.mark.parametrize("around", [(), ("components",), ("paths",), ("components", "schemas")])
def test_a_reference_where_there_can_be_none_is_passed_over(around: tuple[str, ...]) -> None:
    held = schemas(A={"enum": ["a"]})
    _held(held, around)["$ref"] = "#/components/schemas/A"
    assert "A.a" in parts(held)


def test_very_many_tags_parameters_and_links_are_read_in_time() -> None:
    count = 20_000
    held: Node = operation(
        tags=[f"t{n}" for n in range(count)],
        parameters=[{"in": "query", "name": f"q{n}", "schema": {}} for n in range(count)],
        description="\n".join(f"[x](#tag/dead{n})" for n in range(count)),
    )
    before = time.process_time()
    made = read(held)
    assert time.process_time() - before < 15
    assert sum(1 for _ in walk(made.tree.parts)) == 2 * count + 1
    assert sum(1 for f in made.findings if f.rule == "link-dead") == count
