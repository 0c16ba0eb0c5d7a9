"""Every example is tried as what it is an example of, and what is wrong is said where it stands."""

import json
import pickle
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.formats.openapi.exchanges.check import check
from generator.formats.openapi.exchanges.fault import Fault
from tests.conftest import shared
from tests.formats.openapi.documents import (
    NUMBER,
    NUMBERS,
    PERSON,
    document,
    operation,
    parameter,
)


def problems(of: dict[str, Any]) -> list[str]:
    return [fault.said for fault in check(of)]


def of_parameter(example: object, version: str = "3.0.3", **said: Any) -> list[str]:
    return problems(document(operation(parameter(example=example, **said)), version))


@pytest.mark.parametrize(
    ("said", "right", "wrong"),
    [
        ({"schema": NUMBER}, [5, "5"], ["fem", 5.5]),
        ({"schema": {"type": "boolean"}}, [True, "true"], ["ja"]),
        ({"schema": NUMBERS}, [[1, 2], ["1"]], [["a"]]),
        ({"schema": NUMBERS, "explode": False}, [[1, 2], "1,2"], ["a,b", [1, "b"]]),
        ({"schema": NUMBERS, "style": "pipeDelimited", "explode": False}, ["1|2"], ["1,2"]),
        ({"schema": NUMBERS, "style": "spaceDelimited", "explode": False}, [[1, 2]], [["a"]]),
        ({"schema": NUMBERS, "where": "header"}, [[1, 2]], [[1, "b"]]),
        ({"schema": NUMBERS, "where": "path", "style": "label"}, [[1, 2]], [["a"]]),
        ({"schema": {"type": "string", "enum": ["A,B"]}}, ["A,B"], ["A"]),
        ({"schema": {"type": "array", "items": {"enum": ["A,B"]}}}, [["A,B"]], [["A"]]),
        ({"schema": {"type": "string"}}, ["a", "", 5], []),
        (
            {
                "schema": {"type": "object", "properties": {"fra": NUMBER}},
                "style": "deepObject",
                "explode": True,
            },
            [{"fra": 1}],
            [{"fra": "i går"}],
        ),
        ({"content": {"application/json": {"schema": NUMBERS}}}, [[1]], [["a"]]),
        ({"schema": {"anyOf": [NUMBER, {"type": "string", "enum": ["nå"]}]}}, [5, "nå"], ["da"]),
    ],
)
def test_a_parameter_is_sent_and_read_back(
    said: dict[str, Any], right: list[object], wrong: list[object]
) -> None:
    for example in right:
        assert of_parameter(example, **said) == [], example
    for example in wrong:
        assert len(of_parameter(example, **said)) == 1, example


def test_since_3_1_a_parameter_may_have_several_types() -> None:
    schema = {"type": ["integer", "null"]}
    assert of_parameter("5", "3.1.0", schema=schema) == []
    assert of_parameter("fem", "3.1.0", schema=schema) == ["type: integer"]


def test_a_request_and_an_answer_hold_what_goes_their_way() -> None:
    whole = {"id": "1", "navn": "Kari", "passord": "x"}
    sent = {"navn": "Kari", "passord": "x"}
    shown = {"id": "1", "navn": "Kari"}

    def fault(**media: Any) -> list[str]:
        return problems(document(operation(**media)))

    assert fault(body={"schema": PERSON, "example": sent}) == []
    assert fault(body={"schema": PERSON, "example": whole}) == ["/id: readOnly: true"]
    assert fault(body={"schema": PERSON, "example": {"navn": "Kari"}}) == ["required: passord"]
    assert fault(answer={"schema": PERSON, "example": shown}) == []
    assert fault(answer={"schema": PERSON, "example": whole}) == ["/passord: writeOnly: true"]
    assert fault(answer={"schema": PERSON, "example": {"navn": "Kari"}}) == ["required: id"]


def test_since_3_1_the_two_keywords_only_inform() -> None:
    whole = {"id": "1", "navn": "Kari", "passord": "x"}
    found = document(operation(body={"schema": PERSON, "example": whole}), "3.1.0")
    assert check(found) == []


