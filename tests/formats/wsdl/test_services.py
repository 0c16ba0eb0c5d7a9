"""Services, ports, operations and messages of WSDL 1.1 and 2.0."""

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.part import Part, walk
from tests.formats.wsdl.builders import below, parts, read, schema, told, typed, wsdl

TYPES = schema('<xs:element name="ask"/><xs:element name="answer"/><xs:element name="wrong"/>')
MESSAGES = (
    '<wsdl:message name="in"><wsdl:part name="parameters" element="t:ask"/>'
    '<wsdl:part name="login" type="xs:string"/></wsdl:message>'
    '<wsdl:message name="out"><wsdl:part name="parameters" element="t:answer"/></wsdl:message>'
    '<wsdl:message name="bad"><wsdl:part name="fault" element="t:wrong"/></wsdl:message>'
)
PORT_TYPE = (
    '<wsdl:portType name="P"><wsdl:operation name="op"><wsdl:input message="t:in"/>'
    '<wsdl:output message="t:out"/><wsdl:fault name="bad" message="t:bad"/></wsdl:operation>'
    "</wsdl:portType>"
)
BINDING = (
    '<wsdl:binding name="B" type="t:P"><soap:binding'
    ' transport="http://schemas.xmlsoap.org/soap/http"/><wsdl:operation name="op">'
    '<soap:operation soapAction="urn:do"/><wsdl:input><soap:body use="literal"/></wsdl:input>'
    '<wsdl:output><soap:body use="literal"/></wsdl:output>'
    '<wsdl:fault name="bad"><soap:fault name="bad" use="literal"/></wsdl:fault>'
    "</wsdl:operation></wsdl:binding>"
)
SERVICE = (
    '<wsdl:service name="S"><wsdl:port name="Port" binding="t:B">'
    '<soap:address location=" https://example.org/s "/></wsdl:port></wsdl:service>'
)


def facts(part: Part, *names: str) -> Mapping[str, object]:
    return {name: part.details[name] for name in names}


def operations(text: str) -> dict[str, Part]:
    return {c: p for c, p in parts(text).items() if p.kind == "operation"}


def test_a_service_with_all_it_holds() -> None:
    reading = read(wsdl(MESSAGES + PORT_TYPE + BINDING + SERVICE, TYPES))
    assert reading.findings == ()
    found = {p.coordinate: p for p, _ in walk(reading.tree.parts) if p.kind != "element"}
    assert {c: (p.address, p.kind) for c, p in found.items()} == {
        "S": ("S", "service"),
        "S/Port": ("S.Port", "port"),
        "S/Port/op": ("S.Port.op", "operation"),
        "S/Port/op.input": ("S.Port.op.input", "input"),
        "S/Port/op.input.parameters": ("S.Port.op.input.parameters", "message part"),
        "S/Port/op.input.login": ("S.Port.op.input.login", "message part"),
        "S/Port/op.output": ("S.Port.op.output", "output"),
        "S/Port/op.output.parameters": ("S.Port.op.output.parameters", "message part"),
        "S/Port/op.fault.bad": ("S.Port.op.fault.bad", "fault"),
        "S/Port/op.fault.bad.fault": ("S.Port.op.fault.bad.fault", "message part"),
    }
    assert facts(found["S/Port"], "protocol", "url", "port_type") == {
        "protocol": "SOAP 1.1",
        "url": "https://example.org/s",
        "port_type": "P",
    }
    assert facts(found["S/Port/op"], "action", "style", "use", "port") == {
        "action": "urn:do",
        "style": "document",
        "use": "literal",
        "port": "S.Port",
    }
    assert found["S/Port/op.input.parameters"].refers == ("element:ask",)
    assert typed(found["S/Port/op.input.login"]) == "xs:string"
    assert reading.tree.entries == ("S.Port.op",)
    assert reading.tree.about is not None
    assert [link.url for link in reading.tree.about.servers] == ["https://example.org/s"]
    assert [p.address for p in reading.tree.named("op")] == ["S.Port.op"]
    assert [p.address for p in reading.tree.named("urn:do")] == ["S.Port.op"]


