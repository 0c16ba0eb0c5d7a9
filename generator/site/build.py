"""Builds and serves the site as mkdocs would, with the configuration beside the catalogue."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from importlib import resources
from pathlib import Path
from typing import Any

import mergedeep
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, MkDocsException
from mkdocs.utils.yaml import yaml_load

from generator.model.errors import UsageError
from generator.model.finding import Finding, Severity
from generator.pipeline import Edition
from generator.site.output import replacing

os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")

Settings = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What to build: the catalogue file, the day, the APIs (all if empty), paths outside or not."""

    catalog: Path
    as_of: date
    only: Sequence[str] = ()
    allow_outside: bool = False


def build(request: Request, out: Path) -> Edition:
    """Writes the site to `out`, as a whole or not at all, and returns what it shows.

    Raises UsageError where `out` is not ours to replace or the configuration cannot be used.
    """
    with replacing(out) as site:
        no_docs = site.parent / "docs"
        no_docs.mkdir()
        config = _config(request, site, no_docs)
        plugin: Any = config.plugins["apikatalog"]
        try:
            mkdocs_build(config)
        except (Abort, MkDocsException) as error:
            raise _fault(error) from error
        edition: Edition = plugin.edition
        return edition


def _config(request: Request, site: Path, no_docs: Path) -> MkDocsConfig:
    """The packaged configuration, refined by the mkdocs.yml beside the catalogue, then by us."""
    folder = request.catalog.absolute().parent
    refined = folder / "mkdocs.yml"
    settings = _packaged()
    if refined.is_file():
        mergedeep.merge(settings, _load(refined))
    settings["site_dir"] = str(site)
    if "docs_dir" not in settings and not (folder / "docs").is_dir():
        settings["docs_dir"] = str(no_docs)
    options = {
        "catalog": str(request.catalog.absolute()),
        "as_of": request.as_of.isoformat(),
        "only": list(request.only),
        "allow_outside": request.allow_outside,
    }
    settings["plugins"] = _with_options(settings.get("plugins") or {}, options)
    config = MkDocsConfig(config_file_path=str(refined))
    config.load_dict(settings)
    errors, _ = config.validate()
    if errors:
        raise _fault("; ".join(f"{name}: {error}" for name, error in errors))
    return config


def _packaged() -> Settings:
    return dict(yaml_load(resources.files("generator.site").joinpath("mkdocs.yml").read_text("utf-8")))


def _load(file: Path) -> Settings:
    try:
        with file.open("rb") as stream:
            return dict(yaml_load(stream))
    except MkDocsException as error:
        raise _fault(error) from error


def _with_options(plugins: Mapping[str, Any] | Sequence[Any], options: Settings) -> Settings:
    """The plugins, in either of the two forms mkdocs allows, with ours told what to build."""
    named: Settings = {}
    for item in plugins.items() if isinstance(plugins, Mapping) else plugins:
        if isinstance(item, str):
            named[item] = {}
        else:
            named.update([item] if isinstance(item, tuple) else item.items())
    return {**named, "apikatalog": {**(named.get("apikatalog") or {}), **options}}


def _fault(problem: object) -> UsageError:
    text = " ".join(str(problem).split())
    finding = Finding(rule="site-fault", severity=Severity.ERROR, arguments={"problem": text})
    return UsageError([finding])
