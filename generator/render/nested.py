"""What a value holds, level by level, as far as a page has room; deeper levels are links."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from generator.model.address import Address
from generator.model.part import Part
from generator.model.types import targets
from generator.render.arrange import Block, arranged, in_order
from generator.render.values import is_value, members

if TYPE_CHECKING:
    from generator.render.view import FolderView, PartView

_DEEPEST = 3
_ROOM, _SHORTEST = 120_000, 150
"""Characters of all nested definitions on one page, and of one member at least."""
_MOST_MEMBERS = 400
"""Of one holder; past that its own page tells."""
_MOST_STEPS, _MOST_WRAPPED = 20, 6
_NOTHING = Markup()


@dataclass(frozen=True, slots=True, kw_only=True)
class Nested:
    """A member of a value, with what it holds.

    `inside` is the definition of that, as HTML. Where there is none but would be more to say, `at`
    is the part that says it, and `is_again` tells that it stands further up on the same page.
    """

    part: "PartView"
    inside: Markup = _NOTHING
    at: Part | None = None
    is_again: bool = False

    @property
    def source(self) -> Part:
        """The member itself."""
        return self.part.source

    @property
    def is_linked(self) -> bool:
        """Whether the member's type leads to what says more."""
        return self.at is not None and self.at.address in targets(self.source.type)


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What one part gives to a value: the value's own type (`is_own`), or one it builds on.

    `left_out` is how many members are not shown.
    """

    holder: Part
    is_own: bool
    blocks: Sequence[Block[Nested]]
    left_out: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """What a value holds, as HTML, and every member that is told of in it."""

    html: Markup
    members: Mapping[Address, Part]


_Drawn = tuple[Markup, Mapping[Address, Part], frozenset[Address]]
"""The HTML, the members in it, and the parts that were gone into on the way."""


class Nesting:
    """Nested definitions as the pages of one folder show them; what is alike is made once."""

    def __init__(self, view: "FolderView") -> None:
        self._view = view
        self._template = view.words.templates.get_template(f"{view.shelf.spec.format}/nested.html")
        self._drawn: dict[tuple[Address, int], _Drawn] = {}
        self._counted: dict[tuple[Address, int, int], int] = {}

    def definition(self, part: Part, share: int) -> Definition:
        """What a value of the part holds, as deep as there is room.

        A level with one member alone does not count. The page has `share` definitions.
        """
        target = self.target(part)
        if target is None:
            return Definition(html=_NOTHING, members={})
        room = _ROOM // max(share, 1)
        for depth in range(_DEEPEST - 1, -1, -1):
            if depth and self._many(target, depth, 0) * _SHORTEST > room:
                continue
            html, found, _ = self._inside(target, depth, frozenset())
            if len(html) <= room:
                break
        return Definition(html=html, members=found)

    def alone(self, part: Part) -> Markup:
        """What the part holds itself, one level."""
        return self._written(part, [self._held(part, part, 0, frozenset((part.address,)))[0]])

    def target(self, part: Part) -> Part | None:
        """The part that says what a value of `part` holds: itself, or what its type leads to."""
        for _ in range(_MOST_STEPS):
            if members(part) or self._view.bases(part):
                return part
            meant = self._view.value.leads_to(part)
            if meant is None:
                return None
            part = meant
        return None

    def _many(self, part: Part, depth: int, steps: int) -> int:
        """How many members a definition has at most, without making it."""
        key = part.address, depth, steps
        if key not in self._counted:
            number = 0
            for holder in (*self._view.bases(part), part):
                for child in members(holder)[:_MOST_MEMBERS]:
                    target = self.target(child)
                    number += 1
                    if target is not None and depth:
                        deeper = depth - _is_level(target, steps + 1)
                        number += self._many(target, deeper, steps + 1)
            self._counted[key] = number
        return self._counted[key]

    def _inside(self, part: Part, depth: int, path: frozenset[Address]) -> _Drawn:
        """Drawn once for all places that are not inside something it goes into itself."""
        key = part.address, depth
        if key in self._drawn and not path & self._drawn[key][2]:
            return self._drawn[key]
        around = path | {part.address}
        found: dict[Address, Part] = {}
        gone_into = {part.address}
        held = []
        for holder in (*reversed(self._view.bases(part)), part):
            drawn, inner, through = self._held(holder, part, depth, around)
            found.update(inner)
            gone_into |= through
            held.append(drawn)
        made = self._written(part, held), found, frozenset(gone_into)
        if not path & gone_into:
            self._drawn[key] = made
        return made

    def _held(
        self, holder: Part, part: Part, depth: int, path: frozenset[Address]
    ) -> tuple[Held, Mapping[Address, Part], frozenset[Address]]:
        found: dict[Address, Part] = {}
        gone_into: set[Address] = set()
        drawn = []
        own = [child for child in in_order(holder) if not is_value(child)]
        for child in own[:_MOST_MEMBERS]:
            nested, inner, through = self._member(child, depth, path)
            found[child.address] = child
            found.update(inner)
            gone_into |= through
            drawn.append(nested)
        held = Held(
            holder=holder,
            is_own=holder is part,
            blocks=arranged(drawn),
            left_out=max(len(own) - _MOST_MEMBERS, 0),
        )
        return held, found, frozenset(gone_into)

    def _written(self, part: Part, held: Sequence[Held]) -> Markup:
        view = self._view
        return Markup(self._template.render(held=held, part=part, view=view, t=view.text))

    def _member(
        self, child: Part, depth: int, path: frozenset[Address]
    ) -> tuple[Nested, Mapping[Address, Part], frozenset[Address]]:
        shown = self._view.view(child, deep=False, is_here=False)
        target = self.target(child)
        if target is None:
            return Nested(part=shown), {}, frozenset()
        if target.address in path:
            nested = Nested(part=shown, at=target, is_again=True)
            return nested, {}, frozenset((target.address,))
        if depth == 0:
            return Nested(part=shown, at=target), {}, frozenset((target.address,))
        html, inner, through = self._inside(target, depth - _is_level(target, len(path)), path)
        return Nested(part=shown, inside=html), inner, through


def _is_level(target: Part, steps: int) -> bool:
    """Whether what a part holds counts as a level; one that only wraps another does not."""
    return steps > _MOST_WRAPPED or len(members(target)) != 1
