"""Which of a trace's calls are known to have come before which others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tracegrade.graders._expectation._observed import Observed

__all__ = ["CallOrder"]


class CallOrder:
    """The order of observed calls; those made side by side, or by agents at one time, have none.

    Of the calls of one thread only the earliest has to be asked about: if any of them came before
    a call, that one did, unless the call was made inside one of them. (Calls side by side follow
    each other in the list, so a later one of them proves no more than the first.)
    """

    def __init__(self, observed: Observed) -> None:
        columns = observed.trace.columns
        self._steps = [columns.call_steps[number] for number in observed.numbers]
        parents = [columns.call_parents[number] for number in observed.numbers]
        known = [parent for parent in parents if parent >= 0]
        self._is_line = not columns.has_nesting and len(known) == len(set(known))
        self._trace = observed.trace
        self._places = {step: place for place, step in enumerate(self._steps)}

    def _graph(self) -> Any:
        return self._trace.graph()

    def is_before(self, one: int, other: int) -> bool:
        """Whether one call is known to have come before another."""
        if self._is_line:
            return one < other
        return self._graph().happens_before(self._steps[one], self._steps[other])

    def one_before(self, calls: Iterable[int], call: int) -> int | None:
        """One of the calls, ascending, that is known to have come before this one."""
        if self._is_line:
            first = next(iter(calls), call)
            return first if first < call else None
        calls = list(calls)
        for one in (*self._firsts(calls), *self._around(call, set(calls))):
            if self.is_before(one, call):
                return one
        return None

    def one_after(self, calls: Iterable[int], call: int) -> int | None:
        """One of the calls, ascending, that is known to have come after this one."""
        backwards = list(calls)[::-1]
        if self._is_line:
            return backwards[0] if backwards and backwards[0] > call else None
        for one in self._firsts(backwards):
            if self.is_before(call, one):
                return one
        return None

    def _firsts(self, calls: list[int]) -> list[int]:
        """The first of the calls of each thread."""
        threads = self._graph().threads.of_step
        firsts: dict[int, int] = {}
        for one in calls:
            firsts.setdefault(threads[self._steps[one]], one)
        return list(firsts.values())

    def _around(self, call: int, calls: set[int]) -> list[int]:
        """Those of the calls inside which this one was made."""
        threads = self._graph().threads
        found: list[int] = []
        thread = threads.of_step[self._steps[call]]
        while thread:
            place = self._places.get(threads.spawned_by[thread], -1)
            found += [place] if place in calls else []
            thread = threads.of_step[threads.spawned_by[thread]]
        return found

    def just_before(self, call: int) -> list[int]:
        """The calls that came right before: one, or several side by side, by the same thread."""
        if self._is_line:
            return [call - 1] if call else []
        threads = self._graph().threads.of_step
        thread = threads[self._steps[call]]
        found: list[int] = []
        for one in range(call - 1, -1, -1):
            if threads[self._steps[one]] != thread or not self.is_before(one, call):
                continue
            if found and self.is_before(one, found[0]):
                break
            found.append(one)
        return found[::-1]
