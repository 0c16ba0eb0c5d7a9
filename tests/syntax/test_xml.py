"""XML is read with its names, lines and bindings, and nothing outside the file is reached."""

import time
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.syntax import xml
from generator.syntax.source import MAX_BYTES, SourceError
from generator.syntax.xml import QName


def text(element: xml.Element) -> str:
    return "".join(held for held in element.content if isinstance(held, str))


def refused(content: bytes | str) -> SourceError:
    with pytest.raises(SourceError) as error:
        xml.parse(content if isinstance(content, bytes) else content.encode())
    return error.value


def test_names_are_expanded_and_kept_as_written() -> None:
    root = xml.parse(b'<p:a xmlns:p="urn:p" xmlns="urn:d" p:x="1" y="2"><b/><c xmlns=""/></p:a>')
    assert (root.name, root.written) == (QName("urn:p", "a"), "p:a")
    assert dict(root.attributes) == {QName("urn:p", "x"): "1", QName("", "y"): "2"}
    assert dict(root.written_attributes) == {"p:x": "1", "y": "2"}
    assert [(h.name, h.written) for h in root.elements()] == [
        (QName("urn:d", "b"), "b"),
        (QName("", "c"), "c"),
    ]


def test_a_name_in_a_value_is_read_where_it_stands() -> None:
    root = xml.parse(b'<a xmlns="urn:d" xmlns:p="urn:p"><b xmlns:p="urn:q" xmlns=""/><c/></a>')
    inner, after = root.elements()
    assert root.qname("p:x") == after.qname("p:x") == QName("urn:p", "x")
    assert root.qname(" x\n") == QName("urn:d", "x")
    assert inner.qname("p:x") == QName("urn:q", "x")
    assert inner.qname("x") == QName("", "x")
    assert root.qname("q:x") is None
    assert root.qname("xml:lang") == QName("http://www.w3.org/XML/1998/namespace", "lang")


def test_lines_and_columns_count_from_one() -> None:
    root = xml.parse(b"<a>\n  <b/>\r\n  <c\n d='1'/></a>")
    assert [(h.line, h.column) for h in (root, *root.elements())] == [(1, 1), (2, 3), (3, 3)]


def test_text_is_kept_and_comments_and_instructions_are_not() -> None:
    root = xml.parse(
        b"<?xml-stylesheet href='x.xsl'?><a>1<!-- 2 -->&lt;<?p 3?><![CDATA[<b>]]>&#52;</a>"
    )
    assert text(root) == "1<<b>4"


@pytest.mark.parametrize(
    ("encoding", "is_told"),
    [
        ("utf-8", False),
        ("utf-8-sig", False),
        ("utf-16", False),
        ("iso-8859-1", True),
        ("windows-1252", True),
    ],
)
def test_encodings(encoding: str, *, is_told: bool) -> None:
    declared = f"<?xml version='1.0' encoding='{encoding}'?>" if is_told else ""
    assert text(xml.parse(f"{declared}<a>blåbær</a>".encode(encoding))) == "blåbær"


@pytest.mark.parametrize("encoding", ["no-such", "utf-7", "shift_jis", "rot13", "base64", "x\x00"])
def test_what_is_in_no_known_encoding_is_refused(encoding: str) -> None:
    assert refused(f"<?xml version='1.0' encoding='{encoding}'?><a>\xe6</a>").line == 1


@pytest.mark.parametrize(
    "content",
    [
        '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>',
        '<!DOCTYPE a SYSTEM "http://127.0.0.1/x.dtd"><a/>',
        '<!DOCTYPE a PUBLIC "-//W3C//DTD" "file:///etc/passwd"><a/>',
        '<!DOCTYPE a [<!ENTITY % p SYSTEM "file:///etc/passwd"> %p;]><a/>',
        "<!DOCTYPE a><a/>",
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_document_type_is_refused_at_its_line(content: str, encoding: str) -> None:
    error = refused(f"\n{content}".encode(encoding))
    assert "DOCTYPE" in error.problem
    assert error.line == 2


@pytest.mark.parametrize(
    "content",
    [
        "",
        "a",
        "<a>",
        "<a></b>",
        "<a b='1' b='2'/>",
        "<a xmlns:p='u' xmlns:q='u' p:b='1' q:b='2'/>",
        "<p:a/>",
        "<a p:b='1'/>",
        "<a>&x;</a>",
        "<a b='&x;'/>",
        "<a b='<'/>",
        "<a/><b/>",
        "<a>\x00</a>",
        "<a>&#0;</a>",
        "<a xmlns:p='&#x1f;'/>",
        "<a xmlns:xml='urn:x'/>",
        b"<a>\xe6</a>",
        b"<a>\xed\xa0\x80</a>",
    ],
)
def test_what_is_not_well_formed_is_refused(content: bytes | str) -> None:
    error = refused(content)
    assert error.problem
    assert error.line >= 1


def test_limits() -> None:
    deep = "<a>" * xml.MAX_DEPTH + "</a>" * xml.MAX_DEPTH
    assert xml.parse(deep.encode()).written == "a"
    assert "nested" in refused(f"<a>{deep}</a>").problem
    assert "elements" in refused("<a>" + "<b/>" * xml.MAX_ELEMENTS + "</a>").problem
    assert "bytes" in refused(b" " * (MAX_BYTES + 1)).problem


def test_prefixes_that_each_element_declares_anew_do_not_multiply() -> None:
    """Some thousand elements that each see some thousand prefixes would fill the memory."""
    many = " ".join(f"xmlns:p{n}='urn:{n}'" for n in range(5_000))
    inner = "".join(f"<b xmlns:q='urn:{n}'/>" for n in range(5_000))
    begun = time.process_time()
    assert "prefixes" in refused(f"<a {many}>{inner}</a>").problem
    assert time.process_time() - begun < 5


def test_elements_that_declare_the_same_share_it() -> None:
    first, second, other = xml.parse(
        b"<a><b xmlns='urn:x'/><b xmlns='urn:x'/><b xmlns='urn:y'/></a>"
    ).elements()
    assert first.bindings is second.bindings
    assert other.qname("x") == QName("urn:y", "x")


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_any_input_is_read_or_refused(content: bytes) -> None:
    for tried in (content, b"<a>" + content + b"</a>", b"<a b='" + content + b"'/>"):
        with suppress(SourceError):
            assert xml.parse(tried).line >= 1


_NAMES = st.sampled_from(["a", "b", "ærlig", "x-y.z", "_1", "名"])
_TREES = st.recursive(
    st.tuples(_NAMES, st.just(())),
    lambda inner: st.tuples(_NAMES, st.lists(inner, max_size=3).map(tuple)),
    max_leaves=10,
)


@given(_TREES)
def test_what_was_written_is_read(tree: tuple[str, tuple[object, ...]]) -> None:
    def written(node: tuple[str, tuple]) -> str:  # type: ignore[type-arg]
        return f"<{node[0]}>{''.join(map(written, node[1]))}</{node[0]}>"

    def shape(element: xml.Element) -> tuple[str, tuple[object, ...]]:
        return element.written, tuple(map(shape, element.elements()))

    assert shape(xml.parse(written(tree).encode())) == tree
