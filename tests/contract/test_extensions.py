"""A part's status from extensions as they are in real use, and from the version in its name."""

import pytest

from generator.catalog.read import read_side_file
from generator.contract.recognise import Recognition
from generator.model.finding import Finding, Severity
from generator.model.location import Location
from generator.model.part import Annotation, Part
from tests.contract.builders import SMALLEST, catalog, part, promises, tree


def annotated(*given: tuple[str, object]) -> tuple[Annotation, ...]:
    """Extensions as a format gives them: a mapping as it is, anything else under ""."""
    return tuple(
        Annotation(
            name=name,
            values=value if isinstance(value, dict) else {"": value},
            location=Location(file="spec", line=line),
        )
        for line, (name, value) in enumerate(given, 1)
    )


def recognised(one: Part, more: str = "", side_file: str = "") -> tuple[Part, list[Finding]]:
    entries = (
        read_side_file(side_file.encode(), "side.yaml", SMALLEST.encode()) if side_file else ()
    )
    recognition = Recognition(promises(), catalog(more).apis[0].recognisers, entries)
    found = recognition.tree(tree(one)).by_address
    return found[one.address], recognition.findings


def status(*given: tuple[str, object], more: str = "") -> tuple[str, list[Finding]]:
    found, findings = recognised(part("A.b", annotations=annotated(*given)), more)
    return found.mark.status.id if found.mark else "", findings


SAID = [
    # booleans
    ("x-beta", True, "beta"),
    ("x-beta", "true", "beta"),
    ("x-preview", True, "beta"),
    ("x-experimental", True, "experimental"),
    ("x-alpha", True, "experimental"),
    ("x-unstable", True, "experimental"),
    ("x-beta", False, ""),
    ("x-beta", "false", ""),
    ("x-beta", None, ""),
    ("x-experimental", False, ""),
    # one of a list, in any spelling
    ("x-stability-level", "stable", "production"),
    ("x-stability-level", "beta", "beta"),
    ("x-stability-level", "alpha", "experimental"),
    ("x-stability-level", "draft", "experimental"),
    ("x-stability", "experimental", "experimental"),
    ("x-stability", "BETA", "beta"),
    ("x-stability", " Beta ", "beta"),
    ("x-stability", "none", ""),
    ("x-scalar-stability", "experimental", "experimental"),
    ("x-fern-availability", "generally-available", "production"),
    ("x-fern-availability", "pre-release", "beta"),
    ("x-fern-availability", "in-development", "experimental"),
    ("x-lifecycle", "GA", "production"),
    ("x-lifecycle", "General_Availability", "production"),
    ("x-lifecycle", "generalAvailability", "production"),
    ("x-lifecycle", "early-access", "beta"),
    ("x-lifecycle", "Limited Availability", "beta"),
    ("x-lifecycle", "maintenance", "frozen"),
    ("x-maturity", "preview", "beta"),
    ("x-release-status", "BETA", "beta"),
    ("x-release-status", "PUBLIC", "production"),
    ("x-state", "Technical Preview", "experimental"),
    ("x-status", "eksperimentelt", "experimental"),
    ("x-status", "under-utvikling", "experimental"),
    # within something
    ("x-maturity", ["Beta"], "beta"),
    ("x-maturity", ["GA", "Beta"], "beta"),
    ("x-stability", {"level": "alpha", "since": "2024"}, "experimental"),
    ("x-okta-lifecycle", {"lifecycle": "BETA", "isGenerallyAvailable": False}, "beta"),
    ("x-okta-lifecycle", {"lifecycle": "EA", "isGenerallyAvailable": False}, "beta"),
    ("x-okta-lifecycle", {"lifecycle": "GA", "isGenerallyAvailable": True}, "production"),
    ("x-okta-lifecycle", {"lifecycle": "GA", "isGenerallyAvailable": False}, "beta"),
    ("x-okta-lifecycle", {"SKUs": ["Okta Identity Engine"]}, ""),
    ("x-badges", [{"name": "Beta", "color": "purple"}], "beta"),
    ("x-badges", [{"name": "Admin", "color": "alpha"}, {"name": "alpha"}], "experimental"),
    ("x-badges", [{"name": "Admin"}], ""),
    ("x-badges", [{"label": "Beta"}], ""),
    ("x-badges", ["Beta"], "beta"),
    ("x-tags", [{"tag": "Person"}, {"tag": "beta"}], "beta"),
    ("x-tags", ["Godkjenning av beta"], ""),
    ("x-tags", ["beta-testers"], ""),
    # sentences
    ("x-state", "Beta since 2025", "beta"),
    ("x-state", "Generally available; added in 8.1.0", "production"),
    ("x-state", "Technical preview; added in 9.1.0", "experimental"),
    ("x-state", "Still unstable", "experimental"),
    ("x-state", "Release candidate, v2", "beta"),
    ("x-state", "I beta fra 2025.", "beta"),
    ("x-state", "This is GA.", "production"),
    ("x-unstable", "**Note**: This endpoint is in private beta.", "beta"),
    ("x-badges", [{"name": "Public preview (2025)"}], "beta"),
    # the catalogue's own words
    ("x-contract-status", "experimental", "experimental"),
    ("x-contract-status", "Frozen", "frozen"),
    # nothing by itself
    ("x-internal", True, ""),
    ("x-roles-allowed", ["beta"], ""),
]


