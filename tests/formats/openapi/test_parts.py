"""Every piece of a document has one address, a coordinate a reader knows, and a place."""

import json
import time
from collections import Counter
from typing import Any

from hypothesis import event, example, given
from hypothesis import strategies as st

from generator.formats.openapi.document.gathered import Gathered
from generator.formats.openapi.parts.tree import Built
from generator.model.errors import SpecError
from generator.model.part import Direction, walk
from tests.formats.openapi.builders import (
    MAIN,
    Node,
    at,
    document,
    native,
    operation,
    parts,
    read,
    schemas,
    stages,
    types,
)

TEXT = {"type": "string"}
JSON = "application/json"


def media(schema: object) -> Node:
    return {"content": {JSON: {"schema": schema}}}


def by_pointer(main: object) -> dict[str, str]:
    """The address of each part by where it stands; of several the first."""
    found: dict[str, str] = {}
    for part, _ in walk(read(main).tree.parts):
        found.setdefault(str(part.location.pointer), part.address)
    return found


def test_an_operation_is_its_method_and_path() -> None:
    part = parts(operation(path="/personer/{id}"))["GET /personer/{id}"]
    assert (part.address, part.kind) == ("GET /personer/{}", "operation")


def test_everything_below_is_printed_with_the_placeholders_names() -> None:
    inner = {"type": "object", "properties": {"navn": {"enum": ["x"]}}}
    held = operation(
        path="/p/{id}",
        parameters=[{"in": "path", "name": "id", "required": True, "schema": {"enum": ["1"]}}],
        requestBody=media(inner),
        responses={"200": {"description": "", **media(inner)}},
    )
    assert list(parts(held)) == [
        "GET /p/{id}",
        "GET /p/{id} path:id",
        "GET /p/{id} path:id.1",
        "GET /p/{id} body",
        "GET /p/{id} body:application/json",
        "GET /p/{id} body:application/json.navn",
        "GET /p/{id} body:application/json.navn.x",
        "GET /p/{id} 200",
        "GET /p/{id} 200:application/json",
        "GET /p/{id} 200:application/json.navn",
        "GET /p/{id} 200:application/json.navn.x",
    ]


def test_renaming_a_placeholder_changes_no_address() -> None:
    def held(name: str) -> Node:
        parameter = {"in": "path", "name": name, "required": True, "schema": {"enum": ["1"]}}
        return operation(
            path=f"/p/{{{name}}}/x",
            parameters=[parameter],
            requestBody=media({"properties": {"a": {}}}),
        )

    def addresses(name: str) -> list[str]:
        return [part.address for part in parts(held(name)).values()]

    assert addresses("id") == addresses("personId")
    assert addresses("id")[:3] == ["GET /p/{}/x", "GET /p/{}/x path:1", "GET /p/{}/x path:1.1"]


def test_path_parameters_are_numbered_as_they_stand_in_the_path() -> None:
    told = [{"in": "path", "name": n, "required": True, "schema": TEXT} for n in ("b", "a", "c")]
    found = parts(operation(path="/{a}/{b}", parameters=told))
    assert [(name, part.address) for name, part in found.items()][1:] == [
        ("GET /{a}/{b} path:b", "GET /{}/{} path:2"),
        ("GET /{a}/{b} path:a", "GET /{}/{} path:1"),
        ("GET /{a}/{b} path:c", "GET /{}/{} path:c"),  # stands nowhere in the path
    ]


def test_paths_that_differ_in_placeholders_names_alone_are_all_shown() -> None:
    held: Node = {"get": {"responses": {}}}
    paths: Node = {"/a/{y}": held, "/a/{x}": {**held, "put": {"responses": {}}}}
    for order in (paths, dict(reversed(paths.items()))):
        found = {p.coordinate: p.address for p in parts(document(paths=order)).values()}
        assert found == {
            "GET /a/{x}": "GET /a/{}",
            "PUT /a/{x}": "PUT /a/{}",
            "GET /a/{y}": "GET /a/{y}",
        }


def test_webhooks_callbacks_and_headers_have_coordinates() -> None:
    held = document(
        paths={
            "/a": {
                "post": {
                    "responses": {"201": {"description": "", "headers": {"X-A": {"schema": TEXT}}}},
                    "callbacks": {"done": {"{$request.body#/url}": {"put": {"responses": {}}}}},
                }
            }
        },
        webhooks={"ny": {"post": {"requestBody": media({"properties": {"a": {}}})}}},
    )
    assert list(parts(held)) == [
        "POST /a",
        "POST /a 201",
        "POST /a 201 header:X-A",
        "POST /a callback:done",
        "POST /a callback:done PUT {$request.body#/url}",
        "webhook:ny POST",
        "webhook:ny POST body",
        "webhook:ny POST body:application/json",
        "webhook:ny POST body:application/json.a",
    ]


