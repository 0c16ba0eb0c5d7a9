"""Values as they travel: parameters by style and explode, and forms (OpenAPI 3, "Style Values").

What comes out is ready to be sent, percent-encoded where HTTP asks for it.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import quote

_JOINED = {"form": ",", "simple": ",", "spaceDelimited": "%20", "pipeDelimited": "|"}
_RESERVED = "/:?@!$'()*,;[]"


def is_parameter(said: Any) -> bool:
    """Whether it has a name and one of the places that a request has for parameters."""
    match said:
        case {"name": str(name), "in": "path" | "query" | "header" | "cookie"}:
            return bool(name)
    return False


def style_of(parameter: Mapping[str, Any]) -> tuple[str, bool]:
    """Style and explode of a parameter or header, with their defaults."""
    style = parameter.get("style")
    if not isinstance(style, str):
        style = "form" if parameter.get("in") in ("query", "cookie") else "simple"
    explode = parameter.get("explode")
    return style, explode if isinstance(explode, bool) else style == "form"


def query(parameter: Mapping[str, Any], value: Any) -> tuple[str, ...]:
    """The pairs of a query string, `name=value`, that carry the value."""
    name = str(parameter["name"])
    style, explode = style_of(parameter)
    safe = _RESERVED if parameter.get("allowReserved") is True else ""
    if "content" in parameter:
        return (_pair(name, json.dumps(value, ensure_ascii=False), safe),)
    if style == "deepObject" and isinstance(value, dict | list):
        return tuple(_pair(key, text(inner), safe) for key, inner in _deep(name, value))
    if isinstance(value, dict) and explode:
        return tuple(_pair(str(key), text(inner), safe) for key, inner in value.items())
    if isinstance(value, list) and explode:
        return tuple(_pair(name, text(inner), safe) for inner in value)
    between = _JOINED.get(style, ",")
    return (
        f"{_quoted(name, safe='')}={between.join(_quoted(t, safe=safe) for t in _flat(value))}",
    )


def path(parameter: Mapping[str, Any], value: Any) -> str:
    """What stands for the parameter in a path."""
    name = _quoted(str(parameter["name"]), safe="")
    style, explode = style_of(parameter)
    if "content" in parameter:
        return _quoted(json.dumps(value, ensure_ascii=False), safe="")
    if explode and isinstance(value, dict):
        pieces = [
            f"{_quoted(str(k), safe='')}={_quoted(text(v), safe='')}" for k, v in value.items()
        ]
    else:
        pieces = [_quoted(t, safe="") for t in _flat(value)]
    if style == "label":
        return "." + ("." if explode else ",").join(pieces)
    if style == "matrix":
        if explode and isinstance(value, list):
            return "".join(f";{name}={piece}" for piece in pieces)
        if explode and isinstance(value, dict):
            return "".join(f";{piece}" for piece in pieces)
        return f";{name}={','.join(pieces)}"
    return ",".join(pieces)


def header(parameter: Mapping[str, Any], value: Any) -> str:
    """The value of a header: not percent-encoded, and on one line (RFC 9110, section 5.5)."""
    _, explode = style_of(parameter)
    if "content" in parameter:
        whole = json.dumps(value)
    elif explode and isinstance(value, dict):
        whole = ",".join(f"{key}={text(inner)}" for key, inner in value.items())
    else:
        whole = ",".join(_flat(value))
    return "".join(c if c.isprintable() else " " for c in whole).strip()


def cookie(parameter: Mapping[str, Any], value: Any) -> str:
    """The pairs of a Cookie header that carry the value."""
    return "; ".join(query(parameter, value))


def form(body: Mapping[str, Any], encoding: Any) -> str:
    """A body of `application/x-www-form-urlencoded`."""
    styles = encoding if isinstance(encoding, dict) else {}
    return "&".join(
        pair
        for name, value in body.items()
        for pair in query(_field(name, styles.get(name), value), value)
    )


def text(value: Any) -> str:
    """One value without structure; what has structure all the same is written as JSON."""
    if isinstance(value, str):
        return value
    return "" if value is None else json.dumps(value, ensure_ascii=False)


def _field(name: str, encoding: Any, value: Any) -> Mapping[str, Any]:
    """A form's field as a parameter. An object whose style nobody sets is sent as JSON."""
    said = encoding if isinstance(encoding, dict) else {}
    styled = {key: said[key] for key in ("style", "explode", "allowReserved") if key in said}
    if isinstance(value, dict) and not styled:
        return {"name": name, "content": {}}
    return {"name": name, "in": "query", **styled}


def _quoted(said: str, *, safe: str) -> str:
    return quote(said, safe=safe, errors="replace")


def _pair(name: str, value: str, safe: str) -> str:
    return f"{_quoted(name, safe='[]')}={_quoted(value, safe=safe)}"


def _flat(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield str(key)
            yield text(inner)
    elif isinstance(value, list):
        yield from map(text, value)
    else:
        yield text(value)


def _deep(name: str, value: Any) -> Iterator[tuple[str, Any]]:
    """`name[key][key]`; elements by their number, which no standard settles."""
    members = value.items() if isinstance(value, dict) else enumerate(value)
    for key, inner in members:
        if isinstance(inner, dict | list):
            yield from _deep(f"{name}[{key}]", inner)
        else:
            yield f"{name}[{key}]", inner
