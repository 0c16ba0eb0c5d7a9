"""What annotations say of a part's end: that it is deprecated, why, since when, when it goes."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from generator.catalog.model import EndRecogniser, Tells
from generator.contract import days, wording
from generator.contract.scalars import scalars
from generator.model.deprecation import Deprecation, Removal, Sense
from generator.model.part import Annotation, Part

Report = Callable[[Part, Annotation, str], None]
"""Is told of a part's annotation whose value is no day, and of that value."""

_VERSION = re.compile(r"(?:(?:version|versjon)\s+|v)?(?P<version>\d{1,3}(?:\.\d+)*)", re.IGNORECASE)
_URL = re.compile(r"[a-z][a-z0-9+.-]*://\S*", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """What one annotation tells; `is_deprecated`: that the part is, and perhaps nothing else."""

    is_deprecated: bool = False
    reason: str = ""
    since: date | None = None
    removal: Removal | None = None
    replacement: str = ""


class Ends:
    """Reads what the recognisers of one API tell of the ends of its parts."""

    def __init__(self, recognisers: Sequence[EndRecogniser], as_of: date, report: Report) -> None:
        self._by_annotation: dict[str, list[EndRecogniser]] = {}
        for recogniser in recognisers:
            self._by_annotation.setdefault(recogniser.annotation, []).append(recogniser)
        self._as_of, self._report = as_of, report

    def deprecation(self, part: Part, *, is_said: bool = False) -> Deprecation | None:
        """The part's deprecation with all that its annotations add; what the spec has goes first.

        A removal, a message, or a day that has come makes a part deprecated; `is_said`: its status
        does so too. Names of replacements are not looked up here, and stand as unresolved.
        """
        told = list(self._told(part))
        if part.deprecation is None and not is_said and not any(map(self._is_enough, told)):
            return None
        deprecation = part.deprecation or Deprecation(reason="")
        for more in told:
            names = (*deprecation.unresolved, more.replacement)
            deprecation = replace(
                deprecation,
                reason=deprecation.reason or more.reason,
                since=deprecation.since or more.since,
                removal=_sooner(deprecation.removal, more.removal),
                unresolved=tuple(dict.fromkeys(filter(None, names))),
            )
        return deprecation

    def _is_enough(self, told: _Told) -> bool:
        has_come = told.since is not None and told.since <= self._as_of
        return told.is_deprecated or has_come or bool(told.reason or told.removal)

    def _told(self, part: Part) -> Iterator[_Told]:
        for annotation in part.annotations:
            for recogniser in self._by_annotation.get(annotation.name, ()):
                for value in _given(annotation, recogniser.argument):
                    told = _read(recogniser.tells, value)
                    if told is None:
                        self._report(part, annotation, value)
                    else:
                        yield told


def _given(annotation: Annotation, argument: str) -> Iterator[str]:
    """The values as text; `false` and the like say nothing."""
    bare = annotation.values.get("", annotation.values)
    given = annotation.values.get(argument) if argument else bare
    for value in scalars(given):
        text = ", ".join(map(str, value)) if isinstance(value, Mapping) else str(value).strip()
        if value is not None and text.lower() not in ("", "false", "no"):
            yield text


def _read(tells: Tells, text: str) -> _Told | None:
    """What a text tells of that; None where it should be a day and is none."""
    match tells:
        case Tells.DEPRECATED:
            return _deprecated(text)
        case Tells.REASON:
            return _Told(reason="" if text.lower() in _YES else text)
        case Tells.REPLACEMENT:  # an address on the web is no part of the API: not looked for
            return _Told(replacement="" if _URL.fullmatch(text) else text)
        case Tells.SINCE:
            return _since(text)
        case Tells.REMOVAL:
            removal = _removal(text)
            return None if removal is None else _Told(removal=removal)


_YES = ("true", "yes")


def _deprecated(text: str) -> _Told:
    """`true`, the day it was deprecated, or a message."""
    day = days.read(text)
    if day is not None:
        return _Told(since=day)
    is_bare = text.lower() in _YES
    return _Told(is_deprecated=True, reason="" if is_bare else text)


def _since(text: str) -> _Told | None:
    """A version is a legitimate answer as well, but tells no day."""
    day = days.read(text)
    return None if day is None and _VERSION.fullmatch(text) is None else _Told(since=day)


def _removal(text: str) -> Removal | None:
    """A day in a field is the one on which the part is expected to be gone: RFC 8594, section 3."""
    if day := days.read(text, is_end=True):
        return Removal(sense=Sense.EARLIEST, day=day)
    if match := _VERSION.fullmatch(text):
        return Removal(sense=Sense.EARLIEST, version=match["version"])
    return wording.read(f"Removed {text}").removal


def _sooner(one: Removal | None, other: Removal | None) -> Removal | None:
    if one is None or other is None or one.day is None or other.day is None:
        return one or other
    return one if one.day <= other.day else other