def test_entries_are_what_a_client_can_call_and_be_called_by() -> None:
    held = document(
        paths={"/a": {"get": {"callbacks": {"c": {"{$url}": {"post": {}}}}}}},
        webhooks={"x-ny": {"post": {}}},
    )
    made = read(held)
    assert made.tree.entries == ("GET /a", "webhook:x-ny POST")
    assert native(made).operations == {"GET /a": ("/a", "get")}


def test_an_extension_among_the_paths_is_no_path() -> None:
    assert list(parts(document(paths={"x-a": {"get": {}}, "/b": {"get": {}}}))) == ["GET /b"]


def test_schemas_at_any_depth() -> None:
    held = schemas(
        A={
            "type": "object",
            "properties": {
                "l": {
                    "type": "array",
                    "items": {"type": "object", "properties": {"n": {"enum": [1]}}},
                }
            },
            "patternProperties": {"^x/": TEXT},
            "additionalProperties": {"properties": {"m": TEXT}},
            "$defs": {"d": {"properties": {"e": TEXT}}},
        },
        L={"type": "array", "items": {"type": "array", "items": {"properties": {"p": TEXT}}}},
        O={"oneOf": [{"title": "Hund", "properties": {"a": TEXT}}, {"properties": {"b": TEXT}}]},
        T={"type": "array", "prefixItems": [{"properties": {"a": {}}}, {"properties": {"b": {}}}]},
    )
    assert [(p.coordinate, p.kind) for p in parts(held).values()] == [
        ("A", "schema"),
        ("A.l", "property"),
        ("A.l[].n", "property"),
        ("A.l[].n.1", "enum value"),
        ("A./^x//", "property"),
        ("A.*", "property"),
        ("A.*.m", "property"),
        ("A.$defs.d", "schema"),
        ("A.$defs.d.e", "property"),
        ("L", "schema"),
        ("L[][].p", "property"),
        ("O", "schema"),
        ("O<Hund>", "alternative"),
        ("O<Hund>.a", "property"),
        ("O<2>", "alternative"),
        ("O<2>.b", "property"),
        ("T", "schema"),
        ("T[0].a", "property"),
        ("T[1].b", "property"),
    ]


def test_names_that_look_like_addresses_collide_with_nothing() -> None:
    inner = {"properties": {"c": TEXT}}
    named: Node = {"A": {"properties": {"b": inner, "b.c": TEXT, "b[]": TEXT}}, "A.b": inner}
    held = schemas(**named)
    addresses = [part.address for part, _ in walk(read(held).tree.parts)]
    assert len(set(addresses)) == len(addresses) == 7
    turned = json.loads(json.dumps(held))
    turned["components"]["schemas"] = dict(reversed(held["components"]["schemas"].items()))
    turned["components"]["schemas"]["A"] = {"properties": {"b[]": TEXT, "b.c": TEXT, "b": inner}}
    assert by_pointer(held) == by_pointer(turned)


def test_the_sorts_of_components_are_in_their_addresses() -> None:
    held = document(
        components={
            "schemas": {"A": TEXT},
            "parameters": {"A": {"in": "query", "name": "q", "schema": TEXT}},
            "headers": {"A": {"schema": TEXT}},
            "requestBodies": {"A": media(TEXT)},
            "responses": {"A": {"description": ""}},
            "callbacks": {"A": {"{$url}": {"post": {}}}},
            "securitySchemes": {"A": {"type": "http", "scheme": "basic"}},
        }
    )
    assert {(p.address, p.kind) for p in parts(held).values()} == {
        ("A", "schema"),
        ("parameter:A", "parameter"),
        ("header:A", "header"),
        ("body:A", "request body"),
        ("body:A:application/json", "media type"),
        ("response:A", "response"),
        ("callback:A", "callback"),
        ("callback:A POST {$url}", "operation"),
        ("security:A", "security scheme"),
    }


def test_the_description_of_the_whole() -> None:
    held = document(
        info={
            "title": "Personer",
            "version": "1.10",
            "description": "Se [A](#/components/schemas/A).",
            "license": {"name": "MIT", "url": "https://l.no"},
            "contact": {"email": "a@b.no"},
            "termsOfService": "https://t.no",
        },
        servers=[{"url": "https://s.no/{v}", "description": "Produksjon"}, {}],
        externalDocs={"url": "https://d.no", "description": "Mer"},
        components={"schemas": {"A": TEXT}},
    )
    about = read(held).tree.about
    assert about is not None
    assert (about.notation, about.title, about.version) == ("OpenAPI 3.1.0", "Personer", "1.10")
    assert dict(about.links) == {"#/components/schemas/A": "A"}
    assert [(s.url, s.text) for s in about.servers] == [("https://s.no/{v}", "Produksjon")]
    assert [(key, link.url, link.text) for key, link in about.further] == [
        ("documentation", "https://d.no", "Mer"),
        ("terms", "https://t.no", ""),
        ("licence", "https://l.no", "MIT"),
        ("contact", "mailto:a@b.no", "a@b.no"),
    ]


