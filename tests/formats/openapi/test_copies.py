"""A published copy of a spec says of each part what its page says, and changes nothing else."""

import copy
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openapi_spec_validator import validate

from generator.catalog.model import AnnotationRecogniser, SideFileEntry
from generator.catalog.read import read as read_catalog
from generator.contract import deprecation
from generator.contract.promise import Promises
from generator.contract.recognise import Recognition
from generator.contract.remarks import Remarks
from generator.contract.standing import Standings, standings
from generator.formats import Bundle, Document, all_formats
from generator.formats.openapi.copies.overlay import json_path
from generator.model.location import Location
from generator.model.part import Tree
from generator.model.status import Status
from generator.syntax import source
from tests.conftest import shared

FORMAT = all_formats()["openapi"]
CATALOG = read_catalog(
    b"catalog: {title: K}\napis: [{id: a, name: A, status: production}]\n", "catalog.yaml"
)
API = CATALOG.apis[0]
PROMISES = Promises(CATALOG, date(2026, 5, 1))
OWN_EXTENSION = [
    r
    for r in API.recognisers
    if isinstance(r, AnnotationRecogniser) and r.annotation == "x-contract-status"
]
ADDED = re.compile(
    r"x-(contract-status(-of-(values|properties|parts))?|stability-level|badges|sunset)"
)

V30 = """\
openapi: 3.0.3
info: {title: Studier, version: "1"}   # versjonen er vår egen
tags:
  - name: Emner
paths:
  /emner/{emne-id}/it's:
    parameters:
      - {name: emne-id, in: path, required: true, schema: {type: string}}
    get:
      tags: [Emner]
      operationId: emne
      parameters:
        - $ref: '#/components/parameters/Side'
        - name: sortering
          in: query
          schema:
            type: array
            items: {type: string, enum: [navn, "1", 2]}
      responses:
        200:
          description: OK
          content:
            application/json: {schema: {$ref: '#/components/schemas/Emne'}}
        '404': {$ref: '#/components/responses/Feil'}
    delete:
      tags: [Emner]
      deprecated: true
      x-sunset: 2027-04-01
      responses:
        '404': {$ref: '#/components/responses/Feil'}
  /varsler:
    post:
      requestBody:
        content:
          application/json:
            schema:
              type: object
              properties:
                adresse: {type: string}
      responses: {'204': {description: Tomt}}
      callbacks:
        sendt:
          '{$request.body#/adresse}':
            post:
              responses: {'200': {description: OK}}
components:
  parameters:
    Side: {name: side, in: query, schema: {type: integer}}
  responses:
    Feil:
      description: Feil
      content:
        application/problem+json: {schema: {$ref: '#/components/schemas/Feil'}}
  schemas:
    Emne:
      type: object
      required: [navn]
      properties:
        navn: {type: string, description: 'Navnet: "kort"'}
        eier: {$ref: '#/components/schemas/Person'}
        niva:
          type: string
          enum:
            - lav
            - høy
        deler:
          type: array
          items:
            type: object
            properties: {"a.b/c": {type: integer}}
      additionalProperties: {$ref: '#/components/schemas/Person'}
    Person:
      oneOf:
        - {title: Ansatt, type: object, properties: {stilling: {type: string}}}
        - {title: Student, type: object, properties: {kull: {type: integer}}}
    Feil:
      type: object
      properties:
        detail: {type: string}
"""
V31 = (
    V30.replace("openapi: 3.0.3", "openapi: 3.1.1")
    + """\
    Vid:
      type: [object, 'null']
      properties: {alt: true}
      patternProperties: {'^x_': {$ref: '#/components/schemas/Feil'}}
webhooks:
  nyttEmne:
    post:
      responses: {'200': {description: OK}}
"""
)
V32 = V31.replace("openapi: 3.1.1", "openapi: 3.2.0").replace(
    "  /varsler:\n", "  /varsler:\n    query: {responses: {'200': {description: OK}}}\n"
)
V20 = {
    "swagger": "2.0",
    "info": {"title": "Gammelt", "version": "1"},
    "paths": {
        "/personer/{id}": {
            "parameters": [{"name": "id", "in": "path", "required": True, "type": "string"}],
            "get": {
                "produces": ["application/json"],
                "parameters": [{"$ref": "#/parameters/Side"}],
                "responses": {
                    "200": {"description": "OK", "schema": {"$ref": "#/definitions/Person"}},
                    "404": {"$ref": "#/responses/Feil"},
                },
            },
            "post": {
                "consumes": ["application/x-www-form-urlencoded"],
                "parameters": [
                    {"name": "navn", "in": "formData", "type": "string"},
                    {"name": "rolle", "in": "formData", "type": "string", "enum": ["a", "b"]},
                ],
                "responses": {"404": {"$ref": "#/responses/Feil"}},
            },
            "put": {
                "consumes": ["application/json", "text/json"],
                "parameters": [
                    {"name": "kropp", "in": "body", "schema": {"$ref": "#/definitions/Person"}}
                ],
                "responses": {"204": {"description": "Tomt"}},
            },
        }
    },
    "parameters": {"Side": {"name": "side", "in": "query", "type": "integer"}},
    "responses": {"Feil": {"description": "Feil"}},
    "definitions": {
        "Person": {
            "type": "object",
            "properties": {
                "navn": {"type": "string"},
                "venn": {"$ref": "#/definitions/Person"},
                "kjønn": {"type": "string", "enum": ["k", "m", "x"]},
            },
        }
    },
}  # fmt: skip
SPECS = {
    "2.0": json.dumps(V20, indent=2),
    "2.0 in one line": json.dumps(V20),
    "3.0": V30,
    "3.0 as JSON": json.dumps(source.parse(V30.encode()).value, indent=4, ensure_ascii=False),
    "3.1": V31,
    "3.2": V32,
}


