"""Two snapshots of a spec, and every change between them: one line per cause."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from generator.diff.causes import Reach, gathered
from generator.diff.change import Change, Found, Level
from generator.diff.dialect import Dialect
from generator.diff.matching import Match, is_same_shape, match
from generator.diff.rules import of_end, of_value, of_words
from generator.model.address import Address
from generator.model.part import Part, Tree
from generator.model.types import Named


@dataclass(frozen=True, slots=True, kw_only=True)
class Stand:
    """How a part stood in a snapshot, as far as the differ asks.

    `inherited` and `effective` are status ids; `strength` is that of the inherited one, more is
    firmer; `opt_in` the number of the level on which a client sees the part, 0 for all clients;
    `is_reached` whether any entry point leads to it.
    """

    inherited: str
    effective: str
    strength: int
    opt_in: int
    is_reached: bool


Stands = Mapping[Address, Stand]


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """One side of the comparison; `day` is None for a file without a date."""

    tree: Tree
    stands: Stands
    day: date | None = None


def changes(
    old: Snapshot, new: Snapshot, dialect: Dialect, levels: tuple[str, ...]
) -> tuple[Change, ...]:
    """The changes from `old` to `new`, in the order of the parts in `new`, then what is gone.

    `levels` are the ids of the contracts a client can opt in to, the firmest first.
    """
    found = _Comparison(old, new, dialect, levels).changes()
    return tuple(gathered(found, Reach(old.tree), Reach(new.tree)))


class _Comparison:
    def __init__(
        self, old: Snapshot, new: Snapshot, dialect: Dialect, levels: tuple[str, ...]
    ) -> None:
        self._old, self._new, self._dialect, self._levels = old, new, dialect, levels
        self._match: Match = match(old.tree, new.tree, dialect)
        self._old_entries = frozenset(old.tree.entries)
        self._new_entries = frozenset(new.tree.entries)

    def changes(self) -> list[Change]:
        found: list[Change] = []
        for before, after in self._match.pairs:
            found.extend(self._pair(before, after))
        found.extend(self._renamed(old, new) for old, new in self._match.renamed)
        found.extend(
            self._removed(part) for part in self._match.removed.values() if self._is_told(part)
        )
        found.extend(
            self._added(part) for part in self._match.added.values() if self._is_told(part)
        )
        return found

    def _pair(self, before: Part, after: Part) -> Iterator[Change]:
        told = (
            *self._entry(before, after),
            *of_value(before, after, self._dialect, self._same_name),
            *of_end(before, after, self._new.day),
            *of_words(before, after),
        )
        for one in told:
            yield self._change(self._softened(one, before), before, after)
        is_guess = before.address != after.address
        moved = None if is_guess else self._moved(before, after)
        if moved is not None:
            yield self._change(moved, before, after)

    def _is_told(self, part: Part) -> bool:
        """Whether that a part is gone or new says anything.

        A value among the first ones listed, or among all that were, is told with the part itself.
        """
        if part.kind not in self._dialect.values:
            return True
        around = self._match.holders(part)
        return around is None or all(
            any(child.kind in self._dialect.values for child in holder.children)
            for holder in around
        )

    def _entry(self, before: Part, after: Part) -> Iterator[Found]:
        """An entry point that is none any more, though the part is still there."""
        was, is_ = before.address in self._old_entries, after.address in self._new_entries
        if was and not is_:
            yield Found(rule="entry-removed", level=Level.BREAKING)
        elif is_ and not was:
            yield Found(rule="entry-added", level=Level.COMPATIBLE)

    def _moved(self, before: Part, after: Part) -> Found | None:
        """That the part stands under another status; told where that is decided."""
        old, new = self._stands(before, after)
        if old is None or new is None or old.inherited == new.inherited:
            return None
        outer = self._match.around(after)
        if outer is not None and before.mark is None and after.mark is None:
            around = [stand.inherited for stand in self._stands(*outer) if stand is not None]
            if around == [old.inherited, new.inherited]:
                return None  # it only follows what is around it
        told = {"old": old.inherited, "new": new.inherited}
        if new.strength > old.strength:
            return Found(rule="status-strengthened", level=Level.COMPATIBLE, arguments=told)
        if new.strength < old.strength:
            return Found(rule="status-weakened", level=Level.BREAKING, arguments=told)
        return Found(rule="status-changed", level=Level.COMPATIBLE, arguments=told)

    def _removed(self, part: Part) -> Change:
        level = self._dialect.removed(part)
        early = _before_its_day(part, self._new.day)
        rule = "removed-before-date" if early else "part-removed"
        told: dict[str, object] = {"name": part.name}
        if early and part.deprecation is not None:
            told["removal"] = part.deprecation.removal
        found = Found(rule=rule, level=level, arguments=told)
        return self._change(self._softened(found, part), part, None)

    def _added(self, part: Part) -> Change:
        rule = "required-part-added" if part.required else "part-added"
        found = Found(rule=rule, level=self._dialect.added(part), arguments={"name": part.name})
        return self._change(found, None, part)

    def _renamed(self, old: Part, new: Part) -> Change:
        level = min(
            (self._dialect.removed(old), self._dialect.added(new)), key=lambda level: level.rank
        )
        told = {"old": old.name, "new": new.name}
        found = Found(rule="part-renamed-likely", level=level, arguments=told)
        return self._change(self._softened(found, old), old, new)

    def _softened(self, found: Found, before: Part) -> Found:
        """What no client could reach cannot have broken one.

        Where nothing says how clients enter, all is within reach.
        """
        stand = self._old.stands.get(before.address)
        if stand is None or stand.is_reached or not self._old_entries:
            return found
        return replace(found, level=Level.COMPATIBLE)

    def _change(self, found: Found, before: Part | None, after: Part | None) -> Change:
        is_rename = found.rule == "part-renamed-likely"
        part = before if is_rename or after is None else after
        assert part is not None
        old = self._old_stand(before, after)
        new = None if after is None else self._new.stands.get(after.address)
        is_move = found.rule.startswith("status-")
        return Change(
            rule=found.rule,
            level=found.level,
            address=part.address,
            coordinate=part.coordinate,
            kind=part.kind,
            direction=part.direction,
            location=part.location,
            old_status=None if old is None else old.inherited if is_move else old.effective,
            new_status=None if new is None else new.inherited if is_move else new.effective,
            affected=(after.coordinate,) if is_rename and after is not None else (),
            hits=self._hits(found, before, after),
            arguments=found.arguments,
        )

    def _old_stand(self, before: Part | None, after: Part | None) -> Stand | None:
        """How the part stood; of a new one, how what it came into stood."""
        if before is not None:
            return self._old.stands.get(before.address)
        around = self._match.around(after) if after is not None else None
        return None if around is None else self._old.stands.get(around[0].address)

    def _hits(self, found: Found, before: Part | None, after: Part | None) -> tuple[str, ...]:
        """The clients that see the change, by the contract they opt in to.

        What was on a level is seen from that level on. What is new is seen from its own level on,
        or from that of the part around it, whichever is weaker. A demotion is seen by those from
        whom it takes the part away.
        """
        old = self._old.stands.get(before.address) if before is not None else None
        new = self._new.stands.get(after.address) if after is not None else None
        first, last = 0, len(self._levels)
        if found.rule == "status-weakened" and old is not None and new is not None:
            first, last = old.opt_in, new.opt_in
        elif old is not None:
            first = old.opt_in
        elif new is not None:
            first = new.opt_in
        return self._levels[first:last]

    def _stands(self, before: Part, after: Part) -> tuple[Stand | None, Stand | None]:
        return self._old.stands.get(before.address), self._new.stands.get(after.address)

    def _same_name(self, old: Named, new: Named) -> bool:
        before, after = self._defined(old, self._old.tree), self._defined(new, self._new.tree)
        if self._dialect.names_travel or (before is None and after is None):
            if before is not None and after is not None:
                return self._match.is_same(before.address, after.address)
            return old.name == new.name and before is after
        if before is None or after is None:
            return self._is_written_out(old, before, new, after)
        return self._match.is_same(before.address, after.address) or is_same_shape(before, after)

    @staticmethod
    def _defined(type_: Named, tree: Tree) -> Part | None:
        return None if type_.target is None else tree.by_address.get(type_.target)

    def _is_written_out(
        self, old: Named, before: Part | None, new: Named, after: Part | None
    ) -> bool:
        """Whether a type by name is what the other side writes out where it is used."""
        defined, plain = (before, new) if before is not None else (after, old)
        assert defined is not None
        if isinstance(defined.type, Named):
            return defined.type.name == plain.name
        return defined.type is None and plain.name == "object"


def _before_its_day(part: Part, day: date | None) -> bool:
    removal = part.deprecation.removal if part.deprecation is not None else None
    if removal is None or removal.day is None or day is None:
        return False
    return not removal.has_passed(day)
