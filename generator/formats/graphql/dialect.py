"""How changes of a GraphQL schema are graded, as far as it has ways of its own."""

from collections.abc import Iterator

from generator.diff.change import Found, Level, both
from generator.diff.dialect import VALUE, Coming, Dialect
from generator.model.part import Part

_B, _D, _S = Level.BREAKING, Level.DANGEROUS, Level.COMPATIBLE
_TAKEN = Coming(added=both(_D), added_required=both(_B))


def _members(old: Part, new: Part) -> Iterator[Found]:
    """What a union may be, what a type implements: both are kept in the details."""
    for key, gone, come in (("members", _B, _D), ("interfaces", _B, _D)):
        before, after = _held(old, key), _held(new, key)
        for name in before:
            if name not in after:
                yield Found(rule=f"{_ONE[key]}-removed", level=gone, arguments={"name": name})
        for name in after:
            if name not in before:
                yield Found(rule=f"{_ONE[key]}-added", level=come, arguments={"name": name})


_ONE = {"members": "union-member", "interfaces": "interface"}


def _directive(old: Part, new: Part) -> Iterator[Found]:
    before, after = _held(old, "locations"), _held(new, "locations")
    for name in before:
        if name not in after:
            told = {"name": name}
            yield Found(rule="directive-location-removed", level=_B, arguments=told)
    for name in after:
        if name not in before:
            yield Found(rule="directive-location-added", level=_S, arguments={"name": name})
    if old.details.get("repeatable") and not new.details.get("repeatable"):
        yield Found(rule="directive-not-repeatable", level=_B)
    elif new.details.get("repeatable") and not old.details.get("repeatable"):
        yield Found(rule="directive-repeatable", level=_S)


def _input(old: Part, new: Part) -> Iterator[Found]:
    before, after = bool(old.details.get("one_of")), bool(new.details.get("one_of"))
    if after and not before:
        yield Found(rule="one-of-added", level=_B)
    elif before and not after:
        yield Found(rule="one-of-removed", level=_S)


def _scalar(old: Part, new: Part) -> Iterator[Found]:
    before, after = old.details.get("specified_by"), new.details.get("specified_by")
    if before != after:
        told = {"old": before or "", "new": after or ""}
        yield Found(rule="specification-changed", level=_D, arguments=told)


def _held(part: Part, key: str) -> tuple[str, ...]:
    found = part.details.get(key)
    return found if isinstance(found, tuple) else ()


DIALECT = Dialect(
    coming={
        "argument": _TAKEN,
        "directive argument": _TAKEN,
        "input field": _TAKEN,
        "enum value": VALUE,
        "field": Coming(added_required=both(_S)),
    },
    checks=(_members, _directive, _input, _scalar),
)
