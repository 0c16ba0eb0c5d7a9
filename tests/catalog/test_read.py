"""A catalogue file becomes a Catalog, or every reason why not, each with its line."""

from collections.abc import Iterable
from datetime import date
from pathlib import PurePosixPath

import pytest

from generator.catalog.model import (
    AnnotationRecogniser,
    Catalog,
    CoordinateRecogniser,
    EndRecogniser,
    LinkRecogniser,
    Notice,
    PatternRecogniser,
    Release,
    Tells,
)
from generator.catalog.read import read, read_side_file
from generator.model.errors import CatalogError
from generator.model.finding import Finding, Severity
from generator.model.status import Status

TITLE = "catalog:\n  title: API-katalog\n"
API = "apis:\n  - id: fs\n    name: FS\n    status: production\n"
SMALLEST = TITLE + API
NEW_CONTRACT = {
    "label": "X",
    "strength": "5",
    "anchors": "[x]",
    "function": "may-hold-errors",
    "documentation": "some",
    "breaking": "{release: any-day, notice: none}",
}
TERMS = ", ".join(f"{key}: {value}" for key, value in NEW_CONTRACT.items() if key != "label")


def catalog(text: str) -> Catalog:
    return read(text.encode(), "catalog.yaml")


def faults(text: str) -> tuple[Finding, ...]:
    with pytest.raises(CatalogError) as caught:
        catalog(text)
    return caught.value.findings


def lines(findings: Iterable[Finding]) -> list[tuple[int | None, str]]:
    return [(f.location.line if f.location else None, f.rule) for f in findings]


def test_the_smallest_catalogue_is_enough() -> None:
    made = catalog(
        "catalog:\n  title: API-katalog\napis:\n  - id: fs-graphql\n    name: FS GraphQL\n"
        "    status: production\n    spec: specs/fs.graphql\n"
    )
    (api,) = made.apis
    assert (made.title, made.language, made.versions) == ({"": "API-katalog"}, "nb", ())
    assert (api.id, api.name, api.status) == (
        "fs-graphql",
        {"": "FS GraphQL"},
        Status(id="production"),
    )
    assert api.spec == PurePosixPath("specs/fs.graphql")
    assert (api.location.file, api.location.line) == ("catalog.yaml", 4)


def test_the_default_contracts_are_those_of_the_domain_the_strongest_first() -> None:
    contracts = catalog(SMALLEST).contracts
    assert [(c.id, c.function, c.documentation) for c in contracts.values()] == [
        ("production", "as-documented", "everything"),
        ("beta", "may-hold-errors", "everything"),
        ("experimental", "may-hold-errors", "some"),
    ]
    assert {c.id: (c.release, c.notice) for c in contracts.values()} == {
        "production": (Release.MAJOR_VERSION, Notice(major_versions=1)),
        "beta": (Release.ANY_DAY, Notice(days=14)),
        "experimental": (Release.ANY_DAY, Notice()),
    }
    assert "kontrakt-for-apier-i-beta" in contracts["beta"].anchors
    assert "kontrakt-for-apier-med-status-eksperimentelt" in contracts["experimental"].anchors


def test_the_default_statuses_carry_the_contracts_of_the_domain() -> None:
    made = catalog(SMALLEST)
    statuses = made.statuses.values()
    assert {s.id: s.contract for s in statuses} == {
        "production": "production",
        "frozen": "production",
        "retiring": "production",
        "beta": "beta",
        "experimental": "experimental",
    }
    assert [s.id for s in statuses if s.ends] == ["retiring"]
    assert made.statuses["frozen"].label == {
        "nb": "Videreutvikles ikke",
        "nn": "Blir ikkje vidareutvikla",
        "en": "No further development",
    }


def test_the_default_window_and_recognisers() -> None:
    made = catalog(SMALLEST)
    assert (made.window.first, made.window.last) == ((3, 31), (6, 30))
    (api,) = made.apis
    annotations = [r for r in api.recognisers if isinstance(r, AnnotationRecogniser)]
    assert {("@feature", "flags"), ("@tag", "name"), ("@contract", "status")} <= {
        (r.annotation, r.argument) for r in annotations
    }
    assert any(isinstance(r, LinkRecogniser) for r in api.recognisers)


