"""Anchors and file names: readable where that is safe, unique, and the same for ever."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from generator.model.address import Address, anchors, file_names

ENDS = st.sampled_from(["", ".", " ", "-", "\u00ad", "\u0301", "/x", "?", ":stream"])
DEVICES = st.sampled_from(["con", "PRN", "aux", "nul", "com1", "LPT9", "com0", "con.x", "AUX.json"])
WORDS = st.sampled_from(["Foo", "foo", "FOO", "é", "e\u0301", "straße", "STRASSE", "Å", "\u212b"])
ANYTHING = st.text(max_size=130)
NAMES = st.lists(st.builds(str.__add__, WORDS | DEVICES | ANYTHING, ENDS), unique=True, max_size=8)

NAME = st.from_regex(r"[A-Za-z_][A-Za-z0-9_]{0,20}", fullmatch=True)
COORDINATES: st.SearchStrategy[str] = st.one_of(
    NAME,
    st.builds("{}.{}".format, NAME, NAME),
    st.builds("{}.{}({}:)".format, NAME, NAME, NAME),
    st.builds("@{}".format, NAME),
    st.builds("@{}({}:)".format, NAME, NAME),
)

WINDOWS_DEVICES = {"con", "prn", "aux", "nul"} | {
    f"{d}{n}" for d in ("com", "lpt") for n in "0123456789"
}


def named_anchors(names: Iterable[str]) -> Mapping[str, str]:
    return {str(name): anchor for name, anchor in anchors(map(Address, names)).items()}


BOTH = pytest.mark.parametrize("naming", [named_anchors, file_names], ids=["anchors", "file names"])
Naming = Callable[[Iterable[str]], Mapping[str, str]]


def folded(name: str) -> str:
    """The name as Windows and macOS compare it, and more: no two of these may be the same."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


@BOTH
@given(names=NAMES)
def test_every_name_gets_one_of_its_own_even_where_case_is_folded(
    naming: Naming, names: list[str]
) -> None:
    made = naming(names)
    assert list(made) == names
    assert len({folded(name) for name in made.values()}) == len(names)


@BOTH
@pytest.mark.parametrize("written", [str.lower, str.upper])
@given(name=WORDS | DEVICES | ANYTHING, other=WORDS | ANYTHING)
@example(name="Foo Bar", other="x")
def test_a_name_that_looks_like_a_made_one_is_not_mixed_up_with_it(
    naming: Naming, written: Callable[[str], str], name: str, other: str
) -> None:
    made = {*naming([name, other]).values(), *naming([name, name.swapcase()]).values()}
    names = {name, other, *map(written, made)}
    again = naming(sorted(names))
    assert len({folded(value) for value in again.values()}) == len(names)


@BOTH
@given(names=NAMES)
def test_order_does_not_matter(naming: Naming, names: list[str]) -> None:
    assert naming(names) == naming(sorted(names)) == naming(reversed(names))


@BOTH
@given(names=st.lists(NAME | ANYTHING, unique=True, max_size=6), added=NAME | ANYTHING)
def test_a_name_added_later_changes_no_other_unless_it_collides(
    naming: Naming, names: list[str], added: str
) -> None:
    assume(folded(added) not in {folded(name) for name in names})
    before, after = naming(names), naming([*names, added])
    assert {name: after[name] for name in names} == before


@BOTH
def test_names_that_collide_keep_theirs_when_a_third_one_comes(naming: Naming) -> None:
    before, after = naming(["Foo", "foo"]), naming(["Foo", "foo", "FOO", "bar"])
    assert {name: after[name] for name in ("Foo", "foo")} == before


@BOTH
def test_of_names_that_differ_in_case_alone_none_is_the_name_itself(naming: Naming) -> None:
    made = naming(["Foo", "foo", "Bar"])
    assert made["Bar"] == "Bar"
    assert all(re.fullmatch(r"foo-[0-9a-f]{10}", made[name]) for name in ("Foo", "foo")), made


@given(names=NAMES)
@example(names=["index"])
@example(names=["a" * 101, "a" * 300])
def test_a_file_name_is_safe_on_every_file_system(names: list[str]) -> None:
    for name in file_names(names).values():
        assert re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]*", name), name
        assert name[-1] not in ". "
        assert name.split(".")[0].lower() not in WINDOWS_DEVICES
        assert len(name) <= 100
        assert name.lower() != "index", "the list of the folder stands there"


@pytest.mark.parametrize(
    "name",
    ["Emne", "Emne2", "emne_filter", "emne-filter", "v1.Emne", "Console", "Auxiliary", "com10"],
)
def test_a_name_that_is_safe_is_its_own_file_name(name: str) -> None:
    assert file_names([name])[name] == name
    long = name.ljust(100, "x")
    assert file_names([long])[long] == long


@given(names=NAMES)
def test_an_anchor_needs_no_escaping_in_a_link_or_an_attribute(names: list[str]) -> None:
    for anchor in named_anchors(names).values():
        assert re.fullmatch(r"[A-Za-z0-9_.:@()-]+", anchor), anchor


@given(coordinates=st.lists(COORDINATES, unique_by=str.casefold, max_size=6))
@example(coordinates=["Emne.navn(sprak:)", "@feature(flags:)", "Query.emne"])
@example(coordinates=["_Entity", "_Service.sdl"])
@example(coordinates=["Index", "Con.navn"])
@example(coordinates=[f"Mutation.{'oppdater' * 8}({'filter' * 8}:)"])
def test_the_anchor_of_a_graphql_coordinate_is_the_coordinate(coordinates: list[str]) -> None:
    assert named_anchors(coordinates) == {name: name for name in coordinates}


@BOTH
def test_a_name_that_cannot_stand_is_made_of_its_letters_and_its_sha_256(naming: Naming) -> None:
    """Links to it are out in the world: what is made of a name never changes."""
    name = "GET /personer/{id}"
    assert naming([name])[name] == "get-personer-id-6922e9d8aa"
