"""Serves the site while its sources are edited, and builds it anew when one changes."""

import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from mkdocs.commands.build import build as mkdocs_build
from mkdocs.exceptions import Abort, MkDocsException
from mkdocs.livereload import LiveReloadServer

from generator.model.errors import UsageError
from generator.model.finding import Finding, Severity
from generator.pipeline import Edition
from generator.site.build import configuration

SOURCES = Path(__file__).parent.parent
"""The program's own folder: its templates, texts and style are watched as well."""


def serve(
    edition: Edition, catalog: Path, options: dict[str, object], host: str, port: int
) -> None:
    """Serves until interrupted. Raises UsageError where the first build or the port fails.

    The first build shows `edition`; later ones read the catalogue anew with `options`, those of the
    plugin. A later build that fails is reported, and the last good site
    stays.
    """
    folder = Path(tempfile.mkdtemp(prefix="apikatalog-"))
    site, no_docs = folder / "site", folder / "docs"
    no_docs.mkdir()

    def build(prepared: Edition | None = None) -> None:
        config = configuration(catalog, site, no_docs, options)
        plugin: Any = config.plugins["apikatalog"]
        plugin.serving, plugin.prepared = True, prepared
        config.site_url = f"http://{host}:{port}/"
        try:
            mkdocs_build(config, serve_url=config.site_url)
        except (Abort, MkDocsException, UnicodeDecodeError) as error:
            raise _fault("site-fault", problem=" ".join(str(error).split())) from error

    try:
        build(edition)
        server = LiveReloadServer(
            builder=build, host=host, port=port, root=str(site), mount_path="/"
        )
        for path in _watched(catalog):
            server.watch(str(path))
        server.serve()  # type: ignore[no-untyped-call]  # mkdocs is half typed
    except (OSError, OverflowError) as error:
        address = f"{host}:{port}"
        raise _fault("port-taken", address=address, problem=str(error)) from error
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _watched(catalog: Path) -> Sequence[Path]:
    """The catalogue, all that lies in folders beside it that it may name, and our own sources."""
    beside = catalog.absolute().parent
    found = [catalog.absolute(), beside / "mkdocs.yml", beside / "docs", beside / "specs", SOURCES]
    return [path for path in found if path.exists()]


def _fault(rule: str, **arguments: object) -> UsageError:
    return UsageError([Finding(rule=rule, severity=Severity.ERROR, arguments=arguments)])
