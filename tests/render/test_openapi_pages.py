"""The pages of an OpenAPI API as a reader gets them."""

import json
import tempfile
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

import html5lib
import pytest

from generator import pipeline
from generator.pipeline import Edition
from generator.render.page import Page
from generator.workspace import Workspace

CATALOG = """
catalog: {title: Katalog}
versions: [{major: 1, released: 2025-04-01}, {major: 2, released: 2026-04-14}]
apis: [{id: rom, name: Rom, status: production, spec: rom.json}]
"""
Node = dict[str, Any]
STRING = {"type": "string"}


class Site:
    """The pages of one spec in one language, and the files beside them."""

    def __init__(self, spec: Node, language: str = "nb") -> None:
        with tempfile.TemporaryDirectory() as folder:
            Path(folder, "catalog.yaml").write_text(CATALOG, encoding="utf-8")
            Path(folder, "rom.json").write_text(json.dumps(spec), encoding="utf-8")
            self.edition: Edition = pipeline.read(
                Workspace(Path(folder, "catalog.yaml")), date(2026, 5, 1)
            )
            said = pipeline.words(self.edition, language)
            shelves = pipeline.shelves(self.edition, pipeline.specs(self.edition), said)
            self.pages: dict[str, Page] = {
                page.path.removeprefix("rom/"): page
                for page in pipeline.pages(self.edition, shelves, said)
            }
            self.files = {f.path: f.content for f in pipeline.files(self.edition, shelves)}

    def main(self, path: str) -> Element:
        found: Element = html5lib.parse(self.pages[path].html, namespaceHTMLElements=False)
        return found

    def text(self, path: str) -> str:
        return words(self.main(path))


def words(element: Element | None) -> str:
    assert element is not None
    return " ".join("".join(element.itertext()).split())


def found(element: Element, tag: str, class_: str) -> list[Element]:
    return [e for e in element.iter(tag) if class_ in e.get("class", "").split()]


def spec(paths: Node | None = None, schemas: Node | None = None, **more: object) -> Node:
    info = {"title": "Rom", "version": "1.2"}
    components = {"schemas": schemas or {}}
    return {
        "openapi": "3.1.0",
        "info": info,
        "paths": paths or {},
        "components": components,
        **more,
    }


def answer(schema: Node, **more: object) -> Node:
    media = {"application/json": {"schema": schema, **more}}
    return {"200": {"description": "Svaret.", "content": media}}


def get(responses: Node | None = None, **more: object) -> Node:
    return {"get": {"operationId": "hent", "responses": responses or {}, **more}}


def link_to(name: str) -> Node:
    return {"$ref": f"#/components/schemas/{name}"}


def test_method_and_path_stand_right_below_the_summary() -> None:
    page = Site(spec({"/rom/{id}": get(summary="Hent rom")})).main("operasjoner/hent.html")
    heading = next(page.iter("h1"))
    assert words(heading) == "Hent rom operasjon"
    assert heading.get("data-pointer") == "/paths/~1rom~1{id}/get"
    body = list(next(page.iter("body")))
    assert words(body[body.index(heading) + 1]) == "GET /rom/{id}"


def test_an_operation_without_a_summary_is_called_by_method_and_path() -> None:
    page = Site(spec({"/rom": get()})).main("operasjoner/hent.html")
    assert words(next(page.iter("h1"))) == "GET /rom operasjon"


def test_an_operation_keeps_its_page_when_a_placeholder_is_renamed() -> None:
    def page(name: str) -> set[str]:
        operation: Node = {"get": {"responses": {}}}
        return {p for p in Site(spec({f"/rom/{{{name}}}": operation})).pages if "operasjoner" in p}

    assert page("id") == page("romId")
    assert len(page("id")) == 2


