"""Which entry of the side file decides each part."""

import fnmatch
import re
from collections.abc import Mapping, Sequence

from generator.catalog.model import SideFileEntry
from generator.catalog.schema import near
from generator.model.address import Address
from generator.model.finding import Finding, Severity
from generator.model.part import Part, Tree

Decided = Mapping[Address, SideFileEntry]


def decided(tree: Tree, entries: Sequence[SideFileEntry]) -> tuple[Decided, tuple[Finding, ...]]:
    """What decides each part, and a finding for each entry that decides none.

    An entry that names a part goes before a pattern, a later entry before an earlier one.
    """
    if not entries:
        return {}, ()
    exact = {entry.pattern: tree.named(entry.pattern) for entry in entries}
    found: dict[Address, SideFileEntry] = {}
    findings = []
    for entry in sorted(entries, key=lambda e: bool(exact[e.pattern])):
        parts = exact[entry.pattern] or _matched(tree, entry.pattern)
        found.update(dict.fromkeys((part.address for part in parts), entry))
        if not parts:
            findings.append(_unmatched(tree, entry))
    return found, tuple(findings)


def _matched(tree: Tree, pattern: str) -> tuple[Part, ...]:
    matches = re.compile(fnmatch.translate(pattern.replace("[", "[[]"))).fullmatch
    return tuple(part for part in tree.by_address.values() if matches(part.coordinate))


def _unmatched(tree: Tree, entry: SideFileEntry) -> Finding:
    return Finding(
        rule="side-file-unmatched",
        severity=Severity.ERROR,
        location=entry.location,
        arguments={"pattern": entry.pattern, "hint": near(entry.pattern, tree.coordinates)},
    )
