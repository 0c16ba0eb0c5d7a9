"""What a deprecation's own words say: when the part goes, since when it is old, what takes over."""

import re
from collections.abc import Callable, Iterator
from datetime import date

import pytest
from graphql import DirectiveNode, StringValueNode, Visitor, parse, visit
from hypothesis import given
from hypothesis import strategies as st

from generator.contract.wording import end_sentences, read
from generator.model.deprecation import Removal, Sense
from tests.conftest import shared

NOTHING = ""


def removal(text: str) -> str:
    found = read(text).removal
    return NOTHING if found is None else f"{found.sense} {found.day or f'v{found.version}'}"


DAYS = {
    # the domain's own, and the real schema's
    "Dette feltet vil bli fjernet etter 31. mars 2026. Bruk en i stedet.": "after 2026-03-31",
    "Dette feltet vil bli fjernet etter 31.03.2027. Bruk kullV2 isteden.": "after 2027-03-31",
    "Feltet her vil være tilgjengelig t.o.m. 31. mars 2026..": "through 2026-03-31",
    "Bruk 'nb' i stedet. Dette feltet vil bli fjernet etter 2024-12-31.": "after 2024-12-31",
    "Bruk a i stedet, vil bli straks den ikke brukes (etter 14.11.2025)": "after 2025-11-14",
    # bokmål
    "Vil bli borte etter 31.03.2028.": "after 2028-03-31",
    "Mutasjonen legges ned etter 31. mars 2027.": "after 2027-03-31",
    "Koden slutter å gjelde etter 31. mars 2027.": "after 2027-03-31",
    "Koden tas bort etter den 31. mars 2028.": "after 2028-03-31",
    "Skrus av etter 31. mars 2027.": "after 2027-03-31",
    "Tas ut etter 30. november 2026.": "after 2026-11-30",
    "Gikk ut etter 31.08.2025.": "after 2025-08-31",
    "Støttes ikke etter 2024-12-31; `b` gir det samme svaret.": "after 2024-12-31",
    "Etter 31.mars 2027 fjernes feltet.": "after 2027-03-31",
    "Fjernes etter 1.7.2027": "after 2027-07-01",
    "Fjernes etter 31/03/2027.": "after 2027-03-31",
    "Fjernes etter 31. des. 2026.": "after 2026-12-31",
    "Fjernes etter mars 2027.": "after 2027-03-31",
    "Fjernes etter februar 2028.": "after 2028-02-29",
    "Feltet svarer til og med 30. juni 2027.": "through 2027-06-30",
    "Kan brukes t.o.m. 31. mars 2027, deretter er det 'vekting' som gjelder.": "through 2027-03-31",
    "Kan brukes tom 31. mars 2027": "through 2027-03-31",
    "Tilgjengelig inntil 31. mars 2027.": "through 2027-03-31",
    "Tilgjengelig frem til 31. mars 2027.": "through 2027-03-31",
    "Tilgjengelig ut juni 2027.": "through 2027-06-30",
    "Slettes tidligst 1. juli 2027.": "earliest 2027-07-01",
    "Fjernes tidligst i juli 2027.": "earliest 2027-07-01",
    "Fjernes ikke før 1. juli 2027.": "earliest 2027-07-01",
    "Fjernes 1. juli 2027.": "earliest 2027-07-01",
    "Fjernes den 1. juli 2027.": "earliest 2027-07-01",
    "Fjernes fra og med 1. april 2027.": "earliest 2027-04-01",
    "Fjernes f.o.m. 1. april 2027.": "earliest 2027-04-01",
    "Slettes i april 2027.": "earliest 2027-04-01",
    # nynorsk
    "Feltet blir fjerna etter 31. mars 2027.": "after 2027-03-31",
    "Tilgjengeleg til og med 31. mars 2027.": "through 2027-03-31",
    "Kan brukast fram til 31. mars 2027.": "through 2027-03-31",
    "Blir fjerna, men ikkje før 1. juli 2027.": "earliest 2027-07-01",
    "Blir fjerna tidlegast 1. juli 2027.": "earliest 2027-07-01",
    "Feltet blir borte frå 1. april 2027.": "earliest 2027-04-01",
    # English
    "This field will be removed after 31 March 2027.": "after 2027-03-31",
    "No longer available after the 31st of March 2027.": "after 2027-03-31",
    "Will be removed following March 31, 2027.": "after 2027-03-31",
    "Available until 31 March 2027.": "through 2027-03-31",
    "Available up to and including 2027-03-31.": "through 2027-03-31",
    "Supported through March 2027.": "through 2027-03-31",
    "Will be removed on July 1st, 2027.": "earliest 2027-07-01",
    "Will be removed from Jul 1 2027.": "earliest 2027-07-01",
    "Removal no earlier than 1 July 2027.": "earliest 2027-07-01",
    "Will be removed, but not before 1 July 2027.": "earliest 2027-07-01",
    "Goes at the earliest on 1 July 2027.": "earliest 2027-07-01",
    "Will be removed on or after 1 July 2027.": "earliest 2027-07-01",
    "Sunset: 2027-07-01": "earliest 2027-07-01",
    "Removal date: 1 July 2027": "earliest 2027-07-01",
    "Removal date 2027-07-01": "earliest 2027-07-01",
    "Slettes på dato 1.7.2027": "earliest 2027-07-01",
    "Earliest in July 2027": "earliest 2027-07-01",
    "Removed 1 July 2027 at the earliest.": "earliest 2027-07-01",
    # scheduled
    "Deprecated on 2024-01-15, removal scheduled for 2024-07-15": "earliest 2024-07-15",
    "Fjerning er planlagt til 1. juli 2027.": "earliest 2027-07-01",
    # well-known public specs
    "This operation is closing down and will be removed on August 28, 2026.": "earliest 2026-08-28",
    "This operation is closing down and will be removed starting January 1, 2026. Please use the "
    '"[Organization Roles](https://x/y)" endpoints instead.': "earliest 2026-01-01",
    "Due to very low levels of usage and available alternatives, this endpoint is closing down and "
    "will no longer be available from 00:00 UTC on April 12, 2024.": "earliest 2024-04-12",
    # white space
    "Vil bli\nfjernet  etter\n\t31. mars\n2027.": "after 2027-03-31",
    # the right one of two
    "Lansert 1. april 2025. Fjernes etter 31. mars 2027.": "after 2027-03-31",
    "Endret fra 1. januar 2024, fjernes etter 31. mars 2027.": "after 2027-03-31",
    "Utfaset siden 2024-01-01, fjernes etter 2027-03-31.": "after 2027-03-31",
    "Fjernes etter 31. mars 2027 siden det ikke brukes.": "after 2027-03-31",
}
VERSIONS = {
    "Feltet fjernes i versjon 3.": "earliest v3",
    "Dette feltet er utgått og vil bli fjernet i versjon 3 av FS-plattformen. Feltet er erstattet "
    "av institusjonId.": "earliest v3",
    "This field is deprecated, and will be removed when the v1beta1 API is removed (no sooner than "
    "kubernetes v1.24).": "earliest v1.24",
    "Spørringen fjernes i versjon 4. Gå over til Query.emner.": "earliest v4",
    "Fjernes fra og med hovedversjon 10": "earliest v10",
    "Blir fjerna i hovudversjon 4.": "earliest v4",
    "Slettes tidligst i versjon 4.": "earliest v4",
    "Removed in version 4. Use `kode`.": "earliest v4",
    "Will be removed in v4.": "earliest v4",
    "Will be dropped with major version 4.": "earliest v4",
    "Will be removed in version 4.2": "earliest v4.2",
    "Fjernes etter versjon 3.": "after v3",
    "Levetid til og med versjon 3.": "through v3",
    "Supported until version 3.": "through v3",
}
NO_REMOVAL = [
    "Use AddLabels instead. This property will be removed in a future version.",
    "Deprecated: This API is deprecated in v1.33+.",
    "The annotation is deprecated since v1.32. Prefer separate namespaces.",
    "Deprecated: please use the PropagationPolicy, this field will be deprecated in 1.7.",
    "This endpoint route is closing down and will be removed from the Teams API.",
    "Bruk versjon 2 i stedet.",
    "Bruk v2.",
    "Fra versjon 3 er feltet alltid tomt.",
    "Innført i versjon 2. Feltet fjernes.",
    "Deprecated since 2024-01-01",
    "Utfaset siden 1. januar 2024.",
    "Deprecated since version 2.",
    "Fjernes etter 31.02.2027.",
    "Fjernes etter 31. februar 2027.",
    "Fjernes etter 2027-02-30.",
    "Will be removed after 03/31/2027.",
    "Fjernes etter 31.03.27.",
    "Vi setter 31. mars 2027 som frist.",
    "Må byttes ut før 31. mars 2027.",
    "Fjernes senest 31. mars 2027.",
    "Fjernes etter maidager 2027.",
    "Verdien har ingen betydning og er alltid 0.",
    "Ikke lengre i bruk så denne er alltid 0",
    "No longer supported",
    "",
]


