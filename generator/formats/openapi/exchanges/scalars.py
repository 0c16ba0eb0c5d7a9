"""A value for a schema without members: simple, and recognisable as an example."""

from collections.abc import Callable, Iterator
from typing import Any

from jsonschema_rs import Draft202012Validator

from generator.formats.openapi.exchanges.dialect import PATTERNS, is_pattern
from generator.formats.openapi.exchanges.view import View

UNKNOWN = "…"
"""Stands where only the reader knows the value."""

_FORMATS = {
    "date": "2025-08-15",
    "date-time": "2025-08-15T09:30:00Z",
    "time": "09:30:00Z",
    "duration": "P1D",
    "uuid": "0b7c6f0e-5a43-4c58-9b1d-3f1f6f0f7a11",
    "email": "person@example.org",
    "idn-email": "person@example.org",
    "uri": "https://example.org/",
    "url": "https://example.org/",
    "iri": "https://example.org/",
    "uri-reference": "/",
    "hostname": "example.org",
    "ipv4": "192.0.2.1",
    "ipv6": "2001:db8::1",
    "byte": "ZWtzZW1wZWw=",
}
_TRIED = (
    *("a", "A", "1", "0", "ab", "AB", "12", "no", "NO", "abc", "ABC", "123", "a1", "A1", "AB1"),
    *("1234", "2025", "AB12", "12345", "123456", "1234567", "12345678", "123456789", "1234567890"),
    *(
        "12345678901",
        "123456789012",
        "1.0",
        "1.0.0",
        "v1",
        "true",
        "a-b",
        "a_b",
        "a/b",
        "a.b",
        "#1",
    ),
    *("+4712345678", "+47", "nb-NO", "nb", "nob", "NOK", "09:30", "09:30:00", "10:00", "#a1b2c3"),
    *("a1b2c3d4", "0123456789abcdef0123", "0123456789abcdef" * 2, "0123456789abcdef01234567"),
    *("0123456789abcdef" * 2 + "01234567", "0123456789abcdef" * 4),
    *("refs/heads/main", "sha256:" + "0123456789abcdef" * 4, "urn:a:b", "https://example.org"),
    *("http://example.org", "https://example.org/a", "http://example.org/a", "a@example.org"),
    *("2025-08-15", "2025-08", "20250815", "2025-08-15T09:30:00Z", *_FORMATS.values()),
)


def text(view: View, fallback: str = UNKNOWN) -> str | None:
    """A text of the format, pattern and length that is asked for; None where none of ours fits."""
    low, high = _count(view, "minLength", 0), _count(view, "maxLength", None)
    said = view.value("format")
    known = _FORMATS.get(said) if isinstance(said, str) else None
    fits = _matcher(view.value("pattern"))
    for candidate in _candidates(known or fallback, low or 0, high):
        is_long = (low or 0) <= len(candidate) and (high is None or len(candidate) <= high)
        if is_long and fits(candidate):
            return candidate
    return None


def number(view: View, *, whole: bool) -> int | float | None:
    """The number nearest to 1 that the bounds allow."""
    low, high = _bound(view, "Minimum", whole=whole), _bound(view, "Maximum", whole=whole)
    step = view.value("multipleOf")
    value: int | float = 1
    if low is not None and value < low:
        value = low
    if high is not None and value > high:
        value = high
    if isinstance(step, int | float) and step > 0:
        times = -(-value // step)
        value = times * step if high is None or times * step <= high else (value // step) * step
    return int(value) if whole else value


def _candidates(first: str, low: int, high: int | None) -> Iterator[str]:
    for candidate in (first.encode(errors="replace").decode(), *_TRIED):
        yield candidate
        if low > len(candidate) and low < 10_000 and candidate:
            yield (candidate * (low // len(candidate) + 1))[:low]
        if high is not None and 0 < high < len(candidate):
            yield candidate[:high]


def _matcher(pattern: Any) -> Callable[[str], bool]:
    """Whether a text fits; all do where the pattern cannot be tried."""
    if not isinstance(pattern, str) or not is_pattern(pattern):
        return lambda _: True
    return Draft202012Validator({"pattern": pattern}, pattern_options=PATTERNS).is_valid


def _count(view: View, keyword: str, otherwise: int | None) -> int | None:
    said = view.value(keyword)
    return said if isinstance(said, int) and not isinstance(said, bool) else otherwise


def _bound(view: View, side: str, *, whole: bool) -> int | float | None:
    bound, exclusive = view.value(side.lower()), view.value(f"exclusive{side}")
    step = (1 if whole else 0.5) * (1 if side == "Minimum" else -1)
    if isinstance(exclusive, int | float) and not isinstance(exclusive, bool):
        return exclusive + step
    if not isinstance(bound, int | float) or isinstance(bound, bool):
        return None
    return bound + step if exclusive is True else bound
