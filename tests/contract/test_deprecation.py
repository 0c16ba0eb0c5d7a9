"""A deprecation's words are followed to the parts they name, and held against the contract."""

from datetime import date, timedelta

import pytest

from generator.contract.deprecation import findings, understood
from generator.contract.standing import standings
from generator.model.address import Address
from generator.model.deprecation import Deprecation, Removal, Sense
from generator.model.finding import Finding, Severity
from generator.model.part import Part, Tree
from tests.contract.builders import AS_OF, part, promises, status, tree

DAY = date(2026, 3, 31)
LATER = "Fjernes etter 31. mars 2030."


def school(at: str, deprecation: Deprecation) -> Tree:
    """A small API in which the part `at` is deprecated."""

    def made(address: str, *children: Part, type_: str = "", marked: str = "") -> Part:
        given = deprecation if address == at else None
        return part(address, *children, type_=type_, marked=marked, deprecation=given)

    return tree(
        made(
            "Query",
            made("Query.emne", made("Query.emne(kode:)"), made("Query.emne(id:)"), type_="Emne"),
            made("Query.emner", type_="[Emne]"),
            made("Query.id"),
            made("Query.proveEmne", type_="Emne", marked="beta"),
            made("Query.utkast", type_="Utkast", marked="experimental"),
        ),
        made(
            "Emne",
            made("Emne.kode"),
            made("Emne.gammel"),
            made("Emne.antall", type_="Int"),
            made("Emne.sprak", type_="Sprak"),
            made("Emne.termin", type_="Termin"),
            made("Emne.terminer", type_="[Termin]"),
            made("Emne.ny", marked="beta"),
            made("Emne.fast", marked="frozen"),
        ),
        made("Termin", made("Termin.navn"), made("Termin.utgatt")),
        made("Sprak", made("Sprak.NB"), made("Sprak.NN"), made("Sprak.NO")),
        made("Utkast", made("Utkast.kode"), made("Utkast.gammel")),
        entries=[f"Query.{name}" for name in ("emne", "emner", "id", "proveEmne", "utkast")],
    )


def words(at: str, reason: str) -> Deprecation:
    read = understood(school(at, Deprecation(reason=reason))).by_address[Address(at)].deprecation
    assert read is not None
    return read


@pytest.mark.parametrize(
    ("at", "reason", "found"),
    [
        pytest.param("Emne.gammel", "Bruk kode i stedet.", "Emne.kode", id="sibling"),
        pytest.param("Query.emne(kode:)", "Bruk `id`.", "Query.emne(id:)", id="argument-first"),
        pytest.param("Query.emne(kode:)", "Bruk emner.", "Query.emner", id="beside-the-field"),
        pytest.param("Emne.gammel", "Bruk Termin.navn.", "Termin.navn", id="coordinate"),
        pytest.param("Emne.gammel", "Gå over til Query.emner.", "Query.emner", id="root-field"),
        pytest.param("Emne.gammel", "Bruk `Query.emne(id:)`.", "Query.emne(id:)", id="argument"),
        pytest.param("Emne.gammel", "Bruk termin.navn i stedet.", "Termin.navn", id="path"),
        pytest.param("Emne.gammel", "Bruk terminer.navn.", "Termin.navn", id="path-through-list"),
        pytest.param("Emne.gammel", "Bruk sprak.NB.", "Sprak.NB", id="path-to-a-value"),
        pytest.param("Query.id", "Bruk emne.termin.navn.", "Termin.navn", id="path-of-three"),
        pytest.param("Termin.utgatt", "Bruk emne.kode.", "Emne.kode", id="type-in-small-letters"),
        pytest.param("Termin.utgatt", "Bruk typen Emne.", "Emne", id="type"),
        pytest.param("Utkast", "Bruk Emne i stedet.", "Emne", id="type-for-type"),
        pytest.param("Sprak.NO", "Bruk NB og NN.", "Sprak.NB Sprak.NN", id="values"),
        pytest.param("Emne.gammel", "Bruk kode. Bruk Emne.kode.", "Emne.kode", id="one-part-twice"),
        pytest.param("Emne.gammel", "Bruk navn i stedet.", "-navn", id="unknown"),
        pytest.param("Emne.gammel", "Bruk kode og navn.", "Emne.kode -navn", id="one-is-unknown"),
        pytest.param("Emne.gammel", "Bruk termin.kode.", "-termin.kode", id="unknown-step"),
        pytest.param("Emne.gammel", "Bruk antall.navn.", "-antall.navn", id="through-a-scalar"),
        pytest.param("Emne.gammel", "Bruk NB.", "-NB", id="not-in-sight"),
        pytest.param("Emne.kode", "Bruk kode.", "-kode", id="itself"),
        pytest.param("Emne.kode", "Bruk Emne.kode.", "-Emne.kode", id="itself-in-full"),
        pytest.param("Emne.gammel", "Skal ikke brukes.", "", id="none-named"),
    ],
)
def test_a_replacement_is_looked_up_from_where_it_is_named(
    at: str, reason: str, found: str
) -> None:
    read = words(at, reason)
    assert " ".join((*read.replacement, *(f"-{name}" for name in read.unresolved))) == found


