"""What a spec says in words becomes CommonMark, whatever it is written in."""

import time

import pytest

from generator.formats.wsdl.parts.documentation import description
from generator.syntax import xml
from tests.formats.wsdl.builders import XS, parts, schema, wsdl

XHTML = 'xmlns="http://www.w3.org/1999/xhtml"'


def said(*documentations: str) -> str:
    held = "".join(f"<xs:documentation>{text}</xs:documentation>" for text in documentations)
    node = f"<xs:element {XS}><xs:annotation>{held}</xs:annotation></xs:element>"
    return description(xml.parse(node.encode()))[0]


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        ("Fødselsnummer.", "Fødselsnummer."),
        ("\n      Én.\n      To.\n\n\n\n      Tre.\n    ", "Én.\nTo.\n\nTre."),
        ("<![CDATA[<b>ikke</b> & slikt]]>", "<b>ikke</b> & slikt"),
        ("a &lt; b", "a < b"),
        ("", ""),
        ("  \n ", ""),
        (f"<p {XHTML}>Én  <b>to</b>\n tre.</p><p {XHTML}>Fire.</p>", "Én **to** tre.\n\nFire."),
        ("<p>Uten <i>navnerom</i></p>", "Uten *navnerom*"),
        ("<ul><li>a</li><li>b</li></ul>", "- a\n- b"),
        ("<ol><li>a</li><li>b<ul><li>c</li></ul></li></ol>", "1. a\n2. b\n\n   - c"),
        ("En<br/>to", "En  \nto"),
        ("<h2>Tittel</h2>Tekst", "## Tittel\n\nTekst"),
        ("<pre>a\n b</pre>", "    a\n     b"),
        ("Se <a href='https://example.org/a'>her</a>", "Se [her](https://example.org/a)"),
        ("Se <a href='javascript:alert(1)'>her</a>", "Se her"),
        ("Se <a href='  data:text/html,x'>her</a>", "Se her"),
        ("A<script>alert(1)</script>B<style>x</style>", "AB"),
        (f"<div {XHTML}>A<script>alert(1)</script>B</div>", "AB"),
        ("<table><tr><th>a</th><td>b</td></tr></table>", "- a – b"),
        ("<code>x</code>", "`x`"),
        ("<foo>bare</foo> tekst", "bare tekst"),
    ],
)
def test_plain_text_and_xhtml(written: str, wanted: str) -> None:
    assert said(written) == wanted


def test_several_documentations_are_paragraphs_each_once() -> None:
    assert said("Norsk.", "English.", "Norsk.", "") == "Norsk.\n\nEnglish."


def test_the_line_is_that_of_the_first_word() -> None:
    text = schema(
        '<xs:element name="a"><xs:annotation>\n<xs:documentation>\n\n   Her.\n'
        "</xs:documentation></xs:annotation></xs:element>"
    )
    found = parts(text, name="a.xsd")["a"]
    assert found.description == "Her."
    assert found.described_at is not None
    assert (found.described_at.file, found.described_at.line) == ("a.xsd", 5)


def test_an_element_without_words_has_none() -> None:
    found = parts(schema('<xs:element name="a"><xs:annotation/></xs:element>'))["a"]
    assert (found.description, found.described_at) == ("", None)


def test_an_operation_is_described_where_it_is_declared_and_where_it_is_bound() -> None:
    documentation = "<wsdl:documentation>{}</wsdl:documentation>"
    text = wsdl(
        f"{documentation.format('Om alt.')}<wsdl:portType name='P'>{documentation.format('Port.')}"
        f"<wsdl:operation name='op'>{documentation.format('Henter.')}</wsdl:operation>"
        "</wsdl:portType>"
        f"<wsdl:binding name='B' type='t:P'><wsdl:operation name='op'>"
        f"{documentation.format('Bundet.')}</wsdl:operation></wsdl:binding>"
        f"<wsdl:service name='S'>{documentation.format('Tjenesten.')}"
        "<wsdl:port name='Q' binding='t:B'/></wsdl:service>"
    )
    found = parts(text)
    assert found["S"].description == "Tjenesten."
    assert found["S/Q"].description == "Port."
    assert found["S/Q/op"].description == "Henter.\n\nBundet."


@pytest.mark.parametrize("tag", ["div", "b", "ul", "li", "blockquote", "span", "x"])
def test_markup_as_deep_as_a_file_may_be(tag: str) -> None:
    deep = f"<{tag}>" * (xml.MAX_DEPTH - 10) + "innerst" + f"</{tag}>" * (xml.MAX_DEPTH - 10)
    assert "innerst" in said(f"<p>{deep}</p>")


def test_long_markup_is_read_in_time() -> None:
    begun = time.process_time()
    assert len(said("<p>a <b>b</b> c<br/></p>" * 20_000)) > 200_000
    assert len(said("a" + " " * 200_000 + "b")) > 1
    assert len(said("<p>" + "\n " * 100_000 + "b</p>")) >= 1
    assert time.process_time() - begun < 5
