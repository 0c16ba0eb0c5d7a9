"""References lead where RFC 3986, RFC 6901 and JSON Schema say, and never out of the spec."""

import time
from collections.abc import Mapping

import pytest

from generator.formats.openapi.document.path_items import MOST_HOPS
from generator.model.address import Address
from generator.model.errors import SpecError
from generator.model.finding import Finding, Severity
from tests.formats.openapi.builders import (
    MAIN,
    Node,
    at,
    document,
    findings,
    line_of,
    operation,
    parts,
    places,
    read,
    said,
    schemas,
    stages,
    types,
)

TEXT = {"type": "string"}


def ref(to: str) -> Node:
    return {"$ref": to}


def component(name: str) -> Node:
    return ref(f"#/components/schemas/{name}")


def refused(main: object, files: Mapping[str, object] | None = None) -> tuple[Finding, ...]:
    with pytest.raises(SpecError) as error:
        read(main, files)
    return error.value.findings


def test_into_the_same_document() -> None:
    held = schemas(A=TEXT, B={"properties": {"a": component("A")}})
    part = parts(held)["B.a"]
    assert (part.refers, types(held)["B.a"]) == (("A",), "A")


@pytest.mark.parametrize(
    ("reference", "address", "written"),
    [
        ("#/components/schemas/A/properties/b", "A.b", "b"),
        ("#/components/schemas/A/properties/l/items/properties/c", "A.l[].c", "c"),
        ("#/components/schemas/A/$defs/d", "A.$defs.d", "d"),
        ("#/components/schemas/A/properties/l/items", "A.l", "l/items"),
        ("#/components/schemas/A/allOf/0/properties/m", "A.m", "m"),
        (
            "#/paths/~1a~1%7Bid%7D/get/responses/200/content/application~1json/schema/properties/p",
            "GET /a/{} 200:application/json.p",
            "p",
        ),
    ],
)
def test_deep_into_something(reference: str, address: str, written: str) -> None:
    inner = {"content": {"application/json": {"schema": {"properties": {"p": TEXT}}}}}
    held = operation(path="/a/{id}", responses={"200": {"description": "", **inner}})
    held["components"] = {
        "schemas": {
            "A": {
                "properties": {
                    "b": TEXT,
                    "l": {"type": "array", "items": {"properties": {"c": TEXT}}},
                },
                "$defs": {"d": TEXT},
                "allOf": [{"properties": {"m": TEXT}}],
            },
            "R": {"properties": {"x": ref(reference)}},
        }
    }
    assert parts(held)["R.x"].refers == (address,)
    assert types(held)["R.x"] == written


@pytest.mark.parametrize(
    ("name", "reference"),
    [
        ("a b", "#/components/schemas/a%20b"),
        ("Ærlig", "#/components/schemas/%C3%86rlig"),
        ("Ærlig", "#/components/schemas/Ærlig"),
        ("a/b", "#/components/schemas/a~1b"),
        ("a~b", "#/components/schemas/a~0b"),
        ("a~1b", "#/components/schemas/a~01b"),
        ("a%41", "#/components/schemas/a%2541"),
        ("$ref", "#/components/schemas/$ref"),
        ("0", "#/components/schemas/0"),
    ],
)
def test_names_are_escaped_and_encoded(name: str, reference: str) -> None:
    held = schemas(**{name: TEXT, "R": ref(reference)})
    assert parts(held)["R"].refers == (name,)


@pytest.mark.parametrize("key", ["example", "default", "const", "x-own"])
def test_what_is_data_is_no_reference(key: str) -> None:
    held = schemas(A={"properties": {"p": {key: ref("http://x.no/y"), "enum": [ref("z.json")]}}})
    assert [f for f in findings(held) if f.rule.startswith("reference")] == []
    assert list(parts(held)) == ["A", "A.p", 'A.p.{"$ref": "z.json"}']


