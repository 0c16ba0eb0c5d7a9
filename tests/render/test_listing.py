"""Long lists are in Norwegian order, on one page or on a page for each letter."""

from random import Random

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from generator.pipeline import texts
from generator.render.listing import LONGEST, Listing, label, listing

NAMES = st.text("abzæøåAÆØÅéäö019_@", min_size=1, max_size=4)


def listed(names: list[str]) -> Listing[str]:
    return listing(names, str, "liste/index.html", "liste/")


def many(*names: str) -> list[str]:
    """`names`, and so many others that they fill more than one page."""
    return [*names, *(f"m{number:03}" for number in range(LONGEST + 1 - len(names)))]


@pytest.mark.parametrize(
    "ordered",
    [
        ["a", "b", "z", "æ", "ø", "å"],
        ["Alfa", "beta", "Gamma"],
        ["ane", "ané", "anf"],
        ["ælv", "ørn", "ål"],
        ["Emne", "Emnekode", "Emner"],
        ["Bær", "Bø", "Bår"],
        ["1a", "a1"],
    ],
    ids=lambda names: names[0],
)
def test_the_order_is_norwegian(ordered: list[str]) -> None:
    (page,) = listed(ordered[::-1]).leaves
    assert list(page.items) == ordered


@pytest.mark.parametrize(("number", "pages"), [(0, 1), (1, 1), (400, 1), (401, 2)])
def test_up_to_400_entries_stand_on_one_page(number: int, pages: int) -> None:
    found = listed([f"m{n:03}" for n in range(number)])
    assert len(found.leaves) == pages
    assert found.total == number
    assert found.leaves[0].path == "liste/index.html"
    assert len(found.leaves[0].items) == (number if pages == 1 else 0)


def test_beyond_that_each_letter_has_a_page_and_the_first_page_says_how_long() -> None:
    found = listed(many("Å", "ål", "Øre", "Æra", "eple", "Ée", "@e", "_9", "1", "Ωmega"))
    assert [(label(letter, texts("nb")), path, n) for letter, path, n in found.letters] == [
        ("Andre tegn", "liste/0.html", 3),
        ("E", "liste/e.html", 3),
        ("M", "liste/m.html", 391),
        ("Æ", "liste/ae.html", 1),
        ("Ø", "liste/oe.html", 1),
        ("Å", "liste/aa.html", 2),
    ]


@given(st.lists(NAMES, min_size=1, max_size=30, unique=True))
@example(["@d", "a"])
@example(["_d", "a"])
@example(["ä", "b", "z"])
def test_letter_pages_come_in_alphabetical_order(names: list[str]) -> None:
    letters = [letter for letter, _, _ in listed(many(*names)).letters]
    alphabet = "0abcdefghijklmnopqrstuvwxyzæøå"
    assert letters == sorted(letters, key=alphabet.index)


@given(st.lists(NAMES, max_size=30))
def test_nothing_is_lost_or_stands_twice(names: list[str]) -> None:
    for given_names in (names, many(*names)):
        found = listed(given_names)
        assert sorted(n for leaf in found.leaves for n in leaf.items) == sorted(given_names)
        assert found.total == len(given_names)
        paths = [leaf.path.casefold() for leaf in found.leaves]
        assert len(set(paths)) == len(paths)
        assert all(path.isascii() for path in paths)


@given(st.lists(NAMES, max_size=30, unique=True), st.randoms())
def test_the_order_in_the_spec_does_not_matter(names: list[str], random: Random) -> None:
    shuffled = many(*names)
    random.shuffle(shuffled)
    assert listed(shuffled) == listed(many(*names))
