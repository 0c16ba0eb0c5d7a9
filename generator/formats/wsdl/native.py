"""What the format's own functions want of a spec again, once it is read."""

from collections.abc import Mapping
from dataclasses import dataclass

from generator.formats.wsdl.components.registry import Registry
from generator.formats.wsdl.documents.gather import Gathered
from generator.formats.wsdl.services.model import Operation, Port
from generator.model.address import Address


@dataclass(frozen=True, slots=True, kw_only=True)
class Native:
    """The files, the components, and each operation with its port, by the operation's address."""

    gathered: Gathered
    registry: Registry
    operations: Mapping[Address, tuple[Port, Operation]]