def test_a_property_may_be_called_ref() -> None:
    held = schemas(A={"properties": {"$ref": {"type": "object", "examples": [ref("x.json")]}}})
    assert (findings(held), list(parts(held))) == ((), ["A", "A.$ref"])


def test_extensions_of_responses_and_paths_are_data() -> None:
    held = operation(responses={"x-own": ref("nowhere.json")})
    held["paths"]["x-own"] = ref("nowhere.json")
    assert findings(held) == ()


def test_what_stands_beside_a_reference_counts_too() -> None:
    held = schemas(
        A={"type": "object", "properties": {"x": TEXT}},
        B={**component("A"), "description": "Egen", "properties": {"y": TEXT}},
    )
    found = parts(held)
    assert (found["B"].description, found["B"].refers) == ("Egen", ("A",))
    assert found["B.y"].kind == "property"


def test_a_reference_object_may_describe_anew() -> None:
    held = operation(responses={"200": {**ref("#/components/responses/R"), "description": "Ny"}})
    held["components"] = {"responses": {"R": {"description": "Gammel"}}}
    found = parts(held)
    assert (found["GET /a 200"].description, found["response:R"].description) == ("Ny", "Gammel")
    assert found["GET /a 200"].refers == ("response:R",)


def test_by_anchor() -> None:
    held = schemas(
        A={"$anchor": "a", "$defs": {"d": {"$anchor": "d", **TEXT}}},
        B={"properties": {"a": ref("#a"), "d": ref("#d")}},
    )
    found = parts(held)
    assert (found["B.a"].refers, found["B.d"].refers) == (("A",), ("A.$defs.d",))


def test_by_id_and_relative_to_it() -> None:
    held = schemas(
        A={
            "$id": "https://x.no/s/a",
            "$defs": {"k": {"type": "integer", "$anchor": "k"}},
            "properties": {"k": ref("#/$defs/k"), "n": ref("#k"), "b": ref("b")},
        },
        B={"$id": "/s/b", "$anchor": "k"},
        C={"$id": "https://x.no/s/c", "properties": {"b": ref("b"), "a": ref("/s/a#/$defs/k")}},
        D=ref("https://x.no/s/a"),
    )
    held["$self"] = "https://x.no/openapi"
    found = parts({**held, "openapi": "3.2.0"})
    assert {n: p.refers for n, p in found.items() if p.refers} == {
        "A.k": ("A.$defs.k",),
        "A.n": ("A.$defs.k",),
        "A.b": ("B",),
        "C.b": ("B",),
        "C.a": ("A.$defs.k",),
        "D": ("A",),
    }


def test_by_the_documents_own_uri() -> None:
    held = schemas("3.2.0", A=TEXT, B=ref("https://x.no/v/o.json#/components/schemas/A"))
    held["components"]["schemas"]["C"] = {"properties": {"x": ref("https://x.no/v/s/X.json")}}
    held["$self"] = "https://x.no/v/o.json"
    found = parts(held, {"api/s/X.json": {"type": "integer"}})
    assert (found["B"].refers, found["C.x"].refers) == (("A",), ("X",))


def test_by_dynamic_anchor() -> None:
    held = schemas(
        Tre={
            "$dynamicAnchor": "node",
            "properties": {"barn": {"type": "array", "items": {"$dynamicRef": "#node"}}},
        }
    )
    assert parts(held)["Tre.barn"].refers == ("Tre",)
    assert types(held)["Tre.barn"] == "Tre[]"


def test_a_schema_may_hold_itself() -> None:
    held = schemas(
        A={
            "properties": {"a": component("A"), "b": component("B")},
            "additionalProperties": component("A"),
            "allOf": [component("B")],
        },
        B={"oneOf": [component("A"), component("B")]},
    )
    found = parts(held)
    assert list(found) == ["A", "A.a", "A.b", "A.*", "B"]
    assert found["B"].refers == ("A", "B")


