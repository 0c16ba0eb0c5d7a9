"""What the values of an annotation mean: a status, that the part is deprecated, or nothing known.

Capitals, spaces, hyphens and underscores make no difference. In a value of several words the known
ones are looked for as whole words; the words that cast doubt on them stand in `wordings.yaml`.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources

from generator.catalog.model import DEPRECATED
from generator.catalog.schema import near
from generator.contract.promise import Promises
from generator.model.status import Status
from generator.syntax import yaml


class Fault(StrEnum):
    """Why a value means nothing: it is not known, or it names a status and is not plain."""

    UNKNOWN = "mark-value-unknown"
    UNCLEAR = "mark-value-unclear"


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """What one value says; all empty where it says nothing, as `false` does."""

    status: Status | None = None
    is_deprecated: bool = False
    fault: Fault | None = None


_NOTHING = frozenset({"", "false", "no", "none", "null", "off", "nei"})
_TOKEN = re.compile(r"[\w-]+")
_LONGEST = 500
"""Characters of a value that are read: a longer one is no status."""
_CAPITALS = 3
"""A known word this short must be in capitals in a sentence: "ga" and "la" are Norwegian verbs."""


class Vocabulary:
    """The words of one recogniser; without `values` they are the ids of the catalogue's statuses.

    A status that needs a last day of service is not known: only the side file can give the day.
    """

    def __init__(
        self, values: Mapping[str, str] | None, promises: Promises, *, reads_sentences: bool = True
    ) -> None:
        statuses = promises.catalog.statuses
        given = {id_: id_ for id_ in statuses} if values is None else values
        self._values = {
            _squeezed(word): id_
            for word, id_ in given.items()
            if (not statuses[id_].ends if id_ in statuses else id_ == DEPRECATED)
        }
        self._statuses = frozenset(statuses)
        self._words = tuple(word for word in given if _squeezed(word) in self._values)
        self._search = _any_of(given) if reads_sentences else None

    def read(self, value: object) -> Meaning:
        """The meaning of a scalar as the spec has it."""
        text = "" if value is None else str(value)
        squeezed = _squeezed(text[: _LONGEST + 1])
        if squeezed in self._values:
            return self._meaning(self._values[squeezed])
        if squeezed in _NOTHING:
            return Meaning()
        if self._search is None or len(text) > _LONGEST or _TOKEN.fullmatch(text.strip()):
            return Meaning(fault=Fault.UNKNOWN)
        return self._sentence(text)

    def knows(self, value: object) -> bool:
        """Whether the value as a whole is one of the words."""
        return _squeezed(str(value)[:_LONGEST]) in self._values

    def near(self, value: object) -> str:
        """The word that an unknown value most likely was meant to be, or ""."""
        return near(str(value)[:_LONGEST].lower(), self._words)

    def _meaning(self, id_: str) -> Meaning:
        if id_ in self._statuses:
            return Meaning(status=Status(id=id_))
        return Meaning(is_deprecated=True)

    def _sentence(self, text: str) -> Meaning:
        ids = dict.fromkeys(self._named(text))
        named = [id_ for id_ in ids if id_ in self._statuses]
        if not ids:
            return Meaning(fault=Fault.UNKNOWN)
        if len(named) > 1 or _doubts().search(text):
            return Meaning(fault=Fault.UNCLEAR)
        status = Status(id=named[0]) if named else None
        return Meaning(status=status, is_deprecated=len(ids) > len(named))

    def _named(self, text: str) -> Iterator[str]:
        """The ids of the words in the text, each word as long as it can be."""
        assert self._search is not None
        for match in self._search.finditer(text):
            id_ = self._values.get(_squeezed(match[0]))
            if id_ is not None and (len(match[0]) > _CAPITALS or match[0].isupper()):
                yield id_


def _squeezed(text: str) -> str:
    return re.sub(r"[\s_-]+", "", text).casefold()


def _any_of(words: Mapping[str, str]) -> re.Pattern[str]:
    """Any of the words as a whole one: no part of a longer one, of a path or of a domain name."""
    longest_first = sorted(words, key=len, reverse=True)
    spaced = (r"[\s_-]+".join(map(re.escape, re.split(r"[\s_-]+", w))) for w in longest_first)
    joined = "|".join(spaced) or "(?!)"
    return re.compile(rf"(?<![\w/@#.-])(?:{joined})(?![\w/@-])(?!\.\w)", re.IGNORECASE)


@cache
def _doubts() -> re.Pattern[str]:
    content = resources.files(__package__).joinpath("wordings.yaml").read_bytes()
    words = yaml.plain(yaml.parse(content))
    assert isinstance(words, dict)
    return re.compile(rf"(?<!\w)(?:{'|'.join(words['doubts'])})(?!\w)", re.IGNORECASE)
