"""What is said of a value in several places: on a member, on its type, on what that builds on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from generator.model.address import Address
from generator.model.part import Part
from generator.model.types import Type, targets
from generator.render.limits import facts, limits
from generator.render.shelf import Shelf, builds_on

_MOST_STEPS = 20
_OF_ITSELF = ("abstract", "is_reference")
"""What a part says of itself alone, and not of the values that others have by it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Instead:
    """Parts that may stand where another is.

    `word` says how: "or_element" or "or_type", "must_be_element" or "must_be_type" where the other
    cannot stand there itself.
    """

    word: str
    parts: Sequence[Address]


class Values:
    """Follows the parts that say what the value of a part is."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf

    def leads_to(self, part: Part) -> Part | None:
        """The part that says what a value of `part` is, where that is said elsewhere."""
        named = targets(part.type)
        if part.type is None and not part.children:
            named = part.refers[:1]
        found = self._shelf.parts[named[0]] if len(named) == 1 else None
        return None if found is None or builds_on(part, found) else found

    def way(self, part: Part) -> Sequence[Part]:
        """The part, and those that say more of its value, up to one with members."""
        found = [part]
        while not members(found[-1]) and len(found) < _MOST_STEPS:
            meant = self.leads_to(found[-1])
            if meant is None or meant in found:
                break
            found.append(meant)
        return found

    def constraints(self, part: Part) -> Sequence[Markup]:
        """What is true of a value and limits it; the nearest part has the last word."""
        told: dict[str, object] = {}
        limiting: dict[str, str] = {}
        for step in self.way(part):
            told.update(_true(step.details, is_own=step is part))
            found = step.details.get("constraints")
            for key, value in found if isinstance(found, tuple) else ():
                limiting.setdefault(key, value)
        text, format_ = self._shelf.words.text, self._shelf.spec.format
        said = {"constraints": tuple(limiting.items())}
        return [*facts(text, format_, told), *limits(text, format_, said)]

    def choices(self, part: Part) -> Sequence[Part]:
        """The values that a value may be, where that is said elsewhere than at the part."""
        for step in self.way(part)[1:]:
            if found := [child for child in step.children if is_value(child)]:
                return found
        return ()

    def derived(self, part: Part) -> Sequence[Address]:
        """The parts that build on the part."""
        users = self._shelf.users(part.address)
        return [user.address for user in users if user.details.get("base") == part.address]

    def instead(self, part: Part) -> Sequence[Instead]:
        """What a document may have where the part is, besides what its type says."""
        found: list[Instead] = []
        for step in self.way(part):
            substitutes = step.details.get("substitutes")
            if step is not part and isinstance(substitutes, tuple):
                found.append(_instead("element", step, substitutes))
            narrower = self.derived(step) if step is not part else ()
            if narrower:
                found.append(_instead("type", step, narrower))
        return found

    def innermost(self, part: Part) -> Type | None:
        """The type that a value has in the end, where the part's own only names another part."""
        last = self.way(part)[-1]
        return last.type if last is not part else None


def _instead(what: str, step: Part, parts: Sequence[Address]) -> Instead:
    word = "must_be" if step.details.get("abstract") else "or"
    return Instead(word=f"{word}_{what}", parts=parts)


def members(part: Part) -> Sequence[Part]:
    """What a value of the part holds, without the values it may be."""
    return [child for child in part.children if not is_value(child)]


def is_value(part: Part) -> bool:
    """Whether a part is one of the values that the part around it may have."""
    return part.kind.endswith(" value")


def _true(details: Mapping[str, object], *, is_own: bool) -> Mapping[str, object]:
    """What is true of a part itself, or of the values of its type."""
    return {k: v for k, v in details.items() if v is True and (is_own or k not in _OF_ITSELF)}
