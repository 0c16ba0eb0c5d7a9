"""Keys for opting in, credentials, promotion, accessibility and a contract's words."""

import pytest

from generator.catalog.model import Accessibility, Catalog, Credentials, OptIn, Promotion
from generator.catalog.read import read
from generator.model.errors import CatalogError

TITLE = "catalog: {title: T}\n"
DEFAULT = OptIn(
    header="Feature-Flags", levels={"beta": "beta", "experimental": "beta,experimental"}
)
OWN = OptIn(header="X-Niva", levels={"beta": "b"})
TERMS = (
    "label: Pilot, strength: 15, anchors: [pilot], function: may-hold-errors, "
    "documentation: some, breaking: {release: any-day, notice: none}"
)
PILOT = f"contracts: {{pilot: {{{TERMS}}}}}\n"


def made(more: str = "", own: str = "", title: str = TITLE) -> Catalog:
    """A catalogue with `more` of its own keys and one API with `own` of its."""
    api = f"apis:\n  - id: fs\n    name: FS\n    status: beta\n{own}"
    return read(f"{title}{more}{api}".encode(), "catalog.yaml")


def refused(more: str = "", own: str = "", title: str = TITLE) -> list[tuple[int | None, str]]:
    with pytest.raises(CatalogError) as caught:
        made(more, own, title)
    return [(f.location.line if f.location else None, f.rule) for f in caught.value.findings]


OPT_IN = {
    "default": ("", "", DEFAULT),
    "none": ("opt_in: none\n", "", None),
    "an empty mapping changes nothing": ("opt_in: {}\n", "", DEFAULT),
    "header alone": (
        "opt_in: {header: X-Niva}\n", "", OptIn(header="X-Niva", levels=DEFAULT.levels)
    ),
    "levels alone": (
        "opt_in: {levels: {beta: b}}\n", "", OptIn(header="Feature-Flags", levels={"beta": "b"})
    ),
    "both": ("opt_in: {header: X-Niva, levels: {beta: b}}\n", "", OWN),
    "level of an own contract": (
        f"{PILOT}opt_in: {{levels: {{pilot: p}}}}\n",
        "",
        OptIn(header="Feature-Flags", levels={"pilot": "p"}),
    ),
    "the API alone": ("", "    opt_in: {header: X-Niva, levels: {beta: b}}\n", OWN),
    "the API refines the catalogue": (
        "opt_in: {header: X-Niva}\n", "    opt_in: {levels: {beta: b}}\n", OWN
    ),
    "the API has none": ("opt_in: {header: X-Niva}\n", "    opt_in: none\n", None),
    "the API alone where the catalogue has none": (
        "opt_in: none\n",
        "    opt_in: {levels: {beta: b}}\n",
        OptIn(header="Feature-Flags", levels={"beta": "b"}),
    ),
    "no levels at all": (
        "opt_in: {levels: {}}\n", "", OptIn(header="Feature-Flags", levels={})
    ),
}  # fmt: skip


@pytest.mark.parametrize(("more", "own", "expected"), OPT_IN.values(), ids=OPT_IN)
def test_opting_in_is_refined_from_default_to_catalogue_to_api(
    more: str, own: str, expected: OptIn | None
) -> None:
    (api,) = made(more, own).apis
    assert api.opt_in == expected


def test_an_api_s_opt_in_is_its_own() -> None:
    other = "  - {id: other, name: O, status: beta}\n"
    one, two = made("", f"    opt_in: none\n{other}").apis
    assert (one.opt_in, two.opt_in) == (None, DEFAULT)


PROMOTION = {
    "nobody": ("", "", None),
    "catalogue, e-mail": (
        "promotion: {email: a@b.no}\n", "", Promotion(email="a@b.no", url=None)
    ),
    "catalogue, form": (
        'promotion: {url: "https://b.no/{subject}?{body}"}\n',
        "",
        Promotion(email=None, url="https://b.no/{subject}?{body}"),
    ),
    "API": ("", "    promotion: {email: c@b.no}\n", Promotion(email="c@b.no", url=None)),
    "API before catalogue": (
        "promotion: {url: https://b.no}\n",
        "    promotion: {email: c@b.no}\n",
        Promotion(email="c@b.no", url=None),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("more", "own", "expected"), PROMOTION.values(), ids=PROMOTION)
def test_where_one_asks_for_more(more: str, own: str, expected: Promotion | None) -> None:
    (api,) = made(more, own).apis
    assert api.promotion == expected


def test_credentials_are_names_of_variables() -> None:
    (without,) = made().apis
    (api,) = made("", "    credentials: {user: FS_USER, password: FS_PASS_2}\n").apis
    assert without.credentials is None
    assert api.credentials == Credentials(user="FS_USER", password="FS_PASS_2")


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        pytest.param("", (None, None), id="nothing"),
        pytest.param(", accessibility: {}", (None, None), id="empty"),
        pytest.param(
            ", accessibility: {statement: 'https://uustatus.no/1'}",
            ("https://uustatus.no/1", None),
            id="statement",
        ),
        pytest.param(", accessibility: {email: uu@b.no}", (None, "uu@b.no"), id="address"),
    ],
)
def test_accessibility(given: str, expected: tuple[str | None, str | None]) -> None:
    made_ = made(title=f"catalog: {{title: T{given}}}\n").accessibility
    assert made_ == Accessibility(statement=expected[0], email=expected[1])


