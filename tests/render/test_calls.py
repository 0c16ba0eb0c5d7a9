"""Sample calls on a page: by level, with the header they need, for each environment."""

import re
from collections.abc import Sequence

import pytest

from generator.model.address import Address
from generator.pipeline import Edition
from generator.render.calls import CallView, call_views, first_call
from tests.render.builders import BETA, EXPERIMENTAL, one_api, shelf, site

SDL = f"""
type Query {{
  emne: Emne
  plan: Plan {EXPERIMENTAL}
  fag: Plan {BETA}
  tall: Int
}}
type Emne {{ id: ID! navn: String! {BETA} vekt: Int! {EXPERIMENTAL} }}
type Plan {{ id: ID! }}
"""
TWO = """    environments:
      - {name: Test, url: "https://test.example.no/graphql"}
      - {name: {nb: Drift, en: Live}, url: "https://example.no/graphql"}
"""
LOGIN = "    credentials: {user: FS_BRUKER, password: FS_PASSORD}\n"
OWN = "    opt_in: {header: X-Niva, levels: {beta: b, experimental: e}}\n"


def calls(of: Edition, coordinate: str, language: str = "nb") -> Sequence[CallView]:
    found = shelf(of, language)
    return call_views(found, found.parts[Address(coordinate)])


def fields(call: CallView) -> set[str]:
    """The names the operation asks for."""
    ((_, operation),) = call.shown
    return set(re.findall(r"\w+", operation)) - {"query", "Emne", "Plan", "Fag", "Tall"}


def code(call: CallView) -> dict[str, list[tuple[str, str]]]:
    return {client.name: list(client.environments) for client in call.clients}


def test_a_call_for_the_own_level_and_one_for_each_that_changes_it() -> None:
    found = calls(one_api(SDL), "Query.emne")
    assert [call.level for call in found] == [0, 1, 2]
    assert [fields(call) for call in found] == [
        {"emne", "id"},
        {"emne", "id", "navn"},
        {"emne", "id", "navn", "vekt"},
    ]


@pytest.mark.parametrize(
    ("coordinate", "levels"),
    [
        pytest.param("Query.tall", [0], id="the-same-at-every-level"),
        pytest.param("Query.fag", [1], id="from-its-own-level"),
        pytest.param("Query.plan", [2], id="weakest"),
        pytest.param("Emne.id", [], id="no-entry-point"),
    ],
)
def test_no_call_below_the_level_of_the_entry_and_none_twice(
    coordinate: str, levels: list[int]
) -> None:
    assert [call.level for call in calls(one_api(SDL), coordinate)] == levels


@pytest.mark.parametrize(
    ("more", "headers"),
    [
        pytest.param(
            "",
            [None, "Feature-Flags: beta", "Feature-Flags: beta,experimental"],
            id="default",
        ),
        pytest.param(OWN, [None, "X-Niva: b", "X-Niva: e"], id="own-header"),
        pytest.param("    opt_in: none\n", [None, None, None], id="no-header"),
    ],
)
def test_the_header_is_named_and_stands_in_every_sample(
    more: str, headers: list[str | None]
) -> None:
    for call, header in zip(calls(one_api(SDL, more), "Query.emne"), headers, strict=True):
        assert call.needs.count("<code>") == (header is not None)
        assert f"<code>{header}</code>" in call.needs or header is None
        name = "X-Niva" if "X-Niva" in more else "Feature-Flags"
        for samples in code(call).values():
            for _, text in samples:
                assert (name in text) == (header is not None)
                assert header is None or header.partition(": ")[2] in text


def test_a_call_of_a_weak_entry_needs_its_header() -> None:
    (call,) = calls(one_api(SDL), "Query.plan")
    assert "<code>Feature-Flags: beta,experimental</code>" in call.needs


def test_a_required_weak_argument_is_given_and_opens_its_level() -> None:
    sdl = f"type Query {{ a(n: Int! {BETA}): Int }}"
    (call,) = calls(one_api(sdl), "Query.a")
    assert call.level == 0
    assert "<code>Feature-Flags: beta</code>" in call.needs