def api_of_operations(reason: str, *, description: str = "", unresolved: str = "") -> Deprecation:
    """What is read of `GET /personer/{id}`, which is deprecated, in an API with operations."""
    given = Deprecation(reason=reason, unresolved=(unresolved,) if unresolved else ())
    old = part(
        "GET /personer/{}",
        part("GET /personer/{}.query.navn"),
        written="GET /personer/{id}",
        aliases=("hent-person",),
        pointer="/paths/~1personer~1{id}/get",
        deprecation=given,
        description=description,
    )
    new = part(
        "GET /v2/personer/{}",
        written="GET /v2/personer/{personId}",
        aliases=("hent-person-v2", "hentPersonV2"),
        pointer="/paths/~1v2~1personer~1{personId}/get",
    )
    other = part("PUT /v2/personer/{}", written="PUT /v2/personer/{personId}")
    read = understood(tree(other, old, new)).by_address[Address("GET /personer/{}")].deprecation
    assert read is not None
    return read


@pytest.mark.parametrize(
    ("reason", "found"),
    [
        ("Bruk GET /v2/personer/{personId}.", "GET /v2/personer/{}"),
        ("Bruk GET /v2/personer/{id}.", "GET /v2/personer/{}"),
        ("Bruk `/v2/personer/{id}` i stedet.", "GET /v2/personer/{}"),
        ("Bruk `PUT /v2/personer/{id}`.", "PUT /v2/personer/{}"),
        ("Bruk `hent-person-v2`.", "GET /v2/personer/{}"),
        ("Bruk hentPersonV2 i stedet.", "GET /v2/personer/{}"),
        ("Bruk #/paths/~1v2~1personer~1{personId}/get.", "GET /v2/personer/{}"),
        ("Bruk GET /v3/personer.", "-GET /v3/personer"),
        ("Bruk `hent-person`.", "-hent-person"),
    ],
)
def test_a_replacement_may_go_by_any_name(reason: str, found: str) -> None:
    read = api_of_operations(reason)
    assert " ".join((*read.replacement, *(f"-{name}" for name in read.unresolved))) == found


def test_names_from_elsewhere_are_looked_up_beside_those_of_the_reason() -> None:
    read = api_of_operations("Bruk hentPersonV2.", unresolved="PUT /v2/personer/{id}")
    assert read.replacement == ("PUT /v2/personer/{}", "GET /v2/personer/{}")


def test_capitals_make_no_difference_unless_both_names_exist() -> None:
    old, labels = Deprecation(reason="Bruk EndUserContext.SystemLabels."), part("C.systemLabels")
    read = understood(
        tree(
            part("D", part("D.old", deprecation=old), part("D.endUserContext", type_="C")),
            part("C", labels),
        )
    ).by_address[Address("D.old")]
    assert read.deprecation is not None
    assert read.deprecation.replacement == ("C.systemLabels",)
    given = Deprecation(reason="Erstattet av nkrSyklusId.")
    both = part("S", part("S.NkrSyklusId", deprecation=given), part("S.nkrSyklusId"))
    read = understood(tree(both)).by_address[Address("S.NkrSyklusId")]
    assert read.deprecation is not None
    assert read.deprecation.replacement == ("S.nkrSyklusId",)


