"""How changes of services and schemas are graded, as far as they have ways of their own."""

import math
from collections.abc import Iterator, Mapping

from generator.diff.change import Found, Grade, Level, both
from generator.diff.dialect import VALUE, Coming, Dialect, Tightens, found
from generator.model.part import Part
from generator.model.types import Named

_B, _D, _S, _U = Level.BREAKING, Level.DANGEROUS, Level.COMPATIBLE, Level.UNDECIDABLE
_MEMBER = Coming(
    removed=both(_B), removed_optional=both(_D), added=Grade(_S, _B), added_required=Grade(_B, _D)
)
_ATTRIBUTE = Coming(
    removed=Grade(_D, _B), removed_optional=both(_D), added=Grade(_S, _S),
    added_required=Grade(_B, _S),
)  # fmt: skip
_SENT = {
    "action": "soap-action-changed",
    "style": "style-changed",
    "use": "use-changed",
    "url": "endpoint-changed",
    "protocol": "protocol-changed",
    "location": "endpoint-changed",
    "verb": "method-changed",
}
_WIDER: Mapping[str, tuple[str, ...]] = {
    "xs:byte": ("xs:short",),
    "xs:short": ("xs:int",),
    "xs:int": ("xs:long",),
    "xs:long": ("xs:integer",),
    "xs:integer": ("xs:decimal",),
    "xs:nonNegativeInteger": ("xs:integer",),
    "xs:positiveInteger": ("xs:nonNegativeInteger",),
    "xs:unsignedByte": ("xs:unsignedShort",),
    "xs:unsignedShort": ("xs:unsignedInt", "xs:int"),
    "xs:unsignedInt": ("xs:unsignedLong", "xs:long"),
    "xs:unsignedLong": ("xs:nonNegativeInteger",),
    "xs:float": ("xs:double",),
    "xs:token": ("xs:normalizedString",),
    "xs:normalizedString": ("xs:string",),
    "xs:NCName": ("xs:Name",),
    "xs:Name": ("xs:token",),
    "xs:anyURI": ("xs:string",),
    "xs:decimal": ("xs:string",),
    "xs:boolean": ("xs:string",),
    "xs:date": ("xs:string",),
    "xs:dateTime": ("xs:string",),
}
"""What every value of a built-in type also is, one step up (XML Schema part 2, section 3)."""
_ANYTHING = "xs:anyType"


def _widens(old: Named, new: Named) -> bool:
    if new.name in (_ANYTHING, "xs:anySimpleType"):
        return True
    waiting, seen = [old.name], {old.name}
    while waiting:
        for wider in _WIDER.get(waiting.pop(), ()):
            if wider == new.name:
                return True
            if wider not in seen:
                seen.add(wider)
                waiting.append(wider)
    return False


def _sent(old: Part, new: Part) -> Iterator[Found]:
    """What a client says or hears besides the values themselves."""
    for key, rule in _SENT.items():
        before, after = old.details.get(key), new.details.get(key)
        if before != after and new.kind in ("operation", "port") and key in new.details:
            is_told_at_port = new.kind == "operation" and key in ("url", "protocol")
            if not is_told_at_port:
                told = {"old": before or "", "new": after or ""}
                yield Found(rule=rule, level=_B, arguments=told)


def _occurs(old: Part, new: Part) -> Iterator[Found]:
    if "occurs" not in old.details or "occurs" not in new.details:
        return
    before, after = _highest(old), _highest(new)
    told = {"old": _most(before), "new": _most(after)}
    if after > before:
        grade = Grade(_S, _B if before == 1 else _D)
        yield found("may-repeat-more", grade, new.direction, **told)
    elif after < before:
        yield found("may-repeat-less", Grade(_B, _S), new.direction, **told)


def _highest(part: Part) -> float:
    """How often at most, infinity where there is no bound."""
    occurs = part.details["occurs"]
    assert isinstance(occurs, tuple)
    return math.inf if occurs[1] is None else float(occurs[1])


def _most(highest: float) -> str:
    return "*" if math.isinf(highest) else str(int(highest))


def _names(old: Part, new: Part) -> Iterator[Found]:
    if old.details.get("namespace", "") != new.details.get("namespace", ""):
        told = {"old": old.details.get("namespace", ""), "new": new.details.get("namespace", "")}
        yield Found(rule="namespace-changed", level=_B, arguments=told)
    if old.details.get("base") != new.details.get("base"):
        told = {"old": old.details.get("base") or "", "new": new.details.get("base") or ""}
        yield Found(rule="base-changed", level=_B, arguments=told)


def _order(old: Part, new: Part) -> Iterator[Found]:
    """The order of the elements that are in both: in a sequence it is part of the message."""
    before = [child.name for child in old.children if child.kind == "element"]
    after = [child.name for child in new.children if child.kind == "element"]
    kept = [name for name in before if name in after]
    if kept != [name for name in after if name in before]:
        yield Found(rule="order-changed", level=_B)


DIALECT = Dialect(
    coming={
        "element": _MEMBER,
        "attribute": _ATTRIBUTE,
        "wildcard": Coming(removed=Grade(_D, _S), removed_optional=Grade(_D, _S),
                           added=Grade(_S, _B), added_required=Grade(_S, _B)),
        "enumeration value": VALUE,
        "fault": Coming(removed=both(_S), removed_optional=both(_S), added=both(_D)),
        "message part": Coming(added=both(_B)),
        "input": Coming(added=both(_B)),
        "output": Coming(added=both(_B)),
        "header": Coming(added=Grade(_D, _S), added_required=Grade(_B, _D)),
    },
    limits={
        "minLength": Tightens.RAISED,
        "maxLength": Tightens.LOWERED,
        "minInclusive": Tightens.RAISED,
        "minExclusive": Tightens.RAISED,
        "maxInclusive": Tightens.LOWERED,
        "maxExclusive": Tightens.LOWERED,
        "totalDigits": Tightens.LOWERED,
        "fractionDigits": Tightens.LOWERED,
    },
    widens=_widens,
    names_travel=False,
    nameless=frozenset(("complex type", "simple type", "group", "attribute group")),
    values=frozenset(("enumeration value",)),
    checks=(_sent, _occurs, _names, _order),
)  # fmt: skip
