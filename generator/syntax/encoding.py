"""The bytes of a file as text, by the encodings that YAML 1.2 section 5.2 names."""

import codecs

_MARKS = (
    (codecs.BOM_UTF32_LE, "UTF-32", "utf-32-le"),  # before UTF-16, whose mark is its beginning
    (codecs.BOM_UTF32_BE, "UTF-32", "utf-32-be"),
    (codecs.BOM_UTF16_LE, "UTF-16", "utf-16-le"),
    (codecs.BOM_UTF16_BE, "UTF-16", "utf-16-be"),
    (codecs.BOM_UTF8, "UTF-8", "utf-8"),
    (b"", "UTF-8", "utf-8"),
)


class EncodingError(ValueError):
    """The bytes are not text in the encoding `name`; `line` counts from 1."""

    def __init__(self, name: str, line: int) -> None:
        self.name, self.line = name, line
        super().__init__(f"line {line}: not {name}")


def text_of(content: bytes) -> str:
    """`content` without its byte order mark; UTF-8 where there is none.

    Raises EncodingError; no other encoding is ever guessed.
    """
    mark, name, encoding = next(known for known in _MARKS if content.startswith(known[0]))
    body = content[len(mark) :]
    try:
        return body.decode(encoding)
    except UnicodeDecodeError as error:
        before = body[: error.start].decode(encoding, "replace")
        raise EncodingError(name, before.count("\n") + 1) from error