class Read:
    """A spec as a reader of its pages knows it."""

    def __init__(
        self, files: Mapping[str, bytes], side: Mapping[str, str], *, with_own_alone: bool = False
    ) -> None:
        first = next(iter(files))
        self.bundle = Bundle([Document(file=first, content=files[first])], files.get)
        reading = FORMAT.read(self.bundle)
        self.native = reading.native
        entries = [
            SideFileEntry(pattern=c, status=_status(s), location=Location(file="side", line=1))
            for c, s in side.items()
        ]
        recognition = Recognition(
            PROMISES, OWN_EXTENSION if with_own_alone else API.recognisers, entries
        )
        self.tree: Tree = deprecation.understood(recognition.tree(reading.tree))
        self.standings: Standings = standings(self.tree, API.status, PROMISES)
        self.findings = recognition.findings

    def contracts(self) -> dict[str, str]:
        """The contract of every part, by its coordinate."""
        coordinate = {a: part.coordinate for a, part in self.tree.by_address.items()}
        return {coordinate[a]: PROMISES.contract_id(s.effective) for a, s in self.standings.items()}


class Published:
    """A spec, and what is published of it."""

    def __init__(self, files: Mapping[str, bytes], side: Mapping[str, str]) -> None:
        self.files, self.read = files, Read(files, side)
        remarks = Remarks(PROMISES, API.recognisers, self.read.standings)
        made = FORMAT.copies(self.read.native, self.read.bundle, self.read.tree, remarks)
        self.marked = {c.file: c.content for c in made if c.kind == "marked"}
        self.overlays = {c.file: json.loads(c.content) for c in made if c.kind == "overlay"}
        self.not_told = {c for o in self.overlays.values() for c in o.get("x-not-told", ())}

    def again(self) -> Read:
        """The copy as somebody reads it who has no side file and knows our extension alone."""
        return Read(self.marked, {}, with_own_alone=True)


def _status(text: str) -> Status:
    id_, _, after = text.partition(" ")
    return Status(id=id_, after=date.fromisoformat(after) if after else None)


def published(text: str, **side: str) -> Published:
    return Published({"spec": text.encode()}, side)


def marked(text: str, side: Mapping[str, str]) -> Any:
    """The copy of a spec of one file, as plain data."""
    return source.parse(Published({"spec": text.encode()}, side).marked["spec"]).value


def _without_added(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: _without_added(v) for k, v in value.items() if not ADDED.fullmatch(k)}
    return [_without_added(item) for item in value] if isinstance(value, list) else value


