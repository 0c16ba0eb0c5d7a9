"""The levels a client can opt in to: the API's own contract, then each weaker one.

Who opts in to a level has the parts of that level and of all before it. An API hides nothing that
is no weaker than itself, so its own contract and all stronger ones are its first level.
"""

from collections.abc import Iterable, Mapping

from generator.catalog.model import OptIn
from generator.contract.promise import Promises
from generator.model.status import Status


class Levels:
    """The levels of one API, numbered from 0."""

    def __init__(self, promises: Promises, api: Status) -> None:
        """`api` is the API's own status; one without a contract counts as the strongest."""
        self._promises = promises
        every = tuple(promises.catalog.contracts)
        own = promises.contract_id(api)
        first = every.index(own) if own in every else 0
        self.contracts, self.stronger = every[first:], every[:first]
        """The contract's id of each level, and of those that are stronger than the first."""
        self._number = {id_: number for number, id_ in enumerate(self.contracts)}

    def of(self, status: Status) -> int:
        """The level a part of that status is on; one without a contract is hidden on none."""
        return self.of_contract(self._promises.contract_id(status))

    def of_contract(self, id_: str) -> int:
        """The level of the parts under a contract."""
        return self._number.get(id_, 0)

    def up_to(self, counts: Mapping[str, int]) -> tuple[int, ...]:
        """How many are there on each level, out of numbers by contract."""
        on_level = [counts.get(id_, 0) for id_ in self.contracts]
        without = sum(counts.values()) - sum(on_level)
        return tuple(without + sum(on_level[: n + 1]) for n in range(len(on_level)))

    def headers(self, opt_in: OptIn | None, statuses: Iterable[Status]) -> Mapping[str, str]:
        """The request headers that parts of these statuses need together: none or one.

        A level without a value of its own is opened by that of the next one.
        """
        weakest = max(map(self.of, statuses), default=0)
        if opt_in is None or weakest == 0:
            return {}
        values = (opt_in.levels.get(contract) for contract in self.contracts[weakest:])
        value = next(filter(None, values), None)
        return {opt_in.header: value} if value else {}
