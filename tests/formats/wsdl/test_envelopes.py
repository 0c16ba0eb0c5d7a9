"""Example messages of WSDL operations, and documents of schemas alone, as a reader gets them."""

import re
from collections.abc import Callable, Mapping

import pytest

from generator.formats.wsdl.envelopes.patterns import Pattern, PatternError
from generator.model.address import Address
from generator.model.call import Call, Wanted
from tests.formats.wsdl.builders import FORMAT, read, schema, wsdl

KATAKANA = r"\p{IsKatakana}"

QUALIFIED = 'elementFormDefault="qualified"'
SERVICE = """
<wsdl:message name="In"><wsdl:part name="parameters" element="t:ask"/></wsdl:message>
<wsdl:message name="Out"><wsdl:part name="parameters" element="t:answer"/></wsdl:message>
<wsdl:portType name="PT"><wsdl:operation name="ask">
<wsdl:input message="t:In"/><wsdl:output message="t:Out"/></wsdl:operation></wsdl:portType>
"""
ELEMENTS = schema(
    """<xs:element name="ask"><xs:complexType><xs:sequence>
<xs:element name="id" type="xs:int"/></xs:sequence></xs:complexType></xs:element>
<xs:element name="answer" type="xs:string"/>""",
    more=QUALIFIED,
)


def anything(address: Address) -> bool:
    return bool(address)


def calls(
    main: str, may_use: Callable[[Address], bool] = anything, files: Mapping[str, str] | None = None
) -> dict[str, Call | None]:
    """The call of each entry point."""
    reading = read(main, files)
    wanted = [Wanted(address=address, may_use=may_use) for address in reading.tree.entries]
    return dict(zip(reading.tree.entries, FORMAT.calls(reading.native, wanted), strict=True))


def document(inside: str, may_use: Callable[[Address], bool] = anything, more: str = "") -> str:
    """The example of the element `a`, whose content is given, without its namespace."""
    made = calls(schema(inside, more=more), may_use)["element:a"]
    assert made is not None
    assert made.method is None
    assert not made.findings, made.findings[0].arguments
    (excerpt,) = made.shown
    assert excerpt.id == "document"
    return excerpt.text.replace(' xmlns:t="urn:a"', "")


def of(content: str, may_use: Callable[[Address], bool] = anything, more: str = "") -> str:
    """What is inside an element `a` of a complex type with this content, on one line."""
    text = document(
        f'<xs:element name="a"><xs:complexType>{content}</xs:complexType></xs:element>{more}',
        may_use,
    )
    lines = [line.strip() for line in text.splitlines()]
    return "".join(lines).removeprefix("<t:a>").removesuffix("</t:a>")


def value(type_: str) -> str:
    """The text of an element of a type: a name, or the restriction's facets behind it."""
    name, _, facets = type_.partition(" ")
    inside = (
        f'<xs:simpleType><xs:restriction base="{name}">{facets}</xs:restriction></xs:simpleType>'
    )
    found = re.fullmatch(
        r"<t:a>(.*)</t:a>", document(f'<xs:element name="a">{inside}</xs:element>')
    )
    assert found is not None
    return found[1]


def facet(name: str, text: str) -> str:
    return f'<xs:{name} value="{text}"/>'


