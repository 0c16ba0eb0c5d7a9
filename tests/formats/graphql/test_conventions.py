"""What schemas in use agree on: pages of results, errors as data, and types that only serve."""

import pytest

from generator.formats import Bundle, Document, all_formats
from generator.model.part import Part, Tree

FORMAT = all_formats()["graphql"]
INFO = "type PageInfo { hasNextPage: Boolean! } type Emne { kode: ID! }"


def read(sdl: str) -> Tree:
    return FORMAT.read(Bundle([Document(file="a.graphql", content=sdl.encode())])).tree


def parts(sdl: str) -> dict[str, Part]:
    return {part.coordinate: part for part in read(sdl).by_address.values()}


def support(sdl: str) -> set[str]:
    (types,) = (section for section in FORMAT.sections(read(sdl)) if section.id == "types")
    return set(types.support)


@pytest.mark.parametrize(
    ("page", "item"),
    [
        pytest.param("type P { pageInfo: PageInfo! nodes: [Emne!]! }", "Emne", id="nodes"),
        pytest.param(
            "type P { pageInfo: PageInfo edges: [E] } type E { node: Emne cursor: ID }",
            "Emne",
            id="edges-only",
        ),
        pytest.param(
            "type P { pageInfo: PageInfo edges: [E] nodes: [Emne] n: Int } type E { node: Emne }",
            "Emne",
            id="both-and-more",
        ),
        pytest.param("interface P { pageInfo: PageInfo nodes: [Emne] }", "Emne", id="interface"),
        pytest.param("type P { pageInfo: PageInfo nodes: [K] } enum K { A }", "K", id="of-an-enum"),
        pytest.param(
            "type P { pageInfo: PageInfo nodes: [U] } union U = Emne | PageInfo",
            "U",
            id="of-a-union",
        ),
        pytest.param("type P { nodes: [Emne] edges: [Emne] }", None, id="without-pageInfo"),
        pytest.param("type P { pageInfo: PageInfo n: Int }", None, id="with-nothing-else"),
        pytest.param("type P { pageInfo: PageInfo nodes: [String!]! }", None, id="of-scalars"),
        pytest.param("type P { pageInfo: PageInfo edges: [Int] }", None, id="edges-of-scalars"),
        pytest.param(
            "type P { pageInfo: PageInfo edges: [E] } type E { cursor: ID }",
            None,
            id="edges-without-node",
        ),
        pytest.param("type P { PageInfo: PageInfo nodes: [Emne] }", None, id="other-letter-case"),
    ],
)
def test_a_page_of_results_wraps_what_it_is_a_page_of(page: str, item: str | None) -> None:
    assert parts(f"type Query {{ a: P }} {page} {INFO}")["P"].wraps == item


@pytest.mark.parametrize(
    ("field", "errors"),
    [
        pytest.param("errors: [Feil!]! } union Feil = A | B", ("A", "B"), id="union-errors"),
        pytest.param("userErrors: [X] } union X = B | A", ("B", "A"), id="userErrors"),
        pytest.param("feil: X } union X = A", ("A",), id="feil"),
        pytest.param("gikkGalt: LagError } union LagError = A", ("A",), id="by-the-types-name"),
        pytest.param(
            "errors: [Error] } interface Error { m: ID } type C implements Error { m: ID }",
            ("C",),
            id="interface",
        ),
        pytest.param("resultat: X } union X = A | B", None, id="neither-name"),
        pytest.param("errorCount: Int }", None, id="number"),
        pytest.param("errors: [String!] }", None, id="texts"),
        pytest.param("errors: X } enum X { A1 }", None, id="enum"),
    ],
)
def test_a_payload_tells_its_errors(field: str, errors: tuple[str, ...] | None) -> None:
    sdl = (
        "type Query { a: A b: B } type A { m: ID } type B { m: ID }"
        f"type Mutation {{ lag: P }} type P {{ {field}"
    )
    held = next(part for part in parts(sdl)["P"].children)
    assert held.details.get("errors") == errors