@pytest.mark.parametrize(("text", "expected"), [*DAYS.items(), *VERSIONS.items()])
def test_a_removal_is_read_with_its_sense(text: str, expected: str) -> None:
    assert removal(text) == expected
    assert not read(text).is_vague


@pytest.mark.parametrize(
    "words",
    [
        "fjernes i",
        "avvikles i",
        "utgår i",
        "utfases i",
        "forsvinner i",
        "opphører fra",
        "fjernes ved",
        "finnes ikke i",
        "finst ikkje i",
        "slettast frå og med",
        "will be deleted in",
        "will be retired with",
        "is discontinued from",
        "will be shut down as of",
        "will be gone starting",
        "reaches end of life at",
        "is EOL in",
        "will not be available in",
        "is no longer available in",
        "will no longer be available in",
    ],
)
def test_every_word_for_the_end_is_known(words: str) -> None:
    assert removal(f"Dette {words} versjon 4.") == "earliest v4"
    assert removal(f"This {words} major version 4.") == "earliest v4"


@pytest.mark.parametrize("text", NO_REMOVAL)
def test_nothing_is_guessed(text: str) -> None:
    assert removal(text) == NOTHING


@pytest.mark.parametrize(
    "text",
    [
        "Dette feltet vil forbli i beta, og fjernes tidligst 1. juli.",
        "Will be removed after 1 July.",
        "Blir fjerna etter 31. mars.",
    ],
)
def test_a_day_without_its_year_is_vague(text: str) -> None:
    assert (read(text).is_vague, removal(text)) == (True, NOTHING)


