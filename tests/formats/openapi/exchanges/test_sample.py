"""Example calls: what is required, in values that are valid, and nothing that may not be used."""

import json
import pickle
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from dataclasses import replace as with_
from typing import Any

import pytest
import yaml

from generator.formats.openapi.exchanges.check import check_samples
from generator.formats.openapi.exchanges.sample import calls, samples
from generator.model.address import Address
from generator.model.call import Call, Carries, Secret, Wanted
from tests.conftest import shared
from tests.formats.openapi.documents import (
    NUMBER,
    NUMBERS,
    PERSON,
    document,
    operation,
    parameter,
)

_METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")


@dataclass(frozen=True, kw_only=True)
class Read:
    """A document as the format reads it, with no parts but its operations and those given."""

    document: Mapping[str, Any]
    addresses: Mapping[str, Address] = field(default_factory=dict)

    @property
    def operations(self) -> Mapping[Address, tuple[str, str]]:
        return {
            Address(f"{method.upper()} {path}"): (path, method)
            for path, item in self.document["paths"].items()
            for method in item
            if method in _METHODS
        }


def anything(address: Address) -> bool:
    return True


def nothing(address: Address) -> bool:
    return False


def first(
    of: Mapping[str, Any],
    addresses: Mapping[str, str] | None = None,
    may_use: Callable[[Address], bool] = anything,
) -> Call | None:
    """The call of the first operation."""
    read = Read(document=of, addresses={k: Address(v) for k, v in (addresses or {}).items()})
    (made,) = calls(read, [Wanted(address=next(iter(read.operations)), may_use=may_use)])
    return made


def made(*arguments: Any, **more: Any) -> Call:
    found = first(document(operation(*arguments, **more)))
    assert found is not None
    return found


def shown(call: Call | None) -> dict[str, Any]:
    assert call is not None
    return {excerpt.id: json.loads(excerpt.text) for excerpt in call.shown}


def test_a_call_has_its_method_path_and_media_types() -> None:
    call = made(body={"schema": NUMBER}, answer={"schema": NUMBER}, method="put")
    assert (call.method, call.path) == ("PUT", "/personer")
    assert call.headers == {"Accept": "application/json", "Content-Type": "application/json"}
    assert call.body == "1"
    assert shown(call) == {"request": 1, "response": 1}


def test_only_what_is_required_is_sent() -> None:
    schema = {
        "type": "object",
        "required": ["navn"],
        "properties": {"navn": {"type": "string", "example": "Kari"}, "alder": NUMBER},
    }
    call = made(
        parameter(schema=NUMBER), parameter(name="n", required=True, schema=NUMBER),
        body={"schema": schema},
    )  # fmt: skip
    assert call.path == "/personer?n=1"
    assert shown(call)["request"] == {"navn": "Kari"}


def test_a_request_that_requires_nothing_says_something() -> None:
    schema = {"properties": {"a": {"type": "array", "items": NUMBER}, "alder": NUMBER}}
    assert shown(made(body={"schema": schema}))["request"] == {"alder": 1}


@pytest.mark.parametrize(
    ("said", "path"),
    [
        ({"schema": {"type": "string"}, "example": "æ ø/å"}, "/a/%C3%A6%20%C3%B8%2F%C3%A5/b"),
        ({"schema": {"type": "string"}}, "/a/id/b"),
        ({"schema": NUMBER}, "/a/1/b"),
        ({"schema": NUMBERS, "example": [1, 2]}, "/a/1/b"),
        ({"schema": {"type": "array", "minItems": 2, "items": NUMBER}}, "/a/1,1/b"),
        ({"schema": NUMBER, "style": "label"}, "/a/.1/b"),
        ({"schema": NUMBER, "style": "matrix"}, "/a/;id=1/b"),
        (
            {"schema": {"required": ["x", "y"], "properties": {"x": NUMBER, "y": NUMBER}}},
            "/a/x,1,y,1/b",
        ),
    ],
)
def test_parameters_stand_in_the_path(said: dict[str, Any], path: str) -> None:
    call = made(parameter("id", "path", **said), method="get", path="/a/{id}/b")
    assert call.path == path


