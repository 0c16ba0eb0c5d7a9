"""Changes that follow from others are told with them: one line per cause."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property

from generator.diff.change import Change
from generator.model.address import Address
from generator.model.part import Part, Tree, walk

MOST_AFFECTED = 500
"""Entry points told of one change."""
_GONE = ("part-removed", "removed-before-date")
_NEW = ("part-added", "required-part-added")


class Reach:
    """Who refers to whom in one snapshot."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree

    @cached_property
    def users(self) -> Mapping[Address, tuple[Address, ...]]:
        """The parts that refer to each part."""
        found: dict[Address, list[Address]] = {}
        for part, _ in walk(self.tree.parts):
            for target in part.refers:
                found.setdefault(target, []).append(part.address)
        return {address: tuple(users) for address, users in found.items()}

    @cached_property
    def _entries(self) -> frozenset[Address]:
        return frozenset(self.tree.entries)

    def entries_to(self, address: Address) -> tuple[Address, ...]:
        """The entry points that lead to a part, nearest first, at most `MOST_AFFECTED`."""
        found: list[Address] = []
        seen, waiting = {address}, [address]
        for at in waiting:
            if at in self._entries:
                found.append(at)
                if len(found) == MOST_AFFECTED:
                    break
                continue
            outer = self.tree.enclosing.get(at)
            before = (*self.users.get(at, ()), *((outer.address,) if outer is not None else ()))
            for one in before:
                if one not in seen:
                    seen.add(one)
                    waiting.append(one)
        return tuple(a for a in found if a != address)

    def outermost(self, address: Address, of: Mapping[Address, Change]) -> Change | None:
        """The change of the nearest part around this one that is among `of`."""
        at: Part | None = self.tree.by_address.get(address)
        while at is not None:
            if at.address in of:
                return of[at.address]
            at = self.tree.enclosing.get(at.address)
        return None


def gathered(changes: Iterable[Change], old: Reach, new: Reach) -> Iterator[Change]:
    """The changes, each that only follows from another told as affected by that one."""
    changes = list(changes)
    follows = {**_followers(changes, old, _GONE), **_followers(changes, new, _NEW)}
    told: dict[int, list[Change]] = {}
    for follower, cause in follows.items():
        told.setdefault(id(cause), []).append(follower)
    by_id = {id(change): change for change in changes}
    followers = {id(change) for change in follows}
    for change in changes:
        if id(change) in followers:
            continue
        with_it = [c.coordinate for c in _all(change, told, by_id)]
        reach = old if change.address not in new.tree.by_address else new
        parts = reach.tree.by_address
        entries = [parts[a].coordinate for a in reach.entries_to(change.address)]
        yield replace(change, affected=tuple(dict.fromkeys((*change.affected, *with_it, *entries))))


def _all(
    cause: Change, told: Mapping[int, list[Change]], by_id: Mapping[int, Change]
) -> Iterator[Change]:
    for change in told.get(id(cause), ()):
        yield change
        yield from _all(by_id[id(change)], told, by_id)


def _followers(
    changes: Iterable[Change], reach: Reach, rules: tuple[str, ...]
) -> dict[Change, Change]:
    """What came or went with another: all that referred to it came or went too.

    The cause is one that nothing else leads to, so that no circle of types explains itself.
    """
    moved = {change.address: change for change in changes if change.rule in rules}
    causes: dict[Change, list[Change]] = {}
    for change in moved.values():
        if change.address in reach.tree.enclosing:
            continue  # a member is told for itself
        users = reach.users.get(change.address, ())
        found = [reach.outermost(user, moved) for user in users]
        others = [c for c in found if c is not None and c is not change]
        is_alone = all(c is not None for c in found)
        is_like = all(c.old_status == change.old_status and c.new_status == change.new_status
                      and c.level == change.level for c in others)  # fmt: skip
        if others and is_alone and is_like:
            causes[change] = others
    return {change: cause for change in causes if (cause := _root(change, causes)) is not None}


def _root(change: Change, causes: Mapping[Change, list[Change]]) -> Change | None:
    """The nearest change on the way up that does not itself follow from another."""
    seen, waiting = {change}, [change]
    for at in waiting:
        for cause in causes.get(at, ()):
            if cause not in causes:
                return cause
            if cause not in seen:
                seen.add(cause)
                waiting.append(cause)
    return None
