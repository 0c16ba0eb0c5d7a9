"""The box of a deprecated part quotes the source only where the source says something."""

import pytest

from tests.render.builders import one_api, site


@pytest.mark.parametrize(
    ("description", "reason", "quoted"),
    [
        ("Et tall.", "", set()),
        ("Et tall.", "Utgår.", {"Kilden sier: «Utgår.»"}),
        ("Et tall. Utgått, bruk b.", "", {"Kilden sier: «Utgått, bruk b.»"}),
    ],
)
def test_the_source_is_quoted(description: str, reason: str, quoted: set[str]) -> None:
    field = f'"{description}" a: Int @deprecated(reason: "{reason}")'
    made = site(one_api(f"type Query {{ {field} b: Int }}"))
    boxes = [
        (box, p)
        for path in made.pages
        for box in made.main(path).iter("div")
        if box.get("class") == "deprecated"
        for p in box.iter("p")
    ]
    assert boxes, "the part is told to be deprecated"
    said = {"".join(p.itertext()) for _, p in boxes if p.get("class") == "source"}
    assert said == quoted
