"""A function by its name, for what only the confined process needs to import."""

import importlib
from dataclasses import dataclass
from typing import Generic, TypeVar, cast

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True, kw_only=True)
class Late(Generic[Result]):
    """The function `name` of `module`, which is imported where it is called.

    The program itself does without the libraries behind it, which take longer to import than most
    specs take to read.
    """

    module: str
    name: str

    def __call__(self, *arguments: object) -> Result:
        """What the function gives for `arguments`."""
        return cast(Result, getattr(importlib.import_module(self.module), self.name)(*arguments))
