"""Catalogue data in hand-written Markdown: `{{ name }}` becomes a token, the token becomes HTML.

The Markdown is the owner's own; what the catalogue and the specs say is put in after Markdown has
run, so that nothing in them is ever read as Markdown.
"""

import re
from collections.abc import Callable, Mapping
from pathlib import PurePosixPath

from jinja2 import StrictUndefined
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup, escape

from generator.contract.calendar import coming, current
from generator.render.links import folder_of, relative
from generator.render.words import CONTRACTS_PAGE
from generator.site.languages import Translation

_TOKEN = re.compile(r"(?:<p>\s*)?katalogbit(\d{4})bit(?:\s*</p>)?")


class Macros:
    """The values hand-written pages may use, and the tokens given out for them.

    What stands in a sentence is said as the page `speaks`, what stands by itself as the site
    `around` it does.
    """

    def __init__(self, speaks: Translation, around: Translation) -> None:
        self._speaks, self._around = speaks, around
        self._engine = SandboxedEnvironment(undefined=StrictUndefined, keep_trailing_newline=True)
        self._bits: list[tuple[Markup, bool]] = []
        self._values = {**self._blocks(), **self._inlines()}

    def expand(self, markdown: str, page: str) -> str:
        """The Markdown of the page at that path, the same in all languages, with tokens and links.

        Raises jinja2.TemplateError where it names what does not exist.
        """
        folder = folder_of(PurePosixPath(page).as_posix())

        def link(path: str) -> str:
            return self._token(Markup(escape(relative(folder, path))), is_block=False)

        apis = {e.api.id: link(f"{e.api.id}/index.html") for e in self._around.edition.apis}
        links = {"contracts": link(CONTRACTS_PAGE), "api": apis}
        return self._engine.from_string(markdown).render(**self._values, link=links)

    def fill(self, html: str) -> str:
        """The HTML made of that Markdown, with the pieces in place of the tokens."""

        def piece(match: re.Match[str]) -> str:
            html, is_block = self._bits[int(match[1])]
            if is_block:
                return str(html)
            return match[0].replace(f"katalogbit{match[1]}bit", str(html))

        return _TOKEN.sub(piece, html)

    def _blocks(self) -> Mapping[str, object]:
        pages, language = self._around.catalogue, self._around.language
        makers: dict[str, Callable[[], Markup]] = {
            "apis": pages.apis,
            "contracts": pages.contracts_summary,
            "versions": lambda: Markup("<p>{}</p>").format(pages.versions()),
        }
        wrapped = Markup("{}")
        if self._around is not self._speaks:
            wrapped = Markup('<div lang="{}">{{}}</div>').format(language)
        return {
            name: self._token(wrapped.format(maker()), is_block=True)
            for name, maker in makers.items()
        }

    def _inlines(self) -> Mapping[str, object]:
        catalog, as_of = self._speaks.catalog, self._speaks.edition.as_of
        now = current(catalog.versions, as_of)
        following = next(coming(catalog.versions, catalog.window, as_of), None)
        text = self._speaks.words.text
        values: dict[str, object] = {
            "notice": {
                contract.id: self._token(self._speaks.catalogue.notice(contract), is_block=False)
                for contract in catalog.contracts.values()
            }
        }
        if now is not None:
            values["version"] = str(now.major)
        if following is not None:
            values["next_version"] = str(following.major)
            day = self._speaks.words.day(following.day)
            said = day if following.fixed else text("promise.at_earliest", day=day)
            values["next_release"] = self._token(said, is_block=False)
        return values

    def _token(self, html: Markup, *, is_block: bool) -> str:
        self._bits.append((html, is_block))
        return f"katalogbit{len(self._bits) - 1:04}bit"