def test_a_default_contract_is_refined_key_by_key() -> None:
    terms = "contracts: {beta: {breaking: {release: any-day, notice: {days: 21}}}}\n"
    before, after = catalog(SMALLEST).contracts, catalog(TITLE + terms + API).contracts
    assert (before["beta"].notice, after["beta"].notice) == (Notice(days=14), Notice(days=21))
    assert (after["beta"].label, after["beta"].strength) == (
        before["beta"].label,
        before["beta"].strength,
    )
    assert after["production"] == before["production"]
    label = "contracts: {beta: {label: {nb: Prøve}}}\n"
    assert catalog(TITLE + label + API).contracts["beta"].label == {"nb": "Prøve"}
    assert catalog(SMALLEST).contracts == before, "what refines the defaults does not change them"


def test_new_contracts_and_statuses_stand_beside_the_defaults() -> None:
    made = catalog(
        TITLE
        + "contracts:\n  internal: {label: {nb: Internt, nn: Internt, en: Internal}, "
        + TERMS.replace("strength: 5", "strength: 15")
        + "}\nstatuses:\n  pilot: {label: Pilot, contract: internal}\n"
        + API.replace("production", "pilot")
    )
    assert list(made.contracts) == ["production", "beta", "internal", "experimental"]
    assert made.contracts["internal"].label == {"nb": "Internt", "nn": "Internt", "en": "Internal"}
    assert (made.statuses["pilot"].label, made.statuses["pilot"].contract) == (
        {"": "Pilot"},
        "internal",
    )
    assert made.apis[0].status == Status(id="pilot")


def test_what_an_api_may_say() -> None:
    made = catalog(
        "catalog: {title: {nb: Katalog, en: Catalogue}, languages: [en]}\n"
        "versions: [{major: 1, released: 2024-04-02}, {major: 2, planned: 2026-04-07}]\n"
        "release_window: {from: 04-01, to: 05-15}\n"
        "apis:\n"
        "  - id: a\n"
        "    name: 2025\n"
        "    status: {status: retiring, after: 2025-03-31}\n"
        "    environments: [{name: {nb: Test}, url: 'https://test.example.no/'}]\n"
        "    replaced_by: [b]\n"
        "    recognisers:\n"
        "      - {pattern: '\\[(?P<status>\\w+)\\]', values: {Pilot: beta}}\n"
        "      - {annotation: x-a}\n"
        "      - {annotation: x-b, others: ignore}\n"
        "  - {id: b, name: B, status: beta, replaces: [a]}\n"
    )
    a, b = made.apis
    assert (made.title, made.language) == ({"nb": "Katalog", "en": "Catalogue"}, "en")
    assert [(v.major, v.released, v.planned) for v in made.versions] == [
        (1, date(2024, 4, 2), None),
        (2, None, date(2026, 4, 7)),
    ]
    assert (made.window.first, made.window.last) == ((4, 1), (5, 15))
    assert (a.name, a.status) == ({"": "2025"}, Status(id="retiring", after=date(2025, 3, 31)))
    assert (a.environments[0].name, a.replaced_by, b.replaces) == ({"nb": "Test"}, ("b",), ("a",))
    own, loud, quiet = a.recognisers
    assert isinstance(own, PatternRecogniser)
    assert isinstance(loud, AnnotationRecogniser)
    assert isinstance(quiet, AnnotationRecogniser)
    assert (loud.annotation, loud.reports_others, quiet.reports_others) == ("x-a", True, False)
    assert (own.pattern.pattern, own.values) == (r"\[(?P<status>\w+)\]", {"pilot": "beta"})
    assert len(b.recognisers) > 3, "the others keep the default recognisers"


def test_a_list_of_recognisers_may_keep_those_that_would_hold_without_it() -> None:
    made = catalog(
        TITLE
        + "recognisers: [default, {annotation: [x-a, x-b], match: value}]\n"
        + "apis:\n"
        + "  - {id: a, name: A, status: beta}\n"
        + "  - {id: b, name: B, status: beta, recognisers: [{link: contract-anchor}, default]}\n"
        + "  - {id: c, name: C, status: beta, recognisers: []}\n"
    )
    built_in = catalog(SMALLEST).apis[0].recognisers
    a, b, c = (api.recognisers for api in made.apis)
    x_a, x_b = a[-2:]
    assert isinstance(x_a, AnnotationRecogniser)
    assert isinstance(x_b, AnnotationRecogniser)
    assert (x_a.annotation, x_b.annotation, x_b.reads_sentences) == ("x-a", "x-b", False)
    assert (a[:-2], b[1:], c) == (built_in, a, ())


