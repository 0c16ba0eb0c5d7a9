"""How each part stands: inherited, exposed, effective, and the path that explains it."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise, product
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.contract.promise import Promises
from generator.contract.standing import Standings, standings, why
from generator.model.address import Address
from generator.model.part import Part, Tree, walk
from generator.model.status import Status
from tests.contract.builders import AS_OF, part, promises, status, tree

SCHOOL = tree(
    part(
        "Query",
        part("Query.emne", part("Query.emne(kode:)"), type_="Emne"),
        part("Query.kull", part("Query.kull(id:)", type_="Nokkel"), marked="beta", type_="Kull"),
        part("Query.plan", marked="experimental", type_="Plan"),
        part("Query.node", type_="Node"),
        part("Query.sok", type_="Treff"),
    ),
    part("Emne", part("Emne.kode"), part("Emne.navn", part("Emne.navn(spr:)"), marked="beta")),
    part("Kull", part("Kull.navn"), part("Kull.utkast", marked="experimental")),
    part("Plan", part("Plan.tekst"), part("Plan.kull", type_="Kull"), marked="production"),
    part("Nokkel", part("Nokkel.verdi")),
    part("Node", refers=["Student"]),
    part("Student", part("Student.navn", marked="production")),
    part("Treff", refers=["Student", "Bygg"], marked="experimental"),
    part("Bygg", part("Bygg.kode")),
    part("Alene", part("Alene.felt", marked="beta", type_="Ukjent")),
    entries=["Query.emne", "Query.kull", "Query.plan", "Query.node", "Query.sok"],
)


def stand(tree_: Tree, api: str = "production", as_of: date = AS_OF) -> Standings:
    return standings(tree_, status(api), promises(as_of))


@pytest.mark.parametrize(
    ("coordinate", "inherited", "exposure", "effective"),
    [
        pytest.param("Query.emne", "production", "production", "production", id="entry"),
        pytest.param("Query.plan", "experimental", "experimental", "experimental", id="its-mark"),
        pytest.param("Query.kull(id:)", "beta", "beta", "beta", id="argument-of-marked-field"),
        pytest.param("Emne.kode", "production", "production", "production", id="unmarked-field"),
        pytest.param("Emne.navn", "beta", "production", "beta", id="marked-field"),
        pytest.param("Emne.navn(spr:)", "beta", "beta", "beta", id="argument-of-inner-field"),
        pytest.param("Plan", "production", "experimental", "experimental", id="only-experimental"),
        pytest.param("Plan.tekst", "production", "experimental", "experimental", id="field-of-it"),
        pytest.param("Kull", "production", "beta", "beta", id="best-of-beta-and-experimental"),
        pytest.param("Kull.utkast", "experimental", "beta", "experimental", id="weaker-mark"),
        pytest.param("Nokkel.verdi", "production", "beta", "beta", id="type-of-an-argument"),
        pytest.param("Student", "production", "production", "production", id="implementer"),
        pytest.param("Treff", "experimental", "production", "experimental", id="marked-union"),
        pytest.param("Bygg", "production", "experimental", "experimental", id="member-of-it"),
        pytest.param("Bygg.kode", "production", "experimental", "experimental", id="below-member"),
        pytest.param("Alene", "production", None, "production", id="unreachable"),
        pytest.param("Alene.felt", "beta", None, "beta", id="unreachable-but-marked"),
        pytest.param("Query", "production", "production", "production", id="around-the-entries"),
    ],
)
def test_three_numbers(
    coordinate: str, inherited: str, exposure: str | None, effective: str
) -> None:
    found = stand(SCHOOL)[Address(coordinate)]
    exposed = found.exposure.id if found.exposure else None
    assert (found.inherited.id, exposed, found.effective.id) == (inherited, exposure, effective)


@pytest.mark.parametrize(
    ("coordinate", "path"),
    [
        pytest.param("Query.sok", "Query.sok", id="entry"),
        pytest.param("Query.emne(kode:)", "Query.emne Query.emne(kode:)", id="argument"),
        pytest.param("Kull.navn", "Query.kull Kull Kull.navn", id="not-by-the-weaker-root"),
        pytest.param("Nokkel", "Query.kull Query.kull(id:) Nokkel", id="through-an-argument"),
        pytest.param("Student.navn", "Query.node Node Student Student.navn", id="interface"),
        pytest.param("Bygg", "Query.sok Treff Bygg", id="union"),
        pytest.param("Query", "Query.emne Query", id="around-the-entries"),
        pytest.param("Alene.felt", "", id="unreachable"),
    ],
)
def test_why_is_the_best_path(coordinate: str, path: str) -> None:
    assert why(Address(coordinate), stand(SCHOOL)) == tuple(path.split())


def test_among_the_best_paths_the_shortest_is_shown() -> None:
    """As the decision on exposure says; a reader clicks through every step."""
    found = stand(
        tree(
            part("long", type_="P", marked="production"),
            part("short", type_="A", marked="beta"),
            part("P", part("P.f", marked="beta", type_="X")),
            part("A", refers=["X"]),
            part("X"),
            entries=["long", "short"],
        )
    )
    assert why(Address("X"), found) == ("short", "A", "X")


STATUSED = tree(
    part("emne", type_="Emne"),
    part("fast", marked="production"),
    part("prove", marked="beta"),
    part("Emne", part("Emne.kode", marked="production"), part("Emne.navn")),
    entries=["emne", "fast", "prove"],
)


@pytest.mark.parametrize(
    ("api", "days_later", "effective", "deviating"),
    [
        pytest.param("production", 0, "production production beta production", "prove", id="prod"),
        pytest.param("beta", 0, "beta production beta beta", "fast", id="beta"),
        pytest.param("frozen", 0, "production production beta production", "prove", id="frozen"),
        pytest.param(
            "retiring 2026-10-02", 0, "production production beta production", "prove", id="last"
        ),
        pytest.param(
            "retiring 2026-10-02", 1, "none production beta none", "fast prove", id="gone"
        ),
    ],
)
def test_the_status_of_the_api(api: str, days_later: int, effective: str, deviating: str) -> None:
    as_of = AS_OF + timedelta(days=days_later)
    found, held = stand(STATUSED, api, as_of), promises(as_of)
    shown = [Address(name) for name in ("emne", "fast", "prove", "Emne.kode")]
    assert " ".join(held.contract_id(found[a].effective) for a in shown) == effective
    assert " ".join(a for a in found if found[a].deviates) == deviating
    assert found[Address("Emne.navn")].inherited == status(api)


def test_each_part_carries_the_promise_of_its_effective_status() -> None:
    found = stand(SCHOOL)
    beta, experimental = Address("Kull.navn"), Address("Plan.tekst")
    assert found[beta].promise == promises().earliest_break(Status(id="beta"))
    assert found[experimental].promise == promises().earliest_break(Status(id="experimental"))


def test_a_chain_of_50_000_types_is_followed_to_its_end() -> None:
    last, weak = 49_999, 25_000
    chain = [
        part(f"T{n}", refers=[f"T{n + 1}"], marked="experimental" if n == weak else "")
        for n in range(last + 1)
    ]
    found = stand(tree(*chain, entries=["T0"]))
    assert found[Address(f"T{weak}")].exposure == Status(id="production")
    assert found[Address(f"T{last}")].effective == Status(id="experimental")
    assert len(why(Address(f"T{last}"), found)) == last + 1


STATUSES = ["production", "frozen", "retiring 2026-10-02", "beta", "experimental"]
ANY_STATUS = st.sampled_from([*STATUSES, "retiring 2026-10-01"])
MARKS = st.one_of(st.just(""), st.just(""), ANY_STATUS)


@st.composite
def trees(draw: st.DrawFn) -> Tree:
    types = [f"T{n}" for n in range(draw(st.integers(1, 5)))]
    targets = st.lists(st.sampled_from([*types, "Ukjent"]), max_size=2)

    def made(address: str, *children: Part) -> Part:
        return part(address, *children, marked=draw(MARKS), refers=draw(targets))

    parts = []
    for type_ in types:
        fields = [f"{type_}.f{n}" for n in range(draw(st.integers(0, 3)))]
        arguments = {f: [made(f"{f}(a:)")] if draw(st.booleans()) else [] for f in fields}
        parts.append(made(type_, *(made(f, *arguments[f]) for f in fields)))
    known = [part_.address for part_, _ in walk(parts)]
    entries = draw(st.lists(st.sampled_from(known), unique=True, max_size=4))
    return tree(*parts, entries=entries)


def steps(tree_: Tree) -> Iterator[tuple[Address, Address]]:
    parts = tree_.by_address
    for part_ in parts.values():
        yield from ((part_.address, child.address) for child in part_.children)
        yield from ((part_.address, target) for target in part_.refers if target in parts)


def exposed_strengths(tree_: Tree, found: Standings, held: Promises) -> dict[Address, int]:
    """By the best way between any two parts, found by trying each part as a stop between them."""
    own = {address: held.strength(found[address].inherited) for address in found}
    width = {(one, other): own[one] for one, other in steps(tree_)}
    for stop, one, other in product(found, found, found):
        if (one, stop) in width and (stop, other) in width:
            through = min(width[one, stop], width[stop, other])
            width[one, other] = max(width.get((one, other), through), through)
    strengths = {entry: own[entry] for entry in tree_.entries}
    for address in found:
        ways = [width[entry, address] for entry in tree_.entries if (entry, address) in width]
        if address not in tree_.entries and ways:
            strengths[address] = max(ways)
    for address in set(found) - set(strengths):
        inside = [own[entry] for entry, door in doors(tree_) if door == address]
        if inside:
            strengths[address] = max(inside)
    return strengths


def doors(tree_: Tree) -> Iterator[tuple[Address, Address]]:
    """Each entry point with everything that encloses it."""
    for entry in tree_.entries:
        around = tree_.enclosing.get(entry)
        while around is not None:
            yield entry, around.address
            around = tree_.enclosing.get(around.address)


@given(trees(), ANY_STATUS)
def test_exposure_is_the_best_of_the_weakest_on_all_paths(tree_: Tree, api: str) -> None:
    found, held = stand(tree_, api), promises()
    exposures = {a: held.strength(s.exposure) for a, s in found.items() if s.exposure is not None}
    assert exposures == exposed_strengths(tree_, found, held)


@given(trees(), ANY_STATUS)
def test_effective_is_the_weaker_of_inherited_and_exposure(tree_: Tree, api: str) -> None:
    held = promises()
    for standing in stand(tree_, api).values():
        both = [s for s in (standing.inherited, standing.exposure) if s is not None]
        assert standing.effective in both
        assert held.strength(standing.effective) == min(map(held.strength, both))


@given(trees(), ANY_STATUS)
def test_every_why_can_be_walked(tree_: Tree, api: str) -> None:
    found, held, edges = stand(tree_, api), promises(), set(steps(tree_))
    edges |= set(doors(tree_))
    for address, standing in found.items():
        path = why(address, found)
        if standing.exposure is None:
            assert path == ()
            continue
        assert path[-1] == address
        assert path[0] in tree_.entries
        assert edges.issuperset(pairwise(path))
        before = [held.strength(found[step].inherited) for step in path[:-1]]
        assert not before or min(before) == held.strength(standing.exposure)


@given(trees(), ANY_STATUS)
def test_every_part_stands_in_the_order_of_the_tree(tree_: Tree, api: str) -> None:
    assert list(stand(tree_, api)) == [part_.address for part_, _ in walk(tree_.parts)]


@given(trees(), ANY_STATUS, st.randoms(use_true_random=False))
def test_the_order_of_parts_changes_nothing(tree_: Tree, api: str, random: Random) -> None:
    parts, entries = list(tree_.parts), list(tree_.entries)
    random.shuffle(parts)
    random.shuffle(entries)
    held, found = promises(), stand(tree_, api)
    shuffled = stand(tree(*parts, entries=entries), api)
    for address, standing in found.items():
        other = shuffled[address]
        assert (standing.inherited, standing.effective) == (other.inherited, other.effective)
        contracts = [held.contract_id(s.exposure) if s.exposure else "" for s in (standing, other)]
        assert contracts[0] == contracts[1]
