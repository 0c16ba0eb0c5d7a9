"""Reads out of a deprecation's own words when the part goes and what takes over.

The words stand in `wordings.yaml`; the days are calendar days as the text names them.
"""

import calendar
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from itertools import islice

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
_MOST_TIMES = 20
"""Days and versions of a reason that are weighed; each costs a look at its sentence."""


@cache
def read(reason: str) -> Wording:
    """What `reason` says; nothing is guessed, so what is not understood stays empty."""
    grammar = _grammar()
    text = re.sub(r"\s+", " ", reason[:_LONGEST])
    times = list(islice(grammar.times(text), _MOST_TIMES))
    since = next((t.first for t in times if t.first and grammar.is_since(text, t)), None)
    removal = grammar.removal(text, [t for t in times if not grammar.is_since(text, t)])
    return Wording(
        since=since,
        removal=removal,
        names=tuple(dict.fromkeys(grammar.names(text))),
        is_vague=removal is None and grammar.mentions_vague_time(text),
    )


def end_sentences(description: str) -> str:
    """The sentences of a description that speak of an end or of what takes over, as they stand.

    Of Markdown what begins the lines of a quotation is left out, and an emphasis that is cut short.
    """
    text = _QUOTATION.sub("", description[:_LONGEST])
    grammar = _grammar()
    paragraphs = (" ".join(block.split()) for block in re.split(r"\n\s*\n", text))
    found = (s for block in paragraphs for s in grammar.sentences(block) if grammar.ends(s))
    joined = " ".join(found)
    return joined if joined.count("**") % 2 == 0 else joined.replace("**", "")


_QUOTATION = re.compile(r"^[ \t]*>[ \t]?(?:\[!\w+\])?", re.MULTILINE)


@cache
def _grammar() -> "_Grammar":
    content = resources.files(__package__).joinpath("wordings.yaml").read_bytes()
    words = yaml.plain(yaml.parse(content))
    assert isinstance(words, dict)
    return _Grammar(words)


_QUOTE = r"[`'\"«»‘’“”]"
_CALL = (
    r"(?:(?:(?-i:GET|PUT|POST|DELETE|PATCH|HEAD|OPTIONS|TRACE|QUERY) +)?#?"
    r"/[^\s`'\"«»‘’“”()\[\]<>]*[\w}/])"
)
"""An operation by method and path, a path alone, or a JSON Pointer."""
_IDENTIFIER = r"@?[^\W\d]\w*(?:\.[^\W\d]\w*)*(?:\([^\W\d]\w*:\))?(?!://)"
_QUOTABLE = r"@?[^\W\d][\w-]*(?:\.[^\W\d][\w-]*)*(?:\([^\W\d]\w*:\))?"


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
        self._sentence_end = re.compile(rf"[.!?]+\s+(?!(?i:{month})(?!\w))(?=[A-ZÆØÅ`'\"«])")
        self._boundary = re.compile(
            rf"[.!?]+[*_)\"»”']*\s+(?!(?i:{month})(?!\w))(?=[*_(\[]*[A-ZÆØÅ`'\"«])"
        )
        self._removed = _compile(str(words["removed"]))
        self._just_removed = _compile(rf"{words['removed']}\w*\s*:?\s*$")
        self._since = _before(words["since"])
        lead = rf"(?<!\w){_any(words['replaced_by'])}"
        kinds = rf"(?:{words['kinds']} )*"
        quoted = rf"{_QUOTE}(?P<quoted>{_CALL}|{_QUOTABLE}){_QUOTE}"
        name = rf"(?:{quoted}|(?P<bare>{_CALL}|{_IDENTIFIER}))"
        self._name = _compile(rf"\s*{kinds}{name}")
        telling = r"[A-Za-z_][A-Za-z0-9_]*(?:[a-z0-9_][A-Z]|\.[A-Za-z_])[A-Za-z0-9_.]*(?:\(\w+:\))?"
        named = rf"{quoted}|(?<![\w/:.])(?P<bare>{_CALL}|(?-i:{telling}))"
        self._instead = _compile(rf"(?:{named}) {words['instead']}(?!\w)")
        self._not = _compile(rf"(?<!\w){words['not']}\s*$")
        self._pronoun = _compile(str(words["pronouns"]))
        self._lead = _compile(rf"{lead}(?=[ :])[ :]*")
        self._another = _compile(
            r",?\s*(?:og|and|eller|or|sammen med|saman med|together with|,)\s+"
        )
        self._ends = _compile(rf"(?<!\w){_any(words['ends'])}(?!\w)")
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

    def removal(self, text: str, times: Sequence[_Time]) -> Removal | None:
        """By the first time whose sense is said, else the first whose sense is implied."""
        for read_sense in (self._said, self._implied):
            for time in times:
                if (sense := read_sense(text, time)) is not None:
                    day = time.first if sense is Sense.EARLIEST else time.last
                    return Removal(sense=sense, day=day, version=time.version)
        return None

    def _said(self, text: str, time: _Time) -> Sense | None:
        before, sentence = self._sentence(text, time)
        if time.version is not None and self._removed.search(sentence) is None:
            return None
        return next((sense for sense, words in self._senses if words.search(before)), None)

    def _implied(self, text: str, time: _Time) -> Sense | None:
        before, sentence = self._sentence(text, time)
        is_removed = self._removed.search(sentence) is not None
        is_led = is_removed and self._when_removed.search(before) is not None
        return Sense.EARLIEST if is_led or self._just_removed.search(before) else None

    def _sentence(self, text: str, time: _Time) -> tuple[str, str]:
        """What stands before the time in its sentence, and the whole sentence."""
        start = 0
        for end in self._sentence_end.finditer(text, 0, time.start):
            start = end.end()
        following = self._sentence_end.search(text, time.end)
        stop = following.start() if following else len(text)
        return text[start : time.start], text[start:stop]

    def sentences(self, text: str) -> Iterator[str]:
        start = 0
        for end in self._boundary.finditer(text):
            yield text[start : end.end()].strip()
            start = end.end()
        yield text[start:]

    def ends(self, sentence: str) -> bool:
        return self._ends.search(sentence) is not None

    def names(self, text: str) -> Iterator[str]:
        yield from self._led(text)
        for match in self._instead.finditer(text):
            yield match["quoted"] or match["bare"]

    def _led(self, text: str) -> Iterator[str]:
        for lead in self._lead.finditer(text):
            if self._not.search(text, 0, lead.start()):
                continue
            position = lead.end()
            while (match := self._name.match(text, position)) is not None:
                name = match["quoted"] or match["bare"]
                if match["bare"] and not self._is_name(text, match):
                    break
                yield name
                another = self._another.match(text, match.end())
                if another is None:
                    break
                position = another.end()

    def _is_name(self, text: str, match: re.Match[str]) -> bool:
        """Whether a word without quotes is a name: no pronoun, no new lead, and followed as one.

        A path always is one.
        """
        return "/" in match["bare"] or (
            self._pronoun.fullmatch(match["bare"]) is None
            and self._lead.match(text, match.start("bare")) is None
            and self._follows.match(text, match.end()) is not None
        )

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