def _found(target: str, document: Any) -> Any:
    """The node at a normalized path, by the grammar of RFC 9535, section 2.7."""
    assert target.startswith("$")
    rest, node = target[1:], document
    while rest:
        name = re.match(r"\['((?:[^'\\\x00-\x1f]|\\[btnfr'\\]|\\u00[01][0-9a-f])*)'\]", rest)
        index = re.match(r"\[(0|[1-9][0-9]*)\]", rest)
        if name:
            text = re.sub(r"\\'|\"", lambda m: {"\\'": "'", '"': '\\"'}[m[0]], name[1])
            node, rest = node[json.loads(f'"{text}"')], rest[name.end() :]
        else:
            assert index, rest
            node, rest = node[int(index[1])], rest[index.end() :]
    return node


def _updated(target: dict[str, Any], update: Mapping[str, Any]) -> None:
    for name, value in update.items():
        if isinstance(value, dict) and isinstance(target.get(name), dict):
            _updated(target[name], value)
        else:
            target[name] = value


def overlaid(overlay: Mapping[str, Any], content: bytes) -> Any:
    """A document after an overlay, by the rules of the Overlay Specification for `update`."""
    document: Any = copy.deepcopy(source.parse(content).value)
    for action in overlay["actions"]:
        node = _found(action["target"], document)
        if isinstance(node, list):
            node.append(action["update"])
        else:
            _updated(node, action["update"])
    return document


def assert_is_overlay(overlay: Mapping[str, Any]) -> None:
    """The rules of the official schema of Overlay 1.1 for what we make of it."""
    fields = ("overlay", "info", "extends", "actions")
    assert all(key in fields or key.startswith("x-") for key in overlay)
    assert re.fullmatch(r"1\.1\.\d+", overlay["overlay"])
    assert overlay["info"].keys() == {"title", "version"}
    assert all(isinstance(value, str) for value in overlay["info"].values())
    assert re.fullmatch(r"[A-Za-z0-9._~%-]+", overlay["extends"])
    actions = overlay["actions"]
    assert actions
    assert len({json.dumps(action, sort_keys=True) for action in actions}) == len(actions)
    for action in actions:
        assert action.keys() == {"target", "description", "update"}
        assert action["target"].startswith("$")


def assert_is_same(made: Published) -> None:
    """All that is true of whatever is published."""
    before = made.read.contracts()
    if not made.marked:
        assert set(before.values()) == {"production"}
        return
    assert not made.not_told
    again = made.again().contracts()
    assert again == before
    for file, content in made.marked.items():
        original, copied = made.files[file], source.parse(content).value
        was: Any = source.parse(original).value
        assert _without_added(copied) == _without_added(was)
        assert _keys(copied) == _keys(was)
        if file in made.overlays:
            assert_is_overlay(made.overlays[file])
            assert overlaid(made.overlays[file], original) == copied
        else:
            assert content == original


def _keys(value: Any) -> list[str]:
    """All keys that were there, in their order."""
    if isinstance(value, list):
        return [key for item in value for key in _keys(item)]
    if not isinstance(value, dict):
        return []
    return [k for key in value if not ADDED.fullmatch(key) for k in (key, *_keys(value[key]))]


def coordinates(text: str) -> list[str]:
    return sorted(Read({"spec": text.encode()}, {}).contracts())


@pytest.mark.parametrize("name", SPECS)
def test_nothing_is_published_where_nothing_deviates(name: str) -> None:
    made = published(SPECS[name])
    assert not made.marked
    assert not made.overlays


@pytest.mark.parametrize("name", SPECS)
@settings(max_examples=40)
@given(chosen=st.data())
def test_what_is_read_from_the_copy_is_what_was_computed(name: str, chosen: st.DataObject) -> None:
    side = chosen.draw(
        st.dictionaries(
            st.sampled_from(coordinates(SPECS[name])),
            st.sampled_from(["beta", "experimental", "production", "frozen"]),
            max_size=12,
        )
    )
    assert_is_same(Published({"spec": SPECS[name].encode()}, side))


