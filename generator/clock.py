"""The one place that asks what day it is."""

import os
import re
from datetime import UTC, date, datetime

from generator.model.errors import UsageError
from generator.model.finding import Finding, Severity

_DAY = re.compile(r"[12][0-9]{3}-[0-9]{2}-[0-9]{2}")
_SECONDS = re.compile(r"[0-9]{1,10}")


def as_of(given: str | None) -> date:
    """The day to compute for: the one given (YYYY-MM-DD), else SOURCE_DATE_EPOCH, else today.

    Days are in UTC; see https://reproducible-builds.org/specs/source-date-epoch/. Raises UsageError
    where what is given is no day.
    """
    if given:
        return _day(given)
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not epoch:
        return datetime.now(UTC).date()
    if _SECONDS.fullmatch(epoch) is None:
        raise _fault("not-an-epoch", epoch)
    return datetime.fromtimestamp(int(epoch), UTC).date()


def _day(text: str) -> date:
    if _DAY.fullmatch(text) is None:
        raise _fault("no-such-day", text)
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise _fault("no-such-day", text) from error


def _fault(rule: str, value: str) -> UsageError:
    return UsageError([Finding(rule=rule, severity=Severity.ERROR, arguments={"value": value})])
