"""An operation shows its parameters, body, responses and callbacks, shared or its own."""

import pytest

from generator.model.example import Example
from tests.formats.openapi.builders import (
    Node,
    document,
    findings,
    line_of,
    operation,
    parts,
    types,
    written,
)

TEXT = {"type": "string"}
JSON = "application/json"


def parameter(place: str, name: str, **more: object) -> Node:
    return {"in": place, "name": name, "schema": TEXT, **more}


def test_what_an_operation_says_of_itself() -> None:
    held = operation(
        summary="Hent",
        description="Henter alt",
        operationId="hent",
        deprecated=True,
        externalDocs={"url": "https://d.no", "description": "Mer"},
    )
    held["paths"]["/a"]["get"]["x-beta"] = True
    part = parts(held)["GET /a"]
    assert (part.title, part.description, part.aliases) == ("Hent", "Henter alt", ("hent",))
    assert part.deprecation is not None
    assert part.described_at is not None
    assert part.described_at.line == line_of(held, "Henter alt")
    assert [(a.name, a.location.line) for a in part.annotations] == [
        ("x-beta", line_of(held, "x-beta"))
    ]


def test_a_parameter_of_the_path_holds_for_all_but_those_that_override_it() -> None:
    held = document(
        paths={
            "/a": {
                "parameters": [
                    parameter("query", "q", description="alle"),
                    parameter("header", "q"),
                ],
                "get": {"parameters": [parameter("query", "q", description="egen", required=True)]},
                "put": {},
            }
        }
    )
    found = parts(held)
    shown = {
        name: (p.description, p.required) for name, p in found.items() if p.kind == "parameter"
    }
    assert shown == {
        "GET /a header:q": ("", False),
        "GET /a query:q": ("egen", True),
        "PUT /a header:q": ("", False),
        "PUT /a query:q": ("alle", False),
    }
    assert found["PUT /a query:q"].location.pointer == "/paths/~1a/parameters/0"
    assert found["GET /a query:q"].location.pointer == "/paths/~1a/get/parameters/0"


def test_a_parameter_under_a_media_type() -> None:
    filter_ = {
        "in": "query",
        "name": "f",
        "content": {JSON: {"schema": {"properties": {"a": TEXT}}}},
    }
    found = parts(operation(parameters=[filter_]))
    assert list(found) == ["GET /a", "GET /a query:f", "GET /a query:f.a"]
    assert found["GET /a query:f"].details["media_type"] == JSON


def test_what_is_shared_stands_once_with_all_it_holds() -> None:
    held = operation(
        parameters=[{"$ref": "#/components/parameters/q"}],
        requestBody={"$ref": "#/components/requestBodies/b"},
        responses={"200": {"$ref": "#/components/responses/r"}},
    )
    inner = {JSON: {"schema": {"properties": {"x": TEXT}}}}
    held["components"] = {
        "parameters": {"q": parameter("query", "q", schema={"enum": ["a"]}, description="Søk")},
        "requestBodies": {"b": {"content": inner, "description": "Alt", "required": True}},
        "responses": {
            "r": {"description": "R", "headers": {"X": {"$ref": "#/components/headers/h"}}}
        },
        "headers": {"h": {"schema": {"enum": ["b"]}, "description": "Hode"}},
    }
    found = parts(held)
    assert {name: (p.refers, p.description) for name, p in found.items()} == {
        "GET /a": ((), ""),
        "GET /a query:q": (("parameter:q",), "Søk"),
        "GET /a body": (("body:b",), "Alt"),
        "GET /a 200": (("response:r",), "R"),
        "parameter:q": ((), "Søk"),
        "parameter:q.a": ((), ""),
        "body:b": ((), "Alt"),
        "body:b:application/json": ((), ""),
        "body:b:application/json.x": ((), ""),
        "response:r": ((), "R"),
        "response:r header:X": (("header:h",), "Hode"),
        "header:h": ((), "Hode"),
        "header:h.b": ((), ""),
    }
    assert found["GET /a body"].required is True
    assert found["GET /a query:q"].direction.value == "input"
    assert found["GET /a query:q"].location == found["parameter:q"].location


