"""The parts that stand under another contract than their API, gathered where whole parts do."""

import csv
import io
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from generator.catalog.model import NO_CONTRACT
from generator.model.part import Part
from generator.render.links import folder_of, relative
from generator.render.listing import label, listing
from generator.render.page import File, Page
from generator.render.shelf import Shelf
from generator.render.view import FolderView


def counts(shelf: Shelf) -> Counter[str]:
    """How many parts deviate, by contract."""
    return Counter(shelf.deviating.values())


def pages(shelf: Shelf) -> Iterator[Page]:
    """The matrix, and lists of the deviating parts for each contract."""
    folder = f"{shelf.api.id}/avvik"
    by_contract = _largest(shelf)
    words, text = shelf.words, shelf.words.text
    title = text.plain("api.deviations")
    known = (*words.promises.catalog.contracts, NO_CONTRACT)
    order = [id_ for id_ in known if id_ in by_contract]
    html = words.templates.get_template("deviations.html").render(
        t=text,
        view=FolderView(shelf, folder),
        title=title,
        status=words.chip(shelf.api.status, folder),
        columns=[words.contract_chip(id_, folder) for id_ in order],
        rows=list(_matrix(shelf, order)),
        data={
            ending: words.shared(folder, f"{folder}/deler.{ending}") for ending in ("csv", "json")
        },
        links=[(words.contract(id_), f"{id_}.html", counts(shelf)[id_]) for id_ in order],
    )
    yield Page(path=f"{folder}/index.html", title=title, html=html, api=shelf.api.id)
    for contract in order:
        yield from _list(shelf, contract, by_contract[contract])


def _matrix(shelf: Shelf, order: Sequence[str]) -> Iterator[tuple[str, Sequence[int], int]]:
    """For each kind of part: its name, how many deviate to each contract, how many there are.

    Entry points are a kind of their own, by section.
    """
    total = Counter(_kind(shelf, part) for part in shelf.parts.values())
    found = Counter(
        (_kind(shelf, shelf.parts[address]), contract)
        for address, contract in shelf.deviating.items()
    )
    for kind, number in total.items():
        yield shelf.words.text.plain(kind), [found[kind, c] for c in order], number


def _kind(shelf: Shelf, part: Part) -> str:
    """The key of the name of the part's kind."""
    entry = shelf.entry_sections.get(part.address)
    format_ = shelf.spec.format
    return f"{format_}.section.{entry}" if entry else f"{format_}.kinds.{shelf.kind_key(part)}"


def _largest(shelf: Shelf) -> Mapping[str, Mapping[str, tuple[Part, Sequence[Part]]]]:
    """By contract, then by the name of a part that deviates or holds such: the part and which.

    An empty tuple of members means the part as a whole.
    """
    found: dict[str, dict[str, tuple[Part, list[Part]]]] = {}
    covered: set[str] = set()
    for part, outer in shelf.spec.tree.walked:
        if outer is not None and outer.address in covered:
            covered.add(part.address)
            continue
        contract = shelf.deviating.get(part.address)
        whole = _whole(shelf, part, contract)
        if whole is not None:
            covered.add(part.address)
        contract = whole or contract
        if contract is None:
            continue
        holder = part if outer is None or part.address in shelf.with_page else outer
        while holder.address not in shelf.with_page and holder.address in shelf.enclosing:
            holder = shelf.enclosing[holder.address]
        _, members = found.setdefault(contract, {}).setdefault(holder.coordinate, (holder, []))
        if holder is not part:
            members.append(part)
    return found


def _whole(shelf: Shelf, part: Part, contract: str | None) -> str | None:
    """The contract that a part and all it encloses share, if that deviates."""
    if contract is None and part.type is not None:
        return None
    members = {shelf.deviating.get(child.address) for child in part.children}
    if contract is not None:
        return contract if members <= {contract} else None
    return next(iter(members)) if len(members) == 1 else None


Row = tuple[Part, Sequence[Part]]
"""A part, and which of its members deviate; none means the part as a whole."""


def _name(row: Row) -> str:
    return row[0].name


def _list(
    shelf: Shelf,
    contract: str,
    rows: Mapping[str, tuple[Part, Sequence[Part]]],
) -> Iterator[Page]:
    """Entry points on the first page, by section; the rest by letter, if it is long.

    What holds all of a section's entry points stands with them.
    """
    text = shelf.words.text
    first = f"{shelf.api.id}/avvik/{contract}.html"
    title = text.plain("deviations.title_for", contract=shelf.words.contract(contract))
    entries: dict[str, list[Row]] = {}
    others: list[Row] = []
    section_of = {**shelf.entry_sections, **{s.whole: s.id for s in shelf.sections if s.whole}}
    for row in rows.values():
        section = section_of.get(row[0].address)
        (others if section is None else entries.setdefault(section, [])).append(row)
    found = listing(others, _name, first, f"{shelf.api.id}/avvik/{contract}-")
    for leaf in found.leaves:
        view = FolderView(shelf, folder_of(leaf.path))
        shown = title
        if leaf.letter is not None:
            shown = text.plain("section.letter", title=title, letter=label(leaf.letter, text))
        groups = [
            (text.plain(f"{shelf.spec.format}.section.{id_}"), text.in_order(members, _name))
            for id_, members in entries.items()
            if leaf is found.leaves[0]
        ]
        html = shelf.words.templates.get_template("deviation_list.html").render(
            t=text,
            view=view,
            title=shown,
            groups=groups,
            rows=leaf.items,
            letters=[
                (label(letter, text), relative(view.folder, path), number, letter == leaf.letter)
                for letter, path, number in found.letters
            ],
            total=len(rows) if leaf is found.leaves[0] else len(leaf.items),
        )
        beneath = f"{shelf.api.id}/avvik/index.html"
        yield Page(path=leaf.path, title=shown, html=html, api=shelf.api.id, beneath=beneath)


_COLUMNS = ("coordinate", "kind", "status", "contract", "inherited", "recogniser", "page", "anchor")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def files(shelf: Shelf) -> Iterator[File]:
    """All deviating parts as data: JSON as it is, and CSV (RFC 4180).

    In CSV a text that a spreadsheet would take for a formula gets an apostrophe before it.
    """
    rows = [list(_facts(shelf, shelf.parts[address])) for address in shelf.deviating]
    folder = f"{shelf.api.id}/avvik"
    listed = (dict(zip(_COLUMNS, row, strict=True)) for row in rows)
    lines = (json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in listed)
    text = "[" + ",\n".join(lines) + "]\n"
    yield File(path=f"{folder}/deler.json", content=text.encode())
    table = io.StringIO(newline="")
    writer = csv.writer(table)
    writer.writerow(_COLUMNS)
    writer.writerows(
        [f"'{cell}" if cell.startswith(_FORMULA) else cell for cell in row] for row in rows
    )
    yield File(path=f"{folder}/deler.csv", content=table.getvalue().encode())


def _facts(shelf: Shelf, part: Part) -> Iterator[str]:
    standing = shelf.standings[part.address]
    page, anchor = shelf.places[part.address]
    yield part.coordinate
    yield part.kind
    yield standing.effective.id
    yield shelf.deviating[part.address]
    yield standing.inherited.id
    yield part.mark.recogniser if part.mark is not None else ""
    yield page
    yield anchor
