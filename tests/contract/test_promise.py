"""When a promise may earliest be broken, and what is wrong with the calendar it follows."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.catalog.model import Version
from generator.contract.calendar import coming, findings
from generator.contract.promise import EarliestBreak, Promises
from generator.model.finding import Severity
from generator.model.status import Status
from tests.contract.builders import HERE, catalog, promises, status

THREE = "1 released 2024-04-02; 2 released 2025-04-01; 3 released 2026-04-07"
WINTER = "release_window: {from: 01-15, to: 02-15}\n"
LEAP = "release_window: {from: 02-29, to: 03-31}\n"


def versions(text: str) -> str:
    """`2 planned 2026-04-07; 3` as the catalogue file has it."""
    lines = []
    for version in filter(None, text.split("; ")):
        major, *day = version.split(" ")
        lines.append("  - {major: " + ", ".join([major, ": ".join(day)] if day else [major]) + "}")
    return "\n".join(["versions:", *lines, ""]) if lines else ""


def day_of(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("calendar", "as_of", "more", "expected"),
    [
        pytest.param("", "2026-10-02", "", "", id="no-versions"),
        pytest.param(THREE, "2026-10-02", "", "4 2027-03-31? 5 2028-03-31?", id="none-dated"),
        pytest.param(THREE, "2026-04-07", "", "4 2027-03-31? 5 2028-03-31?", id="release-day"),
        pytest.param(THREE, "2026-04-06", "", "3 2026-04-07 4 2027-03-31?", id="day-before-it"),
        pytest.param(THREE, "2026-05-04", "", "4 2027-03-31? 5 2028-03-31?", id="one-a-year"),
        pytest.param(THREE, "2027-05-04", "", "4 2027-05-05? 5 2028-03-31?", id="in-the-window"),
        pytest.param(
            THREE, "2027-03-30", "", "4 2027-03-31? 5 2028-03-31?", id="day-before-window"
        ),
        pytest.param(THREE, "2027-03-31", "", "4 2027-04-01? 5 2028-03-31?", id="window-opens"),
        pytest.param(THREE, "2027-06-29", "", "4 2027-06-30? 5 2028-03-31?", id="one-day-left"),
        pytest.param(THREE, "2027-06-30", "", "4 2028-03-31? 5 2029-03-31?", id="window-closes"),
        pytest.param(THREE, "2030-12-31", "", "4 2031-03-31? 5 2032-03-31?", id="years-later"),
        pytest.param(THREE, "2020-01-01", "", "1 2024-04-02 2 2025-04-01", id="before-the-first"),
        pytest.param(f"{THREE}; 4", "2026-10-02", "", "4 2027-03-31? 5 2028-03-31?", id="dayless"),
        pytest.param(
            f"{THREE}; 4 planned 2027-04-06",
            "2026-10-02",
            "",
            "4 2027-04-06 5 2028-03-31?",
            id="plan",
        ),
        pytest.param(
            f"{THREE}; 4; 5 planned 2028-05-02",
            "2026-10-02",
            "",
            "4 2027-03-31? 5 2028-05-02",
            id="plan-after-dayless",
        ),
        pytest.param("2", "2026-10-02", "", "2 2027-03-31? 3 2028-03-31?", id="nothing-released"),
        pytest.param(
            "4 released 2026-04-07; 7", "2026-10-02", "", "7 2027-03-31? 8 2028-03-31?", id="gap"
        ),
        pytest.param(
            "2 released 2025-04-01; 3 planned 2026-04-07",
            "2026-04-07",
            "",
            "4 2027-03-31? 5 2028-03-31?",
            id="planned-day-itself",
        ),
        pytest.param(
            "2 released 2025-04-01; 3 planned 2026-04-07",
            "2026-04-08",
            "",
            "3 2026-04-09? 4 2027-03-31?",
            id="planned-day-passed",
        ),
        pytest.param(
            "2 released 2025-04-01; 3 planned 2026-04-07",
            "2026-10-02",
            "",
            "3 2027-03-31? 4 2028-03-31?",
            id="planned-day-long-passed",
        ),
        pytest.param(THREE, "2026-10-02", WINTER, "4 2027-01-15? 5 2028-01-15?", id="winter"),
        pytest.param(THREE, "2027-02-15", WINTER, "4 2028-01-15? 5 2029-01-15?", id="winter-over"),
        pytest.param(THREE, "2026-10-02", LEAP, "4 2027-02-28? 5 2028-02-28?", id="29-february"),
    ],
)
def test_the_versions_to_come(calendar: str, as_of: str, more: str, expected: str) -> None:
    made = catalog(versions(calendar) + more)
    found = islice(coming(made.versions, made.window, day_of(as_of)), 2)
    told = (f"{version.major} {version.day}{'' if version.fixed else '?'}" for version in found)
    assert " ".join(told) == expected


TERMS = "strength: 25, anchors: [x], function: as-documented, documentation: some, label: X"
CUSTOM = """
contracts:
  beta: {{breaking: {{release: any-day, notice: {{days: 21}}}}}}
  production: {{breaking: {{release: major-version, notice: {{major_versions: 2}}}}}}
  own: {{{terms}, breaking: {{release: major-version, notice: {{days: 30}}}}}}
  soon: {{{terms6}, breaking: {{release: major-version, notice: none}}}}