@pytest.mark.parametrize(
    ("type_", "text"),
    [
        ("xs:string", "string"),
        ("xs:int", "1"),
        ("xs:negativeInteger", "-1"),
        ("xs:nonPositiveInteger", "0"),
        ("xs:decimal", "1.0"),
        ("xs:double", "1.0"),
        ("xs:boolean", "true"),
        ("xs:dateTime", "2026-01-15T12:00:00Z"),
        ("xs:date", "2026-01-15"),
        ("xs:time", "12:00:00"),
        ("xs:gYear", "2026"),
        ("xs:gYearMonth", "2026-01"),
        ("xs:gMonthDay", "--01-15"),
        ("xs:duration", "P1D"),
        ("xs:base64Binary", "c3RyaW5n"),
        ("xs:hexBinary", "737472696E67"),
        ("xs:anyURI", "https://www.example.org/"),
        ("xs:language", "en"),
        ("xs:NCName", "name"),
        ("xs:string " + facet("enumeration", "M") + facet("enumeration", "K"), "M"),
        ("xs:string " + facet("length", "11"), "stringstrin"),
        ("xs:string " + facet("maxLength", "3"), "str"),
        ("xs:string " + facet("minLength", "8"), "stringst"),
        ("xs:int " + facet("minInclusive", "5"), "5"),
        ("xs:int " + facet("maxExclusive", "0"), "-1"),
        ("xs:decimal " + facet("minExclusive", "2") + facet("fractionDigits", "1"), "2.1"),
        ("xs:decimal " + facet("totalDigits", "1"), "1"),
        ("xs:date " + facet("minInclusive", "2030-01-01"), "2030-01-01"),
        ("xs:hexBinary " + facet("length", "2"), "7374"),
        ("xs:string " + facet("pattern", "[0-9]{4}"), "1111"),
        ("xs:string " + facet("pattern", "[0-9]+") + facet("length", "11"), "1" * 11),
        ("xs:string " + facet("pattern", "[a-z]+"), "string"),
        ("xs:int " + facet("pattern", r"\d{2}") + facet("maxInclusive", "20"), "11"),
    ],
)
def test_a_value_is_one_of_its_type(type_: str, text: str) -> None:
    assert value(type_) == text


@pytest.mark.parametrize(
    ("pattern", "yes", "no"),
    [
        (r"\d{2}:\d{2}", "12:30", "12:3"),
        (r"[a-z-[aeiou]]+", "bcd", "bad"),
        (r"[^a-c]", "d", "a"),
        (r"\i\c*", "a-1", "1a"),
        (r"\p{Lu}\p{Nd}", "A1", "a1"),
        (r"\P{L}", "1", "a"),
        (r"a|bc", "bc", "ab"),
        (r"(ab){2,3}", "ababab", "abababab"),
        (r"a?b*", "", "aa"),
        (r"[\-+]?[0-9]", "-1", "--1"),
        (r"^a$", "^a$", "a"),  # XML Schema has no anchors
        (r"\w\W", "a.", "ab"),
        (r"[!-~]\s.", "! x", "! \n"),
    ],
)
def test_a_pattern_is_read_as_xml_schema_means_it(pattern: str, yes: str, no: str) -> None:
    found = Pattern(pattern)
    assert found.matches(yes)
    assert not found.matches(no)
    made = [text for _, text in zip(range(20), found.texts(), strict=False)]
    assert made
    assert all(found.matches(text) for text in made)


def test_a_pattern_that_ruins_other_engines_takes_no_time() -> None:
    assert not Pattern("(a+)+b").matches("a" * 1_000)
    assert not Pattern("(a|aa)*b").matches("a" * 1_000)


@pytest.mark.parametrize(
    "pattern", ["[", "(", "a{", r"\p{Nothing}", r"\k", "*", "a{9999}", "(" * 99]
)
def test_what_is_no_pattern_is_refused(pattern: str) -> None:
    with pytest.raises(PatternError):
        Pattern(pattern)


def test_a_pattern_nobody_can_meet_gives_a_placeholder_and_no_claim() -> None:
    text = schema(
        '<xs:element name="a"><xs:simpleType><xs:restriction base="xs:string">'
        f"{facet('pattern', KATAKANA)}</xs:restriction></xs:simpleType></xs:element>"
    )
    call = calls(text)["element:a"]
    assert call is not None
    assert ">string<" in call.shown[0].text
    assert [(f.rule, f.arguments["n"]) for f in call.findings] == [("envelopes-untried", 1)]


def test_what_is_required_is_there_and_what_is_optional_too() -> None:
    content = """<xs:sequence><xs:element name="b" type="xs:int"/>
<xs:element name="c" type="xs:int" minOccurs="0"/><xs:element name="d" type="xs:int" minOccurs="2"
maxOccurs="4"/><xs:element name="e" type="xs:int" maxOccurs="0" minOccurs="0"/></xs:sequence>
<xs:attribute name="f" use="required" type="xs:int"/><xs:attribute name="g" fixed="x"/>"""
    text = of(content)
    assert text == '<t:a f="1" g="x"><b>1</b><c>1</c><d>1</d><d>1</d>'