def test_a_fault_says_where_in_the_document_and_where_in_the_example() -> None:
    schema = {
        "properties": {
            "studieprogram": {
                "type": "array",
                "items": {"properties": {"navn": {"type": "string"}}},
            }
        }
    }
    example = {"studieprogram": [{"navn": "Jus"}, {"navn": 3}]}
    found = document(operation(answer={"schema": schema, "example": example}))
    assert check(found) == [
        Fault(
            path=(
                *("paths", "/personer", "post", "responses", "200"),
                *("content", "application/json", "example"),
            ),
            inside=("studieprogram", 1, "navn"),
            problem="type: string",
        )
    ]


def test_an_example_that_stands_elsewhere_is_told_of_there_once() -> None:
    media = {"schema": NUMBER, "examples": {"en": {"$ref": "#/components/examples/En"}}}
    found = document(operation(body=media, answer=media), examples={"En": {"value": "en"}})
    assert check(found) == [
        Fault(path=("components", "examples", "En", "value"), problem="type: integer")
    ]


def test_what_lies_elsewhere_is_not_fetched() -> None:
    media = {"schema": NUMBER, "examples": {"en": {"externalValue": "http://127.0.0.1:9/en"}}}
    assert check(document(operation(body=media))) == []


def test_an_array_index_in_a_path_is_a_number() -> None:
    found = document(operation(parameter(), parameter(name="n", schema=NUMBER, example="x")))
    assert check(found)[0].path == ("paths", "/personer", "post", "parameters", 1, "example")


@pytest.mark.parametrize(
    ("version", "schema", "problem"),
    [
        ("3.0.3", {"type": "string", "example": 5}, "type: string"),
        ("3.0.3", {"type": "integer", "default": "5"}, "type: integer"),
        ("3.0.3", {"type": "string", "nullable": True, "example": None}, None),
        ("3.0.3", {"enum": ["A"], "type": "string", "nullable": True, "default": None}, None),
        ("3.0.3", {"type": "string", "example": None}, "type: string"),
        ("3.0.3", {"minimum": 3, "exclusiveMinimum": True, "example": 3}, "exclusiveMinimum: 3"),
        ("3.0.3", {"minimum": 3, "exclusiveMinimum": False, "example": 3}, None),
        ("3.1.0", {"exclusiveMinimum": 3, "example": 3}, "exclusiveMinimum: 3"),
        ("3.1.0", {"type": ["string", "null"], "examples": ["a", None, 1]}, "type: string"),
        ("3.1.0", {"const": "a", "default": "b"}, "const: a"),
        ("3.1.0", {"$ref": "#/components/schemas/Text", "example": 5}, "type: string"),
        ("3.0.3", {"$ref": "#/components/schemas/Text", "example": 5}, None),
        ("3.0.3", {"format": "date", "example": "2026-02-30"}, "format: date"),
        ("3.0.3", {"format": "date-time", "example": "2026-02-03T10:00:00"}, "format: date-time"),
        ("3.0.3", {"format": "email", "example": "epost"}, "format: email"),
        ("3.0.3", {"format": "email", "example": "kåre@example.org"}, None),
        ("3.0.3", {"format": "uri", "example": "/a/{b}"}, None),
        ("3.0.3", {"type": "integer", "format": "int32", "example": 2**31}, "maximum: 2147483647"),
        ("3.0.3", {"pattern": "^[A-ZÆØÅ]+$", "example": "æ"}, "pattern: ^[A-ZÆØÅ]+$"),
        ("3.0.3", {"pattern": r"^\p{L}+$", "example": "Åse"}, None),
        ("3.0.3", {"pattern": "^(?=a)b", "example": "c"}, None),
        ("3.0.3", {"pattern": "(", "example": "c"}, None),
        ("3.0.3", {"minimum": "tre", "required": "navn", "type": 7, "example": 1}, None),
    ],
)
def test_the_example_of_a_schema_keeps_to_it(
    version: str, schema: dict[str, Any], problem: str | None
) -> None:
    found = document(None, version, schemas={"A": schema, "Text": {"type": "string"}})
    assert problems(found) == ([] if problem is None else [problem])


