"""The single values within the value of an annotation."""

from collections.abc import Iterator, Mapping


def scalars(value: object, field: str = "") -> Iterator[object]:
    """A scalar itself, each in a list, and what stands in `field` of a mapping.

    Of a mapping without that field, or where none is asked for, the mapping itself.
    """
    if isinstance(value, list | tuple):
        for item in value:
            yield from scalars(item, field)
    elif isinstance(value, Mapping) and field in value:
        yield from scalars(value[field], field)
    else:
        yield value
