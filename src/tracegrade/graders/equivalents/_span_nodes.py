"""The steps of a trace as a tree of named nodes with attributes, for queries over spans."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tracegrade.model import Trace

__all__ = ["SpanNode", "span_nodes"]


@dataclass(slots=True, eq=False)
class SpanNode:
    """One step as a span.

    Attributes:
        step_id: Id of the step.
        name: Name of the span that the step was read from; else the tool, or the kind.
        attributes: What the step says beside its text, by name.
        status: `error`, `ok` or `unset`.
        duration_s: How long it took, if the capture says so.
        parent: The node around it.
        children: The nodes inside it, in order.
    """

    step_id: str
    name: str
    attributes: dict[str, Any]
    status: str
    duration_s: float | None
    parent: SpanNode | None = None
    children: list[SpanNode] = field(default_factory=list["SpanNode"])

    def ancestors(self) -> Iterator[SpanNode]:
        """The nodes around it, innermost first."""
        node = self.parent
        while node is not None:
            yield node
            node = node.parent

    def descendants(self, stop_at: Any = None) -> Iterator[SpanNode]:
        """The nodes inside it at any depth; what lies inside one at which to stop is left out."""
        left = self.children[::-1]
        while left:
            node = left.pop()
            yield node
            if stop_at is None or not stop_at(node):
                left += node.children[::-1]


_SPELLED = {"error": "error", "ok": "ok"}


def span_nodes(trace: Trace) -> list[SpanNode]:
    """Every step as a node, in order; a result is part of its call."""
    return trace.cached("span_nodes", _span_nodes)


def _span_nodes(trace: Trace) -> list[SpanNode]:
    columns = trace.columns
    numbers = {step: number for number, step in enumerate(columns.call_steps)}
    results = columns.call_of_result
    nodes: dict[int, SpanNode] = {}
    for step, kind in enumerate(columns.kinds):
        if step in results:
            continue
        detail = columns.details.get(step, {})
        extra: dict[str, Any] = dict(detail.get("extra") or {})
        number = numbers.get(step)
        status = extra.pop("status", None)
        name = extra.pop("span", None)
        if number is not None:
            name = name or columns.call_tools[number]
            status = status or trace.call_statuses[number]
            extra.setdefault("gen_ai.tool.name", columns.call_tools[number])
        node = SpanNode(
            columns.ids[step],
            str(name or kind),
            extra,
            _SPELLED.get(str(status), "unset"),
            _duration(trace, step, number),
        )
        nodes[step] = node
        parent = columns.parents[step]
        if 0 <= parent < step and parent in nodes:
            node.parent = nodes[parent]
            nodes[parent].children.append(node)
    return list(nodes.values())


def _duration(trace: Trace, step: int, number: int | None) -> float | None:
    """Seconds that a step took; of a call, those that its result says."""
    details = trace.columns.details
    own = details.get(step, {}).get("duration_s")
    if own is None and number is not None:
        own = details.get(trace.columns.call_results[number], {}).get("duration_s")
    return own
