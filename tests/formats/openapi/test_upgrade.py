"""What says the same in Swagger 2.0 and in OpenAPI 3.0, 3.1 and 3.2 gives the same parts."""

from collections.abc import Mapping

import pytest

from generator.model.part import Part
from tests.formats.openapi.builders import (
    MAIN,
    Node,
    at,
    document,
    findings,
    operation,
    parts,
    read,
    schemas,
    written,
)

TEXT = {"type": "string"}
JSON = "application/json"
FORM = "application/x-www-form-urlencoded"
FILES_TOO = "multipart/form-data"
NOT_SAID = {"node", "operation_id", "in", "style", "explode"}


def shown(part: Part) -> Mapping[str, object]:
    """What a reader sees of a part, apart from where it stands."""
    return {
        "coordinate": part.coordinate,
        "address": part.address,
        "kind": part.kind,
        "direction": part.direction,
        "type": written(part.type),
        "required": part.required,
        "default": part.default,
        "refers": part.refers,
        "description": part.description,
        "deprecated": part.deprecation is not None,
        "details": {k: v for k, v in part.details.items() if k not in NOT_SAID},
    }


def same(*documents: Node) -> dict[str, Part]:
    """The parts of the first, after all are found to have the same."""
    first, *others = [list(map(shown, parts(held).values())) for held in documents]
    for other in others:
        assert other == first
    return parts(documents[0])


def media(schema: object, *mimes: str) -> Node:
    return {"content": {mime: {"schema": schema} for mime in mimes or (JSON,)}}


def in_three(schema: object, old: object) -> list[Node]:
    """A schema `A` in 2.0, and in each 3.x."""
    return [schemas("2.0", A=old), *(schemas(v, A=schema) for v in ("3.0.3", "3.1.0", "3.2.0"))]


def test_a_body() -> None:
    a = {"$ref": "#/definitions/A"}
    old = operation(
        "2.0",
        parameters=[
            {"in": "body", "name": "b", "required": True, "description": "Alt", "schema": a}
        ],
        consumes=["application/xml", JSON],
    )
    new = operation(
        "3.0.3",
        requestBody={
            "required": True,
            "description": "Alt",
            **media({"$ref": "#/components/schemas/A"}, "application/xml", JSON),
        },
    )
    found = same(
        {**old, "definitions": {"A": TEXT}}, {**new, "components": {"schemas": {"A": TEXT}}}
    )
    assert list(found) == [
        "GET /a",
        "GET /a body",
        "GET /a body:application/xml",
        "GET /a body:application/json",
        "A",
    ]
    assert (found["GET /a body"].required, found["A"].direction.value) == (True, "input")


def test_a_body_of_the_path_that_the_operation_overrides() -> None:
    def body(name: str) -> Node:
        return {"in": "body", "name": "b", "schema": {"properties": {name: TEXT}}}

    held = document(
        "2.0",
        paths={"/a": {"parameters": [body("x")], "post": {"parameters": [body("y")]}, "put": {}}},
    )
    assert [name for name in parts(held) if "json." in name] == [
        "PUT /a body:application/json.x",
        "POST /a body:application/json.y",
    ]


@pytest.mark.parametrize(
    ("file", "mime"), [({"type": "file"}, FILES_TOO), ({"type": "string"}, FORM)]
)
def test_a_form(file: Node, mime: str) -> None:
    old = operation(
        "2.0",
        parameters=[
            {"in": "formData", "name": "f", "required": True, "description": "En fil", **file},
            {
                "in": "formData",
                "name": "l",
                "type": "array",
                "items": {"enum": ["a"], "type": "string"},
                "collectionFormat": "multi",
            },
        ],
    )
    is_file = file["type"] == "file"
    schema = {
        "type": "object",
        "properties": {
            "f": {
                "type": "string",
                **({"format": "binary"} if is_file else {}),
                "description": "En fil",
            },
            "l": {"type": "array", "items": {"enum": ["a"], "type": "string"}},
        },
        "required": ["f"],
    }
    found = same(old, operation("3.0.3", requestBody={"required": True, **media(schema, mime)}))
    assert list(found)[1:] == [
        "GET /a body",
        f"GET /a body:{mime}",
        f"GET /a body:{mime}.f",
        f"GET /a body:{mime}.l",
        f"GET /a body:{mime}.l[].a",
    ]


