"""The catalogue's major versions in time: what is released, what comes, and earliest when."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from generator.catalog.model import Catalog, Version, Window
from generator.model.finding import Finding, Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class Coming:
    """A major version not yet released, its day, and whether that day stands in the catalogue."""

    major: int
    day: date
    fixed: bool


def current(versions: Sequence[Version], as_of: date) -> Version | None:
    """The newest released major version; one whose day is `as_of` is released."""
    return next((version for version in reversed(versions) if _is_released(version, as_of)), None)


def coming(versions: Sequence[Version], window: Window, as_of: date) -> Iterator[Coming]:
    """The major versions after the current one, without end; nothing if there are no versions.

    A version without a day that still counts is assumed at the earliest lawful one: after `as_of`,
    in a year after its predecessor's, within `window`.
    """
    if not versions:
        return
    now = current(versions, as_of)
    year = _day(now).year if now is not None else date.min.year
    following = versions[versions.index(now) + 1 :] if now is not None else versions
    for version in following:
        day = _known_day(version, as_of)
        assumed = day or _earliest(window, after=as_of, after_year=year)
        yield Coming(major=version.major, day=assumed, fixed=day is not None)
        year = assumed.year
    major = versions[-1].major
    while year < date.max.year - 1:
        major += 1
        day = _earliest(window, after=as_of, after_year=year)
        yield Coming(major=major, day=day, fixed=False)
        year = day.year


def findings(catalog: Catalog, as_of: date) -> Iterator[Finding]:
    """What is wrong with the catalogue's own calendar."""
    years: dict[int, int] = {}
    for version in catalog.versions:
        day = version.released or version.planned
        if day is None:
            continue
        facts = {"major": version.major, "day": day}
        if version.planned is not None and version.planned < as_of:
            yield _finding("planned-day-passed", Severity.WARNING, version, facts)
        if not _inside(catalog.window, day):
            yield _finding("release-outside-window", Severity.ERROR, version, facts)
        if day.year in years:
            others = {**facts, "other": years[day.year]}
            yield _finding("two-versions-in-a-year", Severity.ERROR, version, others)
        years.setdefault(day.year, version.major)


def _finding(
    rule: str, severity: Severity, version: Version, arguments: dict[str, object]
) -> Finding:
    return Finding(rule=rule, severity=severity, location=version.location, arguments=arguments)


def _day(version: Version) -> date:
    day = version.released or version.planned
    assert day is not None
    return day


def _is_released(version: Version, as_of: date) -> bool:
    if version.released is not None:
        return version.released <= as_of
    return version.planned == as_of


def _known_day(version: Version, as_of: date) -> date | None:
    day = version.released or version.planned
    return day if day is not None and day > as_of else None


def _earliest(window: Window, *, after: date, after_year: int) -> date:
    year = max(after.year, after_year + 1)
    while True:
        first, last = _days(window, year)
        day = max(first, after + timedelta(days=1))
        if day <= last and day.year > after_year:
            return day
        year += 1


def _inside(window: Window, day: date) -> bool:
    first, last = _days(window, day.year)
    return first <= day <= last


def _days(window: Window, year: int) -> tuple[date, date]:
    return date(year, *_in_month(window.first)), date(year, *_in_month(window.last))


def _in_month(month_day: tuple[int, int]) -> tuple[int, int]:
    """29 February counts as the 28th, so that a window means the same days every year."""
    month, day = month_day
    return (month, 28) if month == 2 and day > 28 else (month, min(day, _LENGTHS[month - 1]))


_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
