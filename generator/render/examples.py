"""Examples of values: short ones in the line, long ones behind a click or in files of their own."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.model.example import Example
from generator.model.part import Part
from generator.render.page import File
from generator.render.shelf import Shelf

_SHORT = 80
_LONG = 16_000
_BEGINNING = 4_000


@dataclass(frozen=True, slots=True, kw_only=True)
class ExampleView:
    """One example. `is_short`: it fits in a line. `is_first`: of its part.

    `path` is that of the file with all of it, from the site's root, where `text` is its beginning;
    `size` the number of its characters.
    """

    title: str
    summary: str
    text: str
    is_short: bool
    is_first: bool
    path: str | None
    size: int
    fault: str | None
    url: str | None


def examples(shelf: Shelf, part: Part) -> Iterator[ExampleView]:
    """The examples of a part, in the spec's order."""
    for number, example in enumerate(of(part)):
        is_long = len(example.text) > _LONG
        yield ExampleView(
            title=example.title,
            summary=example.summary,
            text=f"{example.text[:_BEGINNING]}…" if is_long else example.text,
            is_short=0 < len(example.text) <= _SHORT and "\n" not in example.text,
            is_first=number == 0,
            path=_path(shelf, part, number) if is_long else None,
            size=len(example.text),
            fault=example.fault,
            url=example.url,
        )


def of(part: Part) -> Sequence[Example]:
    """What the format's details hold as examples."""
    held = part.details.get("examples")
    return [e for e in held if isinstance(e, Example)] if isinstance(held, tuple) else []


def files(shelf: Shelf) -> Iterator[File]:
    """The long examples. They end in .txt, lest a browser act on what stands in them."""
    for part in shelf.parts.values():
        if "examples" not in part.details:
            continue
        for number, example in enumerate(of(part)):
            if len(example.text) > _LONG:
                content = example.text.encode("utf-8", "replace")
                yield File(path=_path(shelf, part, number), content=content)


def _path(shelf: Shelf, part: Part, number: int) -> str:
    return f"{shelf.api.id}/eksempler/{shelf.file_names[part.address]}-{number + 1}.txt"
