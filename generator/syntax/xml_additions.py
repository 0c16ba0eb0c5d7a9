"""Writes attributes and elements into an XML file and leaves every other character as it is.

The file is one that `xml.parse` has accepted: well-formed, and without a document type declaration,
so that tags can be told from all else by their form alone (XML 1.0, sections 2.4 to 2.7 and 3.1).
"""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from generator.syntax import xml
from generator.syntax.source import SourceError
from generator.syntax.xml import Element, QName

_TOKEN = re.compile(
    r"<!--.*?-->|<\?.*?\?>|<!\[CDATA\[.*?\]\]>|</(?P<closes>[^\s>]+)\s*>"
    r"|<(?P<opens>[^\s/>!?]++)(?P<inside>(?:[^>\"']++|\"[^\"]*+\"|'[^']*+')*+)>",
    re.DOTALL,
)
_ATTRIBUTE = re.compile(r"(?P<name>[^\s=]+)\s*=\s*(?P<value>\"[^\"]*\"|'[^']*')")
_DECLARED = re.compile(rb"<\?xml[^>]*?encoding\s*=\s*[\"']([\w.-]+)[\"']")
_LAYOUT = re.compile(r"\s*")
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


@dataclass(slots=True)
class _Tag:
    """Where a start tag stands, and where the end tag that belongs to it begins."""

    start: int
    end: int
    is_empty: bool
    closes_at: int


class Additions:
    """What is to be written into one file."""

    def __init__(self, content: bytes, root: Element) -> None:
        """`root` is what `content` was parsed into. Raises SourceError where it is not text."""
        self._encoding = _encoding(content)
        try:
            self._text = content.decode(self._encoding)
        except (LookupError, ValueError) as error:
            raise SourceError("in an encoding that is not known", 1) from error
        self._root = root
        tags = list(_tags(self._text))
        self._tags = {id(node): tag for node, tag in zip(_in_order(root), tags, strict=True)}
        self._edits: list[tuple[int, int, str]] = []
        self._declared: dict[str, str] = {}

    def prefix(self, namespace: str, wished: str) -> str:
        """The prefix of a namespace throughout the file, declared at its root where there is none.

        The one wished for, with a number behind it where that means something else.
        """
        if namespace in self._declared:
            return self._declared[namespace]
        held = {id(n.bindings): n.bindings for n in _in_order(self._root)}.values()
        names = {prefix: {b.get(prefix) for b in held} for b in held for prefix in b}
        bound = next((p for p, meant in names.items() if p and meant == {namespace}), None)
        if bound is None:
            bound, number = wished, 2
            while bound in names:
                bound, number = f"{wished}{number}", number + 1
            self.attribute(self._root, f"xmlns:{bound}", namespace)
        self._declared[namespace] = bound
        return bound

    def attribute(self, node: Element, name: str, value: str) -> None:
        """An attribute as the last of its tag; of one that is there, the new value."""
        tag = self._tags[id(node)]
        said = self._text[tag.start : tag.end]
        for match in _ATTRIBUTE.finditer(said):
            if match["name"] == name:
                start, end = (tag.start + at for at in match.span("value"))
                self._edits.append((start, end, quoteattr(value)))
                return
        at = tag.end - (2 if tag.is_empty else 1)
        at -= len(self._text[tag.start : at]) - len(self._text[tag.start : at].rstrip())
        self._edits.append((at, at, f" {name}={quoteattr(value)}"))

    def text(self, node: Element, value: str) -> None:
        """A text in place of all that the element holds."""
        tag = self._tags[id(node)]
        self._edits.append((tag.end, tag.closes_at, escape(value)))

    def first(self, node: Element, markup: str, *, after: QName) -> None:
        """Markup as the first that an element holds, or just behind a first element `after`.

        It stands in a line of its own where what follows does.
        """
        tag = self._tags[id(node)]
        if tag.is_empty:
            at = tag.end - 2
            self._edits.append((at, tag.end, f">{markup}</{node.written}>"))
            return
        first = next(node.elements(), None)
        at = tag.end
        if first is not None and first.name == after:
            before = self._tags[id(first)]
            at = self._text.index(">", before.closes_at) + 1 if not before.is_empty else before.end
        layout = _LAYOUT.match(self._text, tag.end)
        space = layout[0] if layout is not None and "\n" in layout[0] else ""
        self._edits.append((at, at, f"{space}{markup}"))

    def content(self) -> bytes:
        """The file with all of it, read again as a proof. Raises SourceError where it is no XML."""
        pieces, position = [], 0
        for start, end, text in sorted(self._edits, key=lambda edit: edit[0]):
            pieces += [self._text[position:start], text]
            position = end
        pieces.append(self._text[position:])
        made = "".join(pieces).encode(self._encoding, "xmlcharrefreplace")
        xml.parse(made)
        return made


def _encoding(content: bytes) -> str:
    for mark, name in _BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return name
    declared = _DECLARED.match(content)
    return declared[1].decode("ascii") if declared else "utf-8"


def _in_order(root: Element) -> Iterator[Element]:
    """All elements in the order in which they begin."""
    waiting = [root]
    while waiting:
        node = waiting.pop()
        yield node
        waiting.extend(reversed(list(node.elements())))


def _tags(text: str) -> Iterator[_Tag]:
    """All start tags in the order of the text."""
    found: list[_Tag] = []
    is_open: list[_Tag] = []
    for match in _TOKEN.finditer(text):
        if match["opens"]:
            is_empty = match["inside"].endswith("/")
            tag = _Tag(match.start(), match.end(), is_empty, match.end())
            found.append(tag)
            if not is_empty:
                is_open.append(tag)
        elif match["closes"]:
            is_open.pop().closes_at = match.start()
    return iter(found)
