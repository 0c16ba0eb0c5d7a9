"""The order and the grouping in which a reader meets the members of a part."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Generic, Protocol, TypeVar

from generator.model.part import Part

_ONCE = (1, 1)


class _HasSource(Protocol):
    @property
    def source(self) -> Part: ...


_Item = TypeVar("_Item", bound=_HasSource)


@dataclass(frozen=True, slots=True, kw_only=True)
class Block(Generic[_Item]):
    """A member, or a choice between `branches`.

    `word` says how many branches a value has: "one_of", "at_most_one_of", or "any_of" where it may
    go through the choice several times; "" where the block is no choice.
    """

    member: _Item | None = None
    word: str = ""
    branches: Sequence[Sequence["Block[_Item]"]] = ()


def in_order(part: Part) -> list[Part]:
    """The members in the spec's order, of each sort those that must be given before the others.

    What says how often it may occur is part of a sequence, whose order holds.
    """
    sorts: dict[object, int] = {}
    for child in part.children:
        sorts.setdefault(_sort(child), len(sorts))
    return sorted(
        part.children,
        key=lambda child: (sorts[_sort(child)], not child.required and not _in_sequence(child)),
    )


def _sort(part: Part) -> object:
    return "" if _in_sequence(part) else (part.kind, part.details.get("in"))


def _in_sequence(part: Part) -> bool:
    return "occurs" in part.details


def occurs(part: Part) -> str:
    """How often a member may occur, as `0..1` or `2..*`; empty for once.

    Of one in a choice, how often if its branch is chosen (`chosen` is the lowest number): of the
    others the choice itself tells.
    """
    lowest, highest = _occurs(part.details.get("occurs"))
    chosen = part.details.get("chosen", lowest)
    if (chosen, highest) == _ONCE:
        return ""
    return f"{chosen}..{'*' if highest is None else highest}"


def is_repeated(part: Part) -> bool:
    """Whether a member may occur several times."""
    highest = _occurs(part.details.get("occurs"))[1]
    return highest is None or highest > 1


def arranged(members: Iterable[_Item], depth: int = 0) -> Sequence[Block[_Item]]:
    """The members in their order, those of one choice by its branches.

    `choices` among the details of a member are the choices around it, outermost first, each with
    the number of its branch; `choice_occurs` is how often each of them is gone through.
    """
    blocks: list[Block[_Item]] = []
    for number, found in groupby(members, lambda member: _step(member.source, depth, 0)):
        if number is None:
            blocks.extend(Block(member=member) for member in found)
            continue
        inside = list(found)
        branches = groupby(inside, lambda member: _step(member.source, depth, 1))
        blocks.append(
            Block(
                word=_word(inside[0].source, depth),
                branches=[arranged(list(branch), depth + 1) for _, branch in branches],
            )
        )
    return blocks


def _step(part: Part, depth: int, which: int) -> int | None:
    choices = part.details.get("choices")
    if not isinstance(choices, tuple) or len(choices) <= depth:
        return None
    number: int = choices[depth][which]
    return number


def _word(part: Part, depth: int) -> str:
    times = part.details.get("choice_occurs")
    lowest, highest = _occurs(times[depth] if isinstance(times, tuple) else None)
    if highest is None or highest > 1:
        return "any_of"
    return "one_of" if lowest else "at_most_one_of"


def _occurs(told: object) -> tuple[int, int | None]:
    return told if isinstance(told, tuple) else _ONCE
