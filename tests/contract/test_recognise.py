"""A part's own status: from directives, from links in its text, and by the owner's side file."""

import re
from collections.abc import Iterator, Mapping, Sequence

import pytest
from graphql.language import Lexer, Source, TokenKind
from hypothesis import given
from hypothesis import strategies as st

from generator.catalog.read import read_side_file
from generator.contract.recognise import Recognition
from generator.model.finding import Finding, Severity
from generator.model.location import Location
from generator.model.part import Annotation, Part
from tests.conftest import shared
from tests.contract.builders import SMALLEST, catalog, part, promises, status, tree

URL = "https://api.no/apier/#kontrakt-for-apier-i-beta"
BETA = f"[beta]({URL})"
EXPERIMENTAL = "[eksp](https://api.no/#kontrakt-for-apier-med-status-eksperimentelt)"
PATTERN = r"""
recognisers:
  - link: contract-anchor
  - {pattern: 'Nivå: (?P<status>\w+)\.?', values: {prøve: experimental}}
"""
Given = tuple[str, Mapping[str, object]]


def recognised(
    *parts: Part, more: str = "", side_file: str = ""
) -> tuple[Mapping[str, Part], list[Finding]]:
    entries = (
        read_side_file(side_file.encode(), "side.yaml", SMALLEST.encode()) if side_file else ()
    )
    recognition = Recognition(promises(), catalog(more).apis[0].recognisers, entries)
    found = recognition.tree(tree(*parts)).by_address
    return {part_.coordinate: part_ for part_ in found.values()}, recognition.findings


def kode(
    *annotations: Given, description: str = "", more: str = "", side_file: str = ""
) -> tuple[Part, list[Finding]]:
    """One recognised part: annotations stand on lines 1, 2, …, the description from line 20."""
    given_ = part(
        "Emne.kode",
        annotations=tuple(
            Annotation(name=name, values=values, location=Location(file="spec", line=line))
            for line, (name, values) in enumerate(annotations, 1)
        ),
        description=description,
        described_at=Location(file="spec", line=20, column=3),
    )
    found, findings = recognised(given_, more=more, side_file=side_file)
    return found["Emne.kode"], findings


def feature(*flags: str) -> Given:
    return "@feature", {"flags": list(flags)}


def tag(name: str) -> Given:
    return "@tag", {"name": name}


def contract(id_: str) -> Given:
    return "@contract", {"status": id_}


@pytest.mark.parametrize(
    ("annotations", "expected", "unknown"),
    [
        pytest.param([feature("beta")], "beta", [], id="one-flag"),
        pytest.param([("@feature", {"flags": "beta"})], "beta", [], id="flag-outside-a-list"),
        pytest.param([feature("beta", "experimental")], "experimental", [], id="weakest-flag-last"),
        pytest.param([feature("experimental", "stable")], "experimental", [], id="and-first"),
        pytest.param([feature("stable")], "production", [], id="stable-is-production"),
        pytest.param([feature("ny")], None, ["ny"], id="unknown-flag"),
        pytest.param([feature("beta", "ny", "gul")], "beta", ["ny", "gul"], id="known-and-unknown"),
        pytest.param([tag("beta")], "beta", [], id="tag"),
        pytest.param([tag("team-emne")], None, [], id="unrelated-tag"),
        pytest.param([tag("intern"), tag("experimental")], "experimental", [], id="two-tags"),
        pytest.param([contract("frozen")], "frozen", [], id="contract"),
        pytest.param([contract("retiring")], None, ["retiring"], id="a-day-would-be-needed"),
        pytest.param([contract("sikker")], None, ["sikker"], id="unknown-contract"),
        pytest.param([("@deprecated", {"reason": "beta"})], None, [], id="another-directive"),
    ],
)
def test_a_directive_marks(
    annotations: list[Given], expected: str | None, unknown: list[str]
) -> None:
    found, findings = kode(*annotations)
    assert (found.mark.status.id if found.mark else None) == expected
    assert [(f.rule, f.severity, f.arguments["value"]) for f in findings] == [
        ("mark-value-unknown", Severity.WARNING, value) for value in unknown
    ]


def test_a_mark_knows_what_found_it_and_where() -> None:
    found, _ = kode(tag("intern"), feature("beta"))
    assert found.mark
    assert (found.mark.recogniser, str(found.mark.location)) == ("@feature", "spec:2")


