"""What templates see of a part: ready pieces, nothing left to decide."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from markupsafe import Markup, escape

from generator.contract.standing import why
from generator.model.address import Address
from generator.model.deprecation import Deprecation
from generator.model.part import Part
from generator.model.status import Mark
from generator.model.types import Named, Type
from generator.render.links import relative
from generator.render.promotion import Request, request
from generator.render.prose import brief, prose
from generator.render.shelf import Shelf

_MOST_SHOWN = 12
"""Of links in one line; past that they stand behind a click."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PartView:
    """One part as a page shows it; every text field is HTML, `anchor` and `name` plain text.

    `kind` is the end of text keys and template names; `level` the number of the level it is on;
    `page_of` says what the type is a page of, where it is one; `request` what asks for a stronger
    contract, None where there is none, and for a member that stands as its API does.
    """

    name: str
    coordinate: str
    kind: str
    anchor: str
    level: int
    type: Markup
    page_of: Markup
    required: bool
    default: str | None
    status: Markup
    description: Markup
    deprecation: Markup
    request: Request | None
    details: Mapping[str, object]
    children: Sequence["PartView"]


class FolderView:
    """Views of one API's parts as pages in one folder see them: links are relative to it."""

    def __init__(self, shelf: Shelf, folder: str) -> None:
        self.shelf, self.folder = shelf, folder
        self.words, self.text = shelf.words, shelf.words.text
        self._levels = shelf.words.templates.get_template("levels.html")
        self._links: dict[Address, Markup] = {}
        self._types: dict[Type, Markup] = {}
        self._statuses: dict[object, Markup] = {}
        self.lang = shelf.lang
        """The attribute for text out of the spec, where that is in another language."""

    def href(self, address: Address) -> str:
        """The link to a part: its page, and its anchor where the page holds more."""
        page, anchor = self.shelf.places[address]
        path = relative(self.folder, page)
        return path if address in self.shelf.with_page else f"{path}#{anchor}"

    def link(self, address: Address) -> Markup:
        """The part's coordinate, leading to it."""
        if address not in self._links:
            coordinate = escape(self.shelf.parts[address].coordinate)
            href = escape(self.href(address))
            self._links[address] = Markup(f'<a href="{href}"><code>{coordinate}</code></a>')
        return self._links[address]

    def links(self, addresses: Iterable[Address]) -> Markup:
        """Links to parts in a line; many of them behind a click."""
        return self.in_line([self.link(address) for address in addresses])

    def in_line(self, links: Sequence[Markup]) -> Markup:
        """The same for finished links."""
        line = Markup(", ").join(links)
        if len(links) <= _MOST_SHOWN:
            return line
        summary = self.text("part.show_all")
        return Markup(f"<details><summary>{summary}</summary>{line}</details>")

    def view(self, part: Part, *, deep: bool = True) -> PartView:
        """The part for a template; without `deep` its children are left out."""
        is_asked = part.address in self.shelf.deviating or part.address in self.shelf.with_page
        return PartView(
            name=part.name,
            coordinate=part.coordinate,
            kind=self.shelf.kind_key(part),
            anchor=self.shelf.places[part.address][1],
            level=self.level(part),
            type=self.type(part.type) if part.type is not None else Markup(),
            page_of=self.page_of(part.type) if part.type is not None else Markup(),
            required=part.required,
            default=part.default,
            status=self.status(part),
            description=self.prose(part.description),
            deprecation=self.deprecation(part.deprecation) if part.deprecation else Markup(),
            request=request(self.shelf, part) if is_asked else None,
            details=part.details,
            children=[self.view(child) for child in required_first(part)] if deep else (),
        )

    def level(self, part: Part) -> int:
        """The number of the level the part is on."""
        return self.shelf.level[part.address]

    @cached_property
    def levels(self) -> Markup:
        """The level selector, where something is weaker than the API as a whole."""
        if not any(self.shelf.level.values()):
            return Markup()
        levels = self.shelf.levels
        named = [(id_, self.words.level(id_)) for id_ in levels.contracts]
        return Markup(
            self._levels.render(t=self.text, levels=named, stronger=" ".join(levels.stronger))
        )

    def prose(self, text: str) -> Markup:
        """A text out of the spec, marked where it is in another language than the page."""
        html = prose(text)
        return Markup(f"<div{self.lang}>{html}</div>") if self.lang and html else html

    def type(self, type_: Type) -> Markup:
        """The type in the format's notation, its names linked."""
        if type_ not in self._types:
            self._types[type_] = Markup("").join(
                Markup(f'<a href="{escape(self.href(target))}">{escape(run)}</a>')
                if target is not None
                else escape(run)
                for run, target in self.shelf.spec.notation(type_)
            )
        return self._types[type_]

    def code(self, type_: Type) -> Markup:
        """The type as a piece of code."""
        return Markup(f'<code class="type">{self.type(type_)}</code>')

    def page_of(self, type_: Type) -> Markup:
        """That a type is a page of results, and of what; empty for any other."""
        target = type_.target if isinstance(type_, Named) else None
        wraps = self.shelf.parts[target].wraps if target is not None else None
        return Markup() if wraps is None else self.text("part.page_of", item=self.link(wraps))

    def status(self, part: Part) -> Markup:
        """A quiet word where the part stands as its API, else a badge and where it comes from."""
        standing = self.shelf.standings[part.address]
        source = self._source(part) if standing.deviates else Markup()
        key = (standing.effective, standing.deviates, source)
        if key not in self._statuses:
            self._statuses[key] = self.words.standing(
                standing.effective, standing.deviates, self.folder, source
            )
        return self._statuses[key]

    def badge(self, part: Part) -> Markup:
        """As `status`, without where it comes from: for where the whole path is told."""
        standing = self.shelf.standings[part.address]
        return self.words.standing(standing.effective, standing.deviates, self.folder, Markup())

    def short_status(self, part: Part) -> Markup:
        """The same in one word, for lists."""
        standing = self.shelf.standings[part.address]
        if standing.deviates:
            return self.words.chip(standing.effective, self.folder)
        word = self.words.status(standing.effective)
        return Markup('<span class="quiet">{}</span>').format(word)

    @staticmethod
    def has_any(details: Mapping[str, object], *keys: str) -> bool:
        """Whether `details` hold something under one of the keys."""
        return any(details.get(key) for key in keys)

    @cached_property
    def home(self) -> str:
        """The link to the API's overview."""
        return relative(self.folder, f"{self.shelf.api.id}/index.html")

    def within(self, part: Part, holder: Part) -> str:
        """How a part is called where the page is about the part that holds it."""
        if self.shelf.enclosing.get(part.address) is holder:
            return part.name
        return part.coordinate.removeprefix(holder.coordinate).lstrip(".")

    def _source(self, part: Part) -> Markup:
        """What made the part deviate, in a few words."""
        standing = self.shelf.standings[part.address]
        if standing.effective != standing.inherited:
            return self._exposed(part)
        if part.mark is not None:
            return self._recognised(part.mark)
        outer = self.shelf.enclosing.get(part.address)
        while outer is not None and outer.mark is None:
            outer = self.shelf.enclosing.get(outer.address)
        return (
            self.text("status.as_enclosing", part=self.link(outer.address)) if outer else Markup()
        )

    def _exposed(self, part: Part) -> Markup:
        """The weak step on the way to the part, or what encloses it if that is reached alike."""
        standings = self.shelf.standings
        effective = standings[part.address].effective
        outer = self.shelf.enclosing.get(part.address)
        if outer is not None and standings[outer.address].effective == effective:
            return self.text("status.as_enclosing", part=self.link(outer.address))
        steps = why(part.address, standings)
        weak = next(step for step in steps if standings[step].inherited == effective)
        return self.text("status.by_exposure", path=self.link(weak))

    def _recognised(self, mark: Mark) -> Markup:
        key = f"status.by_{mark.recogniser}"
        if self.text.has(key):
            return self.text(key)
        return self.text("status.by_annotation", recogniser=mark.recogniser)

    def path(self, part: Part) -> Markup:
        """The best way to the part, every step a link; empty where nothing leads to it."""
        steps = why(part.address, self.shelf.standings)
        return Markup(" → ").join(self.link(step) for step in steps)

    def deprecation(self, deprecation: Deprecation) -> Markup:
        """The box that says when the part goes, what takes over, and the source's own words."""
        return self.words.deprecation(deprecation, self._replacements(deprecation), self.lang)

    def instead(self, deprecation: Deprecation) -> Markup:
        """What takes over."""
        return self.words.instead(deprecation, self._replacements(deprecation))

    def _replacements(self, deprecation: Deprecation) -> list[Markup]:
        return [self.link(address) for address in deprecation.replacement]

    def deprecated(self, part: Part) -> Sequence[tuple[Part, Deprecation]]:
        """The members that are deprecated, however deep on the same page."""
        found: list[tuple[Part, Deprecation]] = []
        for child in part.children:
            if child.deprecation is not None:
                found.append((child, child.deprecation))
            if child.address not in self.shelf.with_page:
                found.extend(self.deprecated(child))
        return found

    def brief(self, part: Part) -> Markup:
        """The first sentence of the description."""
        said = brief(part.description)
        return Markup(f"<span{self.lang}>{said}</span>") if self.lang and said else said

    def mixed(self, part: Part) -> Markup:
        """How the members of a container stand, where they do not all stand as the API does."""
        if part.type is not None:
            return Markup()
        counts = self.shelf.contracts(part.children)
        if not counts or (len(counts) == 1 and part.address in self.shelf.deviating):
            return Markup()
        own = self.shelf.promises.contract_id(self.shelf.standings[part.address].effective)
        return Markup() if set(counts) == {own} else self.words.mixed(counts)

    def differing(self, key: str, parts: Iterable[Part]) -> Markup:
        """How many of the parts have another contract than the API; `key` is the sentence's."""
        return self.words.differing(key, self.shelf.contracts(parts), self.shelf.api.status)

    def count(self, parts: Iterable[Part]) -> Markup:
        """How many there are: the number, and those of each level for the level selector."""
        return self.counted(self.shelf.levels.up_to(self.shelf.contracts(parts)))

    def counted(self, by_level: Sequence[int]) -> Markup:
        """The same from the numbers up to each level."""
        said = self.text.number(by_level[-1])
        if by_level[0] == by_level[-1]:
            return escape(said)
        counts = " ".join(map(str, by_level))
        return Markup(f'<span data-counts="{counts}">{escape(said)}</span>')

    def answer(self, part: Part) -> Sequence[Part]:
        """What is in the value of a part: its type's members, for an abstract type those it may be.

        Where the type only wraps another, the other's.
        """
        meant = self.shelf.meant(part)
        if meant is None:
            return ()
        return meant.children or [self.shelf.parts[address] for address in meant.refers]

    def beside(self, part: Part) -> Sequence[Part]:
        """What a wrapping type holds besides what it wraps."""
        target = self.shelf.target(part)
        found = target.details.get("beside") if target is not None else None
        return [self.shelf.parts[address] for address in found] if isinstance(found, tuple) else ()

    def input(self, part: Part) -> Sequence[Part]:
        """What a call of the part takes: its arguments, and the members of their types."""
        taken = list(part.children)
        for argument in part.children:
            meant = self.shelf.meant(argument)
            if meant is not None:
                taken.extend(meant.children)
        return taken

    @cached_property
    def banner(self) -> Markup:
        """That the API as a whole comes to its end, for the head of each of its pages."""
        return self.words.banner(self.shelf.api, self.shelf.apis, self.folder)

    def used_by(self, address: Address) -> Sequence[tuple[str, Sequence[Markup]]]:
        """Links to what refers to the part, by the kind of the referring part."""
        groups: dict[str, list[Markup]] = {}
        for user in self._in_order(self.shelf.users(address)):
            groups.setdefault(self.shelf.kind_key(user), []).append(self.link(user.address))
        return list(groups.items())

    def entries_to(self, address: Address) -> Sequence[Markup]:
        """Links to the entry points that give or take the part."""
        return [self.link(part.address) for part in self._in_order(self.shelf.entries_to(address))]

    def _in_order(self, parts: Iterable[Part]) -> list[Part]:
        return self.text.in_order(parts, lambda part: part.coordinate)


def required_first(part: Part) -> list[Part]:
    """The members in the spec's order, those that must be given before the others."""
    return sorted(part.children, key=lambda child: not child.required)