def test_a_part_that_may_not_be_used_is_left_out_where_it_can_be() -> None:
    content = """<xs:sequence><xs:element name="b" type="xs:int"/>
<xs:element name="c" type="xs:int" minOccurs="0"/></xs:sequence>"""
    assert of(content, lambda a: a == "element:a" or a.endswith(".c")) == "<b>1</b><c>1</c>"
    assert of(content, lambda a: a == "element:a") == "<b>1</b>"


def test_an_enumerated_value_that_may_not_be_used_is_not() -> None:
    inside = (
        '<xs:element name="a" type="t:K"/><xs:simpleType name="K"><xs:restriction base="xs:string">'
        f"{facet('enumeration', 'M')}{facet('enumeration', 'K')}</xs:restriction></xs:simpleType>"
    )
    assert document(inside, lambda address: address != "type:K.M") == "<t:a>K</t:a>"


def test_of_a_choice_there_is_one_whole_branch_that_may_be_used() -> None:
    content = """<xs:choice><xs:element name="b" type="xs:int"/>
<xs:sequence><xs:element name="c" type="xs:int"/><xs:element name="d" type="xs:int"/></xs:sequence>
</xs:choice>"""
    assert of(content) == "<b>1</b>"
    assert of(content, lambda address: not address.endswith(".b")) == "<c>1</c><d>1</d>"


def test_recursion_ends() -> None:
    inside = """<xs:element name="a" type="t:T"/><xs:complexType name="T"><xs:sequence>
<xs:element name="b" type="xs:int"/><xs:element name="a" type="t:T" minOccurs="0"/></xs:sequence>
</xs:complexType>"""
    assert document(inside) == "<t:a>\n  <b>1</b>\n</t:a>"


def test_recursion_through_a_choice_ends_in_the_branch_that_ends() -> None:
    inside = """<xs:element name="a" type="t:T"/><xs:complexType name="T"><xs:choice>
<xs:element name="both" type="t:T" minOccurs="2" maxOccurs="2"/><xs:element name="leaf"
type="xs:int"/></xs:choice></xs:complexType>"""
    assert "<leaf>1</leaf>" in document(inside)


def test_recursion_without_end_has_no_example() -> None:
    inside = """<xs:element name="a" type="t:T"/><xs:complexType name="T"><xs:sequence>
<xs:element name="a" type="t:T"/></xs:sequence></xs:complexType>"""
    assert calls(schema(inside)) == {"element:a": None}


def test_types_that_multiply_end() -> None:
    """Each of forty types holds the next one twice: written out, that would be 2^40 elements."""
    types = "".join(
        f'<xs:complexType name="T{n}"><xs:sequence><xs:element name="b" type="t:T{n + 1}"/>'
        f'<xs:element name="c" type="t:T{n + 1}"/></xs:sequence></xs:complexType>'
        for n in range(40)
    )
    last = '<xs:complexType name="T40"/><xs:element name="a" type="t:T0"/>'
    assert calls(schema(types + last)) == {"element:a": None}


def test_groups_in_groups_end() -> None:
    deep = "<xs:sequence>" * 150 + '<xs:element name="a" type="t:T"/>' + "</xs:sequence>" * 150
    inside = f'<xs:element name="a" type="t:T"/><xs:complexType name="T">{deep}</xs:complexType>'
    assert calls(schema(inside)) == {"element:a": None}


def test_recursion_through_nil_ends_in_nil() -> None:
    inside = """<xs:element name="a" type="t:T"/><xs:complexType name="T"><xs:sequence>
<xs:element name="a" type="t:T" nillable="true"/></xs:sequence></xs:complexType>"""
    assert 'xsi:nil="true"' in document(inside)


def test_an_abstract_type_is_one_that_derives_from_it() -> None:
    inside = """<xs:element name="a" type="t:T"/>
<xs:complexType name="T" abstract="true"><xs:sequence>
<xs:element name="b" type="xs:int"/></xs:sequence></xs:complexType>
<xs:complexType name="U"><xs:complexContent><xs:extension base="t:T"><xs:sequence>
<xs:element name="c" type="xs:int"/></xs:sequence></xs:extension></xs:complexContent>
</xs:complexType>"""
    text = document(inside)
    assert 'xsi:type="t:U"' in text
    assert re.findall(r"<(\w)>", text) == ["b", "c"], "of the base first"