@pytest.mark.parametrize(
    ("said", "query"),
    [
        ({"schema": {"type": "string"}, "example": "a&b=c"}, "q=a%26b%3Dc"),
        ({"schema": {"type": "string"}, "example": "a/b", "allowReserved": True}, "q=a/b"),
        ({"schema": {**NUMBERS, "minItems": 2}, "example": [1, 2]}, "q=1&q=2"),
        ({"schema": {**NUMBERS, "minItems": 2}, "example": [1, 2], "explode": False}, "q=1,2"),
        (
            {
                "schema": {**NUMBERS, "minItems": 2},
                "example": [1, 2],
                "style": "pipeDelimited",
                "explode": False,
            },
            "q=1|2",
        ),
        (
            {
                "style": "deepObject",
                "explode": True,
                "schema": {"required": ["fra"], "properties": {"fra": {"format": "date"}}},
                "example": {"fra": "2026-01-15"},
            },
            "q[fra]=2026-01-15",
        ),
        ({"content": {"application/json": {"schema": NUMBERS}}, "example": [1]}, "q=%5B1%5D"),
    ],
)
def test_a_query_is_written_by_style(said: dict[str, Any], query: str) -> None:
    call = made(parameter(**{**said, "required": True}), method="get")
    assert call.path == f"/personer?{query}"


def test_headers_and_cookies_are_sent() -> None:
    call = made(
        {**parameter("X-Journal", "header", schema=NUMBER), "required": True},
        {**parameter("økt", "cookie", schema=NUMBER), "required": True},
        {**parameter("Accept", "header", schema=NUMBER), "required": True},
        method="get",
    )
    assert call.headers == {"X-Journal": "1", "Cookie": "%C3%B8kt=1"}


@pytest.mark.parametrize(
    ("schema", "value"),
    [
        ({"type": "integer", "minimum": 7, "exclusiveMinimum": True}, 8),
        ({"type": "integer", "maximum": -3}, -3),
        ({"type": "integer", "minimum": 7, "multipleOf": 5}, 10),
        ({"type": "string", "format": "date"}, "2025-08-15"),
        ({"type": "string", "enum": ["B", "A"]}, "B"),
        ({"type": "string", "default": "x", "example": "y"}, "y"),
        ({"type": "string", "minLength": 3}, "………"),
        ({"type": "string", "pattern": "^[0-9]{4}$"}, "1234"),
        ({"type": "string", "pattern": "^[A-Z]{2}$"}, "AB"),
        ({"type": "array", "items": {"type": "boolean"}, "minItems": 2}, [True, True]),
        ({"allOf": [{"properties": {"a": NUMBER}}, {"required": ["a"]}]}, {"a": 1}),
        ({"oneOf": [{"type": "null"}, {"type": "boolean"}]}, True),
        ({"type": "object", "required": ["a"], "properties": {}}, {"a": "…"}),
        ({"type": "string", "example": 5}, "…"),
        (
            {"required": ["a"], "properties": {"a": {**NUMBER, "example": 7}}, "example": {"b": 1}},
            {"a": 7},
        ),
    ],
)
def test_a_value_is_made_from_its_schema(schema: dict[str, Any], value: object) -> None:
    assert shown(made(body={"schema": schema}))["request"] == value


def test_what_is_read_only_is_answered_and_not_sent() -> None:
    call = made(body={"schema": PERSON}, answer={"schema": PERSON})
    assert shown(call) == {
        "request": {"navn": "…", "passord": "…"},
        "response": {"id": "…", "navn": "…"},
    }


def test_the_documents_own_example_comes_first_without_what_is_read_only() -> None:
    example = {"id": "1", "navn": "Kari", "passord": "x"}
    call = made(body={"schema": PERSON, "example": example})
    assert shown(call)["request"] == {"navn": "Kari", "passord": "x"}


