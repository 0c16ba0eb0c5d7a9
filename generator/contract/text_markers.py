"""Finds the marks that stand as sentences in a description, and takes them out of the text."""

import re
from collections.abc import Iterable
from typing import Protocol

from generator.catalog.model import PatternRecogniser
from generator.contract.promise import Promises
from generator.contract.vocabulary import Vocabulary
from generator.model.status import Status


class TextMarker(Protocol):
    """Something that finds marks in a description: where each begins and ends, and its status."""

    def find(self, text: str) -> Iterable[tuple[int, int, Status]]: ...


class LinkMarker:
    """A link whose fragment is a contract's anchor; its whole sentence is the marker."""

    def __init__(self, promises: Promises) -> None:
        self._statuses = {
            anchor: status
            for contract in promises.catalog.contracts.values()
            for anchor in contract.anchors
            if (status := promises.status_of(contract.id)) is not None
        }
        anchors = "|".join(map(re.escape, sorted(self._statuses, key=len, reverse=True)))
        self._link = re.compile(
            rf"\[[^\]\n]*\]\(\s*<?[^\s()<>]*#(?P<inline>{anchors})>?(?:\s+\"[^\"\n]*\")?\s*\)"
            rf"|<?https?://[^\s()<>]*#(?P<bare>{anchors})(?![\w-])>?"
        )

    def find(self, text: str) -> Iterable[tuple[int, int, Status]]:
        if "#" not in text:
            return
        for match in self._link.finditer(text):
            start, end = _sentence(text, match.start(), match.end())
            yield start, end, self._statuses[match["inline"] or match["bare"]]


class PatternMarker:
    """What the catalogue's own pattern matches."""

    def __init__(self, recogniser: PatternRecogniser, promises: Promises) -> None:
        self._pattern = recogniser.pattern
        self._words = Vocabulary(recogniser.values, promises, reads_sentences=False)

    def find(self, text: str) -> Iterable[tuple[int, int, Status]]:
        for match in self._pattern.finditer(text):
            status = self._words.read(match["status"]).status
            if status is not None:
                yield match.start(), match.end(), status


_LONGEST_SENTENCE = 2_000
_BEGINS = "[A-ZÀ-ÖØ-Þ`«\"'“<\\[]"
_BEFORE = re.compile(rf"\n[ \t]*\n\s*|\n\s*(?=[\-*]|{_BEGINS})|[.!?][)\"»']?\s+(?={_BEGINS})")
_AFTER = re.compile(rf"[.!?][)\"»']?(?=\s|$)|(?=\n[ \t]*\n)|(?=\n\s*(?:[\-*]|{_BEGINS}))")


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """Where the sentence around `start`…`end` begins and ends; a line with a capital begins one."""
    first = earliest = max(0, start - _LONGEST_SENTENCE)
    for boundary in _BEFORE.finditer(text, earliest, start + 1):
        first = boundary.end()
    latest = min(len(text), end + _LONGEST_SENTENCE)
    following = _AFTER.search(text, end, latest)
    return first, latest if following is None else following.end()


def without(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """The text without what stands between each start and end; no blank lines pile up."""
    kept, position = "", 0
    for start, end in sorted(spans):
        kept += text[position : max(start, position)]
        position = max(end, position)
        if kept.endswith("\n") and text.startswith("\n", position):
            position += 1  # the whole line goes
    joined = kept + text[position:]
    return re.sub(r"\n[ \t]*\n\s*\n", "\n\n", joined).strip()