def test_an_abstract_element_is_one_that_stands_for_it() -> None:
    more = """<xs:element name="head" abstract="true" type="xs:string"/>
<xs:element name="member" substitutionGroup="t:head"/>"""
    content = '<xs:sequence><xs:element ref="t:head"/></xs:sequence>'
    assert of(content, more=more) == "<t:member>string</t:member>"


def test_simple_content_has_text_and_attributes() -> None:
    content = """<xs:simpleContent><xs:extension base="xs:int"><xs:attribute name="u"
type="xs:string" use="required"/></xs:extension></xs:simpleContent>"""
    assert of(content) == '<t:a u="string">1'


@pytest.mark.parametrize(
    ("wildcard", "text"),
    [
        ('<xs:any minOccurs="0"/>', ""),
        ('<xs:any processContents="lax"/>', "<element/>"),
        ('<xs:any namespace="##targetNamespace"/>', "<t:other>string</t:other>"),
    ],
)
def test_a_wildcard_is_filled_only_where_it_has_to_be(wildcard: str, text: str) -> None:
    content = f'<xs:sequence><xs:element name="b" type="xs:int"/>{wildcard}</xs:sequence>'
    made = of(content, more='<xs:element name="other" type="xs:string"/>')
    made = re.sub(r"^.*<b>1</b>", "", made).replace("ns1:", "")
    assert made == text


def test_ids_differ_and_a_reference_means_one_of_them() -> None:
    content = """<xs:sequence><xs:element name="r" type="xs:IDREF"/>
<xs:element name="i" type="xs:ID"/><xs:element name="j" type="xs:ID"/></xs:sequence>"""
    assert of(content) == "<r>id-1</r><i>id-1</i><j>id-2</j>"


def test_lists_and_unions() -> None:
    content = """<xs:sequence><xs:element name="l"><xs:simpleType><xs:restriction><xs:simpleType>
<xs:list itemType="xs:int"/></xs:simpleType><xs:length value="3"/></xs:restriction></xs:simpleType>
</xs:element><xs:element name="u"><xs:simpleType><xs:union memberTypes="xs:date xs:string"/>
</xs:simpleType></xs:element></xs:sequence>"""
    assert of(content) == "<l>1 1 1</l><u>2026-01-15</u>"


def test_a_qualified_name_has_a_prefix_that_is_declared() -> None:
    text = document('<xs:element name="a" type="xs:QName"/>')
    assert text.endswith(">xs:string</t:a>")
    assert 'xmlns:xs="http://www.w3.org/2001/XMLSchema"' in text


def test_text_of_a_schema_cannot_end_its_element() -> None:
    inside = '<xs:element name="a" type="xs:string" fixed="&lt;/t:a&gt;&#10;&amp;"/>'
    assert document(inside) == "<t:a>&lt;/t:a&gt;&#10;&amp;</t:a>"


def bound(version: str, action: str = "urn:do", style: str = "document", body: str = "") -> str:
    prefix = "soap" if version == "1.1" else "soap12"
    body = body or f'<{prefix}:body use="literal"/>'
    return f"""<wsdl:binding name="B" type="t:PT"><{prefix}:binding style="{style}"
transport="http://schemas.xmlsoap.org/soap/http"/><wsdl:operation name="ask">
<{prefix}:operation soapAction="{action}"/><wsdl:input>{body}</wsdl:input>
<wsdl:output>{body}</wsdl:output></wsdl:operation></wsdl:binding><wsdl:service name="S">
<wsdl:port name="P" binding="t:B"><{prefix}:address location="https://x.example/ws/a"/></wsdl:port>
</wsdl:service>"""


def call(main: str) -> Call:
    found = calls(main)["S.P.ask"]
    assert found is not None
    return found