@pytest.mark.parametrize(
    ("place", "old", "style", "explode"),
    [
        ("query", {}, "form", False),
        ("query", {"collectionFormat": "csv"}, "form", False),
        ("query", {"collectionFormat": "multi"}, "form", True),
        ("query", {"collectionFormat": "ssv"}, "spaceDelimited", False),
        ("query", {"collectionFormat": "pipes"}, "pipeDelimited", False),
        ("header", {"collectionFormat": "csv"}, "simple", False),
        ("path", {}, "simple", False),
    ],
)
def test_how_a_list_is_written(place: str, old: Node, style: str, explode: bool) -> None:  # noqa: FBT001  # a column of the table
    listed = {"type": "array", "items": {"type": "integer"}}
    held = {"in": place, "name": "x", "required": True}
    new = {**held, "schema": listed, "style": style, "explode": explode}
    found = same(
        operation("2.0", "/a/{x}", parameters=[{**held, **listed, **old}]),
        operation("3.0.3", "/a/{x}", parameters=[new]),
    )
    part = found[f"GET /a/{{x}} {place}:x"]
    assert (part.details["style"], part.details["explode"]) == (style, explode)


def test_a_parameter_with_its_constraints() -> None:
    said = {"type": "integer", "format": "int32", "minimum": 1, "maximum": 5, "default": 2}
    held = {"in": "query", "name": "q", "description": "Antall"}
    found = same(
        operation("2.0", parameters=[{**held, **said, "exclusiveMaximum": True}]),
        operation("3.0.3", parameters=[{**held, "schema": {**said, "exclusiveMaximum": True}}]),
        operation(
            "3.1.0",
            parameters=[
                {
                    **held,
                    "schema": {k: v for k, v in said.items() if k != "maximum"}
                    | {"exclusiveMaximum": 5},
                }
            ],
        ),
    )
    part = found["GET /a query:q"]
    assert (part.default, written(part.type)) == ("2", "integer<int32>")
    assert part.details["constraints"] == (("minimum", "1"), ("exclusiveMaximum", "5"))


@pytest.mark.parametrize(
    ("old", "three", "one"),
    [
        ({**TEXT, "x-nullable": True}, {**TEXT, "nullable": True}, {"type": ["string", "null"]}),
        (
            {"type": "integer", "x-nullable": True},
            {"type": "integer", "nullable": True},
            {"oneOf": [{"type": "integer"}, {"type": "null"}]},
        ),
        (
            {"type": "integer", "x-nullable": True},
            {"type": "integer", "nullable": True},
            {"anyOf": [{"type": "null"}, {"type": "integer"}]},
        ),
        (
            {"type": "number", "minimum": 1, "exclusiveMinimum": True},
            {"type": "number", "minimum": 1, "exclusiveMinimum": True},
            {"type": "number", "exclusiveMinimum": 1},
        ),
    ],
)
def test_null_and_open_bounds(old: Node, three: Node, one: Node) -> None:
    found = same(
        schemas("2.0", A={"type": "object", "properties": {"p": old}}),
        schemas("3.0.3", A={"type": "object", "properties": {"p": three}}),
        schemas("3.1.0", A={"type": "object", "properties": {"p": one}}),
        schemas("3.2.0", A={"type": "object", "properties": {"p": one}}),
    )
    is_nullable = found["A.p"].details.get("nullable") is True
    assert is_nullable == ("x-nullable" in old)


def test_a_discriminator() -> None:
    held = {"type": "object", "required": ["t"], "properties": {"t": TEXT}}
    new = {**held, "discriminator": {"propertyName": "t"}}
    found = same(*in_three(new, {**held, "discriminator": "t"}))
    assert found["A"].details["discriminator"] == ("t", ())