def test_a_recogniser_may_tell_of_an_end_or_read_a_name() -> None:
    made = catalog(
        TITLE
        + "recognisers:\n"
        + "  - {annotation: x-a, argument: day, tells: removal}\n"
        + "  - {coordinate: '/(?P<status>beta)/', values: {beta: beta}}\n"
        + "  - {annotation: x-b, values: {Old: deprecated}}\n"
        + API
    )
    end, name, value = made.apis[0].recognisers
    assert end == EndRecogniser(annotation="x-a", argument="day", tells=Tells.REMOVAL)
    assert isinstance(name, CoordinateRecogniser)
    assert (name.pattern.pattern, name.values) == ("/(?P<status>beta)/", {"beta": "beta"})
    assert isinstance(value, AnnotationRecogniser)
    assert value.values == {"old": "deprecated"}


def test_the_first_language_is_the_catalogues_and_a_spec_may_have_another() -> None:
    made = catalog(
        "catalog: {title: K, languages: [nn, en]}\napis:\n"
        "  - {id: a, name: A, status: beta, language: nb}\n  - {id: b, name: B, status: beta}\n"
    )
    assert (made.languages, made.language) == (("nn", "en"), "nn")
    assert [api.language for api in made.apis] == ["nb", None]
    assert catalog(SMALLEST).languages == ("nb",)


@pytest.mark.parametrize("id_", ["assets", "nb", "nn", "en"])
def test_an_id_that_is_a_folder_of_the_site_is_refused(id_: str) -> None:
    (finding,) = faults(TITLE + "apis:\n  - name: A\n    id: " + id_ + "\n    status: beta\n")
    assert (finding.rule, finding.location and finding.location.line) == ("reserved-id", 5)
    assert finding.arguments["id"] == id_


def test_mistakes_of_every_kind_are_told_at_once_in_the_order_of_the_lines() -> None:
    text = (
        "catalog:\n  title: T\n  language: nb\n"
        "apis:\n"
        "  - {id: a, name: A, status: betta}\n"
        "  - {id: a, name: A, status: beta}\n"
        "  - {id: b, name: B, status: beta, documentation: ftp://x}\n"
        "  - id: c\n    name: C\n    status: {status: retiring, after: 2025-02-30}\n"
    )
    found = faults(text)
    assert lines(found) == [
        (3, "unknown-key"),
        (5, "unknown-status"),
        (6, "repeated-id"),
        (7, "wrong-value"),
        (10, "not-a-day"),
    ]
    assert {f.severity for f in found} == {Severity.ERROR}
    assert {f.location.file for f in found if f.location} == {"catalog.yaml"}


def _api(**changes: str) -> str:
    given = {"id": "a", "name": "A", "status": "beta"} | changes
    return "apis:\n  - {" + ", ".join(f"{key}: {value}" for key, value in given.items()) + "}\n"


MISSPELT = {
    "title": ("catalog: {titel: T}\n" + API, 1, "unknown-key", "title"),
    "apis": (TITLE + API.replace("apis", "api"), 3, "unknown-key", "apis"),
    "status of an API": (TITLE + API.replace("status:", "statuss:"), 6, "unknown-key", "status"),
    "optional key": (TITLE + _api(contct="{}"), 4, "unknown-key", "contact"),
    "inner status": (TITLE + _api(status="{staus: beta}"), 4, "unknown-key", "status"),
    "last day": (
        TITLE + _api(status="{status: retiring, aftr: 2025-03-31}"), 4, "unknown-key", "after"
    ),
    "annotation": (TITLE + "recognisers: [{anotation: x}]\n" + API, 3, "unknown-key", "annotation"),
    "what it tells": (
        TITLE + "recognisers: [{annotation: x, tells: remval}]\n" + API, 3, "not-one-of", "removal"
    ),
    "how it matches": (
        TITLE + "recognisers: [{annotation: x, match: word}]\n" + API, 3, "not-one-of", "words"
    ),
    "what a value means": (
        TITLE + "recognisers: [{annotation: x, values: {a: betta}}]\n" + API,
        3, "unknown-status", "beta",
    ),
    "label": (TITLE + f"contracts: {{x: {{labl: X, {TERMS}}}}}\n" + API, 3, "unknown-key", "label"),
    "contract": (TITLE + "statuses: {x: {contrakt: beta}}\n" + API, 3, "unknown-key", "contract"),
    "status id": (TITLE + _api(status="experimentel"), 4, "unknown-status", "experimental"),
    "capital letter": (TITLE + _api(status="Production"), 4, "unknown-status", "production"),
    "contract id": (
        TITLE + "statuses: {x: {contract: betta}}\n" + API, 3, "unknown-contract", "beta"
    ),
    "API id": (TITLE + _api(id="fsapi", replaces="[fs-api]"), 4, "unknown-api", "fsapi"),
    "language": (TITLE + "  languages: [nbb]\n" + API, 3, "not-one-of", "nb"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "line", "rule", "hint"), MISSPELT.values(), ids=MISSPELT)
