"""What extensions say of a part's end: that it is deprecated, why, since when, when it goes."""

from datetime import date

import pytest

from generator.contract import days
from generator.contract.deprecation import understood
from generator.contract.recognise import Recognition
from generator.model.address import Address
from generator.model.deprecation import Deprecation, Removal, Sense
from generator.model.finding import Finding, Severity
from tests.contract.builders import AS_OF, catalog, part, promises, tree
from tests.contract.test_extensions import annotated

BARE = Deprecation(reason="")
DAY = date(2027, 3, 31)


def ended(
    *given: tuple[str, object], before: Deprecation | None = None, more: str = ""
) -> tuple[Deprecation | None, list[Finding]]:
    one = part("A.b", annotations=annotated(*given), deprecation=before)
    recognition = Recognition(promises(), catalog(more).apis[0].recognisers)
    return recognition.tree(tree(one)).by_address[one.address].deprecation, recognition.findings


def gone(day: date = DAY, sense: Sense = Sense.EARLIEST) -> Deprecation:
    return Deprecation(reason="", removal=Removal(sense=sense, day=day))


TOLD = [
    # when it goes
    ("x-sunset", "2027-03-31", gone()),
    ("x-sunset", date(2027, 3, 31), gone()),
    ("x-sunset", "2027-03-31T00:00:00Z", gone()),
    ("x-sunset", "2027-03-31T23:59:59Z", gone(date(2027, 4, 1))),
    ("x-sunset", "Wed, 31 Mar 2027 12:00:00 GMT", gone()),
    ("x-sunset", "31. mars 2027", gone()),
    ("x-sunset", "etter 31. mars 2027", gone(sense=Sense.AFTER)),
    ("x-deprecated-sunset", "2027-03-31", gone()),
    ("x-removal-date", "2027-03-31", gone()),
    ("x-remove-on", "2027-03-31", gone()),
    ("x-github", {"removalDate": "2027-03-31", "category": "teams"}, gone()),
    (
        "x-version-removed",
        "3.0",
        Deprecation(reason="", removal=Removal(sense=Sense.EARLIEST, version="3.0")),
    ),
    # since when
    ("x-deprecated-since", "2026-01-02", Deprecation(reason="", since=date(2026, 1, 2))),
    ("x-deprecation-date", "2026-01-02", Deprecation(reason="", since=date(2026, 1, 2))),
    ("x-deprecated", "2026-01-02", Deprecation(reason="", since=date(2026, 1, 2))),
    ("x-deprecated-at", AS_OF.isoformat(), Deprecation(reason="", since=AS_OF)),
    ("x-deprecated-at", "2026-10-03", None),
    ("x-deprecated-since", "v1.0", None),
    # why
    ("x-deprecatedMessage", "Bruk b.", Deprecation(reason="Bruk b.")),
    ("x-deprecation-reason", "Bruk b.", Deprecation(reason="Bruk b.")),
    ("x-deprecated", "Bruk b.", Deprecation(reason="Bruk b.")),
    ("x-deprecated-reason", "", None),
    # that it is
    ("x-deprecated", True, BARE),
    ("x-deprecated", False, None),
    ("x-oai-deprecated", True, BARE),
    ("x-stability", "deprecated", BARE),
    ("x-scalar-stability", "deprecated", BARE),
    ("x-okta-lifecycle", {"lifecycle": "DEPRECATED", "isGenerallyAvailable": True}, BARE),
    ("x-badges", [{"name": "Deprecated"}], BARE),
    ("x-stability", "stable", None),
    # nothing
    ("x-sunset", None, None),
    ("x-sunset", "", None),
    ("x-sunset", False, None),
    ("x-github", {"category": "teams"}, None),
    ("x-github", {"deprecationDate": None, "removalDate": ""}, None),
    ("x-replaced-by", "c", None),
]


@pytest.mark.parametrize(("name", "value", "expected"), TOLD)
def test_an_extension_tells_of_the_end(
    name: str, value: object, expected: Deprecation | None
) -> None:
    assert ended((name, value)) == (expected, [])


def test_a_version_tells_no_day_but_is_no_fault() -> None:
    assert ended(("x-deprecated-since", "2.11.0"), before=BARE) == (BARE, [])


