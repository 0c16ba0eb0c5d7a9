"""Data as a script that assigns it: what a page opened from disk can load, and fetch cannot."""

import json
import re

_UNSAFE = re.compile("[<>&\u2028\u2029]")
_HALF = re.compile("[\ud800-\udfff]")


def assigning(name: str, value: object) -> bytes:
    """`var name = value;`: JSON in which nothing can end the script, a comment or a line.

    Half a surrogate pair, which UTF-8 cannot hold, becomes U+FFFD as on the pages.
    """
    json_text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    harmless = _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", json_text)
    return f"var {name}={_HALF.sub(chr(0xFFFD), harmless)};\n".encode()
