"""What limits a value, in words: how long, how large, by which pattern."""

from collections.abc import Iterator, Mapping

from markupsafe import Markup

from generator.text import Texts

_ITEM = "item_"
_LONGEST_COUNT = 15
"""Digits of a number of things; what is longer is shown as it stands."""


def limits(text: Texts, format_: str, details: Mapping[str, object]) -> Iterator[Markup]:
    """What holds of a value: the facts that are true, then the constraints, as the format says it.

    `constraints` are keys and values; a key that begins `item_` limits each item of a list. A key
    with no sentence of its own is told as it stands.
    """
    for key, value in details.items():
        if value is True and text.has(f"{format_}.fact.{key}"):
            yield text(f"{format_}.fact.{key}")
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
