"""Which call a result answers, where ids may repeat.

A result answers the nearest preceding unanswered call of its id. Nearest means the latest model
call that asked with that id; calls of one model call stand side by side, so among those the first
unanswered one is taken. Ids do repeat: in 49 of 200 tau-bench airline traces one id names several
calls (measured).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tracegrade.model import Columns

__all__ = ["OpenCalls", "pair_results"]


class OpenCalls:
    """The calls that still wait for their result, by id.

    Example:
        >>> waiting = OpenCalls([0, 4, 4])
        >>> [waiting.add("c1", number) for number in range(3)]
        [False, False, True]
        >>> [waiting.take("c1") for _ in range(4)]
        [1, 2, 0, -1]
    """

    # By id, the open calls of one model call after another.
    __slots__ = ("_by_id", "_parents")

    def __init__(self, parents: Sequence[int]) -> None:
        """Start with no call open; `parents` gives the model call of each call number."""
        self._parents = parents
        self._by_id: dict[str | None, list[list[int]]] = {}

    def add(self, call_id: str | None, number: int) -> bool:
        """Open a call; says whether its model call already has an open one of this id."""
        groups = self._by_id.get(call_id)
        if groups is None:
            self._by_id[call_id] = [[number]]
            return False
        parent = self._parents[number]
        if groups and self._parents[groups[-1][0]] == parent >= 0:
            groups[-1].append(number)
            return call_id is not None
        groups.append([number])
        return False

    def take(self, call_id: str | None) -> int:
        """The number of the call that a result with this id answers, or -1; closes it."""
        groups = self._by_id.get(call_id)
        if not groups:
            return -1
        nearest = groups[-1]
        if len(nearest) == 1:
            del groups[-1]
        return nearest.pop(0)


def pair_results(
    columns: Columns, results: Sequence[int], result_ids: Sequence[str | None]
) -> tuple[list[int], list[int]]:
    """Fill `call_results` of columns whose calls are complete, whatever it held before.

    Args:
        columns: Columns with all calls.
        results: Position of each result among the steps, ascending.
        result_ids: The call id that each result names.

    Returns:
        Places in `results` that answer no open call, and numbers of calls whose id their model
        call had already used.
    """
    columns.call_results[:] = [-1] * len(columns.call_steps)
    waiting = OpenCalls(columns.call_parents)
    orphans: list[int] = []
    repeated: list[int] = []
    number, calls = 0, columns.call_steps
    for place, (result, call_id) in enumerate(zip(results, result_ids, strict=True)):
        while number < len(calls) and calls[number] < result:
            if waiting.add(columns.call_ids[number], number):
                repeated.append(number)
            number += 1
        answered = waiting.take(call_id)
        if answered < 0:
            orphans.append(place)
        else:
            columns.call_results[answered] = result
    repeated += [
        later for later in range(number, len(calls)) if waiting.add(columns.call_ids[later], later)
    ]
    return orphans, repeated