def test_a_soap_11_call_is_whole() -> None:
    made = call(wsdl(SERVICE + bound("1.1"), ELEMENTS))
    assert made.method == "POST"
    assert made.headers == {"Content-Type": "text/xml; charset=utf-8", "SOAPAction": '"urn:do"'}
    request = """<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"
    xmlns:t="urn:a">
  <soap:Body>
    <t:ask>
      <t:id>1</t:id>
    </t:ask>
  </soap:Body>
</soap:Envelope>"""
    assert made.body == request
    assert [excerpt.id for excerpt in made.shown] == ["request", "response"]
    assert made.shown[0].text == request
    assert "<t:answer>string</t:answer>" in made.shown[1].text
    assert made.body_file == "request.xml"
    assert made.path == ""
    assert not made.findings
    assert made.uses[:5] == (
        "S.P.ask",
        "S.P.ask.input",
        "S.P.ask.input.parameters",
        "element:ask",
        "element:ask.id",
    )


def test_an_empty_action_is_sent_as_one() -> None:
    made = call(wsdl(SERVICE + bound("1.1", ""), ELEMENTS))
    assert made.headers["SOAPAction"] == '""'


def test_soap_12_has_the_action_in_the_content_type() -> None:
    made = call(wsdl(SERVICE + bound("1.2"), ELEMENTS))
    assert made.headers == {"Content-Type": 'application/soap+xml; charset=utf-8; action="urn:do"'}
    assert "http://www.w3.org/2003/05/soap-envelope" in str(made.body)


def test_a_header_is_in_the_envelope() -> None:
    body = '<soap:body use="literal"/><soap:header message="t:H" part="token" use="literal"/>'
    header = '<wsdl:message name="H"><wsdl:part name="token" element="t:answer"/></wsdl:message>'
    made = call(wsdl(header + SERVICE + bound("1.1", body=body), ELEMENTS))
    inside = re.sub(r"\s+", "", str(made.body))
    assert "<soap:Header><t:answer>string</t:answer></soap:Header><soap:Body><t:ask>" in inside


PARTS = """<wsdl:message name="In"><wsdl:part name="n" type="xs:int"/>
<wsdl:part name="list" type="t:Ints"/></wsdl:message>
<wsdl:message name="Out"><wsdl:part name="r" type="xs:string"/></wsdl:message>
<wsdl:portType name="PT"><wsdl:operation name="ask"><wsdl:input message="t:In"/>
<wsdl:output message="t:Out"/></wsdl:operation></wsdl:portType>"""
INTS = schema(
    '<xs:complexType name="Ints"><xs:sequence><xs:element name="i" type="xs:int"/></xs:sequence>'
    "</xs:complexType>"
)
ARRAY = schema(
    """<xs:complexType name="Ints"><xs:complexContent><xs:restriction
base="soapenc:Array"><xs:attribute ref="soapenc:arrayType" wsdl:arrayType="xs:int[]"/>
</xs:restriction></xs:complexContent></xs:complexType>""",
    more='xmlns:soapenc="http://schemas.xmlsoap.org/soap/encoding/" '
    'xmlns:wsdl="http://schemas.xmlsoap.org/wsdl/"',
)


def test_rpc_literal_wraps_the_parts_in_the_operation() -> None:
    body = '<soap:body use="literal" namespace="urn:rpc"/>'
    made = call(wsdl(PARTS + bound("1.1", style="rpc", body=body), INTS))
    request, response = (re.sub(r"\s+", "", e.text) for e in made.shown)
    assert "<ns1:ask><n>1</n><list><i>1</i></list></ns1:ask>" in request
    assert "<ns1:askResponse><r>string</r></ns1:askResponse>" in response
    assert not made.findings


def test_rpc_encoded_tells_the_types() -> None:
    body = """<soap:body use="encoded" namespace="urn:rpc"
encodingStyle="http://schemas.xmlsoap.org/soap/encoding/"/>"""
    made = call(wsdl(PARTS + bound("1.1", style="rpc", body=body), ARRAY))
    text = str(made.body)
    assert '<n xsi:type="xs:int">1</n>' in text
    assert '<list xsi:type="t:Ints" soapenc:arrayType="xs:int[1]">' in text
    assert '<item xsi:type="xs:int">1</item>' in text
    assert 'soap:encodingStyle="http://schemas.xmlsoap.org/soap/encoding/"' in text


