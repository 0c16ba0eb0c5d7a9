"""Addresses of the components: the local name, with what tells apart those that share one.

An address begins with the component's sort (`type:Person`), because an element and a type may have
one name. The namespace stands in it (`type:{urn:x}Person`) where two of a sort share a local name.
What is printed is the local name alone wherever that is enough. Services begin with no sort, since
their names come first in what clients write; no local name has a colon.
"""

from collections import Counter
from collections.abc import Iterable

from generator.formats.wsdl.components.registry import Registry
from generator.model.address import Address
from generator.model.errors import SpecError
from generator.model.finding import Finding, Severity
from generator.model.location import Location
from generator.syntax.xml import QName

MAX_PARTS = 500_000
_BEFORE = {
    "element": "element:",
    "type": "type:",
    "attribute": "attribute:",
    "group": "group:",
    "attribute group": "attribute-group:",
}


class Addresses:
    """The addresses of all components, and those of members, each given once."""

    def __init__(self, registry: Registry, offered: Iterable[QName] = ()) -> None:
        """`offered` are the names of the services, and of port types without one."""
        keys = list(registry.components)
        self._offered = Counter(name.local for name in offered)
        in_sort = Counter((sort, name.local) for sort, name in keys)
        in_all = Counter(name.local for _, name in keys)
        self._of: dict[tuple[str, QName], Address] = {}
        self._written: dict[Address, str] = {}
        self._given: Counter[str] = Counter()
        self._count = 0
        for sort, name in keys:
            is_shared = in_sort[sort, name.local] > 1
            address = Address(f"{_BEFORE[sort]}{name if is_shared else name.local}")
            self._of[sort, name] = address
            self._given[address] = 1
            taken = in_all[name.local] > 1 or name.local in self._offered
            if not taken and not _is_like_a_member(name.local, in_all):
                self._written[address] = name.local

    def find(self, sort: str, name: QName | None) -> Address | None:
        """The address of a component."""
        return None if name is None else self._of.get((sort, name))

    def written(self, address: Address) -> str | None:
        """How a component's address is printed, None where as it is."""
        return self._written.get(address)

    def offer(self, name: QName, file: str) -> Address:
        """The address of a service, or of a port type that no service offers."""
        is_shared = self._offered[name.local] > 1
        return self.claim(str(name) if is_shared else name.local, file)

    def claim(self, wished: str, file: str) -> Address:
        """The address wished for; with a number behind it where it has been given before.

        Raises SpecError where that makes more parts than we show.
        """
        self._count += 1
        if self._count > MAX_PARTS:
            raise SpecError([_too_many(file)])
        self._given[wished] += 1
        number = self._given[wished]
        return Address(wished if number == 1 else f"{wished}[{number}]")


def _is_like_a_member(local: str, names: Counter[str]) -> bool:
    """Whether a name with dots can be taken for that of a member: `Person.navn`."""
    steps = local.split(".")
    return any(".".join(steps[:n]) in names for n in range(1, len(steps)))


def _too_many(file: str) -> Finding:
    return Finding(
        rule="spec-too-large",
        severity=Severity.ERROR,
        location=Location(file=file),
        arguments={"limit": MAX_PARTS},
    )
