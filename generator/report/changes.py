"""Changes between two snapshots as JSON, as lines and as Markdown."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from generator.diff.change import Change, Level
from generator.model.deprecation import Removal
from generator.model.section import Notation
from generator.model.types import ListOf, MapOf, Named, OneOf
from generator.text import Texts

_MOST_NAMED = 5
_STRONGER, _WEAKER = "status-strengthened", "status-weakened"


def message(change: Change, texts: Texts, notation: Notation) -> str:
    """What changed, in one sentence: one line, no control characters."""
    holes = {key: _said(value, texts, notation) for key, value in change.arguments.items()}
    sentence = texts.plain(f"change.{change.rule}", **holes)
    return "".join(c if c.isprintable() else " " for c in sentence)


def _said(value: object, texts: Texts, notation: Notation) -> str:
    match value:
        case Named() | ListOf() | MapOf() | OneOf():
            return "".join(run for run, _ in notation(value))
        case Removal(day=None):
            return texts.plain(f"deprecation.version_{value.sense}", version=value.version)
        case Removal():
            return texts.plain(f"deprecation.{value.sense}", day=value.day)
        case None:
            return texts.plain("deprecation.no_day")
        case _:
            return str(value)


def ordered(changes: Sequence[Change]) -> Sequence[Change]:
    """The gravest first, else in the order given."""
    return sorted(changes, key=lambda change: change.level.rank)


def as_json(
    old: str, new: str, changes: Sequence[Change], texts: Texts, notation: Notation
) -> dict[str, object]:
    """The object `apikatalog diff --format json` prints."""
    return {
        "old": old,
        "new": new,
        "changes": [_as_json(change, texts, notation) for change in ordered(changes)],
        "summary": summary(changes),
    }


def _as_json(change: Change, texts: Texts, notation: Notation) -> dict[str, object]:
    return {
        "id": change.id,
        "rule": change.rule,
        "level": change.level.value,
        "coordinate": change.coordinate,
        "direction": change.direction.value,
        "old_status": change.old_status,
        "new_status": change.new_status,
        "affected": list(change.affected),
        "hits": list(change.hits),
        "message": message(change, texts, notation),
    }


def summary(changes: Sequence[Change]) -> Mapping[str, int]:
    """How many changes of each level, and how many promotions and demotions."""
    levels = Counter(change.level for change in changes)
    rules = Counter(change.rule for change in changes)
    return {
        **{level.value: levels[level] for level in Level},
        "promoted": rules[_STRONGER],
        "demoted": rules[_WEAKER],
    }


def lines(changes: Sequence[Change], texts: Texts, notation: Notation) -> Iterator[str]:
    """One line for each change: level, coordinate, sentence, whose contract it was, the rule."""
    for change in ordered(changes):
        status = f" [{change.old_status}]" if change.old_status else ""
        said = f"{message(change, texts, notation)}{status}{_more(change, texts)}"
        yield f"{change.level}: {change.coordinate}: {said} ({change.rule})"


def _more(change: Change, texts: Texts) -> str:
    if not change.affected:
        return ""
    names = ", ".join(change.affected[:_MOST_NAMED])
    more = "…" if len(change.affected) > _MOST_NAMED else ""
    return " " + texts.plain("changes.affected", n=len(change.affected), names=f"{names}{more}")


def markdown(
    old: str, new: str, changes: Sequence[Change], texts: Texts, notation: Notation
) -> Iterator[str]:
    """Lines of a Markdown text, a list for each level."""
    yield f"# {texts.plain('changes.title', old=old, new=new)}"
    if not changes:
        yield f"\n{texts.plain('changes.none')}"
    for level in sorted(Level, key=lambda level: level.rank):
        held = [change for change in changes if change.level is level]
        if held:
            yield f"\n## {texts.plain(f'changes.level.{level}')} ({len(held)})\n"
        for change in held:
            said = _escaped(message(change, texts, notation))
            status = f" *({change.old_status})*" if change.old_status else ""
            yield f"- `{change.coordinate.replace('`', '')}`: {said}{status}"


def _escaped(text: str) -> str:
    return "".join(f"\\{c}" if c in "\\`*_[]<>#|" else c for c in text)
