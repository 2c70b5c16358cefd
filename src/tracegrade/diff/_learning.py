"""What the trials of a run teach about its arguments, from a sample of its cases."""

from __future__ import annotations

import heapq
from typing import TYPE_CHECKING, Any

from tracegrade.diff._hashing import number_of
from tracegrade.diff._masks import Masks, learn, leaves_of
from tracegrade.diff._outline import executed_arguments

if TYPE_CHECKING:
    from tracegrade.model import Trace

__all__ = ["Sample"]

_MOST_CASES = 150
_MOST_TRIALS = 6
_MOST_CALLS = 100  # of a trace

Calls = list[tuple[str, Any]]


class Sample:
    """The calls of all trials of some cases, chosen by hash so that no order matters.

    The cases with the smallest hashes are kept; a case that is once dropped never comes back, so
    that of those kept at the end no trial is missing.
    """

    def __init__(self) -> None:
        self._cases: dict[int, list[tuple[int, Calls]]] = {}
        self._largest: list[int] = []

    def add(self, side: int, case: str, trace: Trace) -> None:
        """Take note of a trace of a case."""
        rank = number_of(case)
        if rank not in self._cases:
            if len(self._cases) >= _MOST_CASES and rank > -self._largest[0]:
                return
            heapq.heappush(self._largest, -rank)
            self._cases[rank] = []
            if len(self._cases) > _MOST_CASES:
                del self._cases[-heapq.heappop(self._largest)]
        trials = self._cases.get(rank)
        if trials is not None and sum(at == side for at, _ in trials) < _MOST_TRIALS:
            trials.append((side, _calls(trace)))

    def masks(self) -> Masks:
        """What is volatile in the arguments of calls."""
        groups = [
            [calls for at, calls in trials if at == side]
            for trials in self._cases.values()
            for side in (0, 1)
        ]
        return learn([leaves_of(calls) for calls in group] for group in groups if len(group) > 1)


def _calls(trace: Trace) -> Calls:
    tools = trace.columns.call_tools[:_MOST_CALLS]
    return [(tool, executed_arguments(trace, number)) for number, tool in enumerate(tools)]