@pytest.mark.parametrize(("name", "value", "expected"), SAID, ids=str)
def test_an_extension_says_a_status(name: str, value: object, expected: str) -> None:
    assert status((name, value)) == (expected, [])


@pytest.mark.parametrize(
    ("name", "value", "hint"),
    [
        ("x-stability-level", "betta", "beta"),
        ("x-stability-level", "stabel", "stable"),
        ("x-stability-level", "gibberish", ""),
        ("x-stability-level", 3, ""),
        ("x-stability", {"colour": "red"}, ""),
        ("x-beta", "kanskje", ""),
        ("x-contract-status", "betta", "beta"),
        ("x-contract-status", "ga", ""),
        ("x-contract-status", "retiring", ""),
        ("x-contract-status", "Beta since 2025", ""),
        ("x-state", "Betaling", ""),
        ("x-state", "For alle betalinger", ""),
        ("x-state", "The alphabet, sorted", ""),
        ("x-state", "Se beta.example.no for mer", ""),
        ("x-state", "Se https://example.no/beta for mer", ""),
        ("x-state", "Only for beta-testers here", ""),
        ("x-state", "Feltet ga feil, la det være", ""),
    ],
)
def test_a_value_that_is_no_status_is_told_with_the_nearest(
    name: str, value: object, hint: str
) -> None:
    found, (finding,) = status((name, value))
    assert found == ""
    assert str(finding.arguments["value"]) in (str(value), "colour: red")
    assert (finding.rule, finding.severity) == ("mark-value-unknown", Severity.WARNING)
    assert (finding.coordinate, str(finding.location)) == ("A.b", "spec:1")
    assert finding.arguments["recogniser"] == name
    if name != "x-state":  # of a whole sentence nothing is near
        assert finding.arguments["hint"] == hint


@pytest.mark.parametrize("name", ["x-badges", "x-tags", "x-status"])
@pytest.mark.parametrize("value", ["Admin", "betaling", "Kun for ansatte", 7])
def test_what_need_not_be_about_a_status_is_passed_over(name: str, value: object) -> None:
    assert status((name, value)) == ("", [])
    assert status((name, [{"name": value}])) == ("", [])


@pytest.mark.parametrize(
    "value",
    [
        "No longer beta",
        "no more in beta",
        "Not beta",
        "This isn't beta",
        "Was beta until 2024",
        "Formerly experimental",
        "Beta ended of late; out of beta",
        "Ikke lenger beta",
        "Ikke lenger i beta.",
        "Ikkje lenger beta",
        "Tidligere beta",
        "Beta, then stable",
        "From alpha to beta",
        "Beta – not for production",
        "Soon GA",
    ],
)
def test_a_sentence_that_takes_back_or_names_two_marks_nothing_and_is_told(value: str) -> None:
    for name, given in (("x-state", value), ("x-badges", [{"name": value}])):
        found, (finding,) = status((name, given))
        assert found == ""
        assert (finding.rule, finding.severity) == ("mark-value-unclear", Severity.WARNING)
        assert (finding.arguments["value"], finding.arguments["recogniser"]) == (value, name)


def test_a_whole_sentence_may_be_listed() -> None:
    more = "recognisers:\n  - {annotation: x-state, values: {Not beta - yet: experimental}}\n"
    assert status(("x-state", "Not beta - yet"), more=more) == ("experimental", [])


def test_a_value_without_end_is_cut_when_told() -> None:
    _, (finding,) = status(("x-stability", "beta " * 100_000))
    assert finding.rule == "mark-value-unknown"
    assert len(str(finding.arguments["value"])) == 60


@pytest.mark.parametrize(
    ("given", "expected", "disagreeing"),
    [
        ([("x-beta", True), ("x-stability-level", "beta")], "beta", 0),
        ([("x-stability-level", "stable"), ("x-beta", True)], "beta", 1),
        ([("x-experimental", True), ("x-badges", [{"name": "Beta"}])], "experimental", 1),
        ([("x-stability", "stable"), ("x-lifecycle", "maintenance")], "production", 0),
    ],
)
def test_of_several_extensions_the_weakest_counts(
    given: list[tuple[str, object]], expected: str, disagreeing: int
) -> None:
    found, findings = status(*given)
    assert (found, [f.rule for f in findings]) == (expected, ["marks-disagree"] * disagreeing)


def test_one_recogniser_may_be_for_several_names_and_stand_beside_the_default() -> None:
    more = (
        "recognisers:\n  - default\n"
        "  - {annotation: [x-a, x-b], argument: stage, values: {nytt: beta}}\n"
    )
    assert status(("x-b", {"stage": "Nytt"}), more=more) == ("beta", [])
    assert status(("x-a", "nytt"), more=more) == ("beta", [])
    assert status(("x-beta", True), more=more) == ("beta", [])
    alone = more.replace("  - default\n", "")
    assert status(("x-beta", True), more=alone) == ("", [])


