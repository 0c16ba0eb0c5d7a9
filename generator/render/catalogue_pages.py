"""The catalogue's own pages and the fragments hand-written pages use: APIs, contracts, versions."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from generator.catalog.model import Api, Contract, Release
from generator.contract.calendar import coming, current
from generator.render import deviations
from generator.render.links import relative
from generator.render.page import Heading, Page
from generator.render.shelf import Shelf
from generator.render.words import ACCESSIBILITY_PAGE, CONTRACTS_PAGE, Words


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    api: Api
    name: str
    href: str
    chip: Markup
    label: str | None
    description: Markup | None
    replaced_by: Markup
    refused: bool
    deviating: Counter[str]
    removals: Markup


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """One contract in words; `breaking` says when a breaking change may come."""

    contract: Contract
    heading: Markup
    chip: Markup
    statuses: str
    breaking: Markup
    promise: Markup
    href: str


class CataloguePages:
    """What is said of the whole catalogue, for pages in the site's root folder."""

    def __init__(self, apis: Sequence[Api], shelves: Mapping[str, Shelf], words: Words) -> None:
        self._apis, self._shelves = apis, shelves
        self._words, self._templates = words, words.templates
        self._text, self._promises = words.text, words.promises

    def front(self) -> Page:
        """The front page, where nobody has written one."""
        catalog = self._promises.catalog
        title = self._text.words(catalog.title)
        description = self._words.prose(catalog.description) if catalog.description else None
        html = self._templates.get_template("front.html").render(
            t=self._text,
            title=title,
            description=description,
            versions=self.versions(),
            apis=self.apis(),
            contracts=self.contracts_summary(),
        )
        return Page(path="index.html", title=title, html=html)

    def contracts(self) -> Page:
        """Every contract with its terms, and the table of what is allowed when."""
        terms = list(self._terms())
        html = self._templates.get_template("contracts.html").render(
            t=self._text,
            contracts=terms,
            versions=self.versions(),
            table=[
                (change, [self._cell(change, t.contract) for t in terms]) for change in _CHANGES
            ],
        )
        toc = (
            *(Heading(anchor=t.contract.anchors[0], text=t.heading.striptags()) for t in terms),
            Heading(anchor="none", text=self._text.plain("contracts.none")),
            Heading(anchor="endringer", text=self._text.plain("contracts.table")),
        )
        title = self._text.plain("contracts.title")
        return Page(path=CONTRACTS_PAGE, title=title, html=html, toc=toc)

    def accessibility(self) -> Page:
        """How the site keeps to WCAG, and where to say that it does not."""
        catalog = self._promises.catalog
        given = catalog.accessibility
        mail = given.email or (catalog.owner.email if catalog.owner else None)
        title = self._text.plain("accessibility.title")
        html = self._templates.get_template("accessibility.html").render(
            t=self._text,
            statement=self._words.external(given.statement) if given.statement else None,
            address=self._words.mail(mail) if mail else None,
        )
        return Page(path=ACCESSIBILITY_PAGE, title=title, html=html)

    def apis(self) -> Markup:
        """The APIs, each with its status and what is worth knowing."""
        template = self._templates.get_template("apis.html")
        return Markup(template.render(t=self._text, words=self._words, rows=list(self._rows())))

    def contracts_summary(self) -> Markup:
        """Each contract's heading, with the anchors that old links use, and its first rule."""
        template = self._templates.get_template("contracts_summary.html")
        return Markup(template.render(t=self._text, contracts=list(self._terms())))

    def versions(self) -> Markup:
        """The current major version and the next one."""
        text, catalog, as_of = self._text, self._promises.catalog, self._promises.as_of
        if not catalog.versions:
            return text("front.versions_none")
        said = []
        now = current(catalog.versions, as_of)
        if now is not None:
            day = now.released or now.planned
            assert day is not None
            said.append(text("front.version_now", major=now.major, day=self._words.day(day)))
        for following in coming(catalog.versions, catalog.window, as_of):
            key = "front.version_next" if following.fixed else "front.version_next_assumed"
            said.append(text(key, major=following.major, day=self._words.day(following.day)))
            break
        return Markup(" ").join(said)

    def notice(self, contract: Contract) -> Markup:
        """A contract's notice in a few words."""
        notice = contract.notice
        if notice.major_versions is not None:
            return self._text("contracts.after_notice_major", n=notice.major_versions)
        if notice.days is not None:
            return self._text("contracts.after_notice_days", n=notice.days)
        return self._text("contracts.after_notice_none")

    def _rows(self) -> Iterator[_Row]:
        by_id = {api.id: api for api in self._apis}
        text, words = self._text, self._words
        for api in sorted(self._apis, key=self._rank):
            shelf = self._shelves.get(api.id)
            links = [
                Markup('<a href="{}/index.html">{}</a>').format(id_, words.api_name(by_id[id_]))
                for id_ in api.replaced_by
                if id_ in by_id
            ]
            yield _Row(
                api=api,
                name=words.api_name(api),
                href=relative("", f"{api.id}/index.html"),
                chip=words.chip(api.status, ""),
                label=shelf.spec.label if shelf else None,
                description=words.prose(api.description) if api.description else None,
                replaced_by=text("deprecation.and").join(links),
                refused=shelf is None and api.spec is not None,
                deviating=deviations.counts(shelf) if shelf else Counter(),
                removals=self._removals(shelf),
            )

    def _rank(self, api: Api) -> tuple[bool, bool, bool, int]:
        """The strongest promise first; then what nobody works on any more, then what has an end."""
        status = api.status
        contract = self._promises.catalog.contracts[
            self._promises.catalog.statuses[status.id].contract
        ]
        plainest = self._promises.status_of(contract.id)
        return (
            self._promises.contract(status) is None,
            status.after is not None,
            plainest is None or plainest.id != status.id,
            -contract.strength,
        )

    def _removals(self, shelf: Shelf | None) -> Markup:
        """How many parts are deprecated, and when the next ones go."""
        found = [part.deprecation for part in (shelf.parts.values() if shelf else ())]
        deprecations = [deprecation for deprecation in found if deprecation is not None]
        if not deprecations:
            return Markup()
        passed = sum(self._words.has_passed(deprecation) for deprecation in deprecations)
        said = [self._text("front.passed", n=passed)] if passed else []
        coming = Counter(
            d.removal
            for d in deprecations
            if d.removal is not None and d.removal.day and not self._words.has_passed(d)
        )
        soonest = sorted(coming, key=lambda removal: removal.day or date.max)[:2]
        said += [
            self._text("front.going", n=coming[removal], when=self._words.gone(removal))
            for removal in soonest
        ]
        total = self._text("front.removals", n=len(deprecations))
        return total + Markup(": " if said else "") + Markup(", ").join(said)

    def _terms(self) -> Iterator[Terms]:
        catalog, text, words = self._promises.catalog, self._text, self._words
        for contract in catalog.contracts.values():
            status = self._promises.status_of(contract.id)
            promise = words.when(self._promises.earliest_break(status)) if status else Markup()
            yield Terms(
                contract=contract,
                heading=self._heading(contract),
                chip=words.contract_chip(contract.id, ""),
                statuses=", ".join(
                    text.words(definition.label)
                    for definition in catalog.statuses.values()
                    if definition.contract == contract.id
                ),
                breaking=self._breaking(contract),
                promise=text("contracts.today_text", when=promise),
                href=f"{CONTRACTS_PAGE}#{contract.anchors[0]}",
            )

    def _heading(self, contract: Contract) -> Markup:
        if contract.heading is not None:
            return self._text.said(contract.heading)
        return self._text("contracts.heading", contract=self._words.contract(contract.id))

    def _breaking(self, contract: Contract) -> Markup:
        notice = contract.notice
        if notice.major_versions is not None:
            said = self._text("contracts.notice_major", n=notice.major_versions)
        elif notice.days is not None:
            said = self._text("contracts.notice_days", n=notice.days)
        else:
            said = self._text("contracts.notice_none")
        is_major = contract.release is Release.MAJOR_VERSION
        return self._text(f"contracts.breaking_{'major' if is_major else 'any'}", notice=said)

    def _cell(self, change: str, contract: Contract) -> Markup:
        """What a contract says of one kind of change."""
        if change in ("compatible", "promotion"):
            return self._text("contracts.allowed")
        if change == "breaking_between" and contract.release is Release.MAJOR_VERSION:
            return self._text("contracts.forbidden")
        if contract.notice.days is None and contract.notice.major_versions is None:
            return self._text("contracts.allowed")
        return self._text("contracts.notice", when=self.notice(contract))


_CHANGES = ("compatible", "promotion", "breaking_major", "breaking_between", "demotion")
