"""Builds and serves the site as mkdocs would, with the configuration beside the catalogue."""

import os
from collections.abc import Mapping, Sequence
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
from generator.pipeline import Edition, Tell
from generator.render.marks import Marks
from generator.site.output import replacing

os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")

Settings = dict[str, Any]


def build(edition: Edition, catalog: Path, out: Path, tell: Tell) -> Marks:
    """Writes the site of `edition` to `out`, as a whole or not at all.

    `catalog` is the catalogue file: the site's configuration and its hand-written pages lie beside
    it. Returns the marks that were counted in the finished pages. Raises UsageError where `out` is
    not ours to replace or the configuration cannot be used.
    """
    with replacing(out) as site:
        no_docs = site.parent / "docs"
        no_docs.mkdir()
        config = configuration(catalog, site, no_docs)
        plugin: Any = config.plugins["apikatalog"]
        plugin.prepared, plugin.tell = edition, tell
        try:
            mkdocs_build(config)
        except (Abort, MkDocsException, UnicodeDecodeError) as error:
            raise _fault(error) from error
        marks: Marks = plugin.marks
        return marks


def configuration(
    catalog: Path, site: Path, no_docs: Path, options: Settings | None = None
) -> MkDocsConfig:
    """The packaged configuration, refined by the mkdocs.yml beside the catalogue, then by us.

    `options` are those of our plugin; `no_docs` is an empty folder for when there are no
    hand-written pages. Raises UsageError where a setting is wrong.
    """
    folder = catalog.absolute().parent
    refined = folder / "mkdocs.yml"
    settings = _packaged()
    if refined.is_file():
        mergedeep.merge(settings, _load(refined))
    settings["site_dir"] = str(site)
    if "docs_dir" not in settings and not (folder / "docs").is_dir():
        settings["docs_dir"] = str(no_docs)
    settings["plugins"] = _with_options(settings["plugins"], options or {})
    config = MkDocsConfig(config_file_path=str(refined))
    config.load_dict(settings)
    errors, _ = config.validate()
    if errors:
        raise _fault("; ".join(f"{name}: {error}" for name, error in errors))
    return config


def _packaged() -> Settings:
    return dict(
        yaml_load(resources.files("generator.site").joinpath("mkdocs.yml").read_text("utf-8"))
    )


def _load(file: Path) -> Settings:
    try:
        with file.open("rb") as stream:
            settings = yaml_load(stream)
    except (MkDocsException, UnicodeDecodeError) as error:
        raise _fault(error) from error
    if not isinstance(settings, dict):
        raise _fault(f"{file.name} holds no settings")
    return settings


def _with_options(plugins: Mapping[str, Any] | Sequence[Any], options: Settings) -> Settings:
    """The plugins, in either of the two forms mkdocs allows, ours among them with `options`."""
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
