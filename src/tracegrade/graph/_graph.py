"""The step graph of a trace: typed edges and what follows from them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracegrade.graph._edges import edges_of, order_of
from tracegrade.graph._order import ThreadOrder
from tracegrade.graph._threads import Threads, threads_of
from tracegrade.model import Columns, Edge, EdgeKind, Step, Trace

if TYPE_CHECKING:
    from tracegrade.graph.values import Contents, Derivation, ValueIndex

__all__ = ["StepGraph", "StepReference", "graph_of", "networkx_of"]

StepReference = Step | str | int
"""A step, its id, or its position."""


class StepGraph:
    """The steps of one trace as nodes, and typed edges between them.

    Edges are `next`, `child`, `result_of` and `answers`; see `Edge`. Those of kind `derived_from`
    take a scan of every text, so they are worked out when somebody asks for that kind: they stand
    in `derived_from`, not in `edges`. Steps may be named by themselves, by id or by position.

    The graph keeps the columns of its trace and not the trace, which keeps the graph: a trace that
    is no longer used is freed at once, where a ring of the two would wait for the collector.

    Attributes:
        trace_id: Id of the trace.
        columns: Its columns.

    Example:
        >>> from tracegrade.formats import load_one
        >>> trace = load_one("fixtures/traces/native/parallel_calls/input.jsonl")
        >>> first, second = trace.tool_calls[:2]
        >>> trace.graph().happens_before(first, second)
        False
    """

    __slots__ = (
        "_contents", "_derivations", "_derived", "_edges", "_incoming", "_order", "_outgoing", "_threads", "_values",
        "columns", "trace_id",
    )  # fmt: skip

    def __init__(self, trace: Trace) -> None:
        self.trace_id = trace.trace_id
        self.columns = trace.columns
        self._threads: Threads | None = None
        self._order: ThreadOrder | None = None
        self._edges: list[Edge] | None = None
        self._outgoing: dict[str, list[Edge]] | None = None
        self._incoming: dict[str, list[Edge]] | None = None
        self._contents: Contents | None = None
        self._values: ValueIndex | None = None
        self._derivations: tuple[Derivation, ...] | None = None
        self._derived: list[Edge] | None = None

    def __len__(self) -> int:
        return len(self.columns)

    @property
    def edges(self) -> list[Edge]:
        """Every edge; their order is the same each time and means nothing."""
        if self._edges is None:
            self._edges = edges_of(self.columns)
        return self._edges

    @property
    def contents(self) -> Contents:
        """What was stated in each step, decoded; made on first use."""
        if self._contents is None:
            from tracegrade.graph.values import Contents

            self._contents = Contents(self.columns)
        return self._contents

    @property
    def values(self) -> ValueIndex:
        """Which source stated each value, and where first; made on first use."""
        if self._values is None:
            from tracegrade.graph.values import ValueIndex

            self._values = ValueIndex(self.contents)
        return self._values

    @property
    def derivations(self) -> tuple[Derivation, ...]:
        """Each value that a call or message of the agent uses and an earlier step stated first."""
        if self._derivations is None:
            from tracegrade.graph.values import derivations_of

            self._derivations = tuple(derivations_of(self.columns, self.values))
        return self._derivations

    @property
    def derived_from(self) -> list[Edge]:
        """An edge from each step that uses a value to the step that stated it first.

        Example:
            >>> from tracegrade.formats import load_one
            >>> trace = load_one("fixtures/traces/native/approval_granted/input.jsonl")
            >>> [edge.target for edge in trace.graph().derived_from if edge.source == "s3"]
            ['s1']
        """
        if self._derived is None:
            ids = self.columns.ids
            pairs = dict.fromkeys((each.step, each.place.step) for each in self.derivations)
            self._derived = [Edge(ids[step], ids[first], "derived_from") for step, first in pairs]
        return self._derived

    @property
    def threads(self) -> Threads:
        """Which thread each step belongs to, and which call started each thread."""
        if self._threads is None:
            self._threads = threads_of(self.columns)
        return self._threads

    @property
    def branches(self) -> dict[int, tuple[int, int]]:
        """For each call and its result: the first call of its fork, and the call of its branch."""
        if self._order is None:
            self._order = order_of(self.columns, self.threads)
        return self._order.branches

    def successors(self, step: StepReference, kind: EdgeKind | None = None) -> tuple[str, ...]:
        """Ids of the steps that edges lead to from this one, of one kind or of all in `edges`."""
        if kind == "derived_from":
            wanted = self._id(step)
            return tuple(edge.target for edge in self.derived_from if edge.source == wanted)
        if self._outgoing is None:
            self._outgoing = _grouped(self.edges, by=0)
        edges = self._outgoing.get(self._id(step), ())
        return tuple(edge.target for edge in edges if kind is None or edge.kind == kind)

    def predecessors(self, step: StepReference, kind: EdgeKind | None = None) -> tuple[str, ...]:
        """Ids of the steps that edges lead from to this one, of one kind or of all in `edges`."""
        if kind == "derived_from":
            wanted = self._id(step)
            return tuple(edge.source for edge in self.derived_from if edge.target == wanted)
        if self._incoming is None:
            self._incoming = _grouped(self.edges, by=1)
        edges = self._incoming.get(self._id(step), ())
        return tuple(edge.source for edge in edges if kind is None or edge.kind == kind)

    def happens_before(self, first: StepReference, second: StepReference) -> bool:
        """Whether the first step is known to have come before the second.

        False both ways for steps that ran side by side. Decided by the order of each thread, by
        which calls started threads, and by which results ended them; never by the clock.
        """
        earlier, later = self._position(first), self._position(second)
        threads = self.threads
        if threads.of_step[earlier] != threads.of_step[later]:
            lifted = _lifted(self.columns, threads, earlier, later)
            if lifted is None:
                return False
            earlier, later, same_allowed = lifted
            if earlier == later:
                return same_allowed
        if earlier >= later:
            return False
        branches = self.branches
        mine, other = branches.get(earlier), branches.get(later)
        return mine is None or other is None or mine[0] != other[0] or mine[1] == other[1]

    def ancestors(self, step: StepReference) -> frozenset[str]:
        """Ids of all steps known to have come before this one."""
        position = self._position(step)
        ids = self.columns.ids
        return frozenset(
            ids[other] for other in range(len(ids)) if self.happens_before(other, position)
        )

    def descendants(self, step: StepReference) -> frozenset[str]:
        """Ids of all steps known to have come after this one."""
        position = self._position(step)
        ids = self.columns.ids
        return frozenset(
            ids[other] for other in range(len(ids)) if self.happens_before(position, other)
        )

    def slice(self, step: StepReference) -> tuple[str, ...]:
        """Ids of the steps that this one may depend on, and its own, in order."""
        wanted = self.ancestors(step) | {self._id(step)}
        return tuple(step_id for step_id in self.columns.ids if step_id in wanted)

    def thread_of(self, step: StepReference) -> int:
        """Number of the step's thread; 0 is the outermost."""
        return self.threads.of_step[self._position(step)]

    def to_networkx(self) -> Any:
        """A `networkx.MultiDiGraph`: nodes are step ids with `kind`, `index`, `tool`, `text`.

        Each edge has its kind as key and as attribute `kind`; `derived_from` is among them.
        """
        from tracegrade.graph._networkx import multidigraph

        return multidigraph(self)

    def _position(self, step: StepReference) -> int:
        if isinstance(step, int):
            return step
        return self.columns.positions[step] if isinstance(step, str) else step.index

    def _id(self, step: StepReference) -> str:
        if isinstance(step, str):
            return step
        return self.columns.ids[step] if isinstance(step, int) else step.id


