"""Example calls as a page shows them: by level, with code for each client and environment."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from generator.model.call import LevelCall
from generator.model.part import Part
from generator.render.samples import samples
from generator.render.shelf import Shelf


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
    named = [(text.said(e.name), e.url) for e in shelf.api.environments]
    environments = named or [(Markup(), text.plain("sample.placeholder"))]
    by_client: dict[str, list[tuple[Markup, str]]] = {}
    for name, url in environments:
        for sample in samples(call, url, headers, shelf.api.credentials):
            by_client.setdefault(sample.id, []).append((name, sample.text))
    return CallView(
        level=at.level,
        title=text("sample.at_level", level=level),
        needs=text("sample.needs", header=needed[0]) if needed else text("sample.needs_none"),
        shown=[(text.plain(f"{shelf.spec.format}.call.{e.id}"), e.text) for e in call.shown],
        clients=[
            Client(name=text.plain(f"sample.{id_}"), environments=found)
            for id_, found in by_client.items()
        ],
    )


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
