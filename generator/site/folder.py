"""The generated pages in a bare shell of our own: a site that owes nothing to a site builder.

Nobody publishes it yet. It keeps the rest honest: what a reader is told must not depend on the
builder or the theme, and both may go one day.
"""

from functools import partial
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined

from generator.pipeline import Edition
from generator.render.page import Page
from generator.site.languages import Translation, translations
from generator.site.shell import Shells, Slots, write
from generator.site.surroundings import around


def write_folder(edition: Edition, folder: Path) -> None:
    """Writes every generated page of `edition`, in each of its languages, below `folder`."""
    layout = Environment(
        loader=PackageLoader("generator.site", "bare"), autoescape=True, undefined=StrictUndefined
    ).get_template("layout.html")
    everywhere = translations(edition)

    def shell(here: Translation, of: Page, slots: Slots) -> str:
        return layout.render(katalog=around(everywhere, here, of, slots.file), slots=slots)

    for here in everywhere:
        contents = here.words.text.plain("site.contents")
        write(here, here.pages(), Shells(partial(shell, here), contents), folder)