def as_read(text: str) -> str:
    """Without the white space that a Markdown page does not show."""
    return re.sub(r" *\n *", "\n", re.sub(r" +", " ", text))


MARKERS = [
    pytest.param(f"Emner.\n\nDette er {BETA}.", "Emner.", id="own-paragraph"),
    pytest.param(f"Dette er {BETA}.\n\nEmner.", "Emner.", id="first-paragraph"),
    pytest.param(f"En.\n\nDette er {BETA}.\n\nTo.", "En.\n\nTo.", id="paragraph-between"),
    pytest.param(f"Dette er {BETA}.", "", id="nothing-else"),
    pytest.param(f"Dette er {BETA}", "", id="no-full-stop"),
    pytest.param(f"Se {BETA}!", "", id="exclamation"),
    pytest.param(f"Emner\nDette er {BETA}.", "Emner", id="own-line-after-a-line-without-stop"),
    pytest.param(f"En. Dette er {BETA}.\nTo linjer.", "En.\nTo linjer.", id="end-of-a-line"),
    pytest.param(f"En. Dette er {BETA}. To.", "En. To.", id="inside-a-line"),
    pytest.param(f"Er det nok? Ja! Dette er {BETA}.", "Er det nok? Ja!", id="other-stops"),
    pytest.param(
        f"F.eks. navn fra 31. mars. Dette er {BETA}.", "F.eks. navn fra 31. mars.", id="abbr"
    ),
    pytest.param(f"Emner.\n\nDette er en del\nav {BETA}.", "Emner.", id="wrapped"),
    pytest.param(f"Emner. Dette er en del\n  av {BETA}.", "Emner.", id="wrapped-and-indented"),
    pytest.param(f"Emner.\n\nDette, {BETA},\nkan endres. To.", "Emner.\n\nTo.", id="wrapped-after"),
    pytest.param(f"- En\n- Dette er {BETA}\n- To", "- En\n- To", id="list-item"),
    pytest.param(f"En. Dette er {BETA}. To. Og {BETA}. Tre.", "En. To. Tre.", id="two-sentences"),
    pytest.param(f"En. Det er {BETA} og {BETA}. To.", "En. To.", id="two-links-in-a-sentence"),
    pytest.param(f"En. Se {URL}. To.", "En. To.", id="bare-address"),
    pytest.param(f"En. Se <{URL}>. To.", "En. To.", id="bare-address-in-brackets"),
    pytest.param(f"En. Se [beta](<{URL}>). To.", "En. To.", id="inline-with-brackets"),
    pytest.param(f'En. Se [beta]({URL} "Kontrakt"). To.', "En. To.", id="link-with-title"),
    pytest.param("En. Se [b](#kontrakt-for-apier-i-beta). To.", "En. To.", id="fragment-alone"),
    pytest.param(
        f"Se [hjelp](https://x.no/#hjelp). Dette er {BETA}.",
        "Se [hjelp](https://x.no/#hjelp).",
        id="other-link-kept",
    ),
    pytest.param(f"En. Én del er {BETA}. Årlig.", "En. Årlig.", id="sentence-begins-with-accent"),
    pytest.param(f"En. `kode` er {BETA}. To.", "En. To.", id="sentence-begins-with-code"),
    pytest.param(f"En. «Plan» er {BETA}. To.", "En. To.", id="sentence-begins-with-quote"),
]


@pytest.mark.parametrize(("text", "rest"), MARKERS)
def test_the_sentence_with_the_link_marks_and_goes(text: str, rest: str) -> None:
    found, findings = kode(description=text)
    assert as_read(found.description) == rest
    assert found.mark
    assert (found.mark.status, found.mark.recogniser) == (status("beta"), "description")
    assert findings == []


@pytest.mark.parametrize(
    "text",
    [
        "Dette er beta, se kontrakten.",
        "Se [beta](https://api.no/beta). Og kontrakt-for-apier-i-beta.",
        "Se [hjelp](https://api.no/#hjelp).",
        f"Se [beta]({URL}-i-fjor).",
        f"Se {URL}2.",
        "#kontrakt-for-apier-i-beta",
    ],
)
def test_other_text_stays_as_it_is(text: str) -> None:
    found, findings = kode(description=text)
    assert (found.description, found.mark, findings) == (text, None, [])


