"""The template engine: escaping always on, an unknown name always an error."""

from collections.abc import Callable, Iterable
from typing import Any

from jinja2 import ChoiceLoader, Environment, PackageLoader, PrefixLoader, StrictUndefined
from jinja2.runtime import Context


class _Context(Context):
    """Calls at once what a template calls: nothing of ours asks for the context itself.

    A page calls hundreds of things, and asking each of them takes longer than the call. The
    variables of loops and blocks are handed over for such askers only.
    """

    def call(
        self,
        function: Callable[..., Any],
        /,
        *args: Any,
        _loop_vars: object = None,
        _block_vars: object = None,
        **kwargs: Any,
    ) -> Any:
        return function(*args, **kwargs)


class _Environment(Environment):
    context_class = _Context


def environment(formats: Iterable[str]) -> Environment:
    """Templates of this package by name, those of a format as `<format>/<name>`."""
    by_format = {id_: PackageLoader(f"generator.formats.{id_}") for id_ in formats}
    return _Environment(
        loader=ChoiceLoader([PackageLoader("generator.render"), PrefixLoader(by_format)]),
        autoescape=True,
        undefined=StrictUndefined,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )
