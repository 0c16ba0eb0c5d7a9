"""The mkdocs plugin: reads the catalogue, and adds its pages to the site mkdocs makes of `docs`.

`mkdocs build` and `apikatalog build` both run it, so they make the same site. Generated pages are
written when mkdocs is done, each into a shell of the theme; they never pass through Markdown and
are not in mkdocs' navigation.
"""

import logging
from collections.abc import Iterable, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import jinja2
from jinja2 import Environment
from markupsafe import Markup
from mkdocs.commands.build import get_context
from mkdocs.config import config_options
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as DocsPage

from generator import clock, pipeline
from generator.model.errors import ApikatalogError
from generator.model.finding import Finding, Severity
from generator.render.links import folder_of, up
from generator.render.page import Page
from generator.report import findings as finding_report
from generator.site.macros import Macros
from generator.site.menu import Item, Place, menu
from generator.site.output import written_files
from generator.site.search import Reader, alphabets, page_files, shared_files
from generator.site.shell import Shells, Slots
from generator.workspace import Workspace

log = logging.getLogger("mkdocs.plugins.apikatalog")

_FAULTS_OF_EXPRESSIONS = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError)
THEME = Path(__file__).parent / "theme"


class PluginOptions(Config):  # type: ignore[no-untyped-call]  # mkdocs is half typed
    """What mkdocs.yml may say under `plugins: apikatalog`."""

    catalog = config_options.Type(str, default="catalog.yaml")
    as_of = config_options.Type(str, default="")
    only = config_options.ListOfItems(config_options.Type(str), default=[])
    allow_outside = config_options.Type(bool, default=False)


