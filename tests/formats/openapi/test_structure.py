"""A document's breaches of the official schemas are told at their place, in few words."""

import copy
import time
from typing import Any

import pytest

from generator import confinement
from generator.formats.openapi.document.structure import MAX_FAULTS, faults
from generator.syntax import source
from generator.syntax.number import Number
from tests.conftest import shared

# What stands in these specs against the OpenAPI Specification, checked by hand.
REAL_FAULTS = {
    "cristin-proxy-2021-10-28.yaml": [(40, "produces"), (109, "produces")],
    "nva-customer-2021-06-08.yaml": [(58, "type")],
    "nva-publication-api-2021-11-01.yaml": [(269, 0)],
    "nva-search-api-2021-06-24.yaml": [(17, "consumes"), (19, "produces")],
}


def document(version: str, **more: object) -> dict[str, Any]:
    word = "swagger" if version == "2.0" else "openapi"
    return {word: version, "info": {"title": "t", "version": "1"}, "paths": {}, **more}


def operation(version: str, **more: object) -> dict[str, Any]:
    """A document with one operation, which holds `more`."""
    held = {"responses": {"200": {"description": "d"}}, **more}
    return document(version, paths={"/a": {"get": held}})


def schema(version: str, value: object) -> dict[str, Any]:
    """A document with one schema, `A`."""
    if version == "2.0":
        return document(version, definitions={"A": value})
    return document(version, components={"schemas": {"A": value}})


def found(written: dict[str, Any]) -> list[tuple[str, str]]:
    """Path and problem of each fault; a path begins at the operation or schema it leads into."""
    version = written.get("swagger") or written.get("openapi")
    return [
        (
            "/".join(map(str, fault.path))
            .removeprefix("components/schemas/A/")
            .removeprefix("definitions/A/")
            .removeprefix("paths//a/get/"),
            fault.problem,
        )
        for fault in faults(written, str(version))
    ]


VERSIONS = ("2.0", "3.0.0", "3.0.3", "3.1.0", "3.1.1", "3.2.0")
THREE = VERSIONS[1:]


@pytest.mark.parametrize("version", VERSIONS)
def test_a_sound_document_has_no_faults(version: str) -> None:
    assert found(operation(version, parameters=[], **{"x-own": {"any": [None]}})) == []
    assert found(schema(version, {"type": "object", "properties": {"a": {"type": "string"}}})) == []


@pytest.mark.parametrize("version", THREE)
def test_references_stand_where_they_may(version: str) -> None:
    a = {"$ref": "#/components/schemas/A"}
    held = operation(
        version,
        parameters=[{"$ref": "#/components/parameters/P"}],
        requestBody={"$ref": "other.yaml#/x"},
    )
    assert found(held) == []
    assert found(schema(version, {"properties": {"a": a}, "allOf": [a], "items": a})) == []


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize(
    ("lacks", "says"), [("title", "'title' is missing"), ("version", "'version' is missing")]
)
def test_what_is_missing_is_told_where_it_is_missing(version: str, lacks: str, says: str) -> None:
    written = document(version)
    del written["info"][lacks]
    assert found(written) == [("info", says)]


@pytest.mark.parametrize("version", VERSIONS)
def test_what_is_not_allowed_is_told_where_it_stands(version: str) -> None:
    assert found(operation(version, foo=1)) == [("foo", "'foo' is not allowed here")]


@pytest.mark.parametrize("version", VERSIONS)
def test_another_type_is_told_with_both(version: str) -> None:
    written = operation(version, summary=["a"], deprecated="yes", tags="x")
    assert found(written) == [
        ("summary", "should be text, not a list"),
        ("deprecated", "should be true or false, not text"),
        ("tags", "should be a list, not text"),
    ]


def test_a_version_without_quotes_is_told_so() -> None:
    written = document("3.0.3", info={"title": "t", "version": Number("1.10")})
    assert found(written) == [("info/version", "should be text, not a number, so put it in quotes")]


@pytest.mark.parametrize("version", VERSIONS)
def test_a_response_is_no_failed_reference(version: str) -> None:
    assert found(operation(version, responses={"200": {}}))[-1:] == (
        [] if version == "3.2.0" else [("responses/200", "'description' is missing")]
    )
    assert found(operation(version, responses={"200": {"$ref": 1}})) == [
        ("responses/200/$ref", "should be text, not a number, so put it in quotes")
    ]


