"""The standing of each part in the words of a spec's own annotations, to be written into copies.

A word is chosen by the same configuration that reads it, so that a copy says what was computed.
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from generator.catalog.model import AnnotationRecogniser, Recogniser
from generator.contract.promise import Promises
from generator.contract.standing import Standings
from generator.contract.vocabulary import Vocabulary
from generator.model.address import Address
from generator.model.deprecation import Sense
from generator.model.part import Annotation, Part
from generator.model.status import Status


class Remarks:
    """What one API's annotations can say of its parts."""

    def __init__(
        self, promises: Promises, recognisers: Sequence[Recogniser], standings: Standings
    ) -> None:
        self._promises, self._standings = promises, standings
        self._ids = Vocabulary(None, promises)
        self._words: dict[str, list[Vocabulary]] = {}
        for recogniser in recognisers:
            if isinstance(recogniser, AnnotationRecogniser):
                words = Vocabulary(recogniser.values, promises)
                self._words.setdefault(recogniser.annotation, []).append(words)
        statuses = {standing.effective for standing in standings.values()}
        contracts = {status: promises.contract_id(status) for status in statuses}
        self._contracts = {a: contracts[s.effective] for a, s in standings.items()}
        self.are_needed = any(standing.deviates for standing in standings.values())
        """Whether there is anything to tell: some part deviates."""

    def status(self, address: Address) -> Status:
        """The effective status of a part."""
        return self._standings[address].effective

    def deviates(self, address: Address) -> bool:
        """Whether the part stands under another contract than its API."""
        return self._standings[address].deviates

    def contract(self, address: Address) -> str:
        """The id of the contract a part stands under."""
        return self._contracts[address]

    def strongest(self, addresses: Sequence[Address]) -> Address:
        """The part that is promised most; the first of several."""
        return max(addresses, key=lambda a: self._promises.strength(self.status(a)))

    def id_of(self, status: Status) -> str | None:
        """The status as a value that is read as its id; None where an id alone does not say it."""
        return None if self._promises.catalog.statuses[status.id].ends else status.id

    def word(self, annotation: str, status: Status, known: Sequence[str]) -> str | None:
        """The first of the words `known` to an annotation's readers that means the same contract.

        None where the catalogue does not read the annotation, or none of its words means that.
        """
        wanted = self._promises.contract_id(status)
        return next((word for word in known if self._meaning(annotation, word) == wanted), None)

    def meanings(self, annotation: Annotation) -> Sequence[str]:
        """The ids of the contracts that an annotation names."""
        value = annotation.values.get("", annotation.values)
        values = value if isinstance(value, list) else [value]
        meant = [self._meaning(annotation.name, v) for v in values if not isinstance(v, Mapping)]
        return [contract for contract in meant if contract is not None]

    def names_status(self, value: object) -> str | None:
        """The id of the contract of the status whose id the value is."""
        meant = self._ids.read(value).status
        return None if meant is None else self._promises.contract_id(meant)

    def label(self, status: Status) -> str:
        """The status in the catalogue's first language."""
        catalog = self._promises.catalog
        words = catalog.statuses[status.id].label
        return words.get(catalog.language) or words.get("") or status.id

    def _meaning(self, annotation: str, value: object) -> str | None:
        for words in self._words.get(annotation, ()):
            status = words.read(value).status
            if status is not None:
                return self._promises.contract_id(status)
        return None


def gone_from(part: Part) -> date | None:
    """The first day of which nothing is promised, as such fields mean it (RFC 8594, section 3).

    A removal tells it, or a status of the part's own that has a last day of service.
    """
    removal = part.deprecation.removal if part.deprecation is not None else None
    if removal is not None and removal.day is not None:
        is_first = removal.sense is Sense.EARLIEST
        return removal.day if is_first else removal.day + timedelta(days=1)
    last = part.mark.status.after if part.mark is not None else None
    return last + timedelta(days=1) if last is not None else None