def test_an_example_that_is_not_valid_is_not_shown() -> None:
    call = made(body={"schema": PERSON, "examples": {"en": {"value": {"navn": 5}}}})
    assert shown(call)["request"] == {"navn": "…", "passord": "…"}


def test_a_list_is_answered_with_its_first_element() -> None:
    call = made(answer={"schema": NUMBERS, "example": [4, 5, 6]})
    assert shown(call)["response"] == [4]


def test_recursion_ends_where_it_may() -> None:
    node = {
        "required": ["navn"],
        "properties": {
            "navn": {"type": "string"},
            "barn": {"type": "array", "items": {"$ref": "#/components/schemas/Node"}},
        },
    }
    media = {"schema": {"$ref": "#/components/schemas/Node"}}
    call = first(document(operation(answer=media), schemas={"Node": node}))
    assert shown(call)["response"] == {"navn": "…", "barn": []}
    endless = {"required": ["a"], "properties": {"a": {"$ref": "#/components/schemas/Node"}}}
    assert first(document(operation(body=media), schemas={"Node": endless})) is None


def test_a_schema_that_stands_for_millions_costs_nothing() -> None:
    schemas: dict[str, Any] = {
        f"X{n}": {key: [{"$ref": f"#/components/schemas/X{n + 1}"}] * 2}
        for n, key in enumerate(["allOf", "anyOf", "oneOf"] * 10)
    }
    schemas["X30"] = {"type": "object"}
    media = {"schema": {"$ref": "#/components/schemas/X0"}}
    assert first(document(operation(body=media), schemas=schemas)) is None


def test_a_discriminator_names_the_alternative_that_is_taken() -> None:
    katt = {
        "required": ["art", "liv"],
        "properties": {"art": {"type": "string"}, "liv": NUMBER},
    }
    dyr = {
        "oneOf": [{"$ref": "#/components/schemas/Katt"}],
        "discriminator": {"propertyName": "art", "mapping": {"katt": "#/components/schemas/Katt"}},
    }
    media = {"schema": dyr}
    call = first(document(operation(body=media), schemas={"Katt": katt}))
    assert shown(call)["request"] == {"art": "katt", "liv": 1}


_SCHEMA = "/components/schemas/Person"
_PARTS = {
    "/paths/~1personer/post/requestBody": "request",
    _SCHEMA: "Person",
    f"{_SCHEMA}/properties/navn": "Person.navn",
    f"{_SCHEMA}/properties/alder": "Person.alder",
    f"{_SCHEMA}/properties/slag": "Person.slag",
    f"{_SCHEMA}/properties/slag/enum/0": "A",
    f"{_SCHEMA}/properties/slag/enum/1": "B",
}


def marked(*, example: bool) -> dict[str, Any]:
    person = {
        "required": ["navn", "slag"],
        "properties": {
            "navn": {"type": "string"},
            "alder": NUMBER,
            "slag": {"type": "string", "enum": ["A", "B"]},
        },
    }
    media: dict[str, Any] = {"schema": {"$ref": f"#{_SCHEMA}"}}
    if example:
        media["example"] = {"navn": "Kari", "alder": 5, "slag": "A"}
    return document(operation(body=media), schemas={"Person": person})


def test_a_call_names_every_part_it_uses_once() -> None:
    call = first(marked(example=True), _PARTS)
    assert call is not None
    assert call.uses == (
        *("POST /personer", "request", "Person", "Person.navn", "Person.alder"),
        *("Person.slag", "A"),
    )


@pytest.mark.parametrize("example", [True, False])
def test_an_optional_part_that_may_not_be_used_is_left_out(*, example: bool) -> None:
    call = first(marked(example=example), _PARTS, lambda address: address != "Person.alder")
    assert call is not None
    assert "alder" not in shown(call)["request"]
    assert "Person.alder" not in call.uses


def test_a_required_part_is_given_all_the_same_with_the_values_that_may_be_used() -> None:
    call = first(marked(example=False), _PARTS, lambda address: address not in ("Person.navn", "A"))
    assert call is not None
    assert shown(call)["request"] == {"navn": "…", "slag": "B"}
    assert "Person.navn" in call.uses
    assert "A" not in call.uses