def test_what_is_internal_can_be_given_a_status() -> None:
    more = 'recognisers:\n  - {annotation: x-internal, values: {"true": experimental}}\n'
    assert status(("x-internal", True), more=more) == ("experimental", [])
    assert status(("x-internal", False), more=more) == ("", [])


def test_only_the_whole_value_counts_where_the_catalogue_says_so() -> None:
    more = "recognisers:\n  - {annotation: x-a, match: value, values: {beta: beta}}\n"
    found, (finding,) = status(("x-a", "Beta since 2025"), more=more)
    assert (found, finding.rule) == ("", "mark-value-unknown")


@pytest.mark.parametrize(
    ("coordinate", "expected"),
    [
        ("GET /apis/apps/v1beta1/deployments", "beta"),
        ("GET /apis/apps/v2alpha1/deployments/{name}", "experimental"),
        ("GET /v1beta1", "beta"),
        ("POST /v1p1beta1/{name}:annotate", "beta"),
        ("POST /v1beta1:predict", "beta"),
        ("GET /v2-beta/users", "beta"),
        ("GET /v2alpha/users", "experimental"),
        ("io.k8s.api.apps.v1beta1.Deployment", "beta"),
        ("io.k8s.api.apps.v2alpha1.Deployment", "experimental"),
        ("v1beta1.Pod", "beta"),
        ("GET /apis/apps/v1/deployments", ""),
        ("io.k8s.api.apps.v1.Deployment", ""),
        ("GET /betaling", ""),
        ("GET /alphabet/v1", ""),
        ("GET /beta/users", ""),
        ("GET /users/beta", ""),
        ("GET /v1betaling", ""),
        ("GET /v1beta1x/users", ""),
        ("GET /v1-beta-users", ""),
        ("GET /{v1beta1}", ""),
        ("Beta.alpha", ""),
        ("Query.v1beta1", ""),
        ("V1beta1Pod", ""),
        ("v1beta1", ""),
    ],
)
def test_a_version_in_a_name_says_a_status(coordinate: str, expected: str) -> None:
    found, findings = recognised(part(coordinate))
    assert (found.mark.status.id if found.mark else "", findings) == (expected, [])
    if found.mark is not None:
        assert (found.mark.recogniser, found.mark.location) == ("coordinate", found.location)


def test_a_version_marks_the_part_that_has_it_and_not_each_within() -> None:
    inner = part("a.v1beta1.Pod.spec", part("a.v1beta1.Pod.spec.v1alpha1.x"))
    outer = part("a.v1beta1.Pod", inner)
    recognition = Recognition(promises(), catalog().apis[0].recognisers)
    found = recognition.tree(tree(outer)).by_address
    marks = {at: each.mark.status.id for at, each in found.items() if each.mark}
    assert marks == {"a.v1beta1.Pod": "beta", "a.v1beta1.Pod.spec.v1alpha1.x": "experimental"}


def test_the_printed_coordinate_is_the_one_that_is_read() -> None:
    found, _ = recognised(part("GET /x/{}", written="GET /v1beta1/x/{id}"))
    assert found.mark is not None


def test_a_pattern_of_the_catalogues_own_for_coordinates() -> None:
    more = "recognisers:\n  - {coordinate: '^[A-Z]+ /(?P<status>beta)/', values: {beta: beta}}\n"
    found, _ = recognised(part("GET /beta/users"), more)
    assert found.mark is not None
    found, _ = recognised(part("GET /x/beta/users"), more)
    assert found.mark is None


def test_a_version_in_the_name_and_an_extension_may_disagree() -> None:
    one = part("GET /v1beta1/x", annotations=annotated(("x-stability", "stable")))
    found, (finding,) = recognised(one)
    assert found.mark is not None
    assert (found.mark.status.id, finding.rule) == ("beta", "marks-disagree")


@pytest.mark.parametrize(
    "name",
    [
        "GET /personer/{id}",
        "GET /personer/{}",
        "GET /personer/{personId}",
        "hent-person",
        "/paths/~1personer~1{id}/get",
        "#/paths/~1personer~1{id}/get",
        "GET /pers*",
    ],
)
def test_the_side_file_may_use_any_name_of_a_part(name: str) -> None:
    one = part(
        "GET /personer/{}",
        written="GET /personer/{id}",
        aliases=("hent-person",),
        pointer="/paths/~1personer~1{id}/get",
    )
    found, findings = recognised(one, side_file=f"parts:\n  '{name}': beta\n")
    assert found.mark is not None
    assert (found.mark.status.id, found.mark.recogniser, findings) == ("beta", "side-file", [])


def test_an_alias_goes_before_a_pattern() -> None:
    one = part("GET /a", aliases=("hent-a",))
    found, _ = recognised(one, side_file="parts:\n  hent-a: beta\n  'GET *': experimental\n")
    assert found.mark is not None
    assert found.mark.status.id == "beta"
