"""The source of a part is its object as it stands, without what the page says already."""

import json

from tests.formats.openapi.builders import FORMAT, document, operation, parts, schemas


def test_a_schema_without_descriptions_and_examples() -> None:
    held = schemas(
        A={
            "type": "object",
            "description": "Om A",
            "properties": {"b": {"$ref": "#/components/schemas/B", "description": "b"}},
            "example": {"b": 1},
            "x-own": [1],
        },
        B={"enum": ["å"]},
    )
    assert json.loads(FORMAT.source(parts(held)["A"])) == {
        "type": "object",
        "properties": {"b": {"$ref": "#/components/schemas/B"}},
        "x-own": [1],
    }


def test_a_value_is_itself() -> None:
    assert FORMAT.source(parts(schemas(B={"enum": ["å"]}))["B.å"]) == '"å"'


def test_properties_that_are_called_like_what_is_left_out_stay() -> None:
    names = ("description", "example", "examples", "summary", "externalDocs")
    held = schemas(
        A={"properties": {name: {"type": "string", "description": "x"} for name in names}}
    )
    told = json.loads(FORMAT.source(parts(held)["A"]))
    assert told == {"properties": {name: {"type": "string"} for name in names}}


def test_what_is_data_stays_whole() -> None:
    held = schemas(
        A={"default": {"description": "d"}, "enum": [{"summary": "s"}], "const": {"example": 1}}
    )
    told = json.loads(FORMAT.source(parts(held)["A"]))
    assert told == {
        "default": {"description": "d"},
        "enum": [{"summary": "s"}],
        "const": {"example": 1},
    }


def test_an_operation_and_a_number_as_written() -> None:
    main = (
        "openapi: 3.1.0\ninfo: {title: t, version: '1'}\npaths:\n  /a:\n    get:\n"
        "      summary: Hent\n      parameters:\n"
        "      - {in: query, name: q, schema: {multipleOf: 1.10}}\n"
    )
    assert json.loads(FORMAT.source(parts(main)["GET /a"])) == {
        "parameters": [{"in": "query", "name": "q", "schema": {"multipleOf": 1.1}}]
    }


def test_a_very_long_source_is_cut() -> None:
    held = operation()
    held["paths"]["/a"]["get"]["x-own"] = ["x" * 100] * 1_000
    text = FORMAT.source(parts(held)["GET /a"])
    assert (len(text), text[-2:]) == (1_002, "\n…")


def test_every_part_has_a_source() -> None:
    held = document(
        paths={"/a": {"get": {"tags": ["t"]}}},
        components={"securitySchemes": {"s": {"type": "http", "scheme": "basic"}}},
        **{"x-tagGroups": [{"name": "g", "tags": ["t"]}]},
    )
    for part in parts(held).values():
        json.loads(FORMAT.source(part))