def graph_of(trace: Trace) -> StepGraph:
    """The step graph of a trace, made once.

    Example:
        >>> from tracegrade.formats import load_one
        >>> trace = load_one("fixtures/traces/native/plain_success/input.jsonl")
        >>> graph_of(trace) is trace.graph()
        True
    """
    return trace.cached("graph", StepGraph)


def networkx_of(trace: Trace) -> Any:
    """The step graph of a trace as a `networkx.MultiDiGraph`, made once."""
    return trace.cached("networkx", lambda trace: graph_of(trace).to_networkx())


def _grouped(edges: list[Edge], *, by: int) -> dict[str, list[Edge]]:
    groups: dict[str, list[Edge]] = {}
    for edge in edges:
        groups.setdefault(edge[by], []).append(edge)
    return groups


def _lifted(
    columns: Columns, threads: Threads, earlier: int, later: int
) -> tuple[int, int, bool] | None:
    """Both steps seen from the innermost thread that encloses both.

    The earlier one is stood for by the result that ended its thread, the later one by the call
    that started its thread. The third item says whether the two may be one step: a call comes
    before everything in the thread it started, and its result after.
    """
    entered = left = False
    while threads.of_step[earlier] != threads.of_step[later]:
        mine, other = threads.of_step[earlier], threads.of_step[later]
        if threads.depth(mine) >= threads.depth(other):
            call = threads.spawned_by[mine]
            result = _result_of(columns.call_steps, columns.call_results, call)
            if result < 0:
                return None
            earlier, left = result, True
        if threads.depth(other) >= threads.depth(mine):
            later, entered = threads.spawned_by[other], True
    return earlier, later, entered or left


def _result_of(calls: list[int], results: list[int], call: int) -> int:
    return results[calls.index(call)] if call in calls else -1
