"""Text from a spec into HTML that can do no harm.

`prose` for long text: CommonMark without raw HTML and images (markdown-it), then a short list of
elements (nh3). Headings sink below the page's own; links lead to http, https and mailto only.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from urllib.parse import urlsplit

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup, escape

_ELEMENTS = {
    "p", "br", "em", "strong", "code", "pre", "ul", "ol", "li", "blockquote", "hr", "a", "s",
    "table", "thead", "tbody", "tr", "th", "td", "h3", "h4", "h5", "h6",
}  # fmt: skip
_ATTRIBUTES: dict[str, set[str]] = {"a": {"href"}, "ol": {"start"}, "*": set()}
_SCHEMES = {"http", "https", "mailto"}
_CLEANER = nh3.Cleaner(
    tags=_ELEMENTS,
    attributes=_ATTRIBUTES,
    url_schemes=_SCHEMES,
    link_rel="noopener noreferrer nofollow",
)
_MAX_NESTING = 20
_LONGEST = 100_000
_PLAIN = re.compile(r"[\w ,;:()/%'\"!?–—§+=-]*(?:\.[\w ,;:()/%'\"!?–—§+=.-]*)?")
_MARKED = re.compile(r"__|\b_|_\b|://|www\.|^\s*(?:\d+[.)]|[-+=])|  |\\|^ {4}", re.MULTILINE)


def _is_safe(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme.lower() in _SCHEMES and bool(parts.netloc or parts.path)


def _markdown() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "maxNesting": _MAX_NESTING})
    parser.enable(["table", "strikethrough"]).disable(["image"])
    parser.validateLink = _is_safe  # type: ignore[method-assign]  # the documented way
    return parser


_PARSER = _markdown()

Targets = tuple[tuple[str, str], ...]
"""Targets of links as written in a text, each with where it leads on the site."""


def _parser(known: Mapping[str, str]) -> MarkdownIt:
    """The parser that takes what is `known` for links too."""
    if not known:
        return _PARSER
    parser = _markdown()
    parser.validateLink = lambda url: url in known or _is_safe(url)  # type: ignore[method-assign]
    return parser


def _normalised(links: Targets) -> Mapping[str, str]:
    """The same by the targets as the parser has them."""
    return {_PARSER.normalizeLink(to): href for to, href in links}


@lru_cache(maxsize=20_000)
def prose(text: str, links: Targets = ()) -> Markup:
    """`text` (Markdown, as GraphQL and OpenAPI prescribe) as HTML blocks."""
    text = text.strip()
    if _needs_no_markdown(text):
        return Markup(f"<p>{escape(text)}</p>\n") if text else Markup()
    known = _normalised(links)
    parser = _parser(known)
    tokens = parser.parse(text[:_LONGEST])
    _sink(tokens, known)
    html = parser.renderer.render(tokens, parser.options, {})
    return Markup(_CLEANER.clean(html))


@lru_cache(maxsize=20_000)
def plain(text: str) -> str:
    """`text` as a reader sees it, in one line without its markup."""
    if _needs_no_markdown(stripped := text.strip()):
        return " ".join(stripped.split())
    return Markup(prose(text).replace("><", "> <")).striptags()


@lru_cache(maxsize=20_000)
def brief(text: str, targets: tuple[str, ...] = ()) -> Markup:
    """The first sentence of `text` in one line, its Markdown read and then left out.

    `targets` are those of links in it that lead somewhere on the site.
    """
    first = _SENTENCE_END.split(text.strip(), maxsplit=1)[0]
    if not _needs_no_markdown(first):
        parser = _parser(_normalised(tuple((to, "") for to in targets)))
        inline = parser.parseInline(first[:_LONGEST])
        first = "".join(t.content or " " for i in inline for t in i.children or () if _is_said(t))
    line = " ".join(first.split())
    return escape(line if len(line) <= 160 else f"{line[:159].rstrip()}…")


_SENTENCE_END = re.compile(r"\n\s*\n|(?<=[a-zæøå0-9)`\"»][.!?])\s+(?=[^a-zæøå\d\s])")


def _is_said(token: Token) -> bool:
    return token.type in ("text", "code_inline", "softbreak", "hardbreak")


def _needs_no_markdown(text: str) -> bool:
    """Whether Markdown would leave `text` as one paragraph of the very same words."""
    return _PLAIN.fullmatch(text) is not None and _MARKED.search(text) is None


def _sink(tokens: Sequence[Token], known: Mapping[str, str]) -> None:
    """h1 becomes h3 and so on: the page's own headings are h1 and h2. Links to nowhere go.

    Those to what is `known` lead there.
    """
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(int(token.tag[1]) + 2, 6)}"
        if token.children:
            token.children = list(_linked(token.children, known))


def _linked(tokens: Sequence[Token], known: Mapping[str, str]) -> Iterator[Token]:
    leads_nowhere = False
    for token in tokens:
        if token.type == "link_open":
            href = str(token.attrGet("href") or "")
            token.attrSet("href", known.get(href, href))
            leads_nowhere = not href
        if not (leads_nowhere and token.type in ("link_open", "link_close")):
            yield token
