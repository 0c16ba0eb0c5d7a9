"""A number with fraction or exponent that remembers how it was written."""

from typing import Self


class Number(float):
    """Counts as a float and prints as its author wrote it: `1.10` stays `1.10`.

    What another process is given is a plain float: validators there know no other.
    """

    __slots__ = ("text",)
    text: str

    def __new__(cls, text: str) -> Self:
        number = super().__new__(cls, text)
        number.text = text
        return number

    def __str__(self) -> str:
        return self.text

    def __reduce__(self) -> tuple[type[float], tuple[str]]:
        return float, (self.text,)
