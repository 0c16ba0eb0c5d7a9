"""Synthetic WSDLs of any size, shaped like real ones: document/literal, with types that share."""

_FIELDS = 5


def definitions(operations: int) -> bytes:
    """A WSDL with that many operations, two elements and one type for each."""
    numbers = range(operations)
    schema = "\n".join(_components(number, operations) for number in numbers)
    messages = "\n".join(_messages(number) for number in numbers)
    return f"""<wsdl:definitions xmlns:wsdl="http://schemas.xmlsoap.org/wsdl/"
 xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/" xmlns:xs="http://www.w3.org/2001/XMLSchema"
 xmlns:t="urn:ting" targetNamespace="urn:ting">
<wsdl:types><xs:schema targetNamespace="urn:ting" elementFormDefault="qualified">
{schema}
</xs:schema></wsdl:types>
{messages}
<wsdl:portType name="Ting">
{"".join(map(_operation, numbers))}
</wsdl:portType>
<wsdl:binding name="TingSoap" type="t:Ting">
<soap:binding transport="http://schemas.xmlsoap.org/soap/http"/>
{"".join(map(_bound, numbers))}
</wsdl:binding>
<wsdl:service name="Tingtjeneste"><wsdl:port name="Soap" binding="t:TingSoap">
<soap:address location="https://example.org/ting"/></wsdl:port></wsdl:service>
</wsdl:definitions>
""".encode()


def _components(number: int, of: int) -> str:
    shared = "".join(
        f'<xs:element name="del{n}" type="t:Ting{(number * _FIELDS + n + 1) % of}" minOccurs="0"/>'
        for n in range(2)
    )
    fields = "".join(_field(number, n) for n in range(2, _FIELDS))
    asked = '<xs:element name="id" type="xs:int"/>'
    answer = f'<xs:element name="ting" type="t:Ting{number}" maxOccurs="unbounded"/>'
    return (
        f'<xs:element name="hent{number}">{_type(asked)}'
        f'</xs:element><xs:element name="hent{number}Svar">{_type(answer)}</xs:element>'
        f'<xs:complexType name="Ting{number}">{_said(f"Beskriver ting nummer {number}.")}'
        f"<xs:sequence>{shared}{fields}</xs:sequence></xs:complexType>"
    )


def _type(particles: str) -> str:
    return f"<xs:complexType><xs:sequence>{particles}</xs:sequence></xs:complexType>"


def _field(number: int, field: int) -> str:
    return (
        f'<xs:element name="felt{field}" type="xs:string">'
        f"{_said(f'Felt {field} av ting {number}.')}</xs:element>"
    )


def _said(text: str) -> str:
    return f"<xs:annotation><xs:documentation>{text}</xs:documentation></xs:annotation>"


def _messages(number: int) -> str:
    return "".join(
        f'<wsdl:message name="hent{number}{end}">'
        f'<wsdl:part name="parameters" element="t:hent{number}{end}"/></wsdl:message>'
        for end in ("", "Svar")
    )


def _operation(number: int) -> str:
    return (
        f'<wsdl:operation name="hent{number}">'
        f"<wsdl:documentation>Operasjon nummer {number}.</wsdl:documentation>"
        f'<wsdl:input message="t:hent{number}"/><wsdl:output message="t:hent{number}Svar"/>'
        "</wsdl:operation>\n"
    )


def _bound(number: int) -> str:
    body = '<soap:body use="literal"/>'
    return (
        f'<wsdl:operation name="hent{number}"><soap:operation soapAction="urn:hent{number}"/>'
        f"<wsdl:input>{body}</wsdl:input><wsdl:output>{body}</wsdl:output></wsdl:operation>\n"
    )
