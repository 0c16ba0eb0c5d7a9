"""How one type differs from another, as a set of values."""

from collections.abc import Callable
from enum import Enum

from generator.model.types import ListOf, MapOf, Named, OneOf, Type

SameName = Callable[[Named, Named], bool]
Widens = Callable[[Named, Named], bool]


class Difference(Enum):
    """How the values of the new type lie to those of the old one."""

    SAME = "same"
    WIDER = "wider"
    NARROWER = "narrower"
    OTHER = "other"


def difference(old: Type, new: Type, same_name: SameName, widens: Widens) -> Difference:
    """How `new` differs from `old`.

    `same_name` tells whether two named types are one; `widens` whether all values of the first of
    two different ones are values of the second.
    """
    inner = _inner(old, new, same_name, widens)
    if old.nullable == new.nullable:
        return inner
    outer = Difference.WIDER if new.nullable else Difference.NARROWER
    return _both(outer, inner)


def _inner(old: Type, new: Type, same_name: SameName, widens: Widens) -> Difference:
    match old, new:
        case Named(), Named():
            if same_name(old, new):
                return Difference.SAME
            if widens(old, new):
                return Difference.WIDER
            return Difference.NARROWER if widens(new, old) else Difference.OTHER
        case ListOf(), ListOf():
            return difference(old.item, new.item, same_name, widens)
        case MapOf(), MapOf():
            return difference(old.value, new.value, same_name, widens)
        case OneOf(), OneOf():
            return _choices(old.choices, new.choices, same_name, widens)
        case OneOf(), _:
            return _choices(old.choices, (new,), same_name, widens)
        case _, OneOf():
            return _choices((old,), new.choices, same_name, widens)
    return Difference.OTHER


def _choices(
    old: tuple[Type, ...], new: tuple[Type, ...], same_name: SameName, widens: Widens
) -> Difference:
    def held(one: Type, others: tuple[Type, ...]) -> bool:
        is_inside = (Difference.SAME, Difference.WIDER)
        return any(difference(one, other, same_name, widens) in is_inside for other in others)

    kept = all(held(choice, new) for choice in old)
    known = all(held(choice, old) for choice in new)
    if kept and known:
        return Difference.SAME
    if kept:
        return Difference.WIDER
    return Difference.NARROWER if known else Difference.OTHER


def _both(one: Difference, other: Difference) -> Difference:
    if Difference.SAME in (one, other):
        return other if one is Difference.SAME else one
    return one if one is other else Difference.OTHER
