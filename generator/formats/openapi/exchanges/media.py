"""What a media type's name tells of its content (RFC 6838)."""

RANGES = ("*/*", "application/*")
"""Ranges that JSON belongs to."""

FORM = "application/x-www-form-urlencoded"


def bare(name: str) -> str:
    """The name without parameters, in lower case."""
    return name.partition(";")[0].strip().lower()


def is_json(name: str) -> bool:
    """Whether the content is JSON; so is that of a range that JSON belongs to."""
    known = ("application/json", "text/json", *RANGES)
    return bare(name) in known or bare(name).endswith("+json")


def is_xml(name: str) -> bool:
    """Whether the content is XML."""
    return bare(name) in ("application/xml", "text/xml") or bare(name).endswith("+xml")


def is_text(name: str) -> bool:
    """Whether the content is text that stands for itself."""
    return bare(name).startswith("text/") and not is_xml(name) and not is_json(name)
