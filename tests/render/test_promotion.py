"""What asks the owner for a stronger contract arrives as it was shown, and at the right place."""

from dataclasses import replace
from typing import NamedTuple
from urllib.parse import parse_qs, unquote, urlsplit

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import pipeline
from generator.catalog.model import Api
from generator.model.address import Address
from generator.model.status import Status
from generator.render.environment import environment
from generator.render.promotion import Request, request, request_for_api
from generator.render.words import Words
from tests.render.builders import BETA, EXPERIMENTAL, HEAD, one_api, shelf, site

SDL = f"""
type Query {{ emne: Emne plan: Plan {EXPERIMENTAL} sok(ord: String {BETA}): Emne }}
type Emne {{ kode: ID navn: String {BETA} }}
type Plan {{ tekst: String }}
"""
FORM = "https://skjema.example.no/ny?emne={subject}&tekst={body}#start"
CATALOGUE = HEAD.replace("}", ", owner: {name: Eier, email: eier@example.no}}")


class Letter(NamedTuple):
    to: str
    fields: dict[str, str]


def asked(part: str, more: str = "", head: str = HEAD, language: str = "nb") -> Request | None:
    found = shelf(one_api(SDL, more, head), language)
    return request(found, found.parts[Address(part)])


def letter(href: str | None) -> Letter:
    """An e-mail as a mail program reads it (RFC 6068, section 2): `&`, `=` first, then escapes."""
    assert href is not None
    assert href.isascii()
    assert not set(href) & set(' "<>\\^`{|}\r\n')
    scheme, to, query = urlsplit(href).scheme, urlsplit(href).path, urlsplit(href).query
    assert scheme == "mailto"
    fields = [field.split("=") for field in query.split("&")]
    return Letter(unquote(to), {name: unquote(value) for name, value in fields})


def test_the_letter_says_what_the_text_to_copy_says() -> None:
    found = asked("Plan.tekst", "    contact: {email: hei@example.no}\n")
    assert found is not None
    to, fields = letter(found.href)
    assert (to, set(fields)) == ("hei@example.no", {"subject", "body"})
    assert found.text.startswith(fields["subject"] + "\n\n")
    lines = fields["body"].split("\r\n")
    assert found.text.rstrip() == "\n".join([fields["subject"], "", *lines])
    assert "\n" not in "".join(lines)
    assert fields["subject"] == "Ønske om løft til Beta: Plan.tekst"
    assert lines[:5] == [
        "API: FS",
        "Del: Plan.tekst",
        "Kontrakt nå: Eksperimentelt",
        "Ønsket kontrakt: Beta",
        "Må løftes sammen: Query.plan, Plan.tekst",
    ]


@pytest.mark.parametrize(
    ("part", "wanted", "together"),
    [
        pytest.param("Emne.navn", "Produksjon", "Emne.navn", id="own-mark"),
        pytest.param("Query.sok(ord:)", "Produksjon", "Query.sok(ord:)", id="argument"),
        pytest.param("Plan", "Beta", "Query.plan, Plan", id="type"),
    ],
)
def test_it_asks_for_one_step_up_and_names_what_comes_along(
    part: str, wanted: str, together: str
) -> None:
    found = asked(part)
    assert found is not None
    assert f"Ønsket kontrakt: {wanted}\n" in found.text
    assert f"Må løftes sammen: {together}\n" in found.text


def test_a_part_with_the_strongest_contract_asks_for_nothing() -> None:
    assert asked("Emne.kode") is None


def test_it_is_written_in_the_readers_language() -> None:
    found = asked("Emne.navn", language="en")
    assert found is not None
    assert "Production" in found.text.splitlines()[0]


@pytest.mark.parametrize(
    ("head", "more", "to"),
    [
        pytest.param(HEAD, "", None, id="nobody"),
        pytest.param(CATALOGUE, "", "eier@example.no", id="catalogue-owner"),
        pytest.param(
            CATALOGUE, "    owner: {email: api@example.no}\n", "api@example.no", id="owner"
        ),
        pytest.param(
            CATALOGUE,
            "    owner: {email: api@example.no}\n    contact: {email: hei@example.no}\n",
            "hei@example.no",
            id="contact",
        ),
        pytest.param(
            CATALOGUE,
            "    owner: {email: api@example.no}\n    contact: {url: 'https://example.no/'}\n",
            "api@example.no",
            id="contact-without-address",
        ),
        pytest.param(
            f"{CATALOGUE}promotion: {{email: alle@example.no}}\n",
            "    contact: {email: hei@example.no}\n",
            "alle@example.no",
            id="catalogue-promotion",
        ),
        pytest.param(
            f"{CATALOGUE}promotion: {{email: alle@example.no}}\n",
            "    contact: {email: hei@example.no}\n    promotion: {email: ny@example.no}\n",
            "ny@example.no",
            id="own-promotion",
        ),
        pytest.param(
            f"{CATALOGUE}promotion: {{url: 'https://example.no/skjema'}}\n",
            "    promotion: {email: ny@example.no}\n",
            "ny@example.no",
            id="own-address-instead-of-a-form",
        ),
    ],
)
def test_which_address_it_goes_to(head: str, more: str, to: str | None) -> None:
    found = asked("Emne.navn", more, head)
    assert found is not None
    assert (letter(found.href).to if found.href else None) == to
    assert "Emne.navn" in found.text