def test_two_shared_parts_of_one_name_have_a_page_each() -> None:
    components = {
        "headers": {"grense": {"schema": STRING}},
        "parameters": {"grense": {"name": "grense", "in": "query", "schema": STRING}},
    }
    site = Site({**spec(), "components": components})
    assert len([p for p in site.pages if p.startswith("felles/") and "index" not in p]) == 2


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("nb", "1 av 3 deler i svaret er ikke i produksjon."),
        ("nn", "1 av 3 delar i svaret er ikkje i produksjon."),
        ("en", "1 of 3 parts of the answer are not in production."),
    ],
)
def test_an_answer_tells_how_many_of_its_fields_differ(language: str, expected: str) -> None:
    """Counted by hand: the schema's own two fields and the one of the schema it builds on."""
    own = {"properties": {"navn": STRING, "ny": {**STRING, "x-beta": True}}}
    schemas = {
        "Ting": {"type": "object", "properties": {"id": STRING}},
        "Rom": {"allOf": [link_to("Ting"), own]},
    }
    page = Site(spec({"/rom": get(answer(link_to("Rom")))}, schemas), language)
    told = [words(e) for e in found(page.main("operasjoner/hent.html"), "p", "differs")]
    assert expected in told


def test_the_fields_of_an_answer_lead_to_their_schema() -> None:
    schemas = {"Rom": {"type": "object", "required": ["navn"], "properties": {"navn": STRING}}}
    page = Site(spec({"/rom": get(answer(link_to("Rom")))}, schemas)).main("operasjoner/hent.html")
    row = next(e for e in page.iter("li") if words(e).startswith("navn"))
    assert words(row) == "navn string påkrevd Produksjon"
    assert next(row.iter("a")).get("href") == "../skjemaer/Rom.html#Rom.navn"


def test_what_an_error_holds_is_on_the_page_of_each_operation_that_shares_it() -> None:
    problem = {
        "application/problem+json": {"schema": {"properties": {"status": {"type": "integer"}}}}
    }
    shared = {"description": "Finnes ikke.", "content": problem}
    document = spec({"/rom": get({"404": {"$ref": "#/components/responses/Borte"}})})
    document["components"]["responses"] = {"Borte": shared}
    site = Site(document)
    failure = found(site.main("operasjoner/hent.html"), "div", "failure")[0]
    assert "404" in words(failure)
    assert "Finnes ikke." in words(failure)
    assert "application/problem+json" in words(failure)
    assert "status integer Produksjon" in words(failure)
    assert "RFC 9457" in site.text("operasjoner/hent.html")


def test_deep_fields_are_told_by_their_path() -> None:
    place = {"type": "array", "items": {"type": "object", "properties": {"gate": STRING}}}
    body = {"type": "object", "properties": {"adresse": place}}
    request = {"content": {"application/json": {"schema": body}}}
    page = Site(spec({"/rom": get(requestBody=request)})).main("operasjoner/hent.html")
    names = [words(e) for e in found(page, "a", "name")]
    assert "adresse[].gate" in names


@pytest.mark.parametrize(
    ("schema", "expected"),
    [
        ({"minLength": 1, "maxLength": 3}, "minst 1 tegn høyst 3 tegn"),
        ({"type": "array", "items": {"minLength": 2}}, "hvert element: minst 2 tegn"),
        ({"type": "array", "minItems": 1}, "minst 1 element"),
        ({"type": "integer", "exclusiveMinimum": 0, "maximum": 9}, "større enn 0 høyst 9"),
        ({"pattern": "^a$"}, "følger mønsteret ^a$"),
        ({"const": "NO"}, 'alltid "NO"'),
        ({"type": ["string", "null"], "readOnly": True}, "bare i svar kan være null"),
        ({"type": "object", "additionalProperties": False}, "ingen andre felter enn disse"),
    ],
)  # fmt: skip
def test_limits_in_words(schema: Node, expected: str) -> None:
    site = Site(spec(schemas={"Rom": {"properties": {"felt": {"type": "string", **schema}}}}))
    limits = found(site.main("skjemaer/Rom.html"), "p", "limits")
    assert " ".join(words(run) for run in limits[0].iter("span")) == expected


def test_alternatives_are_named_and_follow_each_other() -> None:
    def choice(title: str, field: str) -> Node:
        return {"title": title, "type": "object", "properties": {field: STRING}}

    schemas = {"Betaling": {"oneOf": [choice("Kort", "nummer"), choice("Faktura", "orgnr")]}}
    branches = found(Site(spec(schemas=schemas)).main("skjemaer/Betaling.html"), "div", "branch")
    assert [words(next(b.iter("a"))) for b in branches] == [
        "Alternativ: Kort",
        "Alternativ: Faktura",
    ]
    assert ["nummer" in words(b) for b in branches] == [True, False]


