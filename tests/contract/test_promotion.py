"""What it takes to lift a part: the next contract, and what must be lifted together with it."""

from collections.abc import Collection
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.contract.promotion import lifted_together, next_contract
from generator.contract.standing import standings
from generator.model.address import Address
from generator.model.part import Part, Tree
from generator.model.status import Mark
from tests.contract.builders import AS_OF, HERE, part, promises, status, tree
from tests.contract.test_levels import PILOT
from tests.contract.test_standing import ANY_STATUS, trees

OVER = f"retiring {AS_OF - timedelta(days=1)}"
SCHOOL = tree(
    part(
        "Query",
        part("Query.emne", part("Query.emne(kode:)", marked="beta"), type_="Emne"),
        part("Query.plan", part("Query.plan(id:)"), marked="experimental", type_="Plan"),
        part("Query.kull", marked="beta", type_="Kull"),
    ),
    part(
        "Mutation", part("Mutation.lag", marked="experimental"), part("Mutation.ta", marked="beta")
    ),
    part("Emne", part("Emne.kode"), part("Emne.navn", part("Emne.navn(spr:)"), marked="beta")),
    part("Plan", part("Plan.tekst"), part("Plan.utkast", marked="experimental")),
    part("Kull", part("Kull.navn"), part("Kull.rom", type_="Rom", marked="experimental")),
    part("Rom", part("Rom.nr"), marked="beta"),
    part("Alene", part("Alene.felt", marked="beta")),
    entries=["Query.emne", "Query.plan", "Query.kull", "Mutation.lag", "Mutation.ta"],
)


@pytest.mark.parametrize(
    ("given_", "more", "expected"),
    [
        pytest.param("experimental", "", "beta", id="one-step"),
        pytest.param("beta", "", "production", id="to-the-top"),
        pytest.param("production", "", None, id="on-top"),
        pytest.param("frozen", "", None, id="on-top-by-another-status"),
        pytest.param(f"retiring {AS_OF}", "", None, id="on-its-last-day"),
        pytest.param(OVER, "", None, id="retired"),
        pytest.param("experimental", PILOT, "pilot", id="one-between"),
        pytest.param("pilot", PILOT, "beta", id="from-it"),
    ],
)
def test_the_next_contract(given_: str, more: str, expected: str | None) -> None:
    found = next_contract(status(given_), promises(more=more))
    assert (found.id if found else None) == expected


@pytest.mark.parametrize(
    ("coordinate", "wanted", "together"),
    [
        pytest.param("Emne.navn", "production", "Emne.navn", id="own-mark-only"),
        pytest.param("Query.plan", "beta", "Query.plan", id="root-field"),
        pytest.param("Query.emne(kode:)", "production", "Query.emne(kode:)", id="argument"),
        pytest.param(
            "Query.plan(id:)", "beta", "Query.plan Query.plan(id:)", id="argument-of-a-marked-field"
        ),
        pytest.param(
            "Emne.navn(spr:)", "production", "Emne.navn Emne.navn(spr:)", id="of-an-inner-field"
        ),
        pytest.param(
            "Plan.tekst", "beta", "Query.plan Plan.tekst", id="weak-root-field-on-the-way"
        ),
        pytest.param("Plan.utkast", "beta", "Query.plan Plan.utkast", id="both"),
        pytest.param("Rom.nr", "beta", "Kull.rom Rom.nr", id="what-promises-enough-is-left-out"),
        pytest.param(
            "Rom.nr", "production", "Query.kull Kull.rom Rom Rom.nr", id="further-up-takes-more"
        ),
        pytest.param("Mutation", "production", "Mutation.ta Mutation", id="around-the-entries"),
        pytest.param("Alene.felt", "production", "Alene.felt", id="nothing-leads-there"),
    ],
)
def test_what_must_be_lifted_together(coordinate: str, wanted: str, together: str) -> None:
    held = promises()
    found = standings(SCHOOL, status("production"), held)
    steps = lifted_together(Address(coordinate), found, held, held.catalog.contracts[wanted])
    assert " ".join(steps) == together


def lifted(parts: Collection[Part], steps: Collection[Address], wanted: str) -> tuple[Part, ...]:
    """The parts with the mark `wanted` on each of the steps, and nothing else changed."""
    mark = Mark(status=status(wanted), recogniser="test", location=HERE)
    return tuple(
        replace(
            part_,
            mark=mark if part_.address in steps else part_.mark,
            children=lifted(part_.children, steps, wanted),
        )
        for part_ in parts
    )


@given(trees(), ANY_STATUS, st.sampled_from(["beta", "production"]))
def test_lifting_these_and_no_others_is_enough(tree_: Tree, api: str, wanted: str) -> None:
    held, of_api = promises(), status(api)
    contract, found = held.catalog.contracts[wanted], standings(tree_, of_api, held)
    for address in found:
        steps = lifted_together(address, found, held, contract)
        assert steps[-1] == address
        after = Tree(parts=lifted(tree_.parts, steps, wanted), entries=tree_.entries)
        assert held.strength(standings(after, of_api, held)[address].effective) >= contract.strength


@given(trees(), ANY_STATUS)
def test_nothing_is_lifted_that_promises_enough(tree_: Tree, api: str) -> None:
    held = promises()
    found = standings(tree_, status(api), held)
    for address, standing in found.items():
        wanted = next_contract(standing.effective, held)
        if wanted is None:
            continue
        before = lifted_together(address, found, held, wanted)[:-1]
        assert all(held.strength(found[step].inherited) < wanted.strength for step in before)
        assert len(set(before)) == len(before)
        assert address not in before