def test_a_version_without_quotes_stands_as_it_is_written() -> None:
    main = "openapi: 3.1.0\ninfo: {title: t, version: 1.10}\npaths: {}\n"
    about = read(main).tree.about
    assert about is not None
    assert about.version == "1.10"


def test_directions_go_by_what_refers_to_a_schema() -> None:
    def to(name: str) -> Node:
        return media({"$ref": f"#/components/schemas/{name}"})

    held = document(
        paths={
            "/a": {
                "post": {
                    "requestBody": to("In"),
                    "responses": {"200": {"description": "", **to("Out")}},
                    "callbacks": {"c": {"{$url}": {"post": {"requestBody": to("Called")}}}},
                }
            },
            "/b": {"$ref": "#/components/pathItems/B"},
        },
        webhooks={
            "w": {
                "post": {
                    "requestBody": to("Told"),
                    "responses": {"200": {"description": "", **to("Answered")}},
                }
            }
        },
        components={
            "schemas": {
                "In": {"properties": {"both": {"$ref": "#/components/schemas/Both"}}},
                "Out": {"properties": {"both": {"$ref": "#/components/schemas/Both"}}},
                **dict.fromkeys(
                    ("Both", "Called", "Told", "Answered", "Alone", "Item", "Back"), TEXT
                ),
            },
            "pathItems": {"B": {"get": {"responses": {"200": {"description": "", **to("Item")}}}}},
            "callbacks": {"K": {"{$url}": {"post": {"requestBody": to("Back")}}}},
        },
    )
    found = parts(held)
    assert {name: found[name].direction.value for name in held["components"]["schemas"]} == {
        "In": "input",
        "Out": "output",
        "Both": "both",
        "Called": "output",
        "Told": "output",
        "Answered": "input",
        "Alone": "both",
        "Item": "output",
        "Back": "output",
    }


def test_read_only_and_write_only_turn_all_they_hold() -> None:
    inner = {"properties": {"x": TEXT}}
    held = schemas(
        A={
            "properties": {
                "r": {"readOnly": True, **inner},
                "w": {"allOf": [{"writeOnly": True}, inner]},
                "b": inner,
            }
        }
    )
    found = parts(held)
    assert {n: p.direction for n, p in found.items()} == {
        "A": Direction.BOTH,
        "A.r": Direction.OUTPUT,
        "A.r.x": Direction.OUTPUT,
        "A.w": Direction.INPUT,
        "A.w.x": Direction.INPUT,
        "A.b": Direction.BOTH,
        "A.b.x": Direction.BOTH,
    }


NAMES = st.sampled_from(
    [
        "a",
        "b",
        "a.b",
        "b.c",
        "[]",
        "a[]",
        "*",
        "<1>",
        "1",
        "~2",
        "a~2",
        "A",
        "$ref",
        "é/x",
        "",
        " 200",
    ]
)
REFERENCES = st.sampled_from(["A", "B", "C", "A/properties/a", "B/items", "B/allOf/0", "C/oneOf/1"])