FILES: dict[str, object] = {
    "api/paths/a.yaml": "get:\n  parameters:\n  - $ref: ../deler.yaml#/parametre/q\n  responses:\n"
    "    '200': {$ref: '../deler.yaml#/svar/Ok'}\n",
    "api/deler.yaml": "parametre:\n  q: {in: query, name: q, schema: {$ref: s/Navn.yaml}}\nsvar:\n"
    "  Ok:\n    description: ok\n    content:\n      application/json:\n"
    "        schema: {$ref: 'openapi.json#/components/schemas/Person'}\n",
    "api/s/Navn.yaml": "type: string\nenum: [a]\n",
    "api/s/Person.yaml": "type: object\nproperties:\n  navn: {$ref: Navn.yaml}\n"
    "  mor: {$ref: ./Person.yaml}\n  far: {$ref: '#'}\n  hund: {$ref: Hund.yaml#/Hund}\n",
    "api/s/Hund.yaml": "Hund:\n  properties:\n    eier: {$ref: Person.yaml}\n"
    "    alder: {$ref: '#/Alder'}\nAlder: {type: integer}\n",
}
SEVERAL = document(
    paths={"/a": ref("paths/a.yaml")},
    components={"schemas": {"Person": ref("s/Person.yaml")}},
)


def test_over_several_files_and_back() -> None:
    found = parts(SEVERAL, FILES)
    assert {n: p.refers for n, p in found.items()} == {
        "GET /a": (),
        "GET /a query:q": ("parameter:q",),
        "GET /a 200": ("response:Ok",),
        "Person": (),
        "Person.navn": ("Navn",),
        "Person.mor": ("Person",),
        "Person.far": ("Person",),
        "Person.hund": ("Hund",),
        "Navn": (),
        "Navn.a": (),
        "Hund": (),
        "Hund.eier": ("Person",),
        "Hund.alder": ("Alder",),
        "Alder": (),
        "parameter:q": ("Navn",),
        "response:Ok": (),
        "response:Ok:application/json": ("Person",),
    }


def test_every_part_stands_where_its_file_has_it() -> None:
    found = parts(SEVERAL, FILES)
    for part in found.values():
        where = part.location
        file = SEVERAL if where.file == MAIN else FILES[where.file]
        at(file, str(where.pointer))
    assert {n: (p.location.file, p.location.line) for n, p in found.items()} == {
        "GET /a": ("api/paths/a.yaml", 1),
        "GET /a query:q": ("api/deler.yaml", 2),
        "GET /a 200": ("api/deler.yaml", 4),
        "Person": ("api/s/Person.yaml", 1),
        "Person.navn": ("api/s/Person.yaml", 3),
        "Person.mor": ("api/s/Person.yaml", 4),
        "Person.far": ("api/s/Person.yaml", 5),
        "Person.hund": ("api/s/Person.yaml", 6),
        "Navn": ("api/s/Navn.yaml", 1),
        "Navn.a": ("api/s/Navn.yaml", 2),
        "Hund": ("api/s/Hund.yaml", 1),
        "Hund.eier": ("api/s/Hund.yaml", 3),
        "Hund.alder": ("api/s/Hund.yaml", 4),
        "Alder": ("api/s/Hund.yaml", 5),
        "parameter:q": ("api/deler.yaml", 2),
        "response:Ok": ("api/deler.yaml", 4),
        "response:Ok:application/json": ("api/deler.yaml", 7),
    }


def test_something_and_what_is_in_it_may_both_be_referred_to() -> None:
    files = {
        "api/d.json": {
            "properties": {"b": {"properties": {"c": ref("#/$defs/E")}}},
            "$defs": {"E": TEXT},
        }
    }
    held = schemas(A=ref("d.json"), B=ref("d.json#/properties/b"), C=ref("d.json"))
    found = parts(held, files)
    assert found["A.b.c"].refers == found["B.c"].refers == ("E",)
    assert found["C"].refers == ("A",)


