"""The names under which components want to stand that are taken in from other files."""

import posixpath
from collections.abc import Iterator
from itertools import count

from generator.formats.openapi.document.grammar import Path


def called(file: str, path: Path) -> tuple[str, str]:
    """The words for what is taken in: its file's, and its own."""
    stem = posixpath.basename(file).partition(".")[0]
    return stem, str(path[-1]) if path else stem


def wishes(file: str, path: Path) -> Iterator[str]:
    """The names for what is taken in from a file, the best first."""
    stem, own = called(file, path)
    yield own
    yield (name := f"{stem}.{own}")
    yield from (f"{name}-{number}" for number in count(2))
