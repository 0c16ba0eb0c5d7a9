"""What a reader searches: every part by name, every description, and the words of each hit.

All of it becomes scripts that assign data. Names and descriptions come from the specs and are the
same in every language; the words around them are not.
"""

from collections.abc import Iterable, Sequence

from generator.catalog.model import NO_CONTRACT
from generator.contract.promise import Promises
from generator.model.deprecation import Deprecation
from generator.render.prose import plain
from generator.render.script import assigning
from generator.render.search_columns import Columns, Shared
from generator.render.shelf import Shelf
from generator.render.words import Words

FOLDER = "assets/search"
SYMBOLS, TEXTS = f"{FOLDER}/symbols.js", f"{FOLDER}/texts.js"


def words_file(language: str) -> str:
    """Where the words of a language lie, from the site's root."""
    return f"{FOLDER}/words-{language}.js"


class Index:
    """Every part of some APIs, in their order; tables hold what many parts share."""

    def __init__(self, shelves: Iterable[Shelf], promises: Promises) -> None:
        """`shelves` are those of any one language."""
        self._promises = promises
        self._shared = Shared()
        self._columns = [Columns(shelf, self._shared) for shelf in shelves]

    def symbols(self) -> bytes:
        """The parts in the order of the specs; `contracts` says under which each status is."""
        order = self._contracts()
        contracts = [order.index(self._promises.contract_id(s)) for s in self._shared.statuses]
        apis = [columns.as_data() for columns in self._columns]
        return assigning("katalogSymbols", {"apis": apis, "contracts": contracts})

    def texts(self) -> bytes:
        """The descriptions by language, each once, with the numbers of the parts that have it."""
        found: dict[str, dict[str, list[int]]] = {}
        number = 0
        for columns in self._columns:
            texts = found.setdefault(columns.shelf.language, {})
            for description in columns.texts:
                if description:
                    texts.setdefault(plain(description), []).append(number)
                number += 1
        rows = {
            language: [[text, *numbers] for text, numbers in texts.items() if text]
            for language, texts in found.items()
        }
        return assigning("katalogTexts", rows)

    def words(self, words: Words) -> bytes:
        """What hits say in one language, by the numbers in `symbols`; and the box's own texts."""
        shared = self._shared
        said = {
            "apis": [words.api_name(columns.shelf.api) for columns in self._columns],
            "contracts": [self._contract(id_, words) for id_ in self._contracts()],
            "ends": [_end(deprecation, words) for deprecation in shared.ends.values()],
            "kinds": [words.text.plain(key) for key in shared.kinds],
            "say": words.text.section("search"),
            "statuses": [(words.look(s), words.status(s).striptags()) for s in shared.statuses],
        }
        return assigning("katalogWords", said)

    def _contracts(self) -> Sequence[str]:
        """Every contract, the strongest first."""
        return [*self._promises.catalog.contracts, NO_CONTRACT]

    def _contract(self, id_: str, words: Words) -> tuple[str, str]:
        """The look and the word of a contract."""
        status = self._promises.status_of(id_)
        return words.look(status) if status else "other", words.contract(id_)


def _end(deprecation: Deprecation, words: Words) -> str:
    """When a deprecated part goes, in one line."""
    said = words.removal(deprecation).striptags()
    passed = words.text.plain("deprecation.passed")
    return f"{said}. {passed}" if words.has_passed(deprecation) else said
