"""A mark is found wherever WSDL and XML Schema let somebody put one."""

import pytest

from tests.formats.wsdl.recognised import Read, own

OPENING = (
    '<xs:schema targetNamespace="urn:x" xmlns="urn:x" xmlns:xs="http://www.w3.org/2001/XMLSchema"'
    ' xmlns:o="urn:ours" xmlns:xhtml="http://www.w3.org/1999/xhtml">'
)
BETA = "https://example.org/apier/#kontrakt-for-apier-i-beta"


def schema(inside: str) -> Read:
    return Read({"x.xsd": f"{OPENING}{inside}</xs:schema>"})


def element(attributes: str = "", inside: str = "") -> Read:
    return schema(f'<xs:element name="e" type="xs:string"{attributes}>{inside}</xs:element>')


def appinfo(inside: str) -> Read:
    return element(inside=f"<xs:annotation><xs:appinfo>{inside}</xs:appinfo></xs:annotation>")


@pytest.mark.parametrize(
    ("remark", "status"),
    [
        ("<o:contract-status>beta</o:contract-status>", "beta"),
        ('<o:contract-status value="experimental"/>', "experimental"),
        ("<contract-status xmlns=''>experimental</contract-status>", "experimental"),
        ("<o:contract-status>\n  Beta\n</o:contract-status>", "beta"),
        ("<o:stability>early access</o:stability>", "beta"),
        ("<o:stability-level>alpha</o:stability-level>", "experimental"),
        ("<o:maturity>Beta since 2025</o:maturity>", "beta"),
        ("<o:release-stage>ga</o:release-stage>", "production"),
        ("<o:lifecycle>draft</o:lifecycle>", "experimental"),
        ("<o:status>preview</o:status>", "beta"),
        ("<o:state>frozen</o:state>", "frozen"),
        ("<o:beta/>", "beta"),
        ("<o:preview/>", "beta"),
        ("<o:experimental>true</o:experimental>", "experimental"),
        ("experimental", "experimental"),
        ("\n  Under utvikling\n", "experimental"),
    ],
)
def test_an_appinfo_marks_its_element(remark: str, status: str) -> None:
    read = appinfo(remark)
    assert read.marked() == {"e": status}
    assert not read.findings


@pytest.mark.parametrize(
    "remark",
    [
        "<o:beta>false</o:beta>",
        "<o:status>required</o:status>",  # the word is common: what it says need be no status
        "<o:state>Rogaland, beta</o:state>",
        "<o:lifecycle>Created when a beta tester signs up</o:lifecycle>",
        "<o:label>beta</o:label>",
        "<o:outer><o:beta/></o:outer>",
        "Kodeliste fra beta-utgaven",
        "",
    ],
)
def test_what_only_looks_like_a_mark_is_none(remark: str) -> None:
    read = appinfo(remark)
    assert not read.marked()
    assert not read.findings


def test_a_remark_about_stability_that_cannot_be_understood_is_a_finding() -> None:
    (finding,) = appinfo("<o:stability>lilla</o:stability>").findings
    assert finding.rule == "mark-value-unknown"
    assert finding.arguments["recogniser"] == "<stability>"
    assert finding.location is not None
    assert (finding.location.file, finding.location.line) == ("x.xsd", 1)


@pytest.mark.parametrize(
    ("attribute", "status"),
    [
        ("o:contract-status='beta'", "beta"),
        ("o:stability=' experimental '", "experimental"),
        ("o:experimental='true'", "experimental"),
    ],
)
def test_an_attribute_of_another_namespace_marks_its_element(attribute: str, status: str) -> None:
    assert element(f" {attribute}").marked() == {"e": status}


def test_only_the_local_name_counts() -> None:
    """Everybody has a namespace of their own, and none is a standard."""
    read = element(' xmlns:n="http://example.org/any/1.0" n:contract-status="beta"')
    assert read.marked() == {"e": "beta"}


@pytest.mark.parametrize(
    "text",
    [
        f"Navnet. Det er i [beta]({BETA}).",
        f"Navnet. <xhtml:p>Det er i <xhtml:a href='{BETA}'>beta</xhtml:a>.</xhtml:p>",
    ],
)
def test_a_sentence_with_a_link_marks_and_goes(text: str) -> None:
    read = element(
        inside=f"<xs:annotation><xs:documentation>{text}</xs:documentation></xs:annotation>"
    )
    assert read.marked() == {"e": "beta"}
    assert read["e"].description == "Navnet."


SCHEMA = """
<xs:element name="e" o:contract-status="beta"><xs:complexType>
  <xs:sequence>
    <xs:element name="m" type="xs:string" o:contract-status="beta"/>
    <xs:any o:contract-status="beta"/>
  </xs:sequence>
  <xs:attribute name="a" o:contract-status="beta"/>
  <xs:anyAttribute o:contract-status="beta"/>
</xs:complexType></xs:element>
<xs:complexType name="t" o:contract-status="beta"/>
<xs:simpleType name="s" o:contract-status="beta"><xs:restriction base="xs:string">
  <xs:enumeration value="v" o:contract-status="beta"/>
</xs:restriction></xs:simpleType>
<xs:group name="g" o:contract-status="beta"><xs:sequence/></xs:group>
<xs:attributeGroup name="ag" o:contract-status="beta"/>
<xs:attribute name="ga" o:contract-status="beta"/>
"""