def test_two_files_may_use_the_same_name() -> None:
    held = schemas(
        A={"properties": {"x": ref("x/S.json"), "y": ref("y/S.json"), "z": ref("z.json#/S")}}
    )
    files = {
        "api/x/S.json": {"enum": ["x"]},
        "api/y/S.json": {"enum": ["y"]},
        "api/z.json": {"S": TEXT},
    }
    found = parts(held, files)
    names = [found[f"A.{key}"].refers[0] for key in "xyz"]
    assert names == ["S", "S.S", "z.S"]
    assert found["S.S"].location.file == "api/y/S.json"


def test_a_path_item_may_stand_elsewhere_and_be_added_to() -> None:
    held = document(
        paths={
            "/a": {
                **ref("#/components/pathItems/P"),
                "parameters": [ref("#/components/parameters/q")],
            }
        },
        components={
            "pathItems": {"P": {"get": {"responses": {}, "summary": "Hent"}}},
            "parameters": {"q": {"in": "query", "name": "q", "schema": TEXT}},
        },
    )
    found = parts(held)
    assert list(found) == ["GET /a", "GET /a query:q", "parameter:q"]
    assert found["GET /a"].location.pointer == "/components/pathItems/P/get"
    assert found["GET /a"].location.line == line_of(held, '"get"')


def test_a_path_item_may_call_itself_back() -> None:
    held = document(paths={"/a": {"post": {"callbacks": {"c": {"{$url}": ref("#/paths/~1a")}}}}})
    found = parts(held)
    inner = "POST /a callback:c POST {$url} callback:c"
    assert found[inner].refers == ("POST /a",)
    assert list(found)[-1] == inner


@pytest.mark.parametrize(
    "reference",
    [
        "http://127.0.0.1:18999/x.json",
        "https://example.org/x.yaml#/A",
        "//example.org/x.json",
        "file:///etc/passwd",
        "/etc/passwd",
        "\\\\server\\x.json",
        "../../x.json",
        "nowhere.json",
        "nowhere.json#/components/schemas/A",
        "http://[",
        "data:application/json,{}",
    ],
)
def test_out_of_the_specs_files_is_refused(reference: str) -> None:
    held = schemas(A={"properties": {"p": ref(reference)}}, B=ref(reference))
    (first, second) = sorted(refused(held), key=lambda f: f.location.line or 0 if f.location else 0)
    assert (first.rule, first.severity) == ("reference-outside", Severity.ERROR)
    assert places([first, second]) == [(MAIN, 13), (MAIN, 18)]
    assert reference in said(first)
    assert "out of the spec's own files" in said(first)


def test_in_another_file_a_reference_outside_is_told_there() -> None:
    files = {"api/d.yaml": "type: object\nproperties:\n  x:\n    $ref: http://x.no/y\n"}
    (finding,) = refused(schemas(A=ref("d.yaml")), files)
    assert finding.location is not None
    assert places([finding]) == [("api/d.yaml", 4)]
    assert finding.location.pointer == "/properties/x/$ref"


@pytest.mark.parametrize(
    "reference",
    [
        "#/components/schemas/No",
        "#nowhere",
        "#/info/title",
        "#/components/schemas/A/0",
        "d.json#/x",
    ],
)
def test_to_nothing_is_told_and_the_rest_is_read(reference: str) -> None:
    held = schemas(A={"properties": {"p": {**ref(reference), "title": "P"}, "q": TEXT}})
    files: dict[str, object] = {"api/d.json": {"y": {}}}
    (finding,) = findings(held, files)
    assert (finding.rule, finding.severity) == ("reference-dead", Severity.ERROR)
    assert places([finding]) == [(MAIN, line_of(held, '"$ref"'))]
    assert said(finding) == f"the reference {reference} leads nowhere."
    found = parts(held, files)
    assert (list(found), found["A.p"].title, found["A.p"].refers) == (["A", "A.p", "A.q"], "P", ())