def _schemas(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    several = st.lists(inner, min_size=1, max_size=3)
    return st.fixed_dictionaries(
        {},
        optional={
            "properties": st.dictionaries(NAMES, inner, max_size=3),
            "patternProperties": st.dictionaries(NAMES, inner, max_size=2),
            "additionalProperties": inner,
            "items": inner,
            "prefixItems": several,
            "allOf": several,
            "oneOf": several,
            "anyOf": several,
            "not": inner,
            "$defs": st.dictionaries(NAMES, inner, max_size=2),
            "title": NAMES,
            "type": st.sampled_from(["array", "object", ["string", "null"]]),
            "required": st.lists(NAMES, max_size=2),
        },
    )


SCHEMAS = st.recursive(
    st.one_of(
        st.builds(lambda to: {"$ref": f"#/components/schemas/{to}"}, REFERENCES),
        st.builds(
            lambda values: {"enum": values}, st.lists(st.sampled_from(["a", "1", 1, None, True]))
        ),
        st.just({"type": "string"}),
    ),
    _schemas,
    max_leaves=12,
)
PATHS = st.sampled_from(["/a", "/{x}", "/{y}", "/a/{x}", "/a/{x}/{y}", "/{x}/{x}", "/"])
OPERATIONS = st.fixed_dictionaries(
    {},
    optional={
        "parameters": st.lists(
            st.fixed_dictionaries(
                {"in": st.sampled_from(["path", "query"]), "name": NAMES, "schema": SCHEMAS}
            ),
            max_size=3,
        ),
        "requestBody": SCHEMAS.map(media),
        "responses": st.dictionaries(st.sampled_from(["200", "default"]), SCHEMAS.map(media)),
        "tags": st.lists(NAMES, max_size=2),
        "operationId": NAMES,
    },
)
DOCUMENTS = st.builds(
    lambda a, b, c, paths: document(
        paths=paths, components={"schemas": {"A": a, "B": b, "C": c, "A.a": a}}
    ),
    SCHEMAS,
    SCHEMAS,
    SCHEMAS,
    st.dictionaries(
        PATHS, st.dictionaries(st.sampled_from(["get", "post"]), OPERATIONS, max_size=2), max_size=3
    ),
)


def _turned(value: Any) -> Any:
    """The same with the keys of every object the other way round."""
    if isinstance(value, dict):
        return {key: _turned(value[key]) for key in reversed(value)}
    return [_turned(item) for item in value] if isinstance(value, list) else value


@given(DOCUMENTS)
@example(schemas(A={"oneOf": [{"enum": ["a"]}, {"enum": ["a"]}]}))
def test_whatever_a_document_holds(main: Node) -> None:
    try:
        gathered, made = stages(main)
    except SpecError as error:
        if {finding.rule for finding in error.findings} != {"reference-loop"}:
            raise
        event("refused")
        return
    _is_sound(main, gathered, made)


def _is_sound(main: Node, gathered: Gathered, made: Built) -> None:
    found = [part for part, _ in walk(made.tree.parts)]
    counts = Counter(part.address for part in found)
    assert max(counts.values(), default=1) == 1
    for part in found:
        assert set(part.refers) <= counts.keys()
        assert part.location.line is not None
        at(main, str(part.location.pointer))
    assert set(made.addresses.values()) >= {part.address for part in found}
    for pointer in made.addresses:
        at(gathered.root, pointer)


@given(DOCUMENTS)
def test_reading_twice_or_with_keys_in_another_order_gives_the_same_addresses(main: Node) -> None:
    def placed(document_: Node) -> set[tuple[str, str | None]]:
        found = [part for part, _ in walk(stages(document_)[1].tree.parts)]
        return {
            (part.address, None if part.kind == "tag" else part.location.pointer) for part in found
        }

    try:
        first = placed(main)
    except SpecError:
        return
    assert placed(main) == first
    assert placed(_turned(main)) == first


def test_the_place_of_a_part_is_its_file_line_and_pointer() -> None:
    main = (
        "openapi: 3.1.0\ninfo: {title: t, version: '1'}\npaths:\n  /a~b/c:\n    get:\n"
        "      parameters:\n      - {in: query, name: q, schema: {enum: [x]}}\n"
    )
    found = {name: (p.location.line, p.location.pointer) for name, p in parts(main).items()}
    assert found == {
        "GET /a~b/c": (5, "/paths/~1a~0b~1c/get"),
        "GET /a~b/c query:q": (7, "/paths/~1a~0b~1c/get/parameters/0"),
        "GET /a~b/c query:q.x": (7, "/paths/~1a~0b~1c/get/parameters/0/schema/enum/0"),
    }
    assert {part.location.file for part in parts(main).values()} == {MAIN}


def test_types_are_written_as_readers_know_them() -> None:
    held = schemas(
        A={
            "properties": {
                "s": TEXT,
                "d": {"type": "string", "format": "date"},
                "l": {"type": "array", "items": {"type": "integer"}},
                "r": {"type": "array", "items": {"$ref": "#/components/schemas/B"}},
                "m": {"type": "object", "additionalProperties": {"$ref": "#/components/schemas/B"}},
                "u": {"type": ["string", "integer", "null"]},
                "o": {"oneOf": [{"$ref": "#/components/schemas/B"}, {"type": "null"}]},
                "x": {},
            }
        },
        B={"const": 1},
    )
    found = types(held)
    assert found == {
        "A.s": "string",
        "A.d": "string<date>",
        "A.l": "integer[]",
        "A.r": "B[]",
        "A.m": "{*: B}",
        "A.u": "string | integer",
        "A.o": "B",
        "A.x": "any",
        "B": "integer",
    }
    nullable = [name for name, part in parts(held).items() if part.details.get("nullable")]
    assert nullable == ["A.u", "A.o"]


def test_very_many_references_and_values_are_read_in_time() -> None:
    count = 20_000
    properties = {f"p{n}": {"$ref": "#/components/schemas/B"} for n in range(count)}
    values = [f"v{n}" for n in range(count)]
    before = time.process_time()
    made = stages(schemas(A={"properties": properties}, B={"enum": values}))[1]
    assert time.process_time() - before < 10
    assert len(made.tree.by_address) == 2 * count + 2
