"""Declared, inherited, exposed, effective: how each part stands, in time linear in the tree."""

from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from generator.contract.promise import EarliestBreak, Promises
from generator.model.address import Address
from generator.model.part import Part, Tree
from generator.model.status import Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """One part's standing.

    `inherited`: its own mark, else that of the nearest enclosing part, else the API's. `exposure`:
    the best promise with which a client can reach the part (the weakest status on a path from an
    entry point, the best of those), None where no path leads to it. `effective`: the weaker of the
    two. `reached_from`: the step before the part on the best path.
    """

    inherited: Status
    exposure: Status | None
    effective: Status
    deviates: bool
    promise: EarliestBreak
    reached_from: Address | None


Standings = Mapping[Address, Standing]


def standings(tree: Tree, api_status: Status, promises: Promises) -> Standings:
    """The standing of every part of `tree`, in the tree's order."""
    parts = tree.by_address
    outer = tree.enclosing
    inherited = _inherited(parts, outer, api_status)
    exposure, reached_from = _exposure(tree, parts, outer, inherited, promises)
    top = promises.contract_id(api_status)

    @cache
    def outcome(own: Status, exposed: Status | None) -> tuple[Status, bool, EarliestBreak]:
        effective = own if exposed is None else promises.weaker(own, exposed)
        deviates = promises.contract_id(effective) != top
        return effective, deviates, promises.earliest_break(effective)

    def standing(address: Address) -> Standing:
        own, exposed = inherited[address], exposure.get(address)
        effective, deviates, promise = outcome(own, exposed)
        return Standing(
            inherited=own,
            exposure=exposed,
            effective=effective,
            deviates=deviates,
            promise=promise,
            reached_from=reached_from.get(address),
        )

    return {address: standing(address) for address in parts}


def why(address: Address, standings: Standings) -> tuple[Address, ...]:
    """The best path by which a client reaches a part: entry point first, the part itself last.

    Each step refers to or encloses the next; what only encloses entry points is reached by the
    best of them. Empty for a part no entry point reaches.
    """
    if standings[address].exposure is None:
        return ()
    path = [address]
    while (before := standings[path[-1]].reached_from) is not None:
        path.append(before)
    return tuple(reversed(path))


def _inherited(
    parts: Mapping[Address, Part], outer: Mapping[Address, Part], api_status: Status
) -> Mapping[Address, Status]:
    inherited: dict[Address, Status] = {}
    for address, part in parts.items():
        around = inherited[outer[address].address] if address in outer else api_status
        inherited[address] = around if part.mark is None else part.mark.status
    return inherited


class _Step(NamedTuple):
    """A part that is reached, how many steps from an entry point, and the weakest on the way."""

    depth: int
    address: Address
    weakest: Status


def _by_depth(steps: list[_Step], queue: deque[_Step]) -> Iterator[_Step]:
    """Steps left over from stronger levels and those added to `queue` meanwhile, nearest first."""
    left = deque(sorted(steps, key=lambda step: step.depth))
    while left or queue:
        is_left = bool(left) and (not queue or left[0].depth <= queue[0].depth)
        yield (left if is_left else queue).popleft()


def _exposure(
    tree: Tree,
    parts: Mapping[Address, Part],
    outer: Mapping[Address, Part],
    inherited: Mapping[Address, Status],
    promises: Promises,
) -> tuple[Mapping[Address, Status], Mapping[Address, Address]]:
    """A widest-path search with one queue per strength: every part is expanded once.

    An entry point is exposed as itself: nothing stands between it and the client.
    """
    strength = {status: promises.strength(status) for status in set(inherited.values())}
    waiting: dict[int, list[_Step]] = {
        level: [] for level in sorted(set(strength.values()), reverse=True)
    }
    exposure = {entry: inherited[entry] for entry in tree.entries}
    reached_from: dict[Address, Address] = {}
    for entry, status in exposure.items():
        waiting[strength[status]].append(_Step(0, entry, status))
    for level, steps in waiting.items():
        queue: deque[_Step] = deque()
        for step in _by_depth(steps, queue):
            part = parts[step.address]
            for target in (*[child.address for child in part.children], *part.refers):
                if target in exposure or target not in parts:
                    continue
                exposure[target], reached_from[target] = step.weakest, step.address
                own, onward, ahead = inherited[target], step.weakest, level
                if own is not onward and strength[own] < level:
                    onward, ahead = own, strength[own]
                following = _Step(step.depth + 1, target, onward)
                (queue if ahead == level else waiting[ahead]).append(following)
    _open_doors(tree, outer, exposure, reached_from, promises)
    return exposure, reached_from


def _open_doors(
    tree: Tree,
    outer: Mapping[Address, Part],
    exposure: dict[Address, Status],
    reached_from: dict[Address, Address],
    promises: Promises,
) -> None:
    """What encloses entry points, however far out, is reached by the best and first of them."""
    inside: dict[Address, list[Address]] = {}
    for entry in tree.entries:
        around = outer.get(entry)
        while around is not None:
            if around.address not in exposure:
                inside.setdefault(around.address, []).append(entry)
            around = outer.get(around.address)
    for door, within in inside.items():
        best = max(within, key=lambda entry: promises.strength(exposure[entry]))
        exposure[door], reached_from[door] = exposure[best], best