def test_a_component_that_refers_to_nothing_in_a_file_is_still_shown() -> None:
    held = schemas(A=ref("d.json#/x"), B=ref("d.json#/text"))
    files = {"api/d.json": {"text": "t"}}
    assert [f.rule for f in findings(held, files)] == ["reference-dead"] * 2
    assert list(parts(held, files)) == ["A", "B"]


def test_an_index_of_very_many_digits_leads_nowhere() -> None:
    held = schemas(A={"allOf": [TEXT, ref("#/components/schemas/A/allOf/" + "9" * 5_000)]})
    (finding,) = findings(held)
    assert (finding.rule, len(said(finding)) < 300) == ("reference-dead", True)


def test_without_a_hash_is_read_as_with_one() -> None:
    held = schemas(A=TEXT, B={"properties": {"p": ref("/components/schemas/A")}})
    (finding,) = findings(held)
    assert (finding.rule, finding.severity) == ("reference-without-hash", Severity.WARNING)
    assert places([finding]) == [(MAIN, line_of(held, '"$ref"'))]
    assert said(finding) == (
        "the reference /components/schemas/A lacks a # in front, and is read as if it had one."
    )
    assert parts(held)["B.p"].refers == ("A",)


@pytest.mark.parametrize(
    "named",
    [{"A": component("A")}, {"A": component("B"), "B": component("A"), "C": component("A")}],
)
def test_a_pure_loop_is_refused(named: dict[str, object]) -> None:
    held = schemas(**named)
    (finding,) = refused(held)
    assert (finding.rule, finding.severity) == ("reference-loop", Severity.ERROR)
    assert places([finding]) == [(MAIN, line_of(held, '"$ref"'))]
    assert "leads to nothing but itself" in said(finding)


def test_loops_of_path_items_and_over_files_are_refused() -> None:
    held = document(paths={"/a": ref("#/paths/~1b"), "/b": ref("#/paths/~1a")})
    assert [f.rule for f in refused(held)] == ["reference-loop"]
    files: dict[str, object] = {"api/b.json": ref("c.json"), "api/c.json": ref("b.json")}
    assert [f.rule for f in refused(schemas(A=ref("b.json")), files)] == ["reference-loop"]


def test_a_chain_may_be_as_long_as_the_limit_and_no_longer() -> None:
    def chain(length: int) -> Node:
        named = {f"S{n:02}": component(f"S{n + 1:02}") for n in range(length)}
        return schemas(**named, **{f"S{length:02}": TEXT})

    assert len(parts(chain(MOST_HOPS))) == MOST_HOPS + 1
    (finding,) = refused(chain(MOST_HOPS + 1))
    assert (finding.rule, places([finding])) == ("reference-chain", [(MAIN, 11)])
    assert said(finding) == (
        "the reference #/components/schemas/S01 begins a chain of more than 50 references."
    )


@pytest.mark.parametrize("value", [1, None, [], {}, True])
def test_what_is_no_text_is_no_reference(value: object) -> None:
    assert list(parts(schemas(A={"$ref": value, **TEXT}))) == ["A"]


def test_control_characters_of_a_reference_are_not_printed() -> None:
    (finding,) = refused(schemas(A=ref("\x1b[31m\n" + "x" * 1000)))
    assert (said(finding).isprintable(), len(said(finding)) < 400) == (True, True)


def test_very_many_anchors_ids_and_dead_references_are_read_in_time() -> None:
    count = 20_000
    properties: Node = {
        f"a{n}": {"$anchor": f"x{n}", "$id": f"https://x.no/{n}"} for n in range(count)
    }
    properties |= {f"r{n}": ref(f"#x{n}") for n in range(count)}
    properties |= {f"d{n}": ref(f"#/components/schemas/D{n}") for n in range(count)}
    before = time.process_time()
    gathered, made = stages(schemas(A={"properties": properties}))
    assert time.process_time() - before < 15
    assert len(gathered.findings) == count
    assert made.tree.by_address[Address("A.r19999")].refers == ("A.a19999",)