@pytest.mark.parametrize(
    "text",
    [
        "Feltet fjernes.",
        "Verdien er 1. Julian vet.",
        "Fjernes etter 31. mars 2027, tidligst 1. juli.",
    ],
)
def test_other_texts_are_not_vague(text: str) -> None:
    assert not read(text).is_vague


@pytest.mark.parametrize(
    ("text", "since"),
    [
        ("Deprecated since 2024-01-01", date(2024, 1, 1)),
        ("Utfaset siden 1. januar 2024, fjernes etter 31. mars 2027.", date(2024, 1, 1)),
        ("Utfasa sidan 1. januar 2024.", date(2024, 1, 1)),
        ("Ikke i bruk siden 1. januar 2024.", date(2024, 1, 1)),
        ("Utfaset fra 1. januar 2024.", date(2024, 1, 1)),
        ("Deprecated on January 1, 2024. Use b.", date(2024, 1, 1)),
        ("Fjernes etter 31. mars 2027 siden det ikke brukes.", None),
        ("Deprecated since version 2.", None),
        ("Removed after 31 March 2027.", None),
    ],
)
def test_since_when_it_is_deprecated(text: str, since: date | None) -> None:
    assert read(text).since == since


NAMES = {
    # the real schema's
    "Bruk en i stedet.": "en",
    "Bruk se i stedet. Bruk no i stedet": "se no",
    "Bruke erAktiv i stedet.": "erAktiv",
    "bruk heller kvalifikasjonsgrunnnlag": "kvalifikasjonsgrunnnlag",
    "Bruk plassflytKvotetype istedet": "plassflytKvotetype",
    "Deprecated.Bruk beskrivelsesavsnitt isteden. Feltet her er": "beskrivelsesavsnitt",
    "Erstattet av opptakshendelsestyper": "opptakshendelsestyper",
    "Feltet vil bli fjernet. bruk Profil.feideBruker i stedet": "Profil.feideBruker",
    "Bruk feltet 'termin.periode' på tilknyttet termin i stedet.": "termin.periode",
    "Bruk studieansvarlig og ansvarligEnhet i stedet": "studieansvarlig ansvarligEnhet",
    "Bruk `alle` sammen med `topp` i stedet for bedre navigering.": "alle topp",
    "Bruk kravelementerV2 for å få vurdering per grunnlag": "kravelementerV2",
    "Bruk 'studieKurvV2'": "studieKurvV2",
    # the model schema's
    "Spørringen fjernes i versjon 4. Gå over til Query.emner.": "Query.emner",
    "Kall trekkVurderingsmelding i stedet.": "trekkVurderingsmelding",
    "Bruk NB og NN.": "NB NN",
    "Ta i bruk `nb` og `nn` i staden.": "nb nn",
    "Feltet svarer til og med 30. juni 2027. Erstattes av `kode`.": "kode",
    "Les `termin.navn` i stedet.": "termin.navn",
    "Ta heller i bruk fodselsnummer.": "fodselsnummer",
    # others
    "Bruk betaling i staden.": "betaling",
    "Bruk `a`, `b` eller `c`.": "a b c",
    "Bruk `Query.emne(id:)`": "Query.emne(id:)",
    "Use `navnAlleSprak` instead.": "navnAlleSprak",
    "Use the field kode instead.": "kode",
    "Replaced by kode.": "kode",
    "Superseded by `kode`": "kode",
    "Removed in favor of kode.": "kode",
    "Use kode or switch to navn.": "kode navn",
    "Use kode. Use kode.": "kode",
    "Feltet skal erstattes av `kode`.": "kode",
    "Du skal bruke kode i stedet.": "kode",
    "Erstatta av «kode».": "kode",
    # well-known public specs
    "Feltet er erstattet av institusjonId.": "institusjonId",
    "Use EndUserContext.SystemLabels instead.": "EndUserContext.SystemLabels",
    "Use SeenSinceLastContentUpdate and EndUserContext.SystemLabels instead": (
        "SeenSinceLastContentUpdate EndUserContext.SystemLabels"
    ),
    "Use IsContentSeen instead. See the new field's description for an explanation of the new "
    "behavior.": "IsContentSeen",
    "**This property is closing down. Please use `squash_merge_commit_title` instead.": (
        "squash_merge_commit_title"
    ),
    "**This parameter is closing down. Use `line` instead**.": "line",
    "Use `checks` instead of `contexts` for more fine-grained control.": "checks",
    "Deprecated: This field is replaced by StubPKCS10Request. If StubPKCS10Request is set, this "
    "field must be empty.": "StubPKCS10Request",
    "Deprecated: Use serviceAccountName instead.": "serviceAccountName",
    "Deprecated: please use the PropagationPolicy, this field will be gone.": "PropagationPolicy",
    # operations, and names with other letters
    "Use `GET /v2/persons/{id}` instead.": "GET /v2/persons/{id}",
    "Erstattet av GET /personer/{id}.": "GET /personer/{id}",
    "Use POST /v2/persons:search, which is faster.": "POST /v2/persons:search",
    "Bruk `/v2/personer` i stedet.": "/v2/personer",
    "Replaced by /v2/persons.": "/v2/persons",
    "Use the /v2/persons endpoint.": "/v2/persons",
    "Bruk `hent-personer`.": "hent-personer",
    "Bruk `#/components/schemas/B`.": "#/components/schemas/B",
    "Bruk område i stedet.": "område",
    "Do not use `GET /persons`.": NOTHING,
    "Use get /persons.": NOTHING,
    "Use https://example.org/v2 instead.": NOTHING,
    "Please use [code security configurations](https://x/y) instead.": NOTHING,
    "We recommend migrating your existing code to use the [Get a team](https://x/y) endpoint.": (
        NOTHING
    ),
    # ordinary words are no names
    "Denne vil erstattes med en kant med paginering.": NOTHING,
    "Bruk en ny kant.": NOTHING,
    "Brukes inntil valgregel bytter type til Emnevalgregel.": NOTHING,
    "Argumentet kan brukes t.o.m. 31. mars 2027.": NOTHING,
    "Bruk versjon 2.": NOTHING,
    "See v2 docs.": NOTHING,
    "Use the new API.": NOTHING,
    "Skal ikke brukes.": NOTHING,
    "Do not use.": NOTHING,
    "Do not use it.": NOTHING,
    "Ikke bruk dette.": NOTHING,
    "Slutt å bruke det.": NOTHING,
    "Do not use `kode`.": NOTHING,
    "Ikke bruk `kode`.": NOTHING,
    "See documentation.": NOTHING,
    "Ikke lengre i bruk så denne er alltid 0": NOTHING,
}


