"""Proof that every part's standing is on its page: marks in the model against marks in the HTML."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.render.shelf import Shelf

Marks = Counter[tuple[str, str]]
"""Numbers by the part's kind and the badge's look; "quiet" where a part stands as its API."""

QUIET = "quiet"
_MARK = re.compile(
    r'<i data-of="(?P<quiet>[^"]*)">[^<]|'
    r'<span class="mark" data-of="(?P<kind>[^"]*)">'
    r'<a class="chip chip--(?P<look>[a-z]+)" href="[^"]+">'
    r'<span class="visually-hidden">[^<]+</span>[^<]'
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A page on which the marks of one sort are not as many as in the model."""

    page: str
    kind: str
    look: str
    expected: int
    shown: int


class Proof:
    """Compares page by page, and keeps the totals."""

    def __init__(self, expected: Mapping[str, Marks]) -> None:
        """`expected` are the marks by the page's path."""
        self._expected = expected
        self._left = set(expected)
        self.total: Marks = Counter()
        self.differences: list[Difference] = []

    def look(self, path: str, html: str) -> None:
        """Counts the marks of a finished page."""
        self._left.discard(path)
        shown = marks_in(html)
        self.total.update(shown)
        self._compare(path, shown)

    def finish(self) -> None:
        """Takes the pages that never came for pages without marks."""
        for path in sorted(self._left):
            self._compare(path, Counter())

    def _compare(self, path: str, shown: Marks) -> None:
        expected = self._expected.get(path, Counter())
        if shown == expected:
            return
        for kind, look in sorted(shown.keys() | expected.keys()):
            counts = expected[kind, look], shown[kind, look]
            if counts[0] != counts[1]:
                difference = Difference(
                    page=path, kind=kind, look=look, expected=counts[0], shown=counts[1]
                )
                self.differences.append(difference)


def marks_of(shelf: Shelf) -> Mapping[str, Marks]:
    """The marks that the pages of an API must show: one for each part, on its own page."""
    found: defaultdict[str, Marks] = defaultdict(Counter)
    for address, part in shelf.parts.items():
        standing = shelf.standings[address]
        look = shelf.words.look(standing.effective) if standing.deviates else QUIET
        page = shelf.places[address][0]
        found[page][shelf.kind_key(part), look] += 1
    return found


def marks_in(html: str) -> Marks:
    """The marks that a reader of a finished page sees."""
    found: Marks = Counter()
    for (quiet, kind, look), number in Counter(_MARK.findall(html)).items():
        found[kind or quiet, look or QUIET] += number
    return found


def table(total: Marks) -> Iterator[str]:
    """The totals as lines of text: a row for each kind, a column for each look."""
    kinds = sorted({kind for kind, _ in total})
    looks = sorted({look for _, look in total}, key=lambda look: (look == QUIET, look))
    yield "".join([f"{'':22}", *(f"{look:>14}" for look in looks)])
    for kind in kinds:
        yield "".join([f"{kind:22}", *(f"{total[kind, look]:>14}" for look in looks)])