def test_an_answer_needs_nothing_that_may_not_be_used() -> None:
    person = {"required": ["a"], "properties": {"a": NUMBER, "b": NUMBER}}
    paths = operation(answer={"schema": person}, method="get")
    base = "/paths/~1personer/get/responses/200/content/application~1json/schema/properties"
    call = first(
        document(paths),
        {f"{base}/a": "a", f"{base}/b": "b"},
        lambda address: address not in ("a", "b"),
    )
    assert shown(call)["response"] == {"a": 1}
    assert call is not None
    assert call.uses == ("GET /personer",)


def test_no_call_for_what_is_no_entry_point_or_may_not_be_used() -> None:
    read = Read(document=document(operation()))
    wanted = [
        Wanted(address=Address("POST /personer"), may_use=nothing),
        Wanted(address=Address("Person"), may_use=anything),
        Wanted(address=Address("POST /personer"), may_use=anything),
    ]
    assert [call is None for call in calls(read, wanted)] == [True, True, False]


@pytest.mark.parametrize(
    "media_type", ["application/xml", "multipart/form-data", "application/octet-stream"]
)
def test_no_call_with_a_body_we_cannot_write(media_type: str) -> None:
    assert first(document(operation(body={"schema": PERSON}, media_type=media_type))) is None


def test_no_call_where_no_value_of_ours_is_valid() -> None:
    schema = {"type": "string", "pattern": "^X{7}Y{3}$"}
    assert first(document(operation(body={"schema": schema}))) is None


def test_a_form_is_sent_as_a_form() -> None:
    schema = {
        "required": ["navn", "tall", "periode"],
        "properties": {
            "navn": {"type": "string", "example": "Kari & Ola"},
            "tall": {**NUMBERS, "minItems": 2},
            "periode": {"required": ["fra"], "properties": {"fra": {"type": "integer"}}},
        },
    }
    encoding = {"periode": {"style": "deepObject", "explode": True}}
    call = made(
        body={"schema": schema, "encoding": encoding},
        media_type="application/x-www-form-urlencoded",
    )
    assert call.body == "navn=Kari%20%26%20Ola&tall=1&tall=1&periode[fra]=1"
    assert call.headers["Content-Type"] == "application/x-www-form-urlencoded"


def test_a_range_of_media_types_is_sent_as_json() -> None:
    call = made(body={"schema": NUMBER}, media_type="*/*")
    assert (call.body, call.headers["Content-Type"]) == ("1", "application/json")


def test_text_is_sent_as_it_is() -> None:
    media = {"schema": {"type": "string"}, "example": "Hei\n"}
    assert made(body=media, media_type="text/plain").body == "Hei\n"


def test_a_reference_is_followed_wherever_one_may_stand() -> None:
    found = document(
        {"/a/{id}": {"$ref": "#/components/pathItems/A"}},
        pathItems={"A": {"parameters": [{"$ref": "#/components/parameters/Id"}], "get": {}}},
        parameters={"Id": parameter("id", "path", schema=NUMBER)},
    )
    found["components"]["pathItems"]["A"]["get"]["responses"] = {
        "200": {"$ref": "#/components/responses/R"}
    }
    found["components"]["responses"] = {"R": {"content": {"application/json": {"schema": NUMBER}}}}
    read = Read(document=found)
    with_path = with_operations(read, {"GET /a/{id}": ("/a/{id}", "get")})
    (call,) = calls(with_path, [Wanted(address=Address("GET /a/{id}"), may_use=anything)])
    assert call is not None
    assert call.path == "/a/1"
    assert shown(call) == {"response": 1}


def with_operations(read: Read, operations: dict[str, tuple[str, str]]) -> object:
    @dataclass(frozen=True)
    class Given:
        document: Mapping[str, Any]
        addresses: Mapping[str, Address]
        operations: Mapping[str, tuple[str, str]]

    return Given(read.document, read.addresses, operations)


