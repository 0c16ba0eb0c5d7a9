"""What stands around a page in any shell: menu, languages, footer, and the texts to name them."""

from collections.abc import Sequence
from dataclasses import dataclass
from posixpath import join

from markupsafe import Markup

from generator.render.links import folder_of, relative
from generator.render.page import Page
from generator.render.words import ACCESSIBILITY_PAGE
from generator.site.languages import Translation, Way, ways
from generator.site.menu import Item, Place, Written, alphabets, menu
from generator.text import Texts

FRONT_PAGE = "index.html"


@dataclass(frozen=True, slots=True, kw_only=True)
class Elsewhere:
    """Another language, for a page that speaks all of them."""

    language: str
    t: Texts
    home: Markup


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """`folder` is the language's, from the site's root; `spoken` the content's, where it differs.

    `elsewhere`: the other languages, of a page that may be shown at any address.
    """

    t: Texts
    language: str
    folder: str
    title: str
    description: str | None
    as_of: Markup
    owner: Markup | None
    accessibility: str
    menu: Sequence[Item]
    alphabets: Sequence[Item]
    ways: Sequence[Way]
    is_front: bool
    home: Markup
    elsewhere: Sequence[Elsewhere]
    spoken: str | None


def surroundings(
    everywhere: Sequence[Translation],
    here: Translation,
    place: Place,
    *,
    file: str | None = None,
    written: Sequence[Written] = (),
    spoken: str | None = None,
    root: str | None = None,
) -> Surroundings:
    """What stands around the page at `place` in the language of `here`.

    `file` takes the place of the page's file name in links across; `written` are the hand-written
    pages of the menu. With `root`, links begin with it, and those across lead to the front pages.
    """
    text, owner = here.words.text, here.catalog.owner
    path = place.path if root is None else FRONT_PAGE
    if file is not None:
        path = join(folder_of(path), file)
    return Surroundings(
        t=text,
        language=here.language,
        folder=here.folder,
        title=here.title,
        description=here.description,
        as_of=text("site.built", day=here.words.day(here.edition.as_of)),
        owner=here.words.party(owner) if owner else None,
        accessibility=_href(here, path, ACCESSIBILITY_PAGE, root),
        menu=menu(here, place, written, _below(root, here)),
        alphabets=alphabets(here, path, _below(root, here)),
        ways=ways(everywhere, here, path, root),
        is_front=place.path == FRONT_PAGE,
        home=_home(here, root or ""),
        elsewhere=[
            Elsewhere(language=other.language, t=other.words.text, home=_home(other, root))
            for other in everywhere
            if root is not None and other is not here
        ],
        spoken=spoken,
    )


def around(
    everywhere: Sequence[Translation],
    here: Translation,
    page: Page,
    file: str,
    written: Sequence[Written] = (),
) -> Surroundings:
    """The surroundings of a generated page, and of those that differ from it in `file` alone."""
    place = Place(page.path, page.api, page.beneath)
    return surroundings(everywhere, here, place, file=file, written=written)


def _below(root: str | None, here: Translation) -> str | None:
    return None if root is None else f"{root.rstrip('/')}/{here.folder}"


def _home(here: Translation, root: str) -> Markup:
    href = f"{root.rstrip('/')}/{here.address(FRONT_PAGE)}"
    return Markup('<a href="{}">{}</a>').format(href, here.words.text("site.home"))


def _href(here: Translation, path: str, to: str, root: str | None) -> str:
    """The link from the page at `path` to another one in the same language."""
    if root is not None:
        return f"{root.rstrip('/')}/{here.address(to)}"
    return relative(folder_of(path), to)
