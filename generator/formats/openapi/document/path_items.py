"""Path items that are nothing but a reference to another one, in whose place that one is put."""

from generator.formats.openapi.document.gathered import Gathered, Node, Origin
from generator.formats.openapi.document.grammar import Path

PATHS = ("paths", "webhooks", "x-webhooks")
"""Where a document holds its path items."""
MOST_HOPS = 50
"""References one after the other, each of which only leads to the next."""


def inline(gathered: Gathered, origins: dict[int, Origin]) -> bool:
    """Puts what a path item refers to in its place; whether there was any.

    `origins` are those of `gathered`, and those of the new path items are added to them.
    """
    is_any = False
    for key in PATHS:
        held = gathered.root.get(key)
        if not isinstance(held, dict):
            continue
        for name, item in list(held.items()):
            if isinstance(item, dict) and isinstance(item.get("$ref"), str):
                is_any = True
                held[name] = _inlined(gathered, origins, item, (key, name))
    return is_any


def _inlined(gathered: Gathered, origins: dict[int, Origin], item: Node, path: Path) -> Node:
    """The path item meant by one that refers, and what stands beside the reference."""
    merged: Node = {}
    step, hops = item, 0
    while hops < MOST_HOPS:
        here, hops = gathered.origin(path), hops + 1
        for key, value in step.items():
            if key not in merged and key != "$ref":
                merged[key] = value
                if isinstance(value, dict | list):
                    origins.setdefault(id(value), here.down(key))
        reference = step.get("$ref")
        if not isinstance(reference, str):
            break
        path, target = gathered.target(reference)
        if not isinstance(target, dict):
            break
        step = target
    origins[id(merged)] = here
    return merged
