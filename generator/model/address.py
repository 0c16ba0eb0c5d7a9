"""A part's identity over versions, and the anchors and file names made from it."""

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NewType, TypeVar

Address = NewType("Address", str)
"""A part's identity, independent of its place in the file, in its format's notation."""

_Name = TypeVar("_Name", bound=str)
_LOSSLESS = re.compile(r"[A-Za-z0-9_.:@()\-]+")
_FILE_SAFE = re.compile(r"[A-Za-z0-9_.\-]+")
_RESERVED = {"con", "prn", "aux", "nul", "index"} | {
    f"{d}{n}" for d in ("com", "lpt") for n in range(10)
}
_LONGEST = 100


def anchors(addresses: Iterable[Address]) -> Mapping[Address, str]:
    """An HTML id for each address.

    The address itself where it needs no escaping in a URI fragment (RFC 3986 section 3.5) and is
    unique when case is folded; else a slug and a digest of the exact address, so that a later
    addition cannot renumber it.
    """
    return _names(addresses, _LOSSLESS)


def file_names(names: Iterable[str]) -> Mapping[str, str]:
    """A file name, without ending, for each name: safe on every file system, case folded or not."""
    return _names(names, _FILE_SAFE)


def _names(exact: Iterable[_Name], readable: re.Pattern[str]) -> Mapping[_Name, str]:
    exact = tuple(exact)
    folded = Counter(_fold(name) for name in exact)
    return {
        name: name if _is_readable(name, readable) and folded[_fold(name)] == 1 else _slug(name)
        for name in exact
    }


def _fold(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()


def _is_readable(name: str, readable: re.Pattern[str]) -> bool:
    return (
        readable.fullmatch(name) is not None
        and len(name) <= _LONGEST
        and name[0] not in "-._"
        and name[-1] != "."
        and name.split(".")[0].lower() not in _RESERVED
    )


def _slug(name: str) -> str:
    ascii_only = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    slug = re.sub(r"[^a-z0-9]+", "-", ascii_only.lower()).strip("-")[:40].strip("-")
    digest = hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:10]
    return f"{slug or 'x'}-{digest}"
