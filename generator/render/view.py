"""What templates see of a part: ready pieces, nothing left to decide."""

from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property, lru_cache
from types import MappingProxyType

from markupsafe import Markup, escape

from generator.contract.standing import Standing, why
from generator.model.about import Link
from generator.model.address import Address
from generator.model.deprecation import Deprecation
from generator.model.part import Part
from generator.model.status import Mark, Status
from generator.model.types import ListOf, Named, Type, targets
from generator.render.arrange import Block, arranged, in_order, is_repeated, occurs
from generator.render.badge import mark_of, quiet
from generator.render.calls import endpoints
from generator.render.examples import ExampleView, examples, has_long
from generator.render.limits import facts, limits
from generator.render.links import relative
from generator.render.nested import Definition, Nesting
from generator.render.promotion import Request, request
from generator.render.prose import brief, prose
from generator.render.shelf import Shelf
from generator.render.values import Values

_MOST_SHOWN = 12
"""Of links in one line; past that they stand behind a click."""
_MOST_AT_ALL = 200
"""Of links behind a click; past that only their number is told."""
_NO_LINKS: Mapping[str, Address] = MappingProxyType({})
_NOTHING = Markup()


class PartView:
    """One part as a page shows it; every text is HTML, `anchor` and the names plain text.

    A part is asked for little where another has been told in the same words: what takes work is
    done when a template asks for it.
    """

    def __init__(
        self, folder: "FolderView", source: Part, name: str, *, is_here: bool, deep: bool
    ) -> None:
        """`name` is the path to a member that lies in another of its kind.

        A part that stands on another page has no `anchor`, and `href` leads there.
        """
        address = source.address
        self._folder, self.source, self.name, self._is_here = folder, source, name, is_here
        self.kind = folder.shelf.kind_key(source)
        """The end of text keys and template names."""
        self.anchor = folder.shelf.places[address][1] if is_here else ""
        self.level = folder.shelf.level[address]
        """The number of the level the part is on."""
        self.children: Sequence[PartView] = folder.within_page(self) if deep else ()
        """What the part holds on its own page, or what the part that it stands for holds."""

    @property
    def is_here(self) -> bool:
        """Whether the part is on its own page."""
        return self._is_here

    @property
    def required(self) -> bool:
        """Whether it must be given."""
        return self.source.required

    @property
    def default(self) -> str | None:
        """What is taken where nothing is given."""
        return self.source.default

    @property
    def details(self) -> Mapping[str, object]:
        """What only the format's templates need."""
        return self.source.details

    @property
    def has_more(self) -> bool:
        """Whether `details` hold more than the part's object."""
        return len(self.source.details) > 1

    @property
    def coordinate(self) -> str:
        """The address as printed for readers."""
        return self.source.coordinate

    @property
    def title(self) -> str:
        """What the spec calls it in words; empty where that says no more than the name."""
        return self._folder.title(self.source)

    @property
    def href(self) -> str:
        """The link to the part."""
        return f"#{self.anchor}" if self._is_here else self._folder.href(self.source.address)

    @property
    def type(self) -> Markup:
        """The type in the format's notation; empty where there is none."""
        type_ = self.source.type
        return _NOTHING if type_ is None else self._folder.type(type_)

    @property
    def page_of(self) -> Markup:
        """What the type is a page of, where it is one."""
        type_ = self.source.type
        return _NOTHING if type_ is None else self._folder.page_of(type_)

    @property
    def status(self) -> Markup:
        """How the part stands."""
        folder = self._folder
        return folder.status(self.source) if self._is_here else folder.short_status(self.source)

    @property
    def mark(self) -> Markup:
        """The same as the proof of marks counts it, on the part's own page."""
        return self._folder.marked(self.kind, self.status) if self._is_here else self.status

    @property
    def description(self) -> Markup:
        """What the spec says of it."""
        return self._folder.description(self.source)

    @property
    def deprecation(self) -> Markup:
        """The box about its end; empty where there is none in sight."""
        ends = self.source.deprecation
        return _NOTHING if ends is None else self._folder.deprecation(ends)

    @property
    def is_asked(self) -> bool:
        """Whether it is a part for which a stronger contract may be asked."""
        return self._is_here and self._folder.is_asked(self.source)

    @cached_property
    def request(self) -> Request | None:
        """What asks for a stronger contract, where one may be asked for and there is one."""
        return request(self._folder.shelf, self.source) if self.is_asked else None


