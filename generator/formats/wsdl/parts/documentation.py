"""What a spec says in words, as CommonMark: plain text, or XHTML made into it."""

import re
from collections.abc import Iterator

from generator.formats.wsdl.documents.namespaces import WSDL_11, WSDL_20, XHTML, XSD
from generator.syntax.xml import Element

_SAYS = frozenset(("documentation",))
_BLOCKS = frozenset(
    ("p", "div", "ul", "ol", "li", "pre", "table", "tr", "blockquote", "dl", "dt", "dd", "hr")
) | {f"h{n}" for n in range(1, 7)}
_SILENT = frozenset(("script", "style", "head", "iframe", "object", "template", "title"))
_AROUND = {"b": "**", "strong": "**", "i": "*", "em": "*", "code": "`", "tt": "`", "kbd": "`"}
_LINK = re.compile(r"(?:https?://|mailto:|#)[^\s()<>]*")
_SPACE = re.compile(r"\s+")
_MOST_DEEP = 20
"""Of blocks inside each other; what is deeper is told without them."""


def description(node: Element) -> tuple[str, int | None]:
    """What is said of `node`, and the line of the file on which that begins.

    Several documentations are paragraphs after one another, as are pieces of XHTML.
    """
    found = list(_documentation(node))
    said = [_text(held) for held in found]
    spoken = [(text, held) for text, held in zip(said, found, strict=True) if text]
    if not spoken:
        return "", None
    return "\n\n".join(dict.fromkeys(text for text, _ in spoken)), _first_line(spoken[0][1])


def _documentation(node: Element) -> Iterator[Element]:
    """The `wsdl:documentation` of a node, or those in its `xs:annotation`."""
    for held in node.elements():
        if held.name.namespace in (WSDL_11, WSDL_20) and held.name.local in _SAYS:
            yield held
        elif held.name.namespace == XSD and held.name.local == "annotation":
            yield from (h for h in held.elements() if h.name.local in _SAYS)


def _first_line(node: Element) -> int:
    first = node.content[0] if node.content else ""
    before = len(first) - len(first.lstrip()) if isinstance(first, str) else 0
    return node.line + (first[:before].count("\n") if isinstance(first, str) else 0)


def _text(node: Element) -> str:
    if any(_is_markup(held) for held in node.elements()):
        return _joined(_blocks(node))
    return _plain("".join(_spoken(node)))


def _is_markup(node: Element) -> bool:
    return node.name.namespace == XHTML or node.name.local.lower() in (
        *_BLOCKS,
        *_AROUND,
        "br",
        "a",
    )


def _spoken(node: Element) -> Iterator[str]:
    """All text inside, whatever elements it stands in."""
    for held in node.content:
        if isinstance(held, str):
            yield held
        elif held.name.local not in _SILENT:
            yield from _spoken(held)


def _plain(text: str) -> str:
    """Text without the indentation that the file's own layout gave it."""
    lines = [line.strip() for line in text.strip().splitlines()]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines))


def _joined(blocks: Iterator[str]) -> str:
    return "\n\n".join(block for block in blocks if block.strip())


def _blocks(node: Element, depth: int = 0) -> Iterator[str]:
    """The paragraphs, lists and so on inside, each as CommonMark."""
    if depth > _MOST_DEEP:
        yield _plain("".join(_spoken(node)))
        return
    line: list[str] = []
    for held in node.content:
        if not isinstance(held, str) and held.name.local.lower() in _BLOCKS:
            yield _inline(line)
            line = []
            yield _block(held, depth + 1)
        else:
            line.append(held if isinstance(held, str) else _run(held))
    yield _inline(line)


def _inline(runs: list[str]) -> str:
    """Runs as one paragraph; a break stays one."""
    pieces = "".join(runs).split("\v")
    return "  \n".join(_SPACE.sub(" ", piece).strip() for piece in pieces).strip()


def _block(node: Element, depth: int) -> str:
    name = node.name.local.lower()
    if name in ("ul", "ol"):
        return "\n".join(_items(node, depth, is_numbered=name == "ol"))
    if name == "pre":
        text = "".join(_spoken(node)).strip("\n")
        return "\n".join(f"    {line}" for line in text.splitlines())
    if name == "table":
        rows = [h for h in _all(node) if h.name.local.lower() == "tr"]
        return "\n".join(f"- {_cells(row)}" for row in rows)
    if name == "dl":
        return "\n".join(
            f"- {_SPACE.sub(' ', ''.join(_spoken(h))).strip()}" for h in node.elements()
        )
    if name in _SILENT or name == "hr":
        return ""
    inside = _joined(_blocks(node, depth))
    if name[0] == "h" and name[1:].isdigit():
        return f"{'#' * int(name[1:])} {_SPACE.sub(' ', inside)}" if inside else ""
    if name == "blockquote":
        return "\n".join(f"> {line}" for line in inside.splitlines())
    return inside


def _items(node: Element, depth: int, *, is_numbered: bool) -> Iterator[str]:
    for number, held in enumerate(node.elements(), start=1):
        inside = _joined(_blocks(held, depth)).splitlines()
        sign = f"{number}. " if is_numbered else "- "
        for index, line in enumerate(inside):
            yield f"{sign if not index else ' ' * len(sign)}{line}".rstrip()


def _cells(row: Element) -> str:
    cells = (_SPACE.sub(" ", "".join(_spoken(cell))).strip() for cell in row.elements())
    return " – ".join(cell for cell in cells if cell)


def _all(node: Element) -> Iterator[Element]:
    for held in node.elements():
        yield held
        yield from _all(held)


def _run(node: Element) -> str:
    """What stands inside a line."""
    name = node.name.local.lower()
    if name in _SILENT:
        return ""
    if name == "br":
        return "\v"
    inside = "".join(held if isinstance(held, str) else _run(held) for held in node.content)
    text = _SPACE.sub(" ", inside)
    if name == "a" and text.strip() and _LINK.fullmatch(target := (node.get("href") or "").strip()):
        return f"[{text.strip()}]({target})"
    sign = _AROUND.get(name)
    if sign is None or not text.strip() or sign in text:
        return inside
    before, after = " " * text.startswith(" "), " " * text.endswith(" ")
    return f"{before}{sign}{text.strip()}{sign}{after}"
