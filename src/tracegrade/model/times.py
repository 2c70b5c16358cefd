"""Times as captures write them, as aware UTC datetimes."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any

__all__ = ["nanoseconds_of", "parse_time", "text_of_time", "time_of_nanoseconds"]

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_BEYOND_MICROSECONDS = re.compile(r"[.,]\d{6}(\d{1,3})")


def parse_time(value: Any) -> datetime | None:
    """An aware UTC datetime from an ISO 8601 text or nanoseconds since 1970; `None` if neither.

    A text without an offset is `None`: guessing a zone would change the value silently.

    Example:
        >>> parse_time("2026-11-23T11:00:00+01:00").isoformat()
        '2026-11-23T10:00:00+00:00'
        >>> parse_time("yesterday") is None
        True
    """
    if type(value) is int:
        return time_of_nanoseconds(value)
    if type(value) is not str:
        return None
    try:
        time = datetime.fromisoformat(value)
        return None if time.tzinfo is None else time.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def time_of_nanoseconds(nanoseconds: int) -> datetime | None:
    """The time so many nanoseconds after 1970, to the microsecond; `None` beyond the year 9999.

    Example:
        >>> time_of_nanoseconds(1_500_000_000).isoformat()
        '1970-01-01T00:00:01.500000+00:00'
    """
    try:
        return _EPOCH + timedelta(microseconds=nanoseconds // 1000)
    except OverflowError:
        return None


def nanoseconds_of(text: str) -> int | None:
    """Nanoseconds since 1970 of an ISO 8601 text with an offset; `None` if it is none.

    Example:
        >>> nanoseconds_of("1970-01-01T00:00:01.123456789Z")
        1123456789
    """
    time = parse_time(text)
    if time is None:
        return None
    since = time - _EPOCH
    whole = (since.days * 86400 + since.seconds) * 1_000_000_000 + since.microseconds * 1000
    more = _BEYOND_MICROSECONDS.search(text)
    return whole + (int(f"{more[1]:0<3}") if more else 0)


def text_of_time(time: datetime | int) -> str:
    """The moment, which may be nanoseconds since 1970, as ISO 8601 in as few digits as it has.

    Example:
        >>> text_of_time(1_500_000_000), text_of_time(1_123_456_789)
        ('1970-01-01T00:00:01.500Z', '1970-01-01T00:00:01.123456789Z')
    """
    if isinstance(time, datetime):
        whole, fraction = time.astimezone(UTC), time.microsecond * 1000
    else:
        seconds, fraction = divmod(time, 1_000_000_000)
        whole = time_of_nanoseconds(seconds * 1_000_000_000)
        if whole is None:
            return str(time)
    text = whole.isoformat()[:19]
    if fraction:
        digits = f"{fraction:09d}"
        text += "." + (digits[:3] if digits.endswith("000000") else digits.removesuffix("000"))
    return text + "Z"