@pytest.mark.parametrize("name", SPECS)
def test_a_copy_with_everything_marked_is_valid(name: str) -> None:
    side = dict.fromkeys(coordinates(SPECS[name]), "beta")
    made = Published({"spec": SPECS[name].encode()}, side)
    assert set(made.read.contracts().values()) == {"beta"}
    validate(json.loads(json.dumps(source.parse(made.marked["spec"]).value)))


def test_every_part_that_deviates_says_so_itself() -> None:
    spec = marked(V30, {"GET /emner/{emne-id}/it's": "beta", "Emne.navn": "experimental"})
    get = spec["paths"]["/emner/{emne-id}/it's"]["get"]
    assert get["x-contract-status"] == "beta"
    assert get["x-stability-level"] == "beta"
    assert get["x-badges"] == [{"name": "Beta"}]
    assert get["responses"]["200"]["x-contract-status"] == "beta"
    media = get["responses"]["200"]["content"]["application/json"]
    assert media["x-contract-status"] == "beta"
    assert get["parameters"][1]["x-contract-status"] == "beta"
    assert get["parameters"][1]["schema"]["items"]["x-contract-status-of-values"] == {
        "navn": "beta",
        "1": "beta",
        "2": "beta",
    }
    emne = spec["components"]["schemas"]["Emne"]
    assert emne["x-contract-status"] == "beta", "only the operation leads to it"
    assert emne["properties"]["navn"]["x-contract-status"] == "experimental"
    assert "x-badges" not in emne
    delete = spec["paths"]["/emner/{emne-id}/it's"]["delete"]
    assert "x-contract-status" not in delete
    assert "x-contract-status" not in spec["components"]["responses"]["Feil"], "not beta for DELETE"


def test_a_reference_stays_alone_where_nothing_may_stand_beside_it() -> None:
    old, new = (marked(text, {"Emne.eier": "beta"}) for text in (V30, V31))
    emne = old["components"]["schemas"]["Emne"]
    assert emne["properties"]["eier"] == {"$ref": "#/components/schemas/Person"}
    assert emne["x-contract-status-of-properties"] == {"eier": "beta"}
    emne = new["components"]["schemas"]["Emne"]
    assert emne["properties"]["eier"]["x-contract-status"] == "beta"


def test_one_of_the_users_of_a_shared_response_may_be_weaker() -> None:
    side = {"DELETE /emner/{emne-id}/it's 404": "experimental"}
    spec = marked(V30, side)
    delete = spec["paths"]["/emner/{emne-id}/it's"]["delete"]
    assert delete["x-contract-status-of-parts"] == {"404": "experimental"}
    assert delete["responses"] == {"404": {"$ref": "#/components/responses/Feil"}}
    assert "x-contract-status" not in spec["components"]["responses"]["Feil"]


def test_the_document_tells_what_no_other_object_can() -> None:
    """The parameter among the components cannot say beta while its users are in production."""
    spec = marked(V30, {"parameter:Side": "beta"})
    assert spec["x-contract-status-of-parts"] == {"parameter:Side": "beta"}
    assert "x-contract-status" not in spec["components"]["parameters"]["Side"]


def test_a_yaml_copy_differs_by_its_new_lines_alone() -> None:
    made = published(V30, **{"Emne.niva": "beta", "Emne.niva.lav": "experimental"})
    before, after = V30.splitlines(), made.marked["spec"].decode().splitlines()
    assert [line for line in after if line not in before] == [
        "          x-contract-status: beta",
        '          x-contract-status-of-values: {"lav": "experimental", "høy": "beta"}',
    ]
    assert [line for line in after if line in before] == before


OWN_MARKS = """\
openapi: 3.1.0
info: {title: T, version: "1"}
paths:
  /a:
    x-stability-level: beta
    get:
      x-contract-status: Beta
      x-badges: [{name: BETA, color: purple}, {name: Intern}]
      responses: {'200': {description: OK}}
    post:
      x-stability-level: draft
      x-badges: [{name: Intern}]
      responses: {'200': {description: OK}}
    put:
      x-stability-level: stable
      responses: {'200': {description: OK}}
"""


