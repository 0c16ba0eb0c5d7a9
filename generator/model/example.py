"""An example of a value, as a spec gives it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """An example as shown; `fault` says what is wrong with it, None where nothing is known.

    `url` is where it lies, where the spec does not hold it.
    """

    title: str
    summary: str
    text: str
    fault: str | None = None
    url: str | None = None