@pytest.mark.parametrize(
    ("verb", "told", "path", "body"),
    [
        ("GET", "<http:urlEncoded/>", "/ask?q=string&n=1", None),
        ("GET", "<http:urlReplacement/>", "/ask", None),
        (
            "POST",
            '<mime:content type="application/x-www-form-urlencoded"/>',
            "/ask",
            "q=string&n=1",
        ),
    ],
)
def test_an_http_binding_sends_a_query_or_a_form(
    verb: str, told: str, path: str, body: str | None
) -> None:
    location = "/(q)/ask/(n)" if "Replacement" in told else "/ask"
    path = "/string/ask/1" if "Replacement" in told else path
    made = call(
        wsdl(f"""<wsdl:message name="In"><wsdl:part name="q" type="xs:string"/>
<wsdl:part name="n" type="xs:int"/></wsdl:message><wsdl:portType name="PT">
<wsdl:operation name="ask"><wsdl:input message="t:In"/></wsdl:operation></wsdl:portType>
<wsdl:binding name="B" type="t:PT"><http:binding verb="{verb}"/><wsdl:operation name="ask">
<http:operation location="{location}"/><wsdl:input>{told}</wsdl:input></wsdl:operation>
</wsdl:binding>
<wsdl:service name="S"><wsdl:port name="P" binding="t:B"><http:address
location="https://x.example/a"/></wsdl:port></wsdl:service>""")
    )
    assert (made.method, made.path, made.body) == (verb, path, body)
    assert "S.P.ask.input.q" in made.uses


def test_a_port_type_nobody_offers_shows_its_messages_and_no_request() -> None:
    made = calls(wsdl(SERVICE, ELEMENTS))["PT.ask"]
    assert made is not None
    assert (made.method, made.body) == (None, None)
    assert [excerpt.id for excerpt in made.shown] == ["request", "response"]
    assert made.shown[0].text.startswith("<t:ask")


def test_an_operation_that_may_not_be_used_has_no_call() -> None:
    main = wsdl(SERVICE + bound("1.1"), ELEMENTS)
    assert calls(main, lambda address: address != "S.P.ask") == {"S.P.ask": None}


def test_what_leads_out_of_the_bundle_is_left_out_where_it_can_be() -> None:
    lost = '<xs:import namespace="urn:lost" schemaLocation="https://x.example/lost.xsd"/>'
    inside = """<xs:element name="a"><xs:complexType><xs:sequence>
<xs:element name="b" type="l:B" minOccurs="0"/><xs:element name="c" type="xs:int"/></xs:sequence>
</xs:complexType></xs:element>"""
    assert document(lost + inside, more='xmlns:l="urn:lost"') == "<t:a>\n  <c>1</c>\n</t:a>"
    needed = schema(lost + inside.replace(' minOccurs="0"', ""), more='xmlns:l="urn:lost"')
    made = calls(needed)["element:a"]
    assert made is not None
    (finding,) = made.findings
    assert finding.arguments == {"n": 1, "problem": "{urn:lost}B"}


def test_a_schema_of_xsd_11_is_shown_and_not_tried() -> None:
    inside = """<xs:element name="a"><xs:complexType><xs:sequence><xs:element name="b"
type="xs:int"/></xs:sequence><xs:assert test="b = 1"/></xs:complexType></xs:element>"""
    made = calls(schema(inside))["element:a"]
    assert made is not None
    assert made.findings[0].arguments == {"n": 1, "problem": "xs:assert"}


def test_what_the_validator_refuses_is_not_tried_and_the_rest_is() -> None:
    bad = """<xs:element name="a"><xs:complexType><xs:sequence><xs:element name="b" type="xs:int"
minOccurs="0"/><xs:element name="b" type="xs:int"/></xs:sequence></xs:complexType></xs:element>"""
    found = calls(schema(f'{bad}<xs:element name="c" type="xs:int"/>'))
    a, c = found["element:a"], found["element:c"]
    assert a is not None
    assert "determinist" in str(a.findings[0].arguments["problem"])
    assert c is not None
    assert not c.findings


def test_an_example_that_is_not_valid_is_not_shown() -> None:
    inside = f"""<xs:element name="a"><xs:simpleType><xs:restriction base="xs:date">
{facet("minExclusive", "2030-01-01")}</xs:restriction></xs:simpleType></xs:element>"""
    assert calls(schema(inside)) == {"element:a": None}


def test_the_same_spec_gives_the_same_bytes() -> None:
    main = wsdl(SERVICE + bound("1.1"), ELEMENTS)
    assert calls(main) == calls(main)