@pytest.mark.parametrize(("text", "names"), NAMES.items())
def test_what_takes_over_is_read(text: str, names: str) -> None:
    assert " ".join(read(text).names) == names


LEADING = "Bruk,Bruke heller,Use,Erstattes av,Blir erstatta med,Replaced with,Superseded by,"
LEADING += "In favour of,In favor of,Switch to,Switch over to,Gå over til,Bytt til,Migrate to"
KINDS = "det,den,feltet,felta,felt,argumentet,mutasjonen,spørringen,spørringa,typen,verdien,"
KINDS += "operasjonen,heller,the,the field,fields,argument,mutation,query,type,value,operation"
FOLLOWING = "i stedet,istedet,isteden,istaden,i staden,instead,heller,sammen med,saman med,og så,"
FOLLOWING += "for alt,på emnet,fra emnet,together with,and so on,from now,with all,by then,to get"
PRONOUNS = "det,dette,den,denne,disse,desse,dei,dem,it,this,that,them,these,those"


@pytest.mark.parametrize(
    "text",
    [
        *(f"{lead} kode." for lead in LEADING.split(",")),
        *(f"Bruk {kind} kode." for kind in KINDS.split(",")),
        *(f"Bruk kode {word}." for word in FOLLOWING.split(",")),
        *(f"Hent `kode` {word}." for word in FOLLOWING.split(",")[:6]),
    ],
)
def test_every_word_around_a_name_is_known(text: str) -> None:
    assert read(text).names == ("kode",)


