"""What asks the owner for a stronger contract: a text to copy, and a link that has it filled in."""

from dataclasses import dataclass
from urllib.parse import quote

from generator.catalog.model import Api, Catalog, Promotion
from generator.contract.promotion import lifted_together, next_contract
from generator.model.part import Part
from generator.model.status import Status
from generator.render.shelf import Shelf
from generator.render.words import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """`text` to copy; `href` opens an e-mail (RFC 6068) or form with it, None without address."""

    text: str
    href: str | None


def request(shelf: Shelf, part: Part) -> Request | None:
    """What asks for the next contract for a part; None where there is none to ask for."""
    words, standing = shelf.words, shelf.standings[part.address]
    contract = next_contract(standing.effective, words.promises)
    if contract is None:
        return None
    together = lifted_together(part.address, shelf.standings, words.promises, contract)
    body = words.text.plain(
        "promotion.body",
        api=words.api_name(shelf.api),
        coordinate=part.coordinate,
        now=words.contract(words.promises.contract_id(standing.effective)),
        wanted=words.contract(contract.id),
        together=", ".join(shelf.parts[step].coordinate for step in together),
    )
    return _request(words, shelf.api, part.coordinate, contract.id, body)


def request_for_api(words: Words, api: Api) -> Request | None:
    """What asks for the next contract for an API as a whole."""
    contract = next_contract(api.status, words.promises)
    if contract is None:
        return None
    now = words.contract(words.promises.contract_id(Status(id=api.status.id)))
    body = words.text.plain(
        "promotion.body_api",
        api=words.api_name(api),
        now=now,
        wanted=words.contract(contract.id),
    )
    return _request(words, api, words.api_name(api), contract.id, body)


def _request(words: Words, api: Api, of: str, contract: str, body: str) -> Request:
    wanted = words.contract(contract)
    subject = " ".join(words.text.plain("promotion.subject", wanted=wanted, part=of).split())
    to = _address(api, words.promises.catalog)
    return Request(text=f"{subject}\n\n{body}", href=_href(to, subject, body) if to else None)


def _address(api: Api, catalog: Catalog) -> Promotion | None:
    if api.promotion is not None:
        return api.promotion
    for party in (api.contact, api.owner, catalog.owner):
        if party is not None and party.email is not None:
            return Promotion(email=party.email, url=None)
    return None


def _href(to: Promotion, subject: str, body: str) -> str:
    """Only the body has lines, each ending as RFC 6068, section 5, has it."""
    subject, lines = quote(subject, safe=""), quote("\r\n".join(body.strip().splitlines()), safe="")
    if to.email is not None:
        return f"mailto:{quote(to.email, safe='@')}?subject={subject}&body={lines}"
    assert to.url is not None
    return to.url.replace("{subject}", subject).replace("{body}", lines)
