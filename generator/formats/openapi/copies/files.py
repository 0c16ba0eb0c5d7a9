"""Copies of a spec's files that tell of each part which contract it stands under."""

from collections.abc import Mapping, Sequence

from generator.contract.remarks import Remarks
from generator.formats import Document
from generator.formats.openapi.copies.carriers import Writing, writing
from generator.formats.openapi.copies.overlay import at, overlay
from generator.formats.openapi.document.grammar import Path
from generator.formats.openapi.native import Native
from generator.formats.openapi.parts.told import STATUS
from generator.model.copy import Copy
from generator.model.part import Tree
from generator.syntax.additions import added

_REFERENCE_ALONE = ("2.", "3.0")
"""The versions in which nothing but `$ref` is read of a Reference Object."""


def copies(
    native: object, documents: Sequence[Document], tree: Tree, remarks: Remarks
) -> Sequence[Copy]:
    """Each file of the spec with the standing written in, and an Overlay that writes it in.

    Empty where no part deviates. A file into which nothing is written is there as it is, so that
    the files stay together.
    """
    if not remarks.are_needed:
        return ()
    assert isinstance(native, Native)
    sources = native.gathered.sources
    beside_reference = not native.version.startswith(_REFERENCE_ALONE)
    made = writing(tree, remarks, native.gathered, beside_reference=beside_reference)
    found: list[Copy] = []
    if not made.entries:
        return ()
    for document in documents:
        if document.file not in sources:
            continue
        value = sources[document.file].value
        additions = _additions(document.file, value, made)
        content = added(document.content, additions) if additions else document.content
        found.append(Copy(file=document.file, kind="marked", ending="txt", content=content))
        said = overlay(document.file, value, made, tree.about, STATUS)
        if said is not None:
            ending = "overlay.json"
            found.append(Copy(file=document.file, kind="overlay", ending=ending, content=said))
    return found


def _additions(file: str, document: object, made: Writing) -> Mapping[Path, Mapping[str, object]]:
    """What the objects of one file hold when the entries have been merged into them."""
    return {
        place[1]: {
            name: _merged(at(document, (*place[1],)), name, value)
            for name, value in entries.items()
        }
        for place, entries in made.entries.items()
        if place[0] == file
    }


def _merged(node: object, name: str, value: object) -> object:
    held = node.get(name) if isinstance(node, dict) else None
    if isinstance(held, dict) and isinstance(value, dict):
        return {**held, **value}
    return [*held, *value] if isinstance(held, list) and isinstance(value, list) else value
