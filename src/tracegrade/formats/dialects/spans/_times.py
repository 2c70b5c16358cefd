"""Moments as containers of spans write them, in nanoseconds since 1970."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from tracegrade.model import parse_time

__all__ = ["nanoseconds"]

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def nanoseconds(value: Any) -> int:
    """Nanoseconds since 1970 of an ISO 8601 text, a number of nanoseconds, or seconds and rest.

    Returns:
        0 for anything else. A text without offset is taken for UTC, which is what the exporters of
        OpenTelemetry write.

    Example:
        >>> nanoseconds("1970-01-01T00:00:01.5Z"), nanoseconds([2, 500])
        (1500000000, 2000000500)
    """
    if type(value) is int:
        return max(value, 0)
    if type(value) is str:
        if value.isdecimal() and len(value) < 21:
            return int(value)
        time = parse_time(value) or parse_time(value + "Z")
        since = time - _EPOCH if time is not None else None
        if since is None or since.days < 0:
            return 0
        return (since.days * 86400 + since.seconds) * 1_000_000_000 + since.microseconds * 1000
    if type(value) is list and len(value) == 2 and type(value[0]) is type(value[1]) is int:
        return max(value[0] * 1_000_000_000 + value[1], 0)  # process.hrtime of JavaScript
    return 0
