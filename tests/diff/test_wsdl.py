"""Changes of XML schemas, each kind once, in what a client sends and in what it receives."""

import pytest

from tests.diff.snapshots import changes, content

SERVICE = """\
<w:definitions xmlns:w="http://schemas.xmlsoap.org/wsdl/" xmlns:t="urn:t" targetNamespace="urn:t"
    xmlns:s="http://schemas.xmlsoap.org/wsdl/soap/" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<w:types><xs:schema targetNamespace="urn:t">
<xs:element name="ask"><xs:complexType><xs:sequence>HELD</xs:sequence></xs:complexType></xs:element>
<xs:element name="answer"><xs:complexType><xs:sequence>GIVEN</xs:sequence></xs:complexType>
</xs:element></xs:schema></w:types>
<w:message name="I"><w:part name="p" element="t:ask"/></w:message>
<w:message name="O"><w:part name="p" element="t:answer"/></w:message>
<w:portType name="P"><w:operation name="o"><w:input message="t:I"/><w:output message="t:O"/>
</w:operation></w:portType>
<w:binding name="B" type="t:P"><s:binding transport="http://schemas.xmlsoap.org/soap/http"/>
<w:operation name="o"><s:operation soapAction="ACTION"/></w:operation></w:binding>
<w:service name="S"><w:port name="Q" binding="t:B"><s:address location="https://x.example"/>
</w:port></w:service></w:definitions>
"""
LIMITED = (
    '<xs:element name="a"><xs:simpleType><xs:restriction base="xs:string">'
    '<xs:FACET value="VALUE"/></xs:restriction></xs:simpleType></xs:element>'
)


def _changed(old: dict[str, str], new: dict[str, str]) -> list[tuple[str, str, str]]:
    snapshots = []
    for given in (old, new):
        spec = SERVICE
        for hole, text in {"HELD": "", "GIVEN": "", "ACTION": "", **given}.items():
            spec = spec.replace(hole, text)
        snapshots.append(content("a.wsdl", spec))
    found = changes(*snapshots)
    return sorted((c.level.value, c.rule, c.coordinate) for c in found)


def _limited(facet: str, value: str) -> str:
    return LIMITED.replace("FACET", facet).replace("VALUE", value)


@pytest.mark.parametrize(
    ("facet", "old", "new", "sent", "received"),
    [
        ("maxLength", "9", "5", ("breaking", "limit-tightened"), ("compatible", "limit-tightened")),
        ("maxLength", "5", "9", ("compatible", "limit-loosened"), ("dangerous", "limit-loosened")),
        ("length", "9", "5", ("undecidable", "limit-changed"), ("undecidable", "limit-changed")),
        ("pattern", "a+", "a*", ("undecidable", "limit-changed"), ("undecidable", "limit-changed")),
    ],
)  # fmt: skip
def test_a_limit(
    facet: str, old: str, new: str, sent: tuple[str, str], received: tuple[str, str]
) -> None:
    before, after = _limited(facet, old), _limited(facet, new)
    assert _changed({"HELD": before}, {"HELD": after}) == [(*sent, "ask.a")]
    assert _changed({"GIVEN": before}, {"GIVEN": after}) == [(*received, "answer.a")]


def _element(more: str, type_: str = "xs:int") -> str:
    return f'<xs:element name="a" type="{type_}" {more}/>'


@pytest.mark.parametrize(
    ("old", "new", "sent", "received"),
    [
        ('minOccurs="0"', "", ("breaking", "became-required"), ("compatible", "became-required")),
        ("", 'minOccurs="0"', ("compatible", "became-optional"), ("breaking", "became-optional")),
    ],
)
def test_how_often(old: str, new: str, sent: tuple[str, str], received: tuple[str, str]) -> None:
    before, after = _element(old), _element(new)
    assert _changed({"HELD": before}, {"HELD": after}) == [(*sent, "ask.a")]
    assert _changed({"GIVEN": before}, {"GIVEN": after}) == [(*received, "answer.a")]


def test_a_wider_number_may_be_sent_and_may_surprise_who_receives_it() -> None:
    before, after = _element(""), _element("", "xs:long")
    assert _changed({"HELD": before}, {"HELD": after}) == [("compatible", "type-widened", "ask.a")]
    assert _changed({"GIVEN": before}, {"GIVEN": after}) == [
        ("breaking", "type-widened", "answer.a")
    ]


def test_the_soap_action() -> None:
    assert _changed({"ACTION": "a"}, {"ACTION": "b"}) == [
        ("breaking", "soap-action-changed", "S/Q/o")
    ]
