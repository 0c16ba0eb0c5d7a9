"""How the standing of one part is written, so that the proof of marks finds it."""

from markupsafe import Markup

_QUIET, _END = '<span class="quiet">', "</span>"


def quiet(word: Markup) -> Markup:
    """How a part that stands as its API says so."""
    return Markup(f"{_QUIET}{{}}{_END}").format(word)


def mark_of(kind: str, status: Markup) -> Markup:
    """The status as the mark of a part of that kind.

    A quiet word gets the shortest element there is: on a large page nearly all are quiet, and a
    class and a wrapper on each would be a sixth of it.
    """
    if not status.startswith(_QUIET):
        return Markup('<span class="mark" data-of="{}">{}</span>').format(kind, status)
    word = Markup(status.removeprefix(_QUIET).removesuffix(_END))
    return Markup('<i data-of="{}">{}</i>').format(kind, word)