@pytest.mark.parametrize("markers", [(BETA, EXPERIMENTAL), (EXPERIMENTAL, BETA)])
def test_of_two_markers_the_weaker_counts_and_both_go(markers: tuple[str, str]) -> None:
    found, findings = kode(description="En.\n\nDette er {}.\n\nDette er {}.".format(*markers))
    assert found.mark
    assert (found.mark.status, found.description) == (status("experimental"), "En.")
    assert [finding.rule for finding in findings] == ["marks-disagree"]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        pytest.param(f"Dette er {BETA}.", 20, id="first-line"),
        pytest.param(f"En.\n\nDette er {BETA}.", 22, id="third-line"),
        pytest.param(f"En.\nTo. Dette er\nen del av {BETA}.\nTre.", 22, id="wrapped"),
        pytest.param("Nivå: prøve.", 20, id="pattern"),
        pytest.param("En.\nNivå: prøve.", 21, id="pattern-on-second-line"),
        pytest.param(f"Dette er {BETA}.\n\nNivå: prøve.", 22, id="pattern-after-a-link"),
    ],
)
def test_a_mark_in_a_description_knows_its_line(text: str, line: int) -> None:
    found, _ = kode(description=text, more=PATTERN)
    assert found.mark
    assert (found.mark.location.file, found.mark.location.line) == ("spec", line)


def test_a_pattern_of_the_catalogue_marks_and_goes() -> None:
    found, _ = kode(description="Emner. Nivå: prøve. Nivå: ukjent.", more=PATTERN)
    assert found.mark
    assert found.mark.status == status("experimental")
    assert as_read(found.description) == "Emner. Nivå: ukjent."


@pytest.mark.parametrize(
    ("annotations", "text", "expected", "disagreeing"),
    [
        pytest.param([feature("beta"), tag("beta")], "", "beta", "", id="agree"),
        pytest.param([feature("beta")], f"Er {BETA}.", "beta", "", id="agree-with-text"),
        pytest.param(
            [contract("production"), contract("frozen")], "", "production", "", id="alike"
        ),
        pytest.param(
            [feature("production"), contract("frozen")], "", "production", "", id="one-contract"
        ),
        pytest.param([tag("beta"), feature("stable")], "", "beta", "@feature @tag", id="first"),
        pytest.param([tag("stable"), feature("beta")], "", "beta", "@tag @feature", id="second"),
        pytest.param(
            [feature("beta")], f"{EXPERIMENTAL}.", "experimental", "@feature description", id="text"
        ),
    ],
)
def test_two_that_disagree_are_told_once_and_the_weaker_counts(
    annotations: list[Given], text: str, expected: str, disagreeing: str
) -> None:
    found, findings = kode(*annotations, description=text)
    assert found.mark
    assert found.mark.status == status(expected)
    told = [f"{f.arguments['one']} {f.arguments['other']}" for f in findings]
    assert told == ([disagreeing] if disagreeing else [])
    assert all((f.rule, f.coordinate) == ("marks-disagree", "Emne.kode") for f in findings)


EMNE = part("Emne", part("Emne.kode"), part("Emne.navn", part("Emne.navn(spr:)")), part("Emne[]"))


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        pytest.param("Emne.kode: beta", "Emne.kode beta", id="exact"),
        pytest.param("Emne.kode: beta; Emne.*: frozen", "Emne.kode beta", id="exact-before-glob"),
        pytest.param("Emne.*: frozen; Emne.kode: beta", "Emne.kode beta", id="exact-after-glob"),
        pytest.param("Emne.*: beta; *.kode: frozen", "Emne.kode frozen", id="later-glob"),
        pytest.param("*.kode: frozen; Emne.*: beta", "Emne.kode beta", id="earlier-glob"),
        pytest.param("Emne.*: beta", "Emne.navn(spr:) beta", id="glob-reaches-arguments"),
        pytest.param("Emne.*: beta", "Emne -", id="glob-below-the-type-alone"),
        pytest.param("Emne.kod?: beta", "Emne.kode beta", id="one-character"),
        pytest.param("Emne.?: beta; Emne: beta", "Emne.kode -", id="not-several"),
        pytest.param("emne.kode: beta; Emne: beta", "Emne.kode -", id="case-counts"),
        pytest.param("*[*: beta", "Emne[] beta", id="bracket-is-plain"),
        pytest.param("*[ek]: beta; Emne: beta", "Emne.kode -", id="bracket-is-no-set"),
        pytest.param(
            "*: {status: retiring, after: 2027-03-31}", "Emne retiring 2027-03-31", id="day"
        ),
    ],
)
def test_the_side_file_decides(entries: str, expected: str) -> None:
    lines = (entry.split(": ", 1) for entry in entries.split("; "))
    side_file = "parts:\n" + "".join(f"  '{pattern}': {value}\n" for pattern, value in lines)
    found, _ = recognised(EMNE, side_file=side_file)
    coordinate, _, id_ = expected.partition(" ")
    mark = found[coordinate].mark
    assert (mark.status if mark else None) == (None if id_ == "-" else status(id_))


