"""Schemas are read by JSON Schema 2020-12: what they allow, in types, facts and parts."""

import time
from typing import Any

import pytest

from generator.model.errors import SpecError
from tests.formats.openapi.builders import MAIN, Node, parts, places, said, schemas, stages, types

TEXT = {"type": "string"}


def ref(name: str) -> Node:
    return {"$ref": f"#/components/schemas/{name}"}


def constraints(value: object) -> dict[str, str]:
    told: Any = parts(schemas(A=value))["A"].details.get("constraints", ())
    return dict(told)


def test_all_of_is_read_as_one() -> None:
    held = schemas(
        A={
            "description": "Ytre",
            "allOf": [
                ref("B"),
                {"properties": {"x": TEXT, "z": TEXT}, "description": "Indre"},
                {"required": ["x", "y"]},
                {"allOf": [{"properties": {"dypt": TEXT}, "required": ["z"]}]},
            ],
        },
        B={"properties": {"y": TEXT}},
    )
    found = parts(held)
    assert [(n, p.required) for n, p in found.items()] == [
        ("A", False),
        ("A.x", True),
        ("A.z", True),
        ("A.dypt", False),
        ("B", False),
        ("B.y", False),
    ]
    a = found["A"]
    assert (a.refers, a.details["extends"], a.details["also_required"]) == (("B",), ("B",), ("y",))
    assert a.description == "Ytre\n\nIndre"


def test_all_of_with_one_reference_is_that() -> None:
    held = schemas(A={"properties": {"p": {"allOf": [ref("B")], "description": "Egen"}}}, B=TEXT)
    assert types(held)["A.p"] == "B"
    assert parts(held)["A.p"].description == "Egen"


@pytest.mark.parametrize("key", ["oneOf", "anyOf"])
def test_alternatives(key: str) -> None:
    held = schemas(
        A={
            key: [
                ref("B"),
                {"title": "Katt", "properties": {"m": TEXT}},
                {"properties": {"v": TEXT}},
                {"type": "integer"},
                {"type": "null"},
            ],
            "discriminator": {
                "propertyName": "t",
                "mapping": {"b": "B", "c": "#/components/schemas/B", "d": "Ukjent"},
            },
        },
        B={"properties": {"n": TEXT}},
    )
    found = parts(held)
    assert list(found) == ["A", "A<Katt>", "A<Katt>.m", "A<3>", "A<3>.v", "B", "B.n"]
    assert types(held)["A"] == "B | Katt | 3 | integer"
    assert found["A"].refers == ("B", "A<Katt>", "A<3>")
    assert found["A"].details["nullable"] is True
    assert found["A"].details["discriminator"] == (
        "t",
        (("b", "B", "B"), ("c", "B", "#/components/schemas/B"), ("d", None, "Ukjent")),
    )


def test_two_alternatives_of_one_title_are_two() -> None:
    same = {"title": "A", "properties": {"x": TEXT}}
    found = parts(schemas(S={"oneOf": [same, same]}))
    assert list(found) == ["S", "S<A>", "S<A>.x", "S<A>~2", "S<A>~2.x"]


@pytest.mark.parametrize(
    ("texts", "names"),
    [
        ({"x-enumDescriptions": {"a": "Aa", "b": "Bb"}}, {"x-enum-varnames": ["ALFA", "BETA"]}),
        ({"x-enumDescriptions": ["Aa", "Bb"]}, {"x-enumNames": ["ALFA", "BETA"]}),
        ({"x-enum-descriptions": ["Aa", "Bb", "for mange"]}, {"x-enum-names": ["ALFA", "BETA"]}),
    ],
)
def test_values_with_names_and_descriptions(texts: Node, names: Node) -> None:
    found = parts(schemas(A={"type": "string", "enum": ["a", "b"], **texts, **names}))
    shown = [(n, p.title, p.description) for n, p in found.items() if p.kind == "enum value"]
    assert shown == [("A.a", "ALFA", "Aa"), ("A.b", "BETA", "Bb")]


def test_values_that_look_alike_are_each_shown_and_the_same_once() -> None:
    found = parts(schemas(A={"enum": [1, "1", True, "true", None, 1, "1"]}))
    assert [(p.address, p.location.pointer) for p in found.values()][1:] == [
        ("A.1", "/components/schemas/A/enum/0"),
        ("A.1~2", "/components/schemas/A/enum/1"),
        ("A.true", "/components/schemas/A/enum/2"),
        ("A.true~2", "/components/schemas/A/enum/3"),
        ("A.null", "/components/schemas/A/enum/4"),
    ]
    assert found["A"].details["nullable"] is True


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"const": "x"}, {"const": '"x"'}),
        ({"const": None}, {"const": "null"}),
        ({"const": False}, {"const": "false"}),
        ({"minimum": 0}, {"minimum": "0"}),
        ({"exclusiveMinimum": 0, "maximum": 9}, {"exclusiveMinimum": "0", "maximum": "9"}),
        (
            {"pattern": "^a+$", "minLength": 0, "maxLength": 3},
            {"pattern": "^a+$", "minLength": "0", "maxLength": "3"},
        ),
        ({"uniqueItems": True, "minItems": 1}, {"uniqueItems": "true", "minItems": "1"}),
        ({"uniqueItems": False}, {}),
        ({"multipleOf": 2}, {"multipleOf": "2"}),
        ({"contentEncoding": "base64"}, {"contentEncoding": "base64"}),
        (False, {"never": ""}),
        (True, {}),
    ],
)
def test_what_limits_a_value(value: object, expected: dict[str, str]) -> None:
    assert constraints(value) == expected


