"""Synthetic GraphQL schemas of any size, shaped like the real ones: few roots, many small types."""

from collections.abc import Iterator

_MARKS = (
    "",
    "\n\n  Hører til [beta](https://example.org/#kontrakt-for-apier-i-beta).",
    "\n\n  Hører til [x](https://example.org/#kontrakt-for-apier-med-status-eksperimentelt).",
)
_FIELDS = 5


def sdl(pages: int) -> str:
    """A schema that gives about `pages` pages: a sixth of them root fields, the rest types."""
    return "".join(_definitions(pages))


def _definitions(pages: int) -> Iterator[str]:
    roots, types = pages // 6, pages - pages // 6
    yield "type Query {\n"
    for number in range(roots):
        yield f'  "Henter {number}."\n'
        yield f"  hent{number}(id: ID!, antall: Int = 10): Type{number * 5 % types}!\n"
    yield "}\n"
    for number in range(types):
        yield f'"Beskriver ting nummer {number}."\ntype Type{number} {{\n'
        for field in range(_FIELDS):
            target = f"Type{(number * _FIELDS + field + 1) % types}" if field < 2 else "String"
            mark = _MARKS[(number + field) % len(_MARKS)]
            yield f'  """\n  Felt {field} av ting {number}.{mark}\n  """\n  felt{field}: {target}\n'
        yield "}\n"
