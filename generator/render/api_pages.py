"""The pages of one API: overview, lists, and one page for each part that has its own."""

from collections.abc import Iterator, Mapping

from jinja2 import Environment
from markupsafe import Markup

from generator.catalog.model import Api
from generator.model.part import Part
from generator.model.section import Section
from generator.render import deviations, removals
from generator.render.links import folder_of, relative
from generator.render.listing import Listing, label, listing
from generator.render.page import Heading, Page
from generator.render.prose import prose
from generator.render.view import FolderView, Shelf, Spec
from generator.render.words import Words

Context = dict[str, object]


def pages(
    api: Api, spec: Spec | None, apis: Mapping[str, Api], words: Words, templates: Environment
) -> Iterator[Page]:
    """Every page of `api`. `spec` is None where there is none, or none that can be read."""
    if spec is None:
        yield _overview(api, None, apis, words, templates)
        return
    shelf = Shelf(api, spec, words)
    yield _overview(api, shelf, apis, words, templates)
    for section in spec.sections:
        yield from _section(shelf, section, templates)
    yield from _index(shelf, templates)
    yield from deviations.pages(shelf, templates)
    yield removals.page(shelf, templates)
    for section in spec.sections:
        view = FolderView(shelf, f"{api.id}/{section.folder}")
        for address in section.parts:
            yield _part(view, shelf.parts[address], section, templates)


def _overview(
    api: Api, shelf: Shelf | None, apis: Mapping[str, Api], words: Words, templates: Environment
) -> Page:
    title = words.api_name(api)
    contract = words.promises.contract(api.status)
    context: Context = {
        "api": api,
        "t": words.text,
        "words": words,
        "title": title,
        "chip": words.chip(api.status, api.id),
        "promise": words.promise(api.status),
        "retired": contract is None,
        "description": prose(words.text.words(api.description)) if api.description else None,
        "related": lambda ids: _api_links(ids, apis, words, api.id),
        "shelf": shelf,
    }
    if shelf is not None:
        context["spec"] = shelf.spec
        context["sections"] = [
            (_title(shelf, s), f"{s.folder}/index.html", s) for s in shelf.sections
        ]
        context["deviating"] = deviations.counts(shelf)
        context["groups"] = removals.groups(FolderView(shelf, api.id))
    html = templates.get_template("api.html").render(context)
    toc: tuple[Heading, ...] = ()
    if shelf is not None:
        headings = {"innhold": "contents", "avvik": "deviations", "fjernes": "removals"}
        toc = tuple(
            Heading(anchor=anchor, text=words.text.plain(f"api.{key}"))
            for anchor, key in headings.items()
        )
    return Page(path=f"{api.id}/index.html", title=title, html=html, toc=toc, api=api.id)


def _api_links(ids: tuple[str, ...], apis: Mapping[str, Api], words: Words, folder: str) -> Markup:
    return words.text("deprecation.and").join(
        Markup('<a href="{}">{}</a>').format(
            relative(folder, f"{id_}/index.html"), words.api_name(apis[id_])
        )
        for id_ in ids
    )


def _title(shelf: Shelf, section: Section) -> str:
    return shelf.words.text.plain(f"{shelf.spec.format}.section.{section.id}")


def _section(shelf: Shelf, section: Section, templates: Environment) -> Iterator[Page]:
    """The list of a section's parts, which is also the page of the part that holds them all."""
    first = f"{shelf.api.id}/{section.folder}/index.html"
    parts = [shelf.parts[address] for address in section.parts]
    found = listing(parts, _name, first, f"{shelf.api.id}/indeks/{section.folder}-")
    whole = shelf.parts[section.whole] if section.whole else None
    yield from _list_pages(shelf, _title(shelf, section), found, whole, templates)


def _index(shelf: Shelf, templates: Environment) -> Iterator[Page]:
    """The A–Å index of everything with a page of its own."""
    parts = [shelf.parts[address] for section in shelf.sections for address in section.parts]
    stem = f"{shelf.api.id}/indeks/"
    found = listing(parts, _name, f"{stem}index.html", stem)
    yield from _list_pages(shelf, shelf.words.text.plain("api.index"), found, None, templates)


def _name(part: Part) -> str:
    return part.name


def _list_pages(
    shelf: Shelf,
    title: str,
    found: Listing[Part],
    whole: Part | None,
    templates: Environment,
) -> Iterator[Page]:
    text = shelf.words.text
    template = templates.get_template("list.html")
    for leaf in found.leaves:
        view = FolderView(shelf, folder_of(leaf.path))
        shown = title
        if leaf.letter is not None:
            shown = text.plain("section.letter", title=title, letter=label(leaf.letter, text))
        context: Context = {
            "t": text,
            "view": view,
            "title": shown,
            "rows": leaf.items,
            "letters": [
                (label(letter, text), relative(view.folder, path), count, letter == leaf.letter)
                for letter, path, count in found.letters
            ],
            "total": found.total,
            "whole": None
            if leaf.letter is not None or whole is None
            else view.view(whole, deep=False),
            "mixed": view.members_line(whole) if whole is not None else "",
        }
        html = template.render(context)
        first = found.leaves[0].path
        beneath = None if leaf.path == first else first
        yield Page(path=leaf.path, title=shown, html=html, api=shelf.api.id, beneath=beneath)


def _part(view: FolderView, part: Part, section: Section, templates: Environment) -> Page:
    shelf, text = view.shelf, view.shelf.words.text
    standing = shelf.standings[part.address]
    shown = view.view(part)
    context: Context = {
        "t": text,
        "view": view,
        "part": shown,
        "source": part,
        "format": shelf.spec.format,
        "section": _title(shelf, section),
        "promise": shelf.words.promise(standing.effective),
        "mixed": view.mixed(part),
        "unreachable": standing.exposure is None,
        "path": view.path(part) if standing.effective != standing.inherited else "",
        "used_by": view.used_by(part.address),
        "body": f"{shelf.spec.format}/{shown.kind}.html",
    }
    html = templates.get_template("part.html").render(context)
    toc = tuple(Heading(anchor=child.anchor, text=child.name) for child in shown.children)
    page = shelf.places[part.address][0]
    return Page(
        path=page,
        title=part.coordinate,
        html=html,
        toc=toc,
        api=shelf.api.id,
        beneath=f"{view.folder}/index.html",
    )
