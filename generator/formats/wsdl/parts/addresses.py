"""Addresses of the components: the local name, with what tells apart those that share one.

An address begins with the component's sort (`type:Person`), because an element and a type may have
one name. The namespace stands in it (`type:{urn:x}Person`) where two of a sort share a local name.
What is printed is the local name alone wherever that is enough.
"""

from collections import Counter

from generator.formats.wsdl.components.registry import Registry
from generator.model.address import Address
from generator.syntax.xml import QName

_BEFORE = {
    "element": "element:",
    "type": "type:",
    "attribute": "attribute:",
    "group": "group:",
    "attribute group": "attribute-group:",
}


class Addresses:
    """The addresses of all components, and those of members, each given once."""

    def __init__(self, registry: Registry) -> None:
        keys = list(registry.components)
        in_sort = Counter((sort, name.local) for sort, name in keys)
        in_all = Counter(name.local for _, name in keys)
        self._of: dict[tuple[str, QName], Address] = {}
        self._written: dict[Address, str] = {}
        self._given: Counter[str] = Counter()
        for sort, name in keys:
            is_shared = in_sort[sort, name.local] > 1
            address = Address(f"{_BEFORE[sort]}{name if is_shared else name.local}")
            self._of[sort, name] = address
            if in_all[name.local] == 1:
                self._written[address] = name.local

    def find(self, sort: str, name: QName | None) -> Address | None:
        """The address of a component."""
        return None if name is None else self._of.get((sort, name))

    def written(self, address: Address) -> str | None:
        """How a component's address is printed, None where as it is."""
        return self._written.get(address)

    def claim(self, wished: str) -> Address:
        """The address wished for; with a number behind it where it has been given before."""
        self._given[wished] += 1
        number = self._given[wished]
        return Address(wished if number == 1 else f"{wished}[{number}]")
