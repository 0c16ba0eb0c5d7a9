"""Days as machine-readable fields write them."""

import re
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_MOMENT = re.compile(
    r"(?P<day>\d{4}-\d\d-\d\d)[T ](?P<hour>\d\d):(?P<minute>\d\d)"
    r"(?::\d\d(?:\.\d+)?)?(?:[Zz]|[+-]\d\d:?\d\d)?"
)
_HTTP = re.compile(r"[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT")
_SECONDS = re.compile(r"@\d{1,11}")


def read(value: object, *, is_end: bool = False) -> date | None:
    """The calendar day in a field: as written, whatever the offset from UTC.

    Read are a full date and a date-time (RFC 3339), an HTTP-date (RFC 9110, section 5.6.7) and a
    Date of structured fields (RFC 9651, section 3.3.7). With `is_end` the last minute of a day is
    the beginning of the next one.
    """
    try:
        return _read(str(value).strip(), is_end=is_end)
    except (ValueError, OverflowError):
        return None


def _read(text: str, *, is_end: bool) -> date | None:
    if _DAY.fullmatch(text):
        return date.fromisoformat(text)
    if match := _MOMENT.fullmatch(text):
        moment = datetime.fromisoformat(f"{match['day']}T{match['hour']}:{match['minute']}")
    elif _HTTP.fullmatch(text):
        moment = parsedate_to_datetime(text)
    elif _SECONDS.fullmatch(text):
        moment = datetime.fromtimestamp(int(text[1:]), UTC)
    else:
        return None
    is_last_minute = is_end and (moment.hour, moment.minute) == (23, 59)
    return moment.date() + timedelta(days=1) if is_last_minute else moment.date()
