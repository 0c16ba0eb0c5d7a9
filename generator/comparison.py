"""Two snapshots of one API, and what changed between them."""

from dataclasses import dataclass
from datetime import date

from generator.contract.levels import Levels
from generator.contract.promise import Promises
from generator.diff.change import Change
from generator.diff.compare import Snapshot, Stand, changes
from generator.model.address import Address
from generator.model.status import Status
from generator.reading import Content


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What changed from one snapshot to another; the days are None for files without a date."""

    old: date | None
    new: date | None
    changes: tuple[Change, ...]


def compared(old: Content, new: Content, status: Status, promises: Promises) -> Comparison:
    """The changes between two snapshots of an API whose status is `status`."""
    levels = Levels(promises, status)
    found = changes(
        _side(old, levels, promises),
        _side(new, levels, promises),
        new.format.dialect,
        tuple(levels.contracts),
    )
    return Comparison(old=old.snapshot.day, new=new.snapshot.day, changes=found)


def _side(content: Content, levels: Levels, promises: Promises) -> Snapshot:
    stands: dict[Address, Stand] = {}
    for address, standing in content.standings.items():
        stands[address] = Stand(
            inherited=standing.inherited.id,
            effective=standing.effective.id,
            strength=promises.strength(standing.inherited),
            opt_in=levels.of(standing.effective),
            is_reached=standing.exposure is not None,
        )
    return Snapshot(tree=content.tree, stands=stands, day=content.snapshot.day)