def test_a_form_gets_subject_and_body() -> None:
    found = asked("Emne.navn", f'    promotion: {{url: "{FORM}"}}\n')
    assert found is not None
    assert found.href is not None
    parts = urlsplit(found.href)
    fields = parse_qs(parts.query, strict_parsing=True)
    assert (parts.scheme, parts.netloc, parts.path) == ("https", "skjema.example.no", "/ny")
    assert (parts.fragment, set(fields)) == ("start", {"emne", "tekst"})
    shown = f"{fields['emne'][0]}\n\n{fields['tekst'][0]}".replace("\r\n", "\n")
    assert shown == found.text.rstrip()


def test_a_form_without_holes_is_only_opened() -> None:
    found = asked("Emne.navn", "    promotion: {url: 'https://example.no/skjema'}\n")
    assert found is not None
    assert found.href == "https://example.no/skjema"


def test_an_api_as_a_whole_asks_too() -> None:
    beta = one_api(SDL, "    contact: {email: hei@example.no}\n")
    said = shelf(beta).words
    api = beta.catalog.apis[0]
    assert request_for_api(said, api) is None
    found = request_for_api(said, _as(api, "beta"))
    assert found is not None
    assert letter(found.href).fields["subject"] == "Ønske om løft til Produksjon: FS"


def _as(api: Api, status: str) -> Api:
    return replace(api, status=Status(id=status))


HOSTILE = st.text(
    st.characters(exclude_categories=["Cs"]) | st.sampled_from(list("&=?#%\"'<>{}\r\n +;,@"))
)
EXAMPLES = (
    "x&cc=alle@example.com",
    '"><script>alert(1)</script>',
    "{body}{subject}%0D%0ABcc: alle@example.com",
    "To linjer\nBcc: alle@example.com",
    "100 % + #1?",
)


def _sent(name: str, to: str) -> tuple[Request, str]:
    """What asks for more for an API of that name, and the link in the page's HTML."""
    of = one_api(SDL, f"    promotion: {to}\n")
    api = replace(of.catalog.apis[0], name={"": name}, status=Status(id="beta"))
    found = request_for_api(shelf(of).words, api)
    assert found is not None
    macros = environment(["graphql"]).get_template("request.html").module
    html = str(macros.request(found, pipeline.texts("nb")))  # type: ignore[attr-defined]  # a macro
    tree = html5lib.parse(html, namespaceHTMLElements=False)
    assert {e.tag for e in tree.iter()} <= {
        "html", "head", "body", "details", "summary", "p", "a", "pre",
    }  # fmt: skip
    (link,) = tree.iter("a")
    assert set(link.keys()) == {"href"}
    return found, str(link.get("href"))


@pytest.mark.parametrize("name", EXAMPLES)
def test_no_name_adds_a_header_or_leaves_the_attribute(name: str) -> None:
    found, href = _sent(name, "{email: hei@example.no}")
    assert href == found.href
    to, fields = letter(href)
    assert (to, set(fields)) == ("hei@example.no", {"subject", "body"})
    assert " ".join(name.split()) in fields["subject"]
    assert not set("\r\n") & set(fields["subject"])
    assert fields["body"].startswith("API: ")


@pytest.mark.parametrize("name", EXAMPLES)
def test_no_name_changes_the_form(name: str) -> None:
    found, href = _sent(name, f'{{url: "{FORM}"}}')
    assert href == found.href
    fields = parse_qs(urlsplit(href).query, strict_parsing=True)
    assert set(fields) == {"emne", "tekst"}
    assert " ".join(name.split()) in fields["emne"][0]


@given(HOSTILE)
def test_any_name_makes_a_letter_of_two_fields(name: str) -> None:
    of, to = _HELD
    api = replace(to, name={"": name})
    found = request_for_api(of, api)
    assert found is not None
    assert set(letter(found.href).fields) == {"subject", "body"}
    assert letter(found.href).to == "hei@example.no"
    assert not set("\r\n") & set(letter(found.href).fields["subject"])


def _held() -> tuple[Words, Api]:
    of = one_api(SDL, "    contact: {email: hei@example.no}\n")
    return shelf(of).words, _as(of.catalog.apis[0], "beta")


_HELD = _held()


def test_an_address_with_signs_of_its_own_stays_one_address() -> None:
    found = asked("Emne.navn", "    contact: {email: 'a+b?cc=c&d%@example.no'}\n")
    assert found is not None
    to, fields = letter(found.href)
    assert (to, set(fields)) == ("a+b?cc=c&d%@example.no", {"subject", "body"})


def test_the_page_of_a_part_shows_the_text_and_the_link() -> None:
    of = one_api(SDL, "    contact: {email: hei@example.no}\n")
    wanted = asked("Query.plan", "    contact: {email: hei@example.no}\n")
    assert wanted is not None
    main = site(of).main("fs/sporringer/plan.html")
    asks = [e for e in main.iter("details") if e.get("class") == "request"]
    assert [e.get("href") for ask in asks for e in ask.iter("a")] == [wanted.href]
    assert ["".join(e.itertext()) for ask in asks for e in ask.iter("pre")] == [wanted.text]
