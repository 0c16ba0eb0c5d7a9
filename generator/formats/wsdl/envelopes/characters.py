"""The character classes of XML Schema's regular expressions (part 2, appendix F)."""

import unicodedata
from collections.abc import Callable, Iterator
from functools import cache
from itertools import chain

Holds = Callable[[str], bool]
"""Whether a class holds a character."""

_FIRST = "a1A-. s2B/:_,;@#'()0"
"""What is tried first, so that samples are readable."""
_BLOCKS = {
    "BasicLatin": (0x00, 0x7F),
    "Latin-1Supplement": (0x80, 0xFF),
    "LatinExtended-A": (0x100, 0x17F),
    "LatinExtended-B": (0x180, 0x24F),
    "Greek": (0x370, 0x3FF),
    "Cyrillic": (0x400, 0x4FF),
    "Hebrew": (0x590, 0x5FF),
}
_CATEGORIES = {
    "L": "ultmo",
    "M": "nce",
    "N": "dlo",
    "P": "cdseifo",
    "Z": "slp",
    "S": "mcko",
    "C": "cfon",
}
_NAME_RANGES = (
    (0xC0, 0xD6), (0xD8, 0xF6), (0xF8, 0x2FF), (0x370, 0x37D), (0x37F, 0x1FFF), (0x200C, 0x200D),
    (0x2070, 0x218F), (0x2C00, 0x2FEF), (0x3001, 0xD7FF), (0xF900, 0xFDCF), (0xFDF0, 0xFFFD),
    (0x10000, 0xEFFFF),
)  # fmt: skip


def between(low: str, high: str) -> Holds:
    """A range of characters."""
    return lambda c: low <= c <= high


def negated(holds: Holds) -> Holds:
    """All other characters."""
    return lambda c: not holds(c)


def any_of(classes: list[Holds]) -> Holds:
    """What one of the classes holds."""
    return lambda c: any(holds(c) for holds in classes)


def without(holds: Holds, less: Holds) -> Holds:
    """What the first class holds and the second does not."""
    return lambda c: holds(c) and not less(c)


def dot(c: str) -> bool:
    """Everything but the end of a line."""
    return c not in "\n\r"


def shorthand(letter: str) -> Holds | None:
    r"""The class of `\s`, `\i`, `\c`, `\d`, `\w`, or of their capitals; None for any other."""
    found = _SHORT.get(letter.lower())
    return found if found is None or letter.islower() else negated(found)


def named(name: str) -> Holds | None:
    r"""The class of `\p{name}`: a category, or a block we know; None for any other."""
    if name.startswith("Is"):
        block = _BLOCKS.get(name[2:])
        return None if block is None else between(chr(block[0]), chr(block[1]))
    if (
        not name
        or name[1:] not in ("", *_CATEGORIES.get(name[0], ""))
        or name[0] not in _CATEGORIES
    ):
        return None
    return lambda c: unicodedata.category(c).startswith(name)


def example(holds: Holds) -> str | None:
    """A character of the class that XML may hold, None where there is none up to U+05FF."""
    return next((c for c in chain(_FIRST, _printable(), _rest()) if holds(c)), None)


@cache
def _printable() -> str:
    return "".join(chr(n) for n in range(0x20, 0x250) if chr(n).isprintable())


def _rest() -> Iterator[str]:
    yield from "\t\n\r"
    yield from (chr(n) for n in range(0x7F, 0x600))


def is_name(text: str) -> bool:
    """Whether a text can be the name of an element or attribute (NCName)."""
    return ":" not in text and bool(text) and _begins_name(text[0]) and all(map(_is_in_name, text))


def _is_space(c: str) -> bool:
    return c in " \t\n\r"


def _is_digit(c: str) -> bool:
    return unicodedata.category(c) == "Nd"


def _is_word(c: str) -> bool:
    return unicodedata.category(c)[0] not in "PZC"


def _begins_name(c: str) -> bool:
    return (c.isascii() and (c.isalpha() or c in ":_")) or any(
        low <= ord(c) <= high for low, high in _NAME_RANGES
    )


def _is_in_name(c: str) -> bool:
    return (
        _begins_name(c)
        or (c.isascii() and (c.isdigit() or c in "-."))
        or c == "\xb7"
        or 0x300 <= ord(c) <= 0x36F
        or c in "\u203f\u2040"
    )


_SHORT: dict[str, Holds] = {
    "s": _is_space,
    "d": _is_digit,
    "w": _is_word,
    "i": _begins_name,
    "c": _is_in_name,
}