def test_a_property_may_have_the_name_of_a_keyword() -> None:
    schema = {"properties": {"nullable": {"type": "string"}, "example": {"type": "integer"}}}
    assert check(document(None, schemas={"A": schema})) == []


def test_an_example_of_a_schema_used_both_ways_may_hold_all() -> None:
    whole = {"id": "1", "navn": "Kari", "passord": "x"}
    used = {"schema": {"$ref": "#/components/schemas/Person"}}
    schemas = {"Person": {**PERSON, "example": whole}}
    assert check(document(operation(body=used, answer=used), schemas=schemas)) == []
    assert problems(document(operation(body=used), schemas=schemas)) == ["/id: readOnly: true"]
    assert problems(document(operation(answer=used), schemas=schemas)) == [
        "/passord: writeOnly: true"
    ]


def test_a_discriminator_says_which_alternative_counts() -> None:
    schemas = {
        "Dyr": {
            "oneOf": [{"$ref": "#/components/schemas/Katt"}, {"$ref": "#/components/schemas/Hund"}],
            "discriminator": {
                "propertyName": "art",
                "mapping": {"katt": "#/components/schemas/Katt"},
            },
        },
        "Katt": {"properties": {"liv": NUMBER}},
        "Hund": {"properties": {"kilo": NUMBER}},
    }

    def fault(example: dict[str, Any]) -> list[str]:
        media = {"schema": {"$ref": "#/components/schemas/Dyr"}, "example": example}
        return problems(document(operation(answer=media), schemas=schemas))

    assert fault({"art": "katt", "liv": 9}) == []
    assert fault({"art": "katt", "liv": "ni", "kilo": 3}) == ["/liv: type: integer"]
    assert fault({"art": "Hund", "kilo": "ti"}) == ["/kilo: type: integer"]


def test_without_one_the_alternative_that_fits_best_is_told_of() -> None:
    schema = {
        "anyOf": [
            {"type": "string"},
            {
                "type": "object",
                "properties": {"n": {"type": "object", "properties": {"a": NUMBER}}},
            },
        ]
    }
    media = {"schema": schema, "example": {"n": {"a": "x"}}}
    assert problems(document(operation(answer=media))) == ["/n/a: type: integer"]


@pytest.mark.parametrize(
    ("media_type", "example", "problem"),
    [
        ("application/json; charset=utf-8", {"navn": 1}, "/navn: type: string"),
        ("application/vnd.api+json", {"navn": 1}, "/navn: type: string"),
        ("application/problem+json", {"navn": 1}, "/navn: type: string"),
        ("application/json", '{"navn": "Kari"}', None),
        ("application/json", '{"navn": 1}', "type: object"),
        ("*/*", {"navn": 1}, "/navn: type: string"),
        ("application/x-www-form-urlencoded", {"navn": "Kari", "alder": 5}, None),
        ("application/x-www-form-urlencoded", {"alder": "fem"}, "/alder: type: integer"),
        ("multipart/form-data", {"alder": "fem"}, "/alder: type: integer"),
        ("application/xml", "<person/>", None),
        ("application/xml", {"navn": 1}, None),
        ("application/octet-stream", "x", None),
        ("text/csv", "a;b", None),
    ],
)
def test_a_body_is_read_as_its_media_type_says(
    media_type: str, example: object, problem: str | None
) -> None:
    schema = {"type": "object", "properties": {"navn": {"type": "string"}, "alder": NUMBER}}
    media = {"schema": schema, "example": example}
    for found in (
        operation(body=media, media_type=media_type),
        operation(answer=media, media_type=media_type),
    ):
        assert problems(document(found)) == ([] if problem is None else [problem])


