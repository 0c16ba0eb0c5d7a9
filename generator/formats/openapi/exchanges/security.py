"""The secrets that an operation asks for."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from generator.formats.openapi.document.pointers import Place, followed
from generator.model.call import Carries, Secret

_TOKEN = "ACCESS_TOKEN"  # the name of a variable


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a request must carry to be let in."""

    secrets: tuple[Secret, ...] = ()
    login: bool = False


def asked(document: Mapping[str, Any], operation: Mapping[str, Any]) -> Asked:
    """What the operation asks for, in the first of the ways it allows.

    Nothing where it may be called without (OpenAPI 3, "Security Requirement Object").
    """
    ways = operation.get("security", document.get("security"))
    if not isinstance(ways, list) or not ways or {} in ways or not isinstance(ways[0], dict):
        return Asked()
    whole = Place(pointer="", value=document)
    secrets: list[Secret] = []
    login = False
    for name in ways[0]:
        scheme = followed(document, whole.at("components", "securitySchemes", name)).value
        if isinstance(scheme, dict):
            if scheme.get("type") == "http" and str(scheme.get("scheme")).lower() == "basic":
                login = True
            else:
                secrets.extend(_secrets(scheme))
    return Asked(secrets=tuple(dict.fromkeys(secrets)), login=login)


def _secrets(scheme: Mapping[str, Any]) -> list[Secret]:
    bearer = Secret(carries=Carries.HEADER, name="Authorization", variable=_TOKEN, before="Bearer ")
    match scheme.get("type"):
        case "oauth2" | "openIdConnect":
            return [bearer]
        case "http" if str(scheme.get("scheme")).lower() == "bearer":
            return [bearer]
        case "apiKey" if scheme.get("in") in list(Carries) and isinstance(scheme.get("name"), str):
            return [
                Secret(
                    carries=Carries(scheme["in"]),
                    name=scheme["name"],
                    variable=_variable(scheme["name"]),
                )
            ]
    return []


def _variable(name: str) -> str:
    """A name for an environment variable (POSIX): capitals, digits and underscores."""
    found = re.sub(r"[^A-Z0-9]+", "_", name.upper()).strip("_")
    return found if found and not found[0].isdigit() else f"API_{found}".rstrip("_")