def test_marks_that_are_there_stay_where_they_agree() -> None:
    a = marked(OWN_MARKS, {})["paths"]["/a"]
    assert a["x-stability-level"] == "beta"
    assert list(a["get"]) == ["x-contract-status", "x-badges", "responses"]
    assert a["get"]["x-contract-status"] == "Beta"
    assert a["get"]["x-badges"] == [{"name": "BETA", "color": "purple"}, {"name": "Intern"}]
    assert a["post"]["x-stability-level"] == "draft"
    assert a["post"]["x-contract-status"] == "experimental"
    assert a["post"]["x-badges"] == [{"name": "Intern"}, {"name": "Eksperimentelt"}]
    assert "x-contract-status" not in a["put"]


def test_marks_that_are_there_give_way_where_they_do_not() -> None:
    side = {"GET /a": "production", "POST /a": "beta", "PUT /a": "experimental"}
    made = Published({"spec": OWN_MARKS.encode()}, side)
    a: Any = source.parse(made.marked["spec"]).value["paths"]["/a"]  # type: ignore[call-overload,index]  # a mapping
    assert a["get"]["x-contract-status"] == "production"
    assert a["post"]["x-contract-status"] == "beta"
    assert a["post"]["x-stability-level"] == "beta"
    assert a["put"]["x-contract-status"] == "experimental"
    assert a["put"]["x-stability-level"] == "alpha"
    assert_is_same(made)


def test_a_published_copy_needs_no_other_copy() -> None:
    """It says all there is to say."""
    side = {
        "Emne.eier": "beta",
        "Emne.niva.lav": "experimental",
        "DELETE /emner/{emne-id}/it's 404": "experimental",
        "POST /varsler": "beta",
    }
    first = Published({"spec": V30.encode()}, side)
    second = Published(first.marked, {})
    assert not second.marked
    assert not second.overlays
    assert second.read.contracts() == first.read.contracts()


def test_what_the_copy_says_can_be_overruled_again() -> None:
    first = Published({"spec": V30.encode()}, {"Emne.eier": "beta", "Emne.niva.lav": "beta"})
    second = Published(first.marked, {"Emne.eier": "experimental", "Emne.niva.lav": "production"})
    emne: Any = source.parse(second.marked["spec"]).value["components"]["schemas"]["Emne"]  # type: ignore[call-overload,index]  # a mapping
    assert emne["x-contract-status-of-properties"] == {"eier": "experimental"}
    assert emne["properties"]["niva"]["x-contract-status-of-values"] == {"lav": "production"}
    assert_is_same(second)


ENDS = """\
openapi: 3.0.3
info: {title: T, version: "1"}
paths:
  /a:
    get:
      deprecated: true
      description: Fjernes etter 31. mars 2027.
      responses: {'200': {description: A}}
    put:
      deprecated: true
      x-sunset: '2027-07-01T00:00:00Z'
      responses: {'200': {description: A}}
    post:
      deprecated: true
      responses: {'200': {description: A}}
    head:
      x-contract-status: beta
      responses: {'200': {description: A}}
"""


def test_a_sunset_is_the_first_day_of_which_nothing_is_promised() -> None:
    a = marked(ENDS, {})["paths"]["/a"]
    assert a["get"]["x-sunset"] == "2027-04-01"
    assert a["put"]["x-sunset"] == "2027-07-01T00:00:00Z"
    assert "x-sunset" not in a["post"]


def test_what_is_retired_has_a_day_and_no_status() -> None:
    """Only a side file can give the status its day, so a copy that named it could not be read."""
    made = published(
        V30, **{"POST /varsler": "retiring 2026-01-31", "Emne.navn": "retiring 2027-12-31"}
    )
    spec: Any = source.parse(made.marked["spec"]).value
    post = spec["paths"]["/varsler"]["post"]
    assert post["x-sunset"] == "2026-02-01"
    assert "x-contract-status" not in post
    assert made.overlays["spec"]["x-not-told"] == ["POST /varsler"]
    navn = spec["components"]["schemas"]["Emne"]["properties"]["navn"]
    assert navn["x-sunset"] == "2028-01-01"
    assert not made.again().findings