def test_a_number_is_shown_as_written() -> None:
    main = (
        "openapi: 3.1.0\ninfo: {title: t, version: '1'}\ncomponents:\n  schemas:\n"
        "    A: {maximum: 1.10, default: 1.50, enum: [1.0]}\n"
    )
    found = parts(main)
    assert found["A"].details["constraints"] == (("maximum", "1.10"),)
    assert (found["A"].default, list(found)) == ("1.50", ["A", "A.1.0"])


def test_limits_of_items_are_told_as_such() -> None:
    items = {"maxLength": 3, "default": "x", "description": "Hver"}
    value = {"type": "array", "maxItems": 2, "items": items}
    assert constraints(value) == {"maxItems": "2", "item_default": '"x"', "item_maxLength": "3"}
    assert parts(schemas(A=value))["A"].description == "Hver"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"properties": {}}, "object"),
        ({"items": TEXT}, "string[]"),
        ({"enum": ["a"]}, "string"),
        ({"enum": [1, 2]}, "integer"),
        ({"enum": [1, "a"]}, "any"),
        ({"const": True}, "boolean"),
        ({"format": "date"}, "string<date>"),
        ({"type": "array"}, "any[]"),
        ({"type": "array", "items": {"type": ["string", "null"]}}, "(string | null)[]"),
        ({"type": "array", "prefixItems": [TEXT, {"type": "integer"}]}, "(string | integer)[]"),
        ({"type": "array", "items": {"oneOf": [TEXT, ref("B")]}}, "(string | B)[]"),
        ({"type": "object", "additionalProperties": {"type": "integer"}}, "{*: integer}"),
        (
            {"type": "object", "additionalProperties": {"type": "array", "items": ref("B")}},
            "{*: B[]}",
        ),
        ({"type": "object", "additionalProperties": True}, "object"),
        ({}, "any"),
        (True, "any"),
    ],
)
def test_the_type_of_a_value(value: object, expected: str) -> None:
    assert types(schemas(A={"properties": {"p": value}}, B=TEXT))["A.p"] == expected


def test_conditions_are_parts_or_at_least_told() -> None:
    held = schemas(
        A={
            "if": {"properties": {"land": {"const": "NO"}}},
            "then": {"required": ["fnr"]},
            "not": ref("B"),
            "dependentSchemas": {"a": {"properties": {"b": TEXT}}},
            "dependentRequired": {"a": ["b"]},
            "propertyNames": {"pattern": "^x"},
        },
        B={"properties": {"n": TEXT}},
    )
    found = parts(held)
    assert list(found) == [
        "A",
        "A<if>",
        "A<if>.land",
        "A<dependentSchemas a>",
        "A<dependentSchemas a>.b",
        "B",
        "B.n",
    ]
    assert "B" in found["A"].refers
    told: Any = found["A"].details["conditions"]
    assert [key for key, _ in told] == [
        "not",
        "if",
        "then",
        "propertyNames",
        "dependentSchemas",
        "dependentRequired",
    ]


def test_what_a_schema_says_of_itself() -> None:
    value = {
        "title": "Navn",
        "description": "Hele navnet",
        "default": {"a": 1},
        "deprecated": True,
        "additionalProperties": False,
        "properties": {"a": TEXT},
        "xml": {"name": "n"},
        "externalDocs": {"url": "https://d.no"},
        "x-own": {"a": 1},
    }
    part = parts(schemas(A=value))["A"]
    assert (part.title, part.description, part.default) == ("Navn", "Hele navnet", '{"a": 1}')
    assert part.deprecation is not None
    assert (part.details["closed"], part.details["xml"]) == (True, '{"name": "n"}')
    assert [(a.name, dict(a.values)) for a in part.annotations] == [("x-own", {"a": 1})]


def test_a_default_that_is_null_or_false_is_one() -> None:
    held = schemas(A={"properties": {"n": {"default": None}, "f": {"default": False}, "u": {}}})
    assert [parts(held)[f"A.{name}"].default for name in "nfu"] == ["null", "false", None]


def test_schemas_deep_inside_each_other_are_read_or_refused() -> None:
    def nested(depth: int) -> Node:
        value: Node = {"type": "string"}
        for _ in range(depth):
            value = {"type": "array", "items": value}
        return schemas(A=value)

    assert types(nested(90))["A"] == "string" + "[]" * 90
    with pytest.raises(SpecError) as error:
        parts(nested(150))
    (finding,) = error.value.findings
    assert (finding.rule, places([finding])[0][0]) == ("spec-too-deep", MAIN)
    assert finding.location is not None
    assert finding.location.pointer == "/components/schemas/A" + "/items" * 100
    assert said(finding).startswith("schemas stand more than 100 levels inside each other here")


def test_very_many_members_with_the_same_property_are_read_in_time() -> None:
    held = schemas(A={"allOf": [{"properties": {"a": TEXT}} for _ in range(20_000)]})
    before = time.process_time()
    assert len(stages(held)[1].tree.by_address) == 20_001
    assert time.process_time() - before < 10