def test_a_component_that_refers_to_another_leads_there() -> None:
    held = operation(parameters=[{"$ref": "#/components/parameters/a"}])
    held["components"] = {
        "parameters": {"a": {"$ref": "#/components/parameters/b"}, "b": parameter("query", "q")}
    }
    found = parts(held)
    assert found["parameter:a"].refers == ("parameter:b",)
    assert found["GET /a query:q"].refers == ("parameter:b",)


def test_security_of_all_or_of_one() -> None:
    held = document(
        paths={
            "/a": {
                "get": {},
                "put": {"security": [{"k": [], "o": ["les", "skriv"]}, {}]},
                "post": {"security": []},
                "patch": {"security": [{"finnes ikke": []}]},
            }
        },
        security=[{"k": []}],
        components={
            "securitySchemes": {
                "k": {"type": "apiKey", "in": "header", "name": "K", "description": "Nøkkel"},
                "o": {"type": "openIdConnect", "openIdConnectUrl": "https://o.no"},
            }
        },
    )
    found = parts(held)
    assert found["GET /a"].details["security"] == ((("security:k", ()),),)
    assert found["PUT /a"].details["security"] == (
        (("security:k", ()), ("security:o", ("les", "skriv"))),
        (),
    )
    assert found["POST /a"].details["security"] == ()
    assert found["PUT /a"].refers == ("security:k", "security:o")
    assert (found["security:k"].kind, found["security:k"].description) == (
        "security scheme",
        "Nøkkel",
    )


def test_servers_of_an_operation_or_its_path() -> None:
    held = document(
        paths={
            "/a": {
                "servers": [{"url": "https://sti.no", "description": "Sti"}],
                "get": {"servers": [{"url": "https://egen.no"}, {"description": "uten"}]},
                "put": {},
            }
        }
    )
    found = parts(held)
    assert found["GET /a"].details["servers"] == (("https://egen.no", ""),)
    assert found["PUT /a"].details["servers"] == (("https://sti.no", "Sti"),)


def test_what_is_said_of_a_path_holds_for_each_of_its_operations() -> None:
    held = document(
        paths={
            "/a": {
                "x-beta": 1,
                "x-both": 1,
                "summary": "Alle",
                "get": {"x-both": 2},
                "put": {"summary": "Egen"},
            }
        }
    )
    found = parts(held)
    assert {a.name: a.values[""] for a in found["GET /a"].annotations} == {"x-beta": 1, "x-both": 2}
    assert (found["GET /a"].title, found["PUT /a"].title) == ("Alle", "Egen")


def test_callbacks_turn_the_direction_round() -> None:
    held = document(
        paths={
            "/a": {
                "post": {
                    "callbacks": {
                        "c": {
                            "{$url}": {
                                "post": {
                                    "parameters": [parameter("query", "q")],
                                    "responses": {"200": {"description": ""}},
                                }
                            },
                            "x-own": {"post": {}},
                        },
                        "d": {"$ref": "#/components/callbacks/D"},
                    }
                }
            }
        },
        components={"callbacks": {"D": {"{$url}": {"post": {}}}}},
    )
    found = parts(held)
    assert list(found) == [
        "POST /a",
        "POST /a callback:c",
        "POST /a callback:c POST {$url}",
        "POST /a callback:c POST {$url} query:q",
        "POST /a callback:c POST {$url} 200",
        "POST /a callback:d",
        "callback:D",
        "callback:D POST {$url}",
    ]
    assert found["POST /a callback:c POST {$url} query:q"].direction.value == "output"
    assert found["POST /a callback:c POST {$url} 200"].direction.value == "input"
    assert found["POST /a callback:d"].refers == ("callback:D",)