def test_the_side_file_has_the_last_word_and_tells_what_it_outdid() -> None:
    side_file = "parts:\n  Emne.kode: production\n"
    found, (finding,) = kode(feature("beta"), side_file=side_file)
    assert found.mark
    assert found.mark.status == status("production")
    assert (found.mark.recogniser, str(found.mark.location)) == ("side-file", "side.yaml:2")
    assert [(m.recogniser, m.status.id) for m in found.mark.overrides] == [("@feature", "beta")]
    assert (finding.rule, finding.severity) == ("mark-overridden", Severity.NOTE)
    assert (finding.coordinate, str(finding.location)) == ("Emne.kode", "side.yaml:2")


def test_an_entry_that_matches_nothing_is_told_with_the_nearest_name() -> None:
    _, (finding,) = recognised(EMNE, side_file="parts:\n  Emne.*: beta\n  Emne.nawn: beta\n")
    assert (finding.rule, finding.arguments["hint"]) == ("side-file-unmatched", "Emne.navn")
    assert str(finding.location) == "side.yaml:3"


WORDS = [
    "beta",
    "[beta](",
    "](",
    ")",
    URL.replace("#", ""),
    "kontrakt-for-apier-i-beta",
    ". ",
    "\n\n",
]
SENTENCES = [f"Dette er {BETA}.", f"Dette er\nen del av {EXPERIMENTAL}.", f"Se {URL}."]


@given(st.one_of(st.lists(st.sampled_from(WORDS)).map("".join), st.text()))
def test_text_without_a_fragment_is_never_changed(text: str) -> None:
    plain = text.replace("#", "")
    found, _ = kode(description=plain)
    assert (found.description, found.mark) == (plain, None)


@given(st.lists(st.one_of(st.integers(0, 99), st.sampled_from(SENTENCES))), st.data())
def test_markers_go_and_all_other_sentences_stay(
    pieces: Sequence[int | str], data: st.DataObject
) -> None:
    between = st.sampled_from([" ", "\n", "\n\n", "\n \n  "])
    text = "".join(
        (piece if isinstance(piece, str) else f"Setning {piece}.") + data.draw(between)
        for piece in pieces
    )
    found, _ = kode(description=text)
    assert re.findall(r"\S+", found.description) == [
        word for piece in pieces if isinstance(piece, int) for word in ("Setning", f"{piece}.")
    ]
    again, _ = kode(description=found.description)
    assert again.description == found.description


def descriptions(text: str) -> Iterator[str]:
    lexer = Lexer(Source(text))
    while (token := lexer.advance()).kind is not TokenKind.EOF:
        if token.kind is TokenKind.BLOCK_STRING and token.value:
            yield token.value


@pytest.mark.real
def test_every_marker_of_the_real_schema_is_found_and_nothing_else_goes() -> None:
    spec = shared("specs/sikt/fs-graphql/fs-2026-01-15.graphql")
    texts = list(descriptions(spec.read_text(encoding="utf-8")))
    found, _ = recognised(*(part(f"T{n}", description=text) for n, text in enumerate(texts)))
    marks = [part_.mark.status.id for part_ in found.values() if part_.mark]
    assert (marks.count("beta"), marks.count("experimental"), len(marks)) == (1402, 5602, 7004)
    kept = ("\n".join(li for li in t.split("\n") if "/#kontrakt-for" not in li) for t in texts)
    assert [part_.description.strip() for part_ in found.values()] == [t.strip() for t in kept]
