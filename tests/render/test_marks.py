"""Every part's standing is on its page: what the model says is counted again in finished pages."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markupsafe import Markup

from generator import pipeline
from generator.pipeline import Edition
from generator.render.marks import Difference, Proof, marks_in, table
from generator.render.view import FolderView
from tests.conftest import Apikatalog
from tests.render.builders import (
    BETA,
    EXPERIMENTAL,
    one_api,
    shelf,
    site,
    write,
    written,
)

SDL = f"""
type Query {{ emne(id: ID, ny: ID {BETA}): Emne plan: Plan {EXPERIMENTAL} }}
type Mutation {{ lag: Emne {EXPERIMENTAL} slett: Int {EXPERIMENTAL} }}
type Emne {{ kode: ID navn(sprak: Sprak): String {BETA} }}
type Plan {{ tekst: String emne: Emne }}
enum Sprak {{ NB SAMISK {EXPERIMENTAL} }}
"""
# Counted by hand, on the page each part has:
PAGES = {
    "fs/sporringer/index.html": {("object", "quiet"): 1},  # Query
    "fs/sporringer/emne.html": {
        ("field", "quiet"): 1,
        ("argument", "quiet"): 1,  # id
        ("argument", "beta"): 1,  # ny
    },
    "fs/sporringer/plan.html": {("field", "experimental"): 1},
    "fs/mutasjoner/index.html": {("object", "experimental"): 1},  # only by its root fields
    "fs/mutasjoner/lag.html": {("field", "experimental"): 1},
    "fs/mutasjoner/slett.html": {("field", "experimental"): 1},
    "fs/typer/Emne.html": {
        ("object", "quiet"): 1,
        ("field", "quiet"): 1,  # kode
        ("field", "beta"): 1,  # navn
        ("argument", "beta"): 1,  # sprak, as navn
    },
    "fs/typer/Plan.html": {
        ("object", "experimental"): 1,  # only Query.plan leads there
        ("field", "experimental"): 2,
    },
    "fs/typer/Sprak.html": {
        ("enum", "beta"): 1,  # only Emne.navn(sprak:) leads there
        ("enum-value", "beta"): 1,  # NB
        ("enum-value", "experimental"): 1,
    },
    "fs/direktiver/feature.html": {
        ("directive", "quiet"): 1,
        ("directive-argument", "quiet"): 1,
    },
}
TOTAL = {
    "argument": {"beta": 2, "experimental": 0, "quiet": 1},
    "directive": {"beta": 0, "experimental": 0, "quiet": 1},
    "directive-argument": {"beta": 0, "experimental": 0, "quiet": 1},
    "enum": {"beta": 1, "experimental": 0, "quiet": 0},
    "enum-value": {"beta": 1, "experimental": 1, "quiet": 0},
    "field": {"beta": 1, "experimental": 5, "quiet": 2},
    "object": {"beta": 0, "experimental": 2, "quiet": 2},
}
OVERRIDE = """{% extends "base.html" %}
{% block content %}<div id="hovedinnhold">{{ page.title }}</div>{% endblock %}
"""


@pytest.fixture
def school() -> Edition:
    return one_api(SDL)


def proof(of: Edition, language: str | None = None) -> Proof:
    return pipeline.proof({"fs": shelf(of, language)})


def looked_at(of: Edition, pages: dict[str, str]) -> tuple[Difference, ...]:
    found = proof(of)
    for path, html in pages.items():
        found.look(path, html)
    found.finish()
    return tuple(found.differences)


def difference(page: str, kind: str, look: str, expected: int, shown: int) -> Difference:
    return Difference(page=page, kind=kind, look=look, expected=expected, shown=shown)


def test_each_page_shows_the_marks_of_its_parts_and_no_others(
    school: Edition, tmp_path: Path
) -> None:
    pages = written(school, tmp_path)
    shown = {path: dict(marks_in(html)) for path, html in pages.items() if marks_in(html)}
    assert shown == PAGES
    assert looked_at(school, pages) == ()


NAMES = ("Aa", "Bb", "Cc")


@st.composite
def schemas(draw: st.DrawFn) -> str:
    """SDL whose fields, arguments and types carry marks, or none, anywhere."""
    marked = st.sampled_from(["", "", BETA, EXPERIMENTAL])
    types = st.sampled_from([*NAMES, "Int"])

    def fields(owner: str) -> Iterator[str]:
        for number in range(draw(st.integers(1, 3))):
            taken = f"(x: Int {draw(marked)})" if draw(st.booleans()) else ""
            yield f"  f{number}{taken}: {draw(types)} {draw(marked)}"

    roots = ["Query", *(["Mutation"] if draw(st.booleans()) else [])]
    return "\n".join(
        f"type {name} {{\n{chr(10).join(fields(name))}\n}}" for name in (*roots, *NAMES)
    )


@given(schemas(), st.sampled_from(["production", "beta", "experimental", "frozen"]))
@example(f"type Query {{ a: Int }} type Mutation {{ b: Int {EXPERIMENTAL} }}", "production")
@example(f"type Query {{ a: Int {BETA} }}", "production")
@settings(max_examples=20)
def test_any_schema_shows_all_its_marks(sdl: str, status: str) -> None:
    of = one_api(sdl, status=status)
    pages = {path: page.html for path, page in site(of).pages.items()}
    assert looked_at(of, pages) == ()


def test_a_template_that_loses_a_mark_is_caught(
    school: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(FolderView, "status", lambda *_: Markup())
    pages = {path: page.html for path, page in site(school).pages.items()}
    found = looked_at(school, pages)
    # The pages of types reached only by weak fields show the badge by another way.
    assert difference("fs/typer/Emne.html", "field", "beta", 1, 0) in found
    assert difference("fs/typer/Emne.html", "field", "quiet", 1, 0) in found
    assert difference("fs/sporringer/emne.html", "argument", "beta", 1, 0) in found
    assert {d.page for d in found} == set(PAGES)
    assert all(d.shown < d.expected for d in found)


@pytest.mark.parametrize(
    ("pattern", "by", "found"),
    [
        pytest.param(
            r'<span class="mark" data-of="field"><a class="chip chip--beta"',
            '<span data-of="field"><a class="chip chip--beta"',
            [("field", "beta", 1, 0)],
            id="no-longer-marked",
        ),
        pytest.param(
            r'data-of="argument"(><a class="chip chip--beta")',
            r'data-of="argument"><a class="chip chip--experimental"',
            [("argument", "beta", 1, 0), ("argument", "experimental", 0, 1)],
            id="another-badge",
        ),
        pytest.param(
            r'data-of="object"',
            'data-of="field"',
            [("field", "quiet", 1, 2), ("object", "quiet", 1, 0)],
            id="another-kind",
        ),
        pytest.param(
            r'(<span class="visually-hidden">[^<]+</span>)Beta',
            r"\1",
            [("argument", "beta", 1, 0), ("field", "beta", 1, 0)],
            id="badge-without-a-word",
        ),
        pytest.param(
            r'(<i data-of="field">)[^<]+',
            r"\1",
            [("field", "quiet", 1, 0)],
            id="quiet-word-gone",
        ),
        pytest.param(
            r'(chip--beta" href=")[^"]+',
            r"\1",
            [("argument", "beta", 1, 0), ("field", "beta", 1, 0)],
            id="badge-leads-nowhere",
        ),
    ],
)
def test_altered_html_is_caught_with_page_kind_and_numbers(
    school: Edition, pattern: str, by: str, found: list[tuple[str, str, int, int]]
) -> None:
    page = "fs/typer/Emne.html"
    pages = {path: made.html for path, made in site(school).pages.items()}
    assert looked_at(school, pages) == ()
    pages[page] = re.sub(pattern, by, pages[page])
    assert looked_at(school, pages) == tuple(difference(page, *facts) for facts in found)


def test_a_page_that_is_missing_is_caught(school: Edition) -> None:
    pages = {path: page.html for path, page in site(school).pages.items()}
    del pages["fs/typer/Plan.html"]
    assert looked_at(school, pages) == (
        difference("fs/typer/Plan.html", "field", "experimental", 2, 0),
        difference("fs/typer/Plan.html", "object", "experimental", 1, 0),
    )


def test_a_mark_too_many_is_caught_wherever_it_stands(school: Edition) -> None:
    pages = {path: page.html for path, page in site(school).pages.items()}
    pages["fs/indeks/index.html"] += '<i data-of="enum">Produksjon</i>'
    assert looked_at(school, pages) == (difference("fs/indeks/index.html", "enum", "quiet", 0, 1),)


FORGED = (
    '<i data-of="field">x</i>',
    '<span class="mark" data-of="field"><a class="chip chip--beta" href="x">'
    '<span class="visually-hidden">x</span>x</a></span>',
)


@pytest.mark.parametrize("forged", FORGED)
def test_no_text_out_of_a_spec_makes_a_mark(forged: str) -> None:
    quoted = forged.replace('"', '\\"')
    block = f'"""\n{forged}\n\n```\n{forged}\n```\n\n[{forged}](https://example.no)\n"""'
    sdl = (
        f'type Query {{ {block} a(x: String = "{quoted}"): Int @deprecated(reason: "{quoted}") }}\n'
        f'{block} scalar Dato @specifiedBy(url: "https://example.no/{quoted}")\n'
        f"{block} enum Niva {{ {block} A }}"
    )
    plain = "type Query { a(x: String): Int } scalar Dato enum Niva { A }"
    of, without = one_api(sdl), one_api(plain)
    pages = {path: page.html for path, page in site(of).pages.items()}
    assert looked_at(of, pages) == ()
    shown = {path: marks_in(html) for path, html in pages.items() if marks_in(html)}
    bare = site(without).pages.items()
    assert shown == {path: marks_in(page.html) for path, page in bare if marks_in(page.html)}
    assert forged.partition(" ")[0].replace("<", "&lt;") in pages["fs/sporringer/a.html"]


def rows(lines: list[str]) -> dict[str, dict[str, int]]:
    head, *body = lines
    looks = head.split()
    return {
        kind: dict(zip(looks, map(int, numbers), strict=True))
        for kind, *numbers in (line.split() for line in body)
    }


def test_the_table_has_a_row_for_each_kind(school: Edition) -> None:
    found = proof(school)
    for path, page in site(school).pages.items():
        found.look(path, page.html)
    assert rows(list(table(found.total))) == TOTAL
    assert list(TOTAL["field"]) == next(iter(table(found.total))).split()


def test_the_quiet_marks_stand_last() -> None:
    total = Counter({("field", "retired"): 2, ("field", "quiet"): 3, ("enum", "beta"): 1})
    head, *body = (line.split() for line in table(total))
    assert head == ["beta", "retired", "quiet"]
    assert body == [["enum", "1", "0", "0"], ["field", "0", "2", "3"]]


def test_without_marks_there_is_only_an_empty_head() -> None:
    assert [line.strip() for line in table(Counter())] == [""]


CATALOG = (
    "catalog: {title: Katalog}\napis: [{id: fs, name: FS, status: production, spec: fs.graphql}]\n"
)


def test_the_build_prints_what_its_pages_show(tmp_path: Path, apikatalog: Apikatalog) -> None:
    catalog = write(tmp_path, CATALOG, fs=SDL)
    options = ("build", "--catalog", catalog, "--as-of", "2026-05-01", "--out", tmp_path / "site")
    built = apikatalog(*options, "--verbose")
    assert built.returncode == 0, built.stderr
    printed = built.stderr.splitlines()
    start = next(n for n, line in enumerate(printed) if line.split()[-1:] == ["quiet"])
    assert rows(printed[start : start + 1 + len(TOTAL)]) == TOTAL
    assert "directive-argument" not in apikatalog(*options).stderr


def test_a_lost_mark_stops_the_build_and_nothing_is_written(
    tmp_path: Path, apikatalog: Apikatalog
) -> None:
    catalog = write(tmp_path, CATALOG, fs=SDL)
    (tmp_path / "overrides").mkdir()
    (tmp_path / "overrides/main.html").write_text(OVERRIDE, encoding="utf-8")
    settings_ = "theme: {name: material, custom_dir: overrides}\n"
    (tmp_path / "mkdocs.yml").write_text(settings_, encoding="utf-8")
    site_ = tmp_path / "site"
    built = apikatalog("build", "--quiet", "--catalog", catalog, "--out", site_)
    assert built.returncode == 2, built.stderr
    assert "Traceback" not in built.stderr
    assert not site_.exists()
    assert {f.name for f in tmp_path.iterdir()} == {
        "catalog.yaml", "fs.graphql", "mkdocs.yml", "overrides",
    }  # fmt: skip
    said = "fs/mutasjoner/index.html shows 0 marks of the kind object/experimental"
    assert f"{said}, but the model has 1." in built.stderr
    assert built.stderr.count("(marks-differ)") == 5
    assert "more differences in the marks. (more-marks-differ)" in built.stderr