def test_a_link_in_a_description_leads_to_what_it_means_and_a_dead_one_stays_text() -> None:
    said = "Se [hent](#operation/hent) og [intet](#operation/intet)."
    page = Site(spec({"/rom": get(description=said)}, {"Rom": {"description": said}}))
    text = next(e for e in page.main("skjemaer/Rom.html").iter("p") if "Se hent" in words(e))
    assert [a.get("href") for a in text.iter("a")] == ["../operasjoner/hent.html"]
    assert "[intet](#operation/intet)" in words(text)


def examples(text: str) -> Site:
    return Site(spec({"/rom": get(answer(STRING, example=text))}))


def test_a_long_example_lies_in_a_file_and_its_beginning_on_the_page() -> None:
    site = examples("å" * 20_000)
    page = site.main("operasjoner/hent.html")
    href = next(a.get("href", "") for a in page.iter("a") if a.get("href", "").endswith(".txt"))
    assert site.files[f"rom{href.removeprefix('..')}"].decode() == "å" * 20_000
    assert 1_000 < words(page).count("å") < 10_000  # an answer to a call begins alike


def test_a_shorter_example_has_no_file() -> None:
    site = examples("å" * 10_000)
    assert site.text("operasjoner/hent.html").count("å") > 9_999
    assert not any("eksempler" in path for path in site.files)


@pytest.mark.parametrize(("number", "listed"), [(3, True), (401, False)])
def test_operations_are_listed_by_tag_and_many_on_the_tags_own_pages(
    number: int, *, listed: bool
) -> None:
    paths = {
        f"/rom/{n}": {"get": {"tags": ["rom", "alt"], "summary": f"Rom nr. {n}", "responses": {}}}
        for n in range(number)
    }
    tags = [{"name": "rom", "description": "Alle rommene. Mer."}, {"name": "alt"}]
    site = Site(spec(paths, tags=tags))
    page = site.text("operasjoner/index.html")
    assert "Alle rommene." in page
    assert ("Rom nr. 1 " in page) is listed
    assert "Rom nr. 1 " in site.text("tagger/rom.html")
    assert "Rom nr. 1 " in site.text("tagger/alt.html")


def test_the_overview_tells_what_the_spec_says_of_its_api() -> None:
    document = spec(servers=[{"url": "https://api.example.no/v1"}])
    document["info"] |= {
        "description": "# Om rommene\nAlt.",
        "license": {"name": "MIT", "url": "https://example.no/mit"},
        "contact": {"email": "rom@example.no"},
    }
    page = Site(document).main("index.html")
    assert "OpenAPI 3.1.0" in words(page)
    assert "https://api.example.no/v1" in words(page)
    links = {a.get("href") for a in page.iter("a")}
    assert {"https://example.no/mit", "mailto:rom@example.no"} <= links
    assert [words(h) for h in page.iter("h3")] == ["Om rommene"]


def test_schemas_that_only_name_others_twice_over_are_followed_once_each() -> None:
    """As many ways as 2 to the 40th lead from the first to the last, and one leads back."""
    schemas: Node = {
        f"X{n}": {"allOf": [{"$ref": f"#/components/schemas/X{n + 1}"}] * 2} for n in range(40)
    }
    schemas["X40"] = {"type": "object", "properties": {"navn": STRING}}
    site = Site(spec(schemas=schemas))
    assert "navn" in site.text("skjemaer/X0.html")


def test_every_part_is_marked_once_on_its_own_page() -> None:
    file = Path(__file__).parents[1] / "golden/rom.yaml"
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "catalog.yaml").write_text(CATALOG.replace("rom.json", "rom.yaml"), "utf-8")
        Path(folder, "rom.yaml").write_bytes(file.read_bytes())
        edition = pipeline.read(Workspace(Path(folder, "catalog.yaml")), date(2026, 5, 1))
    said = pipeline.words(edition)
    shelves = pipeline.shelves(edition, pipeline.specs(edition), said)
    proof = pipeline.proof(shelves)
    for page in pipeline.pages(edition, shelves, said):
        proof.look(page.path, page.html)
    proof.finish()
    assert proof.differences == []
    assert proof.total["property", "beta"] == 2
    assert proof.total["parameter", "beta"] == 1
