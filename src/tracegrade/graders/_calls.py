"""What counts as a call."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from tracegrade.model import Trace

__all__ = ["Counted", "counted_calls"]

Counted = Literal["completed", "executed", "requested"]
"""Which calls count: those that did not fail, those that ran, or all that the model asked for.

A call whose end the capture does not show counts as completed: it was asked for, and nothing says
that it was denied, failed or is still waiting.
"""

_STATUSES = {
    "completed": frozenset(("ok", "unknown")),
    "executed": frozenset(("ok", "unknown", "error")),
}


def counted_calls(trace: Trace, counted: Counted) -> list[int] | None:
    """Numbers of the calls that count, or `None` if all do."""
    if counted == "requested" or not trace.columns.details:
        return None  # without details no status is recorded, so none is excluded
    return trace.cached(counted, _COUNTING[counted])


def _with_status(statuses: frozenset[str], trace: Trace) -> list[int] | None:
    numbers = [number for number, status in enumerate(trace.call_statuses) if status in statuses]
    return None if len(numbers) == len(trace.columns.call_steps) else numbers


_COUNTING = {counted: partial(_with_status, statuses) for counted, statuses in _STATUSES.items()}
