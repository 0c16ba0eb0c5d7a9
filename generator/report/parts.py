"""Parts with their standing as JSON and as lines."""

from collections.abc import Iterable, Iterator, Mapping

from generator.contract.standing import Standings, why
from generator.model.address import Address
from generator.model.deprecation import Deprecation
from generator.model.part import Part, Tree, walk

UNREACHABLE = "unreachable"

Places = Mapping[Address, tuple[str, str]]
"""The page and the anchor of each part, the page relative to the site's root."""


def as_json(
    api: str, tree: Tree, standings: Standings, places: Places
) -> Iterator[dict[str, object]]:
    """One object for each part, in the spec's order, as `apikatalog parts` promises it."""
    for part, _ in walk(tree.parts):
        yield part_as_json(api, part, tree, standings, places)


def part_as_json(
    api: str, part: Part, tree: Tree, standings: Standings, places: Places
) -> dict[str, object]:
    """One part. Days are ISO 8601, statuses are ids; `why` runs from an entry point to the part."""
    standing = standings[part.address]
    mark = part.mark
    page, anchor = places[part.address]
    promise = standing.promise
    return {
        "api": api,
        "coordinate": part.coordinate,
        "kind": part.kind,
        "direction": part.direction.value,
        "declared": mark.status.id if mark else None,
        "inherited": standing.inherited.id,
        "exposure": standing.exposure.id if standing.exposure else UNREACHABLE,
        "effective": standing.effective.id,
        "why": _coordinates(why(part.address, standings), tree),
        "provenance": None
        if mark is None
        else {
            "recogniser": mark.recogniser,
            "file": mark.location.file,
            "line": mark.location.line,
        },
        "deprecation": None if part.deprecation is None else _deprecation(part.deprecation, tree),
        "promise": {
            "earliest_break": {
                "date": promise.day.isoformat() if promise.day else None,
                "version": promise.version,
                "fixed": promise.fixed,
            },
            "announced": [],
        },
        "location": {
            "file": part.location.file,
            "line": part.location.line,
            "pointer": part.location.pointer,
        },
        "page": page,
        "anchor": anchor,
    }


def _coordinates(addresses: Iterable[Address], tree: Tree) -> list[str]:
    return [tree.by_address[address].coordinate for address in addresses]


def _deprecation(deprecation: Deprecation, tree: Tree) -> dict[str, object]:
    removal = deprecation.removal
    when: dict[str, object] | None = None
    if removal is not None and removal.day is not None:
        when = {"date": removal.day.isoformat(), "sense": removal.sense.value}
    elif removal is not None:
        when = {"version": removal.version, "sense": removal.sense.value}
    return {
        "since": deprecation.since.isoformat() if deprecation.since else None,
        "removal": when,
        "replacement": _coordinates(deprecation.replacement, tree),
        "reason": deprecation.reason,
    }


def line(part: Part, standings: Standings) -> str:
    """One part in one line: coordinate, kind, effective status, and what differs."""
    standing = standings[part.address]
    exposure = standing.exposure.id if standing.exposure else UNREACHABLE
    declared = part.mark.status.id if part.mark else "-"
    flag = " !" if standing.deviates else ""
    return "\t".join(
        (
            part.coordinate,
            part.kind,
            f"{standing.effective.id}{flag}",
            f"declared {declared}",
            f"exposure {exposure}",
        )
    )
