"""The pages of one API: overview, lists, and one page for each part that has its own."""

from collections.abc import Iterator, Mapping

from markupsafe import Markup

from generator.catalog.model import Api
from generator.model.part import Part
from generator.model.section import Section
from generator.render import anchor_map, deviations, removals
from generator.render.arrange import in_order
from generator.render.calls import call_views, first_call
from generator.render.groups import grouped
from generator.render.links import folder_of, relative
from generator.render.listing import Listing, label, listing
from generator.render.page import Heading, Page
from generator.render.places import marked_copies, spec_copies
from generator.render.promotion import request_for_api
from generator.render.shelf import Shelf
from generator.render.view import FolderView
from generator.render.words import Words

Context = dict[str, object]


def pages(
    api: Api,
    shelf: Shelf | None,
    apis: Mapping[str, Api],
    words: Words,
) -> Iterator[Page]:
    """Every page of `api`. `shelf` is None where it has no spec, or none that can be read."""
    yield _overview(api, shelf, apis, words)
    if shelf is None:
        return
    for section in shelf.sections:
        if section.groups:
            yield _grouped(shelf, section)
        else:
            yield from _section(shelf, section)
    yield from _index(shelf)
    yield from deviations.pages(shelf)
    yield removals.page(shelf)
    for section in shelf.sections:
        view = FolderView(shelf, f"{api.id}/{section.folder}")
        for address in section.parts:
            yield _part(view, shelf.parts[address], section)


def _overview(api: Api, shelf: Shelf | None, apis: Mapping[str, Api], words: Words) -> Page:
    title = words.api_name(api)
    contract = words.promises.contract(api.status)
    context: Context = {
        "api": api,
        "t": words.text,
        "words": words,
        "title": title,
        "chip": words.chip(api.status, api.id),
        "banner": words.banner(api, apis, api.id),
        "promise": words.promise(api.status),
        "retired": contract is None,
        "description": words.prose(api.description) if api.description else None,
        "related": lambda ids: words.api_links(ids, apis, api.id),
        "request": request_for_api(words, api),
        "shelf": shelf,
        "about": shelf.spec.tree.about if shelf is not None else None,
    }
    if shelf is not None:
        context["spec"] = shelf.spec
        context["sections"] = [(_title(shelf, s), s) for s in shelf.sections]
        context["deviating"] = deviations.counts(shelf)
        view = FolderView(shelf, api.id)
        context["view"] = view
        context["groups_of"] = lambda section: grouped(view, section).groups
        context["first"] = first_call(shelf)
        context["copies"] = _copies(shelf)
        context["marked"] = _marked(shelf)
        context["anchor_map"] = _download(shelf, anchor_map.path(api.id), "anker.json")
        context["groups"] = removals.groups(view)
    html = words.templates.get_template("api.html").render(context)
    toc: tuple[Heading, ...] = ()
    if shelf is not None:
        headings = {"innhold": "contents", "avvik": "deviations", "fjernes": "removals"}
        if context["first"] is not None:
            headings = {"kom-i-gang": "start", **headings}
        if shelf.spec.tree.about is not None and shelf.spec.tree.about.description:
            headings = {**headings, "om": "about"}
        toc = tuple(
            Heading(anchor=anchor, text=words.text.plain(f"api.{key}"))
            for anchor, key in headings.items()
        )
    return Page(path=f"{api.id}/index.html", title=title, html=html, toc=toc, api=api.id)


def _copies(shelf: Shelf) -> Markup:
    """Links to copies of the spec's files, by their names."""
    files = shelf.spec.files
    return Markup(", ").join(
        _download(shelf, path, file.rpartition("/")[2])
        for file, path in zip(files, spec_copies(shelf.api.id, files), strict=True)
    )


def _marked(shelf: Shelf) -> Mapping[str, Markup]:
    """Links to the copies that tell of the standing, by the text that says what they are."""
    copies = shelf.spec.copies
    links: dict[str, list[Markup]] = {}
    for copy, path in zip(
        copies, marked_copies(shelf.api.id, shelf.spec.files, copies), strict=True
    ):
        key = f"{shelf.spec.format}.copy.{copy.kind}"
        links.setdefault(key, []).append(_download(shelf, path, copy.file.rpartition("/")[2]))
    return {key: Markup(", ").join(found) for key, found in links.items()}


def _download(shelf: Shelf, path: str, name: str) -> Markup:
    return Markup('<a href="{}" download>{}</a>').format(
        shelf.words.shared(shelf.api.id, path), name
    )


def _title(shelf: Shelf, section: Section) -> str:
    return shelf.words.text.plain(f"{shelf.spec.format}.section.{section.id}")


