"""Where each value of a JSON text stands, found only when somebody asks."""

import json
import re
from bisect import bisect_left
from collections.abc import Sequence

from generator.syntax.half_pairs import mended

_STRING = r'"[^"\\]*+(?:\\.[^"\\]*+)*+"'
_BRACKET = re.compile(rf'[^"{{}}\[\]]*+(?:{_STRING}[^"{{}}\[\]]*+)*+([{{}}\[\]])')
_ENTRY = re.compile(rf'[\s,]*+(?:({_STRING})\s*+:\s*+)?([{{\[]|{_STRING}|[^\s,{{}}\[\]"]++)')
_BREAK = re.compile("\n")


class JsonLines:
    """Lines in `text`, which is JSON.

    The first question costs one scan, which matches each bracket with its partner; then the entries
    of a container are looked through once, the first time somebody asks for one of them. What is
    asked for comes from the same containers over and over, so that these are known by their path.
    """

    __slots__ = ("_breaks", "_containers", "_ends", "_first", "_inside", "_text")

    def __init__(self, text: str) -> None:
        self._text = text
        self._first = len(text) - len(text.lstrip())
        self._containers = {self._first: self._first}
        self._breaks: list[int] = []
        self._ends: dict[int, int] = {}
        self._inside: dict[tuple[str | int, ...], dict[str | int, int]] = {}

    def line(self, path: Sequence[str | int]) -> int | None:
        """The line (from 1) of the name or item at `path`; None where nothing stands there."""
        place = self._place(path)
        return None if place is None else bisect_left(self._breaks, place) + 1

    def span(self, path: Sequence[str | int]) -> tuple[int, int] | None:
        """Where the value at `path` begins and ends in the text; None where there is none."""
        place = self._place(path)
        if place is None:
            return None
        start = self._containers.get(place)
        if start is not None:
            return start, self._ends[start]
        entry = _ENTRY.match(self._text, place)
        return None if entry is None else entry.span(2)

    def _place(self, path: Sequence[str | int]) -> int | None:
        if not self._breaks:
            self._scan()
        if not path:
            return self._first
        around = tuple(path[:-1])
        if around not in self._inside:
            self._inside[around] = self._entries_of(self._place(around))
        return self._inside[around].get(path[-1])

    def _entries_of(self, place: int | None) -> dict[str | int, int]:
        """Where the entries of the container at `place` begin; nothing for what is none."""
        start = None if place is None else self._containers.get(place)
        return {} if start is None else self._look_through(start)

    def _scan(self) -> None:
        self._breaks = [found.start() for found in _BREAK.finditer(self._text)]
        self._breaks.append(len(self._text))
        open_: list[int] = []
        for found in _BRACKET.finditer(self._text):
            if found[1] in "{[":
                open_.append(found.start(1))
            else:
                self._ends[open_.pop()] = found.end()

    def _look_through(self, start: int) -> dict[str | int, int]:
        """Where the entries of the container that opens at `start` begin, each with its name."""
        entries: dict[str | int, int] = {}
        at, text, ends = start + 1, self._text, self._ends
        while found := _ENTRY.match(text, at):
            name, value = found[1], found.start(2)
            place = value if name is None else found.start(1)
            entries[len(entries) if name is None else _unquoted(name)] = place
            at = ends.get(value, 0)
            if at:
                self._containers[place] = value
            else:
                at = found.end()
        return entries


def _unquoted(name: str) -> str:
    return mended(json.loads(name)) if "\\" in name else name[1:-1]
