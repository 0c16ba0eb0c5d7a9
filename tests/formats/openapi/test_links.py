"""Links in descriptions lead to the part that other viewers would show; dead ones are told."""

import pytest

from generator.model.finding import Severity
from generator.model.part import walk
from tests.conftest import shared
from tests.formats.openapi.builders import (
    MAIN,
    Node,
    content,
    document,
    findings,
    line_of,
    parts,
    places,
    read,
    said,
    schemas,
)


def held(description: str) -> Node:
    return document(
        paths={
            "/a": {
                "get": {
                    "operationId": "hent-person",
                    "tags": ["Vår tag"],
                    "description": description,
                }
            },
            "/b": {"get": {"operationId": "a/b"}},
        },
        components={"schemas": {"Person": {"type": "string"}}},
    )


@pytest.mark.parametrize(
    ("link", "address"),
    [
        ("#operation/hent-person", "GET /a"),
        ("#operations/hent-person", "GET /a"),
        ("#/operations/hent-person", "GET /a"),
        ("#tag/V%C3%A5r-tag/operation/hent-person", "GET /a"),
        ("#/V%C3%A5r%20tag/hent-person", "GET /a"),
        ("#operation-hent-person", "GET /a"),
        ("#/operations/Hent-Person", "GET /a"),
        ("index.html#operation/hent-person", "GET /a"),
        ("#tag/V%C3%A5r-tag", "tag:Vår tag"),
        ("#tag/Vår%20tag", "tag:Vår tag"),
        ("#/schemas/Person", "Person"),
        ("#schema/Person", "Person"),
        ("#model-Person", "Person"),
        ("#/components/schemas/Person", "Person"),
        ("#/definitions/Person", "Person"),
    ],
)
def test_every_form_of_link(link: str, address: str) -> None:
    main = held(f"Se [her]({link}) og [der](<{link}>).")
    assert dict(parts(main)["GET /a"].links) == {link: address}
    assert findings(main) == ()


@pytest.mark.parametrize(
    "text",
    [
        "[x](https://x.no/#operation/nei)",
        "[x](//x.no#nei)",
        "[x](mailto:a@b.no#c)",
        "#operation/nei",
        "[x](side)",
    ],
)
def test_what_leads_elsewhere_is_left_alone(text: str) -> None:
    main = held(text)
    assert (dict(parts(main)["GET /a"].links), findings(main)) == ({}, ())


@pytest.mark.parametrize("link", ["#operation/nei", "#tag/nei", "#schema/nei", "#nei", "#/a/b/c"])
def test_a_dead_link_is_told_where_it_stands(link: str) -> None:
    main = held(f"Se [her]({link}).")
    (finding,) = findings(main)
    assert (finding.rule, finding.severity) == ("link-dead", Severity.WARNING)
    assert places([finding]) == [(MAIN, line_of(main, '"description"'))]
    assert finding.location is not None
    assert finding.location.pointer == "/paths/~1a/get/description"
    assert said(finding) == f"the link {link} in a description leads to nothing in the spec."


YAML = """openapi: 3.1.0
info: {{title: t, version: '1'}}
paths:
  /a:
    get:
      operationId: x
      description: {start}
{text}
"""


@pytest.mark.parametrize(
    ("start", "text", "lines"),
    [
        ("|", "        [a](#operation/x)\n\n        [b](#operation/nei) [c](#tag/nei)", [10, 10]),
        (
            ">-",
            "        Noe\n        [a](#operation/nei)\n        mer\n        [a](#operation/nei)",
            [9, 11],
        ),
        ("'Noe", "        [a](#operation/nei)\n\n        ''mer'' [b](#tag/nei)'", [8, 10]),
        ('"Noe', '        \\"mer\\" [a](#operation/nei)"', [8]),
        ("Noe", "        mer [a](#operation/nei)", [8]),
        ("|", "        [a](#operation/xy) [a](#operation/x) \n        [b](#operation/x)", [8]),
        ('"[a](#operation/\\u006eei)"', "", [7]),
    ],
)
def test_the_line_in_yaml(start: str, text: str, lines: list[int]) -> None:
    found = findings(YAML.format(start=start, text=text))
    assert [f.location.line for f in found if f.location] == lines


def test_the_line_where_lines_end_otherwise() -> None:
    text = YAML.format(start="|", text="        Noe\n        [b](#operation/nei)")
    assert places(findings(text.replace("\n", "\r\n"))) == [(MAIN, 9)]


def test_a_link_is_told_once_however_often_it_is_used() -> None:
    use = {"$ref": "#/components/parameters/q"}
    main = document(
        paths={path: {"get": {"parameters": [use]}} for path in ("/a", "/b")},
        components={
            "parameters": {
                "q": {
                    "in": "query",
                    "name": "q",
                    "schema": {},
                    "description": "[x](#operation/nei)",
                }
            }
        },
    )
    assert len(findings(main)) == 1


@pytest.mark.parametrize(
    "part", ["A", "A.b", "A.c", "tag:T", "security:s", "response:R", "GET /a query:q", "GET /a 200"]
)
def test_links_are_read_wherever_something_is_described(part: str) -> None:
    said_ = {"description": "[x](#schema/A)"}
    main = document(
        info={"title": "t", "version": "1", **said_},
        tags=[{"name": "T", **said_}],
        paths={
            "/a": {
                "get": {
                    "parameters": [{"in": "query", "name": "q", "schema": {}, **said_}],
                    "responses": {"200": said_},
                }
            }
        },
        components={
            "schemas": {
                "A": {
                    **said_,
                    "properties": {"b": said_},
                    "enum": ["c"],
                    "x-enumDescriptions": {"c": said_["description"]},
                }
            },
            "securitySchemes": {"s": {"type": "http", "scheme": "basic", **said_}},
            "responses": {"R": said_},
        },
    )
    assert dict(parts(main)[part].links) == {"#schema/A": "A"}
    about = read(main).tree.about
    assert about is not None
    assert dict(about.links) == {"#schema/A": "A"}


def test_a_dead_link_in_another_file_is_told_there() -> None:
    file = "type: string\ndescription: |\n  Se\n  [x](#operation/nei)\n"
    found = findings(schemas(A={"$ref": "d.yaml"}), {"api/d.yaml": file})
    assert places(found) == [("api/d.yaml", 4)]


@pytest.mark.real
def test_the_links_of_the_real_gemini() -> None:
    (file,) = shared("specs/sikt/gemini").glob("*.yaml")
    made = read(file.read_text(encoding="utf-8"))
    dead = [f for f in made.findings if f.rule == "link-dead"]
    texts = [part.links for part, _ in walk(made.tree.parts)]
    assert made.tree.about is not None
    assert len({to for links in (*texts, made.tree.about.links) for to in links}) == 35
    assert {f.arguments["link"] for f in dead} == {
        "#operation/hent-emnekombinasjon",
        "#operation/hent-institusjonser",
    }
    lines = content(file.read_text(encoding="utf-8")).decode().splitlines()
    for finding in dead:
        assert finding.location is not None
        assert finding.location.line is not None
        assert f"({finding.arguments['link']})" in lines[finding.location.line - 1]