class ApikatalogPlugin(BasePlugin[PluginOptions]):  # type: ignore[no-untyped-call]  # the same
    """One build: the edition is read when the configuration is, and written when all else is."""

    edition: pipeline.Edition
    prepared: pipeline.Edition | None = None
    """What to build, where the caller has read it already."""
    tell: pipeline.Tell = staticmethod(pipeline.tell_nobody)
    """Hears how far the pages are."""
    serving = False
    """Whether the site is only shown to its author: the script that reloads it is let in."""

    def on_startup(self, *, command: str, dirty: bool) -> None:
        """Sees whether mkdocs was told to serve."""
        del dirty
        self.serving = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Reads the catalogue; the theme gets our templates, language and style."""
        self.edition = self.prepared or self._read(config)
        self.words = pipeline.words(self.edition)
        self.catalogue = pipeline.catalogue_pages(self.edition, self.words)
        self.macros = Macros(self.edition, self.catalogue, self.words)
        self.reader = Reader()
        config.site_name = self.words.text.words(self.edition.catalog.title)
        config.theme["language"] = self.words.text.language
        config.theme.dirs.insert(1 if config.theme.custom_dir else 0, str(THEME))
        config.extra_css.insert(0, "assets/katalog.css")
        config.theme.static_templates -= {"sitemap.xml"}
        config.extra.setdefault("homepage", "index.html")
        return config

    def _read(self, config: MkDocsConfig) -> pipeline.Edition:
        beside = Path(config.config_file_path).parent if config.config_file_path else Path()
        workspace = Workspace(beside / self.config.catalog, allow_outside=self.config.allow_outside)
        try:
            as_of = clock.as_of(self.config.as_of)
            edition = pipeline.read(workspace, as_of, self.config.only)
        except ApikatalogError as error:
            raise PluginError("\n".join(_lines(error.findings))) from error
        for line in _lines(f for f in edition.all_findings() if f.severity is Severity.ERROR):
            log.info("%s", line)  # no warning: a faulty API must not stop a strict build
        return edition

    def on_files(self, files: Files, **_: Any) -> Files:
        """Leaves out mkdocs' site map, which knows only the hand-written pages."""
        for file in [f for f in files if f.src_uri == "sitemap.xml"]:
            files.remove(file)
        return files

    def on_page_markdown(self, markdown: str, page: DocsPage, **_: Any) -> str:
        """Puts tokens for catalogue data into hand-written Markdown."""
        try:
            return self.macros.expand(markdown, page.file.dest_uri)
        except (jinja2.TemplateError, *_FAULTS_OF_EXPRESSIONS) as error:
            raise PluginError(f"docs/{page.file.src_uri}: {error}") from error

    def on_page_content(self, html: str, page: DocsPage, **_: Any) -> str:
        """Puts the data in place of the tokens, and reads the page for the search."""
        filled = self.macros.fill(html)
        self.reader.read_docs(page.url, str(page.title), filled)
        return filled

    def on_env(self, env: Environment, config: MkDocsConfig, files: Files) -> Environment:
        """Gives the theme's templates the menu and the texts."""
        day, owner = self.words.day(self.edition.as_of), self.edition.catalog.owner
        env.globals["katalog"] = SimpleNamespace(
            t=self.words.text,
            as_of=self.words.text("site.built", day=day),
            owner=self.words.party(owner) if owner else None,
            menu=self._menu,
            home=self._home,
            alphabets=self._alphabets,
            serving=self.serving,
        )
        self._env, self._config, self._files = env, config, files
        return env

    def _menu(self, page: Any, base_url: str) -> Sequence[Item]:
        """The menu of a page; the 404 page has no place of its own, its links start at the root."""
        docs = [(str(p.title), p.url) for p in self._nav.pages if p.url != "index.html"]
        api, beneath = getattr(page, "api", None), getattr(page, "beneath", None)
        path = page.url if page else "404.html"
        root = None if page else base_url
        return menu(self.edition, self.words, Place(path, api, beneath), docs, root)

    def _home(self, base_url: str) -> Markup:
        name = self.words.text("site.home")
        return Markup('<a href="{}/index.html">{}</a>').format(base_url.rstrip("/"), name)

    def _alphabets(self, page: Any, base_url: str) -> Sequence[Item]:
        path, root = (page.url, None) if page else ("404.html", base_url)
        return alphabets(self.edition, self.words, path, root)

    def on_nav(self, nav: Navigation, **_: Any) -> Navigation:
        """Keeps the navigation for the shells."""
        self._nav = nav
        return nav

    def on_post_build(self, config: MkDocsConfig) -> None:
        """Writes the generated pages, and the list of all that was written."""
        site = Path(config.site_dir)
        self._folders: set[Path] = set()
        shells = Shells(self._shell, self.words.text.plain("site.contents"))
        self._write(site, shells, self.catalogue.contracts())
        if self._files.get_file_from_path("index.md") is None:
            self._write(site, shells, self.catalogue.front())
        for page in pipeline.pages(self.edition, self.words, self.tell):
            self._write(site, shells, page)
        searched = shared_files(self.edition, [self.words])
        searched |= page_files(self.words.text.language, self.reader)
        for path, content in searched.items():
            self._write_file(site / path, content)
        written_files(site)

    def _write(self, site: Path, shells: Shells, page: Page) -> None:
        self.reader.read(page)
        self._write_file(site / page.path, shells.fill(page).encode())

    def _write_file(self, file: Path, content: bytes) -> None:
        if file.parent not in self._folders:
            file.parent.mkdir(parents=True, exist_ok=True)
            self._folders.add(file.parent)
        file.write_bytes(content)

    def _shell(self, of: Page, slots: Slots) -> str:
        """The theme's page template around the slots."""
        page = SimpleNamespace(
            title=slots.title,
            content=slots.content,
            toc=(),
            toc_slot=slots.toc,
            url=of.path,
            canonical_url=None,
            is_homepage=False,
            meta={},
            previous_page=None,
            next_page=None,
            edit_url=None,
            api=of.api,
            beneath=of.beneath,
            file=SimpleNamespace(src_uri=of.path),
        )
        root = up(folder_of(of.path)).rstrip("/") or "."
        context = get_context(self._nav, self._files, self._config, base_url=root)
        return self._env.get_template("main.html").render({**context, "page": page})


def _lines(findings: Iterable[Finding]) -> list[str]:
    texts = pipeline.texts("en")
    return [finding_report.line(finding, texts) for finding in findings]
