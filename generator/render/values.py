"""What is said of a value in several places: on a member, on its type, on what that builds on."""

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from generator.model.address import Address
from generator.model.part import Part
from generator.model.types import targets
from generator.render.limits import facts, limits
from generator.render.shelf import Shelf

_MOST_STEPS = 20
_OF_ITSELF = ("abstract", "is_reference")
"""What a part says of itself alone, and not of the values that others have by it."""


class Values:
    """Follows the parts that say what the value of a part is."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf

    def leads_to(self, part: Part) -> Part | None:
        """The part that says what a value of `part` is, where that is said elsewhere."""
        found = targets(part.type)
        if len(found) == 1:
            return self._shelf.parts[found[0]]
        return None if found else self._shelf.stands_for(part)

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

    def substitutes(self, part: Part) -> Sequence[Address]:
        """What may stand in the part's place."""
        found: list[Address] = []
        for step in self.way(part):
            instead = step.details.get("substitutes")
            found.extend(instead if isinstance(instead, tuple) else ())
        return found

    def narrower(self, part: Part) -> Sequence[Address]:
        """The types that a value may have instead of its own, because they build on it."""
        return [address for step in self.way(part)[1:] for address in self.derived(step)]

    def is_abstract(self, part: Part) -> bool:
        """Whether the value's own type is there for others to build on alone."""
        return any(step.details.get("abstract") for step in self.way(part)[1:])


def members(part: Part) -> Sequence[Part]:
    """What a value of the part holds, without the values it may be."""
    return [child for child in part.children if not is_value(child)]


def is_value(part: Part) -> bool:
    """Whether a part is one of the values that the part around it may have."""
    return part.kind.endswith(" value")


def _true(details: Mapping[str, object], *, is_own: bool) -> Mapping[str, object]:
    """What is true of a part itself, or of the values of its type."""
    return {k: v for k, v in details.items() if v is True and (is_own or k not in _OF_ITSELF)}
