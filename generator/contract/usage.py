"""Who refers to a part."""

from collections.abc import Mapping

from generator.model.address import Address
from generator.model.part import Part, Tree

Usage = Mapping[Address, tuple[Part, ...]]


def usage(tree: Tree) -> Usage:
    """The parts that refer to each part, in the spec's order; nothing for those none refers to."""
    found: dict[Address, list[Part]] = {}
    for part, _ in tree.walked:
        for target in part.refers:
            found.setdefault(target, []).append(part)
    return {address: tuple(parts) for address, parts in found.items()}
