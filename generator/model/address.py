"""A part's identity over versions, and the anchors and file names made from it."""

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import NewType, TypeVar

Address = NewType("Address", str)
"""A part's identity, independent of its place in the file, in its format's notation."""

_Name = TypeVar("_Name", bound=str)
_LOSSLESS = re.compile(r"[A-Za-z0-9_.:@()\-]+")
_FILE_SAFE = re.compile(r"[A-Za-z0-9_.\-]+")
_RESERVED = {"con", "prn", "aux", "nul", "index"} | {
    f"{d}{n}" for d in ("com", "lpt") for n in range(10)
}
_NOT_IN_SLUG = re.compile(r"[^a-z0-9]+")
_LONGEST = 100
_MADE = re.compile(r"-[0-9a-f]{10}$", re.IGNORECASE)


def anchors(addresses: Iterable[Address]) -> Mapping[Address, str]:
    """An HTML id for each address.

    The address itself where it needs no escaping in a URI fragment (RFC 3986 section 3.5) and is
    unique when case is folded; else a slug and a digest of the exact address, so that a later
    addition cannot renumber it.
    """
    return _names(addresses, _is_lossless)


def file_names(names: Iterable[str]) -> Mapping[str, str]:
    """A file name, without ending, for each name: safe on every file system, case folded or not."""
    return _names(names, _is_file_safe)


def _names(exact: Iterable[_Name], is_readable: Callable[[str], bool]) -> Mapping[_Name, str]:
    exact = tuple(exact)
    folded = {name: _fold(name) for name in exact}
    times = Counter(folded[name] for name in exact)
    return {
        name: name if is_readable(name) and times[fold] == 1 else slug(name)
        for name, fold in folded.items()
    }


def _fold(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()


def _is_lossless(name: str) -> bool:
    """Whether `name` can be an id as it is, and is not like one that `slug` makes."""
    return (
        _LOSSLESS.fullmatch(name) is not None and name[0] not in "-." and _MADE.search(name) is None
    )


def _is_file_safe(name: str) -> bool:
    return (
        _is_lossless(name)
        and len(name) <= _LONGEST
        and _FILE_SAFE.fullmatch(name) is not None
        and name[0] != "_"
        and name[-1] != "."
        and name.split(".")[0].lower() not in _RESERVED
    )


def slug(name: str) -> str:
    """Readable letters of `name`, and the first ten digits of its SHA-256."""
    ascii_only = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    slug = _NOT_IN_SLUG.sub("-", ascii_only.lower()).strip("-")[:40].strip("-")
    digest = hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:10]
    return f"{slug or 'x'}-{digest}"
