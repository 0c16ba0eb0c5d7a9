"""Every example of a document is found, where it stands, once."""

from typing import Any

import pytest

from generator.formats.openapi.exchanges.examples import examples
from tests.formats.openapi.documents import document, operation, parameter

TEXT = {"type": "string", "example": "a"}


def pointers(of: dict[str, Any]) -> list[str]:
    return [example.value.pointer for example in examples(of)[0]]


def test_examples_are_found_in_all_the_places_they_may_have() -> None:
    paths = operation(
        parameter(example="a", schema=TEXT),
        parameter(name="r", examples={"en": {"value": "b"}, "to": {"value": "c"}}),
        body={"example": 1, "schema": {"properties": {"a": TEXT, "b": {"items": TEXT}}}},
        answer={"examples": {"en": {"value": 1}}, "schema": {"allOf": [TEXT, {"default": 1}]}},
    )
    found = paths["/personer"]["post"]
    found["responses"]["200"]["headers"] = {"X": {"example": 1}}
    found["callbacks"] = {
        "ny": {"{$url}": {"post": {"requestBody": {"content": {"a/b": {"example": 1}}}}}}
    }
    assert pointers(document(paths)) == [
        "/paths/~1personer/post/parameters/0/example",
        "/paths/~1personer/post/parameters/0/schema/example",
        "/paths/~1personer/post/parameters/1/examples/en/value",
        "/paths/~1personer/post/parameters/1/examples/to/value",
        "/paths/~1personer/post/requestBody/content/application~1json/example",
        "/paths/~1personer/post/requestBody/content/application~1json/schema/properties/a/example",
        "/paths/~1personer/post/requestBody/content/application~1json"
        "/schema/properties/b/items/example",
        "/paths/~1personer/post/responses/200/content/application~1json/examples/en/value",
        "/paths/~1personer/post/responses/200/content/application~1json/schema/allOf/0/example",
        "/paths/~1personer/post/responses/200/content/application~1json/schema/allOf/1/default",
        "/paths/~1personer/post/responses/200/headers/X/example",
        "/paths/~1personer/post/callbacks/ny/{$url}/post/requestBody/content/a~1b/example",
    ]


def test_components_are_walked_where_they_stand() -> None:
    found = document(
        {"/a": {"parameters": [{"$ref": "#/components/parameters/P"}]}},
        parameters={"P": parameter(example=1)},
        headers={"H": {"example": 1}},
        requestBodies={"B": {"content": {"a/b": {"example": 1}}}},
        responses={"R": {"content": {"a/b": {"example": 1}}}},
        schemas={"S": TEXT},
    )
    assert pointers(found) == [
        "/components/parameters/P/example",
        "/components/headers/H/example",
        "/components/requestBodies/B/content/a~1b/example",
        "/components/responses/R/content/a~1b/example",
        "/components/schemas/S/example",
    ]


def test_names_of_properties_and_data_are_no_keywords() -> None:
    schema = {
        "properties": {"example": {"type": "string"}, "default": {"type": "string"}},
        "enum": [{"example": 1}],
        "x-more": {"example": 1},
    }
    assert pointers(document(None, schemas={"S": schema})) == []


@pytest.mark.parametrize(("version", "found"), [("3.0.3", 0), ("3.1.0", 2)])
def test_a_list_of_examples_came_with_3_1(version: str, found: int) -> None:
    schemas = {"S": {"examples": ["a", "b"]}}
    assert len(pointers(document(None, version, schemas=schemas))) == found


def test_webhooks_are_walked_too() -> None:
    found = document(None, "3.1.0")
    found["webhooks"] = operation(body={"example": 1}, path="ny")
    assert pointers(found) == [
        "/webhooks/ny/post/requestBody/content/application~1json/example",
    ]


def test_what_stands_in_an_extension_among_the_paths_is_data() -> None:
    assert pointers(document({"x-mal": operation(body={"example": 1})["/personer"]})) == []


def test_methods_of_its_own_are_walked_too() -> None:
    post = operation(body={"example": 1})["/personer"]["post"]
    assert pointers(document({"/a": {"additionalOperations": {"PURGE": post}}}, "3.2.0")) == [
        "/paths/~1a/additionalOperations/PURGE/requestBody/content/application~1json/example",
    ]
