"""A part is found by each name it goes by, and a firmer kind of name goes before a looser one."""

import pytest

from generator.model.part import Tree
from tests.contract.builders import part, tree

PERSON = part(
    "GET /personer/{}",
    part("GET /personer/{}.path.id", pointer="/paths/p/get/parameters/0"),
    written="GET /personer/{id}",
    aliases=("hent-person", "Emne"),
    pointer="/paths/~1personer~1{id}/get",
)
COPY = part("GET /v2/personer/{}", aliases=("hent-person",))
EMNE = part("Emne", part("Emne.navn"))
API: Tree = tree(PERSON, COPY, EMNE)


@pytest.mark.parametrize(
    ("name", "addresses"),
    [
        ("GET /personer/{id}", "GET /personer/{}"),
        ("GET /personer/{}", "GET /personer/{}"),
        ("GET /personer/{nr}", "GET /personer/{}"),
        ("/paths/~1personer~1{id}/get", "GET /personer/{}"),
        ("#/paths/~1personer~1{id}/get", "GET /personer/{}"),
        ("/paths/p/get/parameters/0", "GET /personer/{}.path.id"),
        ("Emne.navn", "Emne.navn"),
        ("Emne", "Emne"),
        ("hent-person", "GET /personer/{}|GET /v2/personer/{}"),
        ("hent-emne", ""),
        ("get /personer/{id}", ""),
        ("", ""),
    ],
)
def test_a_part_is_found_by_its_names(name: str, addresses: str) -> None:
    assert "|".join(found.address for found in API.named(name)) == addresses


def test_a_coordinate_is_the_address_where_nothing_else_is_written() -> None:
    assert (PERSON.coordinate, COPY.coordinate) == ("GET /personer/{id}", "GET /v2/personer/{}")
    assert list(API.coordinates) == [
        "GET /personer/{id}",
        "GET /personer/{}.path.id",
        "GET /v2/personer/{}",
        "Emne",
        "Emne.navn",
    ]
