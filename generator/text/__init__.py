"""Every sentence a reader sees, by key and language; dates, counts and order in that language."""

import string
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from typing import TypeVar

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_decimal
from markupsafe import Markup, escape

from generator.syntax import yaml

LANGUAGES = ("nb", "nn", "en")

_BABEL = {"nb": "nb_NO", "nn": "nn_NO", "en": "en_GB"}
_Item = TypeVar("_Item")
_Compiled = tuple[tuple[Markup, ...], tuple[str, ...]]
_NUMBERS = ("n", "total")
"""Holes for numbers of things; other numbers, as of lines and versions, are names."""
_LETTERS = str.maketrans({"æ": "{", "ä": "{", "ø": "|", "ö": "|", "å": "}"})


class Texts:
    """The texts of one language out of several folders, each with a file per language.

    A text is a sentence with named holes, or, where a number decides, a mapping from plural
    category (CLDR: `one`, `other`) to sentences, chosen by the hole `n`.
    """

    def __init__(self, language: str, folders: Iterable[Path]) -> None:
        self.language = language
        self._locale = Locale.parse(_BABEL[language])
        self._sentences: dict[str, str | Mapping[str, str]] = {}
        self._compiled: dict[str, _Compiled] = {}
        for folder in folders:
            self._sentences.update(sentences(folder, language))

    def __call__(self, key: str, /, **holes: object) -> Markup:
        """The text as HTML: what fills the holes is escaped, unless it is markup itself."""
        sentence = self._sentence(key, holes)
        if sentence not in self._compiled:
            self._compiled[sentence] = _compiled(sentence)
        runs, names = self._compiled[sentence]
        if not names:
            return runs[0]
        filled: list[str] = [runs[0]]
        for name, run in zip(names, runs[1:], strict=True):
            filled += (escape(self._said(name, holes[name])), run)
        return Markup("".join(filled))

    def plain(self, key: str, /, **holes: object) -> str:
        """The text as plain text."""
        said = {name: self._said(name, value) for name, value in holes.items()}
        return self._sentence(key, holes).format(**said)

    def has(self, key: str) -> bool:
        """Whether there is a text of that key."""
        return key in self._sentences

    def is_counted(self, key: str) -> bool:
        """Whether the text is one that the hole `n` chooses among."""
        return not isinstance(self._sentences[key], str)

    def section(self, name: str) -> Mapping[str, str | Mapping[str, str]]:
        """The texts whose keys begin with `name`, holes unfilled: for scripts, which fill them."""
        start = f"{name}."
        return {
            key.removeprefix(start): self._sentences[key]
            for key in sorted(self._sentences)
            if key.startswith(start)
        }

    def words(self, words: Mapping[str, str]) -> str:
        """The catalogue owner's text in this language, else in the first one there is."""
        return words.get(self.language) or words.get("") or next(iter(words.values()))

    def foreign(self, words: Mapping[str, str]) -> str | None:
        """The language of that text, None where it is this one or given once for all."""
        return None if self.language in words or "" in words else next(iter(words))

    def said(self, words: Mapping[str, str]) -> Markup:
        """The same as HTML, marked where it is in another language (WCAG 3.1.2)."""
        language, text = self.foreign(words), self.words(words)
        if language is None:
            return escape(text)
        return Markup('<span lang="{}">{}</span>').format(language, text)

    def number(self, number: int) -> str:
        """A number of things as the language writes it: "8 424"."""
        return str(number) if number < 1000 else str(format_decimal(number, locale=self._locale))

    def day(self, day: date) -> str:
        """A day in words: "31. mars 2027"."""
        return format_date(day, format="long", locale=self._locale)

    def in_order(self, items: Iterable[_Item], name: object = str) -> list[_Item]:
        """`items` by `name` (a function), case-blind, with æ, ø and å last."""
        assert callable(name)
        return sorted(items, key=lambda item: sort_key(name(item)))

    def _said(self, name: str, value: object) -> object:
        return self.number(value) if name in _NUMBERS and isinstance(value, int) else value

    def _sentence(self, key: str, holes: Mapping[str, object]) -> str:
        sentence = self._sentences[key]
        if isinstance(sentence, str):
            return sentence
        number = holes["n"]
        assert isinstance(number, int)
        return sentence.get(self._locale.plural_form(number)) or sentence["other"]


def _compiled(sentence: str) -> "_Compiled":
    """The sentence's text around its holes, escaped, and the names of the holes.

    Markup.format would do, but takes longer than the rest of a page.
    """
    runs, names, run = [], [], ""
    for literal, name, _, _ in string.Formatter().parse(sentence):
        run += literal
        if name is not None:
            runs.append(escape(run))
            names.append(name)
            run = ""
    return (*runs, escape(run)), tuple(names)


@cache
def sentences(folder: Path, language: str) -> Mapping[str, str | Mapping[str, str]]:
    """Every sentence in a folder's file of that language, by dotted key."""
    document = yaml.plain(yaml.parse(folder.joinpath(f"{language}.yaml").read_bytes()))
    found: dict[str, str | Mapping[str, str]] = {}
    stack: list[tuple[str, object]] = [("", document)]
    while stack:
        key, value = stack.pop()
        if isinstance(value, dict) and "other" not in value:
            stack.extend((f"{key}.{k}" if key else str(k), v) for k, v in value.items())
        else:
            found[key] = value if isinstance(value, dict) else str(value)
    return found


@lru_cache(maxsize=100_000)
def sort_key(name: str) -> tuple[str, str]:
    """Norwegian alphabetical order: accents do not count, æ, ø and å come last."""
    letters = name.casefold()
    if not letters.isascii():
        plain = unicodedata.normalize("NFKD", letters.translate(_LETTERS))
        letters = "".join(c for c in plain if not unicodedata.combining(c))
    return letters, name
