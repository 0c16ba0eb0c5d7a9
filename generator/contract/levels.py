"""The levels a client can opt in to: one for each contract, the strongest first.

Who opts in to a level has the parts of that level and of all before it.
"""

from collections.abc import Iterable, Mapping

from generator.catalog.model import OptIn
from generator.contract.promise import Promises
from generator.model.status import Status


class Levels:
    """The levels of one catalogue, numbered from 0."""

    def __init__(self, promises: Promises) -> None:
        self._promises = promises
        self.contracts = tuple(promises.catalog.contracts)
        """The contract's id of each level."""
        self._number = {id_: number for number, id_ in enumerate(self.contracts)}

    def of(self, status: Status) -> int:
        """The level a part of that status is on; one without a contract is hidden on none."""
        return self._number.get(self._promises.contract_id(status), 0)

    def up_to(self, counts: Mapping[str, int]) -> tuple[int, ...]:
        """How many are there on each level, out of numbers by contract."""
        on_level = [counts.get(id_, 0) for id_ in self.contracts]
        without = sum(counts.values()) - sum(on_level)
        return tuple(without + sum(on_level[: n + 1]) for n in range(len(on_level)))

    def headers(
        self, opt_in: OptIn | None, api: Status, statuses: Iterable[Status]
    ) -> Mapping[str, str]:
        """The request headers that parts of these statuses need together: none or one.

        `api` is the API's own status: what is no weaker needs no header. A level without a value
        of its own is opened by that of the next one.
        """
        weakest = max(map(self.of, statuses), default=0)
        if opt_in is None or weakest <= self.of(api):
            return {}
        values = (opt_in.levels.get(contract) for contract in self.contracts[weakest:])
        value = next(filter(None, values), None)
        return {opt_in.header: value} if value else {}
