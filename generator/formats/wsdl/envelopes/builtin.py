"""Values of the types that XML Schema itself defines (part 2, section 3)."""

import base64
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation

from generator.formats.wsdl.envelopes.draft import UnmadeError

_LONGEST = 1_000
_TEXTS = {
    "string": "string",
    "normalizedString": "string",
    "token": "string",
    "anySimpleType": "string",
    "anyAtomicType": "string",
    "anyType": "string",
    "Name": "name",
    "NCName": "name",
    "NMTOKEN": "name",
    "NMTOKENS": "name",
    "language": "en",
    "boolean": "true",
    "anyURI": "https://www.example.org/",
}
_TIMES = {
    "dateTime": "2026-01-15T12:00:00Z",
    "dateTimeStamp": "2026-01-15T12:00:00Z",
    "date": "2026-01-15",
    "time": "12:00:00",
    "gYear": "2026",
    "gYearMonth": "2026-01",
    "gMonth": "--01",
    "gMonthDay": "--01-15",
    "gDay": "---15",
    "duration": "P1D",
    "dayTimeDuration": "P1D",
    "yearMonthDuration": "P1Y",
}
_WHOLE: Mapping[str, tuple[int | None, int | None]] = {
    "integer": (None, None),
    "nonPositiveInteger": (None, 0),
    "negativeInteger": (None, -1),
    "nonNegativeInteger": (0, None),
    "positiveInteger": (1, None),
    "long": (-(2**63), 2**63 - 1),
    "int": (-(2**31), 2**31 - 1),
    "short": (-(2**15), 2**15 - 1),
    "byte": (-128, 127),
    "unsignedLong": (0, 2**64 - 1),
    "unsignedInt": (0, 2**32 - 1),
    "unsignedShort": (0, 2**16 - 1),
    "unsignedByte": (0, 255),
}
_FRACTIONS = ("decimal", "float", "double")
_ORDERED = ("minInclusive", "maxInclusive", "minExclusive", "maxExclusive")
BYTES = ("base64Binary", "hexBinary")
_WORD = b"string"


def text(type_: str, facets: Mapping[str, str]) -> str:
    """A value of the built-in type within the facets. Raises UnmadeError where we know none."""
    if type_ in _WHOLE or type_ in _FRACTIONS:
        return _number(type_, facets)
    if type_ in BYTES:
        return _bytes(type_, facets)
    if type_ in _TIMES:
        return _time(type_, facets)
    if type_ not in _TEXTS:
        raise UnmadeError
    return _sized(_TEXTS[type_], facets)


def fits(type_: str, text: str, facets: Mapping[str, str]) -> bool:
    """Whether a text, which a pattern allows, is as long and as large as the facets say."""
    if type_ in _WHOLE or type_ in _FRACTIONS:
        return _is_between(type_, text, facets)
    if type_ in _TIMES:
        return text == _time(type_, facets)
    if type_ in BYTES:
        return text == _bytes(type_, facets)
    if type_ == "boolean":
        return text in ("true", "false", "1", "0")
    lowest, highest = lengths(facets)
    if type_ not in ("string", "normalizedString") and text != " ".join(text.split()):
        return False
    return lowest <= len(text) and (highest is None or len(text) <= highest)


def lengths(facets: Mapping[str, str]) -> tuple[int, int | None]:
    """The least and the greatest length."""
    exact = _count(facets.get("length"))
    if exact is not None:
        return exact, exact
    return _count(facets.get("minLength")) or 0, _count(facets.get("maxLength"))


def _count(written: str | None) -> int | None:
    if written is None:
        return None
    stripped = written.strip()
    return min(int(stripped), 2**31) if stripped.isdecimal() and len(stripped) < 12 else None


def _sized(word: str, facets: Mapping[str, str]) -> str:
    lowest, highest = lengths(facets)
    if lowest > _LONGEST:
        raise UnmadeError
    if len(word) < lowest:
        word = (word * (lowest // len(word) + 1))[:lowest]
    return word if highest is None else word[:highest]


def _bytes(type_: str, facets: Mapping[str, str]) -> str:
    lowest, highest = lengths(facets)
    if lowest > _LONGEST:
        raise UnmadeError
    count = max(lowest, len(_WORD) if highest is None else min(highest, len(_WORD)))
    held = (_WORD * (count // len(_WORD) + 1))[:count]
    return base64.b64encode(held).decode() if type_ == "base64Binary" else held.hex().upper()


def _time(type_: str, facets: Mapping[str, str]) -> str:
    """The usual one; where there is a bound that is part of the range, that."""
    for name in ("minInclusive", "maxInclusive"):
        if name in facets:
            return facets[name].strip()
    return _TIMES[type_]


def _bounds(
    type_: str, facets: Mapping[str, str]
) -> tuple[Decimal | None, Decimal | None, Decimal]:
    """The least and the greatest number, and the step from one to the next."""
    places = _count(facets.get("fractionDigits"))
    step = Decimal(1)
    if type_ in _FRACTIONS:
        step = Decimal(1).scaleb(-min(places if places is not None else 2, 20))
    low, high = _WHOLE.get(type_, (None, None))
    lows = [] if low is None else [Decimal(low)]
    highs = [] if high is None else [Decimal(high)]
    for name in _ORDERED:
        number = _decimal(facets.get(name))
        if number is None:
            continue
        moved = step if name.endswith("Exclusive") else Decimal(0)
        if name.startswith("min"):
            lows.append(number + moved)
        else:
            highs.append(number - moved)
    return max(lows, default=None), min(highs, default=None), step


def _number(type_: str, facets: Mapping[str, str]) -> str:
    low, high, step = _bounds(type_, facets)
    value = Decimal(1)
    if low is not None and value < low:
        value = low
    if high is not None and value > high:
        value = high
    if type_ in _WHOLE and value != value.to_integral_value():
        value = value.to_integral_value() + (1 if low is not None and low > value else 0)
    plain = format(value, "f")
    if type_ in _FRACTIONS and value == 1 and step < 1 and _count(facets.get("totalDigits")) != 1:
        return "1.0"
    return plain


def _is_between(type_: str, text: str, facets: Mapping[str, str]) -> bool:
    number = _decimal(text)
    if number is None or (type_ in _WHOLE and not text.lstrip("+-").isdecimal()):
        return False
    low, high, _ = _bounds(type_, facets)
    total, places = _count(facets.get("totalDigits")), _count(facets.get("fractionDigits"))
    _, digits, exponent = number.normalize().as_tuple()
    whole = len(digits) + max(int(exponent), 0)
    return (
        (low is None or low <= number)
        and (high is None or number <= high)
        and (total is None or whole <= total)
        and (places is None or -int(exponent) <= places)
    )


def _decimal(written: str | None) -> Decimal | None:
    if written is None or len(written) > 100:
        return None
    try:
        number = Decimal(written.strip())
    except InvalidOperation:
        return None
    return number if number.is_finite() and abs(number.adjusted()) < 400 else None