def _section(shelf: Shelf, section: Section) -> Iterator[Page]:
    """The list of a section's parts, which is also the page of the part that holds them all.

    Those that only serve others are listed apart.
    """
    folder, text = f"{shelf.api.id}/{section.folder}", shelf.words.text
    whole = shelf.parts[section.whole] if section.whole else None
    apart = [shelf.parts[a] for a in section.parts if a in section.support]
    main = [shelf.parts[a] for a in section.parts if a not in section.support]
    stem = f"{shelf.api.id}/indeks/{section.folder}"
    first = f"{folder}/index.html"
    found = listing(main, _name, first, f"{stem}-")
    support = Markup()
    title = _title(shelf, section)
    if apart:
        title_apart = text.plain(f"{shelf.spec.format}.support.{section.id}")
        path = f"{stem}-stotte.html"
        support = Markup('<a href="{}">{}</a> ({})').format(
            relative(folder, path), title_apart, text.number(len(apart))
        )
        others = listing(apart, _name, path, f"{stem}-stotte-")
        yield from _list_pages(shelf, title_apart, others, None, above=first)
    yield from _list_pages(shelf, title, found, whole, support=support)


def _grouped(shelf: Shelf, section: Section) -> Page:
    """The list of a section's parts by what gathers them."""
    path, title = f"{shelf.api.id}/{section.folder}/index.html", _title(shelf, section)
    view = FolderView(shelf, folder_of(path))
    found = grouped(view, section)
    parts = [shelf.parts[address] for address in section.parts]
    context: Context = {
        "t": view.text,
        "view": view,
        "title": title,
        "groups": found.groups,
        "rest": found.rest,
        "is_long": found.is_long,
        "amount": len(parts),
        "count": view.count(parts),
    }
    html = view.words.templates.get_template("groups.html").render(context)
    toc = tuple(Heading(anchor=group.anchor, text=group.name) for group in found.groups)
    return Page(path=path, title=title, html=html, toc=toc, api=shelf.api.id)


def _index(shelf: Shelf) -> Iterator[Page]:
    """The A–Å index of everything with a page of its own."""
    parts = [shelf.parts[address] for section in shelf.sections for address in section.parts]
    stem = f"{shelf.api.id}/indeks/"
    found = listing(parts, shelf.called, f"{stem}index.html", stem)
    yield from _list_pages(shelf, shelf.words.text.plain("api.index"), found, None)


def _name(part: Part) -> str:
    return part.name


def _list_pages(
    shelf: Shelf,
    title: str,
    found: Listing[Part],
    whole: Part | None,
    *,
    support: Markup | str = "",
    above: str | None = None,
) -> Iterator[Page]:
    """A list over its pages; `above` is the menu's entry for all of them, else the first page."""
    text = shelf.words.text
    template = shelf.words.templates.get_template("list.html")
    everything = [part for leaf in found.leaves for part in leaf.items]
    view = FolderView(shelf, folder_of(found.leaves[0].path))
    counts = {leaf.path: view.count(leaf.items) for leaf in found.leaves}
    for leaf in found.leaves:
        if folder_of(leaf.path) != view.folder:
            view = FolderView(shelf, folder_of(leaf.path))
        shown = title
        if leaf.letter is not None:
            shown = text.plain("section.letter", title=title, letter=label(leaf.letter, text))
        is_first = leaf is found.leaves[0]
        context: Context = {
            "t": text,
            "view": view,
            "title": shown,
            "rows": leaf.items,
            "letters": [
                (
                    label(o.letter, text),
                    relative(view.folder, o.path),
                    counts[o.path],
                    o is leaf,
                )
                for o in found.leaves
                if o.letter is not None
            ],
            "amount": found.total if is_first else len(leaf.items),
            "count": view.count(everything) if is_first else counts[leaf.path],
            "support": support,
            "whole": view.view(whole, deep=False) if whole is not None and is_first else None,
            "mixed": view.mixed(whole) if whole is not None else "",
        }
        html = template.render(context)
        first = above or found.leaves[0].path
        beneath = None if leaf.path == first else first
        yield Page(path=leaf.path, title=shown, html=html, api=shelf.api.id, beneath=beneath)


def _part(view: FolderView, part: Part, section: Section) -> Page:
    shelf = view.shelf
    standing = shelf.standings[part.address]
    shown = view.view(part)
    is_entry = part.address in shelf.entry_sections
    context: Context = {
        "t": view.text,
        "view": view,
        "part": shown,
        "source": part,
        "heading": shelf.called(part),
        "format": shelf.spec.format,
        "section": _title(shelf, section),
        "promise": view.words.promise(standing.effective),
        "mixed": view.mixed(part),
        "deprecated": view.deprecated(part),
        "calls": call_views(shelf, part),
        "unreachable": standing.exposure is None,
        "path": view.path(part) if standing.effective != standing.inherited else "",
        "entries": () if is_entry else view.entries_to(part.address),
        "used_by": view.used_by(part.address),
        "spec_source": shelf.spec.source(part),
        "facts": f"{shelf.spec.format}/facts.html",
        "body": f"{shelf.spec.format}/{shown.kind}.html",
    }
    html = view.words.templates.get_template("part.html").render(context)
    return Page(
        path=shelf.places[part.address][0],
        title=part.coordinate,
        html=html,
        toc=_members(shelf, part),
        api=shelf.api.id,
        beneath=f"{view.folder}/index.html",
    )


def _members(shelf: Shelf, part: Part) -> tuple[Heading, ...]:
    """What stands on the part's page, as entries of its table of contents."""
    return tuple(
        Heading(
            anchor=shelf.places[child.address][1],
            text=child.name,
            level=shelf.level[child.address],
        )
        for child in in_order(part)
        if child.address not in shelf.with_page
    )