@pytest.mark.parametrize(
    "text",
    [
        *(f"Du må slutte; før kunne alle bruke {pronoun}." for pronoun in PRONOUNS.split(",")),
        *(f"{word} bruk `kode`." for word in ("Ikke", "Ikkje", "Aldri")),
        *(f"{word} use `kode`." for word in ("Do not", "Don't", "Never")),
        "Slutt å bruke `kode`.",
    ],
)
def test_pronouns_and_what_is_warned_against_are_no_replacements(text: str) -> None:
    assert read(text).names == ()


ENDS = {
    # all of it, a part of it, none of it
    "Feltet er utgått. Feltet er erstattet av b.": "Feltet er utgått. Feltet er erstattet av b.",
    "Navnet på emnet. Utgått, bruk b i stedet.": "Utgått, bruk b i stedet.",
    "Utgår 1. mars 2027. Navnet på emnet.": "Utgår 1. mars 2027.",
    "Navnet på emnet. Slå opp i [emner](#emner).": NOTHING,
    "Bruk `b` for å bla.": NOTHING,
    "Permanently deletes a member. It cannot be undone.": NOTHING,
    "Removing a member does not delete the user, it just removes them from the team.": NOTHING,
    "Codespaces for the specified users will no longer be billed to the organization.": NOTHING,
    "Users that were removed are listed last.": NOTHING,
    "": NOTHING,
    # as it stands in public specs
    "> [!WARNING]\n> **Closing down notice:** This operation is closing down and will be removed "
    "on "
    "August 28, 2026.\n> For more, see the [blog](https://x/y).\n\nGets an assignment.": (
        "**Closing down notice:** This operation is closing down and will be removed on August 28, "
        "2026."
    ),
    "**This field is closing down.** Sorts the results.": "**This field is closing down.**",
    "Whether a commit can. **This property is closing down. Please use `a` instead.": (
        "This property is closing down. Please use `a` instead."
    ),
    'The "Get member" endpoint (described below) is closing down.\n\nWe recommend using the '
    "[Get membership](https://x/y) endpoint instead. It allows you to get both.": (
        'The "Get member" endpoint (described below) is closing down. We recommend using the '
        "[Get membership](https://x/y) endpoint instead."
    ),
    "Stripe doesn't recommend using the deprecated Sources API. This newer API is wider.": (
        "Stripe doesn't recommend using the deprecated Sources API."
    ),
    "This field will be removed\nin version 3.\nIt is a name.": (
        "This field will be removed in version 3."
    ),
    "This API is deprecated. Feltet vil bli fjernet.": (
        "This API is deprecated. Feltet vil bli fjernet."
    ),
    "Feltet blir fjerna. Feltet er ikkje lenger i bruk.": (
        "Feltet blir fjerna. Feltet er ikkje lenger i bruk."
    ),
}