statuses: {{own: {{contract: own}}, soon: {{contract: soon}}}}
""".format(terms=TERMS, terms6=TERMS.replace("25", "26"))


def said(earliest: EarliestBreak) -> str:
    """`2027-03-31 v4?`: the version stands where the contract needs one, ? where it is computed."""
    version = f" v{earliest.version}" if earliest.version is not None else ""
    return f"{earliest.day or 'no day'}{version}{'' if earliest.fixed else '?'}"


@pytest.mark.parametrize(
    ("id_", "calendar", "as_of", "expected"),
    [
        pytest.param("production", THREE, "2026-10-02", "2028-03-31 v5?", id="computed"),
        pytest.param("frozen", THREE, "2026-10-02", "2028-03-31 v5?", id="frozen-alike"),
        pytest.param("production", THREE, "2026-04-07", "2028-03-31 v5?", id="on-the-release-day"),
        pytest.param("production", THREE, "2026-04-06", "2027-03-31 v4?", id="day-before-release"),
        pytest.param("production", THREE, "2025-03-31", "2026-04-07 v3", id="before-two-releases"),
        pytest.param("production", THREE, "2027-05-04", "2028-03-31 v5?", id="in-the-window"),
        pytest.param("production", THREE, "2027-06-30", "2029-03-31 v5?", id="window-closed"),
        pytest.param(
            "production",
            f"{THREE}; 4; 5 planned 2028-05-02",
            "2026-10-02",
            "2028-05-02 v5",
            id="planned",
        ),
        pytest.param("production", "", "2026-10-02", "no day?", id="no-versions"),
        pytest.param("beta", THREE, "2026-10-02", "2026-10-16", id="beta"),
        pytest.param("beta", "", "2026-12-25", "2027-01-08", id="beta-without-versions"),
        pytest.param("experimental", THREE, "2026-10-02", "2026-10-02", id="experimental"),
        pytest.param("retiring 2027-01-15", THREE, "2026-10-02", "2027-01-16", id="retiring-first"),
        pytest.param(
            "retiring 2030-01-15", THREE, "2026-10-02", "2028-03-31 v5?", id="break-first"
        ),
        pytest.param(
            "retiring 2026-10-02", THREE, "2026-10-02", "2026-10-03", id="on-its-last-day"
        ),
        pytest.param("retiring 2026-10-01", THREE, "2026-10-02", "2026-10-02", id="retired"),
        pytest.param(
            "retiring 2027-01-15", "", "2026-10-02", "2027-01-16", id="retiring-no-versions"
        ),
    ],
)
def test_the_earliest_break(id_: str, calendar: str, as_of: str, expected: str) -> None:
    held = promises(day_of(as_of), versions(calendar))
    assert said(held.earliest_break(status(id_))) == expected


@pytest.mark.parametrize(
    ("id_", "as_of", "expected"),
    [
        pytest.param("beta", "2026-10-02", "2026-10-23", id="21-days"),
        pytest.param("production", "2026-10-02", "2029-03-31 v6?", id="two-versions"),
        pytest.param("own", "2027-03-01", "2027-03-31 v4?", id="30-days-before-a-version"),
        pytest.param("own", "2027-03-02", "2028-03-31 v5?", id="29-days-before-a-version"),
        pytest.param("soon", "2026-10-02", "2027-03-31 v4?", id="next-version"),
    ],
)
def test_a_contract_of_ones_own(id_: str, as_of: str, expected: str) -> None:
    held = promises(day_of(as_of), versions(THREE) + CUSTOM)
    assert said(held.earliest_break(status(id_))) == expected


@pytest.mark.parametrize(
    ("id_", "calendar", "form"),
    [
        ("production", "", "no_day"),
        ("production", THREE, "version_at_earliest"),
        ("production", f"{THREE}; 4; 5 planned 2028-05-02", "version"),
        ("beta", THREE, "day"),
    ],
)
def test_it_is_told_by_what_is_known_of_it(id_: str, calendar: str, form: str) -> None:
    held = promises(more=versions(calendar))
    assert held.earliest_break(status(id_)).form == form


def test_the_order_of_strength() -> None:
    held = promises()
    ordered = ["production", "beta", "experimental", "retiring 2026-10-01"]
    strengths = [held.strength(status(id_)) for id_ in ordered]
    assert strengths == sorted(set(strengths), reverse=True)
    assert held.strength(status("frozen")) == held.strength(status("retiring 2026-10-02"))
    assert held.strength(status("frozen")) == held.strength(status("production"))


def test_of_two_that_promise_the_same_the_first_is_the_weaker() -> None:
    held = promises()
    production, frozen, beta = status("production"), status("frozen"), status("beta")
    assert held.weaker(frozen, production) == frozen
    assert held.weaker(production, frozen) == production
    assert held.weaker(production, beta) == held.weaker(beta, production) == beta


@pytest.mark.parametrize(
    ("contract", "expected"),
    [
        pytest.param("production", status("production"), id="first-of-several"),
        pytest.param("beta", status("beta"), id="beta"),
        pytest.param("own", None, id="carried-by-one-that-ends"),
        pytest.param("soon", None, id="carried-by-none"),
    ],
)
def test_the_plainest_status_of_a_contract(contract: str, expected: Status | None) -> None:
    statuses = "statuses: {own: {contract: own, ends: true}}\n"
    more = CUSTOM[: CUSTOM.index("statuses:")] + statuses
    assert promises(more=more).status_of(contract) == expected


@pytest.mark.parametrize(
    ("as_of", "expected"), [("2026-03-31", "production"), ("2026-04-01", "none")]
)
def test_a_retiring_status_keeps_its_contract_through_its_last_day(
    as_of: str, expected: str
) -> None:
    held = promises(day_of(as_of))
    assert held.contract_id(status("retiring 2026-03-31")) == expected
    assert (held.contract(status("retiring 2026-03-31")) is None) == (expected == "none")


@pytest.mark.parametrize(
    ("calendar", "as_of", "more", "expected"),
    [
        pytest.param(THREE, "2026-10-02", "", [], id="lawful"),
        pytest.param(
            "1 released 2024-03-31; 2 released 2025-06-30", "2026-10-02", "", [], id="edges"
        ),
        pytest.param(
            "1 released 2024-03-30", "2026-10-02", "", ["1 release-outside-window"], id="early"
        ),
        pytest.param(
            "1 planned 2027-07-01", "2026-10-02", "", ["1 release-outside-window"], id="late"
        ),
        pytest.param("1 planned 2027-01-15", "2026-10-02", WINTER, [], id="own-window"),
        pytest.param(
            "1 planned 2027-04-01", "2026-10-02", WINTER, ["1 release-outside-window"], id="own"
        ),
        pytest.param("1 planned 2026-04-07", "2026-04-07", "", [], id="planned-today"),
        pytest.param(
            "1 planned 2026-04-07", "2026-04-08", "", ["1 planned-day-passed"], id="passed"
        ),
        pytest.param(
            "1 released 2026-04-07; 2 planned 2026-05-04; 3 planned 2026-06-01",
            "2026-05-04",
            "",
            ["2 two-versions-in-a-year", "3 two-versions-in-a-year"],
            id="three-in-a-year",
        ),
        pytest.param(f"{THREE}; 4; 5", "2026-10-02", "", [], id="without-days"),
    ],
)
def test_findings_on_the_calendar(
    calendar: str, as_of: str, more: str, expected: list[str]
) -> None:
    found = list(findings(catalog(versions(calendar) + more), day_of(as_of)))
    assert [f"{f.arguments['major']} {f.rule}" for f in found] == expected
    for finding in found:
        is_warning = finding.rule == "planned-day-passed"
        assert finding.severity == (Severity.WARNING if is_warning else Severity.ERROR)
        assert finding.location
        assert finding.location.line == 7 + int(str(finding.arguments["major"]))


DAYS = st.dates(date(2024, 1, 1), date(2034, 12, 31))


@st.composite
def calendars(draw: st.DrawFn) -> tuple[Version, ...]:
    """Lawful: at most one version a year, in the window; the last ones without a day."""
    years = sorted(draw(st.sets(st.integers(2024, 2030), max_size=5)))
    days: list[date | None] = [
        draw(st.dates(date(year, 3, 31), date(year, 6, 30))) for year in years
    ]
    days += [None] * draw(st.integers(0, 2))
    return tuple(
        Version(major=major, released=day, planned=None, location=HERE)
        for major, day in enumerate(days, 1)
    )


def planned(made: tuple[Version, ...]) -> tuple[Version, ...]:
    return tuple(replace(v, released=None, planned=v.released) for v in made)


def held_to(made: tuple[Version, ...], as_of: date) -> Promises:
    return Promises(replace(catalog(), versions=made), as_of)


def told_day_by_day(made: tuple[Version, ...], as_of: date) -> tuple[date, int]:
    """The domain's rule for production, word by word: each day after `as_of` is tried in turn."""

    def first_lawful(after: date | None) -> date:
        day = as_of + timedelta(days=1)
        while not (3, 31) <= (day.month, day.day) <= (6, 30) or (after and day.year <= after.year):
            day += timedelta(days=1)
        return day

    released = [v for v in made if v.planned == as_of or (v.released and v.released <= as_of)]
    before = (released[-1].released or released[-1].planned) if released else None
    rest = [v for v in made if not released or v.major > released[-1].major]
    days: Iterator[date | None] = iter([*(v.released or v.planned for v in rest), None, None])
    for _ in range(2):
        known = next(days)
        before = known if known and known > as_of else first_lawful(before)
    assert before is not None
    return before, (released[-1].major if released else 0) + 2


