"""The template engine: escaping always on, an unknown name always an error."""

from collections.abc import Iterable, MutableMapping
from keyword import iskeyword
from typing import Any

from jinja2 import ChoiceLoader, Environment, PackageLoader, PrefixLoader, StrictUndefined
from jinja2.compiler import CodeGenerator, Frame
from jinja2.nodes import Call, Expr, Getattr
from markupsafe import Markup, escape


def _escaped(value: object) -> Markup:
    """HTML of ours as it is, which the engine would copy on every level; all else escaped."""
    return value if type(value) is Markup else escape(value)


class _Generator(CodeGenerator):
    """Has templates call, look up and escape as Python does, without asking the engine each time.

    A page calls hundreds of things and looks up a thousand, and asking takes longer than doing. A
    dot is an attribute and nothing else, a key stands in brackets; nothing that a template calls
    asks for its context. Were this never asked, all would be as ever, only slower.
    """

    def visit_Call(self, node: Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: N802, FBT001, FBT002 - the engine's signature
        names = [argument.key for argument in node.kwargs]
        if forward_caller or node.dyn_args or node.dyn_kwargs or any(map(iskeyword, names)):
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        self.visit(node.node, frame)
        self.write("(")
        for argument in (*node.args, *node.kwargs):
            self.visit(argument, frame)
            self.write(", ")
        self.write(")")

    def visit_Getattr(self, node: Getattr, frame: Frame) -> None:  # noqa: N802 - the engine's name
        self.write("(")
        self.visit(node.node, frame)
        self.write(f").{node.attr}")

    def _output_child_pre(self, node: Expr, frame: Frame, finalize: Any) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape or finalize.src is not None:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write("environment.escaped(")


class _Environment(Environment):
    code_generator_class = _Generator
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
