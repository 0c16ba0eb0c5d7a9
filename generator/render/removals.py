"""What is removed when: deprecated parts by the time they go."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from generator.contract.calendar import coming
from generator.model.deprecation import Deprecation
from generator.model.part import Part
from generator.render.page import Heading, Page
from generator.render.shelf import Shelf
from generator.render.view import FolderView

_ORDER = ("passed", "next", "later", "by_version", "undated")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """Parts of one name that go at the same time for the same reason."""

    name: str
    when: Markup
    instead: Markup
    reason: str
    links: Sequence[Markup]


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The rows of one stretch of time; `title` is HTML."""

    id: str
    title: Markup
    rows: Sequence[Row]
    total: int


def page(shelf: Shelf) -> Page:
    """The page of one API."""
    text = shelf.words.text
    title = text.plain("api.removals")
    view = FolderView(shelf, shelf.api.id)
    found = groups(view)
    template = shelf.words.templates.get_template("removals.html")
    html = template.render(t=text, view=view, title=title, groups=found)
    toc = tuple(Heading(anchor=group.id, text=group.title.striptags()) for group in found)
    return Page(
        path=f"{shelf.api.id}/fjernes.html", title=title, html=html, toc=toc, api=shelf.api.id
    )


def groups(view: FolderView) -> Sequence[Group]:
    """The deprecated parts, soonest first; stretches of time with none are left out."""
    shelf = view.shelf
    next_release = _next_release(shelf)
    by_group: dict[str, dict[tuple[object, ...], list[Part]]] = {}
    for part, _ in shelf.spec.tree.walked:
        if part.deprecation is not None:
            group = _group(part.deprecation, shelf, next_release)
            same = (part.name, part.deprecation.reason, part.deprecation.removal)
            by_group.setdefault(group, {}).setdefault(same, []).append(part)
    return [
        Group(
            id=id_,
            title=_title(id_, shelf, next_release),
            rows=[_row(parts, view) for parts in sorted(by_group[id_].values(), key=_when)],
            total=sum(len(parts) for parts in by_group[id_].values()),
        )
        for id_ in _ORDER
        if id_ in by_group
    ]


def _next_release(shelf: Shelf) -> date | None:
    catalog, as_of = shelf.promises.catalog, shelf.promises.as_of
    version = next(coming(catalog.versions, catalog.window, as_of), None)
    return None if version is None else version.day


def _group(deprecation: Deprecation, shelf: Shelf, next_release: date | None) -> str:
    removal = deprecation.removal
    if removal is None:
        return "undated"
    if removal.day is None:
        return "by_version"
    if removal.has_passed(shelf.promises.as_of):
        return "passed"
    return "next" if next_release is not None and removal.day <= next_release else "later"


def _title(id_: str, shelf: Shelf, next_release: date | None) -> Markup:
    day = "" if next_release is None else shelf.words.day(next_release)
    return shelf.words.text(f"removals.{id_}", day=day)


def _when(parts: Sequence[Part]) -> tuple[date, str]:
    deprecation = parts[0].deprecation
    assert deprecation is not None
    removal = deprecation.removal
    day = removal.day if removal is not None else None
    return day or date.max, parts[0].coordinate


def _row(parts: Sequence[Part], view: FolderView) -> Row:
    first = parts[0].deprecation
    assert first is not None
    same = {
        replacement
        for part in parts
        if part.deprecation
        for replacement in part.deprecation.replacement
    }
    links = (
        [view.link(address) for address in first.replacement]
        if len(same) <= 1 or len(parts) == 1
        else []
    )
    return Row(
        name=parts[0].name,
        when=view.shelf.words.removal(first),
        instead=view.shelf.words.instead(first, links),
        reason=first.reason,
        links=[view.link(part.address) for part in parts],
    )