def test_a_response_with_file_and_headers() -> None:
    old = operation(
        "2.0",
        produces=["text/csv"],
        responses={
            "200": {
                "description": "Fil",
                "schema": {"type": "file"},
                "headers": {"X-Antall": {"type": "integer", "description": "Hvor mange"}},
            },
            "204": {"description": "Tom"},
        },
    )
    new = operation(
        "3.0.3",
        responses={
            "200": {
                "description": "Fil",
                "headers": {
                    "X-Antall": {"description": "Hvor mange", "schema": {"type": "integer"}}
                },
                **media({"type": "string", "format": "binary"}, "text/csv"),
            },
            "204": {"description": "Tom"},
        },
    )
    found = same(old, new)
    assert list(found)[1:] == [
        "GET /a 200",
        "GET /a 200 header:X-Antall",
        "GET /a 200:text/csv",
        "GET /a 204",
    ]


def test_examples_of_a_response() -> None:
    old = {"description": "", "schema": TEXT, "examples": {JSON: "x", "text/plain": "y"}}
    new = {
        "description": "",
        "content": {
            JSON: {"schema": TEXT, "example": "x"},
            "text/plain": {"schema": TEXT, "example": "y"},
        },
    }
    same(operation("2.0", responses={"200": old}), operation("3.0.3", responses={"200": new}))


def test_shared_parameters_bodies_and_responses() -> None:
    old = operation(
        "2.0",
        parameters=[{"$ref": "#/parameters/q"}, {"$ref": "#/parameters/b"}],
        responses={"200": {"$ref": "#/responses/r"}},
    )
    old |= {
        "parameters": {
            "q": {"in": "query", "name": "q", "type": "string", "enum": ["a"]},
            "b": {"in": "body", "name": "b", "schema": TEXT},
        },
        "responses": {"r": {"description": "R", "schema": TEXT}},
    }
    new = operation(
        "3.0.3",
        parameters=[{"$ref": "#/components/parameters/q"}],
        requestBody={"$ref": "#/components/requestBodies/b"},
        responses={"200": {"$ref": "#/components/responses/r"}},
    )
    new["components"] = {
        "parameters": {"q": {"in": "query", "name": "q", "schema": {**TEXT, "enum": ["a"]}}},
        "requestBodies": {"b": media(TEXT)},
        "responses": {"r": {"description": "R", **media(TEXT)}},
    }
    found = same(old, new)
    assert found["GET /a query:q"].refers == ("parameter:q",)
    assert found["GET /a body"].refers == ("body:b",)
    assert found["GET /a 200"].refers == ("response:r",)


def test_an_operation_with_media_types_of_its_own_does_not_share_those_of_all() -> None:
    held = operation(
        "2.0",
        consumes=["text/csv"],
        produces=["text/plain"],
        parameters=[{"$ref": "#/parameters/b"}],
        responses={"200": {"$ref": "#/responses/r"}},
    )
    held["parameters"] = {"b": {"in": "body", "name": "b", "schema": TEXT}}
    held["responses"] = {"r": {"description": "R", "schema": TEXT}}
    found = list(parts(held))
    assert {"GET /a body:text/csv", "GET /a 200:text/plain", "body:b:application/json"} <= set(
        found
    )
    assert "GET /a body:application/json" not in found


@pytest.mark.parametrize(
    ("old", "urls"),
    [
        ({"host": "a.no", "basePath": "/v1"}, ["https://a.no/v1"]),
        ({"host": "a.no", "schemes": ["http", "https"]}, ["http://a.no", "https://a.no"]),
        ({"basePath": "/v1"}, ["/v1"]),
        ({}, []),
    ],
)
def test_servers(old: Node, urls: list[str]) -> None:
    about = read(schemas("2.0", A=TEXT) | old).tree.about
    assert about is not None
    assert [server.url for server in about.servers] == urls


