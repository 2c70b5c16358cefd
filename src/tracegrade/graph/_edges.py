"""The edges of a step graph as a list.

In nearly every trace the calls follow the model call that made them, and their results follow
them in the same order. The edges of such a trace are put together from ready-made ones
(`_Neighbours`); any other trace is followed step by step (`ThreadOrder`).
"""

from __future__ import annotations

from functools import partial
from itertools import pairwise
from operator import sub
from typing import TYPE_CHECKING, NamedTuple

from tracegrade.graph._order import ThreadOrder
from tracegrade.graph._threads import threads_of
from tracegrade.model import Edge, step_ids

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tracegrade.graph._threads import Threads
    from tracegrade.model import Columns, EdgeKind

__all__ = ["edges_of", "order_of"]

_as_edge = partial(tuple.__new__, Edge)  # a third of the time that Edge(...) takes


def order_of(columns: Columns, threads: Threads) -> ThreadOrder:
    """The order of the steps of every thread."""
    order = ThreadOrder()
    members: list[list[int]] = [[] for _ in threads.spawned_by]
    for step, thread in enumerate(threads.of_step):
        members[thread].append(step)
    for steps in members:
        order.follow(columns, steps)
    return order


def edges_of(columns: Columns) -> list[Edge]:
    """Every edge: first `next`, then `child`, `result_of` and `answers`."""
    edges = None if columns.has_nesting else _usual_edges(columns)
    if edges is None:
        edges = _edges(columns, order_of(columns, threads_of(columns)).pairs, "next")
        nested = [(parent, step) for step, parent in enumerate(columns.parents) if parent >= 0]
        edges += _edges(columns, nested, "child")
        pairs = zip(columns.call_results, columns.call_steps, strict=True)
        edges += _edges(columns, [pair for pair in pairs if pair[0] >= 0], "result_of")
    if columns.details:
        edges += _answers(columns)
    return edges


def _edges(columns: Columns, pairs: Iterable[tuple[int, int]], kind: EdgeKind) -> list[Edge]:
    ids = columns.ids
    return [_as_edge((ids[source], ids[target], kind)) for source, target in pairs]


def _answers(columns: Columns) -> list[Edge]:
    """From each decision to the request it decides."""
    ids = columns.ids
    return [
        Edge(ids[index], detail["request"], "answers")
        for index, detail in columns.details.items()
        if columns.kinds[index] == "approval_decision" and detail.get("request") is not None
    ]


class _Fork(NamedTuple):
    """The edges of calls side by side: `next` from the step before them to the step after."""

    next: list[Edge]
    child: list[Edge]
    result: list[Edge]


class _Neighbours:
    """Edges between steps that stand near each other, for one way of naming the steps.

    Attributes:
        next: From each step to the one after it.
        child: To each step from the one before it.
        result: From each step to the one before it.
    """

    __slots__ = ("_forks", "_ids", "child", "next", "result")

    def __init__(self, ids: list[str]) -> None:
        self._ids = ids
        self._forks: dict[tuple[int, int], _Fork] = {}
        pairs = list(pairwise(ids))
        self.next = [_as_edge((*pair, "next")) for pair in pairs]
        self.child = [_as_edge((*pair, "child")) for pair in pairs]
        self.result = [_as_edge((later, early, "result_of")) for early, later in pairs]

    def fork(self, first: int, width: int) -> _Fork:
        """The edges of so many calls side by side, of which the first is step `first`."""
        fork = self._forks.get((first, width))
        if fork is None:
            fork = self._forks[first, width] = self._new_fork(first, width)
        return fork

    def _new_fork(self, first: int, width: int) -> _Fork:
        before, *names = self._ids[first - 1 : first + 2 * width + 1]
        calls, results, after = names[:width], names[width : 2 * width], names[2 * width :]
        answered = list(zip(calls, results, strict=True))
        pairs = [(before, call) for call in calls] + answered
        pairs += [(result, join) for result in results for join in after]
        return _Fork(
            [_as_edge((*pair, "next")) for pair in pairs],
            [_as_edge((before, call, "child")) for call in calls],
            [_as_edge((result, call, "result_of")) for call, result in answered],
        )


_MOST = 1024  # steps; neighbours in longer traces are made for each of them
_COMMON = _Neighbours(step_ids(_MOST))
"""Neighbours among `s0`, `s1`, ... are the same in every trace, so traces share them."""

_WIDEST = 8  # calls side by side, so that the forks that are kept stay few
_IN_TURN = [list(range(1, width + 1)) for width in range(_WIDEST + 1)]


def _usual_edges(columns: Columns) -> list[Edge] | None:
    """The edges of a trace in which calls and results stand where they usually do.

    Returns:
        The edges; `None` if a call does not stand right after its model call and the calls beside
        it, or its result not right after them and their results.
    """
    calls, parents, results = columns.call_steps, columns.call_parents, columns.call_results
    count = len(columns.kinds)
    common = columns.has_common_ids and count < _MOST
    near = _COMMON if common else _Neighbours(columns.ids)
    edges = near.next[: max(0, count - 1)]
    if not calls:
        return edges
    places, waits = list(map(sub, calls, parents)), list(map(sub, results, calls))
    forks = _forks(calls, places, waits)
    if forks is None or min(parents) < 0:
        return None
    children = list(map(near.child.__getitem__, parents))
    answers = list(map(near.result.__getitem__, calls))
    for number, width in reversed(forks):  # so that the places of those before stay true
        fork = near.fork(calls[number], width)
        before, join = calls[number] - 1, calls[number] + 2 * width
        edges[before:join] = fork.next if join < count else fork.next[: 2 * width]
        children[number : number + width] = fork.child
        answers[number : number + width] = fork.result
    return edges + children + answers


def _forks(calls: list[int], places: list[int], waits: list[int]) -> list[tuple[int, int]] | None:
    """Which calls ran side by side.

    Args:
        calls: Where the calls stand.
        places: How many steps each call stands after its model call.
        waits: How many steps each result stands after its call.

    Returns:
        Number of the first call, and how many there are, for each fork; `None` if any call or
        result stands anywhere else than usual.
    """
    forks: list[tuple[int, int]] = []
    alone = waits.count(1)
    if alone != len(waits):
        stop = 0
        for number, wait in enumerate(waits):
            if wait == 1 or number < stop:
                continue
            stop = number + wait
            if not 1 < wait <= _WIDEST or waits[number:stop] != [wait] * wait:
                return None
            if places[number:stop] != _IN_TURN[wait] or calls[stop - 1] - calls[number] != wait - 1:
                return None
            forks.append((number, wait))
            alone += 1
    return forks if places.count(1) == alone else None
