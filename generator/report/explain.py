"""One part's standing told step by step."""

from collections.abc import Iterator, Sequence

from generator.catalog.model import Api
from generator.contract.promise import Promises
from generator.contract.standing import Standings, why
from generator.model.address import Address
from generator.model.deprecation import Deprecation
from generator.model.part import Part, Tree
from generator.model.status import Mark
from generator.text import Texts


def lines(
    api: Api,
    part: Part,
    tree: Tree,
    standings: Standings,
    promises: Promises,
    used_by: Sequence[Part],
    texts: Texts,
) -> Iterator[str]:
    """What `apikatalog explain` prints, one line each."""
    say = texts.plain
    standing = standings[part.address]
    yield f"{part.coordinate} ({part.kind}), {api.id}, {part.location}"
    if part.aliases:
        yield say("explain.aliases", names=", ".join(part.aliases))
    yield from _mark(part.mark, texts)
    yield say("explain.inherited", status=standing.inherited.id)
    if standing.exposure is None:
        yield say("explain.unreachable")
    else:
        yield say("explain.exposure", status=standing.exposure.id)
        yield from _path(why(part.address, standings), tree, standings)
    contract = promises.contract_id(standing.effective)
    key = "explain.deviates" if standing.deviates else "explain.agrees"
    yield say("explain.effective", status=standing.effective.id, contract=contract)
    yield say(key, status=api.status.id)
    promise = standing.promise
    day = texts.day(promise.day) if promise.day else ""
    when = say(f"promise.{promise.form}", day=day, version=promise.version)
    yield say("explain.break", when=when)
    if part.deprecation is not None:
        yield from _deprecation(part.deprecation, tree, texts)
    yield say("explain.used_by", n=len(used_by))
    yield from (f"  {user.coordinate} ({standings[user.address].effective.id})" for user in used_by)


def _mark(mark: Mark | None, texts: Texts) -> Iterator[str]:
    if mark is None:
        yield texts.plain("explain.not_declared")
        return
    yield texts.plain(
        "explain.declared",
        status=mark.status.id,
        recogniser=mark.recogniser,
        location=str(mark.location),
    )
    for overridden in mark.overrides:
        yield texts.plain(
            "explain.overrides",
            status=overridden.status.id,
            recogniser=overridden.recogniser,
            location=str(overridden.location),
        )


def _path(path: Sequence[Address], tree: Tree, standings: Standings) -> Iterator[str]:
    for depth, address in enumerate(path):
        indent = "  " * (depth + 1) + ("→ " if depth else "")
        yield f"{indent}{tree.by_address[address].coordinate} ({standings[address].inherited.id})"


def _deprecation(deprecation: Deprecation, tree: Tree, texts: Texts) -> Iterator[str]:
    removal = deprecation.removal
    if removal is None:
        yield texts.plain("explain.deprecated", reason=deprecation.reason or "–")
    else:
        yield texts.plain(
            "explain.deprecated_until",
            sense=removal.sense.value,
            when=removal.day.isoformat() if removal.day else removal.version,
            reason=deprecation.reason or "–",
        )
    for address in deprecation.replacement:
        yield texts.plain("explain.replacement", name=tree.by_address[address].coordinate)
    for name in deprecation.unresolved:
        yield texts.plain("explain.replacement_missing", name=name)
