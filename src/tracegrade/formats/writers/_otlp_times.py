"""When spans begin and end, from what steps say of it.

A span whose time is not known stands, for no time at all, where the one before it ended, so that
whoever sorts spans by their times gets the order of the steps; the extension says that the step has
no time. Where no time of the trace is known, all are 0.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from tracegrade.model import nanoseconds_of, text_of_time

if TYPE_CHECKING:
    from tracegrade.formats._extension import Rest
    from tracegrade.model import Detail

__all__ = ["first_moment", "settle_call_times", "settle_step_times", "settle_trace_times"]

_LARGEST = 2**64 - 1


def _moment(text: Any) -> int | None:
    """Nanoseconds since 1970 that a span can hold, or `None`."""
    found = nanoseconds_of(text) if type(text) is str else None
    return found if found is not None and 0 < found <= _LARGEST else None


def settle_step_times(rest: Rest, before: int) -> tuple[int, int]:
    """Begin and end of the span of one step, which holds the step's time and duration.

    Args:
        rest: The step.
        before: When the span before it ended.
    """
    known = _moment(rest.fields.get("at"))
    start = before if known is None else known
    end = start if known is None else start + _nanoseconds(rest.fields.get("duration_s"))
    end = min(end, _LARGEST)
    if start:
        rest.settle("at", text_of_time(start))
        rest.settle("duration_s", (end - start) / 1e9)
    return start, end


def settle_call_times(call: Rest, result: Rest | None, before: int) -> tuple[int, int]:
    """Begin and end of the span of a call: the time of the call, and of its result."""
    start = _moment(call.fields.get("at"))
    end = _moment(result.fields.get("at")) if result is not None else None
    if start is None and end is not None and result is not None:
        start = max(end - _nanoseconds(result.fields.get("duration_s")), 1)  # 0 is no time
    if start is None:
        start = before
    end = start if end is None else max(start, end)
    if start:
        call.settle("at", text_of_time(start))
        if result is not None:
            result.settle("at", text_of_time(end))
            result.settle("duration_s", (end - start) / 1e9)
    return start, end


def first_moment(record: Detail) -> int:
    """When the trace began, or the first time that any step of it names; 0 if none does."""
    named = (record.get("started_at"), *(step.get("at") for step in record["steps"]))
    return next((found for text in named if (found := _moment(text)) is not None), 0)


def settle_trace_times(rest: Rest, spans: list[tuple[int, int]]) -> tuple[int, int]:
    """Begin and end of the span around all others, given theirs."""
    start = _moment(rest.fields.get("started_at"))
    end = _moment(rest.fields.get("ended_at"))
    if start is None:
        start = min((begun for begun, _ in spans if begun), default=0)
    if end is None:
        end = max((ended for _, ended in spans), default=0)
    end = max(start, end)
    rest.settle("started_at", text_of_time(start) if start else None)
    rest.settle("ended_at", text_of_time(end) if end else None)
    return start, end


def _nanoseconds(duration_s: Any) -> int:
    """A duration as a span can hold it; 0 for one that it cannot."""
    if type(duration_s) in (int, float) and math.isfinite(duration_s) and 0 < duration_s < 1e10:
        return round(duration_s * 1e9)
    return 0
