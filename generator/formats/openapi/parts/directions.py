"""Which way the shared pieces of a document travel, by who refers to them."""

from collections.abc import Iterable, Mapping

from generator.formats.openapi.document.grammar import Path
from generator.formats.openapi.document.pointers import path_of
from generator.model.part import Direction

Component = tuple[str, str]
"""Section and name of a component."""

_ALONE = {
    "parameters": Direction.INPUT,
    "requestBodies": Direction.INPUT,
    "responses": Direction.OUTPUT,
    "headers": Direction.OUTPUT,
}
"""What goes by its nature one way, where nothing refers to it."""


def directions(references: Iterable[tuple[Path, str]]) -> Mapping[Component, Direction]:
    """The direction of each component that something refers to, seen from the client.

    `references` are the path in the document of each object that refers, and where to.
    What a client sends to is turned round in a callback or webhook: there it is sent to.
    """
    leads: dict[Component, list[Component]] = {}
    seeds: dict[Direction, list[Component]] = {Direction.INPUT: [], Direction.OUTPUT: []}
    for path, reference in references:
        to = component(reference)
        if to is None or len(path) < 3:
            continue
        if path[0] == "components" and path[1] != "callbacks":
            leads.setdefault((str(path[1]), str(path[2])), []).append(to)
        elif (side := _side(path)) is not None:
            seeds[side].append(to)
    reached = {side: _reached(found, leads) for side, found in seeds.items()}
    both = reached[Direction.INPUT] & reached[Direction.OUTPUT]
    return {
        **{c: side for side, found in reached.items() for c in found},
        **dict.fromkeys(both, Direction.BOTH),
    }


def alone(section: str) -> Direction:
    """The direction of a component of that section to which nothing refers."""
    return _ALONE.get(section, Direction.BOTH)


def component(reference: str) -> Component | None:
    """The component that holds what a local reference leads to."""
    if not reference.startswith("#/components/"):
        return None
    path = path_of(reference)
    return (str(path[1]), str(path[2])) if len(path) > 2 else None


def _side(path: Path) -> Direction | None:
    """The side of what stands at a path below `paths`, `webhooks` or a callback of its own."""
    is_shared_callback = path[0] == "components"
    is_turned = path[0] != "paths"
    rest = path[4:] if is_shared_callback else path[2:]
    while len(rest) > 4 and rest[1] == "callbacks":
        is_turned, rest = not is_turned, rest[4:]
    if rest[:1] == ("additionalOperations",):
        rest = rest[1:]
    place = rest[0] if rest[:1] == ("parameters",) else rest[1] if len(rest) > 1 else ""
    if place not in ("parameters", "requestBody", "responses"):
        return None
    return Direction.INPUT if (place == "responses") == is_turned else Direction.OUTPUT


def _reached(
    found: Iterable[Component], leads: Mapping[Component, Iterable[Component]]
) -> set[Component]:
    reached = set(found)
    waiting = list(reached)
    while waiting:
        for onward in leads.get(waiting.pop(), ()):
            if onward not in reached:
                reached.add(onward)
                waiting.append(onward)
    return reached
