"""What holds of a value, in words: that it may be null, how long it is, by which pattern."""

from collections.abc import Iterator, Mapping

from markupsafe import Markup

from generator.text import Texts

_ITEM = "item_"
_LONGEST_COUNT = 15
"""Digits of a number of things; what is longer is shown as it stands."""


def facts(text: Texts, format_: str, details: Mapping[str, object]) -> Iterator[Markup]:
    """What is true of a value, as far as the format has a sentence for it."""
    for key, value in details.items():
        if value is True and text.has(f"{format_}.fact.{key}"):
            yield text(f"{format_}.fact.{key}")


def limits(text: Texts, format_: str, details: Mapping[str, object]) -> Iterator[Markup]:
    """What `constraints` among the details say: keys and values, as the format says it.

    A key that begins `item_` limits each item of a list. A key with no sentence of its own is told
    as it stands.
    """
    constraints = details.get("constraints")
    for key, value in constraints if isinstance(constraints, tuple) else ():
        yield _limit(text, format_, key, value)


def _limit(text: Texts, format_: str, key: str, value: str) -> Markup:
    sentence = f"{format_}.limit.{key}"
    if not text.has(sentence) and key.startswith(_ITEM):
        inner = _limit(text, format_, key.removeprefix(_ITEM), value)
        return text(f"{format_}.limit.items", limit=inner)
    code = Markup("<code>{}</code>").format(value)
    is_count = value.isascii() and value.isdecimal() and len(value) <= _LONGEST_COUNT
    if not text.has(sentence) or (text.is_counted(sentence) and not is_count):
        return text(f"{format_}.limit.unknown", name=key, value=code)
    return text(sentence, n=int(value) if is_count else 0, value=code)