def test_every_kind_of_part_of_a_schema_can_be_marked() -> None:
    read = schema(SCHEMA)
    kinds = {read[name].kind for name in read.marked()}
    assert kinds == {
        "element",
        "attribute",
        "wildcard",
        "attribute wildcard",
        "complex type",
        "simple type",
        "enumeration value",
        "group",
        "attribute group",
    }


def test_our_own_service_is_marked_on_every_kind_of_part_that_it_offers() -> None:
    read = Read(own("2021-09-01"))
    kinds = {read[name].kind for name in read.marked()}
    assert {
        "service", "port", "operation", "input", "output", "fault", "header", "element",
        "attribute", "wildcard", "complex type", "enumeration value", "group", "attribute group",
    } <= kinds  # fmt: skip
    found = {
        part.mark.recogniser for part in read.tree.by_address.values() if part.mark is not None
    }
    assert found == {"<contract-status>", "<stability>", "<beta>", "<appinfo>", "description"}
    assert not read.findings


def test_the_side_file_names_parts_of_a_service() -> None:
    side = {
        "FswsBas/*/hentRoller": "experimental",
        "Person.@nr": "beta",
        "*/hentPerson.fault.*": "beta",
        "{urn:example:fsws:bas}Fullmakter": "experimental",
    }
    read = Read(own("2024-09-02"), side)
    assert not [finding for finding in read.findings if finding.rule == "side-file-unmatched"]
    marked = read.marked()
    assert marked["FswsBas/BasPort/hentRoller"] == marked["FswsBas/BasPort12/hentRoller"]
    assert marked["Person.@nr"] == "beta"
    assert marked["FswsBas/BasPort/hentPerson.fault.ikkeTilgang"] == "beta"
    assert marked["Fullmakter"] == "experimental"


def test_two_remarks_that_disagree_give_the_weaker_and_a_finding() -> None:
    read = element(
        ' o:contract-status="beta"',
        "<xs:annotation><xs:appinfo>experimental</xs:appinfo></xs:annotation>",
    )
    assert read.marked() == {"e": "experimental"}
    (finding,) = read.findings
    assert finding.rule == "marks-disagree"


@pytest.mark.parametrize(
    ("remark", "reason", "since", "removal"),
    [
        ("<o:deprecated/>", "", "None", "None"),
        ("<o:deprecated>true</o:deprecated>", "", "None", "None"),
        ("<o:deprecated>Bruk f.</o:deprecated>", "Bruk f.", "None", "None"),
        ("<o:deprecated>2025-01-31</o:deprecated>", "", "2025-01-31", "None"),
        ("<o:deprecated-since>2025-01-31</o:deprecated-since>", "", "2025-01-31", "None"),
        ("<o:sunset>2027-04-01</o:sunset>", "", "None", "2027-04-01"),
        ("<o:removal-date>2027-04-01</o:removal-date>", "", "None", "2027-04-01"),
        ("<o:stability>deprecated</o:stability>", "", "None", "None"),
    ],
)
def test_remarks_tell_of_an_end(remark: str, reason: str, since: str, removal: str) -> None:
    deprecation = appinfo(remark)["e"].deprecation
    assert deprecation is not None
    assert deprecation.reason == reason
    assert str(deprecation.since) == since
    assert str(deprecation.removal and deprecation.removal.day) == removal


def test_a_remark_names_what_takes_over() -> None:
    read = schema(
        '<xs:element name="e" type="xs:string" o:deprecated="true" o:replaced-by="f"/>'
        '<xs:element name="f" type="xs:string"/>'
    )
    deprecation = read["e"].deprecation
    assert deprecation is not None
    assert deprecation.replacement == (read["f"].address,)


def test_what_the_standards_say_is_no_remark() -> None:
    wsdl = """
<w:definitions targetNamespace="urn:x" xmlns:w="http://schemas.xmlsoap.org/wsdl/" xmlns:x="urn:x"
    xmlns:s="http://schemas.xmlsoap.org/wsdl/soap/" xmlns:p="http://www.w3.org/ns/ws-policy">
  <w:portType name="P"><w:operation name="o"/></w:portType>
  <w:binding name="B" type="x:P"><p:PolicyReference URI="#beta"/>
    <s:binding transport="http://schemas.xmlsoap.org/soap/http"/>
    <w:operation name="o"><s:operation soapAction="beta"/></w:operation></w:binding>
  <w:service name="S"><w:port name="Q" binding="x:B"><s:address location="urn:b"/></w:port>
  </w:service>
</w:definitions>"""
    read = Read({"x.wsdl": wsdl})
    assert not [a for part in read.tree.by_address.values() for a in part.annotations]
