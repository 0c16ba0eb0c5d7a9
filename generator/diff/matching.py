"""Which part of the new snapshot is which of the old one: by address, then by likeness."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from generator.diff.dialect import Dialect
from generator.diff.rules import limits_of
from generator.model.address import Address
from generator.model.part import Part, Tree, walk
from generator.model.types import named

_ALIKE = 0.6
"""The share of members that two parts have in common for one to be the other renamed."""


@dataclass(slots=True)
class Match:
    """Pairs of one part in both; what is likely renamed; what is gone, and what is new.

    Of `removed` and `added` only the outermost: what they hold goes and comes with them.
    """

    old: Tree
    new: Tree
    pairs: list[tuple[Part, Part]] = field(default_factory=list)
    renamed: list[tuple[Part, Part]] = field(default_factory=list)
    removed: dict[Address, Part] = field(default_factory=dict)
    added: dict[Address, Part] = field(default_factory=dict)
    _new_of: dict[Address, Address] = field(default_factory=dict)

    def is_same(self, old: Address, new: Address) -> bool:
        """Whether the two are one part."""
        return self._new_of.get(old, old) == new

    def around(self, part: Part) -> tuple[Part, Part] | None:
        """The pair that encloses a part of the new snapshot."""
        outer = self.new.enclosing.get(part.address)
        before = None if outer is None else self.old.by_address.get(outer.address)
        return None if outer is None or before is None else (before, outer)

    def holders(self, part: Part) -> tuple[Part, Part] | None:
        """The pair that encloses a part of either snapshot."""
        outer = self.new.enclosing.get(part.address) or self.old.enclosing.get(part.address)
        if outer is None:
            return None
        before = self.old.by_address.get(outer.address)
        after = self.new.by_address.get(self._new_of.get(outer.address, outer.address))
        return None if before is None or after is None else (before, after)

    def pair(self, before: Part, after: Part) -> None:
        """Notes that the two are one."""
        self.pairs.append((before, after))
        if before.address != after.address:
            self._new_of[before.address] = after.address


def match(old: Tree, new: Tree, dialect: Dialect) -> Match:
    """Matches the parts of two snapshots of one spec."""
    found = Match(old, new)
    gone = {a for a in old.by_address if a not in new.by_address}
    come = {a for a in new.by_address if a not in old.by_address}
    for address, part in new.by_address.items():
        if address not in come:
            found.pair(old.by_address[address], part)
    found.removed.update((part.address, part) for part in _outermost(old, gone))
    found.added.update((part.address, part) for part in _outermost(new, come))
    renames = list(_renames(found.removed.values(), found.added.values(), old, new))
    for before, after in renames:
        del found.removed[before.address], found.added[after.address]
        if before.kind not in dialect.nameless or before.address in old.enclosing:
            found.renamed.append((before, after))
        found.pair(before, after)
        _pair_members(found, before, after)
    if not dialect.names_travel:
        _pair_written_out(found)
    return found


def _pair_written_out(found: Match) -> None:
    """Pairs what a part holds itself with what the type holds that it names on the other side.

    What the type holds stays a part of its own: it neither comes nor goes by that.
    """
    for before, after in list(found.pairs):
        if before.children and not after.children:
            target = _target(after, found.new)
            if target is not None and target.children:
                for child in before.children:
                    found.removed.pop(child.address, None)
                _pair_members(found, before, target, is_new_told=False)
        elif after.children and not before.children:
            target = _target(before, found.old)
            if target is not None and target.children:
                for child in after.children:
                    found.added.pop(child.address, None)
                _pair_members(found, target, after, is_old_told=False)


def _target(part: Part, tree: Tree) -> Part | None:
    type_ = named(part.type) if part.type is not None else None
    return None if type_ is None or type_.target is None else tree.by_address.get(type_.target)


def is_same_shape(one: Part, other: Part, deep: int = 6) -> bool:
    """Whether two parts of different names hold the same."""
    if one.type != other.type or len(one.children) != len(other.children):
        return False
    members = {(c.kind, c.name): c for c in other.children}
    for child in one.children:
        twin = members.get((child.kind, child.name))
        if twin is None or child.required != twin.required or limits_of(child) != limits_of(twin):
            return False
        if deep and not is_same_shape(child, twin, deep - 1):
            return False
    return True


def _pair_members(
    found: Match, before: Part, after: Part, *, is_old_told: bool = True, is_new_told: bool = True
) -> None:
    """Pairs what two parts of different addresses hold, by the names of the members.

    A member that has no twin is gone or new, where the part around it is told of on that side.
    """
    twins = {(child.kind, child.name): child for child in after.children}
    for child in before.children:
        twin = twins.pop((child.kind, child.name), None)
        if twin is not None:
            found.pair(child, twin)
            _pair_members(found, child, twin, is_old_told=is_old_told, is_new_told=is_new_told)
        elif is_old_told:
            found.removed[child.address] = child
    if is_new_told:
        found.added.update((child.address, child) for child in twins.values())


def _outermost(tree: Tree, of: set[Address]) -> Iterator[Part]:
    for part, outer in walk(tree.parts):
        if part.address in of and (outer is None or outer.address not in of):
            yield part


def _renames(
    removed: Iterable[Part], added: Iterable[Part], old: Tree, new: Tree
) -> Iterator[tuple[Part, Part]]:
    """Pairs that are likely one part under a new name: each the only one like the other."""
    by_place: dict[object, tuple[list[Part], list[Part]]] = {}
    for part in removed:
        by_place.setdefault(_place(part, old), ([], []))[0].append(part)
    for part in added:
        by_place.setdefault(_place(part, new), ([], []))[1].append(part)
    for gone, come in by_place.values():
        yield from _only_likes(gone, come)


def _place(part: Part, tree: Tree) -> object:
    outer = tree.enclosing.get(part.address)
    return None if outer is None else outer.address, part.kind


def _only_likes(gone: list[Part], come: list[Part]) -> Iterator[tuple[Part, Part]]:
    if len(gone) * len(come) > 10_000:
        return  # so much has changed that no guess is worth its time
    likes = {part.address: [other for other in come if _is_alike(part, other)] for part in gone}
    claims: Mapping[Address, int] = _claims(likes.values())
    for part in gone:
        mine = likes[part.address]
        if len(mine) == 1 and claims[mine[0].address] == 1:
            yield part, mine[0]


def _claims(likes: Iterable[list[Part]]) -> Mapping[Address, int]:
    found: dict[Address, int] = {}
    for others in likes:
        for other in others:
            found[other.address] = found.get(other.address, 0) + 1
    return found


def _is_alike(one: Part, other: Part) -> bool:
    """Whether two parts of one kind in one place may be the same under two names."""
    if one.children or other.children:
        names = {(c.kind, c.name) for c in one.children}
        others = {(c.kind, c.name) for c in other.children}
        most = max(len(names), len(others))
        return len(names & others) / most >= _ALIKE and most > 1
    if one.type is None or one.type != other.type or one.required != other.required:
        return False
    return _is_like_named(one.name, other.name)


def _is_like_named(one: str, other: str) -> bool:
    """Whether names share most of their letters in order, or one is part of the other."""
    one, other = one.casefold(), other.casefold()
    if min(len(one), len(other)) >= 3 and (one in other or other in one):
        return True
    return SequenceMatcher(None, one, other).ratio() >= 0.75