def test_the_header_of_an_answer_is_tried() -> None:
    paths = operation()
    paths["/personer"]["post"]["responses"]["200"]["headers"] = {
        "X-Antall": {"schema": NUMBER, "example": "mange"},
        "X-Sider": {"schema": NUMBER, "example": 3},
    }
    (fault,) = check(document(paths))
    assert (fault.path[-2], fault.problem) == ("X-Antall", "type: integer")


def test_what_would_take_for_ever_is_left_and_said() -> None:
    schemas: dict[str, Any] = {
        f"X{n}": {"allOf": [{"$ref": f"#/components/schemas/X{n + 1}"}] * 2} for n in range(25)
    }
    schemas |= {"X25": {"type": "object"}, "A": {"type": "string", "example": 1}}
    schemas["X0"]["example"] = {}
    assert check(document(None, schemas=schemas)) == [
        Fault(path=("components", "schemas", "X0", "example"), problem="", tried=False),
        Fault(path=("components", "schemas", "A", "example"), problem="type: string"),
    ]


def test_a_value_nested_in_a_schema_that_doubles_at_each_level_is_left() -> None:
    again = {"properties": {"a": {"$ref": "#/components/schemas/A"}}}
    value: dict[str, Any] = {}
    for _ in range(40):
        value = {"a": value}
    schemas = {"A": {"allOf": [again, again], "example": value}}
    assert [fault.tried for fault in check(document(None, schemas=schemas))] == [False]
    schemas["A"]["example"] = {"a": {"a": 1}}
    schemas["A"]["type"] = "object"
    assert problems(document(None, schemas=schemas)) == ["/a/a: type: object"]


def test_a_schema_that_is_only_itself_is_left() -> None:
    schema = {"allOf": [{"$ref": "#/components/schemas/A"}], "example": 1}
    assert [fault.tried for fault in check(document(None, schemas={"A": schema}))] == [False]


@pytest.mark.parametrize("reference", ["http://127.0.0.1:9/a", "file:///etc/passwd", "b.json#/A"])
def test_no_reference_leaves_the_document(reference: str) -> None:
    schema = {"type": "object", "properties": {"a": {"$ref": reference}}}
    media = {"schema": schema, "example": {"a": 1}}
    assert check(document(operation(body=media))) == []


@pytest.mark.parametrize(
    ("case", "problem"),
    [
        ("p17-recursive-schemas", []),
        ("p20-deep-60", []),
        ("p43-pattern-redos", ["pattern: ^(a+)+$", "pattern: ^(a+)+$"]),
        ("p45-exponential-allof", [""]),
    ],
)
def test_hostile_documents_cost_nothing(case: str, problem: list[str]) -> None:
    assert problems(json.loads(shared(f"hostile/cases/{case}/openapi.json").read_text())) == problem


_JUNK: Any = st.recursive(
    st.sampled_from([None, 0, -1, 1.5, True, "", "x", "a\nb", 10**30, "\ud800", "#/x"]),
    lambda inner: st.one_of(
        st.lists(inner, max_size=2),
        st.dictionaries(
            st.sampled_from(["$ref", "type", "example", "properties", "items", "in", "style"]),
            inner,
            max_size=3,
        ),
    ),
    max_leaves=5,
)


@given(place=st.integers(0, 60), junk=_JUNK, version=st.sampled_from(["3.0.3", "3.1.0", "3.2.0"]))
@settings(max_examples=60)
def test_no_document_breaks_the_check(place: int, junk: object, version: str) -> None:
    media = {"schema": PERSON, "example": {"navn": "x"}}
    found = document(
        operation(parameter(schema=NUMBERS, example=[1]), body=media, answer=media), version
    )
    found = json.loads(json.dumps(found))
    spots: list[tuple[Any, Any]] = []
    waiting: list[Any] = [found["paths"]]
    while waiting:
        node = waiting.pop(0)
        for key in node if isinstance(node, dict) else range(len(node)):
            spots.append((node, key))
            if isinstance(node[key], dict | list):
                waiting.append(node[key])
    node, key = spots[place % len(spots)]
    node[key] = junk
    faults = check(found)
    assert pickle.loads(pickle.dumps(faults)) == faults
