"""WSDL 2.0 where it is simple: the same parts as of WSDL 1.1."""

from generator.model.part import walk
from tests.formats.wsdl.builders import XS, parts, read, schema, told

HEAD = (
    f'<description xmlns="http://www.w3.org/ns/wsdl" targetNamespace="urn:a" xmlns:t="urn:a" {XS}'
    ' xmlns:wsoap="http://www.w3.org/ns/wsdl/soap" xmlns:whttp="http://www.w3.org/ns/wsdl/http">\n'
)
TYPES = schema('<xs:element name="ask"/><xs:element name="answer"/><xs:element name="wrong"/>')
INTERFACE = """
<interface name="Base">
  <fault name="gal" element="t:wrong"><documentation>Noe er galt.</documentation></fault>
  <operation name="ping" pattern="http://www.w3.org/ns/wsdl/in-only">
    <input element="#none"/>
  </operation>
</interface>
<interface name="I" extends="t:Base">
  <documentation>Alt om rom.</documentation>
  <operation name="hent" pattern="http://www.w3.org/ns/wsdl/in-out">
    <documentation>Henter.</documentation>
    <input messageLabel="In" element="t:ask"/>
    <output messageLabel="Out" element="t:answer"/>
    <outfault ref="t:gal" messageLabel="Out"/>
  </operation>
</interface>
"""
BINDINGS = """
<binding name="Soap" interface="t:I" type="http://www.w3.org/ns/wsdl/soap"
  wsoap:protocol="http://www.w3.org/2003/05/soap/bindings/HTTP/">
  <operation ref="t:hent" wsoap:action="urn:hent">
    <input><wsoap:header element="t:wrong"/></input>
  </operation>
</binding>
<binding name="Http" interface="t:I" type="http://www.w3.org/ns/wsdl/http"
  whttp:methodDefault="GET">
  <operation ref="t:hent" whttp:location="rom/{id}" whttp:method="POST"/>
</binding>
"""
SERVICE = """
<service name="S" interface="t:I">
  <endpoint name="A" binding="t:Soap" address="https://example.org/a"/>
  <endpoint name="H" binding="t:Http" address="https://example.org/h"/>
</service>
"""


def description(*inside: str) -> str:
    return f"{HEAD}<types>{TYPES}</types>{''.join(inside)}</description>"


def test_a_service_of_wsdl_20() -> None:
    reading = read(description(INTERFACE, BINDINGS, SERVICE))
    assert reading.findings == ()
    found = {p.coordinate: p for p, _ in walk(reading.tree.parts) if p.kind != "element"}
    assert [c for c in found if c.startswith("S/A")] == [
        "S/A",
        "S/A/hent",
        "S/A/hent.input",
        "S/A/hent.input.wrong",
        "S/A/hent.input.body",
        "S/A/hent.output",
        "S/A/hent.output.body",
        "S/A/hent.fault.gal",
        "S/A/hent.fault.gal.body",
        "S/A/ping",
        "S/A/ping.input",
    ]
    assert found["S/A"].details["protocol"] == "SOAP 1.2"
    assert found["S/A"].details["url"] == "https://example.org/a"
    assert found["S/A"].description == "Alt om rom."
    assert found["S/A/hent"].details["action"] == "urn:hent"
    assert found["S/A/hent"].description == "Henter."
    assert found["S/A/hent.input.body"].refers == ("element:ask",)
    assert found["S/A/hent.input.wrong"].kind == "header"
    assert found["S/A/hent.fault.gal.body"].refers == ("element:wrong",)
    assert found["S/A/hent.fault.gal"].description == "Noe er galt."
    assert found["S/H"].details["protocol"] == "HTTP"
    assert found["S/H/hent"].details["verb"] == "POST"
    assert found["S/H/hent"].details["location"] == "rom/{id}"
    assert found["S/H/ping"].details["verb"] == "GET"
    assert reading.tree.about is not None
    assert reading.tree.about.notation == "WSDL 2.0"


def test_soap_11_is_told_by_the_version() -> None:
    text = description(
        INTERFACE, BINDINGS.replace("wsoap:protocol", 'wsoap:version="1.1" wsoap:protocol'), SERVICE
    )
    assert parts(text)["S/A"].details["protocol"] == "SOAP 1.1"


def test_an_interface_without_a_service_stands_alone() -> None:
    found = parts(description(INTERFACE))
    assert [c for c, p in found.items() if p.kind in ("port type", "operation")] == [
        "I",
        "I/hent",
        "I/ping",
    ]


def test_interfaces_that_extend_each_other_in_a_circle() -> None:
    found = parts(description(
        '<interface name="X" extends="t:Y"><operation name="x"/></interface>'
        '<interface name="Y" extends="t:X t:Y"><operation name="y"/></interface>'
        '<service name="S" interface="t:X"><endpoint name="E" binding="t:B"/></service>'
        '<binding name="B" type="http://www.w3.org/ns/wsdl/soap"/>'
    ))  # fmt: skip
    assert [c for c, p in found.items() if p.kind == "operation"] == ["S/E/x", "S/E/y"]


def test_an_included_description_and_an_imported_one() -> None:
    reading = read(
        description('<include location="b.wsdl"/>', BINDINGS, SERVICE),
        {"api/b.wsdl": f"{HEAD}{INTERFACE}</description>"},
    )
    assert reading.findings == ()
    assert "S.A.hent" in reading.tree.by_address


def test_wrong_names_are_findings_at_their_lines() -> None:
    text = description(
        INTERFACE.replace('extends="t:Base"', 'extends="t:Nei"'), BINDINGS, SERVICE
    ).replace('binding="t:Http"', 'binding="t:Nei"')
    reading = read(text)
    lines = text.split("\n")
    wanted = [n for n, line in enumerate(lines, start=1) if "t:Nei" in line]
    assert sorted(told(f)[2] or 0 for f in reading.findings) == wanted
    assert {f.rule for f in reading.findings} == {"wsdl-unknown-name"}
    assert "S.H.hent" in reading.tree.by_address
