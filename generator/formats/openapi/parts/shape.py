"""What a schema says, gathered for the part that has it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from generator.model.address import Address
from generator.model.location import Location
from generator.model.part import Annotation, Part
from generator.model.types import Named, OneOf, Type

ANY = Named(name="any", target=None, nullable=False)


@dataclass(slots=True)
class Shape:
    """What one schema says, as far as the part that has it is concerned."""

    type: Type = ANY
    refers: list[Address] = field(default_factory=list)
    children: list[Part] = field(default_factory=list)
    annotations: list[Annotation] = field(default_factory=list)
    constraints: list[tuple[str, str]] = field(default_factory=list)
    details: dict[str, object] = field(default_factory=dict)
    descriptions: list[str] = field(default_factory=list)
    described_at: Location | None = None
    title: str = ""
    default: str | None = None
    is_deprecated: bool = False
    is_nullable: bool = False

    @property
    def description(self) -> str:
        """Everything said in words."""
        return "\n\n".join(dict.fromkeys(self.descriptions))

    def facts(self) -> Mapping[str, object]:
        """The details, constraints included."""
        if self.constraints:
            self.details["constraints"] = tuple(self.constraints)
        if self.is_nullable:
            self.details["nullable"] = True
        return MappingProxyType(self.details)

    def take_item(self, sub: "Shape") -> None:
        """What is said of the items of a list is said of the list's part: they have none."""
        self.children.extend(sub.children)
        self.refers.extend(sub.refers)
        self.annotations.extend(sub.annotations)
        self.descriptions.extend(sub.descriptions)
        self.is_deprecated |= sub.is_deprecated
        self.described_at = self.described_at or sub.described_at
        if sub.default is not None:
            self.constraints.append(("item_default", sub.default))
        self.constraints.extend(
            (key if key.startswith("item_") else f"item_{key}", value)
            for key, value in sub.constraints
        )
        for key, value in sub.details.items():
            self.details.setdefault(key, value)

    def take_merged(self, merged: "Shape") -> None:
        """What a member of `allOf` or a choice says is said of the schema itself."""
        for name in ("children", "refers", "annotations", "constraints", "descriptions"):
            getattr(self, name).extend(getattr(merged, name))
        self.described_at = self.described_at or merged.described_at
        self.title = self.title or merged.title
        self.default = merged.default if self.default is None else self.default
        self.is_deprecated |= merged.is_deprecated
        self.is_nullable |= merged.is_nullable
        for key, value in merged.details.items():
            held = self.details.get(key)
            both = isinstance(held, tuple) and isinstance(value, tuple)
            self.details[key] = (*held, *value) if both else held or value  # type: ignore[misc]  # just looked at


def is_plain(type_: Type) -> bool:
    return isinstance(type_, Named) and type_.target is None


def with_null(shape: Shape) -> Type:
    """The type of an item, with null among what it may be."""
    if not shape.is_nullable:
        return shape.type
    null = Named(name="null", target=None, nullable=False)
    return OneOf(choices=(shape.type, null), nullable=False)
