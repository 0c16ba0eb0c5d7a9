"""A schema as one: what it says itself, what it demands besides, and one of its alternatives."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from generator.formats.openapi.document.pointers import Place, followed, target
from generator.formats.openapi.exchanges.dialect import choices

_HOPS = 20
_MOST = 100

Choice = Callable[[Place, list[Place]], Place | None]
"""Which of a schema's alternatives is taken, None for none of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """The keywords of a schema with those of `allOf` and of the alternative taken.

    `through` are the places passed on the way, references and their targets. `fixed` are the
    properties whose value tells which alternative is `chosen`.
    """

    through: tuple[Place, ...]
    keywords: Mapping[str, Place]
    properties: Mapping[str, Place]
    required: tuple[str, ...]
    fixed: Mapping[str, Any] = field(default_factory=dict)
    chosen: bool = False

    def value(self, keyword: str) -> Any:
        """What a keyword says, None where the schema has none."""
        return self.keywords[keyword].value if keyword in self.keywords else None

    @property
    def type(self) -> str | None:
        """The type, the first that is not null where there are several."""
        said = self.value("type")
        types = [said] if isinstance(said, str) else said if isinstance(said, list) else []
        kinds = [t for t in types if t != "null"] or types
        if kinds:
            return str(kinds[0])
        if self.properties:
            return "object"
        return "array" if "items" in self.keywords else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Views:
    """The schemas of a document as one each; those without alternatives are seen once."""

    document: Mapping[str, Any]
    _known: dict[str, View] = field(default_factory=dict)

    def of(self, at: Place, choice: Choice) -> View:
        """The schema at a place."""
        found = self._known.get(at.pointer)
        if found is None:
            found = _view(self.document, at, choice, set())
            if not found.chosen:
                self._known[at.pointer] = found
        return found


def _view(document: Mapping[str, Any], at: Place, choice: Choice, seen: set[str]) -> View:
    """The schema at a place as one; what was `seen` on the way is not looked at again."""
    chosen = False
    through = [at]
    keywords: dict[str, Place] = {}
    properties: dict[str, Place] = {}
    required: list[str] = []
    fixed: dict[str, Any] = {}
    found = at
    while isinstance(found.value, dict) and "$ref" in found.value and len(through) < _HOPS:
        beside = {k: v for k, v in found.entries() if k != "$ref"}
        keywords = {**beside, **keywords}
        to = target(found.value["$ref"])
        if to is None:
            break
        found = followed(document, Place(pointer=found.pointer, value={"$ref": f"#{to}"}))
        through.append(found)
    keywords = {**dict(found.entries()), **keywords}
    properties |= dict(found.at("properties").entries())
    if isinstance(found.at("required").value, list):
        required += [name for name in found.value["required"] if isinstance(name, str)]
    is_new = found.pointer not in seen and len(seen) < _MOST
    seen.add(found.pointer)
    parts = list(found.at("allOf").elements()) if is_new else []
    for key in ("oneOf", "anyOf"):
        if key not in keywords:
            continue
        branches = list(found.at(key).elements()) if is_new else []
        branch = choice(found, branches) if branches else None
        chosen = chosen or bool(branches)
        if branch is not None:
            parts.append(branch)
            fixed |= _discriminated(found, branch)
    for part in parts:
        inner = _view(document, part, choice, seen)
        through.extend(inner.through)
        keywords = {**inner.keywords, **keywords}
        properties = {**inner.properties, **properties}
        required += inner.required
        fixed = {**inner.fixed, **fixed}
        chosen = chosen or inner.chosen
    return View(
        through=tuple(through),
        keywords=keywords,
        properties=properties,
        required=tuple(dict.fromkeys(required)),
        fixed=fixed,
        chosen=chosen,
    )


def _discriminated(schema: Place, branch: Place) -> dict[str, Any]:
    """The property that tells which branch was taken, with its value."""
    said = schema.at("discriminator").value
    reference = branch.value.get("$ref") if isinstance(branch.value, dict) else None
    if not isinstance(said, dict) or not isinstance(said.get("propertyName"), str):
        return {}
    values = [value for value, to in choices(said, [branch.value]).items() if to == reference]
    return {said["propertyName"]: values[-1]} if values else {}
