"""Simple types: what each builds on, its facets and its values."""

import pytest

from tests.formats.wsdl.builders import below, parts, read, schema, told, typed


def simple(inside: str, more: str = "") -> str:
    return schema(f'<xs:simpleType name="S">{inside}</xs:simpleType>{more}')


def test_facets_and_values() -> None:
    found = parts(
        simple(
            '<xs:restriction base="xs:string"><xs:minLength value="1"/>'
            '<xs:pattern value="[A-Z]+"/><xs:pattern value="\\d"/><xs:whiteSpace value="collapse"/>'
            '<xs:enumeration value="M"><xs:annotation><xs:documentation>Mann</xs:documentation>'
            '</xs:annotation></xs:enumeration><xs:enumeration value=""/>'
            '<xs:enumeration value="a b.c/æ"/></xs:restriction>'
        )
    )
    assert (found["S"].kind, typed(found["S"])) == ("simple type", "xs:string")
    assert found["S"].details["constraints"] == (
        ("minLength", "1"),
        ("pattern", "[A-Z]+"),
        ("pattern", "\\d"),
        ("whiteSpace", "collapse"),
    )
    values = below(found, "S")
    assert [(step, part.kind, part.name) for step, part in values.items()] == [
        ("M", "enumeration value", "M"),
        ("", "enumeration value", ""),
        ("a b.c/æ", "enumeration value", "a b.c/æ"),
    ]
    assert values["M"].description == "Mann"
    assert values["M"].address == "type:S.M"


def test_a_chain_of_restrictions_refers_to_its_base() -> None:
    found = parts(
        simple(
            '<xs:restriction base="t:U"><xs:maxLength value="3"/></xs:restriction>',
            '<xs:simpleType name="U"><xs:restriction base="xs:token"/></xs:simpleType>',
        )
    )
    assert (typed(found["S"]), found["S"].refers) == ("U", ("type:U",))


def test_an_anonymous_base_gives_its_facets_and_values() -> None:
    found = parts(
        simple(
            '<xs:restriction><xs:simpleType><xs:restriction base="xs:int">'
            '<xs:minInclusive value="1"/><xs:maxInclusive value="9"/><xs:enumeration value="5"/>'
            '</xs:restriction></xs:simpleType><xs:maxInclusive value="6"/></xs:restriction>'
        )
    )
    assert typed(found["S"]) == "xs:int"
    assert found["S"].details["constraints"] == (("maxInclusive", "6"), ("minInclusive", "1"))
    assert list(below(found, "S")) == ["5"]


@pytest.mark.parametrize(
    ("inside", "printed"),
    [
        ('<xs:list itemType="xs:int"/>', "xs:int*"),
        ('<xs:union memberTypes="xs:int t:U xs:date"/>', "xs:int | U | xs:date"),
        ('<xs:union memberTypes="t:U"/>', "U"),
        ('<xs:restriction base="t:U"/>', "U"),
        ('<xs:list itemType="t:U"/>', "U*"),
        ("", "xs:anySimpleType"),
        ("<xs:list/>", "xs:anySimpleType*"),
    ],
)
def test_lists_and_unions(inside: str, printed: str) -> None:
    other = '<xs:simpleType name="U"><xs:restriction base="xs:token"/></xs:simpleType>'
    assert typed(parts(simple(inside, other))["S"]) == printed


ENUMERATED = (
    '<xs:simpleType><xs:restriction base="xs:{}"><xs:enumeration value="{}"/></xs:restriction>'
    "</xs:simpleType>"
)


def test_values_of_anonymous_types_in_unions_and_lists_are_parts() -> None:
    union = f"<xs:union>{ENUMERATED.format('int', '1')}{ENUMERATED.format('token', 'x')}</xs:union>"
    found = parts(simple(union))
    assert typed(found["S"]) == "xs:int | xs:token"
    assert list(below(found, "S")) == ["1", "x"]
    nested = f"<xs:list><xs:simpleType>{union}</xs:simpleType></xs:list>"
    found = parts(simple(nested))
    assert typed(found["S"]) == "(xs:int | xs:token)*"
    assert list(below(found, "S")) == ["1", "x"]


def test_values_on_the_anonymous_type_of_an_element() -> None:
    found = parts(schema(f'<xs:element name="e">{ENUMERATED.format("string", "ja")}</xs:element>'))
    assert list(found) == ["e", "e.ja"]


def test_a_type_that_restricts_itself_is_read() -> None:
    found = parts(simple('<xs:restriction base="t:S"><xs:enumeration value="1"/></xs:restriction>'))
    assert typed(found["S"]) == "S"
    assert list(below(found, "S")) == ["1"]


@pytest.mark.parametrize(
    ("name", "is_known"),
    [
        ("xs:string", True),
        ("xs:dateTimeStamp", True),
        ("xs:strng", False),
        ("t:Nei", False),
        ("Nei", False),
        ("q:X", False),
    ],
)
def test_a_name_that_leads_nowhere_is_told_with_its_line(name: str, *, is_known: bool) -> None:
    text = simple(f'\n<xs:restriction base="{name}"/>', f'\n<xs:element name="e" type="{name}"/>')
    found = read(text, name="a.xsd").findings
    assert list(map(told, found)) == ([] if is_known else [("wsdl-unknown-name", "a.xsd", 2)])
    assert [dict(f.arguments)["kind"] for f in found] == ([] if is_known else ["type"])
