"""Every sentence exists in nb, nn and en, with the same holes, and every key asked for exists."""

import re
import string
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from generator.text import LANGUAGES, Texts, sentences
from tests.conftest import ROOT

SOURCES = ROOT / "generator"
FOLDERS = sorted({path.parent for path in SOURCES.rglob("text/nb.yaml")})
KEY = re.compile(r'\b_?(?:t|text|texts|say|said)(?:\.plain)?\(\s*"([a-z_]+(?:\.[\w-]+)+)"\s*[,)]')
CALLS = "_fault|_node_fault|finding|_finding|_report|_known|_repeated|found"
RULE = re.compile(rf'(?:rule=|\b(?:{CALLS})\(\s*(?:[\w.]+, )?)"([a-z0-9-]+)"')


def _holes(text: str | Mapping[str, str]) -> set[str]:
    forms = [text] if isinstance(text, str) else text.values()
    return {name for form in forms for _, name, _, _ in string.Formatter().parse(form) if name}


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.parent.name)
@pytest.mark.parametrize("language", LANGUAGES)
def test_languages_have_the_same_keys_and_holes(folder: Path, language: str) -> None:
    bokmal, other = sentences(folder, "nb"), sentences(folder, language)
    assert other.keys() == bokmal.keys()
    assert {key: _holes(text) for key, text in other.items()} == {
        key: _holes(text) for key, text in bokmal.items()
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_is_empty(language: str) -> None:
    for folder in FOLDERS:
        for key, text in sentences(folder, language).items():
            forms = [text] if isinstance(text, str) else list(text.values())
            assert all(form.strip() and form != "None" for form in forms), key


def _asked() -> Iterator[tuple[str, str]]:
    for path in sorted([*SOURCES.rglob("*.py"), *SOURCES.rglob("*.html")]):
        content = path.read_text(encoding="utf-8")
        yield from ((path.name, key) for key in KEY.findall(content))
        if path.suffix == ".py":
            of = "change" if _is_about_changes(path) else "finding"
            yield from ((path.name, f"{of}.{rule}") for rule in RULE.findall(content))


def _is_about_changes(path: Path) -> bool:
    return path.parent.name == "diff" or path.name == "dialect.py"


def test_every_key_and_rule_in_the_sources_has_a_sentence() -> None:
    asked = list(_asked())
    texts = Texts("nb", FOLDERS)
    assert len(asked) > 100
    assert [(file, key) for file, key in asked if not texts.has(key)] == []


@pytest.mark.parametrize(
    ("language", "expected"),
    [("nb", "2 sider, 1 del"), ("nn", "2 sider, 1 del"), ("en", "2 sider, 1 del")],
)
def test_the_hole_n_chooses_the_plural(language: str, expected: str, tmp_path: Path) -> None:
    (tmp_path / f"{language}.yaml").write_text(
        'pages: {one: "{n} side", other: "{n} sider"}\nparts: {one: "{n} del", other: "{n} deler"}'
    )
    texts = Texts(language, [tmp_path])
    assert f"{texts.plain('pages', n=2)}, {texts.plain('parts', n=1)}" == expected


def test_what_fills_a_hole_is_escaped_unless_it_is_markup(tmp_path: Path) -> None:
    (tmp_path / "nb.yaml").write_text('hello: "<{name}> & {{x}}"')
    texts = Texts("nb", [tmp_path])
    assert texts("hello", name="<b>") == "&lt;&lt;b&gt;&gt; &amp; {x}"
    assert texts("hello", name=texts("hello", name="a")).count("&lt;") == 2