FILES = {
    "api/openapi.yaml": b"""\
openapi: 3.0.3
info: {title: T, version: "1"}
paths:
  /a:
    get:
      responses:
        '200': {$ref: 'felles.json#/svar'}
  /b: {$ref: stier/b.yaml}
""",
    "api/felles.json": b'{"svar": {"description": "OK", "content": {"text/plain": {}}}}',
    "api/stier/b.yaml": b"post:\n  responses: {'204': {description: Tomt}}\n",
}


def test_several_files_stay_several() -> None:
    made = Published(FILES, {"GET /a 200": "beta", "response:svar": "beta"})
    assert made.marked.keys() == FILES.keys()
    assert made.overlays.keys() == {"api/felles.json"}
    assert json.loads(made.marked["api/felles.json"])["svar"]["x-contract-status"] == "beta"
    assert_is_same(made)
    made = Published(FILES, {"POST /b": "experimental"})
    assert made.overlays.keys() == {"api/stier/b.yaml"}
    assert made.overlays["api/stier/b.yaml"]["actions"][0]["target"] == "$['post']"
    assert_is_same(made)


def test_a_schema_may_be_a_file_of_its_own() -> None:
    spec = """\
openapi: 3.0.3
info: {title: T, version: "1"}
paths: {}
components: {schemas: {A: {$ref: a.yaml}}}
"""
    schema = "properties: {b: {$ref: '#'}}\nadditionalProperties: {$ref: '#'}\n"
    made = Published(
        {"spec.yaml": spec.encode(), "a.yaml": schema.encode()},
        {"A.*": "experimental", "A.b": "beta"},
    )
    told: Any = source.parse(made.marked["a.yaml"]).value
    assert told["x-contract-status-of-properties"] == {"b": "beta", "*": "experimental"}
    assert_is_same(made)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ((), "$"),
        (("paths", "/a/{id}", "get"), "$['paths']['/a/{id}']['get']"),
        (("a.b", 0, 'c"d'), "$['a.b'][0]['c\"d']"),
        (("it's", "\\", "\t\x0b"), r"$['it\'s']['\\']['\t\u000b']"),
    ],
)
def test_a_target_is_a_normalized_path(path: Sequence[str | int], expected: str) -> None:
    assert json_path(tuple(path)) == expected


@given(st.lists(st.one_of(st.text(max_size=8), st.integers(0, 99)), max_size=4))
def test_a_target_leads_where_it_should(path: list[str | int]) -> None:
    document: Any = "here"
    for step in reversed(path):
        document = {step: document} if isinstance(step, str) else dict.fromkeys((step,), document)
    assert _found(json_path(tuple(path)), document) == "here"


REAL = (
    "sikt/gemini/gemini-prod.yaml",
    "sikt/nva/nva-publication-api/nva-publication-api-2026-05-04.yaml",
    "sikt/nva/cristin-proxy/cristin-proxy-2026-03-20.yaml",
    "norway/altinn-dialogporten/openapi-enduser/dialogporten-enduser-2026-08-19.json",
)


@pytest.mark.real
@pytest.mark.parametrize("file", REAL)
def test_copies_of_real_specs_say_what_was_computed(file: str) -> None:
    content = shared(f"specs/{file}").read_bytes()
    levels = ("beta", "experimental", "production")
    contracts = Read({Path(file).name: content}, {}).contracts()
    side = {c: levels[n % 3] for n, c in enumerate(contracts) if n % 7 == 0}
    made = Published({Path(file).name: content}, side)
    assert sum(c != "production" for c in made.read.contracts().values()) > len(contracts) / 10
    assert_is_same(made)
    (copied,) = made.marked.values()
    left = iter(copied.decode())
    assert all(character in left for character in content.decode("utf-8-sig")), (
        "what was there is gone"
    )
    faults = _faults(source.parse(copied).value)
    assert faults == _faults(source.parse(content).value)


def _faults(document: object) -> Iterable[str]:
    from openapi_spec_validator import OpenAPIV30SpecValidator, OpenAPIV31SpecValidator

    plain = json.loads(json.dumps(document))
    is_new = plain["openapi"].startswith("3.1")
    kind = OpenAPIV31SpecValidator if is_new else OpenAPIV30SpecValidator
    return sorted({"/".join(map(str, fault.absolute_path)) for fault in kind(plain).iter_errors()})