def test_without_a_reason_it_is_what_the_description_says_of_the_end() -> None:
    description = "En person. Utgått, fjernes i versjon 3. Erstattet av hentPersonV2."
    read = api_of_operations("", description=description)
    assert read == Deprecation(
        reason="Utgått, fjernes i versjon 3. Erstattet av hentPersonV2.",
        removal=Removal(sense=Sense.EARLIEST, version="3"),
        replacement=(Address("GET /v2/personer/{}"),),
    )
    assert api_of_operations("", description="En person.") == Deprecation(reason="")
    assert api_of_operations("Borte.", description=description).reason == "Borte."


def test_all_that_a_reason_says_is_kept_together() -> None:
    reason = "Deprecated since 2024-01-01. Fjernes etter 31. mars 2026. Bruk kode."
    assert words("Emne.gammel", reason) == Deprecation(
        reason=reason,
        since=date(2024, 1, 1),
        removal=Removal(sense=Sense.AFTER, day=DAY),
        replacement=(Address("Emne.kode"),),
    )


def test_what_the_spec_says_outside_the_text_goes_before_it() -> None:
    removal = Removal(sense=Sense.EARLIEST, version="3")
    given = Deprecation(
        reason="Deprecated since 2024-01-01, removed after 2026-03-31.",
        since=date(2023, 1, 1),
        removal=removal,
    )
    read = understood(school("Emne.kode", given)).by_address[Address("Emne.kode")].deprecation
    assert read is not None
    assert (read.since, read.removal) == (date(2023, 1, 1), removal)


def test_other_parts_stay_as_they_are() -> None:
    given = school("Query.emne(id:)", Deprecation(reason="Bruk `kode`."))
    before, after = given.by_address, understood(given).by_address
    around = {"Query", "Query.emne", "Query.emne(id:)"}
    assert list(after) == list(before)
    assert {address for address in before if before[address] != after[address]} == around


def faults(
    at: str, reason: str, *, api: str = "production", as_of: date = AS_OF, more: str = ""
) -> list[Finding]:
    read, held = understood(school(at, Deprecation(reason=reason))), promises(as_of, more)
    found = list(findings(read, standings(read, status(api), held), held))
    assert all((f.severity, f.coordinate) == (Severity.WARNING, at) for f in found)
    return found


def rules(found: list[Finding]) -> str:
    return " ".join(finding.rule for finding in found)


LONG_NOTICE = """
contracts: {beta: {breaking: {release: major-version, notice: {major_versions: 2}}}}
"""


@pytest.mark.parametrize(
    ("at", "api", "more", "expected"),
    [
        pytest.param("Emne.gammel", "production", "", "removal-day-missing", id="production"),
        pytest.param("Emne.fast", "production", "", "removal-day-missing", id="frozen"),
        pytest.param("Emne.ny", "production", "", "", id="beta"),
        pytest.param("Emne.ny", "production", LONG_NOTICE, "removal-day-missing", id="by-version"),
        pytest.param("Utkast.gammel", "production", "", "", id="reached-by-experimental-alone"),
        pytest.param("Emne.gammel", "beta", "", "", id="beta-api"),
        pytest.param(
            "Emne.gammel", "retiring 2026-10-02", "", "removal-day-missing", id="last-day"
        ),
        pytest.param("Emne.gammel", "retiring 2026-10-01", "", "", id="retired"),
    ],
)
def test_a_day_must_be_named_where_notice_is_by_major_version(
    at: str, api: str, more: str, expected: str
) -> None:
    assert rules(faults(at, "Skal ikke brukes.", api=api, more=more)) == expected


