"""A part as SDL (GraphQL specification, September 2025, section 3), without descriptions."""

from collections.abc import Iterable

from graphql.language.print_string import print_string

from generator.formats.graphql.layout import notation
from generator.model.part import Part
from generator.model.types import Type

_KEYWORDS = {"object": "type", "input object": "input"}


def source(part: Part) -> str:
    """The definition of a type or directive; a field, argument or value as it stands in one."""
    match part.kind:
        case "object" | "interface" | "input object" | "enum":
            head = f"{_KEYWORDS.get(part.kind, part.kind)} {part.name}{_interfaces(part)}"
            if part.details.get("one_of"):
                head += " @oneOf"
            lines = "".join(f"  {_member(child)}\n" for child in part.children)
            return f"{head} {{\n{lines}}}" if lines else head
        case "union":
            return f"union {part.name} = {' | '.join(_names(part, 'members'))}"
        case "scalar":
            url = part.details.get("specified_by")
            by = f" @specifiedBy(url: {print_string(str(url))})" if url else ""
            return f"scalar {part.name}{by}"
        case "directive":
            repeatable = " repeatable" if part.details.get("repeatable") else ""
            places = " | ".join(_names(part, "locations"))
            return f"directive {part.name}{_arguments(part)}{repeatable} on {places}"
        case _:
            return _member(part)


def _interfaces(part: Part) -> str:
    names = _names(part, "interfaces")
    return f" implements {' & '.join(names)}" if names else ""


def _names(part: Part, key: str) -> list[str]:
    found = part.details.get(key, ())
    assert isinstance(found, Iterable)
    return [str(name) for name in found]


def _member(part: Part) -> str:
    type_ = f": {_type(part.type)}" if part.type is not None else ""
    default = f" = {part.default}" if part.default is not None else ""
    return f"{part.name}{_arguments(part)}{type_}{default}{_deprecated(part)}"


def _arguments(part: Part) -> str:
    if not part.children:
        return ""
    return f"({', '.join(_member(child) for child in part.children)})"


def _deprecated(part: Part) -> str:
    if part.deprecation is None:
        return ""
    return f" @deprecated(reason: {print_string(part.deprecation.reason)})"


def _type(type_: Type) -> str:
    return "".join(run for run, _ in notation(type_))
