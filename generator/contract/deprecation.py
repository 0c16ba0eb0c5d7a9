"""Understands each deprecation: reads its wording, looks up its replacement, checks both."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from generator.contract import wording
from generator.contract.promise import Promises
from generator.contract.standing import Standings
from generator.model.address import Address
from generator.model.deprecation import Deprecation
from generator.model.finding import Finding, Severity
from generator.model.part import Part, Tree
from generator.model.types import named


def understood(tree: Tree) -> Tree:
    """The same tree, every deprecation with what its reason says, and its replacements looked up.

    Where there is no reason it is what the description says of the end.
    """
    lookup = _Lookup(tree)
    parts = tuple(_understood(part, lookup) for part in tree.parts)
    return tree if parts == tree.parts else replace(tree, parts=parts)


def _understood(part: Part, lookup: "_Lookup") -> Part:
    children = part.children and tuple(_understood(child, lookup) for child in part.children)
    if part.deprecation is not None:
        return replace(part, children=children, deprecation=_read(part, part.deprecation, lookup))
    return part if children == part.children else replace(part, children=children)


def _read(part: Part, deprecation: Deprecation, lookup: "_Lookup") -> Deprecation:
    reason = deprecation.reason or wording.end_sentences(part.description)
    words = wording.read(reason)
    names = dict.fromkeys((*deprecation.unresolved, *words.names))
    found = {name: lookup.find(name, part) for name in names}
    return replace(
        deprecation,
        reason=reason,
        since=deprecation.since or words.since,
        removal=deprecation.removal or words.removal,
        replacement=tuple(dict.fromkeys(address for address in found.values() if address)),
        unresolved=tuple(name for name, address in found.items() if address is None),
    )


class _Lookup:
    """Finds the part that a name means, seen from another part."""

    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self._parts = tree.by_address
        self._outer = tree.enclosing

    def find(self, name: str, seen_from: Part) -> Address | None:
        """A name of its own, else a sibling, else a sibling of what encloses it, and so outwards.

        A dotted name may be a path whose first step is such a sibling. A path of the web alone
        is taken with the method of the part it is seen from. Capitals count where both exist.
        """
        for tried in (name, f"{seen_from.coordinate.partition(' ')[0]} {name}"):
            if named_so := self._tree.named(tried):
                address = named_so[0].address
                return None if address == seen_from.address else address
        first, *steps = name.split(".")
        for start in self._candidates(first, seen_from):
            part: Part | None = start
            for step in steps:
                part = self._member(part, step) if part is not None else None
            if part is not None and part.address != seen_from.address:
                return part.address
        return None

    def _candidates(self, name: str, seen_from: Part) -> Iterator[Part]:
        scope = self._outer.get(seen_from.address)
        while scope is not None:
            yield from _called(scope.children, name)
            scope = self._outer.get(scope.address)
        yield from _called(self._tree.parts, name)

    def _member(self, part: Part, name: str) -> Part | None:
        if part.type is not None:
            type_ = named(part.type)
            target = None if type_ is None else type_.target
            part = self._parts.get(target, part) if target is not None else part
        return next(iter(_called(part.children, name)), None)


def _called(parts: Iterable[Part], name: str) -> list[Part]:
    """Those of that name, first the one with the same capitals."""
    folded = name.casefold()
    found = [part for part in parts if part.name.casefold() == folded]
    return sorted(found, key=lambda part: part.name != name)


def findings(tree: Tree, standings: Standings, promises: Promises) -> Iterator[Finding]:
    """What a deprecation should have said and did not, and what it says that is not so."""
    parts = tree.by_address
    for part, _ in tree.walked:
        if part.deprecation is not None:
            yield from _faults(part, part.deprecation, parts, standings, promises)


def _faults(
    part: Part,
    deprecation: Deprecation,
    parts: Mapping[Address, Part],
    standings: Standings,
    promises: Promises,
) -> Iterator[Finding]:
    def finding(rule: str, severity: Severity, **arguments: object) -> Finding:
        return Finding(
            rule=rule,
            severity=severity,
            coordinate=part.coordinate,
            location=part.location,
            arguments=arguments,
        )

    own = standings[part.address].effective
    contract = promises.contract(own)
    removal = deprecation.removal
    if removal is None and contract is not None and contract.notice.major_versions is not None:
        is_vague = wording.read(deprecation.reason).is_vague
        rule = "removal-day-vague" if is_vague else "removal-day-missing"
        yield finding(rule, Severity.WARNING, reason=deprecation.reason or "–")
    if removal is not None and removal.has_passed(promises.as_of):
        yield finding("removal-overdue", Severity.WARNING, day=removal.day)
    for name in deprecation.unresolved:
        yield finding("replacement-missing", Severity.WARNING, name=name)
    for address in deprecation.replacement:
        other = standings[address].effective
        if promises.strength(other) < promises.strength(own):
            yield finding(
                "replacement-weaker",
                Severity.WARNING,
                replacement=parts[address].coordinate,
                status=own.id,
                replacement_status=other.id,
            )
