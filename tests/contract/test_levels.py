"""The levels a client can opt in to: numbers, counts, and the headers that open them."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.catalog.model import OptIn
from generator.contract.levels import Levels
from tests.contract.builders import AS_OF, catalog, promises, status

TERMS = (
    "anchors: [pilot], function: may-hold-errors, documentation: some, "
    "breaking: {release: any-day, notice: none}"
)
PILOT = (
    f"contracts: {{pilot: {{label: Pilot, strength: 15, {TERMS}}}}}\n"
    "statuses: {pilot: {contract: pilot}, trial: {contract: experimental}}\n"
)
RENAMED = "contracts: {beta: {label: Prøve, strength: 5}}\n"
PRODUCTION = status("production")
LEVELS = Levels(promises(), PRODUCTION)


def opt_in(more: str = "") -> OptIn | None:
    return catalog(more).apis[0].opt_in


@pytest.mark.parametrize(
    ("more", "contracts"),
    [
        pytest.param("", "production beta experimental", id="default"),
        pytest.param(PILOT, "production beta pilot experimental", id="one-between"),
        pytest.param(RENAMED, "production experimental beta", id="beta-made-the-weakest"),
    ],
)
def test_the_levels_are_the_contracts_the_strongest_first(more: str, contracts: str) -> None:
    assert " ".join(Levels(promises(more=more), PRODUCTION).contracts) == contracts


@pytest.mark.parametrize(
    ("given_", "more", "level"),
    [
        pytest.param("production", "", 0, id="production"),
        pytest.param("frozen", "", 0, id="another-status-of-the-contract"),
        pytest.param("beta", "", 1, id="beta"),
        pytest.param("experimental", "", 2, id="experimental"),
        pytest.param(f"retiring {AS_OF}", "", 0, id="on-its-last-day"),
        pytest.param(f"retiring {AS_OF - timedelta(days=1)}", "", 0, id="retired"),
        pytest.param("pilot", PILOT, 2, id="own-contract"),
        pytest.param("experimental", PILOT, 3, id="moved-by-it"),
        pytest.param("trial", PILOT, 3, id="own-status-of-a-contract"),
        pytest.param("beta", RENAMED, 2, id="weakest-now"),
    ],
)
def test_a_status_is_on_the_level_of_its_contract(given_: str, more: str, level: int) -> None:
    assert Levels(promises(more=more), PRODUCTION).of(status(given_)) == level


@pytest.mark.parametrize(
    ("counts", "up_to"),
    [
        pytest.param({}, (0, 0, 0), id="nothing"),
        pytest.param({"production": 3, "beta": 2, "experimental": 4}, (3, 5, 9), id="all"),
        pytest.param({"experimental": 4}, (0, 0, 4), id="weakest-alone"),
        pytest.param({"none": 2, "beta": 1}, (2, 3, 3), id="without-a-contract-always-shown"),
    ],
)
def test_counts_are_of_a_level_and_all_before_it(
    counts: dict[str, int], up_to: tuple[int, ...]
) -> None:
    assert LEVELS.up_to(counts) == up_to


@given(
    st.dictionaries(
        st.sampled_from(["none", "production", "beta", "experimental"]), st.integers(0, 999)
    )
)
def test_counts_never_fall_and_end_with_everything(counts: dict[str, int]) -> None:
    up_to = LEVELS.up_to(counts)
    assert list(up_to) == sorted(up_to)
    assert up_to[-1] == sum(counts.values())


@pytest.mark.parametrize(
    ("statuses", "headers"),
    [
        pytest.param("", {}, id="nothing-used"),
        pytest.param("production frozen", {}, id="stable-parts"),
        pytest.param("production beta", {"Feature-Flags": "beta"}, id="beta"),
        pytest.param(
            "experimental production", {"Feature-Flags": "beta,experimental"}, id="experimental"
        ),
        pytest.param(
            "beta experimental", {"Feature-Flags": "beta,experimental"}, id="the-weakest-decides"
        ),
    ],
)
def test_the_header_opens_the_weakest_part(statuses: str, headers: dict[str, str]) -> None:
    assert LEVELS.headers(opt_in(), map(status, statuses.split())) == headers


@pytest.mark.parametrize(
    ("more", "headers"),
    [
        pytest.param("opt_in: none\n", {}, id="none"),
        pytest.param("opt_in: {header: X-Level}\n", {"X-Level": "beta"}, id="name"),
        pytest.param("opt_in: {levels: {beta: b1}}\n", {"Feature-Flags": "b1"}, id="value"),
        pytest.param(
            "opt_in: {levels: {experimental: e}}\n",
            {"Feature-Flags": "e"},
            id="the-next-level-opens",
        ),
        pytest.param("opt_in: {levels: {production: p}}\n", {}, id="no-level-opens"),
    ],
)
def test_the_catalogue_decides_header_and_values(more: str, headers: dict[str, str]) -> None:
    assert LEVELS.headers(opt_in(more), [status("beta")]) == headers


def test_a_retired_part_needs_no_header() -> None:
    over = status(f"retiring {AS_OF - timedelta(days=1)}")
    assert LEVELS.headers(opt_in(), [over]) == {}


@pytest.mark.parametrize(
    ("used", "headers"),
    [
        pytest.param("beta", {}, id="as-the-api"),
        pytest.param("production", {}, id="stronger-than-the-api"),
        pytest.param("experimental", {"Feature-Flags": "beta,experimental"}, id="weaker"),
    ],
)
def test_an_api_hides_nothing_that_is_no_weaker_than_itself(
    used: str, headers: dict[str, str]
) -> None:
    levels = Levels(promises(), status("beta"))
    assert levels.headers(opt_in(), [status(used)]) == headers


def test_an_apis_own_contract_is_its_first_level_with_all_stronger_ones() -> None:
    levels = Levels(promises(), status("beta"))
    assert levels.contracts == ("beta", "experimental")
    assert levels.stronger == ("production",)
    assert [levels.of(status(s)) for s in ("production", "beta", "experimental")] == [0, 0, 1]
    assert levels.up_to({"production": 2, "beta": 3, "experimental": 4}) == (5, 9)


def test_a_retired_api_has_every_level() -> None:
    over = status(f"retiring {AS_OF - timedelta(days=1)}")
    assert Levels(promises(), over).contracts == LEVELS.contracts