@pytest.mark.parametrize("version", VERSIONS)
def test_deep_in_schemas_the_fault_is_told_alone(version: str) -> None:
    inner: dict[str, Any] = {"type": "strin"}
    for _ in range(20):
        inner = {"type": "object", "properties": {"a": inner}}
    ((path, problem),) = found(schema(version, inner))
    assert path == "properties/a/" * 20 + "type"
    assert problem.startswith("should be 'array', 'boolean', ")
    assert problem.endswith(" or 'string'")


@pytest.mark.parametrize(
    ("value", "path", "problem"),
    [
        ({"additionalProperties": "yes"}, "additionalProperties", "true or false"),
        ({"required": "a"}, "required", "should be a list, not text"),
        ({"type": ["string", "null"]}, "type", "should be text, not a list"),
        ({"properties": {"200": {"type": 1}}}, "properties/200/type", "not a number"),
        ({"properties": {"a": None}}, "properties/a", "should be an object, not null"),
        ({"foo": 1}, "foo", "'foo' is not allowed here"),
        ({"required": []}, "required", "is empty"),
        ({"required": ["a", "a"]}, "required", "the same item twice"),
        ({"minLength": -1}, "minLength", "should be at least 0"),
    ],
)
def test_what_is_wrong_in_a_schema_of_3_0(value: object, path: str, problem: str) -> None:
    ((where, what),) = found(schema("3.0.3", value))
    assert (where, problem in what) == (path, True), what


@pytest.mark.parametrize("version", ["3.1.0", "3.2.0"])
def test_schema_objects_are_held_against_the_dialect(version: str) -> None:
    sound = {"type": ["string", "null"], "const": 1, "x-own": 1, "own": 2, "examples": [1]}
    assert found(schema(version, sound)) == []
    assert found(schema(version, {"properties": {"a": {"minimum": "1", "xml": {"foo": 1}}}})) == [
        ("properties/a/minimum", "should be a number, not text"),
        ("properties/a/xml/foo", "'foo' is not allowed here"),
    ]


@pytest.mark.parametrize("version", ["3.1.0", "3.2.0"])
def test_of_another_dialect_nothing_is_said(version: str) -> None:
    written = schema(version, {"minimum": "1"})
    written["jsonSchemaDialect"] = "https://example.org/dialect"
    assert found(written) == []


@pytest.mark.parametrize(
    ("version", "parameter", "path", "problem"),
    [
        ("2.0", {"in": "query", "name": "q", "type": "strin"}, "/type", "should be 'string',"),
        ("2.0", {"in": "body", "name": "b"}, "", "'schema' is missing"),
        ("2.0", {"in": "path", "name": "p", "type": "string"}, "", "'required' is missing"),
        ("3.0.3", {"in": "path", "name": "p", "schema": {}}, "", "'required' is missing"),
        ("3.0.3", {"in": "query", "name": "q"}, "", "'schema' or 'content' is missing"),
        ("3.0.3", {"in": "q", "name": "q", "schema": {}}, "/in", "should be 'path', 'query', "),
        ("3.1.0", {"in": "path", "name": "p", "schema": {}}, "", "'required' is missing"),
        ("3.1.0", {"in": "query", "name": "q"}, "", "'schema' or 'content' is missing"),
        ("3.1.0", {"in": "query", "name": "q", "schema": {}, "style": "x"}, "/style", "'form'"),
        ("3.2.0", {"in": "query", "name": "q"}, "", "'schema' or 'content' is missing"),
        (
            "3.0.3",
            {"in": "query", "name": "q", "schema": {}, "example": 1, "examples": {}},
            "",
            "'example' and 'examples' exclude each other",
        ),
    ],
)
def test_the_kind_of_parameter_that_was_meant_is_told(
    version: str, parameter: object, path: str, problem: str
) -> None:
    ((where, what),) = found(operation(version, parameters=[parameter]))
    assert (where, problem in what) == (f"parameters/0{path}", True), what


@pytest.mark.parametrize("version", ["3.0.3", "3.1.0", "3.2.0"])
@pytest.mark.parametrize(
    ("scheme", "lacks"),
    [
        ({"type": "apiKey", "name": "k"}, "in"),
        ({"type": "http"}, "scheme"),
        ({"type": "oauth2"}, "flows"),
    ],
)
def test_the_kind_of_security_that_was_meant_is_told(
    version: str, scheme: dict[str, str], lacks: str
) -> None:
    written = document(version, components={"securitySchemes": {"S": scheme}})
    assert found(written) == [("components/securitySchemes/S", f"'{lacks}' is missing")]


