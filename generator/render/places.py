"""Where each part stands on the site: its page and its anchor."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from generator.model.address import Address, anchors, file_names
from generator.model.copy import Copy
from generator.model.part import Part, Tree
from generator.model.section import Section


def places(api: str, tree: Tree, sections: Sequence[Section]) -> Mapping[Address, tuple[str, str]]:
    """The page (from the site's root) and the anchor of every part.

    A part without a page of its own stands on that of the nearest part around it.
    """
    ids = anchors(part.address for part, _ in tree.walked)
    pages = _pages(api, tree, sections)
    found: dict[Address, tuple[str, str]] = {}
    for part, outer in tree.walked:
        page = pages.get(part.address) or (
            found[outer.address][0] if outer else f"{api}/index.html"
        )
        found[part.address] = (page, ids[part.address])
    return found


def _pages(api: str, tree: Tree, sections: Sequence[Section]) -> Mapping[Address, str]:
    parts = tree.by_address
    pages: dict[Address, str] = {}
    for section in sections:
        wished = _wished([parts[address] for address in section.parts])
        names = file_names(wished.values())
        for address, name in wished.items():
            pages[address] = f"{api}/{section.folder}/{names[name]}.html"
        if section.whole is not None:
            pages[section.whole] = f"{api}/{section.folder}/index.html"
    return pages


def _wished(parts: Sequence[Part]) -> Mapping[Address, str]:
    """What each page's file is called after: a name of the part's that no other has."""
    named = Counter(_name(part) for part in parts)
    addresses = {part.address for part in parts}
    return {
        part.address: name if named[name := _name(part)] == 1 and name not in addresses
        else part.address
        for part in parts
    }  # fmt: skip


def _name(part: Part) -> str:
    """The name by which a client knows the part, else the one that says which it is."""
    if part.aliases:
        return part.aliases[0]
    return part.address if part.written is not None else re.sub(r"^@", "", part.name)


def spec_copies(api: str, files: Sequence[str]) -> Sequence[str]:
    """Where copies of an API's spec files lie, in their order.

    They end in .txt, lest a browser act on what stands in them.
    """
    return [f"{api}/spesifikasjon/{name}.txt" for name in _copy_names(files)]


def marked_copies(api: str, files: Sequence[str], copies: Sequence[Copy]) -> Sequence[str]:
    """Where the copies that a format made of an API's spec files lie, in their order."""
    names = dict(zip(files, _copy_names(files), strict=True))
    folder = f"{api}/spesifikasjon/kontraktstatus"
    return [f"{folder}/{names[copy.file]}.{copy.ending}" for copy in copies]


def _copy_names(files: Sequence[str]) -> Sequence[str]:
    last = [file.rpartition("/")[2] for file in files]
    told = last if len(set(last)) == len(last) else files
    names = file_names(told)
    return [names[name] for name in told]
