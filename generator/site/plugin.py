"""The mkdocs plugin: reads the catalogue, and adds its pages to the site mkdocs makes of `docs`.

`mkdocs build` and `apikatalog build` both run it, so they make the same site. Generated pages are
written when mkdocs is done, each into a shell of the theme; they never pass through Markdown and
are not in mkdocs' navigation.
"""

import logging
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from fnmatch import fnmatchcase
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import jinja2
from jinja2 import Environment
from markupsafe import Markup, escape
from mkdocs.commands.build import get_context
from mkdocs.config import config_options
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as DocsPage
from mkdocs.structure.toc import TableOfContents

from generator import clock, pipeline
from generator.model.errors import ApikatalogError
from generator.model.finding import Finding, Severity
from generator.render.links import folder_of, up
from generator.render.marks import QUIET, Difference, Marks
from generator.render.page import Page
from generator.report import findings as finding_report
from generator.site.assets import STYLE, joined
from generator.site.handwritten import Handwritten, spread
from generator.site.languages import Translation, translations
from generator.site.macros import Macros
from generator.site.menu import Place, Written
from generator.site.output import written_files
from generator.site.search import Reader, page_files, shared_files
from generator.site.shell import Shells, Slots, write
from generator.site.surroundings import FRONT_PAGE, Surroundings, around, surroundings
from generator.workspace import Workspace

log = logging.getLogger("mkdocs.plugins.apikatalog")

