"""Patterns of XML Schema: texts that match one, and whether a text does, in bounded time.

No engine runs a foreign pattern: ours goes through a text once, with all positions that are
possible held at the same time, and counts what it does (XML Schema part 2, appendix F).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from generator.formats.wsdl.envelopes.characters import (
    Holds,
    any_of,
    between,
    dot,
    example,
    named,
    negated,
    shorthand,
    without,
)

_LONGEST, _DEEPEST, _MOST_WORK = 2_000, 50, 200_000
_MOST_BRANCHES = 20
_MORE = (0, 1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144, 233)
"""How many repetitions more than the least a text is tried with."""
_ESCAPED = {"n": "\n", "r": "\r", "t": "\t"}


class PatternError(ValueError):
    """The pattern is not one of XML Schema, or asks for more than we do."""


class _One:
    """A character of a class; looking for an example of one takes long, so it is kept."""

    def __init__(self, holds: Holds) -> None:
        self.holds = holds

    @cached_property
    def example(self) -> str | None:
        return example(self.holds)


@dataclass(frozen=True, slots=True, eq=False)
class _Row:
    pieces: "tuple[_Node, ...]"


@dataclass(frozen=True, slots=True, eq=False)
class _Either:
    branches: "tuple[_Node, ...]"


@dataclass(frozen=True, slots=True, eq=False)
class _Times:
    piece: "_Node"
    lowest: int
    highest: int | None


_Node = _One | _Row | _Either | _Times


class Pattern:
    """A pattern that was read. Raises PatternError where that cannot be done."""

    def __init__(self, written: str) -> None:
        self._node = _Reader(written).node()
        self._work = 0

    def matches(self, text: str) -> bool:
        """Whether the whole text is as the pattern says. Raises PatternError for too much work."""
        self._work = 0
        return len(text) in self._ends(self._node, {0}, text)

    def texts(self, lowest: int = 0) -> Iterator[str]:
        """Texts that match, in ever more repetitions; one without any that may be left out last.

        One that is just as long as `lowest` comes early.
        """
        given: set[str] = set()
        for more in (*_MORE, None):
            for branch in range(max(1, min(_most_branches(self._node), _MOST_BRANCHES))):
                text = self._text(more, branch)
                lacking = lowest - len(text) if text is not None and more == 0 else 0
                longer = self._text(lacking, branch) if lacking > 0 else None
                for made in (text, longer):
                    if made is not None and made not in given:
                        given.add(made)
                        yield made

    def _text(self, more: int | None, branch: int) -> str | None:
        try:
            return "".join(_Sampler(more, branch).pieces(self._node))
        except PatternError:
            return None

    def _ends(self, node: _Node, starts: set[int], text: str) -> set[int]:
        self._work += len(starts) + 1
        if self._work > _MOST_WORK:
            raise PatternError("too much work")
        match node:
            case _One():
                return {n + 1 for n in starts if n < len(text) and node.holds(text[n])}
            case _Row():
                for piece in node.pieces:
                    starts = self._ends(piece, starts, text)
                return starts
            case _Either():
                return set().union(*(self._ends(b, starts, text) for b in node.branches))
            case _Times():
                return self._repeated(node, starts, text)

    def _repeated(self, node: _Times, starts: set[int], text: str) -> set[int]:
        for _ in range(node.lowest):
            starts = self._ends(node.piece, starts, text)
            if not starts:
                return starts
        found, done = set(starts), node.lowest
        while starts and (node.highest is None or done < node.highest):
            starts = self._ends(node.piece, starts, text) - found
            found |= starts
            done += 1
        return found


def _most_branches(node: _Node) -> int:
    match node:
        case _One():
            return 1
        case _Row():
            return max((_most_branches(piece) for piece in node.pieces), default=1)
        case _Either():
            return max(len(node.branches), *(_most_branches(b) for b in node.branches))
        case _Times():
            return _most_branches(node.piece)


class _Sampler:
    """Writes a text; `more` is None where everything is left out that may be."""

    def __init__(self, more: int | None, branch: int) -> None:
        self._more, self._branch, self._left = more, branch, _LONGEST

    def pieces(self, node: _Node) -> Iterator[str]:
        self._left -= 1
        if self._left < 0:
            raise PatternError("too long")
        match node:
            case _One():
                if node.example is None:
                    raise PatternError("a class that holds nothing")
                yield node.example
            case _Row():
                for piece in node.pieces:
                    yield from self.pieces(piece)
            case _Either():
                yield from self.pieces(node.branches[self._branch % len(node.branches)])
            case _Times():
                for _ in range(self._count(node)):
                    yield from self.pieces(node.piece)

    def _count(self, node: _Times) -> int:
        if self._more is None:
            return node.lowest
        wished = max(node.lowest, 1) + self._more
        return wished if node.highest is None else min(wished, node.highest)


class _Reader:
    """Reads a pattern from left to right."""

    def __init__(self, written: str) -> None:
        if len(written) > _LONGEST:
            raise PatternError("too long")
        self._rest, self._at, self._depth = written, 0, 0

    def node(self) -> _Node:
        found = self._either()
        if self._at < len(self._rest):
            raise PatternError("a bracket too many")
        return found

    def _next(self) -> str:
        return self._rest[self._at] if self._at < len(self._rest) else ""

    def _take(self) -> str:
        taken = self._next()
        if not taken:
            raise PatternError("it ends too early")
        self._at += 1
        return taken

    def _either(self) -> _Node:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise PatternError("too deep")
        branches = [self._row()]
        while self._next() == "|":
            self._take()
            branches.append(self._row())
        self._depth -= 1
        return branches[0] if len(branches) == 1 else _Either(tuple(branches))

    def _row(self) -> _Node:
        pieces: list[_Node] = []
        while self._next() and self._next() not in "|)":
            pieces.append(self._times(self._atom()))
        return pieces[0] if len(pieces) == 1 else _Row(tuple(pieces))

    def _times(self, piece: _Node) -> _Node:
        match self._next():
            case "?":
                bounds: tuple[int, int | None] = (0, 1)
            case "*":
                bounds = (0, None)
            case "+":
                bounds = (1, None)
            case "{":
                return self._counted(piece)
            case _:
                return piece
        self._take()
        return _Times(piece, *bounds)

    def _counted(self, piece: _Node) -> _Node:
        end = self._rest.find("}", self._at)
        low, comma, high = self._rest[self._at + 1 : end].partition(",")
        if end < 0 or not low.isdecimal() or (high and not high.isdecimal()):
            raise PatternError("a number is missing")
        self._at = end + 1
        lowest = int(low)
        highest = lowest if not comma else int(high) if high else None
        if lowest > _LONGEST:
            raise PatternError("too long")
        return _Times(piece, lowest, highest)

    def _atom(self) -> _Node:
        match self._take():
            case "(":
                inside = self._either()
                if self._take() != ")":
                    raise PatternError("a bracket is missing")
                return inside
            case "[":
                return _One(self._class())
            case "\\":
                return _One(self._escape())
            case ".":
                return _One(dot)
            case c if c in "?*+{}":
                raise PatternError(f"a {c} where it cannot be")
            case c:
                return _One(between(c, c))

    def _escape(self) -> Holds:
        letter = self._take()
        if letter in "pP":
            end = self._rest.find("}", self._at)
            if self._next() != "{" or end < 0:
                raise PatternError("a class without a name")
            found = named(self._rest[self._at + 1 : end])
            self._at = end + 1
            if found is None:
                raise PatternError("a class that is not known")
            return found if letter == "p" else negated(found)
        found = shorthand(letter)
        if found is not None:
            return found
        if letter.isalnum() and letter not in _ESCAPED:
            raise PatternError("an escape that is not known")
        char = _ESCAPED.get(letter, letter)
        return between(char, char)

    def _class(self) -> Holds:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise PatternError("too deep")
        is_negated = self._next() == "^"
        if is_negated:
            self._take()
        held: list[Holds] = []
        less: Holds | None = None
        while self._next() != "]" or not held:
            if self._rest.startswith("-[", self._at) and held:
                self._at += 2
                less = self._class()
                if self._next() != "]":
                    raise PatternError("more after a subtraction")
                break
            held.append(self._range())
        self._take()
        self._depth -= 1
        found = any_of(held)
        found = negated(found) if is_negated else found
        return found if less is None else without(found, less)

    def _range(self) -> Holds:
        """One member of a class: a character, a range, or a class by its escape."""
        first = self._take()
        if first == "[":
            raise PatternError("a bracket that is not escaped")
        if first == "\\":
            letter = self._next()
            escaped = self._escape()
            if letter in "pP" or shorthand(letter) is not None:
                return escaped
            first = _ESCAPED.get(letter, letter)
        after = self._rest[self._at + 1 : self._at + 2]
        if self._next() != "-" or after in ("]", "[", ""):
            return between(first, first)
        self._take()
        last = self._take()
        if last == "\\":
            last = self._take()
            if last.isalnum() and last not in _ESCAPED:
                raise PatternError("a range to a class")
            last = _ESCAPED.get(last, last)
        if last < first:
            raise PatternError("a range that runs backwards")
        return between(first, last)
