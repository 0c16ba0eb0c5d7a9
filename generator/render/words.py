"""Statuses, contracts, promises and deprecations in the reader's language, as HTML."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from jinja2 import Environment
from markupsafe import Markup

from generator.catalog.model import NO_CONTRACT, Api, Contract, Party
from generator.contract.promise import EarliestBreak, Promises
from generator.model.deprecation import Deprecation, Removal
from generator.model.status import Status
from generator.render.badge import quiet
from generator.render.links import is_web_address, relative, up
from generator.render.prose import prose
from generator.text import Texts

CONTRACTS_PAGE = "kontrakter.html"
ACCESSIBILITY_PAGE = "tilgjengelighet.html"
_DRAWN = ("production", "frozen", "retiring", "beta", "experimental")


class Words:
    """Says in one language what holds on one day."""

    def __init__(
        self, texts: Texts, promises: Promises, templates: Environment, root: str = ""
    ) -> None:
        """`root` leads from the folder of this language's pages to the site's root."""
        self.text, self.promises = texts, promises
        self.templates, self._root = templates, root
        self._chip = templates.get_template("chip.html").module
        self._promised: dict[Status, Markup] = {}
        self._chips: dict[tuple[Status, str], Markup] = {}
        self._deprecated = templates.get_template("deprecation.html")

    def day(self, day: date) -> Markup:
        """A day in words, with its ISO form for machines.

        The attribute has a capital letter, which HTML allows, so that whoever looks in a built site
        for a date that Python wrote in its own way finds nothing else.
        """
        return Markup('<time dateTime="{}">{}</time>').format(day.isoformat(), self.text.day(day))

    def status(self, status: Status) -> Markup:
        """The status' word, with its last day where it has one."""
        if status.after is None:
            return Markup("{}").format(self._label(status))
        is_over = self.promises.contract(status) is None
        key = "status.retired" if is_over else "status.retiring"
        return self.text(key, day=self.day(status.after))

    def contract(self, id_: str) -> str:
        """The contract's word."""
        if id_ == NO_CONTRACT:
            return self.text.plain("contracts.none")
        return self.text.words(self.promises.catalog.contracts[id_].label)

    def phrase(self, id_: str) -> str:
        """The contract as it reads in a sentence: "in production"."""
        if id_ == NO_CONTRACT:
            return self.text.plain("contracts.none_phrase")
        contract = self.promises.catalog.contracts[id_]
        return self.text.words(contract.phrase or contract.label)

    def level(self, id_: str) -> str:
        """The word for the parts under a contract, on the level selector."""
        contract = self.promises.catalog.contracts[id_]
        return self.text.words(contract.level or contract.label)

    def shared(self, folder: str, path: str) -> str:
        """The link from a page in `folder` to a file that all languages share."""
        return f"{up(folder)}{self._root}{path}" if self._root else relative(folder, path)

    def chip(self, status: Status, folder: str) -> Markup:
        """The badge: icon, word and border, leading to the contract."""
        if (status, folder) not in self._chips:
            self._chips[status, folder] = self._badge(status, folder)
        return self._chips[status, folder]

    def _badge(self, status: Status, folder: str) -> Markup:
        href = self.contract_href(self.promises.contract(status), folder)
        return Markup(
            self._chip.chip(  # type: ignore[attr-defined]  # a macro of the template
                self.look(status), href, self.status(status), self.text
            )
        )

    def look(self, status: Status) -> str:
        """Which of the drawn badges the status has: the end of its class."""
        contract = self.promises.contract(status)
        if contract is None:
            return "retired"
        drawn = (look for look in (status.id, contract.id) if look in _DRAWN)
        return next(drawn, "other")

    def contract_chip(self, id_: str, folder: str) -> Markup:
        """The badge of the plainest status that carries a contract."""
        status = self.promises.status_of(id_)
        return (
            Markup("{}").format(self.contract(id_)) if status is None else self.chip(status, folder)
        )

    def contract_href(self, contract: Contract | None, folder: str) -> str:
        """The link to a contract's heading."""
        anchor = contract.anchors[0] if contract else NO_CONTRACT
        return f"{relative(folder, CONTRACTS_PAGE)}#{anchor}"

    def standing(self, status: Status, deviates: bool, folder: str, source: Markup) -> Markup:  # noqa: FBT001
        """How a part stands: a quiet word as its API, else a badge, that it differs, and why."""
        if not deviates:
            inherited = self.text("status.inherited", status=self.status(status))
            return quiet(inherited)
        note = self.text("status.deviates")
        if source:
            note += Markup("; ") + source
        return Markup(f'{self.chip(status, folder)} <span class="note">{note}</span>')

    def counts(self, counts: Mapping[str, int]) -> Markup:
        """Numbers by contract, from the strongest to the weakest."""
        order = [*self.promises.catalog.contracts, NO_CONTRACT]
        return Markup(", ").join(
            self.text("status.count", n=counts[id_], contract=self.phrase(id_))
            for id_ in order
            if counts.get(id_)
        )

    def mixed(self, counts: Counter[str]) -> Markup:
        """The counts of a container whose members differ."""
        return self.text("status.mixed", counts=self.counts(counts))

    def differing(self, key: str, counts: Mapping[str, int], status: Status) -> Markup:
        """How many do not stand under the contract of `status`: "3 of 4 are not in production".

        `key` is the sentence's; empty where there are none at all, or all stand alike.
        """
        own = self.promises.contract_id(status)
        total = sum(counts.values())
        differing = total - counts.get(own, 0)
        if not differing:
            return Markup()
        return self.text(key, n=differing, total=total, contract=self.phrase(own))

    def when(self, promise: EarliestBreak) -> Markup:
        """The day of the earliest lawful break."""
        day = self.day(promise.day) if promise.day else ""
        return self.text(f"promise.{promise.form}", day=day, version=promise.version)

    def promise(self, status: Status) -> Markup:
        """The line that says how long the promise holds, or that there is none any longer."""
        if self.promises.contract(status) is None:
            return self.text("promise.over")
        if status not in self._promised:
            when = self.when(self.promises.earliest_break(status))
            self._promised[status] = self.text("promise.line", when=when)
        return self._promised[status]

    def removal(self, deprecation: Deprecation) -> Markup:
        """That a part is deprecated, and when it goes."""
        if deprecation.removal is None:
            return self.text("deprecation.undated")
        return self.text("deprecation.dated", when=self.gone(deprecation.removal))

    def gone(self, removal: Removal | None) -> Markup:
        """When a part goes, in a few words."""
        if removal is None:
            return self.text("deprecation.no_day")
        if removal.day is None:
            return self.text(f"deprecation.version_{removal.sense}", version=removal.version)
        return self.text(f"deprecation.{removal.sense}", day=self.day(removal.day))

    def has_passed(self, deprecation: Deprecation) -> bool:
        """Whether the last day of service is over."""
        removal = deprecation.removal
        return removal is not None and removal.has_passed(self.promises.as_of)

    def instead(self, deprecation: Deprecation, links: Sequence[Markup]) -> Markup:
        """What to use instead, and what the source names that does not exist."""
        said = []
        if links:
            joined = self.text("deprecation.and").join(links)
            said.append(self.text("deprecation.use", replacement=joined))
        said.extend(
            self.text("deprecation.missing", name=Markup("<code>{}</code>").format(name))
            for name in deprecation.unresolved
        )
        return Markup(" ").join(said)

    def deprecation(
        self, deprecation: Deprecation, links: Sequence[Markup], lang: Markup
    ) -> Markup:
        """The whole box; `lang` is the attribute for the source's words."""
        return Markup(
            self._deprecated.render(
                when=self.removal(deprecation),
                passed=self.has_passed(deprecation),
                instead=self.instead(deprecation, links),
                reason=deprecation.reason,
                lang=lang,
                t=self.text,
            )
        )

    def party(self, party: Party) -> Markup:
        """Someone's name and how to reach them."""
        name = self.text.said(party.name) if party.name else None
        if party.url:
            name = Markup('<a href="{}">{}</a>').format(party.url, name or party.url)
        if party.email:
            mail = self.mail(party.email)
            return Markup("{}, {}").format(name, mail) if name else mail
        return Markup("{}").format(name or "")

    @staticmethod
    def mail(address: str) -> Markup:
        """A link that writes to an e-mail address."""
        return Markup('<a href="mailto:{0}">{0}</a>').format(address)

    @staticmethod
    def external(url: str, text: str = "") -> Markup:
        """A link out, if `url` is one a browser may follow, else the bare text."""
        if url.startswith("mailto:"):
            return Markup('<a href="{}">{}</a>').format(url, text or url.removeprefix("mailto:"))
        if not url:
            return Markup("{}").format(text)
        if not is_web_address(url):
            said = Markup("<code>{}</code>").format(url)
            return Markup("{} {}").format(text, said) if text else said
        return Markup('<a href="{}" rel="noopener noreferrer nofollow">{}</a>').format(
            url, text or url
        )

    def api_links(self, ids: Iterable[str], apis: Mapping[str, Api], folder: str) -> Markup:
        """Links to the overviews of APIs."""
        return self.text("deprecation.and").join(
            Markup('<a href="{}">{}</a>').format(
                relative(folder, f"{id_}/index.html"), self.api_name(apis[id_])
            )
            for id_ in ids
        )

    def banner(self, api: Api, apis: Mapping[str, Api], folder: str) -> Markup:
        """That an API has a last day, and what takes over; empty where it has none."""
        if api.status.after is None:
            return Markup()
        is_over = self.promises.contract(api.status) is None
        said = self.text(
            "api.retired" if is_over else "api.retiring", day=self.day(api.status.after)
        )
        if api.replaced_by:
            apis_ = self.api_links(api.replaced_by, apis, folder)
            said += Markup(" ") + self.text("api.use_instead", apis=apis_)
        return Markup('<div class="deprecated"><p><strong>{}</strong></p></div>').format(said)

    def api_name(self, api: Api) -> str:
        """The API's name."""
        return self.text.words(api.name)

    def prose(self, words: Mapping[str, str]) -> Markup:
        """A longer text of the catalogue owner's, marked where it is in another language."""
        html, language = prose(self.text.words(words)), self.text.foreign(words)
        return (
            html if language is None else Markup('<div lang="{}">{}</div>').format(language, html)
        )

    def _label(self, status: Status) -> str:
        return self.text.words(self.promises.catalog.statuses[status.id].label)