def test_each_client_has_code_for_each_environment_in_order() -> None:
    (call,) = calls(one_api(SDL, TWO), "Query.tall", "en")
    found = code(call)
    assert list(found) == ["curl", "Python", "JavaScript"]
    for samples in found.values():
        assert [name for name, _ in samples] == ["Test", "Live"]
        assert ["https://test.example.no/graphql" in text for _, text in samples] == [True, False]
        assert ["https://example.no/graphql" in text for _, text in samples] == [False, True]


def test_without_environments_the_address_is_a_placeholder_that_cannot_exist() -> None:
    (call,) = calls(one_api(SDL), "Query.tall")
    for ((name, text),) in code(call).values():
        assert name == ""
        assert "https://api.example.org/" in text


def test_credentials_are_named_and_never_asked_for_where_there_are_none() -> None:
    (login,), (without,) = (calls(one_api(SDL, more), "Query.tall") for more in (LOGIN, ""))
    for samples in code(login).values():
        assert all("FS_BRUKER" in text and "FS_PASSORD" in text for _, text in samples)
    for samples in code(without).values():
        assert not any("auth" in text.lower() or "--user" in text for _, text in samples)


def test_the_page_shows_the_first_call_open_and_the_others_folded() -> None:
    main = site(one_api(SDL, TWO)).main("fs/sporringer/emne.html")
    (samples,) = (e for e in main.iter("section") if e.get("class") == "samples")
    held = [(e.tag, e.get("data-sample")) for e in samples if e.get("data-sample")]
    assert held == [("div", "0"), ("details", "1"), ("details", "2")]
    labels = [e for e in main.iter("label") if e.get("for")]
    ids = [e.get("id") for e in main.iter() if e.get("id")]
    assert len(labels) == 9
    assert {e.get("for") for e in labels} <= set(ids)
    assert len(ids) == len(set(ids))
    radios = [e for e in main.iter("input") if str(e.get("name")).startswith("klient")]
    assert {e.get("name") for e in radios if e.get("checked") is not None} == {
        "klient-0",
        "klient-1",
        "klient-2",
    }


@pytest.mark.parametrize(
    ("sdl", "expected"),
    [
        pytest.param(SDL, "Query.emne", id="the-fullest-answer"),
        pytest.param(
            f"type Query {{ a: Int {BETA} lenger: Int b: Int {EXPERIMENTAL} }}",
            "Query.lenger",
            id="stronger-before-shorter",
        ),
        pytest.param(
            'type Query { a: Int @deprecated(reason: "Bruk b.") lenger: Int }',
            "Query.lenger",
            id="not-on-its-way-out",
        ),
        pytest.param(
            "type Query { a(x: Int!): Int lenger(y: Int): Int }",
            "Query.lenger",
            id="without-variables-first",
        ),
        pytest.param(f"type Query {{ b: Int {BETA} }}", "Query.b", id="weak-where-all-are"),
        pytest.param(
            "type Query { slettes: Int @deprecated } type Mutation { a: Int }", None, id="none-left"
        ),
        pytest.param(
            "schema { query: Q mutation: M } type Q { zz: Int } type M { a: Int }",
            "Q.zz",
            id="queries-before-mutations",
        ),
    ],
)
def test_the_call_to_begin_with(sdl: str, expected: str | None) -> None:
    found = first_call(shelf(one_api(sdl)))
    assert (found[0].coordinate if found else None) == expected


def test_the_overview_begins_with_that_call() -> None:
    main = site(one_api(SDL)).main("fs/index.html")
    assert next(e.get("id") for e in main.iter("h2")) == "kom-i-gang"
    code_ = ["".join(e.itertext()) for e in main.iter("pre")]
    assert code_[0].split() == ["query", "Emne", "{", "emne", "{", "id", "}", "}"]
    of = one_api("type Query { slettes: Int @deprecated }")
    assert "kom-i-gang" not in [e.get("id") for e in site(of).main("fs/index.html").iter()]


def test_a_subscription_is_shown_without_code_to_paste() -> None:
    sdl = "type Query { a: Int } type Subscription { nytt: Int }"
    (call,) = calls(one_api(sdl), "Subscription.nytt")
    assert "subscription" in call.shown[0][1]
    assert call.clients == []
