"""Example calls as a page shows them: by level, with code for each client and environment."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from generator.model.call import Call, Excerpt, LevelCall
from generator.model.part import Part
from generator.render.samples import joined, samples
from generator.render.shelf import Shelf

_LONGEST_SHOWN = 2_000
_WEB = ("https://", "http://")


@dataclass(frozen=True, slots=True, kw_only=True)
class Client:
    """Code of one kind: for each environment its name, as HTML, and the code."""

    name: str
    environments: Sequence[tuple[Markup, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class CallView:
    """One call. `title` names it among others, `needs` says which header opens its parts.

    `shown` are its pieces, each with a heading.
    """

    level: int
    title: Markup
    needs: Markup
    shown: Sequence[tuple[str, str]]
    clients: Sequence[Client]


def call_views(shelf: Shelf, part: Part) -> Sequence[CallView]:
    """The calls of an entry point, the one that asks for least first."""
    return [_view(shelf, call) for call in shelf.spec.calls.get(part.address, ())]


def _view(shelf: Shelf, at: LevelCall) -> CallView:
    text, call = shelf.words.text, at.call
    uses = (shelf.standings[address].inherited for address in call.uses)
    headers = shelf.levels.headers(shelf.api.opt_in, uses)
    level = shelf.words.level(shelf.levels.contracts[at.level])
    needed = [Markup("<code>{}: {}</code>").format(*header) for header in headers.items()]
    environments = _environments(shelf)
    by_client: dict[str, list[tuple[Markup, str]]] = {}
    for name, url in environments:
        for sample in samples(call, url, headers, shelf.api.credentials):
            by_client.setdefault(sample.id, []).append((name, sample.text))
    return CallView(
        level=at.level,
        title=text("sample.at_level", level=level),
        needs=_needs(shelf, needed),
        shown=[_shown(shelf, excerpt, call) for excerpt in call.shown],
        clients=[
            Client(name=text.plain(f"sample.{id_}"), environments=found)
            for id_, found in by_client.items()
        ],
    )


def _shown(shelf: Shelf, excerpt: Excerpt, call: Call) -> tuple[str, str]:
    """Heading and text of a piece of a call: all of a body that a reader has to save."""
    text = shelf.words.text
    title = text.plain(f"{shelf.spec.format}.call.{excerpt.id}")
    if call.body_file and excerpt.text == call.body:
        return text.plain("sample.saved", title=title, file=call.body_file), excerpt.text
    return title, _cut(excerpt.text)


def _cut(text: str) -> str:
    """What a page shows of a piece of a call: a very long answer only begins."""
    return text if len(text) <= _LONGEST_SHOWN else text[:_LONGEST_SHOWN] + "\n…"


def _environments(shelf: Shelf) -> list[tuple[Markup, str]]:
    """Name and base URL of each: the catalogue's, else the spec's own servers, else a stand-in."""
    text = shelf.words.text
    if shelf.api.environments:
        return [(text.said(e.name), e.url) for e in shelf.api.environments]
    about = shelf.spec.tree.about
    servers = [s for s in about.servers if s.url.startswith(_WEB)] if about else []
    if servers:
        return [(escape(server.text), server.url) for server in servers]
    return [(Markup(), text.plain("sample.placeholder"))]


def endpoints(shelf: Shelf, url: str) -> Sequence[tuple[Markup, str]]:
    """Each environment's name, and where it answers what the spec has at `url`.

    What `url` has beyond the spec's own server comes after the environment's address.
    """
    about = shelf.spec.tree.about
    shared = about.servers[0].url if about is not None and about.servers else ""
    beyond = url.removeprefix(shared) if shared and url.startswith(shared) else ""
    if not shelf.api.environments:
        return [(Markup(), url)] if url else []
    text = shelf.words.text
    return [(text.said(e.name), joined(e.url, beyond)) for e in shelf.api.environments]


def _needs(shelf: Shelf, needed: Sequence[Markup]) -> Markup:
    """Which header opens the call's parts; nothing where the API has no such header."""
    if shelf.api.opt_in is None:
        return Markup()
    text = shelf.words.text
    return text("sample.needs", header=needed[0]) if needed else text("sample.needs_none")


def first_call(shelf: Shelf) -> tuple[Part, CallView] | None:
    """A call to begin with, None where none is known.

    Of the first section's entry points that are not on their way out one of the strongest, and
    of those one that takes nothing, with the fullest answer.
    """
    found = [
        (calls[0].level, len(calls[0].call.shown), -len(calls[0].call.uses), address)
        for section in shelf.sections[:1]
        for address in section.parts
        if (calls := shelf.spec.calls.get(address)) and not shelf.parts[address].deprecation
    ]
    if not found:
        return None
    address = min(found)[-1]
    return shelf.parts[address], _view(shelf, shelf.spec.calls[address][0])
