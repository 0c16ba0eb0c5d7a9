"""Where in the sources the pieces of a schema stand."""

from collections.abc import Iterator, Mapping

from graphql.language import ast

from generator.model.location import Location


class Origins:
    """Where in the sources the pieces of a schema stand.

    Built from SDL, a piece knows its own place. An introspection answer is given as `answer`, and
    its pieces have JSON Pointers (RFC 6901).
    """

    def __init__(
        self, file: str, answer: Mapping[str, object] | None = None, prefix: str = ""
    ) -> None:
        self._file = file
        self._pointers = {} if answer is None else dict(_pointers(answer, prefix))

    def of(self, address: str, node: ast.Node | None) -> Location:
        """The place of the name in `node`, else the pointer of `address`."""
        name = getattr(node, "name", None)
        if not isinstance(name, ast.Node) or name.loc is None:
            return Location(file=self._file, pointer=self._pointers.get(address))
        return location_of(name)

    def of_description(self, node: ast.Node | None) -> Location | None:
        """The place of the first line of a description's text."""
        text = getattr(node, "description", None)
        if not isinstance(text, ast.StringValueNode) or text.loc is None:
            return None
        location = location_of(text)
        if not text.block or location.line is None:
            return location
        raw = text.loc.source.body[text.loc.start + 3 : text.loc.end - 3]
        blank = len(raw) - len(raw.lstrip())
        return Location(file=location.file, line=location.line + raw.count("\n", 0, blank))


def location_of(node: ast.Node) -> Location:
    """The place where `node` begins."""
    assert node.loc is not None
    token = node.loc.start_token
    return Location(file=node.loc.source.name, line=token.line, column=token.column)


def _pointers(schema: Mapping[str, object], prefix: str) -> Iterator[tuple[str, str]]:
    for at, type_ in _named_items(schema, "types", prefix):
        yield str(type_["name"]), at
        for key in ("fields", "inputFields", "enumValues"):
            for member_at, member in _named_items(type_, key, at):
                coordinate = f"{type_['name']}.{member['name']}"
                yield coordinate, member_at
                for arg_at, arg in _named_items(member, "args", member_at):
                    yield f"{coordinate}({arg['name']}:)", arg_at
    for at, directive in _named_items(schema, "directives", prefix):
        yield f"@{directive['name']}", at
        for arg_at, arg in _named_items(directive, "args", at):
            yield f"@{directive['name']}({arg['name']}:)", arg_at


def _named_items(
    value: Mapping[str, object], key: str, at: str
) -> Iterator[tuple[str, Mapping[str, object]]]:
    items = value.get(key)
    for number, item in enumerate(items if isinstance(items, list) else ()):
        if isinstance(item, dict) and "name" in item:
            yield f"{at}/{key}/{number}", item