def test_several_extensions_say_one_thing_together() -> None:
    found, findings = ended(
        ("x-deprecatedMessage", "Bruk c."),
        ("x-github", {"deprecationDate": "2026-01-02", "removalDate": "2027-03-31"}),
        ("x-replaced-by", ["c", "https://example.org/c"]),
    )
    assert findings == []
    assert found == Deprecation(
        reason="Bruk c.",
        since=date(2026, 1, 2),
        removal=Removal(sense=Sense.EARLIEST, day=DAY),
        unresolved=("c",),
    )


def test_the_extension_of_openapi_net_is_read_whole() -> None:
    value = {
        "date": "2026-01-02",
        "removalDate": "2027-03-31",
        "version": "2026-01/a",
        "description": "Bruk c.",
    }
    found, _ = ended(("x-ms-deprecation", value))
    removal = Removal(sense=Sense.EARLIEST, day=DAY)
    assert found == Deprecation(reason="Bruk c.", since=date(2026, 1, 2), removal=removal)


def test_of_two_days_the_first_to_come_counts() -> None:
    for days_ in (("2028-01-01", "2027-03-31"), ("2027-03-31", "2028-01-01")):
        found, _ = ended(*zip(("x-sunset", "x-removal-date"), days_, strict=True))
        assert found == gone()


def test_what_the_spec_itself_says_goes_first() -> None:
    before = Deprecation(reason="Skal bort.", since=date(2025, 1, 1))
    given = (("x-deprecated-reason", "Bruk c."), ("x-deprecated-since", "2026-01-02"))
    assert ended(*given, before=before) == (before, [])


@pytest.mark.parametrize("name", ["x-sunset", "x-removal-date", "x-deprecated-at"])
@pytest.mark.parametrize("value", ["snart", "2027-02-30", "31/31/2027", "invalid-date", 20270331])
def test_a_day_that_cannot_be_read_is_told(name: str, value: object) -> None:
    found, (finding,) = ended((name, value), before=BARE)
    assert found == BARE
    assert (finding.rule, finding.severity) == ("end-day-unreadable", Severity.WARNING)
    assert (finding.coordinate, str(finding.location)) == ("A.b", "spec:1")
    assert finding.arguments == {"value": str(value), "recogniser": name}


def test_a_catalogue_may_name_extensions_of_its_own() -> None:
    more = (
        "recognisers:\n  - {annotation: x-slutt, argument: dag, tells: removal}\n"
        "  - {annotation: x-hvorfor, tells: reason}\n"
    )
    given = (("x-slutt", {"dag": "2027-03-31"}), ("x-hvorfor", "Bruk c."))
    found, _ = ended(*given, more=more)
    removal = Removal(sense=Sense.EARLIEST, day=DAY)
    assert found == Deprecation(reason="Bruk c.", removal=removal)
    assert ended(("x-sunset", "2027-03-31"), more=more) == (None, [])


def test_a_named_replacement_is_looked_up() -> None:
    one = part("A.b", annotations=annotated(("x-deprecated", True), ("x-replaced-by", ["c", "d"])))
    recognition = Recognition(promises(), catalog().apis[0].recognisers)
    read = understood(recognition.tree(tree(part("A", one, part("A.c")))))
    deprecation = read.by_address[Address("A.b")].deprecation
    assert deprecation is not None
    assert (deprecation.replacement, deprecation.unresolved) == (("A.c",), ("d",))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2027-03-31", DAY),
        (" 2027-03-31 ", DAY),
        ("2027-03-31T10:00:00+02:00", DAY),
        ("2027-03-31 10:00", DAY),
        ("2027-03-31T23:59:00Z", DAY),
        ("Wed, 31 Mar 2027 23:59:59 GMT", DAY),
        ("@1806451200", date(2027, 3, 31)),
        ("2027-03-31banan", None),
        ("2027-03-31T10:00banan", None),
        ("2027-03-31T25:00Z", None),
        ("Wed, 99 Mar 2027 12:00:00 GMT", None),
        ("@99999999999", date(5138, 11, 16)),
        ("20270331", None),
        ("2027", None),
        ("", None),
        (None, None),
        (True, None),
    ],
)
def test_days_are_read_as_machines_write_them(text: object, day: date | None) -> None:
    assert days.read(text) == day
