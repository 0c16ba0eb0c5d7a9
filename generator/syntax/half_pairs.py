"""Halves of surrogate pairs, which JSON can escape and no encoding can write."""

import re

_ESCAPED = re.compile(r"\\u[dD][89a-fA-F]")
_HALF = re.compile("[\ud800-\udfff]")
REPLACEMENT = "\ufffd"


class MendedTwiceError(ValueError):
    """Two names in one object are the same when mended."""


def are_possible(written: str) -> bool:
    """Whether strings in `written`, which is JSON, may hold halves."""
    return _ESCAPED.search(written) is not None


def mended(text: str) -> str:
    """`text` with U+FFFD, Unicode's replacement character, for each half."""
    return _HALF.sub(REPLACEMENT, text)


def mended_value(value: object) -> object:
    """`value`, as JSON is read, with every string in it mended, names too.

    Raises MendedTwiceError.
    """
    match value:
        case str():
            return mended(value)
        case list():
            return [mended_value(item) for item in value]
        case dict():
            made = {mended(name): mended_value(item) for name, item in value.items()}
            if len(made) < len(value):
                raise MendedTwiceError
            return made
        case _:
            return value
