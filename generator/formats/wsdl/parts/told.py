"""What the root of a file tells of the status of single parts, by their coordinates.

Some parts have no element of their own: an operation of a port type that several ports offer, what
a message holds that several operations send, a member of a group that several types have.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from generator.formats.wsdl.documents.gather import Gathered
from generator.formats.wsdl.parts.remarks import remarks
from generator.model.part import Annotation, Part

STATUS = "contract-status"
OF_PART = f"{STATUS}-of-part"
"""An element with the attributes `part` and `status`."""


def with_told(parts: Sequence[Part], gathered: Gathered) -> tuple[Part, ...]:
    """The parts with what is told of them; it counts, and not what they say themselves."""
    told = _told(gathered)
    return _with(parts, told) if told else tuple(parts)


def _told(gathered: Gathered) -> Mapping[str, Annotation]:
    found: dict[str, Annotation] = {}
    roots = [(held.root, held.file) for held in gathered.definitions]
    roots += [(held.root, held.file) for held in gathered.schemas]
    for root, file in roots:
        for remark in remarks(root, file):
            part, status = remark.values.get("part"), remark.values.get("status")
            if remark.name == f"<{OF_PART}>" and part and status:
                said = replace(remark, name=f"<{STATUS}>", values={"": status})
                found.setdefault(str(part), said)
    return found


def _with(parts: Iterable[Part], told: Mapping[str, Annotation]) -> tuple[Part, ...]:
    marked = []
    for part in parts:
        children = _with(part.children, told)
        said = told.get(part.coordinate)
        if said is not None:
            kept = (a for a in part.annotations if a.name != said.name)
            marked.append(replace(part, annotations=(*kept, said), children=children))
        else:
            marked.append(part if children == part.children else replace(part, children=children))
    return tuple(marked)
