"""The page about recognisers tells of every extension and remark that is known, and no other."""

import re
from collections.abc import Iterator

from generator.catalog.model import AnnotationRecogniser, EndRecogniser, Recogniser
from generator.catalog.read import read
from tests.docs.pages import MAINTAINERS, examples
from tests.formats.wsdl.recognised import Read

PAGE = MAINTAINERS / "recognisers.md"
SMALLEST = b"catalog: {title: T}\napis: [{id: a, name: A, status: beta}]\n"
DEFAULT: tuple[Recogniser, ...] = read(SMALLEST, "catalog.yaml").apis[0].recognisers


def rows(heading: str) -> Iterator[list[str]]:
    """The cells of the rows of the table that begins with this heading."""
    text = PAGE.read_text(encoding="utf-8")
    _, _, table = text.partition(heading)
    for line in table.splitlines()[2:]:
        if not line.startswith("|"):
            return
        yield [cell.strip() for cell in line.strip("|").split("|")]


def codes(cell: str) -> list[str]:
    return re.findall("`([^`]*)`", cell)


def common() -> dict[str, str]:
    return {word: cells[0] for cells in rows("| status | words |") for word in codes(cells[1])}


def test_every_extension_that_tells_a_status_is_on_the_page_with_its_values() -> None:
    told = []
    for extension, field, values, others, in_use in rows("| extension | field | values |"):
        listed: dict[str, str] | None = dict(re.findall(r"`([^`]*)`: (\w+)", values))
        if values == "the common words":
            listed = common()
        elif values == "status ids":
            listed = None
        told.append((codes(extension), codes(field), listed, others == "told"))
        assert in_use
    assert told == [
        ([r.annotation], [r.argument] if r.argument else [], r.values, r.reports_others)
        for r in DEFAULT
        if isinstance(r, AnnotationRecogniser) and r.annotation.startswith("x-")
    ]


def test_every_extension_that_tells_of_an_end_is_on_the_page() -> None:
    told = [
        (codes(extension), codes(field), tells)
        for extension, field, tells, _ in rows("| extension | field | tells |")
    ]
    assert told == [
        ([r.annotation], [r.argument] if r.argument else [], r.tells.value)
        for r in DEFAULT
        if isinstance(r, EndRecogniser) and r.annotation.startswith("x-")
    ]


def test_every_remark_that_tells_a_status_is_on_the_page_with_its_values() -> None:
    told = []
    for remark, field, values, others in rows("| remark | field | values |"):
        listed: dict[str, str] | None = dict(re.findall(r"`([^`]*)`: (\w+)", values))
        if values == "the common words":
            listed = common()
        elif values == "status ids":
            listed = None
        told.append((codes(remark), codes(field), listed, others == "told"))
    assert told == [
        ([r.annotation], [r.argument] if r.argument else [], r.values, r.reports_others)
        for r in DEFAULT
        if isinstance(r, AnnotationRecogniser) and r.annotation.startswith("<")
    ]


def test_every_remark_that_tells_of_an_end_is_on_the_page() -> None:
    told = [(codes(remark), tells) for remark, tells in rows("| remark | tells |")]
    assert told == [
        ([r.annotation], r.tells.value)
        for r in DEFAULT
        if isinstance(r, EndRecogniser) and r.annotation.startswith("<")
    ]


def test_the_remarks_of_the_examples_mark_what_the_page_says() -> None:
    schema, wsdl, copied = (text for _, text in examples(PAGE, "xml"))
    read = Read({"library.xsd": schema})
    marked = {"Book.shelf": "beta", "Book.scan": "experimental", "Book.weight": "experimental"}
    assert read.marked() == marked
    deprecation = read["Book.@isbn"].deprecation
    assert deprecation is not None
    assert deprecation.removal is not None
    assert (deprecation.removal.sense, str(deprecation.removal.day)) == ("after", "2027-06-30")
    assert Read({"library.wsdl": wsdl}).marked() == {"Library/getBook": "beta"}
    assert Read({"copied.xsd": copied}).marked() == {"Book": "beta", "Loan.note": "beta"}
