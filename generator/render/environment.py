"""The template engine: escaping always on, an unknown name always an error."""

from collections.abc import Iterable

from jinja2 import ChoiceLoader, Environment, PackageLoader, PrefixLoader, StrictUndefined


def environment(formats: Iterable[str]) -> Environment:
    """Templates of this package by name, those of a format as `<format>/<name>`."""
    by_format = {id_: PackageLoader(f"generator.formats.{id_}") for id_ in formats}
    return Environment(
        loader=ChoiceLoader([PackageLoader("generator.render"), PrefixLoader(by_format)]),
        autoescape=True,
        undefined=StrictUndefined,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )
