"""Text from a spec becomes harmless HTML that says what its Markdown says."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

import html5lib
import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from generator.render.prose import brief, prose

BLOCKS = {"p", "pre", "ul", "ol", "li", "blockquote", "hr", "h3", "h4", "h5", "h6"}
TABLE = {"table", "thead", "tbody", "tr", "th", "td"}
ALLOWED = BLOCKS | TABLE | {"br", "em", "strong", "code", "a", "del", "s"}
ATTRIBUTES = {"a": {"href", "rel"}, "ol": {"start"}}


def elements(html: str) -> Iterator[Element]:
    """Every element a browser would make of `html`."""
    fragment = html5lib.parseFragment(html, namespaceHTMLElements=False)
    yield from (node for node in fragment.iter() if node is not fragment)


def shape(html: str) -> list[tuple[object, str | None, str | None]]:
    """`html` as a browser sees it; both elements for what is struck out mean the same."""
    return [("del" if e.tag == "s" else e.tag, e.text, e.tail) for e in elements(html)]


def assert_harmless(html: str) -> None:
    for element in elements(html):
        assert element.tag in ALLOWED, html
        assert set(element.attrib) <= ATTRIBUTES.get(str(element.tag), set()), html
        if element.tag == "a":
            assert element.get("rel") == "noopener noreferrer nofollow"
            href = element.get("href", "https:")
            assert urlsplit(href).scheme in ("http", "https", "mailto"), html


WORDS = st.text("aZæ0 _.,;:()/%'\"!?–—§+=-", max_size=30)
MARKUP = st.text("aB1 _.()*`~#>|\\[]<&!-=+\n\t", max_size=40)


@given(text=st.one_of(WORDS, MARKUP, st.text(max_size=30)))
@example(text="Kode 1.2 (se «fs»).")
@example(text="1. Første")
@example(text="- a")
@example(text="a  \nb")
@example(text="_a_ (_b_) c_d_e __f__")
@example(text="2) a. b.c.")
@example(text="www.example.com og https://example.com")
@example(text="a\n===")
@example(text='"a" & <b>')
@example(text="~~a~~ | b |\n| - |")
def test_the_html_is_what_markdown_makes_of_the_text(text: str) -> None:
    markdown = MarkdownIt("commonmark", {"html": False, "maxNesting": 20})
    html = markdown.enable(["table", "strikethrough"]).disable("image").render(text.strip())
    assume("<a " not in html)
    sunk = re.sub(r"(</?h)(\d)", lambda m: f"{m[1]}{min(int(m[2]) + 2, 6)}", html)
    assert shape(prose(text)) == shape(sunk)


PIECES = [
    *"<>&\"'`*_~[]()!#|=-:\\/ \n\t\0",
    "<script>", "</script>", "<img src=x onerror=PWNED()>", "<!--", "-->", "<![CDATA[", "]]>",
    "<svg/onload=PWNED()>", "<a href=", "javascript:PWNED()", "data:text/html,", "https://x.no",
    "mailto:a@b.no", "](", "![", "[x]: ", "<https://", "&#106;", "&colon;", "&lt;", "<p style=",
    "1. ", "- ", "    ", "```", "\u2028", "\u202e", "\ufeff", "|-|\n", "{{ 7*7 }}", "æ", "tekst",
]  # fmt: skip


@given(text=st.lists(st.sampled_from(PIECES), max_size=25).map("".join))
def test_no_text_makes_other_elements_attributes_or_links_than_the_allowed(text: str) -> None:
    assert_harmless(prose(text))
    line = str(brief(text))
    assert not list(elements(line))
    assert len(line.splitlines()) <= 1


@pytest.mark.parametrize(
    "payload",
    [
        "<script>PWNED()</script>",
        "<img src=x onerror=PWNED()>",
        "<svg><script>PWNED()</script></svg>",
        "<iframe srcdoc='<script>PWNED()</script>'>",
        "<style>@import 'https://evil.example/PWNED'</style>",
        "<a href='javascript:PWNED()'>x</a>",
        "<!-- --!><img src=x onerror=PWNED()> -->",
        "<![CDATA[<script>PWNED()</script>]]>",
        "[x]()",
        "[x](javascript:PWNED())",
        "[x](JaVaScRiPt:PWNED())",
        "[x](<java\tscript:PWNED()>)",
        "[x](&#106;avascript:PWNED())",
        "[x](javascript&colon;PWNED())",
        "[x](\x01javascript:PWNED())",
        "[x](vbscript:PWNED())",
        "[x](data:text/html;base64,PWNED)",
        "[x](//evil.example/PWNED)",
        "[x](\\\\evil.example/PWNED)",
        "[x](file:///PWNED)",
        "[x][y]\n\n[y]: javascript:PWNED()",
        "<javascript:PWNED()>",
        "![x](javascript:PWNED())",
        "![x](data:image/svg+xml,PWNED)",
        '[x](https://x.no "onmouseover=PWNED()")',
        "[x](https://x.no/'onclick='PWNED())",
        '<https://x.no/"onmouseover="PWNED()>',
        '```"><script>PWNED()</script>\nx\n```',
        "`<script>PWNED()</script>`",
        "| a |\n| - |\n| <script>PWNED()</script> |",
        "# <img src=x onerror=PWNED()>",
        "&lt;script&gt;PWNED()&lt;/script&gt;",
        "* * * <b onclick=PWNED()>",
    ],
)
def test_a_payload_is_only_text(payload: str) -> None:
    html = prose(payload)
    assert_harmless(html)
    for element in elements(html):
        for value in element.attrib.values():
            assert "PWNED" not in value or value.startswith("https://x.no"), html
    assert not list(elements(str(brief(payload))))


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("# Topp", "<h3>Topp</h3>\n"),
        ("## Neste", "<h4>Neste</h4>\n"),
        ("#### Fjerde", "<h6>Fjerde</h6>\n"),
        ("###### Sjette", "<h6>Sjette</h6>\n"),
        ("Topp\n====", "<h3>Topp</h3>\n"),
        ("<b>a</b> & b", "<p>&lt;b&gt;a&lt;/b&gt; &amp; b</p>\n"),
        ("7. a\n8. b", '<ol start="7">\n<li>a</li>\n<li>b</li>\n</ol>\n'),
        ("*a* **b** `c`", "<p><em>a</em> <strong>b</strong> <code>c</code></p>\n"),
        ("a\n\n    b < c", "<p>a</p>\n<pre><code>b &lt; c\n</code></pre>\n"),
        ("  \n ", ""),
    ],
)
def test_markdown_is_rendered_below_the_headings_of_the_page(text: str, html: str) -> None:
    assert prose(text) == html


def test_what_is_struck_out_is_shown_so() -> None:
    assert {"s", "del"} & {e.tag for e in elements(prose("~~Utgått~~"))}


def test_links_lead_to_the_web_and_to_mail() -> None:
    html = prose("[a](https://a.no/æ) <http://b.no> [c](mailto:c@c.no) <d@d.no>")
    found = [e.get("href") for e in elements(html) if e.tag == "a"]
    assert found == ["https://a.no/%C3%A6", "http://b.no", "mailto:c@c.no", "mailto:d@d.no"]


@pytest.mark.parametrize(
    "text", ["![bilde](https://a.no/b.png)", "![bilde][i]\n\n[i]: https://a.no"]
)
def test_an_image_is_never_shown_but_what_it_is_called(text: str) -> None:
    shown = list(elements(prose(text)))
    assert not {"img", "picture", "svg"} & {e.tag for e in shown}
    assert "bilde" in "".join(shown[0].itertext())


def test_a_table_is_a_table() -> None:
    shown = [e.tag for e in elements(prose("| a | b |\n| --- | :-: |\n| c | d |"))]
    assert shown == ["table", "thead", "tr", "th", "th", "tbody", "tr", "td", "td"]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Første setning. Andre setning.", "Første setning."),
        ("Første avsnitt\n\nAndre avsnitt", "Første avsnitt"),
        ("Over\nto linjer", "Over to linjer"),
        ("**Fet** og `kode`, [lenke](https://x.no). Mer", "Fet og kode, lenke."),
        ("Versjon 1.2 av a.b", "Versjon 1.2 av a.b"),
        ("Er det slik? Ja.", "Er det slik?"),
        ("Koden, f.eks. kortkoden. Mer", "Koden, f.eks. kortkoden."),
        (
            "Hvorvidt hun er ekstern (dvs. ikke ansatt). Mer",
            "Hvorvidt hun er ekstern (dvs. ikke ansatt).",
        ),
        ("", ""),
    ],
    ids=range(9),
)
def test_brief_is_the_first_sentence_without_its_markdown(text: str, line: str) -> None:
    assert brief(text).unescape() == line


@given(text=st.one_of(MARKUP, st.text("ab .\n", max_size=400), st.text(max_size=300)))
@example(text="a" * 161)
def test_brief_is_one_line_of_at_most_160_characters(text: str) -> None:
    line = brief(text).unescape()
    assert len(line) <= 160
    assert line == " ".join(line.split())


@given(st.lists(st.sampled_from(["Emner", "og", "kode", " ", "\n", "  \n"]), max_size=20))
def test_brief_keeps_words_apart_wherever_their_lines_end(pieces: list[str]) -> None:
    text = "".join(pieces).strip()
    assume(not re.search(r"\n\s*\n", text))
    assert brief(text).unescape() == " ".join(text.split())


def test_brief_says_that_it_was_cut() -> None:
    assert brief("a" * 160).unescape() == "a" * 160
    assert brief("a" * 161).unescape() == "a" * 159 + "…"
    assert brief("a" * 150 + " " + "b" * 20).unescape().endswith("b…")
