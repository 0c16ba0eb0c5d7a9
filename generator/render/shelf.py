"""What the pages of one API look up: its spec, its parts by address, who refers to whom."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from markupsafe import Markup

from generator.catalog.model import Api
from generator.contract.levels import Levels
from generator.contract.promise import Promises
from generator.contract.standing import Standings
from generator.contract.usage import usage
from generator.model.address import Address, file_names
from generator.model.call import LevelCall
from generator.model.copy import Copy
from generator.model.finding import Finding
from generator.model.part import Part, Tree
from generator.model.section import Notation, Section
from generator.model.types import named, targets
from generator.render.places import places
from generator.render.words import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Spec:
    """What the pages tell of an API's spec: its files, and its parts with their standing.

    `format` is the format's id, `label` its name; `day` the snapshot's day, `is_stale`
    where a newer one cannot be used; `digest` a SHA-256; `source` writes a part as its format does.
    `copies` are made of the files, and tell of the standing; `findings` are about making calls.
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
    source: Callable[[Part], str]
    calls: Mapping[Address, Sequence[LevelCall]]
    findings: tuple[Finding, ...] = ()
    copies: tuple[Copy, ...] = ()


class Shelf:
    """Everything the pages of one API look up."""

    def __init__(self, api: Api, spec: Spec, apis: Mapping[str, Api], words: Words) -> None:
        """`apis` are all of the catalogue by id."""
        self.api, self.spec, self.apis, self.words = api, spec, apis, words
        self.standings = spec.standings
        self.sections = spec.sections
        self.promises: Promises = words.promises
        language = api.language or words.promises.catalog.language
        self.language = language
        """The language of the spec's own texts."""
        is_other = language != words.text.language
        self.lang = Markup(f' lang="{language}"') if is_other else Markup()
        """The attribute for text out of the spec, empty where the page is in its language."""
        self.usage = usage(spec.tree)
        self.parts = spec.tree.by_address
        self.enclosing = spec.tree.enclosing
        self.places = places(api.id, spec.tree, spec.sections)
        self.with_page = {
            address
            for section in self.sections
            for address in (*section.parts, *((section.whole,) if section.whole else ()))
        }

        self.entry_sections = {
            address: section.id
            for section in spec.sections
            if section.opens
            for address in section.parts
        }
        self.titled = {
            address for section in spec.sections if section.is_titled for address in section.parts
        }
        """The parts that readers know by their titles."""

    def called(self, part: Part) -> str:
        """What readers call the part: its title where they know it by that, else its name."""
        return (part.title if part.address in self.titled else "") or part.name

    def kind_key(self, part: Part) -> str:
        """The part's kind as it stands in text keys and template names."""
        return part.kind.replace(" ", "-")

    def kind_text(self, part: Part) -> str:
        """The key of the part's kind in the texts; an entry point has its section's word."""
        entry = self.entry_sections.get(part.address)
        if entry is not None:
            return f"{self.spec.format}.entry.{entry}"
        return f"{self.spec.format}.kind.{self.kind_key(part)}"

    @cached_property
    def deviating(self) -> Mapping[Address, str]:
        """The contract of each part that deviates."""
        return {
            address: self.contract[address]
            for address, standing in self.standings.items()
            if standing.deviates
        }

    @cached_property
    def file_names(self) -> Mapping[str, str]:
        """A file name for each part that has something in a file of its own."""
        found = [a for a, part in self.parts.items() if "examples" in part.details]
        names = file_names(found)
        return {address: names[address] for address in found}

    @cached_property
    def support(self) -> frozenset[Address]:
        """The parts that only serve others."""
        return frozenset().union(*(section.support for section in self.sections))

    @cached_property
    def levels(self) -> Levels:
        """The levels a client can opt in to."""
        return Levels(self.promises, self.api.status)

    @cached_property
    def contract(self) -> Mapping[Address, str]:
        """The id of the contract each part stands under."""
        ids = {
            s: self.promises.contract_id(s) for s in {s.effective for s in self.standings.values()}
        }
        return {address: ids[standing.effective] for address, standing in self.standings.items()}

    @cached_property
    def level(self) -> Mapping[Address, int]:
        """The level each part is on."""
        level_of = self.levels.of_contract
        return {address: level_of(contract) for address, contract in self.contract.items()}

    def contracts(self, parts: Iterable[Part]) -> Counter[str]:
        """How many of the parts stand under each contract."""
        return Counter([self.contract[part.address] for part in parts])

    def target(self, part: Part) -> Part | None:
        """The part that defines the named type of `part`."""
        type_ = named(part.type) if part.type is not None else None
        return None if type_ is None or type_.target is None else self.parts[type_.target]

    def meant(self, part: Part) -> Part | None:
        """The same, and where that only wraps another, the one it wraps."""
        target = self.target(part)
        return target if target is None or target.wraps is None else self.parts[target.wraps]

    def stands_for(self, part: Part) -> Part | None:
        """The part that says all there is to say of a part that only refers to it."""
        found: Part | None = None
        passed = {part.address}
        while not part.children and len(part.refers) == 1:
            target = self.parts[part.refers[0]]
            is_other = (
                target.kind != part.kind
                or target.address in targets(part.type)
                or builds_on(part, target)
            )
            if is_other or target.address in passed or part.address in target.refers:
                break
            passed.add(target.address)
            found = part = target
        return found

    def users(self, address: Address) -> tuple[Part, ...]:
        """What refers to the part, but for those that only serve others."""
        return tuple(
            user
            for user in self.usage.get(address, ())
            if self._around(user).address not in self.support or address in self.support
        )

    def entries_to(self, address: Address) -> tuple[Part, ...]:
        """The entry points that give or take the part itself, or wrapped in what only serves."""
        found: dict[Address, Part] = {}
        seen, waiting = {address}, [address]
        while waiting:
            for user in self.usage.get(waiting.pop(), ()):
                outer = self._around(user)
                entry = self.entry_around(user)
                if entry is not None:
                    found[entry.address] = entry
                if outer.address in self.support and outer.address not in seen:
                    seen.add(outer.address)
                    waiting.append(outer.address)
        return tuple(found.values())

    def entry_around(self, part: Part) -> Part | None:
        """The entry point that the part is, or that encloses it; None where there is none."""
        around: Part | None = part
        while around is not None and around.address not in self.entry_sections:
            around = self.enclosing.get(around.address)
        return around

    def _around(self, part: Part) -> Part:
        return self.enclosing.get(part.address, part)


def builds_on(part: Part, other: Part) -> bool:
    """Whether the part adds to the other or narrows it, so that it is no mere reference."""
    extends = part.details.get("extends")
    is_extended = isinstance(extends, tuple) and other.address in extends
    return is_extended or part.details.get("base") == other.address
