"""A part's element as it stands in its file, without documentation."""

from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from generator.model.part import Part
from generator.syntax.xml import Element

_LEFT_OUT = ("documentation",)
_LONGEST, _BEGINNING = 5_000, 1_000
"""Characters that are shown whole, and how many of what is longer."""


def source(part: Part) -> str:
    """The element, indented; of a very long one only the beginning."""
    node = part.details.get("node")
    assert isinstance(node, Element)  # every part of the format keeps its element
    text = ""
    for line in _lines(node, 0):
        text += f"{line}\n"
        if len(text) > _LONGEST:
            return f"{text[:_BEGINNING]}…"
    return text.rstrip("\n")


def _lines(node: Element, depth: int) -> Iterator[str]:
    attributes = "".join(f" {n}={quoteattr(v)}" for n, v in node.written_attributes.items())
    before = "  " * depth
    inside = [held for held in node.content if not isinstance(held, str) or held.strip()]
    inside = [h for h in inside if isinstance(h, str) or not _is_silent(h)]
    if not inside:
        yield f"{before}<{node.written}{attributes}/>"
    elif all(isinstance(held, str) for held in inside):
        text = escape(" ".join("".join(h for h in inside if isinstance(h, str)).split()))
        yield f"{before}<{node.written}{attributes}>{text}</{node.written}>"
    else:
        yield f"{before}<{node.written}{attributes}>"
        for held in inside:
            if isinstance(held, str):
                yield f"{before}  {escape(' '.join(held.split()))}"
            else:
                yield from _lines(held, depth + 1)
        yield f"{before}</{node.written}>"


def _is_silent(node: Element) -> bool:
    """Whether all it holds is documentation."""
    if node.name.local in _LEFT_OUT:
        return True
    return node.name.local == "annotation" and all(map(_is_silent, node.elements()))