def test_a_misspelt_word_is_one_finding_with_what_was_meant(
    text: str, line: int, rule: str, hint: str
) -> None:
    found = faults(text)
    assert lines(found) == [(line, rule)]
    assert found[0].arguments["hint"] == hint


def test_a_name_that_resembles_nothing_gets_no_hint() -> None:
    (finding,) = faults(TITLE + _api(zzzz="1"))
    assert (finding.rule, finding.arguments["hint"]) == ("unknown-key", "")


def _versions(*following: str) -> str:
    given = ("{major: 2, released: 2024-04-02}", *following)
    return TITLE + "versions:\n" + "".join(f"  - {version}\n" for version in given) + API


MISTAKES = {
    "a list": ("- a\n", 1, "wrong-type"),
    "no APIs": (TITLE, 1, "missing-key"),
    "APIs empty": (TITLE + "apis:\n", 3, "wrong-type"),
    "language twice": (TITLE + "  languages: [nb, en, nb]\n" + API, 3, "wrong-value"),
    "no language": (TITLE + "  languages: []\n" + API, 3, "wrong-value"),
    "a spec's unknown language": (TITLE + _api(language="da"), 4, "not-one-of"),
    "key twice": (TITLE + "  title: T\n" + API, 3, "not-yaml"),
    "open bracket": (TITLE + API + "a: [1\n", 8, "not-yaml"),
    "major falls": (_versions("{major: 1, released: 2025-04-01}"), 5, "versions-out-of-order"),
    "major repeats": (_versions("{major: 2, released: 2025-04-01}"), 5, "versions-out-of-order"),
    "day falls": (_versions("{major: 3, planned: 2023-04-01}"), 5, "versions-out-of-order"),
    "day repeats": (_versions("{major: 3, planned: 2024-04-02}"), 5, "versions-out-of-order"),
    "day falls, one without between": (
        _versions("{major: 3}", "{major: 4, planned: 2024-04-01}"), 6, "versions-out-of-order"
    ),
    "both days": (
        _versions("{major: 3, released: 2025-04-01, planned: 2025-05-01}"),
        5,
        "released-and-planned",
    ),
    "major zero": (TITLE + "versions: [{major: 0}]\n" + API, 3, "wrong-value"),
    "major no number": (_versions("{major: ²}"), 5, "wrong-type"),
    "major of very many digits": (_versions(f"{{major: {'1' * 5000}}}"), 5, "wrong-type"),
    "no last day": (TITLE + _api(status="retiring"), 4, "status-needs-day"),
    "a last day too many": (
        TITLE + _api(status="{status: frozen, after: 2025-03-31}"), 4, "status-takes-no-day"
    ),
    "year 0": (TITLE + _api(status="{status: retiring, after: 0000-01-01}"), 4, "not-a-day"),
    "pattern": (TITLE + "recognisers: [{pattern: '('}]\n" + API, 3, "bad-pattern"),
    "pattern with a huge count": (
        TITLE + "recognisers: [{pattern: 'a{9999999999}'}]\n" + API, 3, "bad-pattern"
    ),
    "pattern without group": (
        TITLE + "recognisers: [{pattern: '\\w+'}]\n" + API, 3, "pattern-without-status"
    ),
    "coordinate": (TITLE + "recognisers: [{coordinate: '('}]\n" + API, 3, "bad-pattern"),
    "coordinate without group": (
        TITLE + "recognisers: [{coordinate: '\\w+'}]\n" + API, 3, "pattern-without-status"
    ),
    "coordinate that is deprecated": (
        TITLE + "recognisers: [{coordinate: '(?P<status>x)', values: {x: deprecated}}]\n" + API,
        3, "unknown-status",
    ),
    "another word than default": (TITLE + "recognisers: [defaults]\n" + API, 3, "wrong-value"),
    "no annotations": (TITLE + "recognisers: [{annotation: []}]\n" + API, 3, "wrong-value"),
    "status without contract": (
        TITLE + "statuses: {x: {label: X}}\n" + API, 3, "incomplete-definition"
    ),
    "contract empty": (TITLE + "contracts: {beta: null}\n" + API, 3, "wrong-type"),
    "as strong as another": (
        TITLE + "contracts: {beta: {strength: 30}}\n" + API, 3, "repeated-strength"
    ),
    "as strong as a later default": (
        TITLE + "contracts: {production: {strength: 20}}\n" + API, 3, "repeated-strength"
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "line", "rule"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_is_one_finding_at_its_line(text: str, line: int, rule: str) -> None:
    assert lines(faults(text)) == [(line, rule)]


@pytest.mark.parametrize("missing", NEW_CONTRACT)
def test_a_new_contract_says_all_that_no_default_says(missing: str) -> None:
    terms = ", ".join(f"{key}: {v}" for key, v in NEW_CONTRACT.items() if key != missing)
    (finding,) = faults(TITLE + f"contracts: {{x: {{{terms}}}}}\n" + API)
    assert (finding.rule, finding.arguments["key"]) == ("incomplete-definition", missing)


def test_a_window_that_ends_before_it_begins_is_a_mistake() -> None:
    (finding,) = faults(TITLE + "release_window: {from: 06-30, to: 03-31}\n" + API)
    assert finding.location is not None
    assert finding.location.line == 3
    one_day = catalog(TITLE + "release_window: {from: 04-01, to: 04-01}\n" + API).window
    assert one_day.first == one_day.last == (4, 1)


@pytest.mark.parametrize(("length", "shown"), [(60, "x" * 60), (61, "x" * 59 + "…")])
def test_a_finding_names_the_place_and_the_beginning_of_the_value(length: int, shown: str) -> None:
    (finding,) = faults(TITLE + _api(documentation="x" * length))
    where, value = finding.arguments["where"], finding.arguments["value"]
    assert (where, value) == ("apis.0.documentation", shown)


SIDE_FILE = "parts:\n  Emne.kode: beta\n  'Emne.*':\n    {status: retiring, after: 2025-03-31}\n"


def test_a_side_file_gives_statuses_by_pattern_with_lines() -> None:
    entries = read_side_file(SIDE_FILE.encode(), "side.yaml", SMALLEST.encode())
    assert [(e.pattern, e.status, e.location.file, e.location.line) for e in entries] == [
        ("Emne.kode", Status(id="beta"), "side.yaml", 2),
        ("Emne.*", Status(id="retiring", after=date(2025, 3, 31)), "side.yaml", 3),
    ]


def test_a_side_file_may_use_the_statuses_of_its_catalogue() -> None:
    own = (TITLE + "statuses: {pilot: {contract: beta}}\n" + API).encode()
    (entry,) = read_side_file(b"parts: {A.b: pilot}\n", "side.yaml", own)
    assert entry.status == Status(id="pilot")
    with pytest.raises(CatalogError):
        read_side_file(b"parts: {A.b: pilot}\n", "side.yaml", SMALLEST.encode())


def test_the_mistakes_of_a_side_file_are_told_at_once_with_its_lines() -> None:
    text = "parts:\n  A.b: betta\n  A.c: retiring\n  A.d: {status: beta, since: 1}\npart: {}\n"
    with pytest.raises(CatalogError) as caught:
        read_side_file(text.encode(), "side.yaml", SMALLEST.encode())
    assert lines(caught.value.findings) == [
        (2, "unknown-status"),
        (3, "status-needs-day"),
        (4, "unknown-key"),
        (5, "unknown-key"),
    ]
    assert {f.location.file for f in caught.value.findings if f.location} == {"side.yaml"}
