"""What it takes to lift a part to the next contract: which one, and what must come along."""

from generator.catalog.model import Contract
from generator.contract.promise import Promises
from generator.contract.standing import Standings, why
from generator.model.address import Address
from generator.model.status import Status


def next_contract(status: Status, promises: Promises) -> Contract | None:
    """The contract one step stronger than that of `status`; None on top, and where none is left."""
    contract = promises.contract(status)
    if contract is None:
        return None
    stronger = [c for c in promises.catalog.contracts.values() if c.strength > contract.strength]
    return min(stronger, key=lambda c: c.strength, default=None)


def lifted_together(
    address: Address, standings: Standings, promises: Promises, contract: Contract
) -> tuple[Address, ...]:
    """What must be lifted for the part to stand under `contract`, on the best way to it.

    The steps of that way that promise less, the part itself last. A part nothing leads to has
    only itself.
    """
    steps = why(address, standings) or (address,)
    return tuple(
        step
        for step in steps
        if promises.strength(standings[step].inherited) < contract.strength or step == address
    )
