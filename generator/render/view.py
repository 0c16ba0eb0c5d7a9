"""What templates see of a part: ready pieces, nothing left to decide."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from markupsafe import Markup, escape

from generator.catalog.model import Api
from generator.contract.promise import Promises
from generator.contract.standing import Standings, why
from generator.contract.usage import usage
from generator.model.address import Address
from generator.model.deprecation import Deprecation
from generator.model.part import Part, Tree, enclosing, index
from generator.model.section import Notation, Section
from generator.model.status import Mark
from generator.model.types import Type, named
from generator.render.links import relative
from generator.render.places import places
from generator.render.prose import brief, prose
from generator.render.words import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class PartView:
    """One part as a page shows it; every text field is HTML, `anchor` and `name` plain text."""

    name: str
    coordinate: str
    kind: str
    anchor: str
    href: str
    type: Markup
    required: bool
    default: str | None
    status: Markup
    description: Markup
    deprecation: Markup
    details: Mapping[str, object]
    children: Sequence["PartView"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Spec:
    """What the pages tell of an API's spec: its files, and its parts with their standing.

    `format` is the format's id, `label` its name; `day` the snapshot's day, `is_stale`
    where a newer one cannot be used; `digest` a SHA-256.
    """

    format: str
    label: str
    day: date | None
    is_stale: bool
    files: tuple[str, ...]
    digest: str
    tree: Tree
    standings: Standings
    sections: tuple[Section, ...]
    notation: Notation


class Shelf:
    """Everything the pages of one API look up."""

    def __init__(self, api: Api, spec: Spec, words: Words) -> None:
        self.api, self.spec, self.words = api, spec, words
        self.standings = spec.standings
        self.sections = spec.sections
        self.promises: Promises = words.promises
        self.usage = usage(spec.tree)
        self.parts = index(spec.tree)
        self.enclosing = enclosing(spec.tree)
        self.places = places(api.id, spec.tree, spec.sections)
        self.with_page = {
            address
            for section in self.sections
            for address in (*section.parts, *((section.whole,) if section.whole else ()))
        }

        self.entry_sections = {
            address: section.id
            for section in spec.sections
            if section.whole is not None
            for address in section.parts
        }

    def kind_key(self, part: Part) -> str:
        """The part's kind as it stands in text keys and template names."""
        return part.kind.replace(" ", "-")

    @cached_property
    def deviating(self) -> Mapping[Address, str]:
        """The contract of each part that deviates."""
        return {
            address: self.promises.contract_id(standing.effective)
            for address, standing in self.standings.items()
            if standing.deviates
        }

    def members(self, part: Part) -> Counter[str]:
        """How many direct members of `part` stand under each contract."""
        return Counter(
            self.promises.contract_id(self.standings[child.address].effective)
            for child in part.children
        )