QUERY = f"type Query {{ emner: [Emne!]! }} {INFO}"
PAYLOAD = "type Mutation { lag: LagPayload } type LagPayload { emne: Emne errors: [LagFeil!]! }"
FEIL = "union LagFeil = Opptatt | Ugyldig type Opptatt { m: ID } type Ugyldig { m: ID }"
ALL = {"LagPayload", "LagFeil", "Opptatt", "Ugyldig"}


@pytest.mark.parametrize(
    ("sdl", "expected"),
    [
        pytest.param(QUERY, set(), id="plain"),
        pytest.param(
            f"type Query {{ a: P }} type P {{ pageInfo: PageInfo nodes: [Emne] }} {INFO}",
            {"P"},
            id="page",
        ),
        pytest.param(
            "type Query { a: P } type P { pageInfo: PageInfo edges: [E] }"
            f"type E {{ cursor: ID node: Emne }} {INFO}",
            {"P", "E"},
            id="page-and-edge",
        ),
        pytest.param(
            "type Query { a: P } type P { pageInfo: PageInfo edges: [E] }"
            f"type E {{ cursor: ID node: Emne vekt: Int }} {INFO}",
            {"P"},
            id="edge-that-holds-more",
        ),
        pytest.param(f"{QUERY} {PAYLOAD} {FEIL}", ALL, id="payload-and-its-errors"),
        pytest.param(
            f"{QUERY} type Mutation {{ lag: Kladd ta: TaResult }} "
            "type Kladd { tekst: ID } type TaResult { id: ID }",
            {"TaResult"},
            id="what-a-mutation-alone-returns-is-no-payload-for-that",
        ),
        pytest.param(
            f"type Query {{ sist: LagPayload }} {INFO} {PAYLOAD} {FEIL}",
            set(),
            id="payload-used-by-a-query",
        ),
        pytest.param(
            f"{QUERY} {PAYLOAD} {FEIL} type Logg {{ svar: [LagPayload!] }}",
            set(),
            id="payload-used-by-a-type",
        ),
        pytest.param(
            f"type Query {{ sok: Treff }} {INFO} {PAYLOAD} {FEIL} union Treff = Emne | LagPayload",
            set(),
            id="payload-used-by-a-union",
        ),
        pytest.param(
            f"type Query {{ grunn: Opptatt }} {INFO} {PAYLOAD} {FEIL}",
            ALL - {"Opptatt"},
            id="error-used-by-a-query",
        ),
        pytest.param(
            f"type Query {{ sok: Treff }} {INFO} {PAYLOAD} {FEIL} union Treff = Emne | Opptatt",
            ALL - {"Opptatt"},
            id="error-used-by-a-union",
        ),
        pytest.param(
            f"type Query {{ sist: TaPayload }} {INFO} {PAYLOAD} {FEIL}"
            "type TaPayload { errors: [TaFeil!] } union TaFeil = Opptatt",
            ALL,
            id="error-that-another-answer-tells-as-well",
        ),
        pytest.param(
            f"{QUERY} {PAYLOAD} {FEIL} union Glemt = Emne | Opptatt | LagPayload",
            ALL,
            id="a-union-nobody-uses",
        ),
        pytest.param(
            f"{QUERY} type Mutation {{ ta: TaPayload lag: LagPayload }} {FEIL}"
            "type LagPayload { errors: [LagFeil!] } type TaPayload { errors: [TaFeil!] }"
            "union TaFeil = Opptatt",
            ALL | {"TaPayload", "TaFeil"},
            id="error-of-two-payloads",
        ),
        pytest.param(
            f"{QUERY} type Mutation {{ lag: Emne slett: Niva }} enum Niva {{ A }}",
            set(),
            id="mutations-that-return-what-queries-do",
        ),
    ],
)
def test_what_only_serves_others_is_listed_apart(sdl: str, expected: set[str]) -> None:
    assert support(sdl) == expected


def test_every_type_is_listed_whether_it_serves_or_not() -> None:
    (types,) = (s for s in FORMAT.sections(read(f"{QUERY} {PAYLOAD} {FEIL}")) if s.id == "types")
    assert set(types.parts) == ALL | {"Emne", "PageInfo"}
