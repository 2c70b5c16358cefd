"""Did a step come before a call ran? Decided by happens-before, never by the clock."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tracegrade.graders.approval._calls import MonitoredCall
    from tracegrade.model import Columns, Trace

__all__ = ["Order"]


class Order:
    """The order of the steps of one trace."""

    def __init__(self, trace: Trace) -> None:
        graph = trace.graph()
        self._nests = trace.columns.has_nesting
        self._happens_before = graph.happens_before
        self._branches = graph.branches if not self._nests and _forks(trace.columns) else {}

    def before(self, first: int, second: int) -> bool:
        """Whether a step is known to come before another."""
        if self._nests:
            return self._happens_before(first, second)
        if first >= second:
            return False
        mine = self._branches.get(first)
        if mine is None:
            return True
        other = self._branches.get(second)
        return other is None or mine[0] != other[0] or mine[1] == other[1]

    def before_run(self, step: int, call: MonitoredCall) -> bool | None:
        """Whether a step came before a call ran; `None` if the order is not recorded.

        A call's own step is only the request to run it. The decision comes between that and the
        result, so a decision before the result is in time.
        """
        if self.before(step, call.step):
            return True
        if call.end is None:
            return None
        if self.before(step, call.end):
            return True
        return False if self.before(call.end, step) else None


def _forks(columns: Columns) -> bool:
    """Whether any model call has more than one call, which then run side by side."""
    parents = [parent for step in columns.call_steps if (parent := columns.parents[step]) >= 0]
    return len({*parents}) < len(parents)