class FolderView:
    """Views of one API's parts as pages in one folder see them: links are relative to it."""

    def __init__(self, shelf: Shelf, folder: str) -> None:
        self.shelf, self.folder = shelf, folder
        self.words, self.text = shelf.words, shelf.words.text
        self._levels = shelf.words.templates.get_template("levels.html")
        self._links: dict[Address, Markup] = {}
        self._types: dict[Type, Markup] = {}
        self._statuses: dict[object, Markup] = {}
        self._short_statuses: dict[tuple[Status, bool], Markup] = {}
        self._marks: dict[tuple[str, Markup], Markup] = {}
        self._tails: dict[object, Markup] = {}
        self._inlined: dict[tuple[Address, bool], Markup] = {}
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
        line = Markup(", ").join(links[:_MOST_AT_ALL])
        if len(links) <= _MOST_SHOWN:
            return line
        if len(links) > _MOST_AT_ALL:
            line += Markup(" ") + self.text("part.and_more", n=len(links) - _MOST_AT_ALL)
        summary = self.text("part.show_all")
        return Markup(f"<details><summary>{summary}</summary>{line}</details>")

    def view(
        self, part: Part, *, deep: bool = True, is_here: bool = True, name: str | None = None
    ) -> PartView:
        """The part for a template, with what it holds on its page; without `deep` alone.

        With `is_here` it is on its own page.
        """
        return PartView(self, part, name or part.name, is_here=is_here, deep=deep)

    def within_page(self, part: PartView) -> Sequence[PartView]:
        """What the part holds on its own page, or what the part that it stands for holds."""
        source = part.source
        holder = source if source.children else self.shelf.stands_for(source)
        if holder is None:
            return ()
        is_here = part.is_here and holder is source
        return [
            self.view(child, is_here=is_here, name=_path(child, holder, part.name))
            for child in in_order(holder)
            if child.address not in self.shelf.with_page
        ]

    def is_asked(self, part: Part) -> bool:
        """Whether its own page, or its own deviating, makes a part one to ask for."""
        return part.address in self.shelf.with_page or self._deviates_by_itself(part)

    def marked(self, kind: str, status: Markup) -> Markup:
        """The status as the proof that every part is marked looks for it."""
        found = self._marks.get((kind, status))
        if found is None:
            found = self._marks[kind, status] = mark_of(kind, status)
        return found

    @staticmethod
    def at(part: PartView) -> Markup:
        """The attributes that make an element the place of the part, where it is on this page."""
        level = f' data-level="{part.level}"' if part.level else ""
        return Markup(f' id="{escape(part.anchor)}"{level}' if part.anchor else level)

    def tail(self, part: PartView) -> Markup:
        """What the format says of a part after its name; made once for all alike."""
        key = _alike(part)
        if key is None:
            return self._tail(part)
        found = self._tails.get(key)
        if found is None:
            found = self._tails[key] = self._tail(part)
        return found

    @cached_property
    def _told(self) -> Callable[..., Markup]:
        """The macro `tail` of the format's `tail.html`."""
        name = f"{self.shelf.spec.format}/tail.html"
        macro: Callable[..., Markup] = self.words.templates.get_template(name).module.tail  # type: ignore[attr-defined]  # a macro
        return macro

    def _tail(self, part: PartView) -> Markup:
        return self._told(part, self, self.text)

    def short_mark(self, part: PartView) -> Markup:
        """The mark in one word, where the part stands as its API."""
        if not part.anchor or self.shelf.standings[part.source.address].deviates:
            return part.mark
        return self.marked(part.kind, self.short_status(part.source))

    def title(self, part: Part) -> str:
        """What the spec calls the part in words, where that says more than its name."""
        if not part.title or _letters(part.title) == _letters(part.name):
            return ""
        return part.title

    def _deviates_by_itself(self, part: Part) -> bool:
        """Whether a part deviates, and not only because what encloses it does."""
        deviating = self.shelf.deviating
        if part.address not in deviating:
            return False
        outer = self.shelf.enclosing.get(part.address)
        around = None if outer is None else deviating.get(outer.address)
        return part.mark is not None or around != deviating[part.address]

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

    def description(self, part: Part) -> Markup:
        """What the spec says of the part."""
        return self.prose(part.description, part.links)

    def prose(self, text: str, links: Mapping[str, Address] = _NO_LINKS) -> Markup:
        """A text out of the spec, marked where it is in another language than the page.

        `links` are the targets in it that mean parts.
        """
        html = prose(text, self._hrefs(links) if links else ())
        return Markup(f"<div{self.lang}>{html}</div>") if self.lang and html else html

    def _hrefs(self, links: Mapping[str, Address]) -> tuple[tuple[str, str], ...]:
        """What leads to the parts, by the links' targets as written."""
        return tuple((to, self.href(address)) for to, address in links.items())

    def type(self, type_: Type) -> Markup:
        """The type in the format's notation, its names linked."""
        found = self._types.get(type_)
        if found is None:
            found = self._types[type_] = Markup("").join(
                Markup(f'<a href="{escape(self.href(target))}">{escape(run)}</a>')
                if target is not None
                else escape(run)
                for run, target in self.shelf.spec.notation(type_)
            )
        return found

    def code(self, type_: Type) -> Markup:
        """The type as a piece of code."""
        return Markup(f'<code class="type">{self.type(type_)}</code>')

    def one(self, part: Part) -> Markup:
        """The type of one value where the part's details tell how many there may be."""
        type_ = part.type
        if isinstance(type_, ListOf) and is_repeated(part):
            type_ = type_.item
        return Markup() if type_ is None else self.code(type_)

    def page_of(self, type_: Type) -> Markup:
        """That a type is a page of results, and of what; empty for any other."""
        target = type_.target if isinstance(type_, Named) else None
        wraps = self.shelf.parts[target].wraps if target is not None else None
        return _NOTHING if wraps is None else self.text("part.page_of", item=self.link(wraps))

    def status(self, part: Part) -> Markup:
        """A quiet word where the part stands as its API, else a badge and where it comes from."""
        standing = self.shelf.standings[part.address]
        source = self._source(part) if standing.deviates else _NOTHING
        key = (standing.effective, standing.deviates, source)
        found = self._statuses.get(key)
        if found is None:
            found = self._statuses[key] = self.words.standing(
                standing.effective, standing.deviates, self.folder, source
            )
        return found

    def badge(self, part: Part) -> Markup:
        """As `status`, without where it comes from: for where the whole path is told."""
        standing = self.shelf.standings[part.address]
        return self.words.standing(standing.effective, standing.deviates, self.folder, Markup())

    def short_status(self, part: Part) -> Markup:
        """The same in one word, for lists."""
        standing = self.shelf.standings[part.address]
        key = standing.effective, standing.deviates
        if key not in self._short_statuses:
            self._short_statuses[key] = self._short_status(standing)
        return self._short_statuses[key]

    def if_deviating(self, part: Part) -> Markup:
        """The same where the part deviates, else nothing."""
        deviates = self.shelf.standings[part.address].deviates
        return Markup(" {}").format(self.short_status(part)) if deviates else Markup()

    def _short_status(self, standing: Standing) -> Markup:
        if standing.deviates:
            return self.words.chip(standing.effective, self.folder)
        word = self.words.status(standing.effective)
        return quiet(word)

    def named(self, address: Address) -> Markup:
        """What readers call the part, leading to it."""
        part = self.shelf.parts[address]
        return Markup('<a href="{}">{}</a>').format(
            self.href(address), self.said(self.shelf.called(part))
        )

    def names(self, names: Iterable[object]) -> Markup:
        """Names in a line."""
        return Markup(", ").join(Markup("<code>{}</code>").format(name) for name in names)

    def outward(self, link: Link) -> Markup:
        """A link out of the site, in the spec's words where it has any."""
        return self.words.external(link.url, link.text)

    def facts(self, details: Mapping[str, object]) -> Sequence[Markup]:
        """What is true of a value, in words."""
        return list(facts(self.text, self.shelf.spec.format, details))

    def limits(self, details: Mapping[str, object]) -> Sequence[Markup]:
        """The same, and what limits the value."""
        of_format = list(limits(self.text, self.shelf.spec.format, details))
        return [*self.facts(details), *of_format]

    def examples(self, part: Part) -> Sequence[tuple[ExampleView, str]]:
        """The examples of a part, each with the link to the file that has all of it."""
        return [
            (e, self.words.shared(self.folder, e.path) if e.path else "")
            for e in examples(self.shelf, part)
        ]

    @staticmethod
    def arranged(parts: Sequence[PartView]) -> Sequence[Block[PartView]]:
        """The members by the choices they are in."""
        return arranged(parts)

    @staticmethod
    def occurs(part: PartView) -> str:
        """How often a member may occur, where that is not once."""
        return occurs(part.source)

    @cached_property
    def _nesting(self) -> Nesting:
        return Nesting(self)

    def definition(self, part: Part, share: int = 1) -> Definition:
        """What a value of the part holds, level by level; the page has `share` of them."""
        return self._nesting.definition(part, share)

    def above(self, part: Part) -> Sequence[tuple[Part, Markup]]:
        """What the part builds on, the furthest first, each with what it holds itself."""
        return [(base, self._nesting.alone(base)) for base in reversed(self.bases(part))]

    @cached_property
    def value(self) -> Values:
        """What is said of values, on whichever pages that is."""
        return Values(self.shelf)

    def endpoints(self, part: Part) -> Sequence[tuple[Markup, str]]:
        """Where a part with an address of its own answers: each environment's name and address."""
        url = part.details.get("url")
        return endpoints(self.shelf, url if isinstance(url, str) else "")

    @staticmethod
    def in_order(part: Part) -> Sequence[Part]:
        """The members as a reader wants them."""
        return in_order(part)

    @staticmethod
    def members(part: Part, kind: str) -> Sequence[Part]:
        """The members of one kind, as the spec has them."""
        return [child for child in part.children if child.kind == kind]

    @staticmethod
    def of_kind(part: PartView, kind: str) -> Sequence[PartView]:
        """The members of one kind."""
        return [child for child in part.children if child.kind == kind]

    def has_below(self, part: PartView, name: str) -> bool:
        """Whether something of that name is on the page below the part."""
        return any(c.name == name or self.has_below(c, name) for c in part.children)

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
            if child.address not in self.shelf.with_page and child.children:
                found.extend(self.deprecated(child))
        return found

    def said(self, text: str) -> Markup:
        """A few plain words out of the spec, marked where they are in another language."""
        return Markup("<span{}>{}</span>").format(self.lang, text) if self.lang else escape(text)

    def brief(self, part: Part) -> Markup:
        """The first sentence of the description."""
        said = brief(part.description, tuple(part.links))
        return Markup(f"<span{self.lang}>{said}</span>") if self.lang and said else said

    def mixed(self, part: Part) -> Markup:
        """How the members of a container stand, where they do not all stand as the API does."""
        return Markup() if part.type is not None else self.mix(part, part.children)

    def mix(self, part: Part, members: Iterable[Part]) -> Markup:
        """The same for the members given."""
        counts = self.shelf.contracts(members)
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

    def meant(self, part: Part) -> Sequence[Part]:
        """The parts with pages that a value of the part is made of, first level.

        What only names another is left out for the other.
        """
        found: list[Part] = []
        seen = {part.address}
        waiting = [*reversed(self._named(part))]
        while waiting and len(found) < _MOST_SHOWN:
            target = self.shelf.parts[waiting.pop()]
            if target.address in seen or target.address not in self.shelf.with_page:
                continue
            seen.add(target.address)
            inner = () if target.children else self._named(target)
            waiting.extend(reversed(inner))
            if not inner:
                found.append(target)
        return found

    @staticmethod
    def _named(part: Part) -> tuple[Address, ...]:
        """The parts that the type names, and those that the part builds on."""
        extends = part.details.get("extends")
        return (*targets(part.type), *(extends if isinstance(extends, tuple) else ()))

    def inlined(self, part: Part, *, alone: bool = False) -> Markup:
        """What a part holds, as its format shows it on other pages; made once for a folder.

        With what it builds on, unless it is shown `alone`.
        """
        key = part.address, alone
        if key not in self._inlined:
            name = f"{self.shelf.spec.format}/inlined.html"
            template = self.words.templates.get_template(name)
            holders = [part] if alone else [part, *self.bases(part)]
            html = template.render(part=part, holders=holders, view=self, t=self.text)
            self._inlined[key] = Markup(html)
        return self._inlined[key]

    def bases(self, part: Part) -> Sequence[Part]:
        """What the part builds on, and what that builds on, nearest first."""
        found: dict[Address, Part] = {}
        waiting = deque(self._extended(part))
        while waiting:
            base = self.shelf.parts[waiting.popleft()]
            if base.address not in found and base is not part:
                found[base.address] = base
                waiting.extend(self._extended(base))
        return list(found.values())

    @staticmethod
    def _extended(part: Part) -> tuple[Address, ...]:
        extends = part.details.get("extends")
        return extends if isinstance(extends, tuple) else ()

    def contents(self, part: Part) -> Sequence[Part]:
        """What is in the values a part holds, one level deep, each once."""
        found: dict[Address, Part] = {}
        for child in (self.shelf.stands_for(part) or part).children:
            inner = list(child.children)
            for meant in self.meant(child):
                for holder in (meant, *self.bases(meant)):
                    inner.extend(holder.children)
            found.update((member.address, member) for member in inner or (child,))
        return list(found.values())

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
    def is_over(self) -> bool:
        """Whether the last day of the API as a whole has passed."""
        return self.shelf.promises.contract(self.shelf.api.status) is None

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


def _path(child: Part, holder: Part, name: str) -> str:
    """How a member is called on the page: by its path from the outermost of its kind."""
    if child.kind != holder.kind:
        return child.name
    step = child.address.removeprefix(holder.address).removesuffix(child.name)
    return f"{name}{step if step in ('.', '[].') else '.'}{child.name}"


def _alike(part: PartView) -> object:
    """What two parts must share to be told in the same words; None for one that is like no other.

    Long examples lie in files of their own, and what asks for a contract names the part.
    """
    source = part.source
    if part.is_asked or has_long(source):
        return None
    details = part.has_more and tuple(pair for pair in source.details.items() if pair[0] != "node")
    names = (part.name, source.name, source.title)
    said = (source.type, source.required, source.default, source.deprecation, source.description)
    key = (part.mark, *names, *said, tuple(source.links.items()), details)
    try:
        hash(key)
    except TypeError:
        return None
    return key


@lru_cache(maxsize=20_000)
def _letters(name: str) -> str:
    return "".join(filter(str.isalnum, name)).casefold()
