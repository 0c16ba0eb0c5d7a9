"""Reads out of a deprecation's own words when the part goes and what takes over.

The words stand in `wordings.yaml`; the days are calendar days as the text names them.
"""

import calendar
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources

from generator.model.deprecation import Removal, Sense
from generator.syntax import yaml


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """What was understood: `names` are the replacements as written, not yet looked up.

    `is_vague`: a time is mentioned that cannot be pinned to a day or version ("1. juli").
    """

    since: date | None = None
    removal: Removal | None = None
    names: tuple[str, ...] = ()
    is_vague: bool = False


@dataclass(frozen=True, slots=True)
class _Time:
    """A day (or the last and first day of a month) or version, and where it stands in the text."""

    start: int
    end: int
    first: date | None = None
    last: date | None = None
    version: str | None = None


_LONGEST = 2_000
"""Characters of a reason that are read: a longer one is no sentence about a removal."""


@cache
def read(reason: str) -> Wording:
    """What `reason` says; nothing is guessed, so what is not understood stays empty."""
    grammar = _grammar()
    text = re.sub(r"\s+", " ", reason[:_LONGEST])
    times = list(grammar.times(text))
    since = next((t.first for t in times if t.first and grammar.is_since(text, t)), None)
    removal = next(
        (
            removal
            for time in times
            if not grammar.is_since(text, time)
            and (removal := grammar.removal(text, time)) is not None
        ),
        None,
    )
    return Wording(
        since=since,
        removal=removal,
        names=tuple(dict.fromkeys(grammar.names(text))),
        is_vague=removal is None and grammar.mentions_vague_time(text),
    )


@cache
def _grammar() -> "_Grammar":
    content = resources.files(__package__).joinpath("wordings.yaml").read_bytes()
    words = yaml.plain(yaml.parse(content))
    assert isinstance(words, dict)
    return _Grammar(words)


_IDENTIFIER = (
    r"@?[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z_][A-Za-z0-9_]*)*(?:\([A-Za-z_][A-Za-z0-9_]*:\))?"
)
_QUOTE = r"[`'\"«»‘’“”]"