_FAULTS_OF_EXPRESSIONS = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError)
_UNUSED = ("sitemap.xml", "assets/*.map")
_OF_THEME_SCRIPT = ("assets/javascripts/*",)
_OF_THEME_SEARCH = ("assets/javascripts/lunr/*", "assets/javascripts/workers/*")
_MOST_SHOWN = 5
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
    marks: Marks
    """What the finished pages show of the parts' standing, over all languages."""
    serving = False
    """Whether the site is only shown to its author: the script that reloads it is let in."""

    def on_startup(self, *, command: str, dirty: bool) -> None:
        """Sees whether mkdocs was told to serve."""
        del dirty
        self.serving = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Reads the catalogue; the theme gets our templates and styles."""
        self.edition = self.prepared or self._read(config)
        self.everywhere = translations(self.edition)
        for shelf in self.everywhere[0].shelves.values():
            for line in _lines(shelf.spec.findings):
                log.warning("%s", line)
        self.marks = Counter()
        self.readers = {here.language: Reader() for here in self.everywhere}
        self.macros: dict[tuple[str, str], Macros] = {}
        self._config = config
        config.theme.dirs.insert(1 if config.theme.custom_dir else 0, str(THEME))
        config.extra_css.insert(0, STYLE)
        config.theme.static_templates -= {"sitemap.xml"}
        self._has_homepage = "homepage" in config.extra
        if len(self.everywhere) > 1:
            config.extra["alternate"] = True  # the theme's header has a place for our links
        self._speak(self.everywhere[0])
        return config

    def _speak(self, translation: Translation) -> None:
        """Has the theme's templates say what follows in one language."""
        config = self._config
        config.theme["language"] = translation.language
        config.site_name = escape(translation.title)
        if not self._has_homepage:
            config.extra["homepage"] = translation.address(FRONT_PAGE)

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

    def on_files(self, files: Files, config: MkDocsConfig, **_: Any) -> Files:
        """Adds the hand-written pages of every language; leaves out what our pages do not use.

        That is mkdocs' site map, which knows only the hand-written pages, the theme's own script
        and what its search needs where nobody has asked for them, and maps for those who debug the
        theme.
        """
        unused = [*_UNUSED]
        if not _asks_for_search(config):
            unused += _OF_THEME_SEARCH
        if not _asks_for_theme_script(config):
            unused += _OF_THEME_SCRIPT
        for file in [f for f in files if any(fnmatchcase(f.src_uri, name) for name in unused)]:
            files.remove(file)
        for file in joined(THEME, files, config):
            files.append(file)
        try:
            self._written = spread(files, config, self.everywhere)
        except ApikatalogError as error:
            raise PluginError("\n".join(_lines(error.findings))) from error
        return files

    def on_page_markdown(self, markdown: str, page: DocsPage, **_: Any) -> str:
        """Puts tokens for catalogue data into hand-written Markdown."""
        written = self._page(page)
        try:
            return self._macros(written).expand(markdown, written.path)
        except (jinja2.TemplateError, *_FAULTS_OF_EXPRESSIONS) as error:
            raise PluginError(f"docs/{page.file.src_uri}: {error}") from error

    def on_page_content(self, html: str, page: DocsPage, **_: Any) -> str:
        """Puts the data in place of the tokens, and reads the page for the search."""
        written = self._page(page)
        filled = self._macros(written).fill(html)
        self.readers[written.around.language].read_docs(written.path, str(page.title), filled)
        return filled

    def _page(self, page: DocsPage) -> Handwritten:
        """What a page of mkdocs is; a draft, shown to its author, speaks the first language."""
        first, file = self.everywhere[0], page.file
        draft = Handwritten(around=first, speaks=first, path=file.dest_uri, file=file)
        return self._written.get(file.src_uri, draft)

    def _macros(self, page: Handwritten) -> Macros:
        key = page.speaks.language, page.around.language
        if key not in self.macros:
            self.macros[key] = Macros(page.speaks, page.around)
        return self.macros[key]

    def on_nav(self, nav: Navigation, **_: Any) -> Navigation:
        """Keeps the navigation for the shells and the menus."""
        self._nav = nav
        return nav

    def on_env(self, env: Environment, files: Files, **_: Any) -> Environment:
        """Keeps what the shells need; by now every page has its title."""
        self._env, self._files = env, files
        self._menus = {
            translation.language: self._menu(translation) for translation in self.everywhere
        }
        return env

    def _menu(self, translation: Translation) -> Sequence[Written]:
        """The hand-written pages of the menu, in the order of mkdocs' navigation."""
        here = {page.path: page for page in self._written.values() if page.around is translation}
        found = []
        for listed in self._nav.pages:
            original = self._written.get(listed.file.src_uri)
            if original is not None and original.path != FRONT_PAGE:
                page = here[original.path]
                language = None if page.is_translated else page.speaks.language
                title = _title(page if page.is_translated else original)
                found.append(Written(title=title, path=page.path, language=language))
        return found

    def on_template_context(self, context: Any, template_name: str, config: MkDocsConfig) -> Any:
        """The theme's own pages, as that for addresses without a page: shown at any address."""
        first, root = self.everywhere[0], context["base_url"]
        self._speak(first)
        place = Place(template_name, None, None)
        written = self._menus[first.language]
        shell = surroundings(self.everywhere, first, place, written=written, root=root)
        return self._surrounded(context, shell)

    def on_page_context(self, context: Any, page: DocsPage, **_: Any) -> Any:
        """A hand-written page in its language.

        Its contents list goes by another name, for the theme adds a skip link of its own to `toc`.
        """
        is_, contents = self._page(page), page.toc
        self._speak(is_.around)
        page.toc = TableOfContents([])
        page.previous_page = page.next_page = None  # the theme would bind them to single keys
        shell = surroundings(
            self.everywhere,
            is_.around,
            Place(is_.path, None, None),
            written=self._menus[is_.around.language],
            spoken=None if is_.is_translated else is_.speaks.language,
        )
        return self._surrounded({**context, "contents": contents}, shell)

    def _surrounded(self, context: Any, shell: Surroundings) -> Any:
        asked = _asks_for_theme_script(self._config)
        return {**context, "katalog": shell, "serving": self.serving, "theme_script": asked}

    def on_post_build(self, config: MkDocsConfig) -> None:
        """Writes the generated pages, and the list of all that was written."""
        site = Path(config.site_dir)
        with_front = all(page.path != FRONT_PAGE for page in self._written.values())
        searched = shared_files(self.everywhere)
        for translation in self.everywhere:
            self._speak(translation)
            shells = Shells(
                partial(self._shell, translation), translation.words.text.plain("site.contents")
            )
            reader = self.readers[translation.language]
            pages = reader.read(translation.pages(with_front=with_front, tell=self.tell))
            proof = write(translation, pages, shells, site)
            if proof.differences:
                raise PluginError("\n".join(_lines(_lost_marks(proof.differences))))
            self.marks.update(proof.total)
            searched |= page_files(translation.language, reader)
        for path, content in searched.items():
            (site / path).parent.mkdir(parents=True, exist_ok=True)
            (site / path).write_bytes(content)
        written_files(site)

    def _shell(self, here: Translation, of: Page, slots: Slots) -> str:
        """The theme's page template around the slots."""
        address = here.address(of.path)
        page = SimpleNamespace(
            title=slots.title,
            content=slots.content,
            toc=(),
            url=address,
            canonical_url=None,
            is_homepage=False,
            meta={},
            previous_page=None,
            next_page=None,
            edit_url=None,
            file=SimpleNamespace(src_uri=address),
        )
        shell = around(self.everywhere, here, of, slots.file, self._menus[here.language])
        root = up(folder_of(address)).rstrip("/") or "."
        context = get_context(self._nav, self._files, self._config, base_url=root)
        shown = {**context, "page": page, "contents_slot": slots.toc}
        return self._env.get_template("main.html").render(self._surrounded(shown, shell))


def _asks_for_theme_script(config: MkDocsConfig) -> bool:
    """Whether mkdocs.yml asks for something that only the theme's own script does."""
    return bool(config.theme.get("features")) or _asks_for_search(config)


def _asks_for_search(config: MkDocsConfig) -> bool:
    """Whether the site has mkdocs' search, which the theme lists as `material/search`."""
    return any(name.rpartition("/")[2] == "search" for name in config.plugins)


def _title(page: Handwritten) -> str:
    """The title as plain text; mkdocs has it as HTML where it is a heading."""
    assert page.file.page is not None
    return Markup(page.file.page.title or "").striptags()


def _lost_marks(differences: Sequence[Difference]) -> Iterator[Finding]:
    """The first few differences, badges before quiet words, and how many more there are."""
    ordered = sorted(differences, key=lambda difference: difference.look == QUIET)
    for difference in ordered[:_MOST_SHOWN]:
        arguments = {name: getattr(difference, name) for name in difference.__slots__}
        yield Finding(rule="marks-differ", severity=Severity.ERROR, arguments=arguments)
    more = len(differences) - _MOST_SHOWN
    if more > 0:
        yield Finding(rule="more-marks-differ", severity=Severity.ERROR, arguments={"n": more})


def _lines(findings: Iterable[Finding]) -> list[str]:
    texts = pipeline.texts("en")
    return [finding_report.line(finding, texts) for finding in findings]