@pytest.mark.parametrize("version", ["3.1.0", "3.2.0"])
def test_a_name_of_another_object_is_told_beside_other_faults_or_alone(version: str) -> None:
    both = {"type": "apiKey", "name": "k", "foo": 1}
    alone = {"type": "http", "scheme": "basic", "name": "k"}
    written = document(version, components={"securitySchemes": {"B": both, "A": alone}})
    assert found(written) == [
        ("components/securitySchemes/B", "'in' is missing"),
        ("components/securitySchemes/B/foo", "'foo' is not allowed here"),
        ("components/securitySchemes/A/name", "'name' is not allowed here"),
    ]


def test_one_of_several_is_missing() -> None:
    written = document("3.1.0")
    del written["paths"]
    assert found(written) == [("", "'paths', 'components' or 'webhooks' is missing")]


def test_a_name_that_is_not_allowed_is_told_at_the_name() -> None:
    written = document("3.1.0", components={"schemas": {"A B": {}}})
    ((path, problem),) = found(written)
    assert path == "components/schemas/A B"
    assert problem.startswith("'A B' does not have the form")


def test_a_minor_version_to_come_is_held_against_the_newest() -> None:
    assert found(document("3.9.0")) == []
    assert found(document("3.9.0", foo=1)) == [("foo", "'foo' is not allowed here")]


def test_what_is_no_object_is_one_fault() -> None:
    assert [fault.problem for fault in faults([], "3.0.3")] == ["should be an object, not a list"]


def test_numbers_as_written_and_huge_ones_are_numbers() -> None:
    limits = {"minimum": Number("0.50"), "maximum": Number("1e999"), "multipleOf": 10**30}
    for version in VERSIONS:
        assert found(schema(version, limits)) == []


def test_faults_come_in_the_order_of_the_document() -> None:
    written = schema("3.0.3", {"properties": {name: {"type": name} for name in "cab"}})
    written = {"zzz": 1, **written, "aaa": 1}
    assert [path for path, _ in found(written)] == [
        "zzz",
        "properties/c/type",
        "properties/a/type",
        "properties/b/type",
        "aaa",
    ]


def test_a_sentence_is_short_and_one_line_whatever_the_name() -> None:
    ((path, problem),) = found(operation("3.0.3", **{"a\n\x1b" + "b" * 10_000: 1}))
    assert (len(path), len(problem) < 100, problem.isprintable()) == (10_003, True, True)


def test_very_many_faults_are_cut_off_soon() -> None:
    many = {f"p{n}": {"type": "strin"} for n in range(20_000)}
    before = time.process_time()
    assert len(faults(schema("3.0.3", {"properties": many}), "3.0.3")) == MAX_FAULTS
    assert time.process_time() - before < 10


def test_the_document_is_left_as_it_was() -> None:
    written = schema("3.1.0", {"minimum": Number("1.10"), "type": 1})
    before = copy.deepcopy(written)
    faults(written, "3.1.0")
    assert str(written) == str(before)


def test_a_reference_in_the_document_is_not_followed() -> None:
    for version in VERSIONS:
        held = {"$ref": "http://127.0.0.1:1/x", "$schema": "http://127.0.0.1:1/y"}
        assert not [f for f in faults(schema(version, held), version) if "127" in f.problem]


def test_it_runs_confined() -> None:
    written = schema("3.1.0", {"minimum": Number("1.10"), "type": "strin"})
    confined = confinement.run(faults, written, "3.1.0", seconds=10, megabytes=1024)
    assert confined == faults(written, "3.1.0")
    assert len(confined) == 1


@pytest.mark.real
def test_real_specs_have_the_faults_that_they_have() -> None:
    folders = ("sikt/gemini", "sikt/nva/*", "norway/*/openapi-*", "norway/*/swagger", "big/*")
    files = [
        file
        for folder in folders
        for file in sorted(shared("specs").glob(f"{folder}/*"))
        if file.suffix in (".json", ".yaml")
    ]
    told = {}
    for file in files:
        read = source.parse(file.read_bytes())
        assert isinstance(read.value, dict)
        version = str(read.value.get("openapi") or read.value.get("swagger"))
        told[file.name] = [(read.line(f.path), f.path[-1]) for f in faults(read.value, version)]
    assert len(told) == 57
    assert {name: places for name, places in told.items() if places} == REAL_FAULTS