@pytest.mark.parametrize(
    ("reason", "expected"),
    [
        pytest.param("Fjernes tidligst 1. juli.", "removal-day-vague", id="no-year"),
        pytest.param("Fjernes etter 31.02.2027.", "removal-day-missing", id="no-such-day"),
        pytest.param(LATER, "", id="day"),
        pytest.param("Fjernes i versjon 9.", "", id="version"),
        pytest.param("Fjernes i versjon 1.", "", id="version-is-never-overdue"),
    ],
)
def test_the_day_must_be_one_on_the_calendar(reason: str, expected: str) -> None:
    assert rules(faults("Emne.gammel", reason)) == expected


PASSING = [
    pytest.param("Fjernes etter 31. mars 2026.", Sense.AFTER, 0, False, id="after-on-the-day"),
    pytest.param("Fjernes etter 31. mars 2026.", Sense.AFTER, 1, True, id="after-next-day"),
    pytest.param("Kan brukes t.o.m. 31. mars 2026.", Sense.THROUGH, 0, False, id="through-on-it"),
    pytest.param("Kan brukes t.o.m. 31. mars 2026.", Sense.THROUGH, 1, True, id="through-next-day"),
    pytest.param("Fjernes tidligst 31. mars 2026.", Sense.EARLIEST, -1, False, id="day-before"),
    pytest.param("Fjernes tidligst 31. mars 2026.", Sense.EARLIEST, 0, True, id="earliest-on-it"),
]


@pytest.mark.parametrize(("reason", "sense", "days", "passed"), PASSING)
def test_a_day_passes_by_its_sense(reason: str, sense: Sense, days: int, *, passed: bool) -> None:
    as_of = DAY + timedelta(days=days)
    assert Removal(sense=sense, day=DAY).has_passed(as_of) == passed
    found = faults("Emne.gammel", reason, as_of=as_of)
    assert [(f.rule, f.arguments["day"]) for f in found] == [("removal-overdue", DAY)] * passed


@pytest.mark.parametrize("sense", Sense)
def test_a_version_never_passes_by_itself(sense: Sense) -> None:
    assert not Removal(sense=sense, version="1").has_passed(date.max)


def test_each_replacement_that_is_missing_is_told() -> None:
    found = faults("Emne.gammel", f"{LATER} Bruk navn og tittel.")
    assert [(f.rule, f.arguments["name"]) for f in found] == [
        ("replacement-missing", "navn"),
        ("replacement-missing", "tittel"),
    ]


@pytest.mark.parametrize(
    ("at", "replacement", "statuses"),
    [
        pytest.param("Emne.gammel", "Emne.kode", "", id="same"),
        pytest.param("Emne.gammel", "Emne.ny", "production beta", id="beta-for-production"),
        pytest.param("Emne.gammel", "Emne.fast", "", id="same-contract"),
        pytest.param("Emne.fast", "Emne.ny", "frozen beta", id="beta-for-frozen"),
        pytest.param("Emne.ny", "Emne.kode", "", id="stronger"),
        pytest.param("Emne.ny", "Utkast.kode", "beta experimental", id="weaker-by-its-exposure"),
        pytest.param("Utkast.gammel", "Utkast.kode", "", id="both-experimental"),
    ],
)
def test_a_replacement_must_promise_as_much(at: str, replacement: str, statuses: str) -> None:
    found = faults(at, f"{LATER} Bruk {replacement}.")
    assert [
        (
            f.rule,
            f.arguments["replacement"],
            f.arguments["status"],
            f.arguments["replacement_status"],
        )
        for f in found
    ] == [("replacement-weaker", replacement, *statuses.split())] * bool(statuses)


def test_a_finding_stands_where_the_part_stands() -> None:
    (finding,) = faults("Emne.gammel", "Skal ikke brukes.")
    assert finding.location == part("Emne.gammel").location
    assert finding.arguments["reason"] == "Skal ikke brukes."


def test_a_deprecation_that_says_nothing_is_told_too() -> None:
    (finding,) = faults("Emne.gammel", "")
    assert (finding.rule, finding.arguments["reason"]) == ("removal-day-missing", "–")
