"""The edges of a step graph as a list.

In nearly every trace the calls follow the model call that made them, and their results follow
them in the same order. The edges of such a trace are put together from ready-made ones, turn by
turn (`_Neighbours`); any other trace is followed step by step (`ThreadOrder`).
"""

from __future__ import annotations

from functools import partial
from itertools import pairwise
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
    """Every edge, in no order that means anything but the same each time."""
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


class _Turn(NamedTuple):
    """A model call, its calls side by side, and their results right after them in the same order.

    Attributes:
        edges: The edges among them.
        joins: From each result to the step after the last one.
        parents: Position of the model call, once a call.
        calls: Positions of the calls.
        results: Positions of the results.
    """

    edges: list[Edge]
    joins: list[Edge]
    parents: list[int]
    calls: list[int]
    results: list[int]


class _Neighbours:
    """Edges between steps that stand near each other, for one way of naming the steps.

    Attributes:
        next: From each step to the one after it.
        turns: By position of the model call and number of its calls, those met so far.
    """

    __slots__ = ("_ids", "next", "turns")

    def __init__(self, ids: list[str]) -> None:
        self._ids = ids
        self.next = [_as_edge((*pair, "next")) for pair in pairwise(ids)]
        self.turns: dict[tuple[int, int], _Turn] = {}

    def turn(self, start: int, width: int) -> _Turn | None:
        """A turn not met so far; `None` if there is none such."""
        if start < 0 or not 1 <= width <= _WIDEST:
            return None
        before, *names = self._ids[start : start + 2 * width + 2]
        if len(names) < 2 * width:
            return None
        calls, results, after = names[:width], names[width : 2 * width], names[2 * width :]
        answered = list(zip(calls, results, strict=True))
        edges = [(before, call, "next") for call in calls]
        edges += [(call, result, "next") for call, result in answered]
        edges += [(before, call, "child") for call in calls]
        edges += [(result, call, "result_of") for call, result in answered]
        turn = self.turns[start, width] = _Turn(
            [_as_edge(edge) for edge in edges],
            [_as_edge((result, join, "next")) for result in results for join in after],
            [start] * width,
            list(range(start + 1, start + 1 + width)),
            list(range(start + 1 + width, start + 1 + 2 * width)),
        )
        return turn


_MOST = 1024  # steps; neighbours in longer traces are made for each of them
_WIDEST = 8  # calls side by side, so that the turns that are kept stay few
_COMMON = _Neighbours(step_ids(_MOST))
"""Neighbours among `s0`, `s1`, ... are the same in every trace, so traces share them."""


def _usual_edges(columns: Columns) -> list[Edge] | None:
    """The edges of a trace in which calls and results stand where they usually do.

    Returns:
        The edges, turn by turn; `None` if a call does not stand right after its model call and the
        calls beside it, or its result not right after them and their results.
    """
    calls, parents, results = columns.call_steps, columns.call_parents, columns.call_results
    last = len(columns.kinds) - 1
    near = _COMMON if columns.has_common_ids and last < _MOST - 1 else _Neighbours(columns.ids)
    following, turns = near.next, near.turns
    edges: list[Edge] = []
    asked: list[int] = []
    placed: list[int] = []
    answered: list[int] = []
    at = number = 0
    while number < len(calls):
        start, width = parents[number], results[number] - calls[number]
        turn = turns.get((start, width)) or near.turn(start, width)
        if turn is None or start < at:
            return None
        edges += following[at:start]
        edges += turn.edges
        asked += turn.parents
        placed += turn.calls
        answered += turn.results
        number += width
        at = start + 2 * width
        if at < last:
            edges += turn.joins
        at += 1
    if asked != parents or placed != calls or answered != results:
        return None
    edges += following[at : max(at, last)]
    return edges