@pytest.mark.parametrize("version", ["3.0.3", "3.1.0", "3.2.0"])
def test_examples_in_every_form(version: str) -> None:
    held = operation(
        version,
        parameters=[
            parameter("query", "a", example="x"),
            parameter(
                "query",
                "b",
                examples={
                    "en": {"value": 1, "summary": "Én"},
                    "to": {"$ref": "#/components/examples/E"},
                },
            ),
            parameter("query", "c", examples={"langt": {"externalValue": "https://e.no/x"}}),
        ],
        requestBody={
            "content": {JSON: {"schema": {"examples": [{"k": "v"}]}, "example": {"a": [1]}}}
        },
    )
    held["components"] = {"examples": {"E": {"value": "delt", "description": "Delt"}}}
    found = parts(held)
    assert found["GET /a query:a"].details["examples"] == (Example(title="", summary="", text="x"),)
    assert found["GET /a query:b"].details["examples"] == (
        Example(title="en", summary="Én", text="1"),
        Example(title="to", summary="Delt", text="delt"),
    )
    assert found["GET /a query:c"].details["examples"] == (
        Example(title="langt", summary="", text="", url="https://e.no/x"),
    )
    body = found["GET /a body:application/json"].details["examples"]
    assert body == (Example(title="", summary="", text='{\n  "a": [\n    1\n  ]\n}'),)


def test_values_of_examples_in_3_2() -> None:
    held = operation(
        "3.2.0",
        parameters=[
            parameter(
                "query",
                "a",
                schema={"type": "object"},
                examples={"d": {"dataValue": {"x": 1}}, "s": {"serializedValue": "x=1"}},
            )
        ],
    )
    assert findings(held) == ()
    assert parts(held)["GET /a query:a"].details["examples"] == (
        Example(title="d", summary="", text='{\n  "x": 1\n}'),
        Example(title="s", summary="", text="x=1"),
    )


def test_responses_with_links_and_encoding() -> None:
    held = operation(
        requestBody={
            "content": {
                "multipart/form-data": {"schema": TEXT, "encoding": {"a": {"contentType": "x/y"}}}
            }
        },
        responses={
            "201": {"description": "Ny", "links": {"hent": {"operationId": "hent"}}},
            "x-own": 1,
        },
    )
    found = parts(held)
    assert found["GET /a 201"].details["links"] == (("hent", '{"operationId": "hent"}'),)
    assert (
        found["GET /a body:multipart/form-data"].details["encoding"]
        == '{"a": {"contentType": "x/y"}}'
    )
    assert "GET /a x-own" not in found


def test_media_types_with_and_without_a_schema() -> None:
    held = operation(
        responses={
            "200": {
                "description": "",
                "content": {"text/csv": {}, JSON: {"schema": {"type": "array", "items": TEXT}}},
            }
        }
    )
    found = parts(held)
    assert found["GET /a 200:text/csv"].type is None
    assert types(held)["GET /a 200:application/json"] == "string[]"


def test_how_a_parameter_is_written() -> None:
    held = operation(
        parameters=[parameter("query", "q", style="deepObject", explode=True, allowReserved=True)]
    )
    details = parts(held)["GET /a query:q"].details
    assert {k: details[k] for k in ("in", "style", "explode", "allowReserved")} == {
        "in": "query",
        "style": "deepObject",
        "explode": True,
        "allowReserved": True,
    }


def test_what_is_no_parameter_is_passed_over() -> None:
    held = operation(parameters=[1, None, {}, {"in": "query"}, parameter("query", "q")])
    assert list(parts(held)) == ["GET /a", "GET /a query:", "GET /a query:q"]


def test_a_parameter_without_schema_may_be_anything() -> None:
    part = parts(operation(parameters=[{"in": "query", "name": "q"}]))["GET /a query:q"]
    assert written(part.type) == "any"
