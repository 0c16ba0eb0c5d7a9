"""What all schemas of a document share: places, texts, the names of components."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from generator.formats.openapi.document.grammar import Path
from generator.formats.openapi.document.pointers import path_of, pointer
from generator.formats.openapi.parts.places import Register, Spot
from generator.formats.openapi.parts.shape import Shape
from generator.formats.openapi.parts.texts import Texts
from generator.model.address import Address
from generator.model.deprecation import Deprecation
from generator.model.part import Direction, Part
from generator.model.types import Named, Type, targets


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """`names` are the addresses of the component schemas by their names."""

    register: Register
    texts: Texts
    names: Mapping[str, Address]

    def down(self, spot: Spot, node: object, *keys: str | int) -> tuple[object, Spot]:
        """What stands below a node under these keys, and its place."""
        inner = node
        for key in keys:
            inner = inner[key]  # type: ignore[index]  # the caller found it there
            spot = spot.down(key, inner, self.register.gathered.origins)
        return inner, spot

    def reference(self, reference: str) -> Type:
        """The type that a local reference names.

        One that does not lead to a component has its JSON Pointer as a provisional address.
        """
        path = path_of(reference)
        name = called(path)
        if len(path) == 3 and path[:2] == ("components", "schemas") and name in self.names:
            return Named(name=name, target=self.names[name], nullable=False)
        return Named(name=name, target=Address(f"#{pointer(path)}"), nullable=False)

    def part(
        self,
        address: Address,
        kind: str,
        name: str,
        spot: Spot,
        shape: Shape,
        side: Direction,
        node: object,
        *,
        type_: Type | None,
        required: bool = False,
        written: str | None = None,
    ) -> Part:
        """The part that has a shape."""
        refers = (*shape.refers, *targets(shape.type))
        description = shape.description
        return Part(
            address=address,
            kind=kind,
            name=name,
            written=written,
            direction=side,
            location=self.register.location(spot),
            title=shape.title,
            type=type_,
            required=required,
            default=shape.default,
            refers=tuple(dict.fromkeys(refers)),
            annotations=tuple(shape.annotations),
            deprecation=Deprecation(reason="") if shape.is_deprecated else None,
            description=description,
            described_at=shape.described_at,
            links=self.texts.links(description, shape.described_at),
            details=MappingProxyType({**shape.facts(), "node": node}),
            children=tuple(shape.children),
        )


def called(path: Path) -> str:
    """What a reference calls its target: the last step, or two where that is no name."""
    last = str(path[-1]) if path else "any"
    is_name = last not in ("items", "additionalProperties") and not last.isdecimal()
    return last if is_name or len(path) < 2 else f"{path[-2]}/{last}"