def test_security() -> None:
    scopes = {"les": "Lese"}
    urls = {"authorizationUrl": "https://a.no", "tokenUrl": "https://t.no"}
    old = operation("2.0", security=[{"o": ["les"]}, {"b": []}])
    old["securityDefinitions"] = {
        "b": {"type": "basic", "description": "Navn og passord"},
        "k": {"type": "apiKey", "in": "header", "name": "X-Key"},
        "o": {"type": "oauth2", "flow": "accessCode", "scopes": scopes, **urls},
    }
    new = operation("3.0.3", security=[{"o": ["les"]}, {"b": []}])
    flows = {"authorizationCode": {"scopes": scopes, **urls}}
    new["components"] = {
        "securitySchemes": {
            "b": {"type": "http", "scheme": "basic", "description": "Navn og passord"},
            "k": {"type": "apiKey", "in": "header", "name": "X-Key"},
            "o": {"type": "oauth2", "flows": flows},
        }
    }
    found = same(old, new)
    assert found["GET /a"].details["security"] == (
        (("security:o", ("les",)),),
        (("security:b", ()),),
    )
    kept = ("type", "scheme", "flows", "description")
    for name in "bko":
        nodes = [parts(held)[f"security:{name}"].details["node"] for held in (old, new)]
        one, other = [{k: n[k] for k in kept if k in n} for n in nodes if isinstance(n, dict)]
        assert one == other


@pytest.mark.parametrize(
    ("reference", "address"),
    [
        ("#/definitions/A/properties/p", "A.p"),
        ("#/responses/r/schema/properties/s", "response:r:application/json.s"),
        ("#/parameters/b/schema/properties/t", "body:b:application/json.t"),
        ("#/paths/~1a/get/responses/200/schema/properties/u", "GET /a 200:application/json.u"),
        ("#/paths/~1a/get/parameters/0/schema/properties/v", "GET /a body:application/json.v"),
    ],
)
def test_references_deep_into_what_has_another_shape_now(reference: str, address: str) -> None:
    def schema(name: str) -> Node:
        return {"type": "object", "properties": {name: TEXT}}

    held = operation(
        "2.0",
        parameters=[{"in": "body", "name": "b", "schema": schema("v")}],
        responses={"200": {"description": "", "schema": schema("u")}},
    )
    held["parameters"] = {"b": {"in": "body", "name": "b", "schema": schema("t")}}
    held["responses"] = {"r": {"description": "", "schema": schema("s")}}
    held["definitions"] = {"A": schema("p"), "R": {"properties": {"x": {"$ref": reference}}}}
    assert findings(held) == ()
    assert parts(held)["R.x"].refers == (address,)


FILES: dict[str, object] = {
    "api/stier/a.yaml": "post:\n  parameters:\n  - in: body\n    name: b\n"
    "    schema: {$ref: '../d.yaml#/A'}\n  - $ref: ../p.yaml#/q\n  responses:\n"
    "    200:\n      description: k\n      schema: {$ref: '../openapi.json#/definitions/A'}\n",
    "api/p.yaml": "q:\n  in: query\n  name: q\n  type: string\n  enum: [x]\n"
    "B: {in: body, name: b, schema: {$ref: d.yaml#/C}}\nf: {in: formData, name: f, type: file}\n",
    "api/r.yaml": "N:\n  description: n\n  schema: {$ref: d.yaml#/A}\n"
    "  headers:\n    X: {type: string}\n",
    "api/d.yaml": "A:\n  type: object\n  properties:\n    c: {$ref: '#/C'}\n    n:\n"
    "      type: string\n      x-nullable: true\nC:\n  type: string\n",
}
SEVERAL = document(
    "2.0",
    paths={
        "/a": {"$ref": "stier/a.yaml"},
        "/b": {
            "put": {
                "parameters": [{"$ref": "p.yaml#/q"}, {"$ref": "p.yaml#/B"}],
                "responses": {"200": {"$ref": "r.yaml#/N"}},
            },
            "patch": {"parameters": [{"$ref": "p.yaml#/f"}], "responses": {}},
        },
    },
    definitions={"A": {"$ref": "d.yaml#/A"}},
)


def test_swagger_in_several_files() -> None:
    found = parts(SEVERAL, FILES)
    assert findings(SEVERAL, FILES) == ()
    assert {n: p.refers for n, p in found.items()} == {
        "POST /a": (),
        "POST /a query:q": ("parameter:q",),
        "POST /a body": (),
        "POST /a body:application/json": ("A",),
        "POST /a 200": (),
        "POST /a 200:application/json": ("A",),
        "PUT /b": (),
        "PUT /b query:q": ("parameter:q",),
        "PUT /b body": ("body:B",),
        "PUT /b 200": ("response:N",),
        "PATCH /b": (),
        "PATCH /b body": (),
        "PATCH /b body:multipart/form-data": (),
        "PATCH /b body:multipart/form-data.f": (),
        "A": (),
        "A.c": ("C",),
        "A.n": (),
        "C": (),
        "parameter:q": (),
        "parameter:q.x": (),
        "body:B": (),
        "body:B:application/json": ("C",),
        "response:N": (),
        "response:N header:X": (),
        "response:N:application/json": ("A",),
    }
    assert found["A.n"].details["nullable"] is True