@pytest.mark.parametrize(
    ("scheme", "secret"),
    [
        (
            {"type": "http", "scheme": "Bearer"},
            Secret(
                carries=Carries.HEADER,
                name="Authorization",
                variable="ACCESS_TOKEN",
                before="Bearer ",
            ),
        ),
        (
            {"type": "apiKey", "in": "header", "name": "X-Gravitee-Api-Key"},
            Secret(
                carries=Carries.HEADER, name="X-Gravitee-Api-Key", variable="X_GRAVITEE_API_KEY"
            ),
        ),
        (
            {"type": "apiKey", "in": "query", "name": "nøkkel"},
            Secret(carries=Carries.QUERY, name="nøkkel", variable="N_KKEL"),
        ),
        (
            {"type": "apiKey", "in": "cookie", "name": "økt"},
            Secret(carries=Carries.COOKIE, name="økt", variable="KT"),
        ),
    ],
)
def test_a_secret_is_asked_for_and_never_written(scheme: dict[str, Any], secret: Secret) -> None:
    found = document(operation(), securitySchemes={"s": scheme})
    found["security"] = [{"s": []}]
    call = first(found)
    assert call is not None
    assert call.secrets == (secret,)
    found["paths"]["/personer"]["post"]["security"] = []
    assert (open_ := first(found)) is not None
    assert open_.secrets == ()


def test_a_login_is_asked_for() -> None:
    found = document(operation(), securitySchemes={"s": {"type": "http", "scheme": "basic"}})
    found["paths"]["/personer"]["post"]["security"] = [{"s": []}, {}]
    assert (call := first(found)) is not None
    assert not call.login
    found["paths"]["/personer"]["post"]["security"] = [{"s": []}]
    assert (call := first(found)) is not None
    assert call.login


def test_a_sample_that_is_changed_is_found_out() -> None:
    schema = {"required": ["a"], "properties": {"a": NUMBER}}
    found = document(
        operation(
            parameter("id", "path", schema=NUMBER),
            {**parameter(schema=NUMBER), "required": True},
            body={"schema": schema},
            answer={"schema": schema},
            path="/a/{id}",
        )
    )
    wish = Wanted(address=Address("POST /a/{id}"), may_use=anything)
    (good,) = samples(Read(document=found), [wish])
    assert good is not None
    assert check_samples(found, [good, pickle.loads(pickle.dumps(good))]) == []
    wrong = [
        with_(good, body='{"a": "x"}'),
        with_(good, body="{"),
        with_(good, body=None),
        with_(good, content_type="text/plain"),
        with_(good, path="/a/x?q=1"),
        with_(good, path="/a/1?q=x"),
        with_(good, path="/a/1"),
        with_(good, path="/b/1?q=1"),
        with_(good, answer='{"b": 1}'),
        with_(good, status="404"),
    ]
    assert check_samples(found, wrong) == wrong


_DIALOGPORTEN = "norway/altinn-dialogporten/openapi-serviceowner"
_REAL = [
    ("sikt/gemini/gemini-prod.yaml", 50, 0),
    (f"{_DIALOGPORTEN}/dialogporten-serviceowner-2026-08-19.json", 28, 0),
    ("big/github-rest/github-rest-npm-23.0.2.json", 1223, 2),
    ("big/stripe/stripe-spec3-2022-04-12.json", 417, 2),
]


@pytest.mark.real
@pytest.mark.parametrize(("file", "operations", "without"), _REAL)
def test_every_sample_of_a_real_document_is_valid(file: str, operations: int, without: int) -> None:
    content = shared(f"specs/{file}").read_text(encoding="utf-8-sig")
    found = json.loads(content) if file.endswith(".json") else yaml.load(content, yaml.CSafeLoader)
    read = Read(document=found)
    wanted = [Wanted(address=address, may_use=anything) for address in read.operations]
    made = samples(read, wanted)
    assert len(made) == operations
    assert made.count(None) == without
    assert check_samples(found, [sample for sample in made if sample]) == []