@given(made=calendars().filter(bool), as_of=DAYS, plans=st.booleans())
def test_production_is_held_as_the_rule_says(
    made: tuple[Version, ...], as_of: date, *, plans: bool
) -> None:
    made = planned(made) if plans else made
    found = held_to(made, as_of).earliest_break(status("production"))
    assert (found.day, found.version) == told_day_by_day(made, as_of)


@given(calendars(), DAYS, DAYS)
def test_time_that_goes_by_never_brings_a_break_nearer(
    made: tuple[Version, ...], one: date, other: date
) -> None:
    """Of days of release; a planned day that passes unused is given back, as the rule says."""
    days = [
        held_to(made, day).earliest_break(status("production")).day for day in sorted((one, other))
    ]
    assert days == [None, None] or (days[0] and days[1] and days[0] <= days[1])


@given(calendars(), DAYS)
def test_production_never_breaks_before_beta_and_beta_never_before_experimental(
    made: tuple[Version, ...], as_of: date
) -> None:
    """Of days of release: one version a year in the default window leaves more than 14 days."""
    held = held_to(made, as_of)
    days = [held.earliest_break(status(id_)).day for id_ in ("experimental", "beta", "production")]
    known = [day for day in days if day is not None]
    assert known == sorted(set(known))
    assert len(known) == (3 if made else 2)