def test_soap_11_and_12_and_http_ports_side_by_side() -> None:
    bindings = (
        BINDING
        + BINDING.replace("soap:", "soap12:").replace('"B"', '"B12"')
        + (
            '<wsdl:binding name="H" type="t:P"><http:binding verb="POST"/>'
            '<wsdl:operation name="op"><http:operation location="/op"/><wsdl:input>'
            '<mime:content type="text/xml"/></wsdl:input></wsdl:operation></wsdl:binding>'
        )
    )
    service = (
        '<wsdl:service name="S"><wsdl:port name="A" binding="t:B"/>'
        '<wsdl:port name="A12" binding="t:B12"><soap12:address location="http://x"/></wsdl:port>'
        '<wsdl:port name="H" binding="t:H"><http:address location="http://y"/></wsdl:port>'
        "</wsdl:service>"
    )
    found = parts(wsdl(MESSAGES + PORT_TYPE + bindings + service, TYPES))
    assert {c: p.details["protocol"] for c, p in found.items() if p.kind == "port"} == {
        "S/A": "SOAP 1.1",
        "S/A12": "SOAP 1.2",
        "S/H": "HTTP",
    }
    assert found["S/A"].details["url"] == ""
    assert found["S/H"].details["url"] == "http://y"
    assert facts(found["S/H/op"], "verb", "location", "style", "action") == {
        "verb": "POST",
        "location": "/op",
        "style": "",
        "action": None,
    }


def test_rpc_style_and_encoded_use() -> None:
    text = wsdl(MESSAGES + PORT_TYPE + BINDING + SERVICE, TYPES)
    rpc = text.replace("<soap:binding", '<soap:binding style="rpc"').replace(
        '<soap:body use="literal"/>', '<soap:body use="encoded" namespace="urn:w"/>'
    )
    found = parts(rpc)
    assert facts(found["S/Port/op"], "style", "use") == {"style": "rpc", "use": "encoded, literal"}
    assert found["S/Port/op.input"].details["namespace"] == "urn:w"
    own = rpc.replace('soapAction="urn:do"', 'style="document"')
    assert facts(parts(own)["S/Port/op"], "style", "action") == {"style": "document", "action": ""}


def test_headers_are_not_parts_of_the_body() -> None:
    header = '<soap:header message="t:in" part="login" use="literal"/>'
    text = wsdl(MESSAGES + PORT_TYPE + BINDING + SERVICE, TYPES)
    text = text.replace("<wsdl:input><soap:body", f"<wsdl:input>{header}<soap:body")
    held = below(parts(text), "S/Port/op.input")
    assert {step: p.kind for step, p in held.items()} == {
        "login": "header",
        "parameters": "message part",
    }


def test_the_body_may_name_its_parts_and_lie_in_a_mime_package() -> None:
    text = wsdl(MESSAGES + PORT_TYPE + BINDING + SERVICE, TYPES).replace(
        '<wsdl:input><soap:body use="literal"/>',
        "<wsdl:input><mime:multipartRelated><mime:part>"
        '<soap:body parts="parameters" use="literal"/></mime:part><mime:part>'
        '<mime:content part="login" type="text/plain"/></mime:part></mime:multipartRelated>',
    )
    assert list(below(parts(text), "S/Port/op.input")) == ["parameters"]


def test_policies_are_named() -> None:
    text = wsdl(MESSAGES + PORT_TYPE + BINDING + SERVICE, TYPES)
    text = text.replace('type="t:P">', 'type="t:P"><wsp:PolicyReference URI="#sikker"/>')
    text = text.replace(
        '<wsdl:operation name="op"><soap', '<wsdl:operation name="op" wsp:PolicyURIs="#a #b"><soap'
    )
    found = parts(text)
    assert found["S/Port"].details["policies"] == ("sikker",)
    assert found["S/Port/op"].details["policies"] == ("sikker", "a", "b")


def test_without_a_service_the_port_types_stand_alone() -> None:
    bound = parts(wsdl(MESSAGES + PORT_TYPE + BINDING, TYPES))
    assert (bound["P"].kind, bound["P"].details["protocol"]) == ("port type", "SOAP 1.1")
    assert facts(bound["P/op"], "action", "style") == {"action": "urn:do", "style": "document"}
    alone = read(wsdl(MESSAGES + PORT_TYPE, TYPES))
    assert alone.tree.entries == ("P.op",)
    assert alone.tree.parts[0].details["protocol"] == ""
    assert alone.tree.parts[0].children[0].details["action"] is None


def test_several_services_and_a_port_type_that_none_offers() -> None:
    text = wsdl(
        MESSAGES + PORT_TYPE + PORT_TYPE.replace('"P"', '"Q"') + BINDING + SERVICE
        + SERVICE.replace('"S"', '"S2"'),
        TYPES,
    )  # fmt: skip
    assert list(operations(text)) == ["S/Port/op", "S2/Port/op", "Q/op"]


OVERLOADED = (
    '<wsdl:portType name="P"><wsdl:operation name="op"><wsdl:input name="one" message="t:in"/>'
    '<wsdl:output name="r1" message="t:out"/></wsdl:operation><wsdl:operation name="op">'
    '<wsdl:input name="two" message="t:in"/><wsdl:output name="r2" message="t:out"/>'
    '</wsdl:operation></wsdl:portType><wsdl:binding name="B" type="t:P"><soap:binding/>'
    '<wsdl:operation name="op"><soap:operation soapAction="urn:2"/><wsdl:input name="two"/>'
    '<wsdl:output name="r2"/></wsdl:operation><wsdl:operation name="op"><soap:operation'
    ' soapAction="urn:1"/><wsdl:input name="one"/><wsdl:output name="r1"/></wsdl:operation>'
    "</wsdl:binding>"
)


