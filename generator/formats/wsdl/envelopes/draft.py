"""What an instance uses while it is made, so that what is given up again leaves no trace."""

from dataclasses import dataclass, field

from generator.formats.wsdl.components.registry import Component
from generator.model.address import Address
from generator.model.call import MayUse

MAX_STEPS, MAX_STEPS_IN_ALL = 20_000, 2_000_000


class UnmadeError(Exception):
    """There is no such value, or none that may be used."""


class EndlessError(Exception):
    """Making the value takes more than any real message does."""


@dataclass(slots=True, eq=False)
class Budget:
    """The work that all examples of one spec may take."""

    left: int = MAX_STEPS_IN_ALL


@dataclass(slots=True, eq=False)
class Draft:
    """The state of one instance.

    `uses` are the parts it uses, `components` those of the schemas. `doubt` says why a value may
    not be one of its type, "" where all are. `ids` are how many IDs it has given, `last_ids` how
    many an earlier draft of the same gave; `wants_ids` whether something refers to one. `size`
    counts the elements. `is_strict` says that only parts that may be used are, `is_lean` that
    nothing optional is.
    """

    may_use: MayUse
    budget: Budget = field(default_factory=Budget)
    last_ids: int = 0
    is_lean: bool = False
    uses: list[Address] = field(default_factory=list)
    components: list[Component] = field(default_factory=list)
    ids: int = 0
    size: int = 0
    doubt: str = ""
    wants_ids: bool = False
    is_strict: bool = False
    _steps: int = 0

    def step(self) -> None:
        """Counts one step of work. Raises EndlessError after MAX_STEPS, or without budget."""
        self._steps += 1
        self.budget.left -= 1
        if self._steps > MAX_STEPS or self.budget.left < 0:
            raise EndlessError

    def allows(self, address: Address | None) -> bool:
        """Whether a part may be used where there is a choice."""
        return address is None or self.may_use(address)

    def use(self, address: Address | None) -> None:
        """Uses a part. Raises UnmadeError where only those are used that may be."""
        if self.is_strict and not self.allows(address):
            raise UnmadeError
        if address is not None:
            self.uses.append(address)

    def misses(self, what: object) -> None:
        """Notes what is not at hand, so that nobody can tell whether a value is valid.

        Raises UnmadeError where what it is for may be left out.
        """
        if self.is_strict:
            raise UnmadeError
        self.doubt = self.doubt or str(what)[:200]

    def mark(self) -> tuple[int, int, int, int, str, bool]:
        """How far it is, for `back`."""
        return (
            len(self.uses),
            len(self.components),
            self.ids,
            self.size,
            self.doubt,
            self.is_strict,
        )

    def back(self, mark: tuple[int, int, int, int, str, bool]) -> None:
        """Forgets what came after `mark`."""
        uses, components, self.ids, self.size, self.doubt, self.is_strict = mark
        del self.uses[uses:], self.components[components:]