def test_every_part_of_swagger_stands_where_its_file_has_it() -> None:
    found = parts(SEVERAL, FILES)
    for part in found.values():
        where = part.location
        at(SEVERAL if where.file == MAIN else FILES[where.file], str(where.pointer))
    places = {n: (p.location.file, p.location.line, p.location.pointer) for n, p in found.items()}
    assert places["POST /a"] == ("api/stier/a.yaml", 1, "/post")
    assert places["POST /a body"] == ("api/stier/a.yaml", 3, "/post/parameters/0")
    assert places["POST /a 200"] == ("api/stier/a.yaml", 8, "/post/responses/200")
    assert places["PUT /b query:q"] == places["parameter:q"] == ("api/p.yaml", 1, "/q")
    assert places["parameter:q.x"] == ("api/p.yaml", 5, "/q/enum/0")
    assert places["PATCH /b body:multipart/form-data.f"] == ("api/p.yaml", 7, "/f")
    assert places["response:N header:X"] == ("api/r.yaml", 5, "/N/headers/X")
    assert places["A.n"] == ("api/d.yaml", 5, "/A/properties/n")


NEWEST: list[tuple[Node, list[str]]] = [
    (
        document(
            "3.2.0",
            paths={
                "/a": {
                    "query": {"responses": {}},
                    "additionalOperations": {"COPY": {"responses": {}}},
                }
            },
        ),
        ["QUERY /a", "COPY /a"],
    ),
    (
        operation(
            "3.2.0", responses={"200": {"content": {"text/event-stream": {"itemSchema": TEXT}}}}
        ),
        ["GET /a", "GET /a 200", "GET /a 200:text/event-stream"],
    ),
    (
        operation(
            "3.2.0",
            parameters=[
                {
                    "in": "querystring",
                    "name": "alt",
                    "content": {FORM: {"schema": {"properties": {"a": TEXT}}}},
                }
            ],
        ),
        ["GET /a", "GET /a querystring:alt", "GET /a querystring:alt.a"],
    ),
    (
        {
            **operation(
                "3.2.0", requestBody={"content": {JSON: {"$ref": "#/components/mediaTypes/M"}}}
            ),
            "components": {"mediaTypes": {"M": {"schema": {"properties": {"m": TEXT}}}}},
        },
        ["GET /a", "GET /a body", "GET /a body:application/json", "GET /a body:application/json.m"],
    ),
    (
        document(
            "3.2.0",
            components={
                "securitySchemes": {
                    "o": {
                        "type": "oauth2",
                        "flows": {
                            "deviceAuthorization": {
                                "deviceAuthorizationUrl": "https://d.no",
                                "tokenUrl": "https://t.no",
                                "scopes": {},
                            }
                        },
                    }
                }
            },
        ),
        ["security:o"],
    ),
]


@pytest.mark.parametrize(("held", "expected"), NEWEST)
def test_what_is_new_in_3_2(held: Node, expected: list[str]) -> None:
    assert list(parts(held)) == expected
    assert findings(held) == ()


def test_a_stream_is_a_list_of_its_items() -> None:
    held, _ = NEWEST[1]
    part = parts(held)["GET /a 200:text/event-stream"]
    assert (written(part.type), part.details["is_stream"]) == ("string[]", True)


def test_where_a_discriminator_leads_without_a_known_value() -> None:
    held = schemas(
        "3.2.0",
        A={
            "oneOf": [{"$ref": "#/components/schemas/B"}],
            "discriminator": {
                "propertyName": "t",
                "mapping": {"b": "B"},
                "defaultMapping": "#/components/schemas/C",
            },
        },
        B=TEXT,
        C=TEXT,
    )
    assert parts(held)["A"].refers == ("B", "C")
