"""What the format's own functions want of a spec again, once it is read."""

from collections.abc import Mapping
from dataclasses import dataclass

from generator.formats.wsdl.components.registry import Registry
from generator.formats.wsdl.documents.gather import Gathered
from generator.formats.wsdl.services.model import Operation, Port
from generator.model.address import Address
from generator.model.part import Tree


@dataclass(frozen=True, slots=True, kw_only=True)
class Native:
    """The files, the components, the parts, and each operation with its port, by its address."""

    gathered: Gathered
    registry: Registry
    tree: Tree
    operations: Mapping[Address, tuple[Port, Operation]]