@pytest.mark.parametrize(("text", "ends"), ENDS.items())
def test_what_a_description_says_of_the_end_is_quoted(text: str, ends: str) -> None:
    assert end_sentences(text) == ends


@given(st.text())
def test_no_description_is_too_odd(text: str) -> None:
    assert len(end_sentences(text)) <= len(text)


MONTHS = "januar februar mars april mai juni juli august september oktober november desember"
ENGLISH = "January February March April May June July August September October November December"
FORMS = (
    lambda d: d.isoformat(),
    lambda d: f"{d.day}. {MONTHS.split()[d.month - 1]} {d.year}",
    lambda d: f"{d:%d.%m.%Y}",
    lambda d: f"{d.day} {ENGLISH.split()[d.month - 1]} {d.year}",
    lambda d: f"{ENGLISH.split()[d.month - 1]} {d.day}, {d.year}",
)
LEADS = {
    "Vil bli fjernet etter {}. Bruk b.": Sense.AFTER,
    "Will be removed after {}": Sense.AFTER,
    "Tilgjengelig t.o.m. {}.": Sense.THROUGH,
    "Kan fjernes tidligst {}!": Sense.EARLIEST,
    "Will be removed on {}": Sense.EARLIEST,
}


@given(st.dates(date(1000, 1, 1)), st.sampled_from(FORMS), st.sampled_from(list(LEADS)))
def test_every_day_is_read_in_every_form(day: date, form: Callable[[date], str], lead: str) -> None:
    assert read(lead.format(form(day))).removal == Removal(sense=LEADS[lead], day=day)


@given(
    st.one_of(
        st.text(), st.lists(st.sampled_from([*DAYS, *NAMES, "9", ".", " ", "etter"])).map("".join)
    )
)
def test_no_text_is_too_odd(text: str) -> None:
    found = read(text)
    assert found.removal is None or (found.removal.day is None) != (found.removal.version is None)
    assert all(re.search(re.escape(name), text) for name in found.names)


@pytest.mark.parametrize(
    "piece",
    [
        "bruk a og ",
        "bruk ",
        "t . o . m . ",
        "fjernes i versjon ",
        "31. mars ",
        "v1 ",
        "1.1.2027 ",
        "a.",
        " ",
        "`",
        "1.1.",
    ],
)
def test_a_hundred_thousand_characters_are_read_at_once(piece: str) -> None:
    assert read(piece * (100_000 // len(piece))).removal is None


DAY = re.compile(
    r"(etter|t\.o\.m\.|tidligst) "
    r"(?:(\d{4})-(\d\d)-(\d\d)|(\d\d)\.(\d\d)\.(\d{4})|(\d\d?)\. (mars|juli)(?: (\d{4}))?)"
)
SENSES = {"etter": Sense.AFTER, "t.o.m.": Sense.THROUGH, "tidligst": Sense.EARLIEST}


def reasons(sdl: str) -> Iterator[str]:
    class Reasons(Visitor):
        def __init__(self) -> None:
            super().__init__()
            self.found: list[str] = []

        def enter_directive(self, node: DirectiveNode, *_: object) -> None:
            values = (argument.value for argument in node.arguments or ())
            if node.name.value == "deprecated":
                self.found.extend(v.value for v in values if isinstance(v, StringValueNode))

    visitor = Reasons()
    visit(parse(sdl, no_location=True), visitor)
    yield from visitor.found


@pytest.mark.real
def test_every_day_in_the_real_schemas_is_read() -> None:
    files = sorted(shared("specs/sikt/fs-graphql").glob("fs-*.graphql"))
    texts = {reason for file in files for reason in reasons(file.read_text(encoding="utf-8"))}
    assert len(files) == 4
    dated = {text: found for text in texts if (found := DAY.search(text))}
    assert len(dated) == 39
    for text, found in dated.items():
        word, y1, m1, d1, d2, m2, y2, d3, month, y3 = found.groups()
        if month and not y3:
            assert (removal(text), read(text).is_vague) == (NOTHING, True)
            continue
        number = m1 or m2 or {"mars": 3, "juli": 7}[month]
        day = date(int(y1 or y2 or y3), int(number), int(d1 or d2 or d3))
        assert read(text).removal == Removal(sense=SENSES[word], day=day), text
    assert {text for text in texts if read(text).removal} <= set(dated)
