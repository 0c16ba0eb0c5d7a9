"""What a status promises on a given day: its contract, its strength, its earliest lawful break."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from itertools import islice

from generator.catalog.model import NO_CONTRACT, Catalog, Contract, Notice, Release
from generator.contract.calendar import Coming, coming
from generator.model.status import Status

_CERTAIN = True


@dataclass(frozen=True, slots=True, kw_only=True)
class EarliestBreak:
    """The first lawful day of a breaking change that is announced on the as-of day.

    `version` is the major version it falls together with, None where the contract needs none.
    `day` None: the catalogue names no day. `fixed`: the day is certain, not computed from the
    release window.
    """

    day: date | None
    version: int | None
    fixed: bool

    @property
    def form(self) -> str:
        """How it is told: the key, below `promise`, of its sentence."""
        if self.day is None:
            return "no_day"
        if self.version is None:
            return "day"
        return "version" if self.fixed else "version_at_earliest"


class Promises:
    """The contracts of one catalogue as they hold on the day `as_of`."""

    def __init__(self, catalog: Catalog, as_of: date) -> None:
        self.catalog = catalog
        self.as_of = as_of
        self._breaks: dict[Status, EarliestBreak] = {}

    def contract(self, status: Status) -> Contract | None:
        """The contract `status` carries; None when its last day of service has passed."""
        if status.after is not None and status.after < self.as_of:
            return None
        return self.catalog.contracts[self.catalog.statuses[status.id].contract]

    def contract_id(self, status: Status) -> str:
        """The id of the contract, or "none"."""
        contract = self.contract(status)
        return NO_CONTRACT if contract is None else contract.id

    def strength(self, status: Status) -> int:
        """How much `status` promises; a retired one promises less than any contract."""
        contract = self.contract(status)
        return self._nothing if contract is None else contract.strength

    def weaker(self, one: Status, other: Status) -> Status:
        """The one that promises less; `one` where they promise the same."""
        return other if self.strength(other) < self.strength(one) else one

    def status_of(self, contract: str) -> Status | None:
        """The plainest status that carries `contract`: the first that takes no last day."""
        found = (s for s in self.catalog.statuses.values() if s.contract == contract and not s.ends)
        definition = next(found, None)
        return None if definition is None else Status(id=definition.id)

    def earliest_break(self, status: Status) -> EarliestBreak:
        """When `status` may earliest be broken if that is announced on the as-of day."""
        if status not in self._breaks:
            self._breaks[status] = self._earliest_break(status)
        return self._breaks[status]

    @cached_property
    def _nothing(self) -> int:
        return min((c.strength for c in self.catalog.contracts.values()), default=0) - 1

    def _earliest_break(self, status: Status) -> EarliestBreak:
        contract = self.contract(status)
        if contract is None:
            return EarliestBreak(day=self.as_of, version=None, fixed=_CERTAIN)
        by_contract = self._by_terms(contract.release, contract.notice)
        if status.after is None:
            return by_contract
        day_after = status.after + timedelta(days=1)
        if by_contract.day is not None and by_contract.day <= day_after:
            return by_contract
        return EarliestBreak(day=day_after, version=None, fixed=_CERTAIN)

    def _by_terms(self, release: Release, notice: Notice) -> EarliestBreak:
        noticed = self.as_of + timedelta(days=notice.days or 0)
        if release is Release.ANY_DAY and notice.major_versions is None:
            return EarliestBreak(day=noticed, version=None, fixed=_CERTAIN)
        versions = coming(self.catalog.versions, self.catalog.window, self.as_of)
        later = islice(versions, notice.major_versions or 0, None)
        version: Coming | None = next((v for v in later if v.day >= noticed), None)
        if version is None:
            return EarliestBreak(day=None, version=None, fixed=False)
        return EarliestBreak(day=version.day, version=version.major, fixed=version.fixed)
