"""The template engine: escaping always on, an unknown name always an error."""

from collections.abc import Callable, Iterable, MutableMapping
from typing import Any

from jinja2 import ChoiceLoader, Environment, PackageLoader, PrefixLoader, StrictUndefined
from jinja2.compiler import CodeGenerator, Frame
from jinja2.nodes import Expr
from jinja2.runtime import Context
from markupsafe import Markup, escape


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


def _escaped(value: object) -> Markup:
    """HTML of ours as it is, which the engine would copy on every level; all else escaped."""
    return value if type(value) is Markup else escape(value)


class _Generator(CodeGenerator):
    """Has templates escape by `_escaped`; were this never asked, they would escape as ever."""

    def _output_child_pre(self, node: Expr, frame: Frame, finalize: Any) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape or finalize.src is not None:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write("environment.escaped(")


class _Environment(Environment):
    code_generator_class = _Generator
    context_class = _Context
    escaped = staticmethod(_escaped)

    def make_globals(self, d: MutableMapping[str, Any] | None) -> dict[str, Any]:
        """As one mapping, which is faster to copy into the context of each template and include."""
        return {**self.globals, **(d or {})}


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
