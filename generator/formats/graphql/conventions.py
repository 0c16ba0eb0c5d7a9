"""What schemas in use agree on beside the specification: pages of results, and errors as data.

A page of results is as in the GraphQL Cursor Connections Specification: an object with `pageInfo`
and either `edges`, each with a `node`, or the common short cut `nodes`.
"""

import re
from collections.abc import Iterator

from graphql import (
    GraphQLInterfaceType,
    GraphQLObjectType,
    get_named_type,
    is_introspection_type,
    is_specified_scalar_type,
)

from generator.model.address import Address
from generator.model.part import Part, Tree, index
from generator.model.types import named

PAGE_FIELDS = ("edges", "nodes", "pageInfo")
"""The fields that make an object a page of results."""
_ERRORS = re.compile(r"(?:user)?errors|feil", re.IGNORECASE)
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

    A type that also serves elsewhere counts as one of its own.
    """
    parts = index(tree)
    pages = {part.address for part in tree.parts if part.wraps is not None}
    found = set(pages)
    found.update(_targets(parts[page] for page in pages) & _edges(tree))
    mutation = next((p for p in tree.parts if p.details.get("root") == "mutation"), None)
    payloads = _targets([mutation]) if mutation else set()
    served: set[Address] = set()
    for part in tree.parts:
        if part is not mutation:
            served.update(_targets([part]))
    payloads = {p for p in payloads - served if parts[p].kind == "object"}
    found.update(payloads)
    told = {
        address
        for payload in payloads
        for field in parts[payload].children
        if "errors" in field.details
        for address in (*field.details["errors"], named(field.type).target)  # type: ignore[misc, arg-type]  # set by the reader
        if address is not None
    }
    others = _targets(part for part in tree.parts if part.address not in found)
    found.update(told - others)
    return frozenset(found)


def _edges(tree: Tree) -> set[Address]:
    shape = {"cursor", "node"}
    return {part.address for part in tree.parts if shape == {c.name for c in part.children}}


def _targets(parts: "Iterator[Part] | list[Part]") -> set[Address]:
    """The own types of the parts' fields."""
    return {
        target
        for part in parts
        for child in part.children
        if child.type is not None and (target := named(child.type).target) is not None
    }