@pytest.mark.parametrize("contract", ["production", "beta", "experimental"])
def test_default_contracts_have_words_and_advice_in_all_languages(contract: str) -> None:
    found = made().contracts[contract]
    for words in (found.phrase, found.level, found.advice, found.heading):
        assert words is not None
        assert set(words) == {"nb", "nn", "en"}
        assert all(words.values())


def test_the_words_of_a_default_contract_are_refined_one_by_one() -> None:
    before = made().contracts["beta"]
    after = made("contracts: {beta: {level: prøve, advice: {nb: Spør.}}}\n").contracts["beta"]
    assert (after.level, after.advice) == ({"": "prøve"}, {"nb": "Spør."})
    assert (after.phrase, after.label, after.strength) == (
        before.phrase,
        before.label,
        before.strength,
    )


def test_a_new_contract_needs_none_of_the_words() -> None:
    found = made(PILOT).contracts["pilot"]
    assert (found.phrase, found.level, found.advice, found.heading) == (None, None, None, None)


REFUSED = {
    "unknown contract": ("opt_in:\n  levels:\n    betta: b\n", "", 4, "unknown-contract"),
    "unknown contract of an API": (
        "", "    opt_in:\n      levels:\n        stable: b\n", 8, "unknown-contract"
    ),
    "the contract of what is over": ("opt_in: {levels: {none: x}}\n", "", 2, "unknown-contract"),
    "opt_in misspelt": ("opt_in: {headr: X}\n", "", 2, "unknown-key"),
    "opt_in another word": ("opt_in: nothing\n", "", 2, "wrong-value"),
    "header with a colon": ("opt_in: {header: 'X: y'}\n", "", 2, "wrong-value"),
    "header empty": ("opt_in: {header: ''}\n", "", 2, "wrong-value"),
    "value with a line break": ('opt_in: {levels: {beta: "a\\nb"}}\n', "", 2, "wrong-value"),
    "value empty": ("opt_in: {levels: {beta: ''}}\n", "", 2, "wrong-value"),
    "promotion to nowhere": ("promotion: {}\n", "", 2, "wrong-value"),
    "promotion to two places": (
        "promotion: {email: a@b.no, url: 'https://b.no'}\n", "", 2, "wrong-value"
    ),
    "promotion by a script": ("promotion: {url: 'javascript:x'}\n", "", 2, "wrong-value"),
    "promotion of an API misspelt": ("", "    promotion: {mail: a@b.no}\n", 6, "unknown-key"),
    "credentials without password": ("", "    credentials: {user: A}\n", 6, "missing-key"),
    "credentials themselves": (
        "", "    credentials: {user: kåre, password: HEMMELIG}\n", 6, "wrong-value"
    ),
    "credentials of the catalogue": ("credentials: {user: A, password: B}\n", "", 2, "unknown-key"),
    "advice misspelt": ("contracts: {beta: {advise: x}}\n", "", 2, "unknown-key"),
    "phrase as a list": ("contracts: {beta: {phrase: [x]}}\n", "", 2, "wrong-value"),
}  # fmt: skip


@pytest.mark.parametrize(("more", "own", "line", "rule"), REFUSED.values(), ids=REFUSED)
def test_a_mistake_is_one_finding_at_its_line(more: str, own: str, line: int, rule: str) -> None:
    assert refused(more, own) == [(line, rule)]


@pytest.mark.parametrize(
    ("given", "rule"),
    [
        pytest.param("{statement: ftp://x}", "wrong-value", id="statement-elsewhere"),
        pytest.param("{email: x}", "wrong-value", id="no-address"),
        pytest.param("{statment: 'https://x'}", "unknown-key", id="misspelt"),
        pytest.param("yes", "wrong-type", id="a-word"),
    ],
)
def test_a_mistake_in_accessibility_is_one_finding(given: str, rule: str) -> None:
    title = f"catalog:\n  title: T\n  accessibility: {given}\n"
    assert refused(title=title) == [(3, rule)]


def test_an_unknown_contract_gets_a_hint_and_what_there_is() -> None:
    with pytest.raises(CatalogError) as caught:
        made("opt_in: {levels: {experimentl: x}}\n")
    (finding,) = caught.value.findings
    assert finding.arguments["hint"] == "experimental"
    assert finding.arguments["options"] == "production, beta, experimental"
