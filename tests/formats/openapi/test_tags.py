"""Tags enclose their operations, in the groups and below the parents they have."""

import time

from generator.model.part import Part, walk
from tests.formats.openapi.builders import Node, document, line_of, parts, read


def outline(main: Node) -> list[object]:
    """The parts with what they enclose."""

    def told(part: Part) -> object:
        inner = [told(child) for child in part.children]
        return (part.coordinate, inner) if inner else part.coordinate

    return [told(part) for part in read(main).tree.parts]


def held(tags: list[Node] | None = None, **operations: list[str]) -> Node:
    paths = {f"/{name}": {"get": {"tags": named}} for name, named in operations.items()}
    return document(paths=paths, **({} if tags is None else {"tags": tags}))


def test_an_operation_stands_under_its_first_tag_and_is_listed_with_all() -> None:
    main = held([{"name": "A"}, {"name": "B"}], x=["B", "A"], y=[], z=["C", "C"])
    assert outline(main) == ["tag:A", ("tag:B", ["GET /x"]), ("tag:C", ["GET /z"]), "GET /y"]
    found = parts(main)
    assert found["tag:A"].details["others"] == ("GET /x",)
    assert found["GET /x"].details["tags"] == ("tag:B", "tag:A")
    assert found["GET /z"].details["tags"] == ("tag:C",)


def test_what_a_tag_says_of_itself() -> None:
    main = held(
        [
            {
                "name": "A",
                "description": "Om A",
                "x-displayName": "Alle",
                "deprecated": True,
                "externalDocs": {"url": "https://a.no"},
                "x-beta": True,
            },
            {"name": "B", "summary": "Bee"},
        ]
    )
    found = parts(main)
    a, b = found["tag:A"], found["tag:B"]
    assert (a.title, a.description, b.title) == ("Alle", "Om A", "Bee")
    assert (a.location.line, a.location.pointer) == (line_of(main, '"name": "A"') - 1, "/tags/0")
    assert a.described_at is not None
    assert a.described_at.line == line_of(main, "Om A")
    assert [(x.name, dict(x.values)) for x in a.annotations] == [("x-beta", {"": True})]
    assert (a.deprecation is None, b.deprecation is None) == (False, True)


def test_a_tag_that_only_operations_name_stands_where_it_is_first_used() -> None:
    main = held(x=["A"], y=["A"])
    assert parts(main)["tag:A"].location.pointer == "/paths/~1x/get/tags/0"


def test_parents_of_3_2() -> None:
    tags: list[Node] = [
        {"name": "A"},
        {"name": "B", "parent": "A"},
        {"name": "C", "parent": "B"},
        {"name": "D", "parent": "finnes ikke"},
    ]
    main = held(tags, x=["C"], y=["A"])
    assert outline(main) == [
        ("tag:A", ["GET /y", ("tag:B", [("tag:C", ["GET /x"])])]),
        "tag:D",
    ]


def test_parents_in_a_circle_are_opened_and_nothing_is_lost() -> None:
    tags: list[Node] = [
        {"name": "A", "parent": "B"},
        {"name": "B", "parent": "C"},
        {"name": "C", "parent": "B"},
        {"name": "D", "parent": "D"},
    ]
    names = {part.name for part, _ in walk(read(held(tags)).tree.parts)}
    assert names == {"A", "B", "C", "D"}
    assert "tag:D" in outline(held(tags))


def test_very_many_parents_are_cut_into_pieces_in_time() -> None:
    count = 20_000
    for order in (1, -1):
        tags: list[Node] = [{"name": "t0"}]
        tags += [{"name": f"t{n}", "parent": f"t{n - 1}"} for n in range(1, count)]
        before = time.process_time()
        found = [part for part, _ in walk(read(held(tags[::order])).tree.parts)]
        assert time.process_time() - before < 10
        assert len(found) == count


def test_groups() -> None:
    main = held([{"name": "A"}, {"name": "B"}, {"name": "C"}], x=["A"], y=["B"])
    main["x-tagGroups"] = [
        {"name": "Først", "tags": ["B", "A", "finnes ikke"]},
        {"name": "Så", "tags": ["A"]},
        {"tags": ["C"]},
    ]
    assert outline(main) == [
        ("group:Først", [("tag:B", ["GET /y"]), ("tag:A", ["GET /x"])]),
        "group:Så",
        "tag:C",
    ]
    group = parts(main)["group:Først"]
    assert (group.kind, group.location.pointer) == ("tag group", "/x-tagGroups/0")


def test_no_tags_at_all() -> None:
    assert outline(held(x=[])) == ["GET /x"]
    assert outline(document(paths={"/x": {"get": {"tags": "A"}}})) == ["GET /x"]