class _Grammar:
    def __init__(self, words: Mapping[str, object]) -> None:
        months = words["months"]
        senses = words["senses"]
        assert isinstance(months, dict)
        assert isinstance(senses, dict)
        self._months = {name: int(number) for number, names in months.items() for name in names}
        month = _any(sorted(self._months, key=len, reverse=True))
        ordinal = r"(?:st|nd|rd|th|\.)?"
        self._dates = _compile(
            rf"(?<![\w.])(?P<y1>\d{{4}})-(?P<m1>\d\d)-(?P<d1>\d\d)(?![\w])"
            rf"|(?<![\w.])(?P<d2>\d{{1,2}})[./](?P<m2>\d{{1,2}})[./](?P<y2>\d{{4}})(?!\w)"
            rf"|(?<![\w.])(?P<d3>\d{{1,2}}){ordinal} ?(?:of )?(?P<n3>{month})\.?,?"
            r" (?P<y3>\d{4})(?!\w)"
            rf"|(?<!\w)(?P<n4>{month}) (?P<d4>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<y4>\d{{4}})(?!\w)"
            rf"|(?<!\w)(?P<n5>{month}) (?P<y5>\d{{4}})(?!\w)"
        )
        self._versions = _compile(rf"(?<!\w){words['version']} ?(?P<v>\d+(?:\.\d+)*)(?![\w])")
        self._vague = _compile(rf"(?<![\w.])\d{{1,2}}{ordinal} ?{month}(?! ?\d)(?!\w)")
        self._senses = [
            (sense, _before(senses[sense.value]))
            for sense in (Sense.EARLIEST, Sense.THROUGH, Sense.AFTER)
        ]
        self._when_removed = _before(senses["earliest_when_removed"])
        self._removed = _compile(str(words["removed"]))
        self._just_removed = _compile(rf"{words['removed']}\w*\s*:?\s*$")
        self._since = _before(words["since"])
        lead = rf"(?<!\w){_any(words['replaced_by'])}"
        kinds = rf"(?:{words['kinds']} )*"
        name = rf"(?:{_QUOTE}(?P<quoted>{_IDENTIFIER}){_QUOTE}|(?P<bare>{_IDENTIFIER}))"
        self._name = _compile(rf"\s*{kinds}{name}")
        telling = r"[A-Za-z_][A-Za-z0-9_]*(?:[a-z0-9_][A-Z]|\.[A-Za-z_])[A-Za-z0-9_.]*(?:\(\w+:\))?"
        named = rf"{_QUOTE}(?P<quoted>{_IDENTIFIER}){_QUOTE}|(?<!\w)(?P<bare>(?-i:{telling}))"
        self._instead = _compile(rf"(?:{named}) {words['instead']}(?!\w)")
        self._lead = _compile(rf"{lead}(?=[ :])[ :]*")
        self._another = _compile(
            r",?\s*(?:og|and|eller|or|sammen med|saman med|together with|,)\s+"
        )
        self._follows = _compile(rf"\s*(?:$|[.,;:!?)]|(?:{words['follows']})(?!\w))")

    def times(self, text: str) -> Iterator[_Time]:
        found = [time for match in self._dates.finditer(text) if (time := self._day(match))]
        versions = self._versions.finditer(text)
        found.extend(_Time(m.start(), m.end(), version=m["v"]) for m in versions)
        yield from sorted(found, key=lambda time: time.start)

    def _day(self, match: re.Match[str]) -> _Time | None:
        form = next(n for n in "12345" if match[f"y{n}"])
        year = int(match[f"y{form}"])
        month = int(match[f"m{form}"]) if form in "12" else self._months[match[f"n{form}"].lower()]
        try:
            if form == "5":
                last = calendar.monthrange(year, month)[1]
                days = date(year, month, 1), date(year, month, last)
            else:
                days = (date(year, month, int(match[f"d{form}"])),) * 2
        except ValueError:
            return None
        return _Time(match.start(), match.end(), first=days[0], last=days[1])

    def is_since(self, text: str, time: _Time) -> bool:
        return self._since.search(text, 0, time.start) is not None

    def removal(self, text: str, time: _Time) -> Removal | None:
        sense = self._sense(text, time)
        if sense is None:
            return None
        day = time.first if sense is Sense.EARLIEST else time.last
        return Removal(sense=sense, day=day, version=time.version)

    def _sense(self, text: str, time: _Time) -> Sense | None:
        sentence = _sentence_before(text, time.start)
        is_removed = self._removed.search(_sentence(text, time)) is not None
        for sense, before in self._senses:
            if before.search(sentence) and (is_removed or time.version is None):
                return sense
        if is_removed and self._when_removed.search(sentence):
            return Sense.EARLIEST
        return Sense.EARLIEST if self._just_removed.search(sentence) else None

    def names(self, text: str) -> Iterator[str]:
        yield from self._led(text)
        for match in self._instead.finditer(text):
            yield match["quoted"] or match["bare"]

    def _led(self, text: str) -> Iterator[str]:
        for lead in self._lead.finditer(text):
            position = lead.end()
            while (match := self._name.match(text, position)) is not None:
                name = match["quoted"] or match["bare"]
                if match["bare"] and not self._follows.match(text, match.end()):
                    break
                yield name
                another = self._another.match(text, match.end())
                if another is None:
                    break
                position = another.end()

    def mentions_vague_time(self, text: str) -> bool:
        return self._vague.search(text) is not None


def _any(patterns: object) -> str:
    assert isinstance(patterns, list)
    return "(?:" + "|".join(patterns) + ")"


def _compile(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


def _before(patterns: object) -> re.Pattern[str]:
    """Matches text that ends with one of `patterns`, as far as a day or version could follow."""
    return _compile(rf"(?<!\w){_any(patterns)}\s*(?:den|the)?\s*$")


_SENTENCE_END = re.compile(r"(?<!\b\d)(?<!\b\d\d)[.!?]+\s+(?=[A-ZÆØÅ`'\"«])")


def _sentence_before(text: str, position: int) -> str:
    start = 0
    for end in _SENTENCE_END.finditer(text, 0, position):
        start = end.end()
    return text[start:position]


def _sentence(text: str, time: _Time) -> str:
    following = _SENTENCE_END.search(text, time.end)
    return (
        _sentence_before(text, time.start)
        + text[time.start : following.start() if following else None]
    )
