"""What schemas in use agree on beside the specification: pages of results, and errors as data.

A page of results is as in the GraphQL Cursor Connections Specification: an object with `pageInfo`
and either `edges`, each with a `node`, or the common short cut `nodes`.
"""

import re
from collections.abc import Iterable

from graphql import (
    GraphQLInterfaceType,
    GraphQLObjectType,
    get_named_type,
    is_introspection_type,
    is_specified_scalar_type,
)

from generator.model.address import Address
from generator.model.part import Part, Tree
from generator.model.types import targets

PAGE_FIELDS = ("edges", "nodes", "pageInfo")
"""The fields that make an object a page of results."""
_ERRORS = re.compile(r"(?:user)?errors|feil", re.IGNORECASE)
_PAYLOAD = re.compile(r"\w*(?:Payload|Response|Result)")
_ERROR_TYPE = re.compile(r"\w*(?:Error|Errors|Feil)")


def item_of_page(type_: GraphQLObjectType | GraphQLInterfaceType) -> Address | None:
    """What an object is a page of, None where it is no page of results of an own type."""
    if "pageInfo" not in type_.fields:
        return None
    item = type_.fields.get("nodes")
    if item is None and "edges" in type_.fields:
        edge = get_named_type(type_.fields["edges"].type)
        item = edge.fields.get("node") if isinstance(edge, GraphQLObjectType) else None
    if item is None:
        return None
    found = get_named_type(item.type)
    if is_specified_scalar_type(found) or is_introspection_type(found):
        return None
    return Address(found.name)


def tells_errors(field: str, type_: str) -> bool:
    """Whether a field of that name and type holds what went wrong."""
    return bool(_ERRORS.fullmatch(field) or _ERROR_TYPE.fullmatch(type_))


def support(tree: Tree) -> frozenset[Address]:
    """Types that only serve others: pages of results, their edges, payloads and their errors.

    A type that also serves elsewhere counts as one of its own. A union that nobody uses serves
    nowhere.
    """
    parts = tree.by_address
    used = _targets(tree.parts)
    serving = [part for part in tree.parts if part.kind != "union" or part.address in used]
    pages = {part.address for part in tree.parts if part.wraps is not None}
    found = set(pages)
    found.update(_targets(parts[page] for page in pages) & _edges(tree))
    mutation = next((p for p in tree.parts if p.details.get("root") == "mutation"), None)
    payloads = _targets([mutation]) if mutation else set()
    served = _targets(part for part in serving if part is not mutation)
    payloads = {p for p in payloads - served if _is_payload(parts[p])}
    found.update(payloads)
    told = _told(parts[payload] for payload in payloads)
    errors = _told(tree.parts)
    others = _targets(part for part in serving if part.address not in found | errors)
    found.update(told - others)
    return frozenset(found)


def _told(parts: Iterable[Part]) -> set[Address]:
    """The types of the parts' fields of errors, and what may be told in them."""
    return {
        address
        for part in parts
        for field in part.children
        if "errors" in field.details
        for address in (*field.details["errors"], *targets(field.type))  # type: ignore[misc]  # set by the reader
    }


def _is_payload(part: Part) -> bool:
    """Whether an object only tells how a mutation went: by its name, or its field of errors."""
    tells = any(tells_errors(field.name, "") for field in part.children)
    return part.kind == "object" and (tells or _PAYLOAD.fullmatch(part.name) is not None)


def _edges(tree: Tree) -> set[Address]:
    shape = {"cursor", "node"}
    return {part.address for part in tree.parts if shape == {c.name for c in part.children}}


def _targets(parts: Iterable[Part]) -> set[Address]:
    """The own types of the parts' fields, and the members of those that are unions."""
    found: set[Address] = set()
    for part in parts:
        for child in part.children:
            found.update(targets(child.type))
        if part.kind == "union":
            found.update(part.refers)
    return found