def test_operations_of_one_name_are_told_apart_by_their_messages() -> None:
    found = operations(wsdl(MESSAGES + OVERLOADED + SERVICE, TYPES))
    assert {c: (p.address, p.details["action"]) for c, p in found.items()} == {
        "S/Port/op": ("S.Port.op", "urn:1"),
        "S/Port/op[2]": ("S.Port.op[2]", "urn:2"),
    }


def test_ports_and_services_of_one_name() -> None:
    other = wsdl('<wsdl:service name="S"/>').replace(
        'targetNamespace="urn:a"', 'targetNamespace="urn:b"'
    )
    main = wsdl(
        '<wsdl:import namespace="urn:b" location="b.wsdl"/>'
        + MESSAGES + PORT_TYPE + BINDING
        + SERVICE.replace(
            "</wsdl:service>", '<wsdl:port name="Port" binding="t:B"/></wsdl:service>'
        ),
        TYPES,
    )  # fmt: skip
    found = parts(main, {"api/b.wsdl": other})
    named = [c for c, p in found.items() if p.kind in ("service", "port", "operation")]
    assert named == [
        "{urn:a}S",
        "{urn:a}S/Port",
        "{urn:a}S/Port/op",
        "{urn:a}S/Port[2]",
        "{urn:a}S/Port[2]/op",
        "{urn:b}S",
    ]


def test_a_portion_of_a_service_in_another_file() -> None:
    other = wsdl(MESSAGES + PORT_TYPE, TYPES)
    main = wsdl('<wsdl:import namespace="urn:a" location="b.wsdl"/>' + BINDING + SERVICE)
    reading = read(main, {"api/b.wsdl": other})
    found = {p.coordinate: p for p, _ in walk(reading.tree.parts)}
    assert reading.findings == ()
    assert found["S/Port/op"].location.file == "api/b.wsdl"
    assert found["S/Port/op.output.parameters"].location.file == "api/b.wsdl"


@pytest.mark.parametrize(
    ("right", "wrong", "kind"),
    [
        ('binding="t:B"', 'binding="t:Nei"', "binding"),
        ('binding="t:B"', 'binding="B"', "binding"),
        ('binding="t:B"', 'binding="q:B"', "binding"),
        ('type="t:P"', 'type="t:Nei"', "portType"),
        ('type="t:P"', 'type="q:P"', "portType"),
        ('input message="t:in"', 'input message="t:Nei"', "message"),
        ('input message="t:in"', 'input message="q:in"', "message"),
        ('element="t:ask"', 'element="t:Nei"', "element"),
        ('element="t:ask"', 'element="q:ask"', "element"),
        ('type="xs:string"', 'type="xs:strng"', "type"),
    ],
)
def test_a_wrong_name_is_one_finding_at_its_line_and_the_operation_is_shown(
    right: str, wrong: str, kind: str
) -> None:
    text = wsdl(f"{MESSAGES}{PORT_TYPE}{BINDING}{SERVICE}", TYPES)
    second = SERVICE.replace('"S"', '"S2"').replace('"t:B"', '"t:B2"')
    twice = BINDING.replace('"B"', '"B2"') + second
    text = text.replace("</wsdl:definitions>", twice + "</wsdl:definitions>")
    assert right in text
    at = text.index(right)
    reading = read(f"{text[:at]}\n{wrong}{text[at + len(right) :]}".replace(f"\n{wrong}", wrong))
    (finding,) = reading.findings
    assert told(finding) == ("wsdl-unknown-name", "api/main.wsdl", text[:at].count("\n") + 1)
    assert dict(finding.arguments)["kind"] == kind
    assert dict(finding.arguments)["name"] in (wrong.split('"')[1], "{urn:a}Nei",
        "{http://www.w3.org/2001/XMLSchema}strng")  # fmt: skip
    assert any(part.kind == "operation" for part, _ in walk(reading.tree.parts))


@given(
    st.permutations(
        [
            MESSAGES,
            PORT_TYPE,
            BINDING,
            SERVICE,
            OVERLOADED.replace('"P"', '"O"').replace('"B"', '"C"').replace("t:P", "t:O"),
        ]
    )
)
def test_addresses_do_not_depend_on_the_order_of_definitions(order: list[str]) -> None:
    found = {c: p.address for c, p in parts(wsdl("".join(order), TYPES)).items()}
    first = wsdl("".join(sorted(order)), TYPES)
    assert found == {c: p.address for c, p in parts(first).items()}