class FolderView:
    """Views of one API's parts as pages in one folder see them: links are relative to it."""

    def __init__(self, shelf: Shelf, folder: str) -> None:
        self.shelf, self.folder = shelf, folder
        self._words = shelf.words
        self._links: dict[Address, Markup] = {}
        self._types: dict[Type, Markup] = {}
        self._statuses: dict[object, Markup] = {}

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

    def view(self, part: Part, *, deep: bool = True) -> PartView:
        """The part for a template; without `deep` its children are left out."""
        return PartView(
            name=part.name,
            coordinate=part.coordinate,
            kind=self.shelf.kind_key(part),
            anchor=self.shelf.places[part.address][1],
            href=self.href(part.address),
            type=self.type(part.type) if part.type is not None else Markup(),
            required=part.required,
            default=part.default,
            status=self.status(part),
            description=prose(part.description),
            deprecation=self.deprecation(part.deprecation) if part.deprecation else Markup(),
            details=part.details,
            children=[self.view(child) for child in part.children] if deep else (),
        )

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

    def status(self, part: Part) -> Markup:
        """A quiet word where the part stands as its API, else a badge and where it comes from."""
        standing = self.shelf.standings[part.address]
        source = self._source(part) if standing.deviates else Markup()
        key = (standing.effective, standing.deviates, source)
        if key not in self._statuses:
            self._statuses[key] = self._words.standing(
                standing.effective, standing.deviates, self.folder, source
            )
        return self._statuses[key]

    def badge(self, part: Part) -> Markup:
        """As `status`, without where it comes from: for where the whole path is told."""
        standing = self.shelf.standings[part.address]
        return self._words.standing(standing.effective, standing.deviates, self.folder, Markup())

    def short_status(self, part: Part) -> Markup:
        """The same in one word, for lists."""
        standing = self.shelf.standings[part.address]
        if standing.deviates:
            return self._words.chip(standing.effective, self.folder)
        word = self._words.status(standing.effective)
        return Markup('<span class="quiet">{}</span>').format(word)

    def kind_text(self, part: Part) -> str:
        """The key of the part's kind in the texts; an entry point has its section's word."""
        entry = self.shelf.entry_sections.get(part.address)
        if entry is not None:
            return f"{self.shelf.spec.format}.entry.{entry}"
        return f"{self.shelf.spec.format}.kind.{self.shelf.kind_key(part)}"

    @staticmethod
    def has_any(details: Mapping[str, object], *keys: str) -> bool:
        """Whether `details` hold something under one of the keys."""
        return any(details.get(key) for key in keys)

    def home(self) -> str:
        """The link to the API's overview."""
        return relative(self.folder, f"{self.shelf.api.id}/index.html")

    def target(self, part: Part) -> Part | None:
        """The part that defines the named type of `part`."""
        target = named(part.type).target if part.type is not None else None
        return None if target is None else self.shelf.parts[target]

    def within(self, part: Part, holder: Part) -> str:
        """The part's coordinate without that of the part that holds it."""
        return part.coordinate.removeprefix(holder.coordinate).lstrip(".")

    def _source(self, part: Part) -> Markup:
        """What made the part deviate, in a few words."""
        text = self._words.text
        standing = self.shelf.standings[part.address]
        if standing.effective != standing.inherited:
            return self._exposed(part)
        if part.mark is not None:
            return self._recognised(part.mark)
        outer = self.shelf.enclosing.get(part.address)
        while outer is not None and outer.mark is None:
            outer = self.shelf.enclosing.get(outer.address)
        return text("status.as_enclosing", part=self.link(outer.address)) if outer else Markup()

    def _exposed(self, part: Part) -> Markup:
        """The weak step on the way to the part, or what encloses it if that is reached alike."""
        text, standings = self._words.text, self.shelf.standings
        effective = standings[part.address].effective
        outer = self.shelf.enclosing.get(part.address)
        if outer is not None and standings[outer.address].effective == effective:
            return text("status.as_enclosing", part=self.link(outer.address))
        steps = why(part.address, standings)
        weak = next(step for step in steps if standings[step].inherited == effective)
        return text("status.by_exposure", path=self.link(weak))

    def _recognised(self, mark: Mark) -> Markup:
        text = self._words.text
        key = f"status.by_{mark.recogniser}"
        if text.has(key):
            return text(key)
        return text("status.by_annotation", recogniser=mark.recogniser)

    def path(self, part: Part) -> Markup:
        """The best way to the part, every step a link; empty where nothing leads to it."""
        steps = why(part.address, self.shelf.standings)
        return Markup(" → ").join(self.link(step) for step in steps)

    def deprecation(self, deprecation: Deprecation) -> Markup:
        """The box that says when the part goes, what takes over, and the source's own words."""
        return self._words.deprecation(
            deprecation, [self.link(address) for address in deprecation.replacement]
        )

    def brief(self, part: Part) -> Markup:
        """The first sentence of the description."""
        return brief(part.description)

    def mixed(self, part: Part) -> Markup:
        """How the members of a container stand, where they do not all stand as the API does."""
        if part.type is not None:
            return Markup()
        counts = self.shelf.members(part)
        if not counts or (len(counts) == 1 and part.address in self.shelf.deviating):
            return Markup()
        own = self.shelf.promises.contract_id(self.shelf.standings[part.address].effective)
        return Markup() if set(counts) == {own} else self._words.mixed(counts)

    def members_line(self, part: Part) -> Markup:
        """How many direct members have another contract than the API."""
        counts = self.shelf.members(part)
        total = sum(counts.values())
        top = self.shelf.promises.contract_id(self.shelf.api.status)
        deviating = total - counts[top]
        text = self._words.text
        if total == 0:
            return Markup()
        if deviating == 0:
            return text("status.members_as_api", n=total)
        return text("status.deviating_members", n=deviating, total=total)

    def used_by(self, address: Address) -> Sequence[tuple[str, Sequence[Markup]]]:
        """Links to what refers to the part, by the kind of the referring part."""
        groups: dict[str, list[Markup]] = {}
        text = self._words.text
        users: Iterable[Part] = self.shelf.usage.get(address, ())
        for user in text.in_order(users, lambda part: part.coordinate):
            groups.setdefault(self.shelf.kind_key(user), []).append(self.link(user.address))
        return list(groups.items())
