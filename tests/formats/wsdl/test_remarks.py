"""What somebody added besides WSDL and XML Schema: remarks that can tell a status."""

import pytest

from tests.formats.wsdl.builders import parts, schema, wsdl

OWN = 'xmlns:k="urn:kontrakt"'


@pytest.mark.parametrize(
    ("inside", "name", "values"),
    [
        ("<k:status>beta</k:status>", "<status>", {"": "beta"}),
        ("<status>\n beta\n </status>", "<status>", {"": "beta"}),
        ('<k:status value="beta" until="2027"/>', "<status>", {"value": "beta", "until": "2027"}),
        ("<k:eksperimentell/>", "<eksperimentell>", {"": "true"}),
        ("  beta ", "<appinfo>", {"": "beta"}),
    ],
)
def test_appinfo(inside: str, name: str, values: dict[str, str]) -> None:
    text = schema(
        '<xs:element name="a"><xs:annotation>\n'
        f"<xs:appinfo {OWN}>{inside}</xs:appinfo></xs:annotation></xs:element>"
    )
    (remark,) = parts(text, name="a.xsd")["a"].annotations
    assert (remark.name, dict(remark.values)) == (name, values)
    assert (remark.location.file, remark.location.line) == ("a.xsd", 3)


def test_foreign_attributes_and_those_of_the_languages_themselves() -> None:
    text = schema(
        f'<xs:element name="a" {OWN} k:status=" beta " id="x" xml:lang="nb"/>'
        f'<xs:simpleType name="S"><xs:restriction base="xs:int"><xs:enumeration value="1" {OWN}'
        ' k:status="experimental"/></xs:restriction></xs:simpleType>'
    )
    found = parts(text)
    assert [(r.name, dict(r.values)) for r in found["a"].annotations] == [
        ("<status>", {"": "beta"})
    ]
    assert [dict(r.values) for r in found["S.1"].annotations] == [{"": "experimental"}]


def test_elements_that_extend_a_wsdl() -> None:
    text = wsdl(
        f'<wsdl:portType name="P" {OWN}><k:status>beta</k:status><wsdl:operation name="op"'
        ' k:status="experimental"><wsp:PolicyReference URI="#p"/></wsdl:operation></wsdl:portType>'
    )
    found = parts(text)
    assert [(r.name, dict(r.values)) for r in found["P"].annotations] == [
        ("<status>", {"": "beta"})
    ]
    assert [(r.name, dict(r.values)) for r in found["P/op"].annotations] == [
        ("<status>", {"": "experimental"})
    ]
