"""How a part's coordinate, address, page and anchor follow from its name and what is around it.

A shape is the text with holes in it, so that many parts share one:

| hole | is |
| --- | --- |
| `*` | the part's name |
| `~` | the same of the enclosing part: its coordinate, its address, its page |
| `^` | the enclosing part's address |
| `$` | the part's coordinate |
| `%` | the same without what its placeholders are called |
| `=` | the part's address |
| `&` | the first of its aliases |
| `#` | before a hole: the slug of it (`model/address.py`) |
"""

import re

from generator.model.address import slug
from generator.model.part import Part

Shape = str

NO_SHAPE: Shape = ""
_HOLES = re.compile(r"[*~^$%=&#]")
_HALF = re.compile("[\ud800-\udfff]")
_PLACEHOLDER = re.compile(r"\{[^{}]*\}")


def coordinate(part: Part, outer: Part | None) -> Shape | None:
    """The shape of the part's coordinate, if it has one."""
    own = part.coordinate
    if outer is not None and own.startswith(around := outer.coordinate):
        return _with_name(part, own.removeprefix(around), "~")
    if outer is not None and own.startswith(outer.address):
        return _with_name(part, own.removeprefix(outer.address), "^")
    return _with_name(part, own)


def address(part: Part, outer: Part | None) -> Shape | None:
    """The shape of the part's address, if it has one."""
    if part.address == part.coordinate:
        return "$"
    if part.address == _PLACEHOLDER.sub("{}", part.coordinate):
        return "%"
    if outer is None or not part.address.startswith(outer.address):
        return _with_name(part, part.address)
    rest = part.address.removeprefix(outer.address)
    is_numbered = part.name not in rest and not _HOLES.search(rest)
    return f"~{rest}" if is_numbered else _with_name(part, rest, "~")


def page(part: Part, path: str, around: str) -> Shape | None:
    """The shape of the path of the part's page, if it has one; `around` is the enclosing part's."""
    if path == around:
        return "~"
    folder, _, file = path.rpartition("/")
    stem = file.removesuffix(".html")
    sources = {"*": part.name, "&": (*part.aliases, "")[0], "=": part.address}
    for hole, name in sources.items():
        if name and stem in (name, slug(name)) and not _HALF.search(name):
            made = hole if stem == name else f"#{hole}"
            return None if _HOLES.search(folder) else f"{folder}/{made}.html"
    return None


def anchor(part: Part, id_: str) -> Shape | None:
    """The shape of the part's anchor, if it has one."""
    if id_ == part.address:
        return "="
    return None if _HALF.search(part.address) else "#="


def _with_name(part: Part, text: str, begun: str = "") -> Shape | None:
    """The shape of a text with the part's name in it, after what it is begun by."""
    before, found, after = text.rpartition(part.name or text)
    if not part.name or not found or _HOLES.search(before + after):
        return None
    return f"{begun}{before}*{after}"
